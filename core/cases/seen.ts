import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { notFound } from '../lib/errors.ts'
import { type Case, get } from './cases.ts'
import { unreadOf } from './unread.ts'

/** Notes that the actor has seen a case up to a message. Saying it again, or of an earlier one, changes nothing. */
export async function markRead(tx: Tx, caseId: string, messageId: string): Promise<Case> {
  const row = await get(tx, caseId, 'case.attend')
  const userId = userOf(tx.actor)
  const message = await tx.db
    .selectFrom('messages')
    .select('seq')
    .where('id', '=', messageId)
    .where('caseId', '=', caseId)
    .executeTakeFirst()
  if (!message || !userId) throw notFound('message')
  const known = await tx.db
    .selectFrom('seenCases')
    .selectAll()
    .where('caseId', '=', caseId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  if (known && known.messageSeq >= message.seq && !known.assignedAt) return row
  const wasUnread = (await unreadOf(tx.db, tx.actor, [caseId])).has(caseId)
  const seen = { messageSeq: Math.max(known?.messageSeq ?? 0, message.seq), assignedAt: null }
  await tx.db
    .insertInto('seenCases')
    .values({ caseId, userId, ...seen })
    .onConflict(conflict => conflict.columns(['caseId', 'userId']).doUpdateSet(seen))
    .execute()
  if (wasUnread) await tx.record({ type: 'case.seen', caseId })
  return row
}
