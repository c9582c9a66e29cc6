import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { newId, repeatId } from '../lib/id.ts'
import { clean, isVisible } from '../lib/text.ts'
import { get } from './cases.ts'
import { retireDraft } from './drafts.ts'

/** How long a note may be, in characters. */
export const NOTE_LENGTH = 10_000

/** Writes an internal note. Repeating it with the same id by the same user changes nothing. CONFLICT as `retireDraft` says. */
export async function addNote(
  tx: Tx,
  input: { caseId: string; text: string; draftRevision?: number | null; clientMutationId: string },
): Promise<Row<'notes'>> {
  const row = await get(tx, input.caseId, 'note.write')
  const userId = userOf(tx.actor)
  if (!userId) throw new AppError('FORBIDDEN', 'Only a person writes notes.', { reason: 'right.missing' })
  const text = clean(input.text).trim()
  if (!isVisible(text)) throw new AppError('INVALID', 'Write something first.', { reason: 'text.empty' })
  if ([...text].length > NOTE_LENGTH) {
    throw new AppError('INVALID', `A note is at most ${NOTE_LENGTH} characters.`, {
      reason: 'text.tooLong',
      facts: { max: NOTE_LENGTH },
    })
  }
  const clientMutationId = repeatId(input.clientMutationId)
  const known = await tx.db
    .selectFrom('notes')
    .selectAll()
    .where('userId', '=', userId)
    .where('clientMutationId', '=', clientMutationId)
    .executeTakeFirst()
  if (known) return known
  const note = { id: newId(), caseId: row.id, userId, clientMutationId, text, at: tx.now }
  await tx.db.insertInto('notes').values(note).execute()
  await retireDraft(tx, { caseId: row.id, threadId: null }, userId, input)
  await tx.record({ type: 'note.added', caseId: row.id, data: { noteId: note.id } })
  return note
}
