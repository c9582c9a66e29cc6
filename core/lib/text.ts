// Everything a person may type, minus what only breaks storage or layout.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
// Characters that reverse or hide the text around them, so that a name or link can pretend to be another.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A text as it is stored: line ends as \n, NUL and other control characters out, lone surrogates replaced. Emoji and
 * every script stay.
 */
export const clean = (text: string): string => text.replace(/\r\n?/g, '\n').replace(CONTROL, '').toWellFormed()

/** A character that leaves something to see; letters that are drawn as nothing, and marks without a letter, do not. */
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Whether a reader sees anything of a text. */
export const isVisible = (text: string): boolean => VISIBLE.test(text)

/**
 * A name, subject or other single line: clean, without direction overrides and line breaks, at most `max` characters; empty
 * where nothing of it would be seen.
 */
export function cleanLine(text: string, max = 200): string {
  // Spaces and line breaks may fall out; what lies far beyond would not be in the line anyway.
  const line = clean(text.slice(0, 50 * max))
    .replace(BIDI, '')
    .replace(/\s+/g, ' ')
    .trim()
  return isVisible(line) ? [...line].slice(0, max).join('') : ''
}

const MARKS = /\p{M}+/gu

/**
 * The words of a text as search compares them: lower case, without accents. Marks that stand by themselves go first: to
 * bring a long row of them in order takes a time that grows with its square.
 */
export const fold = (text: string): string => text.replace(MARKS, '').normalize('NFKD').replace(MARKS, '').toLowerCase()
