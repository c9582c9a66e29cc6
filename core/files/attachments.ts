import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import type { Actor } from '../lib/actor.ts'
import { newId } from '../lib/id.ts'
import { clean, cleanLine } from '../lib/text.ts'
import type { Attachment } from '../plugin/index.ts'
import { connectionsFor } from '../team/may.ts'
import type { Files, Kept } from './store.ts'
import { UNKNOWN } from './types.ts'

export type AttachmentRow = Row<'attachments'>
/** The files that came along with messages, already on disk. */
export type KeptFiles = ReadonlyMap<Attachment, Kept | 'too large'>

/** The largest file that is kept, in bytes. */
export const MAX_BYTES = 25 * 1024 * 1024

/** Puts the bytes of attachments on disk, before the unit of work that names them. */
export async function keepAll(files: Files, attachments: readonly Attachment[]): Promise<KeptFiles> {
  const kept = new Map<Attachment, Kept | 'too large'>()
  for (const attachment of attachments) {
    const { content } = attachment
    if (content) kept.set(attachment, content.byteLength > MAX_BYTES ? 'too large' : await files.keep(content))
  }
  return kept
}

/** Notes a file of a message. What has only an address is fetched later, through the guard. */
export async function attach(tx: Tx, messageId: string, given: Attachment, keptFiles: KeptFiles): Promise<void> {
  const found = keptFiles.get(given)
  const kept = found === 'too large' ? undefined : found
  await tx.db
    .insertInto('attachments')
    .values({
      id: newId(),
      messageId,
      name: fileName(given.name ?? ''),
      type: kept?.type ?? UNKNOWN,
      bytes: kept?.bytes ?? given.content?.byteLength ?? null,
      hash: kept?.hash ?? null,
      url: given.url?.slice(0, 2000) ?? null,
      cid: given.cid?.slice(0, 200) ?? null,
      alt: altText(given.alt),
      attempts: 0,
      reason: found === 'too large' ? 'It is larger than what is kept' : null,
    })
    .execute()
}

/** A file's name as it is stored: one line, no path, at most 200 characters. */
export const fileName = (name: string): string => cleanLine(name, 200).replace(/[/\\:*?"<>|]/g, '_') || 'file'

/** What a picture shows, as it is stored. */
export const altText = (alt: string | null | undefined): string | null =>
  (alt && clean(alt).trim().slice(0, 2000)) || null

/** A file whose message the actor may read. */
export async function visibleAttachment(db: Db, actor: Actor, id: string): Promise<AttachmentRow | undefined> {
  const allowed = connectionsFor(actor, 'message.read')
  if (allowed.length === 0) return undefined
  return db
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.messageId')
    .where('attachments.id', '=', id)
    .where('messages.deletedAt', 'is', null)
    .$if(allowed !== 'all', query => query.where('messages.connectionId', 'in', allowed as readonly string[]))
    .selectAll('attachments')
    .executeTakeFirst()
}

/** The files of messages, for those who may read the messages. */
export const attachmentsOf = (db: Db, messageIds: readonly string[]): Promise<AttachmentRow[]> =>
  db.selectFrom('attachments').selectAll().where('messageId', 'in', messageIds).orderBy('id').execute()
