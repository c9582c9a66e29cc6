// A question that nobody has yet is everybody's who may answer it: one of them must hear that it is there.
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import { answerersOf } from '../team/rights.ts'

/** Seconds within which more questions make no further sound: a busy hour is no alarm clock. */
const PAUSE = 10

/** Tells those who may answer there that a case of nobody began to wait, in one notification until they have seen it. */
export async function tellOfQuestion(
  tx: Tx,
  caseId: string,
  messageId: string,
  tell: (userId: string, notificationId?: string) => Promise<unknown>,
): Promise<void> {
  const message = await tx.db
    .selectFrom('messages')
    .innerJoin('cases', 'cases.id', 'messages.caseId')
    .where('messages.id', '=', messageId)
    .where('cases.ownerId', 'is', null)
    // A case that waited already has been heard.
    .whereRef('cases.waitingSince', '=', 'messages.at')
    .select('messages.connectionId')
    .executeTakeFirst()
  if (!message) return
  const userIds = await answerersOf(tx.db, message.connectionId)
  const unseen = await tx.db
    .selectFrom('notifications')
    .leftJoin('cases', 'cases.id', 'notifications.caseId')
    .select(['notifications.id', 'userId', 'at', 'count', 'ownerId'])
    .where('userId', 'in', ['', ...userIds])
    .where('seenAt', 'is', null)
    .where('kind', '=', 'unassigned')
    .execute()
  const known = new Map(unseen.map(row => [row.userId, row]))
  for (const userId of userIds) {
    const before = known.get(userId)
    const id = before?.id ?? newId()
    if (before) {
      await tx.db
        .updateTable('notifications')
        // A question that a colleague took since is no longer among them.
        .set({ caseId, at: tx.now, count: before.ownerId ? 1 : before.count + 1 })
        .where('id', '=', id)
        .execute()
    } else {
      const about = { caseId, connectionId: null, taskId: null, byUserId: null }
      await tx.db
        .insertInto('notifications')
        .values({ id, userId, kind: 'unassigned', ...about, at: tx.now, count: 1, seenAt: null })
        .execute()
    }
    if (!before || before.at <= plusSeconds(tx.now, -PAUSE)) await tell(userId, before ? undefined : id)
  }
}
