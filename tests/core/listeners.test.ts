import { expect, test } from 'vitest'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { type Answer, held } from '../support/peer.ts'
import type { WorldOptions } from '../support/world.ts'

const tell = (round: Round) => round.world.run('tell')
const told = ({ peer }: Round) => peer.posted('/told')
const types = (round: Round) => told(round).map(({ type }) => type)

/** A courier whose peer listens, and answers as it is told. */
async function openListened(
  database: 'sqlite' | 'postgres',
  answer: () => Answer | undefined = () => ({}),
  options: WorldOptions = {},
) {
  const round = await openRound({ database, ...options })
  await tell(round)
  round.peer.answer = ({ path }) =>
    path === '/told' ? answer() : { body: path === '/send' ? { externalId: 'p1' } : {} }
  round.peer.asked.splice(0)
  return round
}
const connection = async (round: Round) => {
  const ada = await round.world.signIn('ada')
  const { connections } = await ada.get('{ connections { id pausedAt problem } }')
  return connections.find(({ id }: { id: string }) => id === round.connectionId)
}
const resume = async (round: Round) =>
  (await round.world.signIn('ada')).do('resumeConnection', { connectionId: round.connectionId })
/** Ticks for as long as it takes, an hour at a time. */
async function hours(round: Round, count: number) {
  for (let hour = 0; hour < count; hour++) {
    round.world.clock.advance({ hours: 1 })
    await tell(round)
  }
}

