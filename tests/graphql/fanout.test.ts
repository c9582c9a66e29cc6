import Sqlite from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { grant } from '../../core/team/rights.ts'
import { each } from '../support/databases.ts'
import { call, casesHeard, follow, type Line, pageOf, subscribe } from '../support/socket.ts'
import { asksOn, openWorld } from '../support/world.ts'

const COUNTS = 'subscription { lists { key count } }'
const counted = (line: Line, id: string): Array<Record<string, number>> =>
  line.received
    .filter(message => message.id === id && message.type === 'next')
    .map(({ payload }) =>
      Object.fromEntries(payload.data.lists.map((one: { key: string; count: number }) => [one.key, one.count])),
    )

/** The statements that SQLite answered rows for meanwhile, by the table they begin with. */
async function readsDuring(act: () => Promise<unknown>): Promise<Record<string, number>> {
  const statement = new Sqlite(':memory:').prepare('select 1 as one')
  const all = vi.spyOn(Object.getPrototypeOf(statement), 'all')
  await act()
  const reads: Record<string, number> = {}
  for (const { source } of all.mock.contexts as Array<{ source: string }>) {
    const table = /^select.* from "(\w+)"/.exec(source)?.[1] ?? 'other'
    reads[table] = (reads[table] ?? 0) + 1
  }
  all.mockRestore()
  return reads
}

test('what many are told of one event is read once for all of them', async () => {
  const world = await openWorld({ listen: true })
  const web = (await world.core.webConnection()).id
  const caseId = await asksOn(world, web, 'Vraag')
  const lines: Line[] = []
  const heard = async (times: number) => {
    await Promise.all(
      lines.map(line => line.next(() => casesHeard(line).filter(one => one === caseId).length === times)),
    )
  }
  const snoozed = () => world.core.write(system('test'), tx => tx.record({ type: 'case.snoozed', caseId }))

  for (let person = 0; person < 20; person++) {
    lines.push(await follow(world, await world.signIn(`agent${person}`)))
  }
  const readsOf = async (times: number) =>
    readsDuring(async () => {
      await snoozed()
      await heard(times)
    })
  await readsOf(1)
  const reads = await readsOf(2)
  expect(reads).toMatchObject({ events: 1, cases: 1 })
  // The sockets' own look at their sessions may fall into it.
  expect(Math.max(reads.sessions!, reads.rights!)).toBeLessThanOrEqual(2)
  const answers = lines.map(line => line.received.at(-1)?.payload.data.changes)
  expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
})

each('the counts', database => {
  test('of the lists come with the line and after what changes them, each of their own cases', async () => {
    const world = await openWorld({ database, listen: true, realTime: true })
    const web = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    const lines = await Promise.all(
      [tess, bas].map(async agent => {
        const line = await (await call(world, { headers: pageOf(world, agent) })).init()
        line.send(subscribe('counts', COUNTS))
        await line.next(() => counted(line, 'counts').length === 1)
        return line
      }),
    )
    const [ofTess, ofBas] = lines as [Line, Line]
    const newest = (line: Line) => counted(line, 'counts').at(-1)
    expect(newest(ofTess)).toEqual({ MINE: 0, UNASSIGNED: 0, PENDING: 0, SNOOZED: 0, CLOSED: 0, ALL: 0 })

    for (const text of ['Een', 'Twee', 'Drie']) await asksOn(world, web, text)
    await tess.takes(1)
    await ofTess.next(() => newest(ofTess)?.MINE === 1 && newest(ofTess)?.ALL === 3)
    await ofBas.next(() => newest(ofBas)?.UNASSIGNED === 2 && newest(ofBas)?.ALL === 3)
    expect(newest(ofTess)).toEqual({ MINE: 1, UNASSIGNED: 2, PENDING: 0, SNOOZED: 0, CLOSED: 0, ALL: 3 })
    expect(newest(ofBas)).toEqual({ MINE: 0, UNASSIGNED: 2, PENDING: 0, SNOOZED: 0, CLOSED: 0, ALL: 3 })
    const { lists } = await tess.get('{ lists { key count } }')
    expect(Object.fromEntries(lists.map((one: { key: string; count: number }) => [one.key, one.count]))).toEqual(
      newest(ofTess),
    )

    // A reader who loses the right counts nothing from then on, and only they.
    await world.core.write(system('test'), tx => grant(tx, { userId: tess.userId, connectionId: web, level: 'none' }))
    await ofTess.next(() => newest(ofTess)?.ALL === 0)
    await asksOn(world, web, 'Vier')
    await ofBas.next(() => newest(ofBas)?.ALL === 4)
    expect(newest(ofTess)).toMatchObject({ MINE: 0, UNASSIGNED: 0, ALL: 0 })
  })

  test('are told at most once a second, however much happens', async () => {
    const world = await openWorld({ database, listen: true, realTime: true })
    const web = (await world.core.webConnection()).id
    const line = await (await call(world, { headers: pageOf(world, await world.signIn('tess')) })).init()
    line.send(subscribe('counts', COUNTS))
    await line.next(() => counted(line, 'counts').length === 1)
    const began = performance.now()
    for (let one = 1; one <= 30; one++) await asksOn(world, web, `Vraag ${one}`)
    await line.next(() => counted(line, 'counts').at(-1)?.ALL === 30)
    expect(counted(line, 'counts').length).toBeLessThanOrEqual(3 + (performance.now() - began) / 1000)
  })
})

test('who may see a case is told where it stands, and of a case beside it nothing', async () => {
  const world = await openWorld({ listen: true, realTime: true })
  const own = (await world.core.webConnection()).id
  const foreign = await world.connection('Elders')
  const tess = await world.signIn('tess')
  const line = await (await call(world, { headers: pageOf(world, tess) })).init()
  line.send(subscribe('1', 'subscription { changes { caseIds cases { id status ownerId snoozedUntil } } }'))
  await asksOn(world, foreign, 'Geheim')
  const caseId = await asksOn(world, own, 'Openbaar')
  await tess.takes(2)
  const cases = () => line.received.flatMap(({ type, payload }) => (type === 'next' ? payload.data.changes.cases : []))
  await line.next(() => cases().at(-1)?.ownerId === tess.userId)
  expect(cases()[0]).toEqual({ id: caseId, status: 'NEW', ownerId: null, snoozedUntil: null })
  expect(cases().at(-1)).toEqual({ id: caseId, status: 'OPEN', ownerId: tess.userId, snoozedUntil: null })
  expect(new Set(cases().map(one => one.id))).toEqual(new Set([caseId]))
})
