import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openKeeper } from '../../core/jobs/keeper.ts'
import type { CallName } from '../../core/plugin/calls.ts'
import { openHost, type Target } from '../../core/plugin/host.ts'
import { type OutboundMessage, PluginError } from '../../core/plugin/index.ts'
import { openWorld } from '../support/world.ts'

const WORKER = join(import.meta.dirname, '../../core/plugin/host-worker.ts')
const PLUGINS = join(import.meta.dirname, '../support/plugins')
const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const NOW = '2026-03-02T09:00:00.000Z'
const TERMS = { receivedAt: new Date(NOW), language: 'nl' } as const

const target: Target = {
  plugin: 'unruly',
  connection: { id: 'co1', name: '@rocdelta' },
  settings: {},
  webhookUrl: 'https://webcare.example/hooks/co1',
}

/** The host with a real thread for each of its plugins, and a store in memory. Ends with the test. */
function openThreads(path = join(PLUGINS, 'unruly.ts'), options: { idle?: number } = {}) {
  const started: string[] = []
  const keeper = openKeeper(quiet)
  onTestFinished(() => keeper.stop())
  const values = new Map<string, unknown>()
  const threadOf = (id: string) => {
    if (id === 'ghost') return undefined
    started.push(id)
    return keeper.keep(`plugin-${id}`, WORKER, { url: pathToFileURL(path).href, allowedNetworks: [] })
  }
  const outside = {
    log: quiet,
    now: () => new Date(NOW),
    storeOf: (connectionId: string) => ({
      get: async <T>(key: string) => values.get(`${connectionId} ${key}`) as T,
      async set(key: string, value: unknown) {
        if (JSON.stringify(value).length > 64 * 1024) throw new Error('too large')
        values.set(`${connectionId} ${key}`, value)
      },
      delete: async (key: string) => void values.delete(`${connectionId} ${key}`),
    }),
  }
  const host = openHost(threadOf, outside, options)
  const send = (text: string, deadline = 5000, plugin = 'unruly') =>
    host.call('send', { ...target, plugin }, [{ id: text, text } as OutboundMessage], { deadline })
  return { host, values, send, started }
}

/** What a call came to, in one word where it failed. */
const outcome = (call: Promise<unknown>) =>
  call.then(
    value => value,
    error => (error instanceof PluginError ? `${error.code}: ${error.message}` : error),
  )

const NOT_IN_TIME = 'unknown: The plugin did not finish in time'
const ENDED = 'unknown: The plugin was ended while this was running'

test.each([
  ['hangs', NOT_IN_TIME],
  ['loops', NOT_IN_TIME],
  ['leaves a fault behind', ENDED],
  ['exits', ENDED],
  ['recurses', 'unknown: The plugin failed with RangeError'],
  ['answers a function', 'unknown: The plugin failed with DataCloneError'],
  ['answers nothing', undefined],
  ['throws a text', 'unknown: The plugin failed with an error'],
  ['throws nothing', 'unknown: The plugin failed with an error'],
  ['throws what cannot travel', ENDED],
  ['is busy', 'temporary: Too many requests'],
  ['misspells its fault', 'unknown: Busy'],
])('F-30: a plugin that %s costs nothing but its own call, and the next one works', async (text, expected) => {
  const { send } = openThreads()
  // The first call starts the thread; the deadline is for the plugin alone.
  await send('is well')
  expect(await outcome(send(text, expected === NOT_IN_TIME ? 200 : 5000))).toBe(expected)
  expect(await send('is well')).toEqual({ externalId: 'post-1' })
})

test.each(['fills its memory', 'fills its memory with files'])(
  'F-30: a plugin that %s ends its thread and not the process',
  { timeout: 60_000 },
  async manner => {
    const { send } = openThreads()
    await send('is well')
    expect(await outcome(send(manner, 50_000))).toBe(ENDED)
    expect(await send('is well')).toEqual({ externalId: 'post-1' })
  },
)

