import type { Reactor } from '../db/write.ts'
import { failed, set } from './reply.ts'

/** What the platform says became of an answer it had taken: delivered, read, or bounced after all. */
export const receipts: Reactor = async (tx, event) => {
  const { messageId, status, reason } = event.data ?? {}
  if (event.type !== 'reply.receipt' || typeof messageId !== 'string') return
  const reply = await tx.db.selectFrom('replies').selectAll().where('messageId', '=', messageId).executeTakeFirst()
  const message = await tx.db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst()
  if (!reply || !message || reply.state === 'failed' || reply.state === 'draft') return
  if (status === 'failed') await failed(tx, message, reply, typeof reason === 'string' ? reason : 'It was returned')
  else if (status === 'read' || (status === 'delivered' && reply.state === 'sent'))
    await set(tx, messageId, { state: status })
}
