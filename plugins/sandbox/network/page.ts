import type { Failure } from './api.ts'
import { ORGANISATION, PEOPLE, type Person, type Post, type Square, type Where } from './square.ts'

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
<header>
  <h1>The pretend network</h1>
  <p>Nothing here leaves this computer. You are <strong>${reader.name}</strong>; be somebody else:
  ${PEOPLE.filter(({ id }) => id !== reader.id).map(({ id, name }) => html` <a href="/?as=${id}">${name}</a>`)}.
  <a href="/?as=${reader.id}">Look again</a></p>
  ${problem !== undefined && html`<p role="alert">${problem}</p>`}
</header>
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
  <form method="post" action="/write">
    ${hidden({ as: reader.id, where })}
    <label>${where === 'direct' ? 'Write' : 'New post'}<textarea name="text" required maxlength="500">${mention}</textarea></label>
    <button>Post as ${reader.name}</button>
  </form>
  ${threads.map(thread => html`<div class="thread">${thread.map(post => article(post, reader))}</div>`)}
</section>`
}

function article(post: Post, reader: Person): Html {
  const mine = post.author.id === reader.id
  if (post.hidden && !mine)
    return html`<article id="${post.id}" class="hidden">Hidden by ${ORGANISATION.name}</article>`
  const act = (action: string, label: string) => html`<button formaction="/${action}" formnovalidate>${label}</button>`
  return html`<article id="${post.id}" class="${post.author.id === ORGANISATION.id ? 'ours' : ''}">
  <p class="who"><strong>${post.author.name}</strong> @${post.author.handle}
    <time datetime="${post.at.toISOString()}">${post.at.toISOString().slice(0, 16).replace('T', ' ')}</time>
    ${post.editedAt && 'edited'} ${post.liked && `liked by ${ORGANISATION.name}`}</p>
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

const hidden = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 80rem; margin: 0 auto; padding: 1rem; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1.5rem; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; }
form, label { display: block; margin: .25rem 0; }
textarea { display: block; box-sizing: border-box; width: 100%; min-height: 4rem; font: inherit; }
button, select { font: inherit; min-height: 2rem; }
.thread { border-top: 1px solid; margin-top: 1rem; }
article { padding: .5rem; overflow-wrap: anywhere; } article + article { margin-left: 1rem; }
.ours { border-left: .25rem solid; } .hidden { font-style: italic; }
img { max-width: 100%; max-height: 20rem; } .who, .text { margin: 0; } .text { white-space: pre-wrap; }
[role=alert] { border: 2px solid; padding: .5rem; }
`
