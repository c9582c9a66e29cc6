import { type CaseWithConnections, get } from '../cases/cases.ts'
import { retireDraft, reviveDraft } from '../cases/drafts.ts'
import { append, type Message } from '../cases/messages.ts'
import { asBefore, type Prior, priorOf, returnToInbox, unanswered } from '../cases/returning.ts'
import { threadOn } from '../cases/threads.ts'
import { answered } from '../cases/turns.ts'
import { mustHaveAddressee } from '../cases/writers.ts'
import type { Connections } from '../connections/connections.ts'
import type { Row } from '../db/schema.ts'
import { unindex } from '../db/search.ts'
import type { Tx } from '../db/write.ts'
import { type AttachmentInput, attachUploads, ownUploads } from '../files/uploads.ts'
import { userOf } from '../lib/actor.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { repeatId } from '../lib/id.ts'
import { clean } from '../lib/text.ts'
import type { Visibility } from '../plugin/index.ts'
import { mayOn, must } from '../team/may.ts'
import { preferencesOf } from '../team/preferences.ts'
import { checkLimits } from './limits.ts'

export type Reply = Row<'replies'>
/** What became of an answer whose fate only a person can tell, or what should. */
export type Outcome = 'sent' | 'retry' | 'discard'

export interface SendReply {
  caseId: string
  threadId: string
  /** The handle it is for; left out, by the rule. */
  addresseeId?: string | null
  text: string
  /** The newest message the writer had seen. */
  baseMessageId?: string | null
  attachments?: readonly AttachmentInput[] | null
  /** Of the draft it was; see `retireDraft`. */
  draftRevision?: number | null
  /** Makes repeating harmless. */
  clientMutationId: string
}

/** What the verbs below need to know of the installation. */
export interface ReplyTerms {
  connections: Connections
  /** The undo window by visibility, in seconds. */
  undoSeconds: Record<Visibility, number>
  /** Wakes the delivery once something is due. */
  wake(at: string): void
}

/** Queues an answer to the customer: it leaves when its undo window ends, the case goes to pending now. */
export async function submit(tx: Tx, terms: ReplyTerms, input: SendReply): Promise<Message> {
  const row = await get(tx, input.caseId, 'reply.send')
  const userId = userOf(tx.actor)
  if (!userId) throw new AppError('FORBIDDEN', 'Only a person answers customers.', { reason: 'right.missing' })
  const repeated = await submitted(tx, userId, repeatId(input.clientMutationId))
  if (repeated) return repeated

  const thread = await threadOn(tx.db, tx.actor, 'reply.send', input)
  const on = { caseId: row.id, customerId: row.customerId, threadId: thread.id, connectionId: thread.connectionId }
  const { handleId: addresseeId } = await mustHaveAddressee(tx.db, tx.actor, on, input.addresseeId)
  const text = clean(input.text).trim()
  const uploads = await ownUploads(tx, input.attachments ?? [])
  await checkLimits(tx, terms.connections, thread, { text, uploads })
  await checkConflict(tx, row, input.baseMessageId)

  const message = await append(tx, {
    caseId: row.id,
    threadId: thread.id,
    connectionId: thread.connectionId,
    direction: 'out',
    visibility: thread.visibility,
    userId,
    text,
    at: tx.now,
  })
  await attachUploads(tx, message.id, uploads)
  const { undoFactor } = await preferencesOf(tx.db, userId)
  const notBefore = plusSeconds(tx.now, terms.undoSeconds[thread.visibility] * undoFactor)
  await tx.db
    .insertInto('replies')
    .values({
      messageId: message.id,
      connectionId: thread.connectionId,
      state: 'queued',
      userId,
      clientMutationId: input.clientMutationId,
      notBefore,
      attempts: 0,
      looks: 0,
      addresseeId,
      ...priorOf(row),
    })
    .execute()
  await answered(tx, row, userId)
  await retireDraft(tx, input, userId, input)
  await tx.record({ type: 'reply.queued', caseId: row.id, data: { messageId: message.id } })
  tx.afterCommit(() => terms.wake(notBefore))
  return message
}

