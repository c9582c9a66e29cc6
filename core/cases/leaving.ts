import type { Reactor } from '../db/write.ts'
import { leaveToAll } from './cases.ts'
import { ownerMayAnswer } from './owners.ts'

/**
 * Whoever can no longer answer a case leaves it waiting with nobody: what is open becomes nobody's, so that somebody sees
 * it, whether they were disabled or lost the role, the right or the team by which they could. A case that waits for the
 * customer comes back to nobody by itself, when the customer writes.
 */
export const leaving: Reactor = async (tx, { type, data = {} }) => {
  if (type !== 'user.changed' && type !== 'right.changed' && type !== 'team.changed') return
  const { userId, connectionId } = data
  const rows = await tx.db
    .selectFrom('cases')
    .selectAll()
    .where('status', 'in', ['new', 'open'])
    .where('ownerId', 'is not', null)
    .$if(typeof userId === 'string', query => query.where('ownerId', '=', userId as string))
    .$if(typeof connectionId === 'string', query =>
      query.where(eb =>
        eb.exists(
          eb
            .selectFrom('caseThreads')
            .whereRef('caseThreads.caseId', '=', 'cases.id')
            .where('caseThreads.connectionId', '=', connectionId as string)
            .select('caseThreads.caseId'),
        ),
      ),
    )
    .where(eb => eb.not(ownerMayAnswer(eb)))
    .execute()
  for (const row of rows) await leaveToAll(tx, row)
}
