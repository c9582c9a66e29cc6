import { expect, test } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { casesHeard, follow } from '../support/socket.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'
import { goesOnAt } from './two-connections.ts'

const unread = async (agent: Agent): Promise<string[]> => {
  const { cases } = await agent.get('{ cases { edges { node { id unread } } } }')
  return cases.edges
    .filter(({ node }: { node: { unread: boolean } }) => node.unread)
    .map(({ node }: { node: { id: string } }) => node.id)
}

const messagesOf = async ({ core }: World, caseId: string) =>
  (await core.db.selectFrom('messages').select('id').where('caseId', '=', caseId).orderBy('seq').execute()).map(
    ({ id }) => id,
  )

const firstUnread = async (agent: Agent): Promise<string> =>
  (await agent.get('{ case(number: 1) { firstUnread } }')).case.firstUnread

const reads = async (world: World, agent: Agent, caseId: string) =>
  agent.do('markRead', { caseId, messageId: (await messagesOf(world, caseId)).at(-1) }, 'unread')

const goesOn = (world: World, caseId: string, connectionId: string, text = 'En nog iets') =>
  goesOnAt(world, caseId, connectionId, { text, name: 'S', handle: 's', email: 's@example.org' })

const seenEvents = async ({ core }: World) =>
  (await core.db.selectFrom('events').select('seq').where('type', '=', 'case.seen').execute()).length

each('unread', database => {
  test('is for each user what the customer said since they last looked', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const caseId = await asksOn(world, web, 'Vraag')
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    expect([await unread(tess), await unread(bas)]).toEqual([[caseId], [caseId]])

    expect((await reads(world, tess, caseId)).data.markRead).toEqual({ unread: false })
    expect([await unread(tess), await unread(bas)]).toEqual([[], [caseId]])

    await goesOn(world, caseId, web)
    expect(await unread(tess)).toEqual([caseId])
    // Up to the first message only: the second is still news.
    const [first, second] = await messagesOf(world, caseId)
    expect([await firstUnread(tess), await firstUnread(bas)]).toEqual([second, first])
    await tess.do('markRead', { caseId, messageId: first })
    expect(await unread(tess)).toEqual([caseId])
    await tess.do('markRead', { caseId, messageId: second })
    await tess.do('markRead', { caseId, messageId: first })
    expect(await unread(tess)).toEqual([])

    // What we say, ask and note is not news, nor is a case that is done.
    await bas.answers(1, 'Ja')
    await bas.notes(1, 'Gebeld')
    expect(await unread(tess)).toEqual([])
    await goesOn(world, caseId, web)
    await bas.closes(1)
    expect(await unread(tess)).toEqual([])
  })

  test('is also what a colleague handed over, not what one took oneself', async () => {
    const world = await openWorld({ database })
    const caseId = await asksOn(world, (await world.core.webConnection()).id, 'Vraag')
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    await reads(world, tess, caseId)
    await reads(world, bas, caseId)
    await tess.takes(1)
    expect([await unread(tess), await unread(bas)]).toEqual([[], []])
    await tess.do('assignCase', { caseId, userId: bas.userId })
    expect([await unread(tess), await unread(bas)]).toEqual([[], [caseId]])
    await reads(world, bas, caseId)
    expect(await unread(bas)).toEqual([])
    // A colleague who never looked at it gets it back read once they did.
    const anna = await world.signIn('anna')
    await bas.do('assignCase', { caseId, userId: anna.userId })
    await reads(world, anna, caseId)
    expect(await unread(anna)).toEqual([])
  })

  test('saying it twice changes nothing', async () => {
    const world = await openWorld({ database })
    const caseId = await asksOn(world, (await world.core.webConnection()).id, 'Vraag')
    const tess = await world.signIn('tess')
    await reads(world, tess, caseId)
    expect(await seenEvents(world)).toBe(1)
    const { cursor } = await tess.get('{ cursor }')
    for (let again = 0; again < 3; again++) await reads(world, tess, caseId)
    expect((await tess.get('{ cursor }')).cursor).toBe(cursor)
  })

  test('tells nothing of what stands on connections without a right', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const elders = await world.connection('Elders')
    const caseId = await asksOn(world, web, 'Vraag')
    const tess = await world.signIn('tess')
    await reads(world, tess, caseId)
    await goesOn(world, caseId, elders)
    expect(await unread(tess)).toEqual([])
    const other = await asksOn(world, web, 'Iets anders')
    const [messageId] = await messagesOf(world, other)
    const { errors } = await tess.do('markRead', { caseId, messageId })
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
  })
})

test('what one reads is told to their own other screens alone', async () => {
  const world = await openWorld({ listen: true, realTime: true })
  const web = (await world.core.webConnection()).id
  const caseId = await asksOn(world, web, 'Vraag')
  const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
  const own = await follow(world, tess)
  const others = await follow(world, bas)
  await reads(world, tess, caseId)
  await own.next(() => casesHeard(own).includes(caseId))
  const next = await asksOn(world, web, 'Nog een')
  await others.next(() => casesHeard(others).includes(next))
  expect(casesHeard(others)).toEqual([next])
})
