import type { Problem } from '../api/problem.ts'
import { shortWait } from '../locales/format.ts'
import { tryText } from '../locales/text.ts'

/** A problem in the reader's words: by its reason when we have a text for that, else by its code. */
export function problemText(problem: Problem): string {
  const seconds = Number(problem.facts?.retryAfter ?? 0)
  const facts = { ...problem.facts, wait: shortWait(seconds) }
  return tryText([`error.${problem.reason}`, `error.${problem.code}`, 'error.INTERNAL'], facts)!
}
