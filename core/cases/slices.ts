// A page of a list, read in its order without meeting a case that is not in it: the cases of one scope that stand the
// same are a slice, which an index holds in each order; the slices of a list are merged while they are read. A filter that
// picks few cases by itself, such as a customer or a seldom label, is read whole and sorted instead.
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Reading } from '../db/db.ts'
import { merged } from '../db/merged.ts'
import { areCommon } from '../db/search.ts'
import type { Actor } from '../lib/actor.ts'
import { belonging, inScope, type Selection, type Standing, standing, standings, standingsIn } from './filter.ts'
import { beyond, type Order, sorted } from './order.ts'

/** As many as are sorted in a blink. */
const FEW = 1000
/** SQLite merges no more at once. */
const MAX_SLICES = 400
/** Orders of all cases whatever their scope, which an index of its own holds. */
const WHOLE: readonly Order[] = ['urgency', 'newest']

/** Filters that lead to what they pick. */
const PLACED = ['ids', 'customerId', 'connectionIds', 'plugins', 'visibility', 'place']

/** Where the cases of a selection are to be looked for. */
interface Slices {
  /** The scopes that the actor sees and the filter names. */
  scopes: readonly number[]
  /** Those are all there are. */
  isEverywhere: boolean
  standings: readonly Standing[]
  /** So few match that they are read whole. */
  isFew: boolean
  /** The words that are searched stand everywhere. */
  areCommon: boolean
}

/** The slices of a selection, as far as the actor may see them. */
async function slicesOf(database: Reading, actor: Actor, selection: Selection): Promise<Slices> {
  const conditions = inScope(actor, selection.filter ?? {})
  const rows = await database.read
    .selectFrom('scopes')
    .select([
      'id',
      eb =>
        eb
          .case()
          .when(eb.and(conditions.map(holds => holds(eb))))
          .then(1)
          .else(0)
          .end()
          .as('isIn'),
    ])
    .execute()
  const scopes = rows.filter(row => row.isIn).map(row => row.id)
  const isEverywhere = scopes.length === rows.length
  return {
    scopes,
    isEverywhere,
    standings: standingsIn(selection),
    isFew: await isFew(database, selection),
    areCommon: await areCommon(database.read, database.dialect, selection.search ?? ''),
  }
}

/** Whether a selection picks few cases by what an index leads to. */
async function isFew({ read }: Reading, { list, filter, search }: Selection): Promise<boolean> {
  if (list === 'mine' || filter?.ids || filter?.customerId || search?.trim()) return true
  if (filter?.labelIds?.length) {
    const some = read
      .selectFrom('caseLabels')
      .where('labelId', 'in', filter.labelIds)
      .select('caseId')
      .limit(FEW + 1)
    if ((await some.execute()).length <= FEW) return true
  }
  if (filter?.ownerIds?.length) {
    const some = read
      .selectFrom('cases')
      .where('ownerId', 'in', filter.ownerIds)
      .select('id')
      .limit(FEW + 1)
    return (await some.execute()).length <= FEW
  }
  return false
}

/** Where a page begins and how long it is. */
export interface Cut {
  order: Order
  after: string | null | undefined
  skip: number
  limit: number
}

/** The ids of a page of a selection, in their order. */
export async function idsIn(
  database: Reading,
  actor: Actor,
  selection: Selection,
  { order, after, skip, limit }: Cut,
): Promise<string[]> {
  const slices = await slicesOf(database, actor, selection)
  const { key, direction } = sorted(order)
  const db = readerFor(database, selection)
  const all = db
    .selectFrom('cases')
    .where(belonging(database.dialect, actor, selection, slices))
    .$if(Boolean(after), q => q.where(beyond(order, after as string)))
    .select(eb => ['cases.id as id', sql<string>`${key(eb)}`.as('key')])
  const parts = inOrder(slices, order).map(slice => all.where(slice))
  if (!parts.length) return []
  const page = merged({ db, dialect: database.dialect }, parts, { direction, limit, skip })
  return (await page.execute()).map(row => row.id)
}

/** How many cases a selection holds, as far as the actor may see them, counted up to a limit. */
export async function countIn(database: Reading, actor: Actor, selection: Selection, max: number): Promise<number> {
  const slices = await slicesOf(database, actor, selection)
  const db = readerFor(database, selection)
  const some = db
    .selectFrom('cases')
    // To count, nothing needs to be in order.
    .where(belonging(database.dialect, actor, selection, { ...slices, isFew: true }))
    .where(slices.isFew ? unordered(slices) : together(slices))
    .select('cases.id')
    .limit(max)
  const { count } = await db
    .selectFrom(some.as('some'))
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How long it takes depends on the words that are searched, and on how many cases are passed over for others. */
const readerFor = ({ read, aside }: Reading, { search, filter }: Selection): Db =>
  search?.trim() || Object.keys(filter ?? {}).some(key => !PLACED.includes(key)) ? aside : read

/** Conditions that part a selection: an index has what meets one of them in the order. */
function inOrder(slices: Slices, order: Order): Array<RawBuilder<SqlBool>> {
  if (slices.isFew) return [unordered(slices)]
  if (slices.isEverywhere && slices.standings.length === standings.length && WHOLE.includes(order)) return [everything]
  if (slices.scopes.length * slices.standings.length > MAX_SLICES) return [together(slices)]
  return slices.scopes.flatMap(scope =>
    slices.standings.map(stands => sql<SqlBool>`cases.scope = ${scope} and ${standing} = ${stands}`),
  )
}

const everything = sql<SqlBool>`1 = 1`
const oneOf = (values: ReadonlyArray<number | string>) => sql`(${sql.join(values)})`

/** All slices at once, in no order. */
function together({ scopes, isEverywhere, standings: some }: Slices): RawBuilder<SqlBool> {
  if (!scopes.length || !some.length) return sql<SqlBool>`1 = 0`
  const inScopes = sql<SqlBool>`cases.scope in ${oneOf(scopes)}`
  if (some.length === standings.length) return isEverywhere ? everything : inScopes
  return sql<SqlBool>`${inScopes} and ${standing} in ${oneOf(some)}`
}

/** The same without leading the engine to an index of theirs: something else picks the cases. */
const unordered = ({ scopes, isEverywhere }: Slices): RawBuilder<SqlBool> =>
  isEverywhere ? everything : scopes.length ? sql<SqlBool>`+cases.scope in ${oneOf(scopes)}` : sql<SqlBool>`1 = 0`
