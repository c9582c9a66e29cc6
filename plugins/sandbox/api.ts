import {
  type Ctx,
  checked,
  type OutboundMessage,
  type Page,
  PluginError,
  type RawItem,
  type Sent,
  secondsToWait,
  Type,
} from 'webcare/plugin'

export interface Settings {
  url: string
  token: string
  secret: string
}
type SandboxCtx = Ctx<Settings>

const Account = Type.Object({ name: Type.String(), handle: Type.String() })
const News = Type.Object({ cursor: Type.String() })
const Changes = Type.Object({
  changes: Type.Array(Type.Object({ id: Type.String(), at: Type.String() })),
  cursor: Type.String(),
  more: Type.Boolean(),
})
const Posted = Type.Object({
  id: Type.String(),
  url: Type.String(),
  at: Type.String(),
  reference: Type.Optional(Type.String()),
})
const Brought = Type.Object({ id: Type.String() })
const Timeline = Type.Object({ posts: Type.Array(Posted) })

export async function check(ctx: SandboxCtx, passed: (step: string) => void): Promise<void> {
  const { name, handle } = checked(Account, await ask(ctx, 'GET /me'))
  passed(`Signed in as ${name} (@${handle})`)
  checked(Changes, await ask(ctx, 'GET /changes'))
  passed('Read what changed')
}

export const connect = (ctx: SandboxCtx) => act(ctx, 'PUT /webhook', { url: ctx.webhookUrl })
export const disconnect = (ctx: SandboxCtx) => act(ctx, 'DELETE /webhook')

export async function poll(after: string | undefined, ctx: SandboxCtx): Promise<Page<RawItem>> {
  const { changes, ...where } = await changesAfter(after, ctx)
  return { items: changes.map(itemOf), ...where }
}

/** Everything that happened since a moment, from the network's first day on. */
export async function backfill(after: string | undefined, since: Date, ctx: SandboxCtx): Promise<Page<RawItem>> {
  const { changes, ...where } = await changesAfter(after, ctx)
  return { items: changes.filter(({ at }) => new Date(at) >= since).map(itemOf), ...where }
}

const changesAfter = async (after: string | undefined, ctx: SandboxCtx) =>
  checked(Changes, await ask(ctx, `GET /changes?after=${after ?? 0}`))

/** Each change is an item, in the very bytes that the webhook would bring. */
const itemOf = (change: { id: string }): RawItem => ({
  key: change.id,
  headers: {},
  body: new TextEncoder().encode(JSON.stringify(change)),
})

/** Asks again and again; the network answers at once when there is something after the cursor, and else in a while. */
export async function listen(ring: () => void, ctx: SandboxCtx): Promise<void> {
  let known = '0'
  for (;;) {
    const news = await ask(ctx, `GET /wait?after=${known}`).catch(error => {
      if (!ctx.signal.aborted) throw error
    })
    if (ctx.signal.aborted) return
    const { cursor } = checked(News, news)
    if (cursor !== known) ring()
    known = cursor
  }
}

export async function send(message: OutboundMessage, ctx: SandboxCtx): Promise<Sent> {
  const { id, thread, inReplyTo, text, attachments } = message
  const pictures: string[] = []
  for (const { name, type, alt = '', content } of attachments) {
    const picture = { name, type, alt, content: Buffer.from(content).toString('base64') }
    pictures.push(checked(Brought, await ask(ctx, 'POST /pictures', picture)).id)
  }
  const body = {
    thread: thread.externalId,
    text,
    reference: id,
    ...(inReplyTo !== undefined && { answers: inReplyTo }),
    ...(pictures.length && { pictures: pictures.join(' ') }),
  }
  // The network publishes what it gets, twice if it gets it twice: an outcome that we did not see stays unknown.
  return sentOf(await ask(ctx, 'POST /posts', body, 'unknown'))
}

/** The network shows our own posts at once: what is not there was not published. */
export async function reconcile(message: OutboundMessage, since: Date, ctx: SandboxCtx): Promise<Sent | 'absent'> {
  const { posts } = checked(Timeline, await ask(ctx, `GET /posts?since=${since.toISOString()}`))
  const post = posts.find(({ reference }) => reference === message.id)
  return post ? sentOf(post) : 'absent'
}

export const like = (id: string, ctx: SandboxCtx) => act(ctx, `POST /posts/${encodeURIComponent(id)}/like`)
export const hide = (id: string, ctx: SandboxCtx) => act(ctx, `POST /posts/${encodeURIComponent(id)}/hide`)
export const remove = (id: string, ctx: SandboxCtx) => act(ctx, `DELETE /posts/${encodeURIComponent(id)}`)

function sentOf(answer: unknown): Sent {
  const { id, url, at } = checked(Posted, answer)
  return { externalId: id, url, at: new Date(at) }
}

const act = async (ctx: SandboxCtx, route: string, body?: object): Promise<void> => void (await ask(ctx, route, body))

/** One request. `lost` is what it means when it went and its outcome did not come back. */
async function ask(
  ctx: SandboxCtx,
  route: string,
  body?: object,
  lost: 'temporary' | 'unknown' = 'temporary',
): Promise<unknown> {
  const [method, path] = route.split(' ')
  const headers = { authorization: `Bearer ${ctx.settings.token}`, ...(body && { 'content-type': 'application/json' }) }
  try {
    const response = await ctx.fetch(`${ctx.settings.url}/api${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    if (response.ok) return response.status === 204 ? undefined : await response.json()
    throw refusal(response, await response.text(), ctx.now(), lost)
  } catch (cause) {
    if (cause instanceof PluginError) throw cause
    throw new PluginError(lost, 'The network gave no answer', { cause })
  }
}

function refusal({ status, headers }: Response, said: string, now: Date, lost: 'temporary' | 'unknown'): PluginError {
  const message = `The network answered ${status}: ${said.slice(0, 200)}`
  if (status === 401) return new PluginError('unauthorized', 'The network does not know this access token')
  if (status === 429)
    return new PluginError('temporary', message, { retryAfter: secondsToWait(headers.get('retry-after'), now) ?? 60 })
  return new PluginError(status >= 500 ? lost : 'permanent', message)
}
