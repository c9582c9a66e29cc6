import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { InboundEvent } from 'webcare/plugin'
import { JAMILA } from './network.ts'
import { at, channel, eventsOf, type Opened, open } from './testing.ts'

let net: Opened['net']
let ctx: Opened['ctx']
let ask: Opened['ask']
let ours: Opened['ours']
let close: Opened['close']
beforeEach(async () => {
  ;({ net, ctx, ask, ours, close } = await open())
})
afterEach(() => close())

describe('poll', () => {
  /** Polls until there is no more, as core does, from where the last one ended. */
  let cursor: string | undefined
  beforeEach(() => {
    cursor = undefined
  })
  async function poll(): Promise<InboundEvent[]> {
    const events: InboundEvent[] = []
    for (let pages = 0; pages < 50; pages++) {
      const page = await channel.poll!(cursor, ctx)
      cursor = page.cursor
      events.push(...(await eventsOf(page.items, ctx)))
      if (!page.more) return events
    }
    return expect.fail('It never came to an end.')
  }
  const texts = (events: InboundEvent[]) => events.map(event => (event.type === 'message' ? event.text : event.type))

  test('hands over each post once, oldest first, with its thread and followers', async () => {
    const root = ours()
    ask(1, { reply: { root, parent: root } }, 'reply')
    ask(2)
    expect(await poll()).toMatchObject([
      {
        text: 'Vraag 1',
        place: 'brand',
        kind: 'comment',
        addressed: true,
        allows: ['like', 'hide'],
        thread: { externalId: root.uri, title: 'Zaterdag open dag!' },
        author: { externalId: JAMILA, followers: 42 },
      },
      { text: 'Vraag 2', place: 'consumer', kind: 'mention', allows: ['like'] },
    ])
    expect(await poll()).toEqual([])
    ask(3)
    expect(texts(await poll())).toEqual(['Vraag 3'])
    expect(await poll()).toEqual([])
  })

  test('takes nothing but mentions, answers and quotes', async () => {
    for (const reason of ['like', 'repost', 'follow', 'subscribed-post']) ask(1, {}, reason)
    ask(2, {}, 'quote')
    expect(texts(await poll())).toEqual(['Vraag 2'])
  })

  test('leaves alone what is older than a day when it first looks', async () => {
    ask(-24 * 60 - 1)
    ask(-24 * 60 + 1)
    expect(texts(await poll())).toEqual([`Vraag ${-24 * 60 + 1}`])
  })

  test('brings in a backlog of five hundred, each once, though it is cut off on the way', async () => {
    await poll()
    const all = Array.from({ length: 500 }, (_, index) => (index + 1) / 100)
    for (const minutes of all) ask(minutes)
    const seen: InboundEvent[] = []
    for (let pages = 0; ; pages++) {
      // Each page is asked for twice, as after a stop before the first was kept; and meanwhile somebody writes.
      await channel.poll!(cursor, ctx)
      const page = await channel.poll!(cursor, ctx)
      if (pages === 3) ask(100)
      cursor = page.cursor
      seen.push(...(await eventsOf(page.items, ctx)))
      if (!page.more) break
    }
    seen.push(...(await poll()))
    expect(seen).toHaveLength(501)
    expect(new Set(texts(seen)).size).toBe(501)
    expect(await poll()).toEqual([])
  })

  test('takes two of one instant, and one that the author’s clock puts far down the list', async () => {
    ask(1)
    ask(1)
    expect(await poll()).toHaveLength(2)
    ask(1, { text: 'Later gezien' })
    for (let minutes = 2; minutes < 52; minutes++) ask(minutes)
    ask(52, { text: 'Oude klok', createdAt: at(-60) })
    const events = await poll()
    expect(events).toHaveLength(52)
    expect(texts(events)).toEqual(expect.arrayContaining(['Later gezien', 'Oude klok']))
    expect(await poll()).toEqual([])
  })

  test('asks again for a post that cannot be read yet', async () => {
    ask(1)
    net.blocking.add(JAMILA)
    expect(await poll()).toEqual([])
    net.blocking.clear()
    expect(texts(await poll())).toEqual(['Vraag 1'])
  })

  test('says what its author deleted, once, and not what is only hidden from us', async () => {
    const posts = Array.from({ length: 60 }, (_, index) => ask(index + 1))
    await poll()
    net.blocking.add(JAMILA)
    expect([...(await poll()), ...(await poll()), ...(await poll())]).toEqual([])
    net.blocking.clear()
    ctx.moveTo(new Date(at(70)))
    for (const { uri } of [posts[0]!, posts[30]!, posts[59]!]) net.records.delete(uri)
    const events = [...(await poll()), ...(await poll()), ...(await poll())]
    expect(events).toHaveLength(3)
    expect(events).toEqual(
      expect.arrayContaining(
        [posts[0]!, posts[30]!, posts[59]!].map(({ uri }) => ({
          type: 'deleted',
          externalId: uri,
          at: new Date(at(70)),
        })),
      ),
    )
    expect([...(await poll()), ...(await poll()), ...(await poll())]).toEqual([])
  })

  test('takes no post for deleted because the server cannot say', async () => {
    const { uri } = ask(1)
    await poll()
    net.records.delete(uri)
    net.refuse('com.atproto.repo.getRecord', 502, 'UpstreamFailure')
    expect(await poll()).toEqual([])
    expect(texts(await poll())).toEqual(['deleted'])
  })
})

test('backfill hands over what was written since a day, with the keys of a poll, and then ends', async () => {
  for (let day = 1; day <= 4; day++) ask(-day * 1440)
  ask(-2000, {}, 'like')
  const first = await channel.backfill!(undefined, new Date(at(-3 * 1440)), ctx)
  expect(await eventsOf(first.items, ctx)).toMatchObject([-3, -2, -1].map(day => ({ text: `Vraag ${day * 1440}` })))
  const polled = await channel.poll!(undefined, ctx)
  expect(first.items.map(({ key }) => key)).toEqual(expect.arrayContaining(polled.items.map(({ key }) => key)))
  let { cursor, more } = first
  for (let pages = 0; more; pages++) {
    const page = await channel.backfill!(cursor, new Date(at(-3 * 1440)), ctx)
    expect([page.items, pages < 3]).toEqual([[], true])
    ;({ cursor, more } = page)
  }
})
