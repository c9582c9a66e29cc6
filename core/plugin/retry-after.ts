/**
 * Seconds to wait, as a `Retry-After` header has it: a number or a date. Undefined when it is absent or makes no sense. For
 * the `retryAfter` of a PluginError.
 */
export function secondsToWait(header: string | null, now: Date): number | undefined {
  if (!header) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now.getTime()) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0)
}
