// What keeps an answer from leaving by itself: too many at once, too late, or too often the same.
import type { Message } from '../cases/messages.ts'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import type { Reply } from './reply.ts'

/** Answers a minute on one connection, where its channel says nothing. */
const PER_MINUTE = 30
/** An answer this much later than it was due is asked about first: the world may have moved on. In seconds. */
const MAX_LATE = 3600
/** The same words on the same thread, in a day. */
const MAX_SAME = 3

/** Whether a connection may send another one now. */
export async function mayGo(tx: Tx, connectionId: string, perMinute = PER_MINUTE): Promise<boolean> {
  const { count } = await tx.db
    .selectFrom('replies')
    .where('connectionId', '=', connectionId)
    .where('startedAt', '>', plusSeconds(tx.now, -60))
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count) < perMinute
}

/** Why a person must look at an answer before it leaves; undefined when it may go. */
export async function holdBack(tx: Tx, message: Message, reply: Reply): Promise<string | undefined> {
  if (plusSeconds(reply.notBefore, MAX_LATE) < tx.now) {
    return 'It could not leave for more than an hour: does it still fit?'
  }
  const { count } = await tx.db
    .selectFrom('messages')
    .innerJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.threadId', '=', message.threadId)
    .where('messages.text', '=', message.text)
    .where('replies.sentAt', '>', plusSeconds(tx.now, -86_400))
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count) >= MAX_SAME ? 'The same words went to this conversation three times today' : undefined
}
