import { expect, test } from 'vitest'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

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
