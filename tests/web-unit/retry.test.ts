import { expect, test } from 'vitest'
import { pauseAfter } from '../../web/api/retry.ts'

test('the line is tried again sooner at first, every half minute at last, and not by everybody at once', () => {
  const most = [1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000]
  for (const [failed, pause] of most.entries()) {
    const pauses = Array.from({ length: 50 }, () => pauseAfter(failed))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(pause)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(pause / 2)
    expect(new Set(pauses).size).toBeGreaterThan(1)
  }
})
