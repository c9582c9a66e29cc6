import type { CaseStatus } from '../db/schema.ts'
import { hoursBetween } from '../lib/clock.ts'

/** What a new message does to a customer's matter on a thread. R33, R36. */
export type Decision = { do: 'append'; caseId: string } | { do: 'reopen'; caseId: string } | { do: 'open' }

/** The case that would receive the message, if there is one. */
export interface Receiving {
  caseId: string
  status: CaseStatus
  closedAt: string | null
}

/** A closed case takes a message back until `reopenHours` after closing; after that the customer starts a new one. */
export function decide(receiving: Receiving | undefined, reopenHours: number, now: string): Decision {
  if (!receiving) return { do: 'open' }
  if (receiving.status !== 'closed' || !receiving.closedAt) return { do: 'append', caseId: receiving.caseId }
  return hoursBetween(receiving.closedAt, now) < reopenHours
    ? { do: 'reopen', caseId: receiving.caseId }
    : { do: 'open' }
}
