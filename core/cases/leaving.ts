import type { Reactor } from '../db/write.ts'
import { change } from './cases.ts'

/**
 * Who loses all access leaves no case waiting with them: what is open becomes nobody's, so that somebody sees it. What
 * waits for the customer comes back to nobody by itself, when the customer writes.
 */
export const leaving: Reactor = async (tx, event) => {
  const userId = event.data?.userId
  if (event.type !== 'user.changed' || typeof userId !== 'string') return
  const rows = await tx.db
    .selectFrom('cases')
    .innerJoin('users', 'users.id', 'cases.ownerId')
    .where('users.id', '=', userId)
    .where('users.disabledAt', 'is not', null)
    .where('cases.status', 'in', ['new', 'open'])
    .selectAll('cases')
    .execute()
  for (const row of rows) {
    await change(tx, row, { ownerId: null, status: 'new' })
    const data = { userId: null, teamId: row.teamId, fromUserId: userId, fromTeamId: row.teamId }
    await tx.record({ type: 'case.assigned', caseId: row.id, data })
  }
}
