/** A number that looks like chance, the same for the same two. */
export function chance(of: number, salt: number, below: number): number {
  let hash = Math.imul(of + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return ((hash ^ (hash >>> 15)) >>> 0) % below
}

/** How large the school is. */
export interface Shape {
  cases: number
  messages: number
  /** Messages of the longest case, and threads of the widest. */
  longest: number
  threads: number
}

/** So many messages, a tenth as many cases, and one case each of the kinds that are out of all proportion. */
export const shapeOf = (messages: number): Shape => ({
  cases: Math.round(messages / 10),
  messages,
  longest: Math.min(2000, Math.round(messages / 5)),
  threads: Math.min(3000, Math.round(messages / 5)),
})

/** How cases stand. */
export const STATUSES = [
  { status: 'new', waits: true, isSnoozed: false },
  { status: 'open', waits: true, isSnoozed: false },
  { status: 'pending', waits: false, isSnoozed: false },
  { status: 'open', waits: true, isSnoozed: true },
  { status: 'closed', waits: false, isSnoozed: false },
] as const

/** How many messages each case has, so that together they are as many as was asked for. */
export function* countsOf({ cases, messages, longest, threads }: Shape): Generator<number> {
  yield longest
  yield threads
  let left = messages - longest - threads
  for (let number = 2; number < cases; number++) {
    const mean = left / (cases - number)
    const count = number === cases - 1 ? left : Math.max(1, Math.round(mean * (0.4 + chance(number, 30, 120) / 100)))
    left -= count
    yield Math.max(1, count)
  }
}

const STEMS = ['les', 'cijfer', 'rooster', 'stage', 'diploma', 'examen', 'lokaal', 'mentor', 'opleiding', 'boek']
const ENDS = ['lijst', 'datum', 'formulier', 'vraag', 'punt', 'dag', 'week', 'geld', 'plek', 'keuze', 'groep', 'jaar']
const SMALL = [
  'ik',
  'een',
  'het',
  'de',
  'nog',
  'wel',
  'niet',
  'kan',
  'mijn',
  'voor',
  'op',
  'en',
  'al',
  'hoe',
  'wanneer',
]

/** A word that stands in about every fourth message, and one that stands in one of ten thousand. */
export const COMMON = 'aanmelden'
export const RARE = 'ophaalcode'

/** Words that a person may have written: small ones often, others seldom, and now and then a number. */
export function textFor(number: number, length: number): string {
  const words: string[] = []
  for (let at = 0; at < length; at++) {
    const of = chance(number * 64 + at, 13, 100)
    if (of < 45) words.push(SMALL[chance(number * 64 + at, 14, SMALL.length)]!)
    else if (of < 96) {
      const stem = STEMS[chance(number * 64 + at, 15, STEMS.length)]!
      words.push(stem + ENDS[chance(number * 64 + at, 16, ENDS.length)]!)
    } else if (of < 99) words.push(String(chance(number * 64 + at, 17, 100_000)))
    else words.push(COMMON)
  }
  if (chance(number, 18, 10_000) === 0) words.push(RARE)
  if (chance(number, 19, 100) < 15) words.push(COMMON)
  return words.join(' ')
}
