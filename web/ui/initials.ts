const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Names are other people's: no more of one is looked at, in characters. */
const MOST = 200

const first = (word: string) => graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? ''

/** The first letters of the first and last word: `Sanne Visser` is SV, `J. de Boer` is JB; nobody is a question mark. */
export function initialsOf(name: string): string {
  const words = name
    .slice(0, MOST)
    .split(/\s+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word))
  const letters = words.map(word => first(word.replace(/^[^\p{L}\p{N}]+/u, '')))
  return (letters.length > 1 ? letters[0]! + letters.at(-1)! : (letters[0] ?? '?')).toUpperCase()
}
