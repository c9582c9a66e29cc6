import type { Session } from '../db/db.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { mayOn } from '../team/may.ts'
import { addresseeOf, peopleOf, type Writer } from './addressee.ts'

/** A writer on one of a case's threads. */
export interface ThreadWriter extends Writer {
  threadId: string
  /** When the newest of their messages was deleted on its platform; null while one that an answer can stand under is there. */
  deletedAt: string | null
}

/** All who wrote on these threads of a case, read at once; our own messages are not looked at, however many there are. */
export async function writersOn(db: Session, caseId: string, threadIds: readonly string[]): Promise<ThreadWriter[]> {
  if (!threadIds.length) return []
  const rows = await db
    .selectFrom('messages')
    .innerJoin('handles', 'handles.id', 'messages.handleId')
    .where('messages.caseId', '=', caseId)
    .where('messages.threadId', 'in', threadIds)
    .where('messages.direction', '=', 'in')
    .groupBy(['messages.threadId', 'handles.id', 'handles.customerId'])
    .select(({ fn, ref, eb, and, case: when }) => [
      'messages.threadId',
      'handles.id as handleId',
      'handles.customerId',
      fn.max(when().when('messages.automaticAt', 'is', null).then(ref('messages.seq')).end()).as('seq'),
      fn
        .max(
          when()
            .when(and([eb('messages.automaticAt', 'is', null), eb('messages.deletedAt', 'is', null)]))
            .then(ref('messages.seq'))
            .end(),
        )
        .as('thereSeq'),
      fn.max(when().when('messages.automaticAt', 'is', null).then(ref('messages.deletedAt')).end()).as('deletedAt'),
    ])
    .execute()
  return rows.map(({ thereSeq, deletedAt, seq, ...row }) => ({
    ...row,
    seq: seq as number | null,
    deletedAt: thereSeq === null ? deletedAt : null,
  }))
}

/** The addressee of an answer on a thread, by the rule or as its author chose. Refuses where there is none. */
export async function mustHaveAddressee(
  db: Session,
  actor: Actor,
  on: { caseId: string; customerId: string; threadId: string; connectionId: string },
  chosenId?: string | null,
): Promise<ThreadWriter> {
  const writers = await writersOn(db, on.caseId, [on.threadId])
  if (chosenId && !mayOn(actor, 'customer.read', [on.connectionId])) throw notFound('person')
  const addressee = addresseeOf(writers, on.customerId, chosenId)
  if (addressee) return addressee
  if (chosenId) throw notFound('person')
  throw peopleOf(writers, on.customerId).length
    ? new AppError('INVALID', 'The customer did not write here. Choose whom of `people` it is for.', {
        reason: 'reply.chooseAddressee',
      })
    : new AppError('INVALID', 'Only a program wrote here: there is nobody to answer.', { reason: 'reply.nobody' })
}