each('a listening system', database => {
  test('is told what happened since it was connected, once and in order', async () => {
    const round = await openListened(database)
    await round.brings(round.message({ id: 'm1' }))
    const { number } = await round.world.core.db.selectFrom('cases').select('number').executeTakeFirstOrThrow()
    // What only open screens are told of is not among it: who writes, who read what, and how they like it.
    const { id: caseId, audiences, messages } = await round.tess.case(number)
    await round.tess.do('saveDraft', { caseId, threadId: audiences[0].threadId, text: 'Ja' })
    await round.tess.do('markRead', { caseId, messageId: messages.edges[0].node.id })
    await round.tess.do('updatePreferences', { quiet: true })
    await round.tess.answers(number, 'Ja!')
    round.world.clock.advance({ seconds: 10 })
    await round.world.run('deliver')
    await tell(round)
    await tell(round)
    expect(types(round)).toEqual([
      ...['case.opened', 'message.received', 'case.assigned', 'reply.queued', 'reply.sending', 'reply.sent'],
    ])
    const [opened] = told(round)
    expect(opened).toMatchObject({ caseNumber: number, caseId: expect.any(String), at: '2026-03-02T09:00:00.000Z' })
    expect(new Set(told(round).map(({ id }) => id)).size).toBe(6)
  })

  test('A-WH-11, A-AZ-21: gets ids and enums, no word that a person wrote, and no note leaves at all', async () => {
    const round = await openListened(database)
    const canary = { text: 'KANARIE-VRAAG', from: 'KANARIE-HANDLE', thread: 'KANARIE-THREAD' }
    await round.brings(round.message({ id: 'm1', ...canary, author: { externalId: 'a', name: 'KANARIE-NAAM' } }))
    const { id: caseId, number } = await round.world.core.db
      .selectFrom('cases')
      .select(['id', 'number'])
      .executeTakeFirstOrThrow()
    await round.tess.notes(number, 'KANARIE-NOTITIE')
    const ada = await round.world.signIn('ada')
    const { data } = await ada.do('createLabel', { name: 'KANARIE-LABEL' }, 'id')
    await round.tess.do('labelCase', { caseId, add: [data.createLabel.id] })
    await round.tess.answers(number, 'KANARIE-ANTWOORD')
    round.world.clock.advance({ seconds: 10 })
    await round.world.run('deliver')
    const bounced = {
      type: 'receipt',
      externalId: 'p1',
      status: 'failed',
      reason: 'No such address: KANARIE@example.org',
    }
    await round.brings({ ...bounced, at: round.world.clock.iso() })
    await round.brings({ type: 'edited', externalId: 'm1', at: round.world.clock.iso(), text: 'KANARIE-WIJZIGING' })
    await round.brings({ type: 'deleted', externalId: 'm1', at: round.world.clock.iso() })
    await tell(round)
    expect(types(round)).toEqual(
      expect.arrayContaining(['note.added', 'message.edited', 'reply.receipt', 'reply.failed']),
    )
    expect(JSON.stringify(told(round))).not.toContain('KANARIE')
    // To the platform goes the answer, and whom and what it answers; never what colleagues say among themselves.
    const outgoing = JSON.stringify(round.peer.asked)
    expect(outgoing).toContain('KANARIE-ANTWOORD')
    expect(outgoing).not.toMatch(/KANARIE-(NOTITIE|LABEL)/)
    expect(round.world.log.join()).not.toContain('KANARIE')
  })

  test('A-WH-10: that is down is tried for days, ever later, and then gets everything in order', async () => {
    let down = true
    const round = await openListened(database, () => ({ status: down ? 503 : 200 }))
    await round.brings(round.message({ id: 'm1' }), round.message({ id: 'm2' }))
    await tell(round)
    expect(types(round)).toEqual(['case.opened'])
    // Nothing overtakes what could not be told.
    await tell(round)
    expect(told(round)).toHaveLength(1)
    for (const [at, pause] of [5, 300, 1800, 7200].entries()) {
      round.world.clock.advance({ seconds: pause - 1 })
      await tell(round)
      expect(told(round)).toHaveLength(at + 1)
      round.world.clock.advance({ seconds: 1 })
      await tell(round)
      expect(told(round)).toHaveLength(at + 2)
    }
    expect(await connection(round)).toMatchObject({ pausedAt: null, problem: 'HTTP 503' })
    down = false
    await hours(round, 6)
    expect(await connection(round)).toMatchObject({ pausedAt: null, problem: null })
    // Then that it was down itself, and that it no longer is.
    expect(types(round).slice(-5)).toEqual([
      ...['case.opened', 'message.received', 'message.received', 'connection.changed', 'connection.changed'],
    ])
    expect(
      new Set(
        told(round)
          .slice(0, 6)
          .map(({ id }) => id),
      ).size,
    ).toBe(1)
  })

  test.each([
    ['when', '120', 120],
    ['for ever', '1e12', 86_400],
    ['in the past', '-5', 5],
    ['nonsense', 'soon', 5],
  ])('F-18: that says to come back: %s, is left alone until then', async (_, header, pause) => {
    const round = await openListened(database, () => ({ status: 429, headers: { 'retry-after': header } }))
    await round.brings(round.message({ id: 'm1' }))
    await tell(round)
    round.world.clock.advance({ seconds: pause - 1 })
    await tell(round)
    expect(told(round)).toHaveLength(1)
    round.world.clock.advance({ seconds: 1 })
    await tell(round)
    expect(told(round)).toHaveLength(2)
  })

  test('A-WH-10: that stays down is given up after some days, which an admin sees', async () => {
    const round = await openListened(database, () => ({ status: 500 }))
    await round.brings(round.message({ id: 'm1' }))
    await hours(round, 24 * 3)
    expect(await connection(round)).toMatchObject({ pausedAt: null, problem: 'HTTP 500' })
    await hours(round, 24 * 2)
    expect(await connection(round)).toMatchObject({ pausedAt: expect.any(String), problem: 'HTTP 500' })
    const tries = told(round).length
    expect(tries).toBe(10)
    await hours(round, 48)
    expect(told(round)).toHaveLength(tries)
  })

  test('A-WH-10: that is gone is told nothing more until an admin says so, and then what it missed', async () => {
    let gone = true
    const round = await openListened(database, () => ({ status: gone ? 410 : 200 }))
    await round.brings(round.message({ id: 'm1' }))
    await tell(round)
    expect(await connection(round)).toMatchObject({ pausedAt: expect.any(String), problem: 'It is gone' })
    await round.world.core.write({ kind: 'system', id: 'test' }, tx => tx.record({ type: 'team.changed' }))
    await hours(round, 30)
    expect(told(round)).toHaveLength(1)
    gone = false
    await resume(round)
    await tell(round)
    expect(types(round)).toEqual(expect.arrayContaining(['message.received', 'connection.changed', 'team.changed']))
  })

  test('A-WH-10: that redirects is not followed: it is told to nobody else', { timeout: 60_000 }, async () => {
    const redirect = { status: 302, headers: { location: '/elsewhere' } }
    const settings = { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8' }
    const round = await openListened(database, () => redirect, { hostThread: true, settings })
    await round.brings(round.message({ id: 'm1' }))
    await tell(round)
    expect(told(round)).toHaveLength(1)
    expect(round.peer.asked.map(({ path }) => path)).not.toContain('/elsewhere')
    expect(await connection(round)).toMatchObject({ problem: 'HTTP 302' })
  })

  test('A-WH-10: that is slow holds up no other', async () => {
    const round = await openListened(database)
    await round.connect('@sport')
    await tell(round)
    round.peer.asked.splice(0)
    const line = held({ status: 503 })
    round.peer.next(line.way)
    await round.brings(round.message({ id: 'm1' }))
    const telling = tell(round)
    await expect.poll(() => types(round)).toEqual(['case.opened', 'case.opened', 'message.received'])
    line.letGo()
    await telling
    round.world.clock.advance({ seconds: 5 })
    await tell(round)
    expect(types(round).slice(3)).toEqual(['case.opened', 'message.received'])
  })

  test('is told again what it took when we could not write that down', async () => {
    const round = await openListened(database)
    await round.brings(round.message({ id: 'm1' }))
    await tell(round)
    const before = told(round)
    const { writer } = round.world.core.database
    const ids = before.map(({ id }) => String(id))
    await writer.updateTable('deliveries').set({ doneAt: null }).where('id', 'in', ids).execute()
    await tell(round)
    expect(told(round).slice(before.length)).toEqual(before)
  })
})
