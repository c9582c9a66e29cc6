import { expect, onTestFinished, test, vi } from 'vitest'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { sending } from '../support/platform.ts'
import { openSquare } from './square.ts'

const YEARS = { days: 730 }
const BACK = 'The clock was set back since it was written: does it still fit?'

each('F-25: a clock that was wrong', database => {
  test.each([
    ['two years ahead', { days: 730 }],
    ['an hour ahead', { hours: 1 }],
    ['three days behind', { days: -3 }],
  ])('by being %s makes nobody post twice when it is set right', async (_, by) => {
    const square = await openSquare(database)
    square.clock.advance(by)
    const answer = await square.answered()
    const delivery = square.boot()
    square.platform.next(sending.publishAndBreakOff)
    await delivery.deliver()
    square.clock.set(square.platform.clock.iso())
    square.clock.advance({ minutes: 2 })
    await delivery.reconcile()
    await delivery.deliver()
    expect(await square.fate(answer)).toMatchObject({ state: 'sent', externalId: 'post-1' })
    expect(square.platform.published).toEqual([answer])
  })

  test('by being ahead while it sent makes nobody post twice while it is still wrong', async () => {
    const square = await openSquare(database)
    square.clock.advance(YEARS)
    const answer = await square.answered()
    const delivery = square.boot()
    square.platform.next(sending.publishAndBreakOff)
    await delivery.deliver()
    square.clock.advance({ minutes: 2 })
    await delivery.reconcile()
    expect(await square.fate(answer)).toMatchObject({ state: 'sent' })
    expect(square.platform.published).toEqual([answer])
  })

  test('makes nothing leave that was written before or during it, unless a person says so', async () => {
    const square = await openSquare(database)
    const before = await square.answered()
    square.clock.advance(YEARS)
    const during = await square.answered()
    await square.boot().deliver()
    expect(await square.fate(before)).toMatchObject({ state: 'needs_human', reason: expect.stringContaining('hour') })
    expect(square.platform.published).toEqual([during])
    const waiting = await square.answered()
    square.clock.set(square.platform.clock.iso())
    await square.boot().deliver()
    expect(await square.fate(waiting)).toMatchObject({ state: 'needs_human', reason: BACK })
    expect(square.platform.published).toEqual([during])
  })

  test('does not count against what may leave in a minute', async () => {
    const square = await openSquare(database)
    square.clock.advance(YEARS)
    for (let sent = 0; sent < 30; sent++) await square.answered()
    await square.boot().deliver()
    square.clock.set(square.platform.clock.iso())
    const after = await square.answered()
    await square.boot().deliver()
    expect(await square.fate(after)).toMatchObject({ state: 'sent' })
  })

  test('keeps nobody from asking, understanding and telling when it is set right', async () => {
    const round = await openRound({ database })
    const { world, peer } = round
    const right = world.clock.iso()
    world.clock.advance(YEARS)
    peer.answer = ({ path }) => (path.startsWith('/page') ? { body: { items: [] } } : { status: 503 })
    await round.brings(round.message({ id: 'm1' }))
    await world.run('poll')
    await world.run('tell')
    await world.core.database.writer.updateTable('rawItems').set({ doneAt: null }).execute()
    const [polls, tells] = [countOf(round, '/page'), countOf(round, '/told')]
    world.clock.set(right)
    await world.run('poll')
    await world.run('tell')
    await world.run('intake')
    expect([countOf(round, '/page'), countOf(round, '/told')]).toEqual([polls + 1, tells + 1])
    expect(await world.core.db.selectFrom('rawItems').where('doneAt', 'is', null).selectAll().execute()).toEqual([])
  })

  test('signs people out when it runs far ahead, and they sign in again', async () => {
    const { tess, world } = await openRound({ database })
    world.clock.advance(YEARS)
    expect(await tess.ask('{ lists { key } }')).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    const again = await world.signIn('tess')
    expect((await again.get('{ lists { key } }')).lists).not.toEqual([])
  })
})

/** Nights on which the clock is changed in Amsterdam, and a day that is not in every year, in order. */
const MOMENTS = [
  ['the hour that is left out', '2026-03-29T01:00:00.000Z'],
  ['before the hour that comes twice', '2026-10-24T23:45:00.000Z'],
  ['in that hour', '2026-10-25T00:30:00.000Z'],
  ['in that hour again', '2026-10-25T01:30:00.000Z'],
  ['the last second of a leap day', '2028-02-29T22:59:59.000Z'],
  ['the end of it', '2028-02-29T23:00:00.000Z'],
] as const

each('F-26: a snooze and an undo window over a night on which the clock is changed', database => {
  test('end once, at their moment', async () => {
    vi.stubEnv('TZ', 'Europe/Amsterdam')
    onTestFinished(() => void vi.unstubAllEnvs())
    const round = await openRound({ database })
    const { world, peer } = round
    const woken = () => world.core.db.selectFrom('events').select('at').where('type', '=', 'case.woken').execute()
    const tick = async () => {
      await world.run('wake')
      await world.run('deliver')
      return { woken: (await woken()).length, sent: peer.posted('/send').length }
    }
    for (const [at, [what, moment]] of MOMENTS.entries()) {
      world.clock.set(moment)
      world.clock.advance({ seconds: -10 })
      await round.brings(round.message({ thread: what, from: what, visibility: 'public' }))
      const tess = await world.signIn('tess')
      const { id, number } = (await tess.inbox('UNASSIGNED'))[0]!
      await tess.answers(number, what)
      expect((await tess.do('snoozeCase', { caseId: id, until: moment })).errors).toEqual([])
      world.clock.advance({ seconds: 9 })
      expect(await tick(), what).toEqual({ woken: at, sent: at })
      world.clock.advance({ seconds: 1 })
      for (let quarter = 0; quarter < 12; quarter++) {
        expect(await tick(), what).toEqual({ woken: at + 1, sent: at + 1 })
        world.clock.advance({ minutes: 15 })
      }
    }
    expect(await woken()).toEqual(MOMENTS.map(([, at]) => ({ at })))
  })
})

const countOf = ({ peer }: Round, path: string) => peer.asked.filter(asked => asked.path.startsWith(path)).length
