import { noteScope } from '../../core/cases/scopes.ts'
import type { Core } from '../../core/core.ts'
import { system } from '../../core/lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../../core/lib/clock.ts'
import { newId } from '../../core/lib/id.ts'

const STATUSES = ['new', 'open', 'open', 'pending', 'closed'] as const
const PRIORITIES = ['normal', 'normal', 'high', 'low', 'urgent'] as const
/** Rows of one statement: SQLite takes so many values and no more. */
const ROWS = 500

/**
 * Puts so many cases into a world, each with a message, straight into the tables. Their moments and states differ, the
 * same in every run. Answers their ids, oldest first.
 */
export async function manyCases(
  { core, clock }: { core: Pick<Core, 'write'>; clock: Clock },
  count: number,
  { connectionId, ownerId = null }: { connectionId: string; ownerId?: string | null },
): Promise<string[]> {
  const now = iso(clock.now())
  const all = Array.from({ length: count }, (_, at) => {
    const ids = { caseId: newId(), customerId: newId(), threadId: newId(), handleId: newId() }
    const since = plusSeconds(now, -60 * (count - at) - ((at * 7919) % 1000) * 60)
    const status = STATUSES[at % STATUSES.length]!
    const waitingSince = status === 'new' || status === 'open' ? since : null
    return { ...ids, at, since, status, waitingSince, priority: PRIORITIES[(at * 31) % PRIORITIES.length]! }
  })
  for (let from = 0; from < count; from += ROWS) {
    const some = all.slice(from, from + ROWS)
    await core.write(system('test'), async tx => {
      const { db } = tx
      await db
        .insertInto('customers')
        .values(
          some.map(row => ({ id: row.customerId, name: `Klant ${row.at}`, language: null, createdAt: row.since })),
        )
        .execute()
      await db
        .insertInto('handles')
        .values(
          some.map(({ handleId, customerId, at, since }) => ({
            id: handleId,
            customerId,
            plugin: 'web',
            scope: connectionId,
            externalId: handleId,
            name: `Klant ${at}`,
            createdAt: since,
          })),
        )
        .execute()
      await db
        .insertInto('threads')
        .values(
          some.map(({ threadId, since }) => ({
            id: threadId,
            connectionId,
            externalId: threadId,
            visibility: 'private' as const,
            createdAt: since,
          })),
        )
        .execute()
      await db
        .insertInto('cases')
        .values(
          some.map(({ caseId, customerId, at, since, status, waitingSince, priority }) => ({
            id: caseId,
            customerId,
            subject: `Vraag ${at}`,
            status,
            priority,
            ownerId,
            waitingSince,
            urgency: waitingSince ?? `9${since}`,
            openedAt: since,
            closedAt: status === 'closed' ? since : null,
            lastMessageAt: since,
          })),
        )
        .execute()
      await db
        .insertInto('caseThreads')
        .values(some.map(({ caseId, threadId, customerId }) => ({ caseId, threadId, customerId, connectionId })))
        .execute()
      await db
        .insertInto('messages')
        .values(
          some.map(({ caseId, threadId, handleId, at, since }) => ({
            id: newId(),
            caseId,
            threadId,
            connectionId,
            direction: 'in' as const,
            visibility: 'private' as const,
            handleId,
            text: `Vraag ${at}: kan ik mij nog aanmelden?`,
            at: since,
            createdAt: since,
          })),
        )
        .execute()
      await noteScope(tx, { caseId: some[0]!.caseId, connectionId, visibility: 'private', place: null })
      await db
        .updateTable('cases')
        .set({ scope: db.selectFrom('cases').where('id', '=', some[0]!.caseId).select('scope') })
        .where(
          'id',
          'in',
          some.map(row => row.caseId),
        )
        .execute()
    })
  }
  return all.map(row => row.caseId)
}
