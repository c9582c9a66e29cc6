// What an export says of cases: what their reader would see in the inbox, and no more.
import type { CaseRow } from '../cases/find.ts'
import { labelsOf } from '../cases/labels.ts'
import { openingsRead, previewsOf } from '../cases/timeline.ts'
import { connectionsById, connectionsOf } from '../connections/connections.ts'
import { handlesById, nameIn, visibleHandles } from '../customers/customers.ts'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Actor } from '../lib/actor.ts'
import { connectionsFor } from '../team/may.ts'
import { teamsById } from '../team/teams.ts'
import { usersById } from '../team/users.ts'

/** A case on its own, in words. */
export type Facts = Pick<
  CaseRow,
  'number' | 'status' | 'priority' | 'openedAt' | 'waitingSince' | 'snoozedUntil' | 'closedAt' | 'lastMessageAt'
> & {
  subject: string | null
  customer: string | null
  channels: string[]
  labels: string[]
  owner: string | null
  team: string | null
  lastQuestion: string | null
}

/** One thing that was said. */
export type Said = Pick<Row<'messages'>, 'at' | 'direction' | 'visibility' | 'text'> & {
  channel: string
  author: string | null
  /** Of an answer: where it stands on its way. */
  delivery: string | null
}

/** Cases in words, in the order they were given. */
export async function factsOf(db: Db, actor: Actor, cases: readonly CaseRow[]): Promise<Facts[]> {
  const ids = cases.map(row => row.id)
  const customerIds = [...new Set(cases.map(row => row.customerId))]
  const [handles, owners, teams, labels, connections, openings, previews] = await Promise.all([
    visibleHandles(db, actor, customerIds),
    namesOf(cases, 'ownerId', keys => usersById(db, keys)),
    namesOf(cases, 'teamId', keys => teamsById(db, keys)),
    labelsOf(db, ids),
    connectionsOf(db, actor, ids),
    openingsRead(db, actor, ids),
    previewsOf(db, actor, ids),
  ])
  const channels = namesByCase(connections)
  const labelled = namesByCase(labels)
  const customers = Map.groupBy(handles, handle => handle.customerId)
  return cases.map(row => ({
    number: row.number,
    subject: openings.has(row.id) ? row.subject : null,
    customer: nameIn(customers.get(row.customerId) ?? []) || null,
    channels: channels.get(row.id) ?? [],
    status: row.status,
    priority: row.priority,
    labels: labelled.get(row.id) ?? [],
    owner: owners.get(row.ownerId ?? '') ?? null,
    team: teams.get(row.teamId ?? '') ?? null,
    openedAt: row.openedAt,
    waitingSince: row.waitingSince,
    snoozedUntil: row.snoozedUntil,
    closedAt: row.closedAt,
    lastMessageAt: row.lastMessageAt,
    lastQuestion: previews.get(row.id) ?? null,
  }))
}

function namesByCase(pairs: ReadonlyArray<readonly [string, { name: string }]>): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const [caseId, { name }] of pairs) {
    const known = names.get(caseId)
    if (known) known.push(name)
    else names.set(caseId, [name])
  }
  return names
}

/** The names that rows refer to by a key, by id. */
async function namesOf<Key extends string>(
  rows: ReadonlyArray<{ readonly [Name in Key]: string | null }>,
  key: Key,
  read: (ids: readonly string[]) => Promise<Array<{ id: string; name: string | null }>>,
): Promise<Map<string, string | null>> {
  const found = await inPieces([...new Set(rows.flatMap(row => row[key] ?? []))], read)
  return new Map(found.map(({ id, name }) => [id, name]))
}

/**
 * Messages of cases, oldest first, on the connections whose messages the actor may read; by case. Messages are read
 * by their case alone and names by id: joined, a database may begin with all messages of a connection.
 */
export async function saidIn(db: Db, actor: Actor, caseIds: readonly string[]): Promise<Map<string, Said[]>> {
  const allowed = connectionsFor(actor, 'message.read')
  const all = await db
    .selectFrom('messages')
    .where('caseId', 'in', caseIds)
    .where('deletedAt', 'is', null)
    .orderBy('seq')
    .select(['id', 'caseId', 'at', 'direction', 'visibility', 'text', 'connectionId', 'handleId', 'userId'])
    .execute()
  const readable = all.filter(row => allowed === 'all' || allowed.includes(row.connectionId))
  const ours = readable.flatMap(row => (row.direction === 'out' ? row.id : []))
  const [replies, channels, authors, colleagues] = await Promise.all([
    inPieces(ours, ids =>
      db.selectFrom('replies').where('messageId', 'in', ids).select(['messageId as id', 'state as name']).execute(),
    ),
    namesOf(readable, 'connectionId', ids => connectionsById(db, ids)),
    namesOf(readable, 'handleId', ids => handlesById(db, ids)),
    namesOf(readable, 'userId', ids => usersById(db, ids)),
  ])
  const states = new Map(replies.map(({ id, name }) => [id, name]))
  const said = new Map<string, Said[]>()
  for (const row of readable) {
    const { caseId, at, direction, visibility, text } = row
    const delivery = states.get(row.id) ?? null
    if (delivery === 'draft') continue
    const author = colleagues.get(row.userId ?? '') ?? authors.get(row.handleId ?? '') ?? null
    const one = { at, direction, visibility, text, channel: channels.get(row.connectionId) ?? '', delivery, author }
    const list = said.get(caseId)
    if (list) list.push(one)
    else said.set(caseId, [one])
  }
  return said
}

/** Ids of one statement: a case with thousands of messages has more than a database takes. */
const IDS = 1000

async function inPieces<Found>(ids: readonly string[], read: (ids: readonly string[]) => Promise<Found[]>) {
  const found: Found[] = []
  for (let from = 0; from < ids.length; from += IDS) found.push(...(await read(ids.slice(from, from + IDS))))
  return found
}
