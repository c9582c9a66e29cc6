import { expect, test } from 'vitest'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { held } from '../support/peer.ts'

const UNDO = { seconds: 10 }
const sent = ({ peer }: Round) => peer.posted('/send').map(({ text }) => text)
const numbers = async ({ world }: Round) =>
  (await world.core.db.selectFrom('cases').select('number').orderBy('number').execute()).map(row => row.number)

/** Somebody asks on a thread of their own, and Tess answers; the number of the case. */
async function answered(round: Round, text: string, thread = text, more: object = {}): Promise<number> {
  await round.brings(round.message({ thread, from: thread, text: `Vraag ${thread}`, ...more }))
  const number = (await numbers(round)).at(-1)!
  await round.tess.answers(number, text)
  return number
}
const deliver = (round: Round) => round.world.run('deliver')
/** Where the last answer of a case is. */
async function delivery(round: Round, number: number) {
  const { messages } = await round.tess.case(number)
  return messages.edges
    .map(({ node }: { node: { delivery: unknown } }) => node.delivery)
    .filter(Boolean)
    .at(-1)
}
const resolve = async (round: Round, number: number, outcome: string) => {
  const { messages } = await round.tess.case(number)
  const { data } = await round.tess.do('resolveReply', { messageId: messages.edges.at(-1).node.id, outcome }, 'id')
  return data.resolveReply.id
}

each('answers that wait for their turn', database => {
  test('leave thirty a minute on one connection, and hold up no other', { timeout: 60_000 }, async () => {
    const round = await openRound({ database })
    for (let at = 0; at < 32; at++) await answered(round, `Antwoord ${at}`)
    round.world.clock.advance(UNDO)
    await deliver(round)
    expect(sent(round)).toHaveLength(30)
    round.world.clock.advance({ seconds: 59 })
    await deliver(round)
    expect(sent(round)).toHaveLength(30)
    const other = await round.connect('@sport')
    await round.world.core.write({ kind: 'system', id: 'test' }, tx =>
      tx.db.updateTable('replies').set({ connectionId: other }).where('state', '=', 'queued').execute(),
    )
    round.world.clock.advance({ seconds: 1 })
    await deliver(round)
    expect(sent(round)).toHaveLength(32)
  })

  test('F-18: wait as long as a platform asks, while another connection sends', async () => {
    const round = await openRound({ database })
    const visitor = await round.world.visitor().asks('Is het open?')
    const busy = await answered(round, 'Druk')
    round.world.clock.advance(UNDO)
    round.peer.next(() => ({ status: 429, headers: { 'retry-after': '120' } }))
    await deliver(round)
    expect(await delivery(round, busy)).toMatchObject({ state: 'QUEUED', reason: 'Too many requests', attempts: 1 })
    await round.tess.answers(visitor.case, 'Ja, tot tien uur.')
    round.world.clock.advance({ seconds: 119 })
    await deliver(round)
    expect(await visitor.statusPage()).toContain('tot tien uur')
    expect(sent(round)).toHaveLength(1)
    round.world.clock.advance({ seconds: 1 })
    await deliver(round)
    expect(sent(round)).toHaveLength(2)
    expect(await delivery(round, busy)).toMatchObject({ state: 'SENT', attempts: 2 })
  })

  test('F-27: for more than an hour ask a person, however many there are', { timeout: 60_000 }, async () => {
    const round = await openRound({ database })
    const all = []
    for (let at = 0; at < 50; at++) all.push(await answered(round, `Antwoord ${at}`))
    round.world.clock.advance({ days: 3 })
    await deliver(round)
    expect(sent(round)).toEqual([])
    const tess = await round.world.signIn('tess')
    const states = await Promise.all(all.map(number => delivery({ ...round, tess }, number)))
    expect(new Set(states.map(({ state, reason }) => `${state}: ${reason}`))).toEqual(
      new Set(['NEEDS_HUMAN: It could not leave for more than an hour: does it still fit?']),
    )
    await resolve({ ...round, tess }, all[0]!, 'RETRY')
    await resolve({ ...round, tess }, all[1]!, 'DISCARD')
    await deliver(round)
    expect(sent(round)).toEqual(['Antwoord 0'])
  })

  test('F-27: and so does one that was tried before the lights went out', async () => {
    const round = await openRound({ database })
    const number = await answered(round, 'Morgen zijn we open')
    round.world.clock.advance(UNDO)
    round.peer.next(() => ({ status: 429 }))
    await deliver(round)
    round.world.clock.advance({ days: 3 })
    await deliver(round)
    expect(sent(round)).toHaveLength(1)
    expect(await delivery({ ...round, tess: await round.world.signIn('tess') }, number)).toMatchObject({
      state: 'NEEDS_HUMAN',
    })
  })

  test('of the same words go three times a day to one conversation, and then a person decides', async () => {
    const round = await openRound({ database })
    const number = await answered(round, 'Bekijk onze site', 'plein')
    for (let more = 0; more < 3; more++) {
      round.world.clock.advance({ minutes: 2 })
      await deliver(round)
      await round.tess.answers(number, 'Bekijk onze site')
    }
    round.world.clock.advance({ minutes: 2 })
    await deliver(round)
    expect(sent(round)).toHaveLength(3)
    expect(await delivery(round, number)).toMatchObject({
      ...{ state: 'NEEDS_HUMAN', reason: 'The same words went to this conversation three times today' },
    })
    await round.tess.answers(number, 'En bel ons gerust')
    await answered(round, 'Bekijk onze site', 'elders')
    round.world.clock.advance(UNDO)
    await deliver(round)
    expect(sent(round).slice(3)).toEqual(['En bel ons gerust', 'Bekijk onze site'])
  })

  test('stop everywhere at once when an admin says so, and go on when they say so', async () => {
    const round = await openRound({ database })
    for (let at = 0; at < 3; at++) await answered(round, `Antwoord ${at}`)
    round.world.clock.advance(UNDO)
    const line = held({ body: { externalId: 'post-held' } })
    round.peer.next(line.way)
    const leaving = deliver(round)
    await expect.poll(() => sent(round)).toEqual(['Antwoord 0'])
    const ada = await round.world.signIn('ada')
    const { data } = await ada.do('stopSending', {}, 'stoppedSince')
    expect(data.stopSending).toEqual({ stoppedSince: round.world.clock.iso() })
    line.letGo()
    await leaving
    round.world.clock.advance({ minutes: 5 })
    await deliver(round)
    expect(sent(round)).toEqual(['Antwoord 0'])
    expect(await round.tess.get('{ sending { stoppedSince because dataFrom } }')).toEqual({
      sending: { stoppedSince: data.stopSending.stoppedSince, because: null, dataFrom: null },
    })
    await (await round.world.signIn('ada')).do('resumeSending', {}, 'stoppedSince')
    await deliver(round)
    expect(sent(round)).toEqual(['Antwoord 0', 'Antwoord 1', 'Antwoord 2'])
    expect(await round.tess.get('{ sending { stoppedSince } }')).toEqual({ sending: { stoppedSince: null } })
  })
})

