// Files for answers that are still being written: each is its bringer's alone, and gone after a day unless a draft holds it.
import type { Db, Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { type Actor, userOf } from '../lib/actor.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { must } from '../team/may.ts'
import { altText, fileName } from './attachments.ts'
import { cleanImage } from './images/clean.ts'
import type { Kept } from './store.ts'
import { named, typeOf, UNKNOWN } from './types.ts'

export type UploadRow = Row<'uploads'>
/** A file to send along, as a client names it. */
export interface AttachmentInput {
  uploadId: string
  alt?: string | null
}

/** How long an upload waits to be used, in seconds. */
const PATIENCE = 24 * 3600
/** The most bytes that one user's uploads may take. */
const MAX_WAITING = 500 * 1024 * 1024

/** Refuses who may not bring files, before a byte of them is read. */
export function mustBring(actor: Actor): string {
  must(actor, 'reply.send')
  const userId = userOf(actor)
  if (!userId) throw new AppError('FORBIDDEN', 'Only a person brings files.', { reason: 'right.missing' })
  return userId
}

/** Refuses bytes for which a user has no room among what they have not sent yet. */
export async function mustFit(db: Session, userId: string, bytes: number): Promise<void> {
  const waiting = await db
    .selectFrom('uploads')
    .where('userId', '=', userId)
    .select(eb => eb.fn.sum('bytes').as('bytes'))
    .executeTakeFirst()
  if (Number(waiting?.bytes ?? 0) + bytes <= MAX_WAITING) return
  throw new AppError('UNAVAILABLE', 'Too many of your files wait to be sent. Send some, or try again tomorrow.', {
    reason: 'upload.tooMany',
  })
}

/** A file as it may be sent: known by its bytes, an image without where and when it was made. */
export function sendable(content: Buffer): Buffer {
  const type = typeOf(content)
  if (type === UNKNOWN) {
    throw new AppError('INVALID', 'Files of this kind are not sent: programs, web pages and what nobody knows.', {
      reason: 'upload.type',
    })
  }
  return type.startsWith('image/') ? cleanImage(type, content).content : content
}

/** Notes a file that its bringer may send. */
export async function addUpload(tx: Tx, name: string, kept: Kept): Promise<UploadRow> {
  const userId = mustBring(tx.actor)
  await mustFit(tx.db, userId, kept.bytes)
  const row: UploadRow = {
    id: newId(),
    userId,
    draftId: null,
    name: named(fileName(name), kept.type),
    ...kept,
    alt: null,
    createdAt: tx.now,
  }
  await tx.db.insertInto('uploads').values(row).execute()
  return row
}

/** Uploads of the actor's own, in the order they are named. NOT_FOUND for anybody else's, and for what is gone. */
export async function ownUploads(tx: Tx, given: readonly AttachmentInput[]): Promise<UploadRow[]> {
  if (given.length === 0) return []
  const ids = given.map(({ uploadId }) => uploadId)
  const rows = await tx.db
    .selectFrom('uploads')
    .selectAll()
    .where('id', 'in', ids)
    .where('userId', '=', userOf(tx.actor) ?? '')
    .execute()
  return given.map(({ uploadId, alt }) => {
    const row = rows.find(({ id }) => id === uploadId)
    if (!row) throw notFound('upload')
    return { ...row, alt: altText(alt) }
  })
}

/** Makes uploads files of a message. They stay what they are too, so that an answer that was taken back can bring them again. */
export async function attachUploads(tx: Tx, messageId: string, uploads: readonly UploadRow[]): Promise<void> {
  if (uploads.length === 0) return
  await tx.db
    .insertInto('attachments')
    .values(
      uploads.map(({ name, type, bytes, hash, alt }) => ({
        ...{ id: newId(), messageId, name, type, bytes, hash, alt },
        ...{ url: null, cid: null, attempts: 0, reason: null },
      })),
    )
    .execute()
}

/** Makes these the files of a draft, and no others; its writer is the actor. */
export async function holdUploads(tx: Tx, draftId: string, given: readonly AttachmentInput[]): Promise<UploadRow[]> {
  const uploads = await ownUploads(tx, given)
  await tx.db.updateTable('uploads').set({ draftId: null }).where('draftId', '=', draftId).execute()
  for (const { id, alt } of uploads) {
    await tx.db.updateTable('uploads').set({ draftId, alt }).where('id', '=', id).execute()
  }
  return uploads.map(row => ({ ...row, draftId }))
}

/** Gives the files of one draft to another, with whoever writes that. */
export async function moveUploads(tx: Tx, fromDraftId: string, to: { draftId: string; userId: string }): Promise<void> {
  await tx.db.updateTable('uploads').set(to).where('draftId', '=', fromDraftId).execute()
}

/** The files of an answer that was taken back, as uploads for the draft it is again. */
export async function uploadAgain(
  tx: Tx,
  messageId: string,
  { draftId, userId }: { draftId: string | null; userId: string },
): Promise<void> {
  const rows = await tx.db
    .selectFrom('attachments')
    .selectAll()
    .where('messageId', '=', messageId)
    .orderBy('id')
    .execute()
  for (const { name, type, bytes, hash, alt } of rows) {
    if (hash === null || bytes === null) continue
    const upload = { id: newId(), userId, draftId, name, type, bytes, hash, alt, createdAt: tx.now }
    await tx.db.insertInto('uploads').values(upload).execute()
  }
}

/** The files of drafts, for those who may read the drafts. */
export const uploadsOf = (db: Session, draftIds: readonly string[]): Promise<UploadRow[]> =>
  db.selectFrom('uploads').selectAll().where('draftId', 'in', draftIds).orderBy('id').execute()

/** An upload of the actor's own. */
export async function ownUpload(db: Db, actor: Actor, id: string): Promise<UploadRow | undefined> {
  const userId = userOf(actor)
  if (!userId) return undefined
  return db.selectFrom('uploads').selectAll().where('id', '=', id).where('userId', '=', userId).executeTakeFirst()
}

/** Deletes uploads that nobody used for a day. Their bytes go when nothing names them any more. */
export const forgetUploads = (tx: Tx) =>
  tx.db
    .deleteFrom('uploads')
    .where('draftId', 'is', null)
    .where('createdAt', '<', plusSeconds(tx.now, -PATIENCE))
    .execute()

/** Those of these hashes that a row names. */
export async function namedAmong(db: Session, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const [attached, brought] = await Promise.all([
    db.selectFrom('attachments').select('hash').where('hash', 'in', hashes).distinct().execute(),
    db.selectFrom('uploads').select('hash').where('hash', 'in', hashes).distinct().execute(),
  ])
  return new Set([...attached, ...brought].flatMap(({ hash }) => hash ?? []))
}
