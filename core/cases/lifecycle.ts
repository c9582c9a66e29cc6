import type { CaseStatus, Priority } from '../db/schema.ts'
import { plusSeconds } from '../lib/clock.ts'

/** What sorts a case. */
export interface Standing {
  priority: Priority
  waitingSince: string | null
  lastMessageAt: string
}

/** How long a customer may reasonably wait, in seconds, until there are response targets. */
const patience: Record<Priority, number> = { urgent: 0, high: 3600, normal: 4 * 3600, low: 24 * 3600 }

/**
 * The key of “most urgent first”: the moment by which a waiting case should be answered. What waits for nobody comes
 * after all of those, the longest silent first.
 */
export const urgencyOf = (standing: Standing): string =>
  standing.waitingSince ? plusSeconds(standing.waitingSince, patience[standing.priority]) : `9${standing.lastMessageAt}`

/** The status after the customer wrote: what was answered or done is open again, and what nobody ever took is new. */
export const afterInbound = (status: CaseStatus, isTaken: boolean): CaseStatus =>
  status === 'new' || (status === 'pending' && !isTaken) ? 'new' : 'open'

/** The status after somebody got it. */
export const afterAssign = (status: CaseStatus): CaseStatus => (status === 'new' ? 'open' : status)

/** The status to return to when an answer did not go: never a closed one, because then nobody would see it. */
export const afterUnsent = (prior: CaseStatus): CaseStatus => (prior === 'closed' ? 'open' : prior)
