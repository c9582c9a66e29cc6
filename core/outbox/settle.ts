// What becomes of an answer on its way, as the database has it: claimed, settled, lost, found.
import type { Message } from '../cases/messages.ts'
import { unindex } from '../db/search.ts'
import type { Tx } from '../db/write.ts'
import { hoursBetween, iso, plusSeconds } from '../lib/clock.ts'
import { PluginError, type Sent } from '../plugin/index.ts'
import { countDeparture } from './lineage.ts'
import { holdBack, isAhead, isDue, isLate, LATE, mayGo } from './pace.ts'
import { askPerson, failed, giveBack, type Reply, set } from './reply.ts'
import { stoppedSince } from './switch.ts'
import { wentAfterAll } from './unsent.ts'

/**
 * When to look for an answer of unknown fate, or to send it again where that posts it once, in seconds after it was last
 * sent; after the last time a person decides.
 */
const LOOKS = [60, 300, 900]
/** In place of a number of looks: it was not there and was sent again, which is done once. */
const SENT_AGAIN = LOOKS.length
/** How long something that certainly was not sent is tried again. */
const PATIENCE_HOURS = 24

/** An answer that is being sent; `departures`: how many have left, this one included. */
export type Claimed = { message: Message; reply: Reply; departures: number }
/** What looking for an answer brought: `again` where sending twice posts once, so that looking is not needed. */
export type Found = Sent | 'absent' | 'unsure' | 'again'

/** The next due answer of a connection, marked as being sent; what must not leave by itself is left to a person. */
export async function claim(
  tx: Tx,
  connectionId: string,
  bootId: string,
  perMinute?: number,
): Promise<Claimed | undefined> {
  if ((await stoppedSince(tx.db)) || !(await mayGo(tx, connectionId, perMinute))) return undefined
  for (;;) {
    const next = await nextDue(tx, connectionId)
    if (!next) return undefined
    const due = await tx.db.selectFrom('replies').selectAll().where('messageId', '=', next.id).executeTakeFirstOrThrow()
    const reason = await holdBack(tx, next, due)
    if (!reason) return leave(tx, next, bootId)
    await askPerson(tx, next, due, reason)
  }
}

const nextDue = (tx: Tx, connectionId: string): Promise<Message | undefined> =>
  tx.db
    .selectFrom('replies')
    .innerJoin('messages', 'messages.id', 'replies.messageId')
    .innerJoin('connections', 'connections.id', 'replies.connectionId')
    .where('connections.id', '=', connectionId)
    .where('connections.pausedAt', 'is', null)
    .where('connections.parkedAt', 'is', null)
    .where('replies.state', '=', 'queued')
    .where(isDue(tx.now))
    .orderBy('messages.seq')
    .selectAll('messages')
    .executeTakeFirst()