each('an answer that a person must see to', database => {
  /** Two answers of Tess on one case; the first is what it comes to, the second went well. */
  async function lateAndWell(round: Round) {
    const number = await answered(round, 'Morgen zijn we open')
    round.world.clock.advance({ hours: 2 })
    const tess = await round.world.signIn('tess')
    await tess.answers(number, 'En overmorgen ook')
    round.world.clock.advance(UNDO)
    await deliver(round)
    expect(sent(round)).toEqual(['En overmorgen ook'])
    return { number, round: { ...round, tess } }
  }
  const first = async (round: Round, number: number) => {
    const { messages } = await round.tess.case(number)
    return messages.edges.find(({ node }: { node: { text: string } }) => node.text === 'Morgen zijn we open').node
  }
  const settle = async (round: Round, number: number, outcome: string) =>
    round.tess.do('resolveReply', { messageId: (await first(round, number)).id, outcome }, 'id')

  test('brings its case into the inbox with the reason, also when a later one went', async () => {
    const { round, number } = await lateAndWell(await openRound({ database }))
    expect(await round.tess.inbox('MINE')).toMatchObject([{ number, status: 'OPEN' }])
    expect((await first(round, number)).delivery).toMatchObject({
      ...{ state: 'NEEDS_HUMAN', reason: 'It could not leave for more than an hour: does it still fit?' },
    })
    await settle(round, number, 'SENT')
    expect(await round.tess.inbox('MINE')).toEqual([])
    expect(await round.tess.case(number)).toMatchObject({ status: 'PENDING', waitingSince: null })
  })

  test('leaves a customer waiting who wrote since', async () => {
    const { round, number } = await lateAndWell(await openRound({ database }))
    await round.brings(round.message({ thread: 'Morgen zijn we open', from: 'Morgen zijn we open', text: 'Hallo?' }))
    await settle(round, number, 'SENT')
    expect(await round.tess.inbox('MINE')).toMatchObject([{ number, waiting: true }])
  })

  test('is sent again, or not, as they say', async () => {
    const { round, number } = await lateAndWell(await openRound({ database }))
    await settle(round, number, 'RETRY')
    expect(await round.tess.inbox('MINE')).toEqual([])
    await deliver(round)
    expect(sent(round)).toEqual(['En overmorgen ook', 'Morgen zijn we open'])
    const other = await lateAndWell(await openRound({ database }))
    await settle(other.round, other.number, 'DISCARD')
    await deliver(other.round)
    expect(sent(other.round)).toEqual(['En overmorgen ook'])
  })

  test('is in the inbox when it failed after another one went', async () => {
    const round = await openRound({ database })
    const number = await answered(round, 'Ja, tot tien uur.')
    await round.tess.answers(number, 'En morgen ook')
    round.world.clock.advance(UNDO)
    round.peer.next(
      () => ({ body: { externalId: 'post-1' } }),
      () => ({ status: 410 }),
    )
    await deliver(round)
    expect(await delivery(round, number)).toMatchObject({ state: 'FAILED', reason: 'It is gone' })
    expect(await round.tess.inbox('MINE')).toMatchObject([{ number, status: 'OPEN', waiting: false }])
  })
})

