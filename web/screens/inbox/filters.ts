import type { CaseFilter, CaseStatus, Place, Priority, ViewRowFragment, Visibility } from '../../api/types.ts'

/** What a list can be narrowed by, in the order of the panel; the words stand in addresses. */
export const facets = [
  'status',
  'priority',
  'label',
  'owner',
  'team',
  'channel',
  'account',
  'visibility',
  'place',
  'wait',
] as const
export type Facet = (typeof facets)[number]

/** The values each facet is narrowed to, one of which must hold; a facet that is not there narrows nothing. */
export type Filters = Readonly<Partial<Record<Facet, readonly string[]>>>

/** The choices of facets that are the same everywhere. Waiting is in minutes; of those with one choice the last counts. */
export const choices = {
  status: ['NEW', 'OPEN', 'PENDING', 'CLOSED'] satisfies CaseStatus[],
  priority: ['URGENT', 'HIGH', 'NORMAL', 'LOW'] satisfies Priority[],
  visibility: ['PUBLIC', 'PRIVATE'] satisfies Visibility[],
  place: ['BRAND', 'CONSUMER'] satisfies Place[],
  wait: ['30', '60', '240', '1440'],
}
export type FixedFacet = keyof typeof choices
const single: readonly Facet[] = ['visibility', 'place', 'wait']
const MINUTE = 60_000

export const isFixed = (facet: Facet): facet is FixedFacet => facet in choices

/** The filters an address names; what no list can be narrowed by is not there. */
export function filtersIn(params: Readonly<Record<string, string | string[] | undefined>>): Filters {
  const entries = facets.flatMap(facet => {
    const given = [params[facet] ?? []].flat().flatMap(value => value.split(','))
    const known = [...new Set(given)].filter(value =>
      isFixed(facet) ? (choices[facet] as readonly string[]).includes(value) : /^[\w-]{1,64}$/.test(value),
    )
    const values = single.includes(facet) ? known.slice(-1) : known.slice(0, 100)
    return values.length ? [[facet, values] as const] : []
  })
  return Object.fromEntries(entries)
}

/** What an address says of filters: each facet, also those it must leave out. */
export const paramsOf = (filters: Filters): Record<Facet, string | undefined> =>
  Object.fromEntries(facets.map(facet => [facet, filters[facet]?.join(',') || undefined])) as Record<
    Facet,
    string | undefined
  >

/** The filters with a value switched on or off. */
export function toggled(filters: Filters, facet: Facet, value: string): Filters {
  const had = filters[facet] ?? []
  const others = single.includes(facet) ? [] : had
  const values = had.includes(value) ? had.filter(one => one !== value) : [...others, value]
  const { [facet]: _, ...rest } = filters
  return values.length ? { ...rest, [facet]: values } : rest
}

export const isNarrowed = (filters: Filters): boolean => Object.keys(filters).length > 0

/** What a view keeps of filters. */
export function viewFilterOf(filters: Filters) {
  const { status, priority, label, owner, team, channel, account, visibility, place, wait } = filters
  return {
    ...(status && { status: status as CaseStatus[] }),
    ...(priority && { priority: priority as Priority[] }),
    ...(label && { labelIds: [...label] }),
    ...(owner && { ownerIds: [...owner] }),
    ...(team && { teamIds: [...team] }),
    ...(channel && { plugins: [...channel] }),
    ...(account && { connectionIds: [...account] }),
    ...(visibility && { visibility: visibility[0] as Visibility }),
    ...(place && { place: place[0] as Place }),
    ...(wait && { waitingMinutes: Number(wait[0]) }),
  }
}

/** The filters that a view keeps. */
export function filtersOf(filter: ViewRowFragment['filter']): Filters {
  const given: Record<Facet, readonly (string | number | null)[] | null | undefined> = {
    status: filter.status,
    priority: filter.priority,
    label: filter.labelIds,
    owner: filter.ownerIds,
    team: filter.teamIds,
    channel: filter.plugins,
    account: filter.connectionIds,
    visibility: [filter.visibility],
    place: [filter.place],
    wait: [filter.waitingMinutes],
  }
  const entries = facets.flatMap(facet => {
    const values = given[facet]?.filter(value => value !== null).map(String) ?? []
    return values.length ? [[facet, values] as const] : []
  })
  return Object.fromEntries(entries)
}

/** What the server is asked for. `now` in milliseconds. */
export function conditionsOf(filters: Filters, now: number): CaseFilter {
  const { waitingMinutes, ...conditions } = viewFilterOf(filters)
  if (waitingMinutes === undefined) return conditions
  // To the minute: what waits moves on with the clock, but not with every second.
  const before = Math.floor(now / MINUTE - waitingMinutes) * MINUTE
  return { ...conditions, waitingBefore: new Date(before).toISOString() }
}