/** Takes an answer back while it has not left. The case is as it was, and the text is its writer's draft again. */
export async function undo(tx: Tx, messageId: string): Promise<Message> {
  const { message, reply } = await mine(tx, messageId)
  if (reply.state === 'draft') return message
  if (reply.state !== 'queued') {
    throw new AppError('CONFLICT', 'This answer has left already.', {
      reason: 'reply.left',
      facts: { state: reply.state },
    })
  }
  await discard(tx, message, reply)
  await reviveDraft(tx, message, reply.userId)
  await tx.record({ type: 'reply.undone', caseId: message.caseId, data: { messageId } })
  return message
}

/** Settles by hand an answer that failed or whose fate is not known. */
export async function resolve(tx: Tx, terms: ReplyTerms, messageId: string, outcome: Outcome): Promise<Message> {
  const { message, reply, row } = await mine(tx, messageId)
  const open = reply.state === 'failed' || reply.state === 'needs_human' || reply.state === 'unknown'
  if (!open || (reply.state === 'failed' && outcome === 'sent')) {
    throw new AppError('CONFLICT', `This answer is ${reply.state}: there is nothing to resolve that way.`, {
      reason: 'reply.settled',
      facts: { state: reply.state },
    })
  }
  if (outcome === 'sent') {
    await set(tx, messageId, { state: 'sent', sentAt: tx.now, reason: null })
    if (isGivenBack(reply, row) && !(await wroteSince(tx, message))) await answered(tx, row, reply.userId)
    await tx.record({ type: 'reply.sent', caseId: message.caseId, data: { messageId } })
  } else if (outcome === 'retry') {
    await set(tx, messageId, { state: 'queued', notBefore: tx.now, attempts: 0, looks: 0, reason: null })
    await writtenFor(tx, message)
    if (isGivenBack(reply, row)) await answered(tx, row, reply.userId)
    await tx.record({ type: 'reply.queued', caseId: message.caseId, data: { messageId } })
    tx.afterCommit(() => terms.wake(tx.now))
  } else {
    await discard(tx, message, reply)
    await reviveDraft(tx, message, reply.userId)
    await tx.record({ type: 'reply.discarded', caseId: message.caseId, data: { messageId } })
  }
  return message
}

/** An answer failed for good: its text stays where the agent sees it, and the case waits again. */
export async function failed(tx: Tx, message: Message, reply: Reply, reason: string): Promise<void> {
  await set(tx, message.id, { state: 'failed', reason, bootId: null })
  await giveBack(tx, message, reply)
  await returnToInbox(tx, message.caseId)
  await tx.record({ type: 'reply.failed', caseId: message.caseId, data: { messageId: message.id } })
}

/** Only a person can tell what became of an answer, or what should: its case is in the inbox until they do. */
export async function askPerson(tx: Tx, message: Message, reply: Reply, reason: string | null): Promise<void> {
  await set(tx, message.id, { state: 'needs_human', reason })
  await giveBack(tx, message, reply)
  await returnToInbox(tx, message.caseId)
  await tx.record({ type: 'reply.uncertain', caseId: message.caseId, data: { messageId: message.id } })
}

/** An answer that is sent again is for those who read its conversation now. */
const writtenFor = (tx: Tx, { id, threadId }: Message) =>
  tx.db
    .updateTable('messages')
    .set(eb => ({ visibility: eb.selectFrom('threads').where('id', '=', threadId).select('visibility').$asScalar() }))
    .where('id', '=', id)
    .execute()

/** Changes the state of an answer on its way. */
export const set = (tx: Tx, messageId: string, values: Partial<Reply>) =>
  tx.db.updateTable('replies').set(values).where('messageId', '=', messageId).execute()

async function discard(tx: Tx, message: Message, reply: Reply) {
  await set(tx, message.id, { state: 'draft', bootId: null })
  await unindex(tx.db, message.seq)
  if (!isAsked(reply)) await giveBack(tx, message, reply, asBefore)
}

/** Its case returned when it failed, or when a person was asked. */
const isAsked = ({ state }: Reply) => state === 'failed' || state === 'needs_human'

