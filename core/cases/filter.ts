// Which cases: lists, filters and search, as conditions of one query. Rights are among them, never a sieve afterwards.
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Dialect } from '../db/db.ts'
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
type Condition = Expression<SqlBool>
const nothing = () => sql<SqlBool>`1 = 0`

/** A right on at least one of its connections makes a case visible. */
export const visibleTo = (actor: Actor) => (eb: Cases) => {
  const allowed = connectionsFor(actor, 'case.read')
  return allowed === 'all' ? sql<SqlBool>`1 = 1` : onConnections(eb, allowed)
}

/** What holds for the cases of a selection, on top of being visible. */
export const belonging = (dialect: Dialect, actor: Actor, { list, filter, search }: Selection) => {
  const found = searched(dialect, actor, search)
  return (eb: Cases) =>
    eb.and([...inList(eb, actor, list ?? 'all'), ...filtered(eb, actor, filter ?? {}), ...(found ? [found(eb)] : [])])
}

/** What holds for the cases of one list. */
function inList(eb: Cases, actor: Actor, list: List): Condition[] {
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

const onConnections = (eb: Cases, ids: readonly string[]) =>
  ids.length === 0
    ? nothing()
    : eb.exists(
        eb
          .selectFrom('caseThreads')
          .whereRef('caseThreads.caseId', '=', 'cases.id')
          .where('caseThreads.connectionId', 'in', ids)
          .select('caseThreads.caseId'),
      )

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

function filtered(eb: Cases, actor: Actor, filter: CaseFilter): Condition[] {
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
  if (filter.connectionIds) {
    const allowed = connectionsFor(actor, 'case.read')
    const asked = atMost(filter.connectionIds)
    conditions.push(onConnections(eb, allowed === 'all' ? asked : asked.filter(id => allowed.includes(id))))
  }
  if (filter.plugins || filter.visibility) conditions.push(onThread(eb, actor, filter))
  if (filter.place) {
    conditions.push(
      eb.exists(
        eb
          .selectFrom('messages')
          .whereRef('messages.caseId', '=', 'cases.id')
          .where('messages.place', '=', filter.place)
          .where(message => seenThrough(actor, 'message.read')(message.ref('messages.connectionId')))
          .select('messages.id'),
      ),
    )
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

/** On one thread all of it: a public thread of Instagram, not a public one somewhere and Instagram somewhere else. */
const onThread = (eb: Cases, actor: Actor, { plugins, visibility }: CaseFilter) =>
  eb.exists(
    eb
      .selectFrom('caseThreads')
      .innerJoin('threads', 'threads.id', 'caseThreads.threadId')
      .innerJoin('connections', 'connections.id', 'caseThreads.connectionId')
      .whereRef('caseThreads.caseId', '=', 'cases.id')
      .where(thread => seenThrough(actor, 'case.read')(thread.ref('caseThreads.connectionId')))
      .$if(Boolean(plugins), q => q.where('connections.plugin', 'in', ['', ...atMost(plugins ?? [])]))
      .$if(Boolean(visibility), q => q.where('threads.visibility', '=', visibility as Visibility))
      .select('caseThreads.caseId'),
  )

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
function searched(dialect: Dialect, actor: Actor, search: string | null | undefined) {
  if (!search?.trim()) return undefined
  const number = /^\s*#?(\d{1,9})\s*$/.exec(search)?.[1]
  const seqs = matching(dialect, search)
  if (!seqs) return nothing
  return (eb: Cases): Condition => {
    const hits = eb
      .selectFrom('messages')
      .where(sql<SqlBool>`messages.seq in ${seqs}`)
      .where(message => seenThrough(actor, 'message.read')(message.ref('messages.connectionId')))
      .orderBy('messages.seq', 'desc')
      .limit(MAX_HITS)
      .select(['messages.caseId', 'messages.seq'])
    const found = eb('cases.id', 'in', eb.selectFrom(hits.as('hits')).select('hits.caseId'))
    return number ? eb.or([eb('cases.number', '=', Number(number)), found]) : found
  }
}