test('a plugin that hangs cuts off what it was doing itself, and nobody else’s answer', {
  timeout: 30_000,
}, async () => {
  const { host, send } = openThreads()
  await Promise.all([send('is well'), send('is well', 5000, 'calm')])
  const own = Promise.all([outcome(send('hangs', 60_000)), outcome(host.call('listen', target, []))])
  const elsewhere = send('is slow', 20_000, 'calm')
  expect(await outcome(send('loops', 200))).toBe(NOT_IN_TIME)
  expect(await own).toEqual([ENDED, 'temporary: The plugin was ended while this was running'])
  expect(await elsewhere).toEqual({ externalId: 'post-slow' })
})

test('what had not begun when its plugin hung certainly was not done: it is done in the next thread, once', async () => {
  const { values, send } = openThreads()
  await send('is well')
  const looping = outcome(send('loops', 200))
  // The thread is in the loop: these wait for a turn that never comes there.
  const waiting = Array.from({ length: 20 }, () => send('counts'))
  expect(await looping).toBe(NOT_IN_TIME)
  expect(await Promise.all(waiting)).toEqual(Array(20).fill({ externalId: 'counted' }))
  await expect.poll(() => values.get('co1 counted')).toBe(20)
})

test('one item is read at a time, so that the one that hangs is known from those that wait', async () => {
  const { host } = openThreads()
  const read = (body: string) =>
    outcome(host.call('parse', target, [{ key: body, headers: {}, body: Buffer.from(body) }, TERMS], { deadline: 300 }))
  const [guilty, ...innocent] = await Promise.all(['hangs', 'one', 'two', 'loops', 'three'].map(read))
  expect(guilty).toBe('temporary: The plugin did not finish in time')
  const nothing = { events: [] }
  expect(innocent).toEqual([nothing, nothing, 'temporary: The plugin did not finish in time', nothing])
})

test('nonsense, twenty million characters, the year 0 and a hundred thousand items come out of its thread as what core can take', {
  timeout: 60_000,
}, async () => {
  const { host } = openThreads()
  const read = async (body: string) =>
    host.call('parse', target, [{ key: body, headers: {}, body: Buffer.from(body) }, TERMS], { deadline: 30_000 })
  expect(await read('talks nonsense')).toMatchObject({
    events: [{ externalId: 'm2', text: 'Dag', html: expect.stringMatching(/^(<b>){50}(<\/b>){50}$/) }],
    refused: 'place is “moon”; it must be brand or consumer.',
  })
  const [long] = (await read('talks for long')).events
  expect(long).toMatchObject({ text: expect.stringMatching(/^a{50000}\n\n\[Ingekort: .+ 20\.000\.000 tekens\.\]$/) })
  expect(await read('talks of the year 0')).toMatchObject({ events: [{ at: TERMS.receivedAt }] })
  const flood = { ...target, connection: { id: 'co1', name: 'flood' } }
  const { items, cursor } = await host.call('poll', flood, [undefined], { deadline: 30_000 })
  expect([items.length, items.at(-1)?.key, Buffer.from(items.at(-1)!.body).toString(), cursor]).toEqual([
    ...[100_000, 'k99999', '{"at":99999}', '100000'],
  ])
})

test('a thread begins with the first call of its plugin, and rests when there was none for a while', async () => {
  const { host, started, send } = openThreads(undefined, { idle: 100 })
  expect(started).toEqual([])
  const thread = () => outcome(host.call('backfill', target, [undefined, new Date(NOW)], { deadline: 5000 }))
  const first = await thread()
  expect(await thread()).toEqual(first)
  await expect.poll(thread, { interval: 400, timeout: 10_000 }).not.toEqual(first)
  expect(started).toEqual(['unruly'])
  // A call that falls into the moment in which it ends is done by the next.
  for (let pause = 80; pause < 130; pause += 5) {
    await new Promise(resolve => setTimeout(resolve, pause))
    expect(await send('is well')).toEqual({ externalId: 'post-1' })
  }
})

