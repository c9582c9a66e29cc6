import type { Message } from '../cases/messages.ts'
import type { ReplyState } from '../db/schema.ts'
import type { Reactor, Tx } from '../db/write.ts'
import type { InboundEvent } from '../plugin/index.ts'
import { failed, set } from './reply.ts'

type Receipt = Pick<Extract<InboundEvent, { type: 'receipt' }>, 'status' | 'reason'>

/** It has not been said that the platform has it. */
const ON_ITS_WAY: readonly ReplyState[] = ['awaiting_approval', 'queued', 'sending', 'unknown', 'needs_human']

/**
 * What the platform says became of an answer it had taken: delivered, read, or bounced after all. A platform may say so
 * before it answers our call: then it waits until the answer has its id.
 */
export const receipts: Reactor = async (tx, event) => {
  const messageId = event.data?.messageId
  if (!/^reply\.(receipt|sent)$/.test(event.type) || typeof messageId !== 'string') return
  const message = await tx.db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst()
  const reply = await tx.db.selectFrom('replies').selectAll().where('messageId', '=', messageId).executeTakeFirst()
  if (!message || !reply || ON_ITS_WAY.includes(reply.state)) return
  const receipt = await take(tx, message)
  if (!receipt || reply.state === 'failed' || reply.state === 'draft') return
  const { status, reason } = receipt
  if (status === 'failed') await failed(tx, message, reply, reason?.slice(0, 500) ?? 'It was returned')
  else if (status === 'read' || (status === 'delivered' && reply.state === 'sent'))
    await set(tx, messageId, { state: status })
}

/** The receipt that waits for an answer; it is used once. */
async function take(tx: Tx, { connectionId, externalId }: Message): Promise<Receipt | undefined> {
  if (!externalId) return undefined
  const waiting = await tx.db
    .deleteFrom('earlyEvents')
    .where('connectionId', '=', connectionId)
    .where('externalId', '=', externalId)
    .where('kind', '=', 'receipt')
    .returning('text')
    .executeTakeFirst()
  return waiting?.text ? JSON.parse(waiting.text) : undefined
}
