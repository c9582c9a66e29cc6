import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Size } from '../../web/sizes.ts'

test('no part of the inbox became heavier than a school’s laptop can bear', () => {
  // `npm test` built it before.
  const sizes: Size[] = JSON.parse(readFileSync(new URL('../../web/dist/sizes.json', import.meta.url), 'utf8'))
  expect(sizes.length).toBeGreaterThan(3)
  const tooHeavy = sizes
    .filter(({ is, most }) => is > most)
    .map(
      ({ what, is, most }) => `The ${what} weighs ${is} KiB gzipped; it may weigh ${most}. Load later what can wait.`,
    )
  expect(tooHeavy).toEqual([])
})
