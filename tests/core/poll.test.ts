import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { type Answer, held } from '../support/peer.ts'

const CURSOR = /^\/page\?after=(.*)$/
/** The cursors that pages were asked with, in order. */
const pagesAsked = ({ peer }: Round) => peer.asked.flatMap(({ path }) => CURSOR.exec(path)?.[1] ?? [])

/** A page of messages by their ids; what is no message is as it stands. */
const page = (round: Round, ids: string[], more: object = {}): Answer => ({
  body: {
    items: ids.map(id => ({
      key: id,
      body: id.startsWith('!') ? id : JSON.stringify({ events: [round.message({ id, text: id })] }),
    })),
    ...more,
  },
})
const texts = async (round: Round) => (await round.messages()).map(({ text }) => text).sort()
const cursor = async ({ world, connectionId }: Round) =>
  (
    await world.core.db
      .selectFrom('connections')
      .select('cursor')
      .where('id', '=', connectionId)
      .executeTakeFirstOrThrow()
  ).cursor

/** A courier that is polled and has no doorbell yet: who listens is turned away. */
async function openPolled(database: 'sqlite' | 'postgres', pages: (round: Round, cursor: string) => Answer) {
  const round: Round = await openRound({ database })
  round.peer.answer = ({ path }) => {
    const asked = CURSOR.exec(path)
    return asked ? pages(round, asked[1] ?? '') : path === '/bell' ? { status: 404 } : {}
  }
  return round
}

each('a poll', database => {
  test('goes on where it was, page by page, and again only when it is due', async () => {
    const round = await openPolled(database, (round, after) =>
      after === ''
        ? page(round, ['a', 'b'], { cursor: '2', more: true })
        : page(round, after === '2' ? ['c'] : [], { cursor: '3' }),
    )
    await round.world.run('poll')
    expect(pagesAsked(round)).toEqual(['', '2'])
    expect([await texts(round), await cursor(round)]).toEqual([['a', 'b', 'c'], '3'])
    round.world.clock.advance({ seconds: 59 })
    await round.world.run('poll')
    expect(pagesAsked(round)).toHaveLength(2)
    round.world.clock.advance({ seconds: 1 })
    await round.world.run('poll')
    expect(pagesAsked(round)).toEqual(['', '2', '3'])
    expect(await texts(round)).toEqual(['a', 'b', 'c'])
  })

  test('commits its cursor with what it fetched: what was not stored is fetched again', async () => {
    const round = await openPolled(database, (round, after) =>
      page(round, after === '' ? ['a'] : ['a', 'b'], { cursor: after === '' ? '1' : '2' }),
    )
    const { writer } = round.world.core.database
    await sql`alter table raw_items rename to raw_items_gone`.execute(writer)
    await round.world.run('poll')
    await sql`alter table raw_items_gone rename to raw_items`.execute(writer)
    expect([await texts(round), await cursor(round)]).toEqual([[], null])
    round.world.clock.advance({ hours: 1 })
    await round.world.run('poll')
    expect([await texts(round), await cursor(round)]).toEqual([['a'], '1'])
    // A page that overlaps the one before brings nothing twice.
    round.world.clock.advance({ hours: 1 })
    await round.world.run('poll')
    expect([await texts(round), await cursor(round)]).toEqual([['a', 'b'], '2'])
  })

  test('parks what nobody understands and goes on with the rest', async () => {
    const round = await openPolled(database, round => page(round, ['a', '!{', 'b', '!"x"', 'c'], { cursor: '5' }))
    await round.world.run('poll')
    round.world.clock.advance({ hours: 1 })
    for (let tries = 0; tries < 8; tries++) {
      await round.world.run('intake')
      round.world.clock.advance({ hours: 8 })
    }
    expect([await texts(round), await cursor(round)]).toEqual([['a', 'b', 'c'], '5'])
    const ada = await round.world.signIn('ada')
    expect((await ada.get('{ parkedItems { attempts } }')).parkedItems).toHaveLength(2)
  })

  test('of a backlog without end stops for the others, and goes on from there', async () => {
    let pages = 0
    const round = await openPolled(database, round => page(round, [], { cursor: String(++pages), more: true }))
    await round.world.run('poll')
    expect([pages, await cursor(round)]).toEqual([50, '50'])
  })

  test.each([
    ['that fails', () => ({ status: 500 }), [120, 240, 480, 900, 900]],
    ['that is told to wait', () => ({ status: 429, headers: { 'retry-after': '600' } }), [600, 600, 600, 900]],
    ['that is told nonsense', () => ({ status: 429, headers: { 'retry-after': 'soon' } }), [120, 240]],
    ['that is told to wait in the past', () => ({ status: 429, headers: { 'retry-after': '-1' } }), [120, 240]],
    ['that is told to wait for ever', () => ({ status: 429, headers: { 'retry-after': '1e12' } }), [86_400]],
  ] as const)('%s waits longer each time', async (_, answer, pauses) => {
    let asked = 0
    const round = await openPolled(database, () => {
      asked += 1
      return answer()
    })
    const next = () => round.world.run('poll').then(() => asked)
    expect(await next()).toBe(1)
    for (const [at, pause] of pauses.entries()) {
      round.world.clock.advance({ seconds: pause - 1 })
      expect(await next()).toBe(at + 1)
      round.world.clock.advance({ seconds: 1 })
      expect(await next()).toBe(at + 2)
    }
  })

  test('that is refused for good shows at once; that fails otherwise after two minutes', async () => {
    let answer: Answer = { status: 410 }
    const round = await openPolled(database, () => answer)
    // Its bell is silent: it never answers.
    round.peer.answer = ({ path }) => (path === '/bell' ? undefined : answer)
    const shown = () =>
      round.world.core.db
        .selectFrom('connections')
        .select(['problem', 'pausedAt', 'failures'])
        .where('id', '=', round.connectionId)
        .executeTakeFirstOrThrow()
    const polls = async (minutes: number) => {
      round.world.clock.advance({ minutes })
      await round.world.run('poll')
    }
    await polls(0)
    await expect.poll(shown).toMatchObject({ problem: 'It is gone', pausedAt: null })
    answer = { body: { items: [] } }
    await polls(2)
    await expect.poll(shown).toEqual({ problem: null, pausedAt: null, failures: 0 })
    answer = { status: 500 }
    await polls(1)
    await expect.poll(async () => (await shown()).failures).toBeGreaterThan(0)
    expect(await shown()).toMatchObject({ problem: null, pausedAt: null })
    await polls(2)
    await expect.poll(shown).toMatchObject({ problem: 'HTTP 500', pausedAt: null })
  })

  test.each([
    ['its settings are mended', 'updateConnection'],
    ['it is let go on', 'resumeConnection'],
    ['it is checked', 'checkConnection'],
  ])('is done at once when %s, however long it would have waited', async (_, verb) => {
    const round = await openPolled(database, () => ({ status: 500 }))
    const { connectionId } = round
    for (let tries = 0; tries < 6; tries++) {
      await round.world.run('poll')
      round.world.clock.advance({ minutes: 15 })
    }
    await round.world.run('poll')
    // Its bell is silent: it never answers.
    round.peer.answer = ({ path }) =>
      path === '/bell' ? undefined : { body: path.startsWith('/page') ? { items: [] } : {} }
    const asked = () => pagesAsked(round).length
    const before = asked()
    await round.world.run('poll')
    expect(asked()).toBe(before)
    const ada = await round.world.signIn('ada')
    const settings = JSON.stringify({ peer: round.peer.url })
    const input = { connectionId, ...(verb === 'updateConnection' && { settings }) }
    expect((await ada.do(verb, input)).errors).toEqual([])
    await round.world.run('poll')
    expect(asked()).toBe(before + 1)
    await expect
      .poll(() =>
        round.world.core.db
          .selectFrom('connections')
          .select('failures')
          .where('id', '=', connectionId)
          .executeTakeFirst(),
      )
      .toEqual({ failures: 0 })
  })

  test('that is refused pauses its connection', async () => {
    const round = await openPolled(database, () => ({ status: 401 }))
    await round.world.run('poll')
    const ada = await round.world.signIn('ada')
    const shown = async () =>
      (await ada.get('{ connections { id pausedAt problem } }')).connections.find(
        ({ id }: { id: string }) => id === round.connectionId,
      )
    await expect.poll(shown).toMatchObject({ pausedAt: expect.any(String), problem: 'It does not know us any more' })
    round.world.clock.advance({ hours: 5 })
    await round.world.run('poll')
    expect(pagesAsked(round)).toHaveLength(1)
  })
})

