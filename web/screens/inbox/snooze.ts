import type { Key } from '../../locales/text.ts'

const MORNING = 9
const HOUR = 3600_000

/** The moments people put something off to: in a few hours, tomorrow morning, next Monday morning. */
export function snoozeChoices(now: Date): ReadonlyArray<{ key: Key; at: Date }> {
  const morning = (days: number) => {
    const at = new Date(now)
    at.setDate(at.getDate() + days)
    at.setHours(MORNING, 0, 0, 0)
    return at
  }
  const toMonday = (8 - now.getDay()) % 7 || 7
  return [
    { key: 'snooze.hours', at: new Date(now.getTime() + 3 * HOUR) },
    { key: 'snooze.tomorrow', at: morning(1) },
    { key: 'snooze.monday', at: morning(toMonday) },
  ]
}
