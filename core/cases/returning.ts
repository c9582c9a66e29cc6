// A case that comes back because an answer did not go, was taken back, or must be looked at by a person.
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { type Case, change, leaveToAll } from './cases.ts'
import { afterUnsent } from './lifecycle.ts'
import { hasLostOwner } from './owners.ts'
import { waitingFrom } from './turns.ts'

/** How a case stood before an answer. */
export type Prior = Pick<
  Row<'replies'>,
  'priorStatus' | 'priorWaitingSince' | 'priorOwnerId' | 'priorSnoozedUntil' | 'priorClosedAt' | 'priorLastMessageAt'
>

/** How a case stands, to be kept with an answer. */
export const priorOf = (row: Case): Prior => ({
  priorStatus: row.status,
  priorWaitingSince: row.waitingSince,
  priorOwnerId: row.ownerId,
  priorSnoozedUntil: row.snoozedUntil,
  priorClosedAt: row.closedAt,
  priorLastMessageAt: row.lastMessageAt,
})

/** Somebody must look at what became of an answer: the case is in the inbox again, whoever is waiting. */
export async function returnToInbox(tx: Tx, caseId: string): Promise<void> {
  const row = await caseOf(tx, caseId)
  const next = await change(tx, row, { ...(isIdle(row) && { status: 'open', closedAt: null }), snoozedUntil: null })
  if (await hasLostOwner(tx.db, next)) await leaveToAll(tx, next)
}

/** An answer did not go: the case is in the inbox again and waits since it waited before. */
export async function unanswered(tx: Tx, caseId: string, prior: Prior): Promise<void> {
  const row = await caseOf(tx, caseId)
  await change(tx, row, {
    status: isIdle(row) ? afterUnsent(prior.priorStatus) : row.status,
    waitingSince: await waitedSince(tx, row, prior),
    closedAt: null,
  })
}

/**
 * An answer was taken back before it left: the case stands as it did, with its owner, its snooze and its place in the lists,
 * except for what somebody did with it since.
 */
export async function asBefore(tx: Tx, answer: Row<'messages'>, prior: Prior): Promise<void> {
  const row = await caseOf(tx, answer.caseId)
  const { priorStatus, priorClosedAt, priorSnoozedUntil, priorLastMessageAt } = prior
  // An answer of before all of it was kept: its case is only back in the inbox.
  if (priorLastMessageAt === null) return unanswered(tx, answer.caseId, prior)
  const isUnowned = await becameTheirs(tx, row, answer, prior)
  const snoozedUntil = isIdle(row) && (priorSnoozedUntil ?? '') > tx.now ? priorSnoozedUntil : row.snoozedUntil
  const waitingSince = await waitedSince(tx, row, prior)
  // The question that waited was deleted on its platform meanwhile.
  const rests = prior.priorWaitingSince !== null && waitingSince === null && row.status === 'pending'
  const before = isIdle(row) ? priorStatus : isUnowned && priorStatus === 'new' ? 'new' : row.status
  const status = rests ? 'pending' : before
  await change(tx, row, {
    status,
    closedAt: status === 'closed' ? priorClosedAt : null,
    waitingSince,
    snoozedUntil,
    ...(isUnowned && { ownerId: null }),
    ...(row.lastMessageAt === answer.createdAt && { lastMessageAt: priorLastMessageAt }),
  })
  if (isUnowned) {
    const data = { userId: null, teamId: row.teamId, fromUserId: row.ownerId, fromTeamId: row.teamId }
    await tx.record({ type: 'case.assigned', caseId: row.id, data })
  }
  if (snoozedUntil !== row.snoozedUntil) {
    await tx.record({ type: 'case.snoozed', caseId: row.id, data: { until: snoozedUntil } })
  }
}

/** Whether a case is its owner's only because they answered it: nobody had it, and nobody was given it since. */
async function becameTheirs(tx: Tx, row: Case, answer: Row<'messages'>, { priorOwnerId }: Prior): Promise<boolean> {
  if (priorOwnerId !== null || row.ownerId === null || row.ownerId !== answer.userId) return false
  const given = await tx.db
    .selectFrom('events')
    .where('caseId', '=', row.id)
    .where('type', '=', 'case.assigned')
    .where('at', '>', answer.createdAt)
    .select('seq')
    .executeTakeFirst()
  return given === undefined
}

/** Since when a case waits without an answer: what waited then and is still there, or what came since. */
async function waitedSince(tx: Tx, row: Case, { priorWaitingSince }: Prior): Promise<string | null> {
  const before = priorWaitingSince && (await waitingFrom(tx, row.id, priorWaitingSince))
  return [row.waitingSince, before].filter(since => since !== null).sort()[0] ?? null
}

const isIdle = ({ status }: Case) => status === 'pending' || status === 'closed'

const caseOf = (tx: Tx, caseId: string): Promise<Case> =>
  tx.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()
