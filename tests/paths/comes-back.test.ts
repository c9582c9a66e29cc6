import { expect, test } from 'vitest'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

each('the main path', database => {
  test('a question is answered, comes back to the same agent, and after a week starts a new case', async () => {
    const world = await openWorld({ database })
    let tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    const visitor = await world.visitor().asks('Kan ik mij nog aanmelden voor verpleegkunde?', { name: 'Sanne' })
    expect(await tess.inbox('UNASSIGNED')).toMatchObject([{ number: visitor.case, status: 'NEW', waiting: true }])

    await tess.takes(visitor.case)
    await tess.notes(visitor.case, 'Decaan gebeld')
    await tess.answers(visitor.case, 'Ja, tot 1 april! ^TR')
    expect(await tess.inbox()).toEqual([])
    expect(await tess.inbox('PENDING')).toMatchObject([{ number: visitor.case, status: 'PENDING', waiting: false }])
    expect(await visitor.statusPage()).not.toContain('tot 1 april')

    world.clock.advance({ seconds: 6 })
    await world.run('deliver')
    expect(await visitor.statusPage()).toContain('tot 1 april')
    expect(await visitor.statusPage()).not.toContain('Decaan')

    await visitor.answers('Top, en voor mijn broer?')
    expect(await tess.inbox()).toMatchObject([{ number: visitor.case, status: 'OPEN', waiting: true }])
    expect(await bas.inbox()).toEqual([])

    await tess.closes(visitor.case)
    world.clock.advance({ hours: 167, minutes: 59 })
    await visitor.answers('Nog iets')
    tess = await world.signIn('tess')
    expect(await tess.inbox()).toMatchObject([{ number: visitor.case, status: 'OPEN' }])

    await tess.closes(visitor.case)
    world.clock.advance({ days: 7, seconds: 1 })
    await visitor.answers('Een jaar later')
    tess = await world.signIn('tess')
    expect(await tess.inbox()).toEqual([])
    const [next] = await tess.inbox('UNASSIGNED')
    expect(next?.number).toBeGreaterThan(visitor.case)
    const opened = await tess.case(next?.number ?? 0)
    expect(opened.messages.edges.map((edge: { node: { text: string } }) => edge.node.text)).toEqual(['Een jaar later'])
  })

  test('an answer that is undone leaves the case as it was', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Hoe laat?')
    const before = await tess.case(visitor.case)
    const messageId = await tess.answers(visitor.case, 'Om acht uur')
    const { data } = await tess.do('undoReply', { messageId }, 'id text delivery { state }')
    expect(data.undoReply).toMatchObject({ text: 'Om acht uur', delivery: { state: 'DRAFT' } })
    world.clock.advance({ minutes: 1 })
    await world.run('deliver')

    const after = await tess.case(visitor.case)
    expect(after).toMatchObject({ status: before.status, waitingSince: before.waitingSince })
    expect(after.messages.edges).toHaveLength(1)
    expect(await visitor.statusPage()).not.toContain('Om acht uur')
  })

  test('an answer sent twice with one id is one answer', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Hoe laat?')
    const once = { clientMutationId: 'een-en-dezelfde' }
    const [first, second] = await Promise.all([
      tess.answers(visitor.case, 'Om acht uur', once),
      tess.answers(visitor.case, 'Om acht uur', once),
    ])
    expect(second).toBe(first)
    world.clock.advance({ minutes: 1 })
    await world.run('deliver')
    expect((await visitor.statusPage()).match(/Om acht uur/g)).toHaveLength(1)
  })

  test('an answer to what was overtaken is refused, and nothing is sent', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Hoe laat?')
    const { id, audiences, messages } = await tess.case(visitor.case)
    await visitor.answers('Laat maar, ik weet het al')
    const { errors } = await tess.do('sendReply', {
      caseId: id,
      threadId: audiences[0].threadId,
      text: 'Om acht uur',
      baseMessageId: messages.edges[0].node.id,
      clientMutationId: 'x',
    })
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'reply.conflict' })
    expect((await tess.case(visitor.case)).messages.edges).toHaveLength(2)
  })

  test('a snoozed case returns at its moment, or when the customer writes', async () => {
    const world = await openWorld({ database })
    let tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Hoe laat?')
    await tess.takes(visitor.case)
    const { id } = await tess.case(visitor.case)
    await tess.do('snoozeCase', { caseId: id, until: '2026-03-03T09:00:00.000Z' })
    expect(await tess.inbox()).toEqual([])
    expect(await tess.inbox('SNOOZED')).toHaveLength(1)
    world.clock.set('2026-03-03T09:00:01.000Z')
    await world.run('wake')
    tess = await world.signIn('tess')
    expect(await tess.inbox()).toHaveLength(1)

    await tess.do('snoozeCase', { caseId: id, until: '2026-03-09T09:00:00.000Z' })
    await visitor.answers('Hallo?')
    expect(await tess.inbox()).toHaveLength(1)
  })

  test('a case that is opened again waits as long as it did', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Hoe laat?')
    const before = await tess.case(visitor.case)
    await tess.closes(visitor.case)
    world.clock.advance({ minutes: 10 })
    await tess.do('reopenCase', { caseId: before.id })
    expect(await tess.case(visitor.case)).toMatchObject({ status: 'NEW', waitingSince: before.waitingSince })

    await tess.answers(visitor.case, 'Om acht uur')
    await tess.closes(visitor.case)
    await tess.do('reopenCase', { caseId: before.id })
    expect(await tess.case(visitor.case)).toMatchObject({ status: 'OPEN', waitingSince: null })
  })
})
