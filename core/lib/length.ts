/** How a platform counts the length of a text: code points, what people see as one character, or UTF-8 bytes. */
export type Counting = 'characters' | 'graphemes' | 'bytes'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The length of a text as the platform counts it. */
export function lengthOf(text: string, counting: Counting = 'characters'): number {
  if (counting === 'bytes') return Buffer.byteLength(text, 'utf8')
  if (counting === 'graphemes') return [...graphemes.segment(text)].length
  return [...text].length
}
