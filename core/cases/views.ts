// Lists with filters that their owners keep under a name.
import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { cleanLine } from '../lib/text.ts'
import { must } from '../team/may.ts'
import { atMost, type CaseFilter, type List, MAX_VALUES } from './filter.ts'
import type { Order } from './order.ts'

/** What narrows a view: nothing of one moment or one customer. */
export type ViewFilter = Omit<CaseFilter, 'ids' | 'customerId' | 'waitingBefore'> & { waitingMinutes?: number | null }

/** Which cases a view shows, and in which order. */
interface ViewQuery {
  list: List
  filter: ViewFilter
  search: string | null
  order: Order
}

export type View = ViewQuery & { id: string; name: string }

/** New values of a view; what is absent or null stays. */
export interface ViewChanges {
  name?: string | null
  list?: List | null
  filter?: ViewFilter | null
  search?: string | null
  order?: Order | null
  /** Among the user's views, from 0. */
  position?: number | null
}

const MAX_VIEWS = 50
const NAME_LENGTH = 60
const SEARCH_LENGTH = 200
/** How long a view may be, written out, in characters. */
const QUERY_LENGTH = 10_000
const LONGEST_WAIT = 100_000

/** Filters that hold ids, each with the table they are of. */
const idFilters = [
  ['ownerIds', 'users'],
  ['teamIds', 'teams'],
  ['labelIds', 'labels'],
  ['connectionIds', 'connections'],
] as const

/** A user's views in their order, without what exists no more. */
export async function viewsOf(db: Session, userId: string): Promise<View[]> {
  const views = (await rowsOf(db, userId)).map(toView)
  for (const [name, table] of idFilters) {
    const ids = views.flatMap(({ filter }) => filter[name] ?? [])
    const there = ids.length ? await db.selectFrom(table).select('id').where('id', 'in', ids).execute() : []
    for (const { filter } of views) {
      const left = filter[name]?.filter(id => there.some(row => row.id === id))
      filter[name] = left?.length ? left : null
    }
  }
  return views
}

/** Keeps a view, after the others. INVALID when there are too many. */
export async function createView(tx: Tx, input: ViewChanges & { name: string }): Promise<View> {
  const userId = ownerOf(tx)
  const others = await rowsOf(tx.db, userId)
  if (others.length >= MAX_VIEWS) {
    throw new AppError('INVALID', `You have ${MAX_VIEWS} views already. Throw one away first.`, {
      reason: 'view.tooMany',
      facts: { max: MAX_VIEWS },
    })
  }
  const position = (others.at(-1)?.position ?? -1) + 1
  const query = queryText({ list: 'all', filter: {}, search: null, order: 'urgency' }, input)
  const row = { id: newId(), userId, name: nameOf(input.name), query, position }
  await tx.db.insertInto('views').values(row).execute()
  return told(tx, row)
}

/** Changes one of the actor's views, or its place among them. */
export async function updateView(tx: Tx, viewId: string, changes: ViewChanges): Promise<View> {
  const rows = await rowsOf(tx.db, ownerOf(tx))
  const row = rows.find(({ id }) => id === viewId)
  if (!row) throw notFound('view')
  const name = changes.name == null ? row.name : nameOf(changes.name)
  const next = { ...row, name, query: queryText(JSON.parse(row.query), changes) }
  const others = rows.filter(({ id }) => id !== viewId)
  const sorted = changes.position == null ? rows : others.toSpliced(Math.max(changes.position, 0), 0, row)
  for (const [position, { id, ...other }] of sorted.entries()) {
    if (id === viewId) next.position = position
    else if (other.position !== position) {
      await tx.db.updateTable('views').set({ position }).where('id', '=', id).execute()
    }
  }
  await tx.db.updateTable('views').set(next).where('id', '=', viewId).execute()
  return told(tx, next)
}

/** Throws one of the actor's views away. */
export async function deleteView(tx: Tx, viewId: string): Promise<View> {
  const row = await tx.db
    .deleteFrom('views')
    .where('id', '=', viewId)
    .where('userId', '=', ownerOf(tx))
    .returningAll()
    .executeTakeFirst()
  if (!row) throw notFound('view')
  return told(tx, row)
}

const rowsOf = (db: Session, userId: string) =>
  db.selectFrom('views').selectAll().where('userId', '=', userId).orderBy('position').orderBy('id').execute()

const toView = ({ id, name, query }: Row<'views'>): View => ({ id, name, ...(JSON.parse(query) as ViewQuery) })

async function told(tx: Tx, row: Row<'views'>): Promise<View> {
  await tx.record({ type: 'view.changed', data: { viewId: row.id } })
  return toView(row)
}

function ownerOf(tx: Tx): string {
  must(tx.actor, 'me.write')
  const userId = userOf(tx.actor)
  if (!userId) throw notFound('view')
  return userId
}

function nameOf(given: string): string {
  const name = cleanLine(given, NAME_LENGTH)
  if (!name) throw new AppError('INVALID', `Give a name of 1 to ${NAME_LENGTH} characters.`, { reason: 'name.empty' })
  return name
}

/** What a view shows with what is given in it, as it is kept. */
function queryText(before: ViewQuery, { list, filter, search, order }: ViewChanges): string {
  const query: ViewQuery = {
    list: list ?? before.list,
    filter: filter ? checked(filter) : before.filter,
    search: search == null ? before.search : cleanLine(search, SEARCH_LENGTH) || null,
    order: order ?? before.order,
  }
  const text = JSON.stringify(query)
  if (text.length > QUERY_LENGTH) {
    throw new AppError('INVALID', 'This is too much to keep. Choose fewer values.', {
      reason: 'filter.tooMany',
      facts: { max: MAX_VALUES },
    })
  }
  return text
}

function checked(filter: ViewFilter): ViewFilter {
  const { waitingMinutes } = filter
  if (waitingMinutes != null && (waitingMinutes < 1 || waitingMinutes > LONGEST_WAIT)) {
    throw new AppError('INVALID', `\`waitingMinutes\` is 1 to ${LONGEST_WAIT}.`, {
      reason: 'view.wait',
      facts: { max: LONGEST_WAIT },
    })
  }
  for (const values of Object.values(filter)) if (Array.isArray(values)) atMost(values)
  return filter
}
