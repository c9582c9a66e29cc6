// Answers that have not gone: their cases are in the inbox until they have.
import { answeredElsewhere } from '../cases/turns.ts'
import type { Session } from '../db/db.ts'
import type { ReplyState, Row } from '../db/schema.ts'
import type { Reactor, Tx } from '../db/write.ts'
import type { Actor } from '../lib/actor.ts'
import { connectionsFor } from '../team/may.ts'
import { giveBack, isGivenBack, type Reply, set } from './reply.ts'

/** Puts a case back in the inbox when its answer waits for a connection where nothing leaves now. */
export const heldUp: Reactor = async (tx, { type, data = {} }) => {
  if (type === 'reply.queued') await holdUp(tx, 'messageId', String(data.messageId))
  if (type === 'connection.changed') await holdUp(tx, 'connectionId', String(data.connectionId))
}

async function holdUp(tx: Tx, by: 'messageId' | 'connectionId', id: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('replies')
    .innerJoin('messages', 'messages.id', 'replies.messageId')
    .innerJoin('connections', 'connections.id', 'replies.connectionId')
    .innerJoin('cases', 'cases.id', 'messages.caseId')
    .where(`replies.${by}`, '=', id)
    .where('replies.state', '=', 'queued')
    // Each once, whatever is done with its case meanwhile.
    .where(eb => eb.or([eb('replies.reason', 'is', null), eb('cases.status', '=', 'pending')]))
    .where(eb =>
      eb.or([
        eb('connections.pausedAt', 'is not', null),
        eb('connections.parkedAt', 'is not', null),
        eb('connections.problem', 'is not', null),
      ]),
    )
    .orderBy('messages.seq')
    .select(['replies.messageId', 'connections.problem'])
    .execute()
  for (const { messageId, problem } of rows) {
    await set(tx, messageId, { reason: problem ?? 'The connection is out of use for now' })
    const { message, reply } = await answerOf(tx, messageId)
    await giveBack(tx, message, reply)
    await tx.record({
      type: 'reply.delayed',
      caseId: message.caseId,
      data: { messageId, attempts: reply.attempts, until: reply.notBefore },
    })
  }
}

async function answerOf(tx: Tx, messageId: string) {
  const message = await tx.db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirstOrThrow()
  const reply = await tx.db
    .selectFrom('replies')
    .selectAll()
    .where('messageId', '=', messageId)
    .executeTakeFirstOrThrow()
  return { message, reply }
}

/** An answer went after its case was given back: what it answers waits no more, unless another one has yet to go. */
export async function wentAfterAll(tx: Tx, message: Row<'messages'>, reply: Reply): Promise<void> {
  const row = await tx.db.selectFrom('cases').selectAll().where('id', '=', message.caseId).executeTakeFirstOrThrow()
  if (!isGivenBack(reply, row) || row.snoozedUntil) return
  const later = await tx.db
    .selectFrom('messages')
    .innerJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.caseId', '=', message.caseId)
    .where('messages.seq', '>', message.seq)
    .where('replies.state', 'in', [...unsent])
    .select('messages.id')
    .executeTakeFirst()
  if (!later) await answeredElsewhere(tx, row, message.createdAt)
}

const unsent: ReadonlySet<ReplyState> = new Set(['queued', 'sending', 'failed', 'unknown', 'needs_human'])

/** The state of our last answer in each of these cases of the inbox where it has not gone, for those who may read it. */
export async function unsentOf(
  db: Session,
  actor: Actor,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, ReplyState>> {
  const allowed = connectionsFor(actor, 'message.read')
  if (!caseIds.length || allowed.length === 0) return new Map()
  const rows = await db
    .selectFrom('cases')
    .innerJoin('messages', join =>
      // One step along the index of the case's messages, not all of them.
      join.on(eb =>
        eb(
          'messages.seq',
          '=',
          eb
            .selectFrom('messages as last')
            .leftJoin('replies as its', 'its.messageId', 'last.id')
            .whereRef('last.caseId', '=', 'cases.id')
            .where('last.direction', '=', 'out')
            .where(own => own.or([own('its.state', 'is', null), own('its.state', '<>', 'draft')]))
            .orderBy('last.seq', 'desc')
            .limit(1)
            .select('last.seq'),
        ),
      ),
    )
    .innerJoin('replies', 'replies.messageId', 'messages.id')
    .where('cases.id', 'in', caseIds)
    .where('cases.status', 'in', ['new', 'open'])
    .$if(allowed !== 'all', q => q.where('messages.connectionId', 'in', allowed as readonly string[]))
    .select(['cases.id', 'replies.state', 'replies.reason'])
    .execute()
  const stuck = rows.filter(({ state, reason }) => unsent.has(state) && (reason !== null || state === 'failed'))
  return new Map(stuck.map(({ id, state }) => [id, state]))
}
