import { type Clock, iso } from '../../core/lib/clock.ts'

/** A clock that stands still until a test moves it. */
export interface MovableClock extends Clock {
  /** Forwards, by the sum of what is given. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }): void
  /** To an instant, such as `2026-03-02T09:00:00.000Z`. */
  set(at: string): void
  /** The instant as the database stores it. */
  iso(): string
}

/** Starts on a Monday morning. */
export function movableClock(start = '2026-03-02T09:00:00.000Z'): MovableClock {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }) {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
    },
    set(to) {
      at = Date.parse(to)
    },
    iso: () => iso(new Date(at)),
  }
}
