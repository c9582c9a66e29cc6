// What somebody is writing on a case and has not sent: on every device of theirs, and in sight of colleagues who could answer too.
import type { Db, Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { type AttachmentInput, holdUploads, moveUploads, uploadAgain, uploadsOf } from '../files/uploads.ts'
import { type Actor, userOf } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { clean } from '../lib/text.ts'
import { mayOn, type Permission } from '../team/may.ts'
import { get } from './cases.ts'
import { threadOn } from './threads.ts'

export type DraftRow = Row<'drafts'>

/** What a draft is for: an answer on a thread of a case, or with null a note. */
export interface Place {
  caseId: string
  threadId: string | null
}

/** How long a draft may be, in characters: as long as the longest answer a channel takes. */
export const DRAFT_LENGTH = 100_000
/** How many files a draft may hold. */
const MAX_FILES = 50

/** Who reads or writes an answer in the making could send it; a note in the making is as secret as a note. */
const toRead = (threadId: string | null): Permission => (threadId ? 'draft.write' : 'note.read')
const toWrite = (threadId: string | null): Permission => (threadId ? 'draft.write' : 'note.write')

/** The drafts on cases that the actor may read, the oldest first. */
export async function draftsOf(db: Db, actor: Actor, caseIds: readonly string[]): Promise<DraftRow[]> {
  const rows = await placed(db).where('drafts.caseId', 'in', caseIds).execute()
  const readable = rows
    .filter(({ threadId, connectionId }) => mayOn(actor, toRead(threadId), [connectionId]))
    .map(({ connectionId, ...draft }) => [draft.id, draft] as const)
  return [...new Map(readable).values()]
}

/** Drafts with where they would be read: an answer's connection, and for a note one row for each of its case's. */
const placed = (db: Session) =>
  db
    .selectFrom('drafts')
    .innerJoin('caseThreads', join =>
      join
        .onRef('caseThreads.caseId', '=', 'drafts.caseId')
        .on(eb =>
          eb.or([eb('drafts.threadId', 'is', null), eb('drafts.threadId', '=', eb.ref('caseThreads.threadId'))]),
        ),
    )
    .where('drafts.goneAt', 'is', null)
    .orderBy('drafts.startedAt')
    .orderBy('drafts.id')
    .selectAll('drafts')
    .select('caseThreads.connectionId')

/** What the actor has written so far. `attachments`: all of its files; left out, they stay. */
export interface SaveDraft {
  caseId: string
  threadId?: string | null
  text: string
  attachments?: readonly AttachmentInput[] | null
  /** The one they last saw. */
  revision?: number | null
}

/** Keeps what the actor has written so far; null when that is nothing. CONFLICT when it changed since they saw it. */
export async function saveDraft(tx: Tx, input: SaveDraft): Promise<DraftRow | null> {
  const place = { caseId: input.caseId, threadId: input.threadId ?? null }
  const userId = await writerAt(tx, place)
  const text = draftText(input.text)
  const known = await draftAt(tx, place, userId)
  const before = known?.goneAt ? undefined : known
  const had = before ? await filesOf(tx, before.id) : []
  const files = checkFiles(place, input.attachments ?? had)
  // What is there already needs no revision: its answer was lost, and it is sent again.
  if (text === (before?.text ?? '') && sameFiles(files, had)) return before ?? null
  if (before || input.revision != null) await mustHaveSeen(tx, { ...place, userId }, known, input.revision)
  const isGone = !text && !files.length
  if (isGone || !before) await tx.record({ type: isGone ? 'draft.discarded' : 'draft.started', caseId: place.caseId })
  const draft = await put(tx, place, userId, { known, text, isGone })
  await holdUploads(tx, draft.id, files)
  return isGone ? null : draft
}

/** Makes a colleague's draft the actor's, in front of what they were writing there themselves. */
export async function takeOverDraft(tx: Tx, draftId: string): Promise<DraftRow> {
  const rows = await placed(tx.db).where('drafts.id', '=', draftId).execute()
  const found = rows.find(({ connectionId }) => mayOn(tx.actor, 'case.read', [connectionId]))
  if (!found) throw notFound('draft')
  const { connectionId, ...theirs } = found
  const userId = await writerAt(tx, theirs)
  if (theirs.userId === userId) return theirs
  const known = await draftAt(tx, theirs, userId)
  const text = draftText(joined(theirs.text, known?.text))
  await put(tx, theirs, theirs.userId, { known: theirs, isGone: true })
  const draft = await put(tx, theirs, userId, { known, text, takenFromId: theirs.userId })
  await moveUploads(tx, theirs.id, { draftId: draft.id, userId })
  await tx.record({ type: 'draft.taken', caseId: theirs.caseId, data: { fromUserId: theirs.userId } })
  return draft
}

/** What a draft became. `draftRevision`: the one that its writer saw last, 0 for none; left out, nobody looks. */
interface Sent {
  text: string
  attachments?: readonly AttachmentInput[] | null
  draftRevision?: number | null
}

/**
 * It was sent, or noted: it is no draft any more. CONFLICT when it is not all that became of it, because another device went
 * on with it since.
 */
export async function retireDraft(tx: Tx, place: Place, userId: string, sent: Sent): Promise<void> {
  const known = await draftAt(tx, place, userId)
  if (!known || known.goneAt) return
  await mustBeAll(tx, known, sent)
  await put(tx, place, userId, { known, isGone: true })
  await holdUploads(tx, known.id, [])
}

async function mustBeAll(tx: Tx, known: DraftRow, { text, attachments, draftRevision }: Sent) {
  if (draftRevision == null || known.revision <= draftRevision) return
  const sentFiles = new Set(attachments?.map(({ uploadId }) => uploadId))
  const hasMore = (await filesOf(tx, known.id)).some(({ uploadId }) => !sentFiles.has(uploadId))
  if (known.text.trim() === clean(text).trim() && !hasMore) return
  throw new AppError('CONFLICT', 'Another device went on with this draft. Choose between the two, then send again.', {
    reason: 'draft.newer',
    facts: { text: known.text, revision: known.revision },
  })
}

/** It was taken back: it is its writer's draft again, files and all, in front of what they began meanwhile. */
export async function reviveDraft(tx: Tx, answer: Row<'messages'>, userId: string): Promise<void> {
  const known = await draftAt(tx, answer, userId)
  const draft = await put(tx, answer, userId, { known, text: joined(answer.text, known?.text) })
  await uploadAgain(tx, answer.id, { draftId: draft.id, userId })
}

/** Who writes there; refuses who may not. */
async function writerAt(tx: Tx, { caseId, threadId }: Place): Promise<string> {
  const permission = toWrite(threadId)
  await get(tx, caseId, permission)
  if (threadId) await threadOn(tx.db, tx.actor, permission, { caseId, threadId })
  const userId = userOf(tx.actor)
  if (!userId) throw new AppError('FORBIDDEN', 'Only a person writes drafts.', { reason: 'right.missing' })
  return userId
}

const draftAt = (tx: Tx, { caseId, threadId }: Place, userId: string): Promise<DraftRow | undefined> =>
  tx.db
    .selectFrom('drafts')
    .selectAll()
    .where('caseId', '=', caseId)
    .where('threadId', threadId === null ? 'is' : '=', threadId)
    .where('userId', '=', userId)
    .executeTakeFirst()

/** Refuses to write over what the writer has not seen: from another device, or by a save that came late. */
async function mustHaveSeen(
  tx: Tx,
  at: Place & { userId: string },
  known: DraftRow | undefined,
  seen: number | null | undefined,
) {
  if (known && known.revision === seen) return
  const taken = await tx.db
    .selectFrom('drafts')
    .select('userId')
    .where('caseId', '=', at.caseId)
    .where('threadId', at.threadId === null ? 'is' : '=', at.threadId)
    .where('takenFromId', '=', at.userId)
    .executeTakeFirst()
  const { text = '', revision = 0, goneAt = tx.now } = known ?? {}
  throw new AppError('CONFLICT', 'This draft changed elsewhere since you saw it. Choose between the two.', {
    reason: !goneAt ? 'draft.changed' : taken ? 'draft.taken' : 'draft.gone',
    facts: { text, revision, userId: taken?.userId },
  })
}

/** One that is gone stays as a row, so that its revision goes on counting and no save that comes late brings it back. */
async function put(
  tx: Tx,
  { caseId, threadId }: Place,
  userId: string,
  to: { known: DraftRow | undefined; text?: string; isGone?: boolean; takenFromId?: string },
): Promise<DraftRow> {
  const { known, text = '', isGone = false, takenFromId } = to
  const row: DraftRow = {
    id: known?.id ?? newId(),
    caseId,
    threadId,
    userId,
    text,
    revision: (known?.revision ?? 0) + 1,
    startedAt: known && !known.goneAt ? known.startedAt : tx.now,
    updatedAt: tx.now,
    goneAt: isGone ? tx.now : null,
    takenFromId: isGone ? null : (takenFromId ?? known?.takenFromId ?? null),
  }
  await tx.db
    .insertInto('drafts')
    .values(row)
    .onConflict(conflict => conflict.column('id').doUpdateSet(row))
    .execute()
  return row
}

const filesOf = async (tx: Tx, draftId: string): Promise<AttachmentInput[]> =>
  (await uploadsOf(tx.db, [draftId])).map(({ id, alt }) => ({ uploadId: id, alt }))

const sameFiles = (some: readonly AttachmentInput[], others: readonly AttachmentInput[]) => {
  const listed = (files: readonly AttachmentInput[]) =>
    files
      .map(({ uploadId, alt }) => `${uploadId} ${alt ?? ''}`)
      .sort()
      .join('\n')
  return listed(some) === listed(others)
}

function checkFiles({ threadId }: Place, files: readonly AttachmentInput[]): readonly AttachmentInput[] {
  if (files.length && !threadId) {
    throw new AppError('INVALID', 'A note has no files.', { reason: 'attachment.none' })
  }
  if (files.length > MAX_FILES) {
    throw new AppError('INVALID', `A draft holds at most ${MAX_FILES} files.`, {
      reason: 'attachment.tooMany',
      facts: { max: MAX_FILES },
    })
  }
  return files
}

const joined = (...texts: Array<string | undefined>) => texts.filter(Boolean).join('\n\n')

function draftText(given: string): string {
  const text = clean(given)
  if ([...text].length > DRAFT_LENGTH) {
    throw new AppError('INVALID', `A draft is at most ${DRAFT_LENGTH} characters.`, {
      reason: 'text.tooLong',
      facts: { max: DRAFT_LENGTH },
    })
  }
  return text.trim() ? text : ''
}
