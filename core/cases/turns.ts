// Turns: a message that comes in makes it ours, an answer that goes out the customer’s.
import { insertNumbered, prepared, type Slots } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { newId } from '../lib/id.ts'
import { type Case, change, leaveToAll } from './cases.ts'
import { afterInbound, urgencyOf } from './lifecycle.ts'
import { hasLostOwner } from './owners.ts'
import { scopeFrom } from './scopes.ts'
import { subjectOf } from './subject.ts'

/**
 * A new matter of a customer on a thread, which from now on receives their messages there. What a program wrote asks for
 * no answer: the case is there, and done.
 */
export async function open(
  tx: Tx,
  from: {
    customerId: string
    thread: Row<'threads'>
    place: Row<'messages'>['place']
    text: string
    at: string
    by: 'person' | 'automatic'
    openedAt: string
  },
): Promise<Case> {
  const asks = from.by === 'person'
  const standing = { priority: 'normal', waitingSince: asks ? from.at : null, lastMessageAt: from.at } as const
  const row = await insertNumbered(tx, 'cases', {
    id: newId(),
    customerId: from.customerId,
    // What a mail or a form is about, its writer said; a public thread is called by somebody else's words, or a group's.
    subject:
      (from.thread.visibility === 'private' && from.thread.title) || subjectOf(from.text) || from.thread.title || '',
    status: asks ? 'new' : 'closed',
    openedAt: from.openedAt,
    closedAt: asks ? null : tx.now,
    ownerId: null,
    teamId: null,
    snoozedUntil: null,
    scope: await scopeFrom(tx, { ...from.thread, place: from.place }),
    urgency: urgencyOf(standing),
    ...standing,
  })
  await receiveOn(tx, row, from.thread)
  await tx.record({ type: 'case.opened', caseId: row.id, data: { threadId: from.thread.id } })
  return row
}

/** Makes a case the one that receives its customer's next message on a thread. */
export async function receiveOn(tx: Tx, row: Case, thread: Row<'threads'>): Promise<void> {
  const link = { caseId: row.id, threadId: thread.id, customerId: row.customerId, connectionId: thread.connectionId }
  await othersReceiveNoMore(tx.db, link)
  await linkToThread(tx.db, { ...link, receivingSince: tx.now })
}

const othersReceiveNoMore = prepared((db, its: Slots<{ threadId: string; customerId: string; caseId: string }>) =>
  db
    .updateTable('caseThreads')
    .set({ receivingSince: null })
    .where('threadId', '=', its.threadId)
    .where('customerId', '=', its.customerId)
    .where('caseId', '<>', its.caseId)
    .where('receivingSince', 'is not', null),
)

const linkToThread = prepared((db, its: Slots<Row<'caseThreads'>>) =>
  db
    .insertInto('caseThreads')
    .values({
      caseId: its.caseId,
      threadId: its.threadId,
      customerId: its.customerId,
      connectionId: its.connectionId,
      receivingSince: its.receivingSince,
    })
    .onConflict(conflict =>
      conflict.columns(['caseId', 'threadId']).doUpdateSet({ receivingSince: its.receivingSince }),
    ),
)

/**
 * The customer wrote again: the case waits for us, back with its owner; one who can no longer answer it makes it nobody's.
 * A message that a program of theirs wrote changes nothing in whose turn it is.
 */
export async function received(tx: Tx, row: Case, at: string, by: 'person' | 'automatic'): Promise<Case> {
  const lastMessageAt = row.lastMessageAt > at ? row.lastMessageAt : at
  if (by === 'automatic') return change(tx, row, { lastMessageAt })
  const reopened = row.status === 'closed'
  const next = await change(tx, row, {
    status: afterInbound(row.status, (row.ownerId ?? row.teamId) !== null),
    // Since the oldest of them, in whatever order they came.
    waitingSince: row.waitingSince && row.waitingSince < at ? row.waitingSince : at,
    snoozedUntil: null,
    closedAt: null,
    lastMessageAt,
  })
  if (reopened) await tx.record({ type: 'case.reopened', caseId: row.id })
  return (await hasLostOwner(tx.db, next)) ? leaveToAll(tx, next) : next
}

/** We answered: the customer is next, and the case leaves the inbox. Who answers a case of nobody owns it. R37, R40. */
export async function answered(tx: Tx, row: Case, userId: string): Promise<Case> {
  const next = await change(tx, row, {
    status: 'pending',
    ownerId: row.ownerId ?? userId,
    waitingSince: null,
    snoozedUntil: null,
    closedAt: null,
    lastMessageAt: tx.now,
  })
  if (!row.ownerId) {
    await tx.record({ type: 'case.assigned', caseId: row.id, data: { userId, fromUserId: null } })
  }
  return next
}

/** Whether a case was closed or answered after a moment: what was said until then waits for nobody. */
export async function isSettledSince(tx: Tx, row: Case, at: string): Promise<boolean> {
  if (row.closedAt && row.closedAt >= at) return true
  const answer = await tx.db
    .selectFrom('messages')
    .leftJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.caseId', '=', row.id)
    .where('messages.direction', '=', 'out')
    .where('messages.at', '>=', at)
    .where(eb => eb.or([eb('replies.state', 'is', null), eb('replies.state', 'not in', ['draft', 'failed'])]))
    .select('messages.id')
    .executeTakeFirst()
  return answer !== undefined
}

/** We answered in the platform's own app: nothing waits any more but what they wrote since. */
export async function answeredElsewhere(tx: Tx, row: Case, at: string): Promise<Case> {
  const lastMessageAt = row.lastMessageAt > at ? row.lastMessageAt : at
  const next = await tx.db
    .selectFrom('messages')
    .where('caseId', '=', row.id)
    .where('direction', '=', 'in')
    .where('automaticAt', 'is', null)
    .where('at', '>', at)
    .select(eb => eb.fn.min('at').as('at'))
    .executeTakeFirst()
  if (row.waitingSince && next?.at) return change(tx, row, { waitingSince: next.at, lastMessageAt })
  return change(tx, row, { ...(row.status !== 'closed' && { status: 'pending' }), waitingSince: null, lastMessageAt })
}

/**
 * When the oldest message was written, at or after a moment, that a person wrote and that is still there; null when there is
 * none, so that nobody waits.
 */
export async function waitingFrom(tx: Tx, caseId: string, since: string): Promise<string | null> {
  const { at } = await tx.db
    .selectFrom('messages')
    .where('caseId', '=', caseId)
    .where('direction', '=', 'in')
    .where('automaticAt', 'is', null)
    .where('deletedAt', 'is', null)
    .where('at', '>=', since)
    .select(eb => eb.fn.min('at').as('at'))
    .executeTakeFirstOrThrow()
  return at
}
