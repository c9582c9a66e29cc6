import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** In light everything is looked at, in dark only what differs: the colours. */
export async function mustBeAccessible(page: Page, what: string): Promise<void> {
  const looks = () => new AxeBuilder({ page }).setLegacyMode()
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await looks().withTags(RULES).analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await looks().withRules(['color-contrast']).analyze()
  const faults = [...light.violations, ...dark.violations].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${what}: ${id} ${html} ${failureSummary}`),
  )
  expect(faults).toEqual([])
  expect(light.passes.length, what).toBeGreaterThan(10)
  expect(
    dark.passes.map(({ id }) => id),
    what,
  ).toContain('color-contrast')
}
