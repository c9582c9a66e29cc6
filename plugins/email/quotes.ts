import { isHeadBlock, isIntroduction, isMarked, SEPARATOR } from './introductions.ts'
import { isBlank, signatureStart } from './signature.ts'

/**
 * The words that are new in a mail: without what it quotes and without the signature. Folding must never lose an answer,
 * so whatever does not certainly look like a quote down to the end stays. `isReply`: the mail answers another one; in a
 * first mail, or a forwarded one, what looks quoted is what the customer wants to show.
 */
export function newWords(text: string, isReply: boolean): string {
  const lines = linesOf(text)
  return lines.slice(0, cutOf(lines, isReply)).join('\n').trim()
}

/** A text in lines, each as mail programs write it. */
export const linesOf = (text: string): string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .split('\n')

/** How many lines from the top are the mail's own words; all of them where nothing is certain. Takes time by their number. */
export function cutOf(lines: readonly string[], isReply: boolean): number {
  const whole = lines.length
  const start = isReply ? quoteStart(lines) : whole
  const above = lines.slice(0, start)
  const kept = signatureStart(above)
  const words = above.slice(0, kept).join('\n').trim()
  // Nothing left, or the customer says that the answers stand in the quote.
  if (!words || (start < whole && ANSWERS_INLINE.test(words))) return whole
  return kept === start && start < whole ? lastWord(lines, start) : kept
}

/** Blank lines above a quote belong to it. */
const lastWord = (lines: readonly string[], start: number) =>
  lines.slice(0, start).findLastIndex(line => !isBlank(line)) + 1

/** “See below”, “in red”: the answers stand between the quoted lines of a program that marks none. */
const ANSWERS_INLINE =
  /\b(?:hieronder|hierbeneden|onderstaand|tussen de regels|in het (?:rood|blauw|groen)|(?:see|answers?|replies|comments|responses) (?:are )?(?:below|inline|in-line)|inline below|in (?:red|blue|green)|(?:m[aá]s )?abajo|debajo|a continuaci[oó]n|en (?:rojo|azul|verde)|(?:siehe|weiter) unten|unten(?:stehend)?|im text|in (?:rot|blau|gr[uü]n)|ci-dessous|plus bas|en (?:rouge|bleu|vert))(?![\p{L}\p{N}])/iu

/** How programs head a mail that is passed on: in a reply it is what the customer wants to show. */
const FORWARDED =
  /^(?:[-_*=\s]{3,}.{0,40}|.{0,20}\b)(?:forwarded|doorgestuurd|reenviado|weitergeleitete|transf[eé]r[eé]|transmis|r[eé]exp[eé]di[eé])\b.{0,40}(?:[-_*=]{3,}|:)\s*$/iu

/** The line where the quote begins that goes on to the end; beyond the last where there is none. */
function quoteStart(lines: readonly string[]): number {
  const firstMark = lines.findIndex(isMarked)
  const unmarked = firstMark < 0 ? lines.length : firstMark
  let start = 0
  while (start < unmarked && !isHeading(lines, start)) start++
  if (start === unmarked) start = firstMark < 0 ? lines.length : markedQuote(lines, firstMark)
  const isForward = lines.slice(0, start).some(line => line.length < 100 && FORWARDED.test(line))
  return isForward ? lines.length : start
}

/** Does a quote begin here that runs to the end without marks? */
function isHeading(lines: readonly string[], index: number): boolean {
  if (SEPARATOR.test(lines[index]!)) return isHeadBlock(lines, index + 1, true)
  if (isHeadBlock(lines, index, false)) return true
  const length = introductionAt(lines, index)
  // One that stands above marks is judged with them.
  const next = length && lines.slice(index + length, index + length + 4).find(line => !isBlank(line))
  return length > 0 && !isMarked(next || '')
}

/** How many lines an introduction has that begins here: programs break it into four at most. 0 = none begins. */
function introductionAt(lines: readonly string[], index: number, isAboveMarks = false): number {
  let joined = ''
  for (let length = 1; length <= 4 && index + length <= lines.length; length++) {
    const line = lines[index + length - 1]!.trim()
    if (!line || joined.length + line.length > 400) return 0
    joined = joined ? `${joined} ${line}` : line
    if (/[:：]\**$/.test(line)) return isIntroduction(joined, isAboveMarks) ? length : 0
  }
  return 0
}

/** A block of “>” lines with nothing but a signature below it, and the lines above that say who wrote it. */
function markedQuote(lines: readonly string[], first: number): number {
  const none = lines.length
  const last = lines.findLastIndex(isMarked)
  const below = lines.slice(last + 1)
  if (below.slice(0, signatureStart(below, true)).some(line => !isBlank(line))) return none
  let start = last
  while (start > first && (isMarked(lines[start - 1]!) || isBlank(lines[start - 1]!))) start--
  // Quoted lines above it: the customer answered between them.
  if (start > first) return none
  const above = lines.slice(0, first).findLastIndex(line => !isBlank(line))
  for (let from = above; from >= 0 && from > above - 4; from--) {
    if (introductionAt(lines, from, true) === above - from + 1) return from
  }
  // A sentence of the customer that leads to what is quoted would make no sense without it.
  return above >= 0 && /[:：]\s*$/.test(lines[above]!) ? none : first
}
