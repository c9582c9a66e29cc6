import { instantOf, wallOf } from '../../locales/format.ts'
import type { Key } from '../../locales/text.ts'

const MORNING = 'T09:00'
const HOUR = 3600_000
const DAY = 24 * HOUR

/** The moments people put something off to, by the organisation's clock: in a few hours, tomorrow morning, next Monday. */
export function snoozeChoices(now: number): ReadonlyArray<{ key: Key; at: Date }> {
  const today = wallOf(now).slice(0, 10)
  const morning = (days: number) => {
    const day = new Date(Date.parse(today) + days * DAY).toISOString().slice(0, 10)
    return instantOf(day + MORNING)
  }
  const toMonday = (8 - new Date(today).getUTCDay()) % 7 || 7
  return [
    { key: 'snooze.hours', at: new Date(now + 3 * HOUR) },
    { key: 'snooze.tomorrow', at: morning(1) },
    { key: 'snooze.monday', at: morning(toMonday === 1 ? 8 : toMonday) },
  ]
}
