import { expect, test, vi } from 'vitest'
import { newId } from '../../core/lib/id.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const CASE = `query ($number: Int!, $threadIds: [ID!]) { case(number: $number) { id subject
  audiences(threadIds: $threadIds) { threadId closed closesAt maxLength to { name } people { name } connection { name } } } }`
type Audience = { threadId: string; closed: string | null; closesAt: string | null; to: { name: string } | null }

/** Gives the first case of a round so many more threads, each with a message of its customer; their ids, oldest first. */
async function manyThreads(round: Round, count: number): Promise<string[]> {
  const { db, write } = round.world.core
  const [first] = await db.selectFrom('messages').selectAll().orderBy('seq').execute()
  const { customerId, id: caseId } = await db.selectFrom('cases').selectAll().executeTakeFirstOrThrow()
  const { seq: _, ...like } = first!
  const threads = Array.from({ length: count }, (_, at) => ({ id: newId(), externalId: `day-${count}-${at}` }))
  const { connectionId, at: createdAt } = like
  for (let from = 0; from < count; from += 500) {
    const some = threads.slice(from, from + 500)
    await write({ kind: 'system', id: 'test' }, async tx => {
      await tx.db
        .insertInto('threads')
        .values(
          some.map(thread => ({ ...thread, connectionId, visibility: 'public', title: null, url: null, createdAt })),
        )
        .execute()
      await tx.db
        .insertInto('caseThreads')
        .values(some.map(({ id }) => ({ caseId, threadId: id, customerId, connectionId, receivingSince: null })))
        .execute()
      await tx.db
        .insertInto('messages')
        .values(some.map(({ id }) => ({ ...like, id: newId(), threadId: id, externalId: id })))
        .execute()
    })
  }
  return threads.map(({ id }) => id)
}

/** Opens the case; how many statements that took, and what came. */
async function opened(round: Round, more: object = {}) {
  const statements = vi.spyOn(round.world.core.db.getExecutor(), 'executeQuery')
  try {
    const answer = await round.tess.get(CASE, { number: 1, ...more })
    return { statements: statements.mock.calls.length, audiences: answer.case.audiences as Audience[] }
  } finally {
    statements.mockRestore()
  }
}

/** How long it takes to be told where it can be answered, at its quickest of three, in milliseconds. */
async function quickest(round: Round): Promise<number> {
  const times: number[] = []
  for (let time = 0; time < 3; time++) {
    const began = performance.now()
    await opened(round)
    times.push(performance.now() - began)
  }
  return Math.min(...times)
}

each('where a case can be answered', database => {
  test('takes a time that grows with its threads and nothing else', { timeout: 60_000 }, async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    await manyThreads(round, 599)
    const some = await quickest(round)
    await manyThreads(round, 2400)
    // Five times as many: with the messages of all looked through for each, it was 25 times as long.
    expect((await quickest(round)) / some).toBeLessThan(12)
  })

  test('is read with as many statements for 3,000 threads as for two, and the newest are offered', {
    timeout: 60_000,
  }, async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    await manyThreads(round, 1)
    const few = await opened(round)
    expect(few.audiences).toHaveLength(2)
    expect(few.statements).toBeLessThan(25)
    const ids = await manyThreads(round, 2999)
    const many = await opened(round)
    expect(many.statements).toBe(few.statements)
    expect(many.audiences.map(({ threadId }) => threadId)).toEqual(ids.slice(-50).reverse())
    expect(many.audiences[0]).toMatchObject({ to: { name: 'sanne' }, closed: null, maxLength: 1000 })
    expect(many.audiences[0]!.closesAt).toEqual(expect.any(String))

    const older = await opened(round, { threadIds: [ids[7], ids[3]] })
    expect(older.audiences.map(({ threadId }) => threadId)).toEqual([ids[7], ids[3]])
    const { id } = (await round.tess.get('{ case(number: 1) { id } }')).case
    const input = { caseId: id, threadId: ids[3], text: 'Ook hier: ja!', clientMutationId: newId() }
    expect((await round.tess.do('sendReply', input)).errors).toEqual([])
  })

  test('is told of the threads of the case alone, at most fifty, and not of those one may not answer on', async () => {
    const round = await openRound({ database })
    const other = await round.connect('@geheim')
    await round.brings(round.message({ id: 'm1' }), round.message({ id: 'm2', thread: 'elders', from: 'bram' }))
    const { db, write } = round.world.core
    const threads = await db.selectFrom('threads').selectAll().orderBy('id').execute()
    const [own, others] = threads.map(({ id }) => id)
    expect((await opened(round, { threadIds: [own, others, 'none'] })).audiences).toMatchObject([{ threadId: own }])
    await write({ kind: 'system', id: 'test' }, tx =>
      tx.db.updateTable('threads').set({ connectionId: other }).where('id', '=', own!).execute(),
    )
    expect((await opened(round)).audiences).toEqual([])
    expect((await opened(round, { threadIds: [own] })).audiences).toEqual([])
    const { errors } = await round.tess.ask(CASE, { number: 1, threadIds: Array(51).fill(own) })
    expect(errors[0]!.extensions).toMatchObject({ code: 'INVALID', reason: 'page.size' })
  })
})
