// What the network offers to the programs of an organisation. It checks each request, as real networks do.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Change, ORGANISATION, type Post, Refused, type Square } from './square.ts'
import { openSubscription } from './subscription.ts'

/** Answers that a program meets. All but the last two happen once, to the next attempt to publish. */
export type Failure = 'limited' | 'broken-before' | 'broken-after' | 'silent-after' | 'blank' | 'signed-out'

interface Call {
  /** What the pattern of the route caught. */
  caught: string[]
  query: URLSearchParams
  /** The body's fields: all of the needed, perhaps the others, nothing else. */
  fields(needed: string[], others?: string[]): Record<string, string>
  /** Aborted when the caller went away. */
  gone: AbortSignal
}
interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}
/** Undefined is silence. */
type Route = [route: RegExp, act: (call: Call) => Answer | undefined | Promise<Answer>]

const PAGE = 50
/** How long who waits for news is kept waiting, in milliseconds. */
const WAIT = 8000

export type Api = ReturnType<typeof openApi>

export function openApi(net: { square: Square; url: string; token: string; secret: string; now: () => Date }) {
  const { square, url, token, secret, now } = net
  const subscription = openSubscription(secret, now)
  let failure: Failure | undefined
  const unwatch = square.watch(() => subscription.tell(changeAt(square.changes.length)))

  const routes: Route[] = [
    [/^GET \/api\/me$/, () => ok(ORGANISATION)],
    [/^GET \/api\/changes$/, ({ query }) => ok(changesAfter(cursorOf(query)))],
    [/^GET \/api\/wait$/, async ({ query, gone }) => ok({ cursor: String(await newsAfter(cursorOf(query), gone)) })],
    [/^GET \/api\/posts$/, ({ query }) => ok({ posts: ownSince(query.get('since')) })],
    [/^POST \/api\/posts$/, ({ fields }) => publish(fields(['thread', 'text', 'reference'], ['answers', 'pictures']))],
    [/^POST \/api\/pictures$/, ({ fields }) => bring(fields(['name', 'type', 'alt', 'content']))],
    [/^DELETE \/api\/posts\/([\w-]+)$/, ({ caught: [id] }) => done(square.remove(ORGANISATION, id!))],
    [/^POST \/api\/posts\/([\w-]+)\/like$/, ({ caught: [id] }) => done(square.like(id!))],
    [/^POST \/api\/posts\/([\w-]+)\/hide$/, ({ caught: [id] }) => done(square.hide(id!))],
    [/^PUT \/api\/webhook$/, async ({ fields }) => done(await subscription.open(fields(['url']).url!))],
    [/^DELETE \/api\/webhook$/, () => done(subscription.end())],
  ]

  function bring({ name, type, alt, content }: Record<string, string>): Answer {
    const { id } = square.bring({ name: name!, type: type!, alt: alt!, content: Buffer.from(content!, 'base64') })
    return { status: 201, body: { id } }
  }

  function publish({ thread, text, reference, answers, pictures }: Record<string, string>): Answer | undefined {
    const playing = failure
    if (playing !== 'blank') failure = undefined
    if (playing === 'limited')
      return { status: 429, body: { error: 'Too many requests' }, headers: { 'retry-after': '20' } }
    if (playing === 'broken-before') throw new Refused(500, 'Something broke')
    // There is no protection against sending twice: a reference is kept, and may be there more than once.
    const brought = pictures?.split(' ')
    const post = square.write(ORGANISATION, {
      thread,
      text: text!,
      reference,
      answers,
      ...(brought && { pictures: brought }),
    })
    if (playing === 'broken-after') throw new Refused(500, 'Something broke')
    return playing === 'silent-after' ? undefined : { status: 201, body: wire(post) }
  }

  const changeAt = (seq: number) => ({ id: `change-${seq}`, ...wireChange(square.changes[seq - 1]!) })
  function changesAfter(cursor: number) {
    const end = Math.min(cursor + PAGE, square.changes.length)
    const changes = Array.from({ length: Math.max(end - cursor, 0) }, (_, index) => changeAt(cursor + index + 1))
    return { changes, cursor: String(end), more: end < square.changes.length }
  }

  function newsAfter(cursor: number, gone: AbortSignal): Promise<number> {
    const newest = () => square.changes.length
    if (newest() > cursor) return Promise.resolve(newest())
    return new Promise(resolve => {
      const finish = () => {
        clearTimeout(timer)
        stop()
        resolve(newest())
      }
      const timer = setTimeout(finish, WAIT)
      const stop = square.watch(finish)
      gone.addEventListener('abort', finish, { once: true })
    })
  }

  function ownSince(since: string | null): object[] {
    if (failure === 'blank') throw new Refused(503, 'Posts do not load')
    const from = Date.parse(since ?? '')
    if (Number.isNaN(from)) throw new Refused(422, 'since must be a time')
    return [...square.posts.values()].filter(post => isOurs(post) && post.at.getTime() >= from).map(wire)
  }

  const isOurs = (post: Post) => post.author.id === ORGANISATION.id
  function wireChange({ type, at, post }: Change): object {
    if (type === 'posted') return { type, at, post: wire(post) }
    return { type, at, postId: post.id, ...(type === 'edited' && { text: post.text }) }
  }
  function wire({ liked: _, hidden: __, editedAt: ___, pictures, ...post }: Post): object {
    const onPage = post.where === 'page'
    const first = post.thread === post.id ? undefined : square.posts.get(post.thread)
    return {
      ...post,
      ...(pictures && { pictures: pictures.map(({ id, alt }) => ({ url: `${url}/${id}`, alt })) }),
      url: `${url}/#${post.id}`,
      ...(first && { below: { text: first.text, url: `${url}/#${first.id}` } }),
      mine: isOurs(post),
      mentionsYou: post.text.toLowerCase().includes(`@${ORGANISATION.handle}`),
      can: isOurs(post) ? ['remove'] : onPage ? ['like', 'hide', 'remove'] : ['like'],
    }
  }

  return {
    fail: (next: Failure | undefined) => {
      failure = next
    },
    failure: () => failure,
    close() {
      unwatch()
      subscription.end()
    },
    async answer(request: IncomingMessage, asked: URL, body: string, response: ServerResponse): Promise<void> {
      if (failure === 'signed-out' || !same(request.headers.authorization ?? '', `Bearer ${token}`)) {
        throw new Refused(401, 'Unknown access token')
      }
      const called = `${request.method} ${asked.pathname}`
      const [route, act] = routes.find(([pattern]) => pattern.test(called)) ?? []
      if (!route || !act) throw new Refused(404, `There is no ${called}`)
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      const answer = await act({
        caught: route.exec(called)!.slice(1),
        query: asked.searchParams,
        fields: (needed, others = []) => fieldsOf(request, body, needed, others),
        gone: gone.signal,
      })
      if (!answer) return
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
    },
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body })
const done = (_: unknown): Answer => ({ status: 204 })
const digest = (text: string) => createHmac('sha256', 'length').update(text).digest()
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))

function cursorOf(query: URLSearchParams): number {
  const text = query.get('after') ?? '0'
  if (!/^\d{1,9}$/.test(text)) throw new Refused(422, 'after must be a cursor of ours')
  return Number(text)
}

function fieldsOf(request: IncomingMessage, body: string, needed: string[], others: string[]): Record<string, string> {
  if (request.headers['content-type'] !== 'application/json') throw new Refused(415, 'Send application/json')
  let fields: unknown
  try {
    fields = JSON.parse(body)
  } catch {
    throw new Refused(400, 'The body is no JSON')
  }
  if (typeof fields !== 'object' || fields === null) throw new Refused(422, 'The body must be an object')
  for (const [name, value] of Object.entries(fields)) {
    if (![...needed, ...others].includes(name)) throw new Refused(422, `${name} is not known here`)
    if (typeof value !== 'string') throw new Refused(422, `${name} must be text`)
  }
  const missing = needed.find(name => !(name in fields))
  if (missing) throw new Refused(422, `${missing} is missing`)
  return fields as Record<string, string>
}
