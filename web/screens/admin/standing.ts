import type { ConnectionRowFragment } from './types.ts'

/** How a connection fares, in the order in which it matters. `new` is one of which nothing was heard yet. */
export type Standing = 'parked' | 'problem' | 'paused' | 'works' | 'new'

/** One word for how a connection fares. What is parked on purpose is no problem, also when it had one. */
export function standingOf({
  parkedAt,
  problem,
  pausedAt,
  workedAt,
}: Pick<ConnectionRowFragment, 'parkedAt' | 'problem' | 'pausedAt' | 'workedAt'>): Standing {
  if (parkedAt) return 'parked'
  if (problem) return 'problem'
  if (pausedAt) return 'paused'
  return workedAt ? 'works' : 'new'
}
