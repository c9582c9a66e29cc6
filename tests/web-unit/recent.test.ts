import { expect, test } from 'vitest'
import { withLatest } from '../../web/screens/search/recent.ts'

test('the last ten searches are remembered, each once and the last one first', () => {
  const before = Array.from({ length: 10 }, (_, at) => `woord ${at}`)
  expect(withLatest(before, 'Woord 3')).toEqual(['Woord 3', ...before.filter(one => one !== 'woord 3')])
  expect(withLatest(before, 'nieuw')).toEqual(['nieuw', ...before.slice(0, 9)])
})
