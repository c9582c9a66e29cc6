import { type Draft, ending, line, summary, words } from './fields.ts'
import { type Html, html } from './html.ts'
import { layout, type Page } from './page.ts'

/** The page on which somebody asks a question. */
export function contactPage(page: Page, draft: Draft): Html {
  const { contact, problems } = page.texts
  const title = draft.problems.length ? `${problems.mark} ${contact.title}` : contact.title
  return layout(
    page,
    title,
    html`<h1>${contact.title}</h1>
<p>${contact.intro}</p>
${summary(page, draft)}
<form method="post" action="${page.base}/webcare/contact${page.query}" novalidate>
${line(page, draft, { field: 'name', label: contact.name, autocomplete: 'name' })}
${line(page, draft, {
  field: 'email',
  label: contact.email,
  hint: page.mails ? contact.emailForCopy : undefined,
  type: 'email',
  autocomplete: 'email',
})}
${line(page, draft, { field: 'subject', label: contact.subject })}
${words(page, draft, { field: 'text', label: contact.question, hint: contact.questionHint })}
${ending(page, draft)}
</form>`,
  )
}
