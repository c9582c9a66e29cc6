import { type SqlBool, sql } from 'kysely'
import type { Db, Reading } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { type Page, pageSize } from '../lib/page.ts'
import { belonging, inScope, type List, lists, type Selection, visibleTo } from './filter.ts'
import type { Order } from './order.ts'
import { countIn, idsIn } from './slices.ts'

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

/** The cases of a selection that the actor may see, neither sorted nor cut: for who goes through all of them by number. */
export const selected = ({ read, dialect }: Reading, actor: Actor, selection: Selection) =>
  read
    .selectFrom('cases')
    .where(belonging(dialect, actor, selection))
    .where(eb => {
      const conditions = inScope(actor, selection.filter ?? {})
      // A sign before a number keeps the engine from sorting them by it first.
      return conditions.length
        ? sql<SqlBool>`+cases.scope in ${eb
            .selectFrom('scopes')
            .where(scope => scope.and(conditions.map(holds => holds(scope))))
            .select('scopes.id')}`
        : sql<SqlBool>`1 = 1`
    })

/** A page of cases, with rights, list, filter and search all in the query. */
export async function findCases(database: Reading, actor: Actor, query: CaseQuery): Promise<CasePage> {
  const first = pageSize(query.first)
  const order = query.order ?? 'urgency'
  const skip = query.skip ?? 0
  if (skip < 0 || skip > MAX_SKIP) {
    throw new AppError('INVALID', `Skip 0 to ${MAX_SKIP} rows; narrow the list to find what lies further.`, {
      reason: 'page.skip',
      facts: { max: MAX_SKIP },
    })
  }
  const ids = await idsIn(database, actor, query, { order, after: query.after, skip, limit: first + 1 })
  const page = ids.slice(0, first)
  const rows = page.length
    ? await database.read.selectFrom('cases').selectAll('cases').where('id', 'in', page).execute()
    : []
  const byId = new Map(rows.map(row => [row.id, row]))
  return { items: page.flatMap(id => byId.get(id) ?? []), hasMore: ids.length > first, query }
}

/** How many cases a selection holds, as far as the actor may see them, counted up to a limit. */
export const countCases = (database: Reading, actor: Actor, selection: Selection, max = MAX_TOTAL): Promise<number> =>
  countIn(database, actor, selection, max)

/** One case by its number or its id, if the actor may see it. */
export function oneCase(
  db: Db,
  actor: Actor,
  { number, id }: { number?: number | null; id?: string | null },
): Promise<CaseRow | undefined> {
  if ((number == null) === (id == null)) {
    throw new AppError('INVALID', 'Say which case: by `number` or by `id`, one of them.', { reason: 'case.which' })
  }
  return db
    .selectFrom('cases')
    .selectAll('cases')
    .where(visibleTo(actor))
    .where(eb => (number == null ? eb('id', '=', String(id)) : eb('number', '=', number)))
    .executeTakeFirst()
}

/** These cases, as far as the actor may see them. */
export const casesById = async (db: Db, actor: Actor, ids: readonly string[]): Promise<CaseRow[]> =>
  ids.length ? db.selectFrom('cases').selectAll('cases').where(visibleTo(actor)).where('id', 'in', ids).execute() : []

/** Where a case stands: what says in which lists it is, and the connections that make it visible. */
export interface Whereabouts extends Pick<CaseRow, 'id' | 'status' | 'ownerId' | 'snoozedUntil'> {
  connectionIds: string[]
}

/** Where cases stand, by id, for everybody: whoever hands one on asks first whether its reader has a right on it. */
export async function whereaboutsOf(db: Db, ids: readonly string[]): Promise<Map<string, Whereabouts>> {
  const found = new Map<string, Whereabouts>()
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
export const countLists = (database: Reading, actor: Actor, which?: 'shared'): Promise<ListCounts> =>
  Promise.all(
    lists
      .filter(list => which !== 'shared' || list !== 'mine')
      .map(async list => ({ key: list, count: await countCases(database, actor, { list }, MAX_LIST_COUNT) })),
  )

/** The same of each owner's own list, for whoever has exactly the actor's rights. */
export async function countMine(database: Reading, actor: Actor, ownerIds: readonly string[]) {
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
