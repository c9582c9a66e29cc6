import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addresseeOf, peopleOf, type Writer } from '../../core/cases/addressee.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const CUSTOMER = 'sanne'
const names = ['sanne', 'sanne-at-work', 'partner', 'robot', 'friend'] as const
const handles: Record<string, string> = {
  ...Object.fromEntries(names.map(name => [name, name])),
  'sanne-at-work': CUSTOMER,
}
const writer = fc.constantFrom(...names).chain(handleId =>
  fc.record({
    handleId: fc.constant(handleId),
    customerId: fc.constant(handles[handleId]!),
    seq: handleId === 'robot' ? fc.constant(null) : fc.option(fc.integer({ min: 1, max: 1000 })),
  }),
)
const writers: fc.Arbitrary<Writer[]> = fc.uniqueArray(writer, { selector: ({ handleId }) => handleId, maxLength: 5 })

describe('whom we answer', () => {
  const sanne = { handleId: 'sanne', customerId: CUSTOMER, seq: 1 }
  const work = { handleId: 'sanne-at-work', customerId: CUSTOMER, seq: 3 }
  const partner = { handleId: 'partner', customerId: 'partner', seq: 5 }
  const robot = { handleId: 'robot', customerId: CUSTOMER, seq: null }
  test.each([
    ['the customer', [sanne], undefined, 'sanne'],
    ['the customer, although somebody joined since', [sanne, partner], undefined, 'sanne'],
    ['the customer, at the handle they last wrote with', [sanne, work, partner], undefined, 'sanne-at-work'],
    ['the customer, although a program of theirs wrote last', [sanne, robot], undefined, 'sanne'],
    ['whom the agent chose', [sanne, partner], 'partner', 'partner'],
    ['nobody by itself, where only somebody else wrote', [partner], undefined, undefined],
    ['nobody, where only a program wrote', [robot], undefined, undefined],
    ['nobody, when a program was chosen', [sanne, robot], 'robot', undefined],
    ['nobody, when somebody was chosen who did not write there', [sanne], 'partner', undefined],
  ])('%s', (_, here, chosen, expected) => expect(addresseeOf(here, CUSTOMER, chosen)?.handleId).toBe(expected))

  test('is always somebody who wrote there by hand: the customer, or the one who was chosen', () => {
    fc.assert(
      fc.property(writers, fc.option(fc.constantFrom(...names)), (here, chosen) => {
        const found = addresseeOf(here, CUSTOMER, chosen)
        const people = here.filter(({ seq }) => seq !== null)
        const theirs = people.filter(({ customerId }) => customerId === CUSTOMER)
        if (chosen) expect(found).toEqual(people.find(({ handleId }) => handleId === chosen))
        else expect(found?.seq).toBe(theirs.length ? Math.max(...theirs.map(({ seq }) => seq!)) : undefined)
        expect(peopleOf(here, CUSTOMER)).toHaveLength(people.length)
      }),
    )
  })

  test('does not change when somebody else writes', () => {
    fc.assert(
      fc.property(writers, fc.integer({ min: 1, max: 5000 }), (here, seq) => {
        const stranger = { handleId: 'stranger', customerId: 'stranger', seq }
        expect(addresseeOf([...here, stranger], CUSTOMER)).toEqual(addresseeOf(here, CUSTOMER))
      }),
    )
  })
})

const CASE = `query ($number: Int!) { case(number: $number) { id audiences {
  threadId to { id name } people { id name } closed } } }`
type Audience = {
  threadId: string
  to: { id: string; name: string } | null
  people: Array<{ id: string; name: string }>
  closed: string | null
}
const audiences = async ({ tess }: Round, number = 1): Promise<{ id: string; audiences: Audience[] }> =>
  (await tess.get(CASE, { number })).case

/** The answers that leave, with whom they go to. */
const sent = async ({ world, peer }: Round) => {
  world.clock.advance({ minutes: 2 })
  await world.run('deliver')
  return peer
    .posted('/send')
    .map(({ to, text, inReplyTo }) => [(to as { externalId: string }).externalId, text, inReplyTo])
}

/** The token by which an answer of anybody joins the case. */
async function tokenOf(round: Round): Promise<string> {
  await round.tess.answers(1, 'We zoeken het uit')
  await sent(round)
  return String(round.peer.posted('/send').at(-1)!.replyToken)
}

