import type { Session } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import { type Actor, userOf } from '../lib/actor.ts'
import { connectionsFor } from '../team/may.ts'

/**
 * Which of these cases hold something the actor has not seen: what the customer said where they may read it, or that a
 * colleague handed it to them. What is done is not news.
 */
export async function unreadOf(db: Session, actor: Actor, caseIds: readonly string[]): Promise<Set<string>> {
  const allowed = connectionsFor(actor, 'message.read')
  const rows = await db
    .selectFrom('cases')
    .leftJoin('seenCases as seen', join =>
      join.onRef('seen.caseId', '=', 'cases.id').on('seen.userId', '=', userOf(actor) ?? ''),
    )
    .where('cases.id', 'in', caseIds)
    .where('cases.status', '<>', 'closed')
    .where(eb => {
      const said = eb
        .selectFrom('messages')
        .whereRef('messages.caseId', '=', 'cases.id')
        .where('messages.seq', '>', eb.fn.coalesce('seen.messageSeq', eb.val(0)))
        .where('messages.direction', '=', 'in')
        .where('messages.deletedAt', 'is', null)
        .$if(allowed !== 'all', q => q.where('messages.connectionId', 'in', ['', ...allowed]))
        .select('messages.id')
      return eb.or([eb('seen.assignedAt', 'is not', null), eb.exists(said)])
    })
    .select('cases.id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** The first thing the customer said that the actor may read and has not seen. */
export async function firstUnreadOf(db: Session, actor: Actor, caseId: string): Promise<string | null> {
  const allowed = connectionsFor(actor, 'message.read')
  const first = await db
    .selectFrom('messages')
    .leftJoin('seenCases as seen', join =>
      join.onRef('seen.caseId', '=', 'messages.caseId').on('seen.userId', '=', userOf(actor) ?? ''),
    )
    .where('messages.caseId', '=', caseId)
    .where('messages.direction', '=', 'in')
    .where('messages.deletedAt', 'is', null)
    .where(eb => eb('messages.seq', '>', eb.fn.coalesce('seen.messageSeq', eb.val(0))))
    .$if(allowed !== 'all', q => q.where('messages.connectionId', 'in', ['', ...allowed]))
    .orderBy('messages.seq')
    .select('messages.id')
    .executeTakeFirst()
  return first?.id ?? null
}

/** A colleague handed a case to somebody, who has to hear of it. */
export async function noteHanded(tx: Tx, caseId: string, userId: string): Promise<void> {
  await tx.db
    .insertInto('seenCases')
    .values({ caseId, userId, messageSeq: 0, assignedAt: tx.now })
    .onConflict(conflict => conflict.columns(['caseId', 'userId']).doUpdateSet({ assignedAt: tx.now }))
    .execute()
}
