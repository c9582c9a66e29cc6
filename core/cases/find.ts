import type { Database, Db, Reading } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { type Page, pageSize } from '../lib/page.ts'
import { belonging, type List, lists, type Selection, visibleTo } from './filter.ts'
import { beyond, type Order, sorted } from './order.ts'

export type CaseRow = Row<'cases'>
export type LabelRow = Row<'labels'>

/** A page of a selection. */
export interface CaseQuery extends Selection {
  order?: Order | null
  first?: number | null
  after?: string | null
  skip?: number | null
}

/** A page, with what was asked for it. */
export interface CasePage extends Page<CaseRow> {
  query: CaseQuery
}

/** How far a list can be jumped into. */
export const MAX_SKIP = 20_000
/** Above these nothing is counted on: a list of the navigation, and a selection. */
const MAX_LIST_COUNT = 1000
const MAX_TOTAL = 10_000

/** The cases of a selection that the actor may see, neither sorted nor cut. */
export const selected = ({ read, dialect }: Reading, actor: Actor, selection: Selection) =>
  read
    .selectFrom('cases')
    .where(visibleTo(actor))
    .where(belonging(dialect, actor, selection))

/** A page of cases, with rights, list, filter and search all in the query. */
export async function findCases(database: Database, actor: Actor, query: CaseQuery): Promise<CasePage> {
  const first = pageSize(query.first)
  const order = query.order ?? 'urgency'
  const { key, direction } = sorted(order)
  const skip = query.skip ?? 0
  if (skip < 0 || skip > MAX_SKIP) {
    throw new AppError('INVALID', `Skip 0 to ${MAX_SKIP} rows; narrow the list to find what lies further.`, {
      reason: 'page.skip',
      facts: { max: MAX_SKIP },
    })
  }
  const rows = await selected(database, actor, query)
    .$if(Boolean(query.after), q => q.where(beyond(order, query.after as string)))
    .orderBy(key, direction)
    .orderBy('cases.id', direction)
    .limit(first + 1)
    .offset(skip)
    .selectAll('cases')
    .execute()
  return { items: rows.slice(0, first), hasMore: rows.length > first, query }
}

/** How many cases a selection holds, as far as the actor may see them, counted up to a limit. */
export async function countCases(database: Reading, actor: Actor, selection: Selection, max = MAX_TOTAL) {
  const { count } = await database.read
    .selectFrom(selected(database, actor, selection).select('cases.id').limit(max).as('some'))
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One case by its number, if the actor may see it. */
export const byNumber = (db: Db, actor: Actor, number: number): Promise<CaseRow | undefined> =>
  db.selectFrom('cases').selectAll('cases').where(visibleTo(actor)).where('number', '=', number).executeTakeFirst()

/** These cases, as far as the actor may see them. */
export const casesById = async (db: Db, actor: Actor, ids: readonly string[]): Promise<CaseRow[]> =>
  ids.length ? db.selectFrom('cases').selectAll('cases').where(visibleTo(actor)).where('id', 'in', ids).execute() : []

/** Where a case stands: what says in which lists it is, and the connections that make it visible. */
export interface Standing extends Pick<CaseRow, 'id' | 'status' | 'ownerId' | 'snoozedUntil'> {
  connectionIds: string[]
}

/** Where cases stand, by id, for everybody: whoever hands one on asks first whether its reader has a right on it. */
export async function standingsOf(db: Db, ids: readonly string[]): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>()
  const rows = await db
    .selectFrom('cases')
    .leftJoin('caseThreads', 'caseThreads.caseId', 'cases.id')
    .where('cases.id', 'in', ids)
    .select(['cases.id', 'status', 'ownerId', 'snoozedUntil', 'caseThreads.connectionId'])
    .execute()
  for (const { connectionId, ...row } of rows) {
    const connectionIds = [...(found.get(row.id)?.connectionIds ?? []), ...(connectionId ? [connectionId] : [])]
    found.set(row.id, { ...row, connectionIds })
  }
  return found
}

export type ListCounts = Array<{ key: List; count: number }>

/** How many cases each list has, as far as the actor may see them, counted up to 1,000; `shared`: those that are nobody's own. */
export const countLists = (database: Database, actor: Actor, which?: 'shared'): Promise<ListCounts> =>
  Promise.all(
    lists
      .filter(list => which !== 'shared' || list !== 'mine')
      .map(async list => ({ key: list, count: await countCases(database, actor, { list }, MAX_LIST_COUNT) })),
  )

/** The same of each owner's own list, for whoever has exactly the actor's rights. */
export async function countMine(database: Database, actor: Actor, ownerIds: readonly string[]) {
  const rows = await selected(database, actor, {})
    .where('ownerId', 'in', ownerIds)
    .where('status', 'in', ['new', 'open'])
    .where('snoozedUntil', 'is', null)
    .groupBy('ownerId')
    .select(['ownerId', eb => eb.fn.countAll().as('count')])
    .execute()
  return new Map(rows.map(({ ownerId, count }) => [ownerId, Math.min(Number(count), MAX_LIST_COUNT)]))
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
