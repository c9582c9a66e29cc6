// What somebody is writing on a case and has not sent: on every device of theirs, and in sight of colleagues who could answer too.
import type { Db, Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
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
    .where('drafts.text', '<>', '')
    .orderBy('drafts.startedAt')
    .orderBy('drafts.id')
    .selectAll('drafts')
    .select('caseThreads.connectionId')

/** Keeps what the actor has written so far; null when that is nothing. CONFLICT when it changed since they saw it. */
export async function saveDraft(
  tx: Tx,
  input: { caseId: string; threadId?: string | null; text: string; revision?: number | null },
): Promise<DraftRow | null> {
  const place = { caseId: input.caseId, threadId: input.threadId ?? null }
  const userId = await writerAt(tx, place)
  const text = draftText(input.text)
  const known = await draftAt(tx, place, userId)
  // What is there already needs no revision: its answer was lost, and it is sent again.
  if (text !== (known?.text ?? '')) {
    if (known?.text || input.revision != null) await mustHaveSeen(tx, { ...place, userId }, known, input.revision)
    const type = !known?.text ? 'draft.started' : !text ? 'draft.discarded' : undefined
    if (type) await tx.record({ type, caseId: place.caseId })
    return shown(await put(tx, place, userId, { known, text }))
  }
  return known ? shown(known) : null
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
  await put(tx, theirs, theirs.userId, { known: theirs, text: '' })
  await tx.record({ type: 'draft.taken', caseId: theirs.caseId, data: { fromUserId: theirs.userId } })
  return put(tx, theirs, userId, { known, text, takenFromId: theirs.userId })
}

/** It was sent, or noted: it is no draft any more. */
export async function retireDraft(tx: Tx, place: Place, userId: string): Promise<void> {
  const known = await draftAt(tx, place, userId)
  if (known?.text) await put(tx, place, userId, { known, text: '' })
}

/** It was taken back: it is a draft again, in front of what its writer began meanwhile. */
export async function reviveDraft(tx: Tx, place: Place, userId: string, text: string): Promise<void> {
  const known = await draftAt(tx, place, userId)
  await put(tx, place, userId, { known, text: joined(text, known?.text) })
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
  const { text = '', revision = 0 } = known ?? {}
  throw new AppError('CONFLICT', 'This draft changed elsewhere since you saw it. Choose between the two.', {
    reason: text ? 'draft.changed' : taken ? 'draft.taken' : 'draft.gone',
    facts: { text, revision, userId: taken?.userId },
  })
}

/** An empty one stays, so that its revision goes on counting and no save that comes late brings it back. */
async function put(
  tx: Tx,
  { caseId, threadId }: Place,
  userId: string,
  { known, text, takenFromId }: { known: DraftRow | undefined; text: string; takenFromId?: string },
): Promise<DraftRow> {
  const row: DraftRow = {
    id: known?.id ?? newId(),
    caseId,
    threadId,
    userId,
    text,
    revision: (known?.revision ?? 0) + 1,
    startedAt: known?.text ? known.startedAt : tx.now,
    updatedAt: tx.now,
    takenFromId: text ? (takenFromId ?? known?.takenFromId ?? null) : null,
  }
  await tx.db
    .insertInto('drafts')
    .values(row)
    .onConflict(conflict => conflict.column('id').doUpdateSet(row))
    .execute()
  return row
}

const shown = (draft: DraftRow): DraftRow | null => (draft.text ? draft : null)

const joined = (first: string, second: string | undefined) => (second ? `${first}\n\n${second}` : first)

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
