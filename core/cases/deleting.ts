import type { Tx } from '../db/write.ts'
import { change } from './cases.ts'
import { type Message, remove } from './messages.ts'
import { waitingFrom } from './turns.ts'

/**
 * A message was deleted on its platform: its words go, and with the last question that waited the case waits no more. It is
 * pending then, not closed: nothing was solved, and the customer's next message brings it back.
 */
export async function deleteMessage(tx: Tx, message: Message, at: string): Promise<void> {
  await remove(tx, message, at)
  if (message.direction === 'out') return
  const row = await tx.db.selectFrom('cases').selectAll().where('id', '=', message.caseId).executeTakeFirstOrThrow()
  if (!row.waitingSince) return
  const waitingSince = await waitingFrom(tx, row.id, row.waitingSince)
  if (waitingSince === row.waitingSince) return
  const rests = !waitingSince && !(await hasStuckAnswer(tx, row.id))
  await change(tx, row, { waitingSince, ...(rests && { status: 'pending', snoozedUntil: null }) })
  if (rests) await tx.record({ type: 'case.pended', caseId: row.id, data: { messageId: message.id } })
}

/** Whether a person must still decide about an answer of ours: such a case stays where they see it. */
async function hasStuckAnswer(tx: Tx, caseId: string): Promise<boolean> {
  const stuck = await tx.db
    .selectFrom('messages')
    .innerJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.caseId', '=', caseId)
    .where('replies.state', 'in', ['failed', 'needs_human'])
    .select('messages.id')
    .executeTakeFirst()
  return stuck !== undefined
}
