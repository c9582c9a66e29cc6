// What stands on a case: messages, notes and events, as far as the reader may see them.
import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Actor } from '../lib/actor.ts'
import { quietTypes } from '../lib/event.ts'
import { numberIn, type Page, pageSize } from '../lib/page.ts'
import { connectionsFor } from '../team/may.ts'
import { seenThrough, visibleTo } from './filter.ts'

/** A message with the way out of it, when it is ours. `redacted`: the reader has no right on its connection. */
export type MessageRow = Row<'messages'> & { reply: Row<'replies'> | undefined; redacted: boolean }
export type Direction = MessageRow['direction']
export type NoteRow = Row<'notes'>
export type EventRow = Row<'events'>
export type ThreadRow = Row<'threads'>

/** How many notes and events of one case are read at once. */
const MAX_ASIDES = 200
const PREVIEW_LENGTH = 200

/** A page of a case's messages, oldest first, ending before a cursor or at the newest. Answers that were undone are not there. */
export async function messagesOf(
  db: Db,
  actor: Actor,
  caseId: string,
  page: { last?: number | null; before?: string | null },
): Promise<Page<MessageRow>> {
  const last = pageSize(page.last)
  const before = numberIn(page.before)
  const rows = await db
    .selectFrom('messages')
    .leftJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.caseId', '=', caseId)
    .where(eb => eb.or([eb('replies.state', 'is', null), eb('replies.state', '<>', 'draft')]))
    .$if(before !== undefined, q => q.where('messages.seq', '<', before as number))
    .orderBy('messages.seq', 'desc')
    .limit(last + 1)
    .selectAll('messages')
    .execute()
  const items = rows.slice(0, last).reverse()
  return { items: await withReplies(db, actor, items), hasMore: rows.length > last }
}

/** One message that the actor may read, on a case they may see. */
export async function oneMessage(db: Db, actor: Actor, id: string): Promise<MessageRow | undefined> {
  const rows = await db
    .selectFrom('messages')
    .leftJoin('replies', 'replies.messageId', 'messages.id')
    .where('messages.id', '=', id)
    .where(eb => eb.or([eb('replies.state', 'is', null), eb('replies.state', '<>', 'draft')]))
    .where(eb =>
      eb.exists(
        eb.selectFrom('cases').whereRef('cases.id', '=', 'messages.caseId').where(visibleTo(actor)).select('cases.id'),
      ),
    )
    .where(eb => seenThrough(actor, 'message.read')(eb.ref('messages.connectionId')))
    .selectAll('messages')
    .execute()
  return (await withReplies(db, actor, rows))[0]
}

/** A message's place among its case's messages, for `before`. */
export const messageCursor = (row: MessageRow): string => String(row.seq)

/** Messages as the actor may see them: without their text where they have no right. */
export async function withReplies(db: Db, actor: Actor, rows: ReadonlyArray<Row<'messages'>>): Promise<MessageRow[]> {
  const allowed = connectionsFor(actor, 'message.read')
  const ours = rows.filter(row => row.direction === 'out').map(row => row.id)
  const replies = ours.length ? await db.selectFrom('replies').selectAll().where('messageId', 'in', ours).execute() : []
  const byMessage = new Map(replies.map(reply => [reply.messageId, reply]))
  return rows.map(row => {
    const redacted = allowed !== 'all' && !allowed.includes(row.connectionId)
    return { ...row, text: redacted ? '' : row.text, reply: byMessage.get(row.id), redacted }
  })
}

/** The newest notes of cases, oldest first. */
export async function notesOf(db: Db, caseId: string): Promise<NoteRow[]> {
  const rows = await db
    .selectFrom('notes')
    .selectAll()
    .where('caseId', '=', caseId)
    .orderBy('id', 'desc')
    .limit(MAX_ASIDES)
    .execute()
  return rows.reverse()
}

/** The newest events of a case, oldest first. */
export async function eventsOf(db: Db, caseId: string): Promise<EventRow[]> {
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'at', 'type', 'actorKind', 'actorId', 'caseId', 'data'])
    .where('caseId', '=', caseId)
    .where('type', 'not in', quietTypes)
    .orderBy('seq', 'desc')
    .limit(MAX_ASIDES)
    .execute()
  return rows.reverse()
}

/** The beginning of the last thing the customer said in each case, for those who may read it. */
export async function previewsOf(db: Db, actor: Actor, caseIds: readonly string[]): Promise<Map<string, string>> {
  const allowed = connectionsFor(actor, 'message.read')
  if (!caseIds.length || allowed.length === 0) return new Map()
  // For each case on its own: of all together, the engine would read every message of theirs.
  const newest = db
    .selectFrom('cases')
    .where('cases.id', 'in', caseIds)
    .select(eb =>
      eb
        .selectFrom('messages')
        .whereRef('messages.caseId', '=', 'cases.id')
        .where('direction', '=', 'in')
        .where('deletedAt', 'is', null)
        .$if(allowed !== 'all', q => q.where('connectionId', 'in', allowed as readonly string[]))
        .orderBy('seq', 'desc')
        .limit(1)
        .select('seq')
        .as('seq'),
    )
  const rows = await db
    .selectFrom('messages')
    .where('seq', 'in', newest)
    .select(['caseId', eb => sql<string>`substr(${eb.ref('text')}, 1, ${PREVIEW_LENGTH})`.as('text')])
    .execute()
  return new Map(rows.map(row => [row.caseId, row.text]))
}

/** Which of these cases the actor may read the first message of: a case's subject is taken from it. */
export async function openingsRead(db: Db, actor: Actor, caseIds: readonly string[]): Promise<Set<string>> {
  const allowed = connectionsFor(actor, 'message.read')
  if (allowed === 'all') return new Set(caseIds)
  const rows = await db
    .selectFrom('cases')
    .where('cases.id', 'in', caseIds)
    .select([
      'cases.id',
      eb =>
        eb
          .selectFrom('messages')
          .whereRef('messages.caseId', '=', 'cases.id')
          .orderBy('seq')
          .limit(1)
          .select('connectionId')
          .as('opening'),
    ])
    .execute()
  return new Set(rows.filter(row => row.opening && allowed.includes(row.opening)).map(row => row.id))
}

/** Threads by id, for messages the reader already may see. */
export const threadsById = (db: Db, ids: readonly string[]): Promise<ThreadRow[]> =>
  db.selectFrom('threads').selectAll().where('id', 'in', ids).execute()
