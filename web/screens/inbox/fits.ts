import type { CaseList, CaseRowFragment } from '../../api/types.ts'

type Standing = Pick<CaseRowFragment, 'status' | 'snoozedUntil'> & { owner: { id: string } | null }

/**
 * Whether a case still belongs in a list, by what we know of it: so that a row leaves the moment it is answered. Which
 * cases come in, and in what order, the server says.
 */
export function fits(list: CaseList, { status, snoozedUntil, owner }: Standing, me: string): boolean {
  const inInbox = (status === 'NEW' || status === 'OPEN') && !snoozedUntil
  switch (list) {
    case 'MINE':
      return inInbox && owner?.id === me
    case 'UNASSIGNED':
      return inInbox && !owner
    case 'PENDING':
      return status === 'PENDING' && !snoozedUntil
    case 'SNOOZED':
      return snoozedUntil !== null
    case 'CLOSED':
      return status === 'CLOSED'
    case 'ALL':
      return true
  }
}