test('a call of what a plugin has not, and of a plugin that is not there, fails for good and for now', async () => {
  const { host } = openThreads()
  const call = (name: CallName, plugin = 'unruly') =>
    outcome(host.call(name, { ...target, plugin }, [] as never, { deadline: 5000 }))
  expect(await call('like')).toBe('permanent: This plugin cannot do that.')
  expect(await call('deliver')).toBe('permanent: This plugin cannot do that.')
  expect(await call('poll', 'ghost')).toBe('temporary: There is no such plugin')
})

test('a deadline is for the plugin, not for a thread that starts or a plugin that is still being read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-plugins-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'slow.ts')
  writeFileSync(
    path,
    "await new Promise(r => setTimeout(r, 1500)); export default { channel: { send: () => ({ externalId: 'post-1' }) } }",
  )
  const { send } = openThreads(path)
  expect(await send('is well', 200)).toEqual({ externalId: 'post-1' })
})

test('how long to wait travels with a fault', async () => {
  const { send } = openThreads()
  await expect(send('is busy')).rejects.toMatchObject({ name: 'PluginError', code: 'temporary', retryAfter: 90 })
})

test('what a plugin keeps outlives its calls, per connection, and has a size', async () => {
  const { host, values } = openThreads()
  const poll = (connection: Target['connection']) =>
    outcome(host.call('poll', { ...target, connection }, [undefined], { deadline: 5000 }))
  const [one, other] = [target.connection, { id: 'co2', name: '@sport' }]
  const at = expect.stringMatching(/^1 since 2026-03-02T09:00:0\d\.\d{3}Z for @sport$/)
  expect(await poll(one)).toMatchObject({ cursor: expect.stringMatching(/^1 since .+ for @rocdelta$/) })
  expect(await poll(one)).toMatchObject({ cursor: expect.stringMatching(/^2 since/) })
  expect(await poll(other)).toMatchObject({ cursor: at })
  expect(await poll(one)).toBe('temporary: The plugin failed with Error')
  expect([...values]).toEqual([
    ['co1 times', 3],
    ['co2 times', 1],
  ])
})

test('a doorbell rings until its signal, and stops', async () => {
  const { host, send } = openThreads()
  await send('is well')
  const hangUp = new AbortController()
  let rings = 0
  const listening = host.call('listen', target, [], { signal: hangUp.signal, onEmit: () => void rings++ })
  await expect.poll(() => rings, { timeout: 5000 }).toBeGreaterThan(2)
  hangUp.abort()
  await listening
  const heard = rings
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(rings).toBe(heard)
})

test('F-30: the inbox answers while a plugin loops, and what it was sending is left to nobody’s guess', {
  timeout: 60_000,
}, async () => {
  const world = await openWorld({ hostThread: true, settings: { WEBCARE_PLUGINS: PLUGINS } })
  const { core } = world
  const web = await core.webConnection()
  const tess = await world.signIn('tess')
  const visitor = await world.visitor().asks('Is de bibliotheek open?')
  await core.database.writer.updateTable('connections').set({ plugin: 'unruly' }).where('id', '=', web.id).execute()
  const slowest = async () => {
    const took: number[] = []
    for (let look = 0; look < 40; look++) {
      const began = performance.now()
      expect(await tess.case(visitor.case)).toMatchObject({ number: visitor.case })
      took.push(performance.now() - began)
    }
    return took.sort((a, b) => a - b)[37]!
  }
  const idle = await slowest()
  await tess.answers(visitor.case, 'loops')
  world.clock.advance({ seconds: 10 })
  const sending = world.run('deliver')
  await expect.poll(async () => (await delivery()).state, { timeout: 20_000 }).toBe('SENDING')
  // A thread of its own has a core of its own, where there is one: what it takes on a busy machine is not ours.
  expect(await slowest()).toBeLessThan(idle * 3 + 100)
  await core.delivery.stop(100)
  await sending
  expect(await delivery()).toMatchObject({ state: 'UNKNOWN', reason: 'De verwerking is halverwege gestopt.' })

  async function delivery() {
    const { messages } = await tess.case(visitor.case)
    return messages.edges.at(-1).node.delivery
  }
})
