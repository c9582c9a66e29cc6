import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { cleanLine } from '../lib/text.ts'
import { colleague } from '../team/actor.ts'
import { mayOn, must, type Permission } from '../team/may.ts'
import { afterAssign, urgencyOf } from './lifecycle.ts'
import { openingOf, reindex } from './messages.ts'
import { hasLostOwner } from './owners.ts'
import { noteHanded } from './unread.ts'

export type Case = Row<'cases'>
/** A case with the connections that rights on it go by. */
export type CaseWithConnections = Case & { connectionIds: string[] }
/** To whom a case goes: one colleague, one team, or nobody. */
export type Assignee = { userId: string } | { teamId: string } | 'nobody'

const YEAR = 366 * 24 * 3600 * 1000

/** The case, if the actor may see it and do this with it; NOT_FOUND or FORBIDDEN otherwise. */
export async function get(tx: Tx, caseId: string, permission: Permission): Promise<CaseWithConnections> {
  const row = await tx.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirst()
  if (!row) throw notFound('case')
  const threads = await tx.db.selectFrom('caseThreads').select('connectionId').where('caseId', '=', caseId).execute()
  const found = { ...row, connectionIds: threads.map(thread => thread.connectionId) }
  must(tx.actor, permission, found)
  return found
}

/** Changes a case and keeps what follows from its columns right. */
export async function change(tx: Tx, row: Case, values: Partial<Case>): Promise<Case> {
  const next = { ...row, ...values }
  const urgency = urgencyOf(next)
  await tx.db
    .updateTable('cases')
    .set({ ...values, urgency })
    .where('id', '=', row.id)
    .execute()
  return { ...next, urgency }
}

/** Hands a case to a colleague, a team or nobody; a new case becomes open. */
export async function assign(tx: Tx, caseId: string, to: Assignee): Promise<Case> {
  const row = await get(tx, caseId, 'case.assign')
  const target = await assigneeOf(tx, to, row.connectionIds)
  if (row.ownerId === target.ownerId && row.teamId === target.teamId) return row
  const status = to === 'nobody' ? row.status : afterAssign(row.status)
  const next = await change(tx, row, { ...target, status })
  if (target.ownerId && target.ownerId !== userOf(tx.actor)) await noteHanded(tx, caseId, target.ownerId)
  await tx.record({
    type: 'case.assigned',
    caseId,
    data: { userId: target.ownerId, teamId: target.teamId, fromUserId: row.ownerId, fromTeamId: row.teamId },
  })
  return next
}

/** The columns of an assignee who can answer the case: active, with the right for it on one of its connections. */
async function assigneeOf(tx: Tx, to: Assignee, connectionIds: readonly string[]) {
  if (to === 'nobody') return { ownerId: null, teamId: null }
  if ('teamId' in to) {
    const team = await tx.db
      .selectFrom('teams')
      .select('id')
      .where('id', '=', to.teamId)
      .where('archivedAt', 'is', null)
      .executeTakeFirst()
    if (!team) throw notFound('team')
    return { ownerId: null, teamId: team.id }
  }
  const user = await colleague(tx.db, to.userId)
  if (!user) throw notFound('user')
  if (!mayOn(user, 'reply.send', connectionIds)) {
    throw new AppError(
      'INVALID',
      'This colleague has no right to work on this channel. Choose another, or ask an admin.',
      {
        reason: 'assign.noRight',
      },
    )
  }
  return { ownerId: user.id, teamId: null }
}

/** Makes a case nobody's, and new again. */
export async function leaveToAll(tx: Tx, row: Case): Promise<Case> {
  const next = await change(tx, row, { ownerId: null, status: 'new' })
  const data = { userId: null, teamId: row.teamId, fromUserId: row.ownerId, fromTeamId: row.teamId }
  await tx.record({ type: 'case.assigned', caseId: row.id, data })
  return next
}

/** Marks a case as done. The customer's next message within the reopening time opens it again. */
export async function close(tx: Tx, caseId: string): Promise<Case> {
  const row = await get(tx, caseId, 'case.close')
  if (row.status === 'closed') return row
  const next = await change(tx, row, { status: 'closed', closedAt: tx.now, waitingSince: null, snoozedUntil: null })
  await tx.record({ type: 'case.closed', caseId })
  return next
}

