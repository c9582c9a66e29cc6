/** What was found in a text, in UTF-16 code units. */
export interface Mark {
  at: number
  length: number
}

/** A text without capitals and accents. */
export const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** As much of somebody else's text is looked through, in characters: no name or subject says more. */
const MOST = 2000

const wordsOf = (query: string) => plain(query).match(/[\p{L}\p{N}]+/gu) ?? []

/** The words of a text that begin with one of the query's, as the server finds them. */
export function marksIn(text: string, query: string): Mark[] {
  const wanted = wordsOf(query)
  return [...text.slice(0, MOST).matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .filter(([word]) => wanted.some(one => plain(word).startsWith(one)))
    .map(({ index, 0: { length } }) => ({ at: index, length }))
}

/** Whether each word of the query begins a word of the text. */
export function holds(text: string, query: string): boolean {
  const words = wordsOf(text)
  return wordsOf(query).every(wanted => words.some(word => word.startsWith(wanted)))
}
