import type { ConnectionRowFragment } from './types.ts'

/**
 * How a connection fares, in the order in which it matters. `unseen` is one on which nobody can answer; `new` is one of which
 * nothing was heard yet.
 */
export type Standing = 'parked' | 'problem' | 'paused' | 'unseen' | 'works' | 'new'

/** One word for how a connection fares. What is parked on purpose is no problem, also when it had one. */
export function standingOf({
  parkedAt,
  problem,
  pausedAt,
  workedAt,
  answerers,
}: Pick<ConnectionRowFragment, 'parkedAt' | 'problem' | 'pausedAt' | 'workedAt' | 'answerers'>): Standing {
  if (parkedAt) return 'parked'
  if (problem) return 'problem'
  if (pausedAt) return 'paused'
  if (answerers === 0) return 'unseen'
  return workedAt ? 'works' : 'new'
}
