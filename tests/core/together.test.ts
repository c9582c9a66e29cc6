import { expect, test, vi } from 'vitest'
import { together } from '../../core/lib/together.ts'

test('what comes while a group is at work is the next group, in its order and no larger than may be', async () => {
  const groups: number[][] = []
  const twice = together(3, async (items: readonly number[]) => {
    groups.push([...items])
    await new Promise(setImmediate)
    return items.map(item => item * 2)
  })
  expect(await Promise.all([1, 2, 3, 4, 5].map(twice))).toEqual([2, 4, 6, 8, 10])
  expect(groups).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
  expect(await twice(6)).toBe(12)
})

test('one that fails takes nothing with it: its neighbours are done by themselves', async () => {
  const act = vi.fn(async (items: readonly string[]) => {
    if (items.includes('bad')) throw new Error('no')
    return items
  })
  const one = together(10, act)
  const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map(one))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(act.mock.calls.map(([items]) => items)).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']])
})
