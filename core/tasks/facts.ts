// What an export says of cases: what their reader would see in the inbox, and no more.
import type { CaseRow } from '../cases/find.ts'
import { labelsOf } from '../cases/labels.ts'
import { openingsRead, previewsOf } from '../cases/timeline.ts'
import { connectionsOf } from '../connections/connections.ts'
import { nameIn, visibleHandles } from '../customers/customers.ts'
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
    named(cases, 'ownerId', keys => usersById(db, keys)),
    named(cases, 'teamId', keys => teamsById(db, keys)),
    labelsOf(db, ids),
    connectionsOf(db, actor, ids),
    openingsRead(db, actor, ids),
    previewsOf(db, actor, ids),
  ])
  const namesOf = (pairs: ReadonlyArray<readonly [string, { name: string }]>, id: string) =>
    pairs.filter(([caseId]) => caseId === id).map(([, { name }]) => name)
  const customers = Map.groupBy(handles, handle => handle.customerId)
  return cases.map(row => ({
    number: row.number,
    subject: openings.has(row.id) ? row.subject : null,
    customer: nameIn(customers.get(row.customerId) ?? []) || null,
    channels: namesOf(connections, row.id),
    status: row.status,
    priority: row.priority,
    labels: namesOf(labels, row.id),
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

async function named(
  cases: readonly CaseRow[],
  key: 'ownerId' | 'teamId',
  read: (ids: readonly string[]) => Promise<Array<{ id: string; name: string }>>,
): Promise<Map<string, string>> {
  const ids = [...new Set(cases.flatMap(row => row[key] ?? []))]
  const rows = ids.length ? await read(ids) : []
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What was said in cases, oldest first, on the connections whose messages the actor may read; by case. */
export async function saidIn(db: Db, actor: Actor, caseIds: readonly string[]): Promise<Map<string, Said[]>> {
  const allowed = connectionsFor(actor, 'message.read')
  const rows = await db
    .selectFrom('messages')
    .innerJoin('connections', 'connections.id', 'messages.connectionId')
    .leftJoin('replies', 'replies.messageId', 'messages.id')
    .leftJoin('handles', 'handles.id', 'messages.handleId')
    .leftJoin('users', 'users.id', 'messages.userId')
    .where('messages.caseId', 'in', caseIds)
    .where('messages.deletedAt', 'is', null)
    .where(eb => eb.or([eb('replies.state', 'is', null), eb('replies.state', '<>', 'draft')]))
    .$if(allowed !== 'all', query => query.where('messages.connectionId', 'in', ['', ...allowed]))
    .orderBy('messages.seq')
    .select(['messages.caseId', 'messages.at', 'messages.direction', 'messages.visibility', 'messages.text'])
    .select(['connections.name as channel', 'replies.state as delivery'])
    .select(['handles.name as author', 'users.name as colleague'])
    .execute()
  const said = new Map<string, Said[]>()
  for (const { caseId, colleague, author, ...rest } of rows) {
    const list = said.get(caseId) ?? []
    list.push({ ...rest, author: colleague ?? author })
    said.set(caseId, list)
  }
  return said
}
