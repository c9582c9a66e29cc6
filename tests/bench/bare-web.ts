import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** So many messages of a conversation come with it, as in the inbox. */
const LATEST = 50

/**
 * The raw limit of `web`: an inbox of bare elements, with what the inbox has in sight and nothing that it can. Its rows
 * are in the page; a conversation is asked for. Measured by the same names.
 */
export async function serveBareInbox({ cases, messages }: { cases: number; messages: number }) {
  const server = createServer((request, answer) => {
    if (request.url?.startsWith('/messages/')) return answer.end(JSON.stringify(conversation(messages)))
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(page(cases))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const conversation = (messages: number) =>
  Array.from({ length: LATEST }, (_, at) => {
    const number = messages - LATEST + at
    return `Vraag ${number}: wanneer hoor ik iets? ${'Ik wacht al een week op antwoord. '.repeat(at % 5)}`
  })

const STYLE = `
  body { margin: 0; display: grid; grid-template-columns: 380px 1fr; height: 100vh; font: 14px/1.4 sans-serif }
  #list, #list > div, [role=log] { overflow-y: auto; height: 100%; min-height: 0 }
  ul { position: relative; margin: 0; padding: 0; list-style: none }
  li { position: absolute; inset-inline: 0; height: 76px; contain: strict }
  a { display: grid; grid-template-columns: 40px 1fr auto; gap: 4px; padding: 8px; color: inherit; text-decoration: none }
  a > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  article { max-width: 60ch; margin: 8px; padding: 8px; border-radius: 8px; background: #eee }`

const page = (cases: number) => `<!doctype html><html lang="nl"><title>Inbox</title><style>${STYLE}</style>
  <body><section id="list"><div><ul></ul></div></section><main></main>
  <script type="module">(${inPage})(${cases})</script></body></html>`

/** The page's own script. */
function inPage(cases: number) {
  const HEIGHT = 76
  const OVERSCAN = 6
  /** As the inbox does: how long the keyboard rests on a row before its case opens, in milliseconds. */
  const REST = 120
  const frame = document.querySelector<HTMLElement>('#list > div')!
  const list = document.querySelector('ul')!
  const main = document.querySelector('main')!
  const slots = new Map<number, HTMLElement>()
  let resting: ReturnType<typeof setTimeout> | undefined
  list.style.height = `${cases * HEIGHT}px`

  const element = (name: string, text: string) => Object.assign(document.createElement(name), { textContent: text })

  /** The newest case has the highest number and stands first. */
  function rowOf(index: number) {
    const number = cases - index
    const row = element('li', '')
    row.style.transform = `translateY(${index * HEIGHT}px)`
    const link = element('a', '') as HTMLAnchorElement
    link.href = `/inbox/all/${number}?sort=newest`
    link.dataset.row = String(number)
    const words = [
      'K',
      `Klant ${number} · Bench`,
      `${index} min`,
      `Vraag van klant ${number}: kan ik mij nog aanmelden?`,
    ]
    for (const text of words) link.append(element('span', text))
    row.append(link)
    return row
  }
  function show() {
    const first = Math.max(0, Math.floor(frame.scrollTop / HEIGHT) - OVERSCAN)
    const last = Math.min(cases - 1, Math.ceil((frame.scrollTop + frame.clientHeight) / HEIGHT) + OVERSCAN)
    for (const [index, row] of slots) {
      if (index >= first && index <= last) continue
      row.remove()
      slots.delete(index)
    }
    for (let index = first; index <= last; index++) {
      if (slots.has(index)) continue
      const row = rowOf(index)
      slots.set(index, row)
      list.append(row)
    }
  }
  async function open(link: HTMLAnchorElement) {
    history.replaceState(null, '', link.href)
    const texts: string[] = await (await fetch(`/messages/${link.dataset.row}`)).json()
    const log = element('div', '')
    log.setAttribute('role', 'log')
    for (const text of texts) log.append(element('article', text))
    main.replaceChildren(log)
    log.scrollTop = log.scrollHeight
  }
  show()
  frame.addEventListener('scroll', show, { passive: true })
  list.addEventListener('click', event => {
    event.preventDefault()
    const link = (event.target as Element).closest('a')
    if (link) void open(link)
  })
  addEventListener('keydown', event => {
    if (event.key !== 'j') return
    const before = document.activeElement?.closest('li')
    const now = [...slots.entries()].find(([, row]) => row === before)?.[0] ?? -1
    const link = slots.get(now + 1)?.querySelector('a')
    if (!link) return
    link.focus()
    clearTimeout(resting)
    resting = setTimeout(() => void open(link), REST)
  })
}
