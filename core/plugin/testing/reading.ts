import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../calls.ts'
import type { Channel, Ctx, Page, RawItem } from '../index.ts'
import { isolated } from './ctx.ts'
import type { Failure, Peer } from './peer.ts'
import { type Standing, standing } from './standing.ts'

/** More than platforms give at once, so that a second page is needed. */
const MANY = 120
/** A reader that has not come to an end after so many pages never will. */
const MOST_PAGES = 100

type Read = (cursor: string | undefined) => Promise<Page<RawItem>>

/** Everything that came is read, each item under a key of its own, page after page, and to an end. */
export function reading<Settings>(channel: Channel<Ctx<Settings>>, peer: Peer<Settings>) {
  if (channel.poll) {
    describe('poll', () => polling(channel, peer))
  }
  if (channel.backfill) {
    describe('backfill', () => goingBack(channel, peer))
  }
  if (channel.listen) {
    describe('listen', () => listening(channel, peer))
  }
}

/** A test that fails says what cannot be proven, so that nobody takes silence for a proof. */
function isProven<Settings>(peer: Peer<Settings>): peer is Peer<Settings> & Required<Pick<Peer<Settings>, 'arrives'>> {
  if (peer.arrives) return true
  test('is proven', () =>
    expect.fail('Say in `peer.arrives` how messages come to be on the platform, so that reading them can be tried.'))
  return false
}

function polling<Settings>(channel: Channel<Ctx<Settings>>, peer: Peer<Settings>) {
  if (!isProven(peer)) return
  const stand = standing(peer)
  const read: Read = cursor => channel.poll!(cursor, stand.ctx())

  test('brings everything that came, however many pages it takes, and each message once', async () => {
    const { cursor } = await wholeOf(read)
    await peer.arrives(MANY)
    const { items } = await wholeOf(read, cursor)
    expect(await messagesIn(channel, stand, items), 'Follow the platform’s pages, or answer `more: true`.').toBe(MANY)
  })

  test('goes on from its cursor', async () => {
    await peer.arrives(MANY)
    const { cursor, items } = await wholeOf(read)
    const again = await wholeOf(read, cursor)
    // A platform that lists late posts further down is looked at again, in part; never from the beginning.
    expect(again.items.length, 'The cursor leads back to what was had.').toBeLessThan(Math.min(items.length, MANY) / 2)
    await peer.arrives(1)
    const { items: news } = await wholeOf(read, again.cursor)
    expect(await messagesIn(channel, stand, news), 'A message that came after the cursor is missing.').toBe(1)
  })

  test('gives an item the same key each time, for by it a repetition is known', async () => {
    await peer.arrives(3)
    const keys = (page: Page<RawItem>) => page.items.map(({ key }) => key)
    const first = keys(await read(undefined))
    expect(keys(await read(undefined))).toEqual(first)
    expect(new Set(first).size, 'Two items share a key: core would drop one.').toBe(first.length)
  })

  test.each<[string, Failure]>([
    ['an error of the platform', { status: 500 }],
    ['no answer in time', 'silence'],
    ['a connection cut off before the answer', 'reset'],
  ])('%s is thrown: an empty page would say that nothing came', async (_, failure) => {
    await peer.arrives(1)
    stand.open.fail(failure, 'all')
    const outcome = await read(undefined).then(
      page => expect.fail(`It resolved with ${page.items.length} items, and the platform had not answered.`),
      (error: unknown) => failureOf(error, 'poll'),
    )
    expect(['temporary', 'unknown'], 'Asking again may help.').toContain(outcome.code)
  })
}

function goingBack<Settings>(channel: Channel<Ctx<Settings>>, peer: Peer<Settings>) {
  if (!isProven(peer)) return
  const stand = standing(peer)
  const since = (date: Date) => (cursor: string | undefined) => channel.backfill!(cursor, date, stand.ctx())
  const monthAgo = () => new Date(stand.ctx().now().getTime() - 30 * 24 * 3600_000)

  test('comes to an end, and brings everything since the day that was asked for', async () => {
    await peer.arrives(MANY)
    const { items } = await wholeOf(since(monthAgo()))
    expect(await messagesIn(channel, stand, items)).toBeGreaterThanOrEqual(MANY)
    expect(new Set(items.map(({ key }) => key)).size, 'An item was brought more than once.').toBe(items.length)
  })

  test('leaves out what was written before that day', async () => {
    await peer.arrives(1)
    const { items } = await wholeOf(since(new Date(stand.ctx().now().getTime() + 365 * 24 * 3600_000)))
    expect(await messagesIn(channel, stand, items)).toBe(0)
  })

  test.runIf(channel.poll)('calls an item by the key that poll has for it', async () => {
    await peer.arrives(1)
    const polled = await wholeOf(cursor => channel.poll!(cursor, stand.ctx()))
    const keys = new Set((await wholeOf(since(monthAgo()))).items.map(({ key }) => key))
    expect(keys).toContain(polled.items.at(-1)?.key)
  })
}

function listening<Settings>(channel: Channel<Ctx<Settings>>, peer: Peer<Settings>) {
  if (!isProven(peer)) return
  const stand = standing(peer)

  test('rings when something came, and ends when it is told to', { timeout: 20_000 }, async () => {
    const end = new AbortController()
    let rings = 0
    const ended = channel.listen!(() => rings++, stand.ctx(undefined, end.signal)).catch(() => {})
    await pause(200)
    await peer.arrives(1)
    await expect.poll(() => rings, { timeout: 10_000 }).toBeGreaterThan(0)
    end.abort()
    const late = pause(5000, 'It goes on after its signal ended it.', { ref: false })
    expect(await Promise.race([ended, late])).toBeUndefined()
  })
}

/** All pages from a cursor on, as core asks for them. */
async function wholeOf(read: Read, from?: string): Promise<{ items: RawItem[]; cursor: string | undefined }> {
  const items: RawItem[] = []
  let cursor = from
  for (let pages = 1; ; pages++) {
    const page = await read(cursor)
    items.push(...page.items)
    if (page.more && page.cursor === cursor && !page.items.length) {
      expect.fail('There is more, it says, and its cursor does not move.')
    }
    cursor = page.cursor ?? cursor
    if (!page.more) return { items, cursor }
    if (pages === MOST_PAGES) expect.fail(`After ${MOST_PAGES} pages it still says that there is more.`)
  }
}

/** How many different messages of customers the items hold. */
async function messagesIn<Settings>(
  channel: Channel<Ctx<Settings>>,
  stand: Standing<Settings>,
  items: readonly RawItem[],
): Promise<number> {
  const ctx = isolated(stand.ctx().settings)
  const events = (await Promise.all(items.map(item => channel.parse(item, ctx)))).flat()
  const asked = events.filter(event => event.type === 'message' && !event.ours)
  return new Set(asked.map(({ externalId }) => externalId)).size
}
