import { expect, test } from 'vitest'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

each('an answer that is taken back', database => {
  async function asked() {
    const world = await openWorld({ database })
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    const visitor = await world.visitor().asks('Kan ik mij nog aanmelden?')
    const row = () =>
      world.core.db.selectFrom('cases').selectAll().where('number', '=', visitor.case).executeTakeFirstOrThrow()
    const undo = async (messageId: string, agent = tess) =>
      expect((await agent.do('undoReply', { messageId })).errors).toEqual([])
    const events = async () => (await tess.case(visitor.case)).events.map(({ type }: { type: string }) => type)
    return { world, tess, bas, visitor, row, undo, events, before: await row() }
  }

  test('leaves a case of nobody to nobody, and says so', async () => {
    const { tess, row, undo, events, before, world, visitor } = await asked()
    world.clock.advance({ minutes: 3 })
    const messageId = await tess.answers(visitor.case, 'Ja, tot 1 april!')
    expect(await row()).toMatchObject({ ownerId: tess.userId, status: 'pending' })
    await undo(messageId)
    expect(await row()).toEqual(before)
    expect(await tess.inbox('UNASSIGNED')).toMatchObject([{ number: visitor.case, waiting: true }])
    expect((await events()).slice(-2)).toEqual(['case.assigned', 'reply.undone'])
  })

  test.each([
    ['snoozed', { snoozedUntil: '2026-03-09T09:00:00.000Z' }],
    ['closed', { status: 'closed', closedAt: '2026-03-02T08:00:00.000Z', waitingSince: null }],
    ['waiting for the customer', { status: 'pending', waitingSince: null }],
  ] as const)('leaves a case that was %s as it was', async (_, values) => {
    const { world, tess, row, undo, visitor } = await asked()
    await tess.takes(visitor.case)
    await world.core.write({ kind: 'system', id: 'test' }, tx => tx.db.updateTable('cases').set(values).execute())
    const before = await row()
    const first = await tess.answers(visitor.case, 'Ja, tot 1 april!')
    const second = await tess.answers(visitor.case, 'En daarna in september.')
    await undo(first)
    expect(await row()).toMatchObject({ status: 'pending', snoozedUntil: null })
    await undo(second)
    expect(await row()).toMatchObject({ ...before, urgency: expect.any(String) })
  })

  test('keeps what happened since: somebody was given it, the customer wrote', async () => {
    const { world, tess, bas, visitor, row, undo } = await asked()
    let messageId = await tess.answers(visitor.case, 'Ja!')
    world.clock.advance({ seconds: 1 })
    await bas.takes(visitor.case)
    await undo(messageId)
    expect(await row()).toMatchObject({ ownerId: bas.userId })
    const other = await world.visitor().asks('En voor mijn zus?')
    messageId = await tess.answers(other.case, 'Ook!')
    await other.answers('Hallo?')
    await undo(messageId)
    expect(await tess.case(other.case)).toMatchObject({ status: 'NEW', owner: null })
    expect((await tess.case(other.case)).waitingSince).toBe(
      (await world.core.db
        .selectFrom('messages')
        .select('at')
        .where('text', '=', 'En voor mijn zus?')
        .executeTakeFirst())!.at,
    )
  })

  test('by a colleague leaves it to nobody too; one that failed stays with its author', async () => {
    const { tess, bas, visitor, row, undo, before, world } = await asked()
    await undo(await tess.answers(visitor.case, 'Ja!'), bas)
    expect(await row()).toEqual(before)
    await tess.answers(visitor.case, 'Ja, echt!')
    world.clock.advance({ hours: 2 })
    await world.run('deliver')
    expect(await row()).toMatchObject({ ownerId: tess.userId, waitingSince: before.waitingSince })
  })
})
