import { type Ctx, definePlugin, PluginError, Type } from 'webcare/plugin'

const forever = () => new Promise<never>(() => {})
const deep = (): number => 1 + deep()
let counting = Promise.resolve()

const message = (more: object) => ({
  ...{ type: 'message', externalId: 'm1', thread: { externalId: 't1', visibility: 'public' }, place: 'brand' },
  ...{ author: { externalId: 'a1' }, text: 'Hallo', at: new Date('2026-03-01'), ...more },
})

/** Another one in each thread. */
const thread = crypto.randomUUID()

/** Everything that a plugin should not do, by the text it is asked to send. */
const manners: Record<string, (ctx: Ctx) => unknown> = {
  'is well': () => ({ externalId: 'post-1' }),
  'is slow': async () => {
    await new Promise(resolve => setTimeout(resolve, 3000))
    return { externalId: 'post-slow' }
  },
  counts: async ({ store }) => {
    counting = counting.then(async () => store.set('counted', ((await store.get<number>('counted')) ?? 0) + 1))
    await counting
    return { externalId: 'counted' }
  },
  hangs: forever,
  loops: () => {
    for (;;);
  },
  'leaves a fault behind': () => {
    setTimeout(() => {
      throw new TypeError('nobody catches this')
    })
    return forever()
  },
  exits: () => process.exit(3),
  recurses: deep,
  'fills its memory': () => {
    const all: unknown[] = []
    for (;;) all.push(new Array(1_000_000).fill(all.length + 0.5))
  },
  'fills its memory with files': () => {
    const all: unknown[] = []
    for (;;) {
      all.push(Buffer.alloc(10_000_000, 1))
      for (const until = performance.now() + 25; performance.now() < until; );
    }
  },
  'talks nonsense': () => [
    message({ place: 'moon' }),
    message({ externalId: 'm2', language: 'x y"><b>', html: '<b onclick="x()">'.repeat(50_000), text: 'Dag' }),
  ],
  'talks for long': () => [message({ text: 'a\0'.repeat(10_000_000) })],
  'talks of the year 0': () => [message({ at: new Date('0000-01-01') })],
  'answers a function': () => () => 'surprise',
  'answers nothing': () => undefined,
  'throws a text': () => {
    throw 'a text'
  },
  'throws nothing': () => {
    throw null
  },
  'throws what cannot travel': () => {
    throw Object.assign(new PluginError('temporary', 'busy'), { retryAfter: () => 5 })
  },
  'is busy': () => {
    throw new PluginError('temporary', 'Too many requests', { retryAfter: 90 })
  },
  'misspells its fault': () => {
    throw Object.assign(new PluginError('temporary', 'Busy'), { code: 'tmeporary' })
  },
}

/** For the tests of the host: it misbehaves on demand. */
export default definePlugin({
  id: 'unruly',
  name: 'Unruly',
  api: 1,
  settings: Type.Object({}),
  channel: {
    limits: { visibility: ['public', 'private'], format: 'text' },
    parse: ({ body }, ctx) => (manners[new TextDecoder().decode(body)]?.(ctx) ?? []) as never,
    send: async ({ text }, ctx) => manners[text]?.(ctx) as never,
    backfill: async () => ({ items: [], cursor: thread }),
    poll: async (_, ctx) => {
      if (ctx.connection.name === 'flood') {
        const item = (at: number) => ({ key: `k${at}`, headers: {}, body: Buffer.from(`{"at":${at}}`) })
        return { items: Array.from({ length: 100_000 }, (_, at) => item(at)), cursor: '100000' }
      }
      const times = ((await ctx.store.get<number>('times')) ?? 0) + 1
      await ctx.store.set('times', times)
      await ctx.store.delete('never')
      if (times === 3) await ctx.store.set('large', 'x'.repeat(65 * 1024))
      return { items: [], cursor: `${times} since ${ctx.now().toISOString()} for ${ctx.connection.name}` }
    },
    listen: (ring, ctx) =>
      new Promise(resolve => {
        const bell = setInterval(ring, 5)
        ctx.signal.addEventListener('abort', () => {
          clearInterval(bell)
          resolve()
        })
      }),
  },
})
