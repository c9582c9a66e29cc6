/** How much of a text is shown at first, and how much more each time somebody asks. */
const FIRST = { characters: 4000, lines: 60 }
const MORE = { characters: 20_000, lines: 400 }
/** A part ends where a word does, if there is an end so near, in characters. */
const WORD = 100

/** Where the part of a text that begins at `from` ends. It looks no further than the part may be. */
export function endOfPart(text: string, from: number): number {
  const { characters, lines } = from ? MORE : FIRST
  const limit = from + characters
  let line = from
  for (let count = 0; count < lines; count++) {
    const end = text.slice(line, limit).indexOf('\n')
    if (end < 0) break
    line += end + 1
    if (count === lines - 1) return line
  }
  if (text.length <= limit) return text.length
  const space = text.slice(limit - WORD, limit).search(/\s\S*$/)
  if (space >= 0) return limit - WORD + space + 1
  // Never through a letter of two halves.
  return /[\uD800-\uDBFF]/.test(text[limit - 1]!) ? limit - 1 : limit
}
