/** The time, injected so that a test can move it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** An instant as the database stores it: ISO-8601, UTC, milliseconds. Sorts as text. */
export const iso = (at: Date): string => at.toISOString()

/** `at` moved by so many seconds, earlier when negative. */
export const plusSeconds = (at: string, seconds: number): string => iso(new Date(Date.parse(at) + seconds * 1000))

/** Exact hours from one instant to another; negative when `to` is earlier. */
export const hoursBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 3_600_000
