import { insert } from '../db/prepared.ts'
import type { NewRow, Row } from '../db/schema.ts'
import { index, unindex } from '../db/search.ts'
import type { Tx } from '../db/write.ts'
import { newId } from '../lib/id.ts'
import { subjectOf } from './subject.ts'

export type Message = Row<'messages'>

/** What a message needs to be told; the rest is empty until something happens to it. */
export type NewMessage = Pick<
  Message,
  'caseId' | 'threadId' | 'connectionId' | 'direction' | 'visibility' | 'text' | 'at'
> &
  Partial<Omit<NewRow<'messages'>, 'seq' | 'id'>>

/** Adds a message to a case and to the search index, together with the words it is also found by. */
export async function append(tx: Tx, message: NewMessage, foundBy: readonly string[] = []): Promise<Message> {
  const row = await insert(tx.db, 'messages', { ...message, id: newId(), createdAt: tx.now })
  await index(tx.db, tx.dialect, row.seq, [message.text, ...foundBy].join('\n'))
  return row
}

/** Gives a message the text it now has on its platform. */
export async function edit(tx: Tx, message: Message, text: string, at: string): Promise<void> {
  await tx.db.updateTable('messages').set({ text, html: null, editedAt: at }).where('id', '=', message.id).execute()
  await index(tx.db, tx.dialect, message.seq, text)
  await rename(tx, message, subjectOf(text))
  await tx.record({ type: 'message.edited', caseId: message.caseId, data: { messageId: message.id } })
}

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
