// Which cases: lists, filters and search, as conditions of one query. Rights are among them, never a sieve afterwards.
import { type Expression, type ExpressionBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Dialect } from '../db/db.ts'
import type { CaseStatus, Priority, Row, Schema } from '../db/schema.ts'
import { matching } from '../db/search.ts'
import { type Actor, userOf } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import type { Visibility } from '../plugin/index.ts'
import { connectionsFor, type Permission } from '../team/may.ts'

/** The lists of the navigation, in its order. */
export const lists = ['mine', 'unassigned', 'pending', 'snoozed', 'closed', 'all'] as const
export type List = (typeof lists)[number]
/** Where something was said: on our own page, or elsewhere. */
export type Place = NonNullable<Row<'messages'>['place']>

export interface CaseFilter {
  ids?: readonly string[] | null
  status?: readonly CaseStatus[] | null
  priority?: readonly Priority[] | null
  ownerIds?: readonly string[] | null
  teamIds?: readonly string[] | null
  labelIds?: readonly string[] | null
  connectionIds?: readonly string[] | null
  plugins?: readonly string[] | null
  visibility?: Visibility | null
  place?: Place | null
  customerId?: string | null
  waitingBefore?: string | null
}

/** Which cases are meant; all the actor may see when nothing is said. */
export interface Selection {
  list?: List | null
  filter?: CaseFilter | null
  search?: string | null
}

/** How many values one filter takes. */
export const MAX_VALUES = 100
/** How many of the newest hits of a search are looked at. */
const MAX_HITS = 1000

type Cases = ExpressionBuilder<Schema, 'cases'>
type Scopes = ExpressionBuilder<Schema, 'scopes'>
type Places = SelectQueryBuilder<Schema, 'scopes' | 'scopePlaces', { scope: number }>
type Condition = Expression<SqlBool>
const nothing = () => sql<SqlBool>`1 = 0`

/** A right on at least one of its connections makes a case visible: for a case at hand. Lists go by its scope. */
export const visibleTo = (actor: Actor) => (eb: Cases) => {
  const allowed = connectionsFor(actor, 'case.read')
  if (allowed === 'all') return sql<SqlBool>`1 = 1`
  if (allowed.length === 0) return nothing()
  return eb.exists(
    eb
      .selectFrom('caseThreads')
      .whereRef('caseThreads.caseId', '=', 'cases.id')
      .where('caseThreads.connectionId', 'in', allowed)
      .select('caseThreads.caseId'),
  )
}

/** How a case stands: each is in exactly one of these. */
export const standings = ['unassigned', 'assigned', 'pending', 'snoozed', 'closed'] as const
export type Standing = (typeof standings)[number]

/** The same of a row, as the indexes have it: migrations/0004-growth.ts. */
export const standing = sql<Standing>`(case when cases.status = 'closed' then 'closed'
  when cases.snoozed_until is not null then 'snoozed' when cases.status = 'pending' then 'pending'
  when cases.owner_id is null then 'unassigned' else 'assigned' end)`

const standingsOf: Record<CaseStatus, readonly Standing[]> = {
  new: ['unassigned', 'assigned', 'snoozed'],
  open: ['unassigned', 'assigned', 'snoozed'],
  pending: ['pending', 'snoozed'],
  closed: ['closed'],
}

/** How the cases of a selection may stand. */
export function standingsIn({ list, filter }: Selection): readonly Standing[] {
  const inList: readonly Standing[] = !list || list === 'all' ? standings : [list === 'mine' ? 'assigned' : list]
  const ofStatus = filter?.status?.flatMap(status => standingsOf[status])
  return inList.filter(one => !ofStatus || ofStatus.includes(one))
}

/** Conditions on a scope, and with it on its cases: the actor may see it, and it is where the filter says. */
export function inScope(actor: Actor, { connectionIds, plugins, visibility, place }: CaseFilter) {
  const allowed = connectionsFor(actor, 'case.read')
  const some = (holds: (places: Places) => Places) => (eb: Scopes) =>
    eb.exists(holds(eb.selectFrom('scopePlaces').whereRef('scopePlaces.scope', '=', 'scopes.id').select('scope')))
  const conditions: Array<(eb: Scopes) => Condition> = []
  if (allowed !== 'all') conditions.push(some(q => q.where('connectionId', 'in', ['', ...allowed])))
  if (connectionIds) {
    const asked = atMost(connectionIds).filter(id => allowed === 'all' || allowed.includes(id))
    conditions.push(some(q => q.where('connectionId', 'in', ['', ...asked])))
  }
  // On one thread all of it: a public thread of Instagram, not a public one somewhere and Instagram somewhere else.
  if (plugins || visibility) {
    conditions.push(
      some(q =>
        q
          .where(thread => seenThrough(actor, 'case.read')(thread.ref('scopePlaces.connectionId')))
          .$if(Boolean(plugins), on =>
            on.where('connectionId', 'in', eb =>
              eb
                .selectFrom('connections')
                .where('plugin', 'in', ['', ...atMost(plugins ?? [])])
                .select('connections.id'),
            ),
          )
          .$if(Boolean(visibility), on => on.where('visibility', '=', visibility as Visibility)),
      ),
    )
  }
  if (place) {
    conditions.push(
      some(q =>
        q
          .where('place', '=', place)
          .where(message => seenThrough(actor, 'message.read')(message.ref('scopePlaces.connectionId'))),
      ),
    )
  }
  return conditions
}