each('an answer', database => {
  test.each([21, 100])('goes to the customer after %i of ours in a row', { timeout: 60_000 }, async count => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    const { db } = round.world.core
    for (let at = 1; at <= count; at++) {
      await round.tess.answers(1, `Deel ${at}`)
      round.world.clock.advance({ minutes: 2 })
      await round.world.run('deliver')
    }
    const states = await db.selectFrom('replies').select('state').distinct().execute()
    expect(states).toEqual([{ state: 'sent' }])
    const last = round.peer.posted('/send').at(-1)!
    expect(last).toMatchObject({ text: `Deel ${count}`, to: { externalId: 'sanne' }, inReplyTo: 'm1' })
    expect(last.references).toHaveLength(20)
    expect(last.references).toContain('m1')
  })

  test('goes to the customer, whoever and whatever joined their conversation', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    const replyToken = await tokenOf(round)
    await round.brings(round.message({ id: 'p1', from: 'partner', replyToken }))
    await round.brings(round.message({ id: 'r1', from: 'robot', replyToken, automatic: true }))
    await round.brings(round.message({ id: 'a1', from: 'sanne', automatic: true, text: 'Ik ben er niet' }))
    const [audience] = (await audiences(round)).audiences
    expect(audience).toMatchObject({ to: { name: 'sanne' }, closed: null })
    expect(audience!.people.map(({ name }) => name)).toEqual(['sanne', 'partner'])
    await round.tess.answers(1, 'Uw ophaalcode is 4711')
    expect((await sent(round)).at(-1)).toEqual(['sanne', 'Uw ophaalcode is 4711', 'm1'])
  })

  test('goes to another who wrote there when that is chosen, and keeps that', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    const replyToken = await tokenOf(round)
    await round.brings(round.message({ id: 'p1', from: 'partner', replyToken }))
    const {
      id,
      audiences: [audience],
    } = await audiences(round)
    const [sanne, partner] = audience!.people
    await round.tess.answers(1, 'Dank voor het meedenken', { addresseeId: partner!.id })
    await round.brings(round.message({ id: 'm2', text: 'Nog een vraag' }))
    expect((await sent(round)).at(-1)).toEqual(['partner', 'Dank voor het meedenken', 'p1'])
    const shown = await round.tess.get(
      'query { case(number: 1) { messages(last: 9) { edges { node { text delivery { to { name } } } } } } }',
    )
    expect(shown.case.messages.edges.map(({ node }: { node: object }) => node)).toContainEqual({
      text: 'Dank voor het meedenken',
      delivery: { to: { name: 'partner' } },
    })
    await round.tess.answers(1, 'Tien uur', { addresseeId: sanne!.id })
    expect((await sent(round)).at(-1)).toEqual(['sanne', 'Tien uur', 'm2'])
    const refused = async (addresseeId: string) => {
      const input = { caseId: id, threadId: audience!.threadId, text: 'Hoi', clientMutationId: crypto.randomUUID() }
      return (await round.tess.do('sendReply', { ...input, addresseeId })).errors[0]!.extensions.code
    }
    await round.brings(round.message({ id: 'r1', from: 'robot', replyToken, automatic: true }))
    await round.brings(round.message({ id: 'b1', from: 'bram', thread: 'elsewhere' }))
    const others = await round.world.core.db
      .selectFrom('handles')
      .select('id')
      .where('externalId', 'in', ['robot', 'bram'])
      .execute()
    expect(await Promise.all([...others.map(({ id }) => id), 'nobody'].map(refused))).toEqual(
      Array(3).fill('NOT_FOUND'),
    )
  })

  test('is first offered where the customer wrote, and goes to nobody by itself where only another did', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1', thread: 'mail-1' }))
    const replyToken = await tokenOf(round)
    await round.brings(round.message({ id: 'p1', thread: 'mail-2', from: 'partner', replyToken }))
    await round.brings(round.message({ id: 'r1', thread: 'mail-3', from: 'robot', replyToken, automatic: true }))
    const { id, audiences: offered } = await audiences(round)
    const shown = offered.map(({ to, people, closed }) => [to?.name, people.map(({ name }) => name), closed !== null])
    expect(shown).toEqual([
      ['sanne', ['sanne'], false],
      [undefined, [], true],
      [undefined, ['partner'], false],
    ])
    const [, ...rest] = offered
    const input = (threadId: string) => ({
      caseId: id,
      threadId,
      text: 'Code 4711',
      clientMutationId: crypto.randomUUID(),
    })
    const reasons = await Promise.all(
      rest.map(
        async ({ threadId }) => (await round.tess.do('sendReply', input(threadId))).errors[0]!.extensions.reason,
      ),
    )
    expect(reasons.sort()).toEqual(['reply.chooseAddressee', 'reply.nobody'])
    await round.tess.answers(1, 'Code 4711')
    expect((await sent(round)).at(-1)).toEqual(['sanne', 'Code 4711', 'm1'])
  })

  test('that has nobody to go to, or lost its file, is told to its author at once', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    const { db, write, files } = round.world.core
    const change = (unit: Parameters<typeof write<unknown>>[1]) => write({ kind: 'system', id: 'test' }, unit)
    await round.tess.answers(1, 'Aan niemand')
    await change(async tx => {
      await tx.db.updateTable('replies').set({ addresseeId: null }).execute()
      await tx.db.updateTable('messages').set({ automaticAt: tx.now }).where('direction', '=', 'in').execute()
    })
    await sent(round)
    await change(tx => tx.db.updateTable('messages').set({ automaticAt: null }).execute())
    const messageId = await round.tess.answers(1, 'Met een bijlage')
    const hash = 'a'.repeat(64)
    await change(tx =>
      tx.db
        .insertInto('attachments')
        .values({ id: hash, messageId, name: 'a.txt', type: 'text/plain', hash, attempts: 0 })
        .execute(),
    )
    expect(await sent(round)).toEqual([])
    expect(files.pathOf(hash)).toContain(hash)
    expect(
      await db.selectFrom('replies').select(['state', 'attempts', 'reason']).orderBy('messageId').execute(),
    ).toEqual([
      { state: 'failed', attempts: 1, reason: expect.stringContaining('nobody to answer') },
      { state: 'failed', attempts: 1, reason: expect.stringContaining('file of this answer is no longer there') },
    ])
  })
})
