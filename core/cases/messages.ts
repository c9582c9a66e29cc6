import { insertNumbered } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import { index, unindex } from '../db/search.ts'
import type { Tx } from '../db/write.ts'
import { newId } from '../lib/id.ts'
import { noteScope } from './scopes.ts'
import { subjectOf } from './subject.ts'

export type Message = Row<'messages'>

/** What a message needs to be told; the rest is empty until something happens to it. */
export type NewMessage = Pick<
  Message,
  'caseId' | 'threadId' | 'connectionId' | 'direction' | 'visibility' | 'text' | 'at'
> &
  Partial<Omit<Message, 'seq' | 'id'>>

const UNTOLD = {
  externalId: null,
  handleId: null,
  userId: null,
  language: null,
  place: null,
  kind: null,
  inReplyTo: null,
  url: null,
  html: null,
  addressedAt: null,
  automaticAt: null,
  allows: null,
  likedAt: null,
  hiddenAt: null,
  editedAt: null,
  deletedAt: null,
}

/** Adds a message to a case and to the search index, together with the words it is also found by. */
export async function append(tx: Tx, message: NewMessage, foundBy: readonly string[] = []): Promise<Message> {
  const row = await insertNumbered(tx, 'messages', { ...UNTOLD, ...message, id: newId(), createdAt: tx.now })
  await index(tx.db, tx.dialect, row.seq, [message.text, ...foundBy].join('\n'))
  await noteScope(tx, row)
  return row
}

/** Gives a message the text it now has on its platform. */
export async function edit(tx: Tx, message: Message, text: string, at: string): Promise<void> {
  await tx.db.updateTable('messages').set({ text, html: null, editedAt: at }).where('id', '=', message.id).execute()
  await rename(tx, message, subjectOf(text))
  await reindex(tx, message.id)
  await tx.record({ type: 'message.edited', caseId: message.caseId, data: { messageId: message.id } })
}

/** Brings the index up to date with a message: with its text, with who wrote it and with what its thread and case are called. */
export async function reindex(tx: Tx, messageId: string): Promise<void> {
  const { seq, caseId, text, ...names } = await tx.db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.threadId')
    .leftJoin('handles', 'handles.id', 'messages.handleId')
    .where('messages.id', '=', messageId)
    .select(['messages.seq', 'messages.caseId', 'messages.text', 'threads.title', 'handles.name', 'handles.handle'])
    .executeTakeFirstOrThrow()
  // A case is found by its name where that came from: whoever may read how it began sees it.
  const opening = await openingOf(tx, caseId)
  const subject = opening?.id === messageId ? opening.subject : null
  await index(tx.db, tx.dialect, seq, [text, subject, ...Object.values(names)].join('\n'))
}

/** The first message of a case, with what the case is called. */
export const openingOf = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('messages')
    .innerJoin('cases', 'cases.id', 'messages.caseId')
    .where('messages.caseId', '=', caseId)
    .orderBy('messages.seq')
    .select(['messages.id', 'messages.connectionId', 'messages.deletedAt', 'cases.subject'])
    .limit(1)
    .executeTakeFirst()

/** Takes away the words of a message that was deleted on its platform; that it was there stays. */
export async function remove(tx: Tx, message: Message, at: string): Promise<void> {
  await tx.db
    .updateTable('messages')
    .set({ text: '', html: null, deletedAt: at })
    .where('id', '=', message.id)
    .execute()
  await unindex(tx.db, message.seq)
  await rename(tx, message, '…')
  await tx.record({ type: 'message.deleted', caseId: message.caseId, data: { messageId: message.id } })
}

/** A case that is called by a message's words must not keep what its author took back. */
const rename = (tx: Tx, { caseId, text }: Message, subject: string) =>
  tx.db
    .updateTable('cases')
    .set({ subject })
    .where('id', '=', caseId)
    .where('subject', '=', subjectOf(text))
    .where('subject', '<>', '')
    .execute()
