import type { Failure } from './api.ts'
import { ORGANISATION, PEOPLE, type Person, type Post, type Square, type Where } from './square.ts'
import { STYLE } from './style.ts'

const MARKUP = Symbol('markup')
interface Html {
  [MARKUP]: string
}
type Content = string | number | undefined | false | Html | Content[]

const raw = (text: string): Html => ({ [MARKUP]: text })
/** Markup in which everything in `${…}` is escaped, unless it is markup itself. */
const html = (parts: TemplateStringsArray, ...contents: Content[]) =>
  raw(parts.reduce((text, part, at) => text + markup(contents[at - 1]) + part))
function markup(content: Content): string {
  if (content === undefined || content === false) return ''
  if (Array.isArray(content)) return content.map(markup).join('')
  if (typeof content === 'object') return content[MARKUP]
  return String(content).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}

const FAILURES: ReadonlyArray<readonly [Failure | '', string]> = [
  ['', 'works'],
  ['limited', 'next answer: too many requests, try again in 20 seconds (429)'],
  ['broken-before', 'next answer: fails before it is published (500)'],
  ['broken-after', 'next answer: is published, then fails (500)'],
  ['silent-after', 'next answer: is published, and the network says nothing'],
  ['blank', 'its own posts do not load (503)'],
  ['signed-out', 'all requests: access token withdrawn (401)'],
]

const TITLES: Record<Where, string> = {
  page: `The page of ${ORGANISATION.name}`,
  elsewhere: 'Elsewhere on the network',
  direct: `Direct messages with ${ORGANISATION.name}`,
}

/** What one person sees of the network, with the forms to take part. */
export function page(square: Square, reader: Person, failure: Failure | undefined, problem?: string): string {
  const visible = [...square.posts.values()].filter(
    post => post.where !== 'direct' || post.thread === `direct-${reader.id}`,
  )
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The pretend network</title>
<style>${raw(STYLE)}</style>
<header class="bar">
  <h1>pleintje</h1>
  <p>A pretend network: nothing here leaves this computer. <a href="/?as=${reader.id}">Look again</a></p>
  ${problem !== undefined && html`<p role="alert">${problem}</p>`}
</header>
<nav class="people" aria-label="Who you are">
${PEOPLE.map(
  person =>
    html`<a href="/?as=${person.id}"${person.id === reader.id && raw(' aria-current="true"')}>${face(person)} ${person.name}</a>`,
)}
</nav>
<main>
${(['page', 'elsewhere', 'direct'] as const).map(where => column(where, visible, reader))}
</main>
<footer>
  <form method="post" action="/fail">
    ${hidden({ as: reader.id })}
    <label>For ${ORGANISATION.name}’s programs the network
      <select name="failure">${FAILURES.map(
        ([value, label]) =>
          html`<option value="${value}"${(failure ?? '') === value && raw(' selected')}>${label}</option>`,
      )}</select></label>
    <button>Set</button>
  </form>
</footer>
</html>`[MARKUP]
}

function column(where: Where, visible: Post[], reader: Person): Html {
  const posts = visible.filter(post => post.where === where)
  const threads = [...Map.groupBy(posts, post => post.thread).values()].reverse()
  const mention = where === 'elsewhere' ? `@${ORGANISATION.handle} ` : ''
  return html`<section>
  <h2>${TITLES[where]}</h2>
  <form class="new" method="post" action="/write">
    ${hidden({ as: reader.id, where })}
    <label>${where === 'direct' ? 'Write' : 'New post'}<textarea name="text" required maxlength="500">${mention}</textarea></label>
    <button class="main">Post as ${reader.name}</button>
  </form>
  ${threads.length === 0 && html`<p class="none">Nothing yet.</p>`}
  ${threads.map(thread => html`<div class="thread">${thread.map(post => article(post, reader))}</div>`)}
</section>`
}

function article(post: Post, reader: Person): Html {
  const mine = post.author.id === reader.id
  if (post.hidden && !mine)
    return html`<article id="${post.id}" class="hidden">Hidden by ${ORGANISATION.name}</article>`
  const act = (action: string, label: string) => html`<button formaction="/${action}" formnovalidate>${label}</button>`
  return html`<article id="${post.id}" class="${post.author.id === ORGANISATION.id ? 'ours' : ''}">
  ${face(post.author)}
  <p class="who"><strong>${post.author.name}</strong> @${post.author.handle} ·
    <time datetime="${post.at.toISOString()}">${TIME.format(post.at)}</time>
    ${post.editedAt && '· edited'} ${post.liked && html`<span class="liked">♥ ${ORGANISATION.name}</span>`}</p>
  <p class="text">${post.text}</p>
  ${post.pictures?.map(({ id, alt }) => html`<img src="/${id}" alt="${alt}">`)}
  <details><summary>${mine ? 'Change or answer' : 'Answer'}</summary>
  <form method="post" action="/write">
    ${hidden({ as: reader.id, answers: post.id })}
    <label>Text<textarea name="text" required maxlength="500">${mine && post.text}</textarea></label>
    <button>Answer</button> ${mine && [act('edit', 'Save as the new text'), act('delete', 'Delete the post')]}
  </form></details>
</article>`
}

const TIME = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })

/** A person's initials on a colour of their own. */
function face({ name }: Person): Html {
  const words = name.split(' ')
  const initials = [words[0], words.at(-1)].map(word => word?.[0]).join('')
  const hue = [...name].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 360
  return html`<span class="face" aria-hidden="true" style="--hue:${hue}">${initials}</span>`
}

const hidden = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
