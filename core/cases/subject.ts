import { isVisible } from '../lib/text.ts'

/** How many characters of a question name its case. */
const SUBJECT_LENGTH = 60

/** What a case is called by its first question, where its thread has no title. */
export function subjectOf(text: string): string {
  const first = text.trim().split('\n', 1)[0] ?? ''
  const line = isVisible(first) ? first : ''
  const characters = [...line]
  return characters.length > SUBJECT_LENGTH
    ? `${characters
        .slice(0, SUBJECT_LENGTH - 1)
        .join('')
        .trimEnd()}…`
    : line
}