each('what became of an answer', database => {
  async function sentOne() {
    const round = await openRound({ database })
    const number = await answered(round, 'Ja, tot tien uur.')
    round.world.clock.advance(UNDO)
    round.peer.next(() => ({ body: { externalId: 'post-1' } }))
    await deliver(round)
    const receipt = (status: string, more: object = {}) =>
      round.brings({ type: 'receipt', externalId: 'post-1', status, at: round.world.clock.iso(), ...more })
    return { round, number, receipt, state: async () => (await delivery(round, number)).state }
  }

  test('is told by its receipts, and never goes back', async () => {
    const { receipt, state } = await sentOne()
    expect(await state()).toBe('SENT')
    await receipt('delivered')
    expect(await state()).toBe('DELIVERED')
    await receipt('read')
    await receipt('delivered')
    expect(await state()).toBe('READ')
    await receipt('delivered', { externalId: 'somebody-elses' })
    expect(await state()).toBe('READ')
  })

  test('is known when the platform told us before it answered our call', async () => {
    const round = await openRound({ database })
    const number = await answered(round, 'Ja, tot tien uur.')
    const other = await answered(round, 'Nee, helaas.')
    round.world.clock.advance(UNDO)
    const [line, back] = [held({ body: { externalId: 'post-1' } }), held({ body: { externalId: 'post-2' } })]
    round.peer.next(line.way, back.way)
    const sending = deliver(round)
    await expect.poll(() => sent(round)).toHaveLength(1)
    const at = round.world.clock.iso()
    await round.brings(
      { type: 'receipt', externalId: 'post-1', status: 'delivered', at },
      { type: 'receipt', externalId: 'post-2', status: 'failed', reason: 'The mailbox is full', at },
    )
    line.letGo()
    back.letGo()
    await sending
    expect(await delivery(round, number)).toMatchObject({ state: 'DELIVERED' })
    expect(await delivery(round, other)).toMatchObject({ state: 'FAILED', reason: 'The mailbox is full' })
    expect(await round.world.core.db.selectFrom('earlyEvents').selectAll().execute()).toEqual([])
  })

  test('that came back is a failure with its reason, and the case waits again', async () => {
    const { round, number, receipt } = await sentOne()
    await receipt('failed', { reason: 'The mailbox is full' })
    expect(await delivery(round, number)).toMatchObject({ state: 'FAILED', reason: 'The mailbox is full' })
    expect(await round.tess.case(number)).toMatchObject({ waitingSince: expect.any(String) })
    await receipt('delivered')
    expect(await delivery(round, number)).toMatchObject({ state: 'FAILED' })
  })
})

each('a reply window', database => {
  test('shows until when a customer can be answered; after that nothing is sent, with the reason', async () => {
    const round = await openRound({ database })
    const number = await answered(round, 'Tot morgen', 'day-1')
    const audience = async (tess = round.tess) => {
      const query = 'query ($number: Int!) { case(number: $number) { audiences { closesAt closed } } }'
      return (await tess.get(query, { number })).case.audiences[0]
    }
    expect(await audience()).toEqual({ closesAt: '2026-03-03T09:00:00.000Z', closed: null })
    round.world.clock.set('2026-03-03T09:00:00.000Z')
    const tess = await round.world.signIn('tess')
    const reason = 'A day has passed since they wrote'
    expect(await audience(tess)).toMatchObject({ closed: reason })
    await tess.answers(number, 'Toch nog even dit')
    round.world.clock.advance(UNDO)
    await deliver(round)
    expect(sent(round)).toEqual([])
    expect(await delivery({ ...round, tess }, number)).toMatchObject({ state: 'FAILED', reason })
    await round.brings(round.message({ thread: 'day-1', from: 'day-1', text: 'Hallo?' }))
    expect(await audience(tess)).toMatchObject({ closed: null })
  })

  test('of a plugin that is away is closed, and the case is read all the same', async () => {
    const round = await openRound({ database })
    const number = await answered(round, 'Tot morgen')
    await round.world.core.database.writer.updateTable('connections').set({ plugin: 'gone' }).execute()
    expect(await round.tess.case(number)).toMatchObject({ number })
    const query =
      'query ($number: Int!) { case(number: $number) { audiences { closed } messages { edges { node { text } } } } }'
    expect((await round.tess.get(query, { number })).case).toMatchObject({
      audiences: [{ closed: 'The plugin “gone” is not installed.' }],
      messages: { edges: [{ node: { text: 'Vraag Tot morgen' } }, { node: { text: 'Tot morgen' } }] },
    })
  })
})
