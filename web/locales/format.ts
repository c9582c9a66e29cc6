import { createSignal } from 'solid-js'
import { language, t } from './text.ts'

const [timeZone, setTimeZone] = createSignal<string>()

/** Dates are shown in the organisation's time zone, wherever the reader is. */
export { setTimeZone }

/**
 * The instant of a date and time as a clock on the wall in the organisation's time zone shows them, such as
 * `2026-03-01T09:00`.
 */
export function instantOf(wall: string): Date {
  const wanted = Date.parse(`${wall}Z`)
  const ahead = (at: number) => Date.parse(`${wallOf(at)}Z`) - at
  // Twice, because the first guess may be on the other side of a change to or from summer time.
  const guess = wanted - ahead(wanted)
  return new Date(wanted - ahead(guess))
}

/** What such a clock shows at an instant, without its seconds. */
export function wallOf(at: number): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'short', timeStyle: 'short', timeZone: timeZone() }
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', options).format(at).replace(' ', 'T')
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const cache = new Map<string, Intl.DateTimeFormat>()

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const given = { ...options, timeZone: timeZone() } as Intl.DateTimeFormatOptions
  const key = language() + JSON.stringify(given)
  // An English office here writes the day first, as the others do.
  const locale = language() === 'en' ? 'en-GB' : language()
  const known = cache.get(key) ?? new Intl.DateTimeFormat(locale, given)
  cache.set(key, known)
  return known
}

/** `14:31` */
export const clock = (at: string): string =>
  formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))

/** `vandaag 14:31` or `gisteren 14:31` for who keeps the time, else `wo 18 nov 14:31`, with the year when it is another one. */
export function moment(at: string, now?: number): string {
  const near = now === undefined ? undefined : nearDay(at, now)
  return `${near ?? date(at, now ?? Date.now())} ${clock(at)}`
}

function date(at: string, now: number): string {
  const year = formatter({ year: 'numeric' })
  const other = year.format(new Date(at)) !== year.format(now)
  const day = formatter({ weekday: 'short', day: 'numeric', month: 'short', ...(other && { year: 'numeric' }) })
  return day.format(new Date(at))
}

/** `woensdag 18 november`, or `vandaag` and `gisteren`. */
export function day(at: string, now: number): string {
  const whole = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  return nearDay(at, now) ?? formatter(whole).format(new Date(at))
}

function nearDay(at: string, now: number): string | undefined {
  const key = dayKey(at)
  if (key === dayKey(now)) return t('time.today')
  return key === dayKey(now - DAY) ? t('time.yesterday') : undefined
}

/** Equal for two moments on the same day in the organisation's time zone. */
export const dayKey = (at: string | number): string => formatter({ dateStyle: 'short' }).format(new Date(at))

/** How long something takes or took: `12 m`, `1 u 05`, `3 d`. */
export function duration(milliseconds: number): string {
  if (milliseconds < MINUTE) return t('time.now')
  if (milliseconds < HOUR) return t('time.minutes', { m: Math.floor(milliseconds / MINUTE) })
  if (milliseconds >= DAY) return t('time.days', { d: Math.floor(milliseconds / DAY) })
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE)
  return t('time.hours', { h: Math.floor(milliseconds / HOUR), mm: String(minutes).padStart(2, '0') })
}

/** How long somebody has to wait, in seconds: `27 s`, `12 m`. */
export const shortWait = (seconds: number): string =>
  seconds < 60 ? t('reply.seconds', { s: seconds }) : duration(Math.ceil(seconds / 60) * MINUTE)

/** `1.240` */
export const number = (value: number): string => new Intl.NumberFormat(language()).format(value)

/** `2,1 MB`; under a megabyte in whole kilobytes. */
export function bytes(count: number): string {
  const large = count >= 1_000_000
  const unit = large ? 'megabyte' : 'kilobyte'
  const options = { style: 'unit', unit, maximumFractionDigits: large ? 1 : 0 } as const
  return new Intl.NumberFormat(language(), options).format(Math.max(1, count / (large ? 1_000_000 : 1000)))
}
