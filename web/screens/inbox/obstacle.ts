import type { AudienceFragment, DraftFragment } from '../../api/types.ts'

/** What stands in the way of an answer. */
export type Obstacle =
  /** The platform takes no answer: nothing is to be written that cannot be sent. */
  | { kind: 'closed'; reason: string }
  /** Only programs wrote there. */
  | { kind: 'nobody' }
  /** The account is out of use. */
  | { kind: 'parked'; name: string }
  /** A colleague is writing one: reading along is possible, writing beside them is not. */
  | { kind: 'taken'; draft: DraftFragment }
  /** Nothing leaves there now; what is written stays. */
  | { kind: 'paused'; name: string; since: string; reason: string | null }

/** A colleague who has not touched their draft for so long is no longer in the way, in milliseconds. */
export const IDLE = 5 * 60_000

/** What stands in the way of answering there, the worst first; nothing when all is well. */
export function obstacleOf(
  audience: AudienceFragment,
  drafts: readonly DraftFragment[],
  own: { userId: string; text: string },
  now: number,
): Obstacle | undefined {
  const { connection, closed, closesAt, threadId } = audience
  if (connection.parkedAt) return { kind: 'parked', name: connection.name }
  if (!audience.to && !audience.people.length) return { kind: 'nobody' }
  if (closed || (closesAt && Date.parse(closesAt) <= now)) return { kind: 'closed', reason: closed ?? '' }
  const theirs = othersDraft(drafts, threadId, own.userId)
  // Who has words there already keeps them and is only told.
  if (theirs && !own.text && now - Date.parse(theirs.updatedAt) < IDLE) return { kind: 'taken', draft: theirs }
  if (connection.pausedAt) {
    return { kind: 'paused', name: connection.name, since: connection.pausedAt, reason: connection.problem }
  }
  return undefined
}

/** What a colleague is writing there, the latest of it. */
export const othersDraft = (
  drafts: readonly DraftFragment[],
  threadId: string | null,
  userId: string,
): DraftFragment | undefined =>
  drafts
    .filter(draft => draft.threadId === threadId && draft.user.id !== userId)
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0]