/**
 * The conditions on the cases of a selection, wherever they take place; `isFew` when what is asked for leads to them, and
 * `areCommon` when the words that are searched stand everywhere.
 */
export const belonging = (
  dialect: Dialect,
  actor: Actor,
  { list, filter, search }: Selection,
  { isFew = false, areCommon = true } = {},
) => {
  const found = searched(dialect, actor, search, areCommon)
  return (eb: Cases) =>
    eb.and([...inList(eb, actor, list ?? 'all'), ...filtered(eb, filter ?? {}, isFew), ...(found ? [found(eb)] : [])])
}

/** What holds for the cases of one list. */
function inList(eb: Cases, actor: Actor, list: List): Condition[] {
  if (list === 'all') return []
  if (list !== 'mine') return [sql<SqlBool>`${standing} = ${list}`]
  return [eb('ownerId', '=', userOf(actor) ?? ''), sql<SqlBool>`${standing} = 'assigned'`]
}

/** On a connection where the actor has the permission: a case seen through one tells nothing of the others it is on. */
export function seenThrough(actor: Actor, permission: Permission) {
  const allowed = connectionsFor(actor, permission)
  return (connectionId: Expression<string>): Condition =>
    allowed === 'all'
      ? sql<SqlBool>`1 = 1`
      : allowed.length === 0
        ? nothing()
        : sql<SqlBool>`${connectionId} in (${sql.join(allowed)})`
}

function filtered(eb: Cases, filter: CaseFilter, isFew: boolean): Condition[] {
  const conditions: Condition[] = []
  const oneOf = <Key extends 'id' | 'status' | 'priority' | 'ownerId' | 'teamId'>(
    key: Key,
    values: readonly Row<'cases'>[Key][] | null | undefined,
  ) => {
    if (!values) return
    conditions.push(values.length ? eb(key, 'in', atMost(values) as never) : nothing())
  }
  oneOf('id', filter.ids)
  oneOf('status', filter.status)
  oneOf('priority', filter.priority)
  oneOf('ownerId', filter.ownerIds)
  oneOf('teamId', filter.teamIds)
  if (filter.labelIds?.length) {
    const labelled = eb.selectFrom('caseLabels').where('labelId', 'in', atMost(filter.labelIds)).select('caseId')
    conditions.push(
      isFew ? eb('cases.id', 'in', labelled) : eb.exists(labelled.whereRef('caseLabels.caseId', '=', 'cases.id')),
    )
  }
  if (filter.customerId) conditions.push(eb('customerId', '=', filter.customerId))
  if (filter.waitingBefore) conditions.push(eb('waitingSince', '<', filter.waitingBefore))
  return conditions
}

/** The values of one filter; refuses too many. */
export function atMost<Value>(values: readonly Value[]): readonly Value[] {
  if (values.length > MAX_VALUES) {
    throw new AppError('INVALID', `A filter takes at most ${MAX_VALUES} values.`, {
      reason: 'filter.tooMany',
      facts: { max: MAX_VALUES },
    })
  }
  return values
}

/** The cases whose readable messages hold all words, or that have this number. */
function searched(dialect: Dialect, actor: Actor, search: string | null | undefined, areCommon: boolean) {
  if (!search?.trim()) return undefined
  const number = /^\s*#?(\d{1,9})\s*$/.exec(search)?.[1]
  const hits = hitsOf(dialect, actor, search, areCommon)
  if (!hits) return nothing
  return (eb: Cases): Condition => {
    const newest = hits(eb).limit(MAX_HITS).select(['messages.caseId', 'found.rowid'])
    const found = eb('cases.id', 'in', eb.selectFrom(newest.as('hits')).select('hits.caseId'))
    return number ? eb.or([eb('cases.number', '=', Number(number)), found]) : found
  }
}

/** The messages the actor may read that hold all words of a text, the newest first; undefined when it has no words. */
export function hitsOf(dialect: Dialect, actor: Actor, text: string, areCommon: boolean) {
  const index = matching(dialect, text)
  if (!index) return undefined
  return (db: Pick<Db, 'selectFrom'> | Cases) =>
    (db as Db)
      .selectFrom(index.found)
      // From the index to the message, never the other way round.
      .crossJoin('messages')
      .where(index.holds)
      .whereRef('messages.seq', '=', 'found.rowid')
      .where(message => seenThrough(actor, 'message.read')(message.ref('messages.connectionId')))
      .where(message => seenThrough(actor, 'case.read')(message.ref('messages.connectionId')))
      // A sum keeps the engine from going back through all messages for words that few have.
      .orderBy(areCommon ? sql`found.rowid` : sql`found.rowid + 0`, 'desc')
}
