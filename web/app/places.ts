import type { CaseList } from '../api/types.ts'

/** The lists in the order of the navigation, with the word each has in an address. */
export const lists = [
  'MINE',
  'UNASSIGNED',
  'PENDING',
  'SNOOZED',
  'CLOSED',
  'ALL',
] as const satisfies readonly CaseList[]

/** The list an address names, if it is one. */
export const listOf = (slug: string | undefined): CaseList | undefined => lists.find(list => slugOf(list) === slug)

export const slugOf = (list: CaseList): Lowercase<CaseList> => list.toLowerCase() as Lowercase<CaseList>

/** What lets somebody into the admin screens, each to a page of its own. */
export const adminPermissions = [
  'connection.manage',
  'user.manage',
  'team.manage',
  'right.grant',
  'label.manage',
] as const

/** The path of a list, and of a case in it. */
export const listUrl = (list: CaseList): `/${string}` => `/inbox/${slugOf(list)}`
/** The path of somebody's own view. */
export const viewUrl = (id: string): `/${string}` => `/inbox/view/${id}`
export const caseUrl = (list: CaseList, number: number): `/${string}` => `${listUrl(list)}/${number}`
