import type { Counting } from '../../api/types.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const utf8 = new TextEncoder()

/** The length of a text as the channel counts it. */
export function lengthOf(text: string, counting: Counting): number {
  if (counting === 'BYTES') return utf8.encode(text).length
  if (counting === 'GRAPHEMES') return [...graphemes.segment(text)].length
  return [...text].length
}
