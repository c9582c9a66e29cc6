import { expect, test } from 'vitest'
import { held } from '../../web/screens/inbox/held.ts'

const list = (text: string) => [...text].map(letter => (letter === '.' ? undefined : letter))
const text = (order: readonly (string | undefined)[]) => order.map(id => id ?? '.').join('')

test.each([
  ['nothing happened', 'abc', 'abc', 'abc', { fresh: 0, moved: false }],
  ['two came on top', 'abc', 'xyabc', 'abc', { fresh: 2, moved: true }],
  ['one came at the end', 'abc', 'abcx', 'abc', { fresh: 1, moved: false }],
  ['one went up', 'abc', 'cab', 'abc', { fresh: 0, moved: true }],
  ['one left', 'abc', 'bc', 'abc', { fresh: 0, moved: true }],
  ['the last one left', 'abc', 'ab', 'abc', { fresh: 0, moved: true }],
  ['what was not loaded is', 'a..', 'abc', 'abc', { fresh: 0, moved: false }],
  ['what is no longer loaded stays', 'abc', 'a..', 'abc', { fresh: 0, moved: false }],
  ['a row that moved fills no second place', 'ab..', 'bac.', 'abc.', { fresh: 0, moved: true }],
  ['one came while the rest is not loaded', 'ab....', 'xab....', 'ab....', { fresh: 1, moved: true }],
])('%s', (_, shown, latest, order, waiting) => {
  const outcome = held(list(shown), list(latest))
  expect([text(outcome.order), outcome.waiting]).toEqual([order, waiting])
})
