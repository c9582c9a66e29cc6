// Run by a vitest of its own, outside the tree: guestbooks with one fault each, and the tests that must find it.
import { createHmac } from 'node:crypto'
import { describe } from 'vitest'
import { type Channel, type Ctx, definePlugin, PluginError } from 'webcare/plugin'
import { channelContract } from 'webcare/plugin/testing'
import { contract, guestbook, type Settings } from './guestbook.ts'

type Entries = Channel<Ctx<Settings>>
type Options = ReturnType<typeof contract>

const good: Entries = guestbook.channel!
const { verify } = good.webhook!
const hexOf = (body: Uint8Array, key: string) => createHmac('sha256', key).update(body).digest('hex')

/** A guestbook with a part of its channel changed. Its fake stands by only where `send` or what it may send is changed. */
function broken(name: string, changed: Partial<Entries>, options: (good: Options) => Options = all => all) {
  const { peer, ...rest } = contract()
  const all = name === 'does nothing wrong' || changed.send || changed.limits ? { ...rest, peer } : rest
  describe(name, () => channelContract(definePlugin({ ...guestbook, channel: { ...good, ...changed } }), options(all)))
}

broken('does nothing wrong', {})
broken('names the events by chance', {
  parse: async (raw, ctx) =>
    (await good.parse(raw, ctx)).map(event => ({ ...event, externalId: `${event.externalId}-${crypto.randomUUID()}` })),
})
broken('takes the time of day', {
  parse: async (raw, ctx) => (await good.parse(raw, ctx)).map(event => ({ ...event, at: new Date() })),
})
broken('lets JSON.parse throw', {
  parse: (raw, ctx) => {
    JSON.parse(new TextDecoder().decode(raw.body))
    return good.parse(raw, ctx)
  },
})
broken('looks something up', {
  parse: async (raw, ctx) => {
    await ctx.fetch(ctx.settings.url)
    return good.parse(raw, ctx)
  },
})
broken('says that its public posts are private', {
  parse: async (raw, ctx) =>
    (await good.parse(raw, ctx)).map(event =>
      event.type === 'message' ? { ...event, thread: { ...event.thread, visibility: 'private' } } : event,
    ),
})
broken('has no limits to speak of', { limits: { ...good.limits, maxLength: 0, perMinute: 0.5 } })
broken('says that it may write more', { limits: { ...good.limits, maxLength: 501 } })
broken('takes any signature', { webhook: { verify: () => true } })
broken('takes no signature for one', {
  webhook: { verify: (request, ctx) => !request.headers['x-signature'] || verify(request, ctx) },
})
broken('compares what is there', {
  webhook: {
    verify: ({ headers, body }, ctx) => {
      const given = headers['x-signature'] ?? ''
      return given.length > 0 && hexOf(body, ctx.settings.key).startsWith(given)
    },
  },
})
broken(
  'signs no body',
  {
    webhook: { verify: ({ headers }, ctx) => headers['x-signature'] === hexOf(new Uint8Array(), ctx.settings.key) },
  },
  all => ({
    ...all,
    webhook: { ...all.webhook!, sign: (_, { key }) => ({ headers: { 'x-signature': hexOf(new Uint8Array(), key) } }) },
  }),
)
broken('repeats any challenge', {
  webhook: { verify, handshake: ({ query }) => (query.challenge ? { body: query.challenge } : undefined) },
})
broken('proves nothing', {}, ({ webhook: _, ...all }) => all)
broken('publishes twice', { send: (message, ctx) => good.send({ ...message, id: crypto.randomUUID() }, ctx) })
broken('promises less', { limits: { ...good.limits, idempotent: false }, send: tryAgain })
broken('hears nothing', { send: (message, ctx) => good.send(message, ctx).catch(() => ({ externalId: 'x' })) })
broken('gives up at once', {
  send: (message, ctx) =>
    good.send(message, ctx).catch(() => {
      throw new PluginError('permanent', 'It did not work')
    }),
})

/** Says of everything that it is safe to send again. */
async function tryAgain(...[message, ctx]: Parameters<Entries['send']>) {
  return good.send(message, ctx).catch((error: Error) => {
    const isKnown = error instanceof PluginError && error.code !== 'unknown'
    throw isKnown ? error : new PluginError('temporary', error.message)
  })
}