each('a doorbell', database => {
  /** A courier with a bell that a test rings. */
  async function openBell() {
    const bells: Array<{ ring(): void; breakOff(): void; hungUp: Promise<void> }> = []
    const round = await openRound({ database })
    round.peer.answer = ({ path }, response) => {
      if (path !== '/bell') return path.startsWith('/page') ? page(round, []) : {}
      const { promise: hungUp, resolve } = Promise.withResolvers<void>()
      response.on('close', resolve).writeHead(200).flushHeaders()
      bells.push({ ring: () => void response.write('!'), breakOff: () => void response.destroy(), hungUp })
      return undefined
    }
    await round.world.run('poll')
    await expect.poll(() => bells.length).toBe(1)
    return { round, bells }
  }
  const asked = (round: Round) => expect.poll(() => pagesAsked(round).length, { timeout: 5000 })

  test('makes us ask at once', async () => {
    const { round, bells } = await openBell()
    await asked(round).toBe(1)
    bells[0]!.ring()
    await asked(round).toBe(2)
  })

  test('that rings during a poll makes us ask once more, however often it rings', async () => {
    const { round, bells } = await openBell()
    const line = held(page(round, []))
    round.peer.next(line.way)
    bells[0]!.ring()
    await asked(round).toBe(2)
    for (let ring = 0; ring < 5; ring++) {
      bells[0]!.ring()
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    line.letGo()
    await asked(round).toBe(3)
    await new Promise(resolve => setTimeout(resolve, 200))
    await asked(round).toBe(3)
  })

  test('is hung up when its connection is paused, and is answered again afterwards', async () => {
    const { round, bells } = await openBell()
    const ada = await round.world.signIn('ada')
    await ada.do('pauseConnection', { connectionId: round.connectionId })
    await round.world.run('poll')
    await bells[0]!.hungUp
    await ada.do('resumeConnection', { connectionId: round.connectionId })
    round.world.clock.advance({ minutes: 1 })
    await round.world.run('poll')
    await expect.poll(() => bells.length).toBe(2)
  })

  test('that breaks is answered again at the next poll', async () => {
    const { round, bells } = await openBell()
    bells[0]!.breakOff()
    await expect.poll(() => round.world.log.join()).toContain('A doorbell broke')
    round.world.clock.advance({ minutes: 1 })
    await round.world.run('poll')
    await expect.poll(() => bells.length).toBe(2)
    bells[1]!.ring()
    await asked(round).toBe(3)
  })
})
