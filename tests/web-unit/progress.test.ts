import { expect, test } from 'vitest'
import { passed, percentOf, percentOfAll, timeLeft } from '../../web/screens/tasks/progress.ts'

test.each([
  [{ done: 0, total: null }, undefined],
  [{ done: 5, total: 0 }, undefined],
  [{ done: 1, total: 3 }, 33],
  [{ done: 4, total: 3 }, 100],
])('%o is %s percent', (task, percent) => {
  expect(percentOf(task)).toBe(percent)
})

test('several count by how much there is of each, and what nobody knows does not count', () => {
  const some = [
    { done: 10, total: 100 },
    { done: 300, total: 300 },
    { done: 7, total: null },
  ]
  expect(percentOfAll(some)).toBe(77)
  expect(percentOfAll([{ done: 7, total: null }])).toBeUndefined()
})

test.each([
  ['at half speed of a second each', { done: 0, at: 0 }, { done: 20, at: 20_000, total: 100 }, 80_000],
  ['only since it goes on', { done: 50, at: 0 }, { done: 60, at: 20_000, total: 100 }, 80_000],
  ['not in the first ten seconds', { done: 0, at: 0 }, { done: 50, at: 9000, total: 100 }, undefined],
  ['not while it stands', { done: 5, at: 0 }, { done: 5, at: 60_000, total: 100 }, undefined],
  ['not of what has no end', { done: 0, at: 0 }, { done: 5, at: 60_000, total: null }, undefined],
])('time left: %s', (_, since, now, left) => {
  expect(timeLeft(since, now)).toBe(left)
})

test.each([
  [undefined, 24, undefined],
  [undefined, 25, 25],
  [25, 49, undefined],
  [20, 80, 75],
  [80, 100, undefined],
  [50, undefined, undefined],
])('from %s to %s percent passes %s', (before, after, milestone) => {
  expect(passed(before, after)).toBe(milestone)
})
