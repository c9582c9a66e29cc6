import { createHmac, timingSafeEqual } from 'node:crypto'
import { checked, definePlugin, type InboundEvent, PluginError, Secret, Type } from 'webcare/plugin'

const settings = Type.Object({
  peer: Type.String({ title: 'Address', format: 'uri' }),
  secret: Type.Optional(Secret('Secret')),
  account: Type.Optional(Type.String({ title: 'Account' })),
})

const Delivery = Type.Object({
  account: Type.Optional(Type.String()),
  events: Type.Array(
    Type.Object({
      type: Type.Enum(['message', 'edited', 'deleted', 'receipt']),
      externalId: Type.String({ minLength: 1 }),
      at: Type.String(),
    }),
  ),
})

interface Page {
  items: Array<{ key: string; body: string }>
  cursor?: string
  more?: boolean
  left?: number
}

/** For the tests of the engine: everything a channel and a listener can do, with a peer of the test's own. */
export default definePlugin({
  id: 'courier',
  name: 'Courier',
  api: 1,
  settings,
  channel: {
    limits: {
      visibility: ['public', 'private'],
      format: 'text',
      maxLength: 1000,
      attachments: {
        maxCount: 2,
        maxBytes: 100_000,
        maxTotalBytes: 150_000,
        types: ['image/*', 'text/plain'],
        maxLength: 100,
      },
    },
    webhook: {
      verify({ headers, body }, ctx) {
        const { secret } = ctx.settings
        const given = Buffer.from(headers['x-courier-signature'] ?? '')
        const right = Buffer.from(secret ? createHmac('sha256', secret).update(body).digest('hex') : '')
        return secret !== undefined && given.length === right.length && timingSafeEqual(given, right)
      },
      key: ({ headers }) => headers['x-courier-id'],
      handshake({ method, query }, ctx) {
        const { challenge = '', token } = query
        const ours = method === 'GET' && ctx.settings.secret !== undefined && token === ctx.settings.secret
        return ours && /^\d{1,20}$/.test(challenge) ? { body: challenge } : undefined
      },
    },
    poll: async (cursor, ctx) => {
      const page = await ask<Page>(ctx, `/page?after=${cursor ?? ''}`)
      const items = page.items.map(({ key, body }) => ({ key, headers: {}, body: Buffer.from(body) }))
      return { ...page, items }
    },
    backfill: async (cursor, since, ctx) => {
      const page = await ask<Page>(ctx, `/history?since=${since.toISOString()}&after=${cursor ?? ''}`)
      const items = page.items.map(({ key, body }) => ({ key, headers: {}, body: Buffer.from(body) }))
      return { ...page, items }
    },
    async file(url, ctx) {
      const answer = await ctx.fetch(`${ctx.settings.peer}/file/${url.replace('courier:', '')}`, { signal: ctx.signal })
      if (!answer.ok) throw new PluginError(answer.status === 404 ? 'permanent' : 'temporary', `HTTP ${answer.status}`)
      return new Uint8Array(await answer.arrayBuffer())
    },
    async listen(ring, ctx) {
      const answer = await ctx.fetch(`${ctx.settings.peer}/bell`, { signal: ctx.signal })
      if (!answer.ok) throw new PluginError('temporary', `HTTP ${answer.status}`)
      for await (const _ of answer.body ?? []) ring()
    },
    parse({ body }, ctx) {
      const delivery = checked(Delivery, JSON.parse(new TextDecoder().decode(body)))
      if (delivery.account !== ctx.settings.account) throw new PluginError('permanent', 'It is for another account')
      return delivery.events.map(
        event => ({ ...event, ...filesOf(event as Given), at: new Date(event.at) }) as InboundEvent,
      )
    },
    send: async ({ attachments, ...message }, ctx) =>
      ask(ctx, '/send', {
        ...message,
        attachments: attachments.map(({ content, ...file }) => ({
          ...file,
          base64: Buffer.from(content).toString('base64'),
        })),
      }),
    reconcile: async ({ id }, _, ctx) => (await ask<{ found: 'absent' }>(ctx, `/find?id=${id}`)).found,
    replyWindow({ thread, lastInboundAt }, ctx) {
      if (!thread.externalId.startsWith('day') || !lastInboundAt) return { form: 'free' }
      const closesAt = new Date(lastInboundAt.getTime() + 24 * 3_600_000)
      return closesAt > ctx.now()
        ? { form: 'free', closesAt }
        : { form: 'closed', closesAt, reason: 'A day has passed since they wrote' }
    },
    like: async (message, ctx) => ask(ctx, '/like', message),
    hide: async (message, ctx) => ask(ctx, '/hide', message),
    remove: async (message, ctx) => ask(ctx, '/remove', message),
  },
  listener: { deliver: async (event, ctx) => ask(ctx, '/told', event) },
  async check(ctx, passed) {
    await ask(ctx, '/hello')
    passed('It answers')
    await ask(ctx, '/rights')
    passed('We may do what we must')
  },
  connect: async ctx => ask(ctx, '/connect', { url: ctx.webhookUrl }),
})

/** Files travel as base64. */
interface Given {
  attachments?: Array<{ base64?: string }>
}
const filesOf = ({ attachments }: Given) =>
  attachments && {
    attachments: attachments.map(({ base64, ...file }) => ({
      ...file,
      ...(base64 !== undefined && { content: new Uint8Array(Buffer.from(base64, 'base64')) }),
    })),
  }

/** One request; what went wrong is called by its name. */
async function ask<Result>(
  ctx: { fetch: typeof fetch; signal: AbortSignal; settings: { peer: string } },
  path: string,
  body?: unknown,
): Promise<Result> {
  const answer = await ctx
    .fetch(ctx.settings.peer + path, {
      signal: ctx.signal,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    .catch(cause => {
      throw new PluginError('unknown', 'The line broke', { cause })
    })
  if (answer.ok) return (await answer.json()) as Result
  const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN)
  if (answer.status === 401) throw new PluginError('unauthorized', 'It does not know us any more')
  if (answer.status === 429) throw new PluginError('temporary', 'Too many requests', { retryAfter })
  if (answer.status === 410) throw new PluginError('permanent', 'It is gone')
  if (answer.status >= 500) throw new PluginError(path === '/send' ? 'unknown' : 'temporary', `HTTP ${answer.status}`)
  throw new PluginError('permanent', `HTTP ${answer.status}`)
}
