// Run by `mutants.test.ts` in a vitest of its own: the sandbox with one fault each, named by the function that has it.
import { randomUUID } from 'node:crypto'
import { afterAll, describe } from 'vitest'
import { type Channel, type Ctx, definePlugin } from 'webcare/plugin'
import { channelContract } from 'webcare/plugin/testing'
import type { Settings } from './api.ts'
import sandbox from './index.ts'
import { startNetwork } from './network.ts'
import { contractWith, own, sanne } from './testing.ts'

type Sandbox = Required<Channel<Ctx<Settings>>>

const good = sandbox.channel as Sandbox
const peer = await startNetwork(own)
peer.square.write(sanne, { text: 'Kan ik mij nog aanmelden?' })
afterAll(() => peer.close())

/** The sandbox with one function changed, under `<function>: <fault>`. */
function mutant<Name extends keyof Sandbox>(name: Name, fault: string, changed: Sandbox[Name]) {
  const plugin = definePlugin({ ...sandbox, channel: { ...good, [name]: changed } })
  describe(`${name}: ${fault}`, () => channelContract(plugin, contractWith(peer)))
}

mutant('poll', 'does nothing wrong', good.poll)
mutant('poll', 'never moves its cursor', async (_, ctx) => ({ ...(await good.poll(undefined, ctx)), more: false }))
mutant('poll', 'names its items by chance', async (cursor, ctx) => {
  const page = await good.poll(cursor, ctx)
  return { ...page, items: page.items.map(item => ({ ...item, key: randomUUID() })) }
})
mutant('poll', 'takes the first page only', async (cursor, ctx) => {
  const page = await good.poll(cursor, ctx)
  return { ...page, cursor: String(peer.square.changes.length), more: false }
})
mutant('poll', 'has more for ever', async (cursor, ctx) => ({ ...(await good.poll(cursor, ctx)), more: true }))
mutant('poll', 'forgets the last item of a page', async (cursor, ctx) => {
  const page = await good.poll(cursor, ctx)
  return { ...page, items: page.items.slice(0, -1) }
})
mutant('poll', 'says that nothing came when nobody answered', (cursor, ctx) =>
  good.poll(cursor, ctx).catch(() => ({ items: [] })),
)

mutant('backfill', 'never ends', async (cursor, since, ctx) => ({
  ...(await good.backfill(cursor, since, ctx)),
  more: true,
}))
mutant('backfill', 'begins again with each page', (_, since, ctx) => good.backfill(undefined, since, ctx))
mutant('backfill', 'takes the first page only', async (cursor, since, ctx) => ({
  ...(await good.backfill(cursor, since, ctx)),
  more: false,
}))
mutant('backfill', 'brings what is older too', (cursor, _, ctx) => good.backfill(cursor, new Date(0), ctx))
mutant('backfill', 'has keys of its own', async (cursor, since, ctx) => {
  const page = await good.backfill(cursor, since, ctx)
  return { ...page, items: page.items.map(item => ({ ...item, key: `old-${item.key}` })) }
})

mutant('listen', 'never rings', (_, ctx) => good.listen(() => {}, ctx))
mutant('listen', 'does not end', (ring, ctx) => good.listen(ring, ctx).then(() => new Promise(() => {})))

mutant('send', 'says the same id of everything', async (message, ctx) => ({
  ...(await good.send(message, ctx)),
  externalId: 'post-1',
}))
mutant('send', 'publishes twice', async (message, ctx) => {
  await good.send(message, ctx)
  return good.send(message, ctx)
})

mutant('reconcile', 'calls everything absent', async () => 'absent')
mutant('reconcile', 'calls absent what it could not look for', (message, since, ctx) =>
  good.reconcile(message, since, ctx).catch(() => 'absent'),
)
mutant('reconcile', 'takes any post of ours for it', async () => ({ externalId: 'post-1' }))
mutant('reconcile', 'looks since it was asked', (message, _, ctx) => good.reconcile(message, new Date(9e14), ctx))

for (const action of ['like', 'hide', 'remove'] as const) {
  mutant(action, 'does nothing', async () => {})
  mutant(action, 'calls done what was refused', (message, ctx) => good[action](message, ctx).catch(() => {}))
}
