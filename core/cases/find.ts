import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Db } from '../db/db.ts'
import type { CaseStatus, Priority, Row, Schema } from '../db/schema.ts'
import { matching } from '../db/search.ts'
import { type Actor, userOf } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { connectionsFor } from '../team/may.ts'

export type CaseRow = Row<'cases'>
export type LabelRow = Row<'labels'>

/** The lists of the navigation, in its order. */
export const lists = ['mine', 'unassigned', 'pending', 'snoozed', 'closed', 'all'] as const
export type List = (typeof lists)[number]

export interface CaseFilter {
  ids?: readonly string[] | null
  status?: readonly CaseStatus[] | null
  priority?: readonly Priority[] | null
  ownerIds?: readonly string[] | null
  teamIds?: readonly string[] | null
  labelIds?: readonly string[] | null
  connectionIds?: readonly string[] | null
  customerId?: string | null
  waitingBefore?: string | null
}

export type Order = 'urgency' | 'newest'

export interface CaseQuery {
  list?: List | null
  filter?: CaseFilter | null
  search?: string | null
  order?: Order | null
  first?: number | null
  after?: string | null
}

export interface Page<Item> {
  items: Item[]
  hasMore: boolean
}

/** The largest page there is. */
export const MAX_PAGE = 100
/** A page whose size is not asked. */
export const DEFAULT_PAGE = 50
/** Above this a count says no more. */
const MAX_COUNT = 1000
/** How many of the newest hits of a search are looked at. */
const MAX_HITS = 1000

type Cases = ExpressionBuilder<Schema, 'cases'>

/** A right on at least one of its connections makes a case visible. */
export const visibleTo = (actor: Actor) => (eb: Cases) => {
  const allowed = connectionsFor(actor, 'case.read')
  return allowed === 'all' ? sql<SqlBool>`1 = 1` : onConnections(eb, allowed)
}

/** A page of cases, with rights, list, filter and search all in the query. */
export async function findCases(database: Database, actor: Actor, query: CaseQuery): Promise<Page<CaseRow>> {
  const first = pageSize(query.first)
  const key = query.order === 'newest' ? 'lastMessageAt' : 'urgency'
  const direction = query.order === 'newest' ? 'desc' : 'asc'
  const after = query.after ? decodeCursor(query.after) : undefined
  const found = searched(database, actor, query.search)
  if (found === 'nothing') return { items: [], hasMore: false }
  const rows = await database.read
    .selectFrom('cases')
    .selectAll('cases')
    .where(visibleTo(actor))
    .where(eb => eb.and([...inList(eb, actor, query.list ?? 'all'), ...filtered(eb, actor, query.filter ?? {})]))
    .$if(found !== undefined, q => q.where(found as (eb: Cases) => Expression<SqlBool>))
    .$if(after !== undefined, q =>
      q.where(eb =>
        direction === 'asc'
          ? eb(eb.refTuple(key, 'id'), '>', eb.tuple(after?.[0] ?? '', after?.[1] ?? ''))
          : eb(eb.refTuple(key, 'id'), '<', eb.tuple(after?.[0] ?? '', after?.[1] ?? '')),
      ),
    )
    .orderBy(key, direction)
    .orderBy('id', direction)
    .limit(first + 1)
    .execute()
  return { items: rows.slice(0, first), hasMore: rows.length > first }
}

/** Where a row stands in a list, for `after`. */
export const caseCursor = (row: CaseRow, order: CaseQuery['order']): string =>
  Buffer.from(JSON.stringify([order === 'newest' ? row.lastMessageAt : row.urgency, row.id])).toString('base64url')

/** One case by its number, if the actor may see it. */
export const byNumber = (db: Db, actor: Actor, number: number): Promise<CaseRow | undefined> =>
  db.selectFrom('cases').selectAll('cases').where(visibleTo(actor)).where('number', '=', number).executeTakeFirst()

/** Which of these cases the actor may see. */
export async function visibleIds(db: Db, actor: Actor, ids: readonly string[]): Promise<string[]> {
  if (!ids.length) return []
  const rows = await db.selectFrom('cases').select('id').where(visibleTo(actor)).where('id', 'in', ids).execute()
  return rows.map(row => row.id)
}