/** Opens a closed case again, or one that waits for the customer, with its owner. */
export async function reopen(tx: Tx, caseId: string): Promise<Case> {
  const row = await get(tx, caseId, 'case.close')
  if (row.status !== 'closed' && row.status !== 'pending') return row
  const next = await change(tx, row, {
    status: row.ownerId || row.teamId ? 'open' : 'new',
    closedAt: null,
    waitingSince: await unansweredSince(tx, caseId),
  })
  await tx.record({ type: 'case.reopened', caseId })
  return (await hasLostOwner(tx.db, next)) ? leaveToAll(tx, next) : next
}

/** Leaves a case to the customer without an answer, after a phone call for example; their next message brings it back. */
export async function pend(tx: Tx, caseId: string): Promise<Case> {
  const row = await get(tx, caseId, 'case.pend')
  if (row.status === 'pending' && !row.snoozedUntil) return row
  mustBeOpen(row)
  const next = await change(tx, row, { status: 'pending', waitingSince: null, snoozedUntil: null })
  await tx.record({ type: 'case.pended', caseId })
  return next
}

/** When the customer said the first thing after our last answer; null when we had the last word. */
async function unansweredSince(tx: Tx, caseId: string): Promise<string | null> {
  const answer = await tx.db
    .selectFrom('messages')
    .innerJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.caseId', '=', caseId)
    .where('replies.state', 'not in', ['draft', 'failed'])
    .select(eb => eb.fn.max('messages.seq').as('seq'))
    .executeTakeFirst()
  const question = await tx.db
    .selectFrom('messages')
    .select('at')
    .where('caseId', '=', caseId)
    .where('direction', '=', 'in')
    .where('automaticAt', 'is', null)
    .where('deletedAt', 'is', null)
    .where('seq', '>', answer?.seq ?? 0)
    .orderBy('seq')
    .executeTakeFirst()
  return question?.at ?? null
}

function mustBeOpen(row: Case): void {
  if (row.status !== 'closed') return
  throw new AppError('INVALID', 'This case is closed. Open it again first.', { reason: 'case.closed' })
}

/** Takes a case out of the inbox until a moment; the customer's next message brings it back sooner. */
export async function snooze(tx: Tx, caseId: string, until: string): Promise<Case> {
  const row = await get(tx, caseId, 'case.snooze')
  const moment = new Date(until)
  if (!(moment.getTime() > Date.parse(tx.now)) || moment.getTime() > Date.parse(tx.now) + YEAR) {
    throw new AppError('INVALID', 'Choose a moment in the future, at most a year away.', { reason: 'snooze.past' })
  }
  mustBeOpen(row)
  const next = await change(tx, row, { snoozedUntil: moment.toISOString() })
  await tx.record({ type: 'case.snoozed', caseId, data: { until: moment.toISOString() } })
  return next
}

/** Brings a snoozed case back now. */
export async function wake(tx: Tx, caseId: string): Promise<Case> {
  const row = await get(tx, caseId, 'case.snooze')
  if (!row.snoozedUntil) return row
  const next = await change(tx, row, { snoozedUntil: null })
  await tx.record({ type: 'case.woken', caseId })
  return next
}

/** Sets how soon a case must be answered. */
export async function prioritise(tx: Tx, caseId: string, priority: Case['priority']): Promise<Case> {
  const row = await get(tx, caseId, 'case.prioritise')
  if (row.priority === priority) return row
  const next = await change(tx, row, { priority })
  await tx.record({ type: 'case.prioritised', caseId, data: { from: row.priority, to: priority } })
  return next
}

/** Calls a case by another name, by who has the right for it where the case began: its name came from there. */
export async function rename(tx: Tx, caseId: string, given: string): Promise<Case> {
  const row = await get(tx, caseId, 'case.rename')
  const opening = await openingOf(tx, caseId)
  if (!opening || !mayOn(tx.actor, 'case.rename', [opening.connectionId])) {
    throw new AppError('FORBIDDEN', 'A case is named by who has a right on the channel where it began.', {
      reason: 'right.missing',
      facts: { permission: 'case.rename' },
    })
  }
  const subject = cleanLine(given)
  if (!subject) throw new AppError('INVALID', 'Give a name of 1 to 200 characters.', { reason: 'name.empty' })
  if (row.subject === subject) return row
  const next = await change(tx, row, { subject })
  if (!opening.deletedAt) await reindex(tx, opening.id)
  await tx.record({ type: 'case.renamed', caseId })
  return next
}
