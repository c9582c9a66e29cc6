import type { Settings } from './settings.ts'

/** Whether the other side asked for events of this type: `case.closed`, or `case.*` for all of a kind; else for all. */
export function isWanted(type: string, { eventUrl, events = '' }: Settings): boolean {
  if (!eventUrl) return false
  const patterns = events.split(/[\s,]+/).filter(Boolean)
  return (
    patterns.length === 0 ||
    patterns.some(pattern => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern))
  )
}
