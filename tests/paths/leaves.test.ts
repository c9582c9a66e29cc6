import { expect, test } from 'vitest'
import type { Tx } from '../../core/db/write.ts'
import { grant } from '../../core/team/rights.ts'
import { createTeam, updateTeam } from '../../core/team/teams.ts'
import { updateUser } from '../../core/team/users.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld } from '../support/world.ts'

each('a colleague leaves', database => {
  test('and what waited with them is in Unassigned; what waits for the customer comes back there', async () => {
    const world = await openWorld({ database })
    const admin = await world.signIn('anna', { roles: ['admin'] })
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    const [open, answered, done] = [
      await world.visitor().asks('Kan ik mij nog aanmelden?'),
      await world.visitor().asks('Hoe laat begint de open dag?'),
      await world.visitor().asks('Is de kantine open?'),
    ]
    for (const visitor of [open, answered, done]) await bas.takes(visitor.case)
    await bas.answers(answered.case, 'Om tien uur. ^BA')
    await bas.closes(done.case)
    expect((await admin.do('disableUser', { userId: bas.userId })).errors).toEqual([])
    expect(await tess.inbox('UNASSIGNED')).toMatchObject([{ number: open.case, status: 'NEW', waiting: true }])
    expect((await tess.case(open.case)).events.at(-1)).toMatchObject({ type: 'case.assigned' })
    expect((await tess.case(open.case)).owner).toBeNull()
    expect((await tess.case(done.case)).owner).toMatchObject({ name: 'bas' })
    await answered.answers('En hoe lang duurt hij?')
    expect(await tess.inbox('UNASSIGNED')).toMatchObject([{ number: open.case }, { number: answered.case }])
  })
})

/** How somebody can lose the right to answer: by a right of their own, or by one of their team. */
type Loss = (tx: Tx, of: { userId: string; teamId: string; connectionId: string }) => Promise<unknown>
const own: Array<[string, Loss]> = [
  ['lost the right', (tx, { userId, connectionId }) => grant(tx, { userId, connectionId, level: 'none' })],
  ['may only read now', (tx, { userId, connectionId }) => grant(tx, { userId, connectionId, level: 'read' })],
  [
    'may only prepare answers now',
    (tx, { userId, connectionId }) => grant(tx, { userId, connectionId, level: 'draft' }),
  ],
  ['became a reader', (tx, { userId }) => updateUser(tx, { userId, roles: ['reader'] })],
]
const ofTeam: Array<[string, Loss]> = [
  ['were taken out of the team', (tx, { teamId }) => updateTeam(tx, { teamId, memberIds: [] })],
  ['are in a team that is out of use', (tx, { teamId }) => updateTeam(tx, { teamId, archived: true })],
  ['are in a team that lost it', (tx, { teamId, connectionId }) => grant(tx, { teamId, connectionId, level: 'none' })],
]

each('a colleague can no longer answer', database => {
  test.each([...own, ...ofTeam])('because they %s: what waited is in Unassigned, as for who left', async (_, lose) => {
    const world = await openWorld({ database })
    const { db, write } = world.core
    const change = <Result>(unit: (tx: Tx) => Promise<Result>) => write({ kind: 'system', id: 'test' }, unit)
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    const { userId } = bas
    const connectionId = (await world.core.webConnection()).id
    const { id: teamId } = await change(tx => createTeam(tx, { name: 'Balie', memberIds: [userId] }))
    if (ofTeam.some(([, loss]) => loss === lose)) {
      await change(tx => grant(tx, { teamId, connectionId, level: 'reply' }))
      await change(tx => grant(tx, { userId, connectionId, level: 'none' }))
    }
    const [open, answered, failing] = [
      await world.visitor().asks('Kan ik mij nog aanmelden?'),
      await world.visitor().asks('Hoe laat begint de open dag?'),
      await world.visitor().asks('Is er een parkeerplaats?'),
    ]
    for (const visitor of [open, answered, failing]) await bas.takes(visitor.case)
    await bas.answers(answered.case, 'Om tien uur. ^BA')
    await world.run('deliver')
    world.clock.advance({ seconds: 30 })
    await world.run('deliver')
    await bas.answers(failing.case, 'Ja, achter de school. ^BA')
    await change(tx => lose(tx, { userId, teamId, connectionId }))

    expect(await tess.inbox('UNASSIGNED')).toMatchObject([{ number: open.case, status: 'NEW', waiting: true }])
    expect((await tess.case(open.case)).events.at(-1)).toMatchObject({ type: 'case.assigned' })
    await answered.answers('En hoe lang duurt hij?')
    // An answer that asks a person finds nobody at home either.
    world.clock.advance({ hours: 2 })
    await world.run('deliver')
    const rows = await db.selectFrom('cases').select(['number', 'ownerId', 'status']).orderBy('number').execute()
    expect(rows).toEqual(
      [open, answered, failing].map(visitor => ({ number: visitor.case, ownerId: null, status: 'new' })),
    )
  })

  test('on one channel, but on another of the case, and keeps it', async () => {
    const world = await openWorld({ database })
    const other = await world.connection('Ander formulier')
    const bas = await world.signIn('bas', { on: { [other]: 'reply' } })
    const visitor = await world.visitor().asks('Kan ik mij nog aanmelden?')
    const elsewhere = await asksOn(world, other, 'En mijn zus?')
    await bas.takes(visitor.case)
    const { db, write } = world.core
    const change = <Result>(unit: (tx: Tx) => Promise<Result>) => write({ kind: 'system', id: 'test' }, unit)
    const { id } = await db
      .selectFrom('cases')
      .select('id')
      .where('number', '=', visitor.case)
      .executeTakeFirstOrThrow()
    await change(tx => tx.db.updateTable('caseThreads').set({ caseId: id }).where('caseId', '=', elsewhere).execute())
    const owner = () => db.selectFrom('cases').select(['ownerId', 'status']).where('id', '=', id).executeTakeFirst()
    const { userId } = bas
    const connectionId = (await world.core.webConnection()).id
    await change(tx => grant(tx, { userId, connectionId, level: 'none' }))
    expect(await owner()).toEqual({ ownerId: userId, status: 'open' })
    await change(tx => grant(tx, { userId, connectionId: other, level: 'none' }))
    expect(await owner()).toEqual({ ownerId: null, status: 'new' })
  })
})