/** How many cases each list has, as far as the actor may see them, counted up to 1,000. */
export function countLists(db: Db, actor: Actor): Promise<Array<{ key: List; count: number }>> {
  return Promise.all(
    lists.map(async key => {
      const row = await db
        .selectFrom(
          db
            .selectFrom('cases')
            .select('id')
            .where(visibleTo(actor))
            .where(eb => eb.and(inList(eb, actor, key)))
            .limit(MAX_COUNT)
            .as('some'),
        )
        .select(eb => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return { key, count: Number(row.count) }
    }),
  )
}

/** The newest visible cases of each customer, at most 50 each. */
export async function casesOf(db: Db, actor: Actor, customerIds: readonly string[]): Promise<CaseRow[]> {
  if (!customerIds.length) return []
  const rows = await db
    .selectFrom('cases')
    .selectAll('cases')
    .where(visibleTo(actor))
    .where('customerId', 'in', customerIds)
    .orderBy('number', 'desc')
    .limit(50 * customerIds.length)
    .execute()
  return rows
}

/** Labels, by name. */
export const allLabels = (db: Db): Promise<LabelRow[]> =>
  db.selectFrom('labels').selectAll().orderBy('name').orderBy('id').execute()

/** How many rows of a page; refuses what is no page. */
export function pageSize(asked: number | null | undefined): number {
  const size = asked ?? DEFAULT_PAGE
  if (size < 1 || size > MAX_PAGE) {
    throw new AppError('INVALID', `Ask for 1 to ${MAX_PAGE} rows; read on with the cursor.`, {
      reason: 'page.size',
      facts: { max: MAX_PAGE },
    })
  }
  return size
}

const onConnections = (eb: Cases, ids: readonly string[]) =>
  ids.length === 0
    ? sql<SqlBool>`1 = 0`
    : eb.exists(
        eb
          .selectFrom('caseThreads')
          .whereRef('caseThreads.caseId', '=', 'cases.id')
          .where('caseThreads.connectionId', 'in', ids)
          .select('caseThreads.caseId'),
      )

function inList(eb: Cases, actor: Actor, list: List): Expression<SqlBool>[] {
  const inInbox = () => [eb('status', 'in', ['new', 'open']), eb('snoozedUntil', 'is', null)]
  switch (list) {
    case 'mine':
      return [eb('ownerId', '=', userOf(actor) ?? ''), ...inInbox()]
    case 'unassigned':
      return [eb('ownerId', 'is', null), ...inInbox()]
    case 'pending':
      return [eb('status', '=', 'pending'), eb('snoozedUntil', 'is', null)]
    case 'snoozed':
      return [eb('snoozedUntil', 'is not', null)]
    case 'closed':
      return [eb('status', '=', 'closed')]
    case 'all':
      return []
  }
}

function filtered(eb: Cases, actor: Actor, filter: CaseFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  const oneOf = <Key extends 'id' | 'status' | 'priority' | 'ownerId' | 'teamId'>(
    key: Key,
    values: readonly CaseRow[Key][] | null | undefined,
  ) => {
    if (!values) return
    conditions.push(values.length ? eb(key, 'in', atMost(values) as never) : sql<SqlBool>`1 = 0`)
  }
  oneOf('id', filter.ids)
  oneOf('status', filter.status)
  oneOf('priority', filter.priority)
  oneOf('ownerId', filter.ownerIds)
  oneOf('teamId', filter.teamIds)
  if (filter.connectionIds) {
    // A case seen through one connection does not tell which others it is on.
    const allowed = connectionsFor(actor, 'case.read')
    const asked = atMost(filter.connectionIds)
    conditions.push(onConnections(eb, allowed === 'all' ? asked : asked.filter(id => allowed.includes(id))))
  }
  if (filter.labelIds?.length) {
    conditions.push(
      eb.exists(
        eb
          .selectFrom('caseLabels')
          .whereRef('caseLabels.caseId', '=', 'cases.id')
          .where('caseLabels.labelId', 'in', atMost(filter.labelIds))
          .select('caseLabels.caseId'),
      ),
    )
  }
  if (filter.customerId) conditions.push(eb('customerId', '=', filter.customerId))
  if (filter.waitingBefore) conditions.push(eb('waitingSince', '<', filter.waitingBefore))
  return conditions
}

function atMost<Value>(values: readonly Value[]): readonly Value[] {
  if (values.length > MAX_PAGE) {
    throw new AppError('INVALID', `A filter takes at most ${MAX_PAGE} values.`, {
      reason: 'filter.tooMany',
      facts: { max: MAX_PAGE },
    })
  }
  return values
}

/** The cases whose readable messages hold all words, or that have this number. */
function searched(
  { dialect }: Database,
  actor: Actor,
  search: string | null | undefined,
): ((eb: Cases) => Expression<SqlBool>) | 'nothing' | undefined {
  if (!search?.trim()) return undefined
  const number = /^\s*#?(\d{1,9})\s*$/.exec(search)?.[1]
  const seqs = matching(dialect, search)
  const allowed = connectionsFor(actor, 'message.read')
  if (!seqs || (allowed.length === 0 && !number)) return 'nothing'
  return eb => {
    const hits = eb
      .selectFrom('messages')
      .where(sql<SqlBool>`messages.seq in ${seqs}`)
      .$if(allowed !== 'all', q =>
        allowed.length
          ? q.where('messages.connectionId', 'in', allowed as readonly string[])
          : q.where(sql<SqlBool>`1 = 0`),
      )
      .orderBy('messages.seq', 'desc')
      .limit(MAX_HITS)
      .select(['messages.caseId', 'messages.seq'])
    const found = eb('cases.id', 'in', eb.selectFrom(hits.as('hits')).select('hits.caseId'))
    return number ? eb.or([eb('cases.number', '=', Number(number)), found]) : found
  }
}

function decodeCursor(cursor: string): [string, string] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === 2 && value.every(part => /^[\w.:-]{1,100}$/.test(String(part)))) {
      return [String(value[0]), String(value[1])]
    }
  } catch {
    // Falls through to the one answer for anything that is no cursor of ours.
  }
  throw new AppError('INVALID', 'This cursor is not one of ours: pass `pageInfo.endCursor` of the page before.', {
    reason: 'page.cursor',
  })
}