/** Its case stands as it did before the answer, also where that only waits for its channel. */
export const isGivenBack = (reply: Reply, { status, waitingSince }: Row<'cases'>): boolean =>
  isAsked(reply) ||
  (reply.reason !== null && (status === 'new' || status === 'open') && waitingSince === reply.priorWaitingSince)

/** Whether the customer wrote after an answer. */
async function wroteSince(tx: Tx, { caseId, seq }: Message): Promise<boolean> {
  const later = await tx.db
    .selectFrom('messages')
    .where('caseId', '=', caseId)
    .where('seq', '>', seq)
    .where('direction', '=', 'in')
    .select('id')
    .executeTakeFirst()
  return later !== undefined
}

/** The case returns to how it stood before this answer, unless a later answer of ours still covers it. */
export async function giveBack(
  tx: Tx,
  message: Message,
  reply: Reply,
  restore: typeof asBefore = (tx, { caseId }, prior) => unanswered(tx, caseId, prior),
) {
  const later = await tx.db
    .selectFrom('replies')
    .innerJoin('messages', 'messages.id', 'replies.messageId')
    .where('messages.caseId', '=', message.caseId)
    .where('messages.seq', '>', message.seq)
    .where('replies.state', 'in', ['queued', 'sending', 'sent', 'delivered', 'read', 'unknown'])
    .orderBy('messages.seq')
    .select('replies.messageId')
    .executeTakeFirst()
  if (later) await set(tx, later.messageId, keptPrior(reply))
  else await restore(tx, message, reply)
}

/** The state of its case that a reply keeps, for the next one to keep. */
const keptPrior = ({
  priorStatus,
  priorWaitingSince,
  priorOwnerId,
  priorSnoozedUntil,
  priorClosedAt,
  priorLastMessageAt,
}: Reply): Prior => ({
  priorStatus,
  priorWaitingSince,
  priorOwnerId,
  priorSnoozedUntil,
  priorClosedAt,
  priorLastMessageAt,
})

async function submitted(tx: Tx, userId: string, clientMutationId: string): Promise<Message | undefined> {
  return tx.db
    .selectFrom('messages')
    .innerJoin('replies', 'replies.messageId', 'messages.id')
    .where('replies.userId', '=', userId)
    .where('replies.clientMutationId', '=', clientMutationId)
    .selectAll('messages')
    .executeTakeFirst()
}

/** Refuses an answer to an old state of affairs: somebody wrote since its author last looked. */
async function checkConflict(tx: Tx, row: CaseWithConnections, baseMessageId: string | null | undefined) {
  if (!baseMessageId) return
  const base = await tx.db
    .selectFrom('messages')
    .select('seq')
    .where('id', '=', baseMessageId)
    .where('caseId', '=', row.id)
    .executeTakeFirst()
  if (!base) throw notFound('message')
  const newer = await tx.db
    .selectFrom('messages')
    .leftJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.caseId', '=', row.id)
    .where('messages.seq', '>', base.seq)
    .where(eb => eb.or([eb('replies.state', 'is', null), eb('replies.state', '<>', 'draft')]))
    .select('messages.id')
    .limit(20)
    .execute()
  if (newer.length) {
    throw new AppError('CONFLICT', 'Somebody wrote since you last looked. Read it, then send again.', {
      reason: 'reply.conflict',
      facts: { messageIds: newer.map(message => message.id) },
    })
  }
}

/** An answer the actor may act upon. */
async function mine(tx: Tx, messageId: string): Promise<{ message: Message; reply: Reply; row: CaseWithConnections }> {
  const message = await tx.db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst()
  const reply = await tx.db.selectFrom('replies').selectAll().where('messageId', '=', messageId).executeTakeFirst()
  if (!message || !reply || !mayOn(tx.actor, 'case.read', [message.connectionId])) throw notFound('message')
  const row = await get(tx, message.caseId, 'reply.send')
  must(tx.actor, 'reply.send', { connectionIds: [message.connectionId] })
  return { message, reply, row }
}
