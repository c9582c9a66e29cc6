import { type Field, limits, type Problem, TRAP, type Values } from './form.ts'
import { type Html, html } from './html.ts'
import type { Page } from './page.ts'

/** A form as it is shown: what was filled in and what was wrong with it. */
export interface Draft {
  /** The signed form, to send along. */
  signed: string
  values: Values
  problems: readonly Problem[]
}

/** What one field looks like. Every field but the text may stay empty. */
interface Look {
  field: Field
  label: string
  hint?: string
  type?: 'text' | 'email'
  /** What a browser may fill in. */
  autocomplete?: string
}

/** The problems on top of the page, each with a link to its field; nothing when there are none. */
export const summary = (page: Page, { problems }: Draft): Html | false =>
  problems.length > 0 &&
  html`<div class="problems" role="alert" tabindex="-1" autofocus>
<h2>${page.texts.problems.title}</h2>
<ul>${problems.map(problem =>
    problem.field
      ? html`<li><a href="#${problem.field}">${inWords(page, problem)}</a></li>`
      : html`<li>${inWords(page, problem)}</li>`,
  )}</ul>
</div>`

/** A single line. */
export const line = (page: Page, draft: Draft, look: Look): Html =>
  around(
    page,
    draft,
    look,
    html`<input id="${look.field}" name="${look.field}" type="${look.type ?? 'text'}" value="${draft.values[look.field]}" autocomplete="${look.autocomplete ?? 'off'}"${described(draft, look)}>`,
  )

/** The text itself. A browser swallows the first line end after the tag, so there is one to swallow. */
export const words = (page: Page, draft: Draft, look: Look): Html =>
  around(
    page,
    draft,
    look,
    html`<textarea id="${look.field}" name="${look.field}" rows="7" required${described(draft, look)}>
${draft.values[look.field]}</textarea>`,
  )

/** The end of every form: what proves it is ours, the field for robots, the button. */
export const ending = (page: Page, draft: Draft): Html => html`<div class="trap" aria-hidden="true">
<label for="${TRAP}">${page.texts.leaveEmpty}</label>
<input id="${TRAP}" name="${TRAP}" type="text" tabindex="-1" autocomplete="off">
</div>
<input type="hidden" name="form" value="${draft.signed}" autocomplete="off">
<button class="button" type="submit">${page.texts.send}</button>`

function around(page: Page, draft: Draft, look: Look, control: Html): Html {
  const problem = draft.problems.find(problem => problem.field === look.field)
  return html`<div class="field">
<label for="${look.field}">${look.label}${look.field !== 'text' && html` <span class="optional">${page.texts.optional}</span>`}</label>
${look.hint && html`<p class="hint" id="${look.field}-hint">${look.hint}</p>`}
${problem && html`<p class="problem" id="${look.field}-problem"><strong>${page.texts.problems.mark}</strong> ${inWords(page, problem)}</p>`}
${control}
</div>`
}

function described(draft: Draft, { field, hint }: Look): Html {
  const wrong = draft.problems.some(problem => problem.field === field)
  const by = [hint && `${field}-hint`, wrong && `${field}-problem`].filter(Boolean).join(' ')
  return html`${by && html` aria-describedby="${by}"`}${wrong && html` aria-invalid="true"`}`
}

function inWords(page: Page, problem: Problem): string {
  const { problems } = page.texts
  if (problem.reason !== 'tooLong') return problems[problem.reason]
  const number = new Intl.NumberFormat(page.language)
  return problems.tooLong(number.format(problem.length), number.format(limits[problem.field]))
}