async function leave(tx: Tx, next: Message, bootId: string): Promise<Claimed> {
  const reply = await tx.db
    .updateTable('replies')
    .set(eb => ({ state: 'sending', attempts: eb('attempts', '+', 1), bootId, startedAt: tx.now }))
    .where('messageId', '=', next.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await tx.record({ type: 'reply.sending', caseId: next.caseId, data: { messageId: next.id } })
  return { message: next, reply, departures: await countDeparture(tx) }
}

/** Writes down what became of an answer that this process was sending. */
export async function settle(tx: Tx, message: Message, reply: Reply, outcome: Sent | PluginError, bootId: string) {
  const current = await replyOf(tx, message.id)
  if (current?.state !== 'sending' || current.bootId !== bootId) return
  if (!(outcome instanceof PluginError)) return sent(tx, message, outcome)
  const reason = outcome.message
  if (outcome.code === 'unknown') {
    await set(tx, message.id, { state: 'unknown', reason })
    if (reply.attempts === 2) await giveBack(tx, message, reply)
    await uncertain(tx, message)
  } else if (outcome.code === 'permanent' || hoursBetween(message.createdAt, tx.now) >= PATIENCE_HOURS) {
    await failed(tx, message, reply, reason)
  } else {
    await requeue(tx, message, reply, plusSeconds(tx.now, pauseFor(reply, outcome)), reason)
    // The first time may be a moment's fault; after the second somebody should know, once.
    if (reply.attempts === 2) await giveBack(tx, message, reply)
  }
}

async function sent(tx: Tx, message: Message, { externalId, url, at }: Sent) {
  const free = await isFree(tx, message, externalId)
  const before = await replyOf(tx, message.id)
  await tx.db
    .updateTable('messages')
    .set({ ...(free && { externalId }), url: url ?? null, at: at ? iso(at) : tx.now })
    .where('id', '=', message.id)
    .execute()
  await set(tx, message.id, { state: 'sent', sentAt: tx.now, reason: null })
  if (before) await wentAfterAll(tx, message, before)
  await tx.record({ type: 'reply.sent', caseId: message.caseId, data: { messageId: message.id } })
}

/**
 * Whether an answer can have the id that its platform gave it. Where the platform told us of the answer before it answered
 * us, in words that it had changed, it came in as a message of ours: that one makes room.
 */
async function isFree(tx: Tx, message: Message, externalId: string): Promise<boolean> {
  const known = await tx.db
    .selectFrom('messages')
    .leftJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.connectionId', '=', message.connectionId)
    .where('messages.externalId', '=', externalId)
    .where('messages.id', '<>', message.id)
    .select(['messages.id', 'messages.seq', 'messages.direction', 'replies.state'])
    .executeTakeFirst()
  if (!known) return true
  if (known.direction === 'in' || known.state) return false
  await unindex(tx.db, known.seq)
  await tx.db.deleteFrom('attachments').where('messageId', '=', known.id).execute()
  await tx.db.deleteFrom('messages').where('id', '=', known.id).execute()
  return true
}

async function requeue(tx: Tx, message: Message, reply: Reply, notBefore: string, reason: string) {
  await set(tx, message.id, { state: 'queued', notBefore, reason, bootId: null })
  await tx.record({
    type: 'reply.delayed',
    caseId: message.caseId,
    data: { messageId: message.id, attempts: reply.attempts, until: notBefore },
  })
}

/** Nobody knows whether it was sent. */
const uncertain = (tx: Tx, message: Message) =>
  tx.record({ type: 'reply.uncertain', caseId: message.caseId, data: { messageId: message.id } })

/** Writes down what looking for an answer of unknown fate brought. */
export async function lookedFor(tx: Tx, message: Message, found: Found) {
  const current = await replyOf(tx, message.id)
  if (current?.state !== 'unknown') return
  const { looks } = current
  const isLast = looks + (found === 'unsure' ? 1 : 0) >= LOOKS.length
  if (typeof found === 'object') await sent(tx, message, found)
  else if (isLast) await askPerson(tx, message, current, current.reason)
  else if (found === 'unsure') {
    await set(tx, message.id, { looks: looks + 1 })
    if (looks === 0) await giveBack(tx, message, current)
  } else if (isLate(current.startedAt ?? tx.now, tx.now)) await askPerson(tx, message, current, LATE)
  else {
    const [reason, next] =
      found === 'again'
        ? ['Sent again: this channel posts it once', looks + 1]
        : ['It was not there, so it is sent again', SENT_AGAIN]
    await requeue(tx, message, current, tx.now, reason)
    await set(tx, message.id, { looks: next })
  }
}

/** Answers that nobody is sending although they say so; `sending`: the connections on which this process is. */
export async function cutOff(tx: Tx, bootId: string, sending: readonly string[]): Promise<string[]> {
  const rows = await tx.db
    .updateTable('replies')
    .set({ state: 'unknown', reason: 'It was cut off while being sent' })
    .where('state', '=', 'sending')
    .where(eb => eb.or([eb('bootId', '<>', bootId), eb('connectionId', 'not in', ['', ...sending])]))
    .returning('messageId')
    .execute()
  for (const { messageId } of rows) {
    const message = await tx.db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirstOrThrow()
    await uncertain(tx, message)
  }
  return rows.map(row => row.messageId)
}

/** Whether it is time to look for an answer again; also when the clock was set back since it was sent. */
export const isLookDue = ({ startedAt, looks }: Reply, now: string) =>
  plusSeconds(startedAt ?? now, LOOKS[looks] ?? LOOKS[0] ?? 0) <= now || isAhead(startedAt ?? now, now)

const replyOf = (tx: Tx, messageId: string) =>
  tx.db.selectFrom('replies').selectAll().where('messageId', '=', messageId).executeTakeFirst()

/** Seconds to the next try: as long as the platform asks, or longer each time. */
const pauseFor = ({ attempts }: Reply, { retryAfter }: PluginError): number =>
  retryAfter ?? Math.min(30 * 2 ** (attempts - 1), 3600)
