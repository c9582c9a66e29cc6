import { wordsOf } from '../db/search.ts'

/** A piece of a text around what was looked for. */
export interface Snippet {
  text: string
  /** What was found in it: where it begins and how long it is, in UTF-16 code units. */
  marks: ReadonlyArray<{ at: number; length: number }>
}

/** How long a snippet is at most, and how much of it stands before what was found. */
const LENGTH = 200
const BEFORE = 60
const CUT = '…'

/**
 * The part of a text in which the first of the words stands, each marked. A word is found as search finds it: as the
 * beginning of one, whatever its capitals and accents. Without a hit it is how the text begins.
 */
export function snippetOf(text: string, words: readonly string[]): Snippet {
  const line = text.replace(/\s+/g, ' ').trim()
  const hits = hitsIn(line, words)
  const from = startOf(line, hits[0]?.at ?? 0)
  const head = from ? CUT : ''
  const room = LENGTH - head.length
  const rest = line.slice(from)
  // A character outside the first plane is two units, which stay together.
  const body =
    rest.length > room
      ? rest
          .slice(0, room - CUT.length)
          .toWellFormed()
          .replace(/\ufffd$/, '')
      : rest
  const marks = hits
    .map(({ at, length }) => ({ at: at - from + head.length, length }))
    .filter(({ at, length }) => at + length <= head.length + body.length)
  return { text: head + body + (rest.length > room ? CUT : ''), marks }
}

/** Where the words stand, as far as one piece reaches from the first: what lies beyond is not looked at. */
function hitsIn(line: string, words: readonly string[]): Array<{ at: number; length: number }> {
  const hits: Array<{ at: number; length: number }> = []
  for (const { index, 0: token } of line.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (index > (hits[0]?.at ?? index) + LENGTH) break
    const isHit = wordsOf(token).some(written => words.some(word => written.startsWith(word)))
    if (isHit) hits.push({ at: index, length: token.length })
  }
  return hits
}

/** Where the piece begins: at a word, a little before what was found. */
function startOf(line: string, hit: number): number {
  if (hit <= BEFORE) return 0
  const space = line.indexOf(' ', hit - BEFORE)
  return space === -1 || space >= hit ? hit : space + 1
}
