/** The ids of a list's rows by place; nothing where a row is not loaded. */
export type Order = readonly (string | undefined)[]

/** How what is shown differs from what is true. */
export interface Waiting {
  /** How many rows are not shown yet. */
  fresh: number
  /** Rows stand elsewhere by now, or are gone. */
  moved: boolean
}

export const NOTHING_WAITS: Waiting = { fresh: 0, moved: false }

/**
 * A list that stands still: every row keeps its place, and only places that were not loaded are filled. Beside it, what
 * waits to be shown.
 */
export function held(shown: Order, latest: Order): { order: Order; waiting: Waiting } {
  const known = new Set(shown)
  const order = shown.map((id, at) => id ?? (known.has(latest[at]) ? undefined : latest[at]))
  const there = new Set(order)
  const fresh = latest.filter(id => id !== undefined && !there.has(id)).length
  const moved = order.some((id, at) => id !== undefined && latest[at] !== undefined && latest[at] !== id)
  return { order, waiting: { fresh, moved: moved || order.length > latest.length } }
}
