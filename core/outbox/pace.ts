// What keeps an answer from leaving by itself: too many at once, too late, or too often the same.
import type { ExpressionBuilder } from 'kysely'
import type { Message } from '../cases/messages.ts'
import type { Schema } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import type { Reply } from './reply.ts'

/** Answers a minute on one connection, where its channel says nothing. */
const PER_MINUTE = 30
/** An answer this much later than it was due is asked about first: the world may have moved on. In seconds. */
const MAX_LATE = 3600
export const LATE = 'It could not leave for more than an hour: does it still fit?'
/** A clock that was further ahead than this when something was written, in seconds, has been set back since. */
const MAX_AHEAD = 300
/** The same words on the same thread, in a day. */
const MAX_SAME = 3

/** Whether a connection may send another one now. */
export async function mayGo(tx: Tx, connectionId: string, perMinute = PER_MINUTE): Promise<boolean> {
  const { count } = await tx.db
    .selectFrom('replies')
    .where('connectionId', '=', connectionId)
    .where('startedAt', '>', plusSeconds(tx.now, -60))
    .where('startedAt', '<=', tx.now)
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count) < perMinute
}

/** Whether what should have been done at an instant is no longer done without asking. */
export const isLate = (due: string, now: string): boolean => plusSeconds(due, MAX_LATE) < now

/** Whether an instant of the past lies in the future: the clock was set back since. */
export const isAhead = (at: string, now: string): boolean => at > plusSeconds(now, MAX_AHEAD)

/** Answers whose turn it is: to leave, or to be asked about, which one of a clock that ran ahead would wait for too long. */
export const isDue = (now: string) => (eb: ExpressionBuilder<Schema, 'replies' | 'messages'>) =>
  eb.or([eb('replies.notBefore', '<=', now), eb('messages.createdAt', '>', plusSeconds(now, MAX_AHEAD))])

/** Why a person must look at an answer before it leaves; undefined when it may go. */
export async function holdBack(tx: Tx, message: Message, reply: Reply): Promise<string | undefined> {
  if (isLate(reply.notBefore, tx.now)) return LATE
  if (isAhead(message.createdAt, tx.now)) return 'The clock was set back since it was written: does it still fit?'
  // From what the connection sent lately: a thread may be years long.
  const since = plusSeconds(tx.now, -86_400)
  const { count } = await tx.db
    .selectFrom('replies')
    .innerJoin('messages', 'messages.id', 'replies.messageId')
    .where('replies.connectionId', '=', reply.connectionId)
    .where('replies.startedAt', '>', since)
    .where('replies.sentAt', '>', since)
    .where('messages.threadId', '=', message.threadId)
    .where('messages.text', '=', message.text)
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count) >= MAX_SAME ? 'The same words went to this conversation three times today' : undefined
}
