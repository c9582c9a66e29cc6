import { expect, test } from 'vitest'
import { noteFailure, noteSuccess } from '../../core/connections/health.ts'
import { system } from '../../core/lib/actor.ts'
import { PluginError } from '../../core/plugin/index.ts'
import { grant } from '../../core/team/rights.ts'
import type { Agent } from '../support/agent.ts'
import { openRound } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { follow } from '../support/socket.ts'
import { asksOn, openWorld } from '../support/world.ts'

const LIST = `{ notifications { unseenCount edges { node { id kind count at seenAt
  case { number } connection { name } task { kind } user { name } } } } }`

async function told(agent: Agent) {
  const { notifications } = await agent.get(LIST)
  const list = notifications.edges.map(({ node }: { node: object }) => node)
  return { unseen: notifications.unseenCount as number, list }
}
const kinds = async (agent: Agent) => (await told(agent)).list.map(({ kind }: { kind: string }) => kind)

each('notifications', database => {
  test('tell what others did with a case of mine, once until I look, and only while I may see it', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    const visitor = await world.visitor().asks('Kan ik mij nog aanmelden?')
    const { id: caseId } = await tess.case(visitor.case)
    await tess.takes(visitor.case)
    expect(await told(tess)).toEqual({ unseen: 0, list: [] })

    await tess.do('assignCase', { caseId, userId: bas.userId })
    await bas.do('assignCase', { caseId, userId: tess.userId })
    await visitor.answers('Hallo?')
    world.clock.advance({ minutes: 1 })
    await visitor.answers('Is daar iemand?')
    const { unseen, list } = await told(tess)
    expect(unseen).toBe(2)
    const about = { case: { number: visitor.case }, connection: null, task: null, seenAt: null }
    expect(list).toMatchObject([
      { ...about, kind: 'CUSTOMER_WROTE', count: 2, user: null },
      { ...about, kind: 'ASSIGNED', count: 1, user: { name: 'bas' } },
    ])
    expect(await told(bas)).toMatchObject({ unseen: 1, list: [{ kind: 'ASSIGNED', user: { name: 'tess' } }] })

    const seen = async (input: object) =>
      (await tess.do('markNotificationsSeen', { ...input }, 'unseenCount')).data.markNotificationsSeen.unseenCount
    const theirs = (await told(bas)).list[0].id
    expect(await seen({ ids: [theirs] })).toBe(2)
    expect((await told(bas)).unseen).toBe(1)
    expect(await seen({ ids: [list[1].id] })).toBe(1)
    expect(await seen({ caseId })).toBe(0)
    await visitor.answers('Nog één ding')
    expect((await told(tess)).list).toMatchObject([{ count: 1, seenAt: null }, { seenAt: expect.any(String) }, {}])
    expect(await seen({})).toBe(0)

    const connectionId = (await world.core.webConnection()).id
    await visitor.answers('En nu?')
    await world.core.write(system('test'), tx => grant(tx, { userId: tess.userId, connectionId, level: 'none' }))
    expect(await told(tess)).toEqual({ unseen: 0, list: [] })
    await world.core.write(system('test'), tx => grant(tx, { userId: tess.userId, connectionId, level: 'read' }))
    expect((await told(tess)).unseen).toBe(1)

    world.clock.advance({ days: 30, seconds: 1 })
    await world.run('forget')
    expect(await told(await world.signIn('tess'))).toEqual({ unseen: 0, list: [] })
  })

  test('tell whose answer did not go, and no one what a program or the past wrote', async () => {
    const round = await openRound({
      database,
      answer: path => (path === '/send' ? { status: 403, body: { reason: 'Te grof' } } : { body: { items: [] } }),
    })
    const { world, tess } = round
    await round.brings(round.message())
    await tess.answers(1, 'Nee.')
    world.clock.advance({ minutes: 1 })
    await world.run('deliver')
    expect(await told(tess)).toMatchObject({
      unseen: 1,
      list: [{ kind: 'REPLY_FAILED', case: { number: 1 }, user: null }],
    })

    await round.brings(round.message({ text: 'Ik ben er even niet', automatic: true }))
    await round.brings(round.message({ text: 'Vroeger', at: '2026-01-01T09:00:00.000Z' }))
    expect((await round.messages()).map(({ text }) => text)).toContain('Vroeger')
    expect(await kinds(tess)).toEqual(['REPLY_FAILED'])
    await round.brings(round.message({ text: 'Toch wel' }))
    expect((await kinds(tess)).sort()).toEqual(['CUSTOMER_WROTE', 'REPLY_FAILED'])
  })

  test('tell those who manage connections of one that is ill, until it is well', async () => {
    const world = await openWorld({ database })
    const connectionId = await world.connection('Instagram')
    const ada = await world.signIn('ada', { roles: ['admin'] })
    const tess = await world.signIn('tess', { on: { [connectionId]: 'reply' } })
    const fails = (code: 'temporary' | 'unauthorized') =>
      world.core.write(system('health'), tx => noteFailure(tx, connectionId, new PluginError(code, 'Weg')))
    for (let one = 0; one < 20; one++) await fails('temporary')
    expect(await kinds(ada)).toEqual([])
    world.clock.advance({ minutes: 2 })
    for (let one = 0; one < 5; one++) await fails('temporary')
    expect(await told(ada)).toMatchObject({
      unseen: 1,
      list: [{ kind: 'CONNECTION_ILL', count: 1, connection: { name: 'Instagram' }, case: null }],
    })
    expect(await kinds(tess)).toEqual([])
    await world.core.write(system('health'), tx => noteSuccess(tx, connectionId))
    expect(await kinds(ada)).toEqual([])
    await fails('unauthorized')
    expect(await kinds(ada)).toEqual(['CONNECTION_ILL'])
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('userRoles').set({ role: 'agent' }).where('userId', '=', ada.userId).execute(),
    )
    expect(await kinds(ada)).toEqual([])
  })

  test('tell who waited of a task that took a while', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const start = () => tess.do('startExport', { format: 'CSV' })
    await start()
    world.clock.advance({ seconds: 119 })
    await world.run('task')
    expect(await kinds(tess)).toEqual([])
    await start()
    world.clock.advance({ seconds: 121 })
    await world.run('task')
    expect((await told(tess)).list).toMatchObject([{ kind: 'TASK_FINISHED', task: { kind: 'EXPORT' }, case: null }])
  })

  test('and tasks are pushed to whose they are alone', async () => {
    const world = await openWorld({ database, listen: true, realTime: true })
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    const [hers, his] = await Promise.all([follow(world, tess), follow(world, bas)])
    const areas = (line: typeof hers) =>
      new Set(line.received.flatMap(({ payload }) => payload?.data?.changes.areas ?? []))
    const caseId = await asksOn(world, (await world.core.webConnection()).id, 'Hallo?')
    await his.next(() => areas(his).has('NOTIFICATIONS'))
    his.received.length = 0
    await tess.do('startExport', { format: 'CSV' })
    await bas.do('assignCase', { caseId, userId: tess.userId })
    await hers.next(() => areas(hers).has('TASKS') && areas(hers).has('NOTIFICATIONS'))
    // A question for everybody follows too soon on the first one to be told again.
    const last = await asksOn(world, (await world.core.webConnection()).id, 'De laatste')
    await his.next(({ payload }) => payload?.data?.changes.caseIds.includes(last))
    expect([...areas(his)].filter(area => /TASKS|NOTIFICATIONS/.test(area))).toEqual([])
  })

  test('tell who may answer of a question that nobody has, in one until they look or somebody has it', async () => {
    const world = await openWorld({ database })
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    const reader = await world.signIn('rik', { roles: ['reader'], level: 'read' })
    const lead = await world.signIn('lea', { roles: ['lead'], level: 'lead' })
    const admin = await world.signIn('ada', { roles: ['admin'], level: 'none' })
    const first = await world.visitor().asks('Kan ik mij nog aanmelden?')
    for (const agent of [tess, bas, lead]) {
      expect(await told(agent)).toMatchObject({
        unseen: 1,
        list: [{ kind: 'UNASSIGNED', count: 1, case: { number: first.case }, user: null }],
      })
    }
    for (const agent of [reader, admin]) expect(await kinds(agent)).toEqual([])
    // It waits already: that is no other question.
    await first.answers('Hallo?')
    expect((await told(tess)).list).toMatchObject([{ count: 1 }])
    const second = await world.visitor().asks('En mijn broer?')
    expect((await told(tess)).list).toMatchObject([{ count: 2, case: { number: second.case } }])

    await bas.takes(second.case)
    expect(await told(tess)).toEqual({ unseen: 0, list: [] })
    const third = await world.visitor().asks('Hoe laat is de open dag?')
    expect((await told(tess)).list).toMatchObject([{ kind: 'UNASSIGNED', count: 1, case: { number: third.case } }])
    const { id: caseId } = await tess.case(third.case)
    await tess.do('markNotificationsSeen', { caseId }, 'unseenCount')
    expect((await told(tess)).unseen).toBe(0)
  })

  test('of many questions at once each screen is told once in some seconds', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const pushes = async () => {
      const { count } = await world.core.db
        .selectFrom('events')
        .where('type', '=', 'notification.changed')
        .select(eb => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return Number(count)
    }
    for (const text of ['Een', 'Twee', 'Drie']) await world.visitor().asks(`Vraag ${text}`)
    expect(await pushes()).toBe(1)
    expect((await told(tess)).list).toMatchObject([{ count: 3 }])
    world.clock.advance({ seconds: 11 })
    await world.visitor().asks('Vraag vier')
    expect(await pushes()).toBe(2)
  })
})
