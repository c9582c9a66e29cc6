import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow } from '../support/browser.ts'
import { answer, openSite, type Site } from './public-site.ts'

let site: Site
let address: string
beforeAll(async () => {
  site = await openSite('sqlite')
  address = await site.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => site.close())

// 320 px wide is also what 400 % zoom leaves of a window of 1280.
test.each([
  ['light', 320],
  ['dark', 320],
  ['light', 1280],
  ['dark', 1280],
] as const)(
  'in %s, %i px wide, everybody can use the pages',
  async (colorScheme, width) => {
    const context = await openWindow({
      colorScheme,
      viewport: { width, height: 800 },
      locale: 'nl',
      serviceWorkers: 'block',
    })
    const page = await context.newPage()
    const sound = async () => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(
        (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      ).toEqual([])
    }

    await page.goto(`${address}/webcare`)
    await sound()
    site.clock.advance({ seconds: 5 })
    await page.getByLabel('E-mail').fill('geen adres')
    await page.getByRole('button', { name: 'Versturen' }).click()
    await expect.poll(() => page.getByRole('alert').getByRole('link').allTextContents()).toHaveLength(2)
    await sound()
    await page.getByRole('alert').getByRole('link').first().click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('sanne@example.org')
    await page.getByLabel('Je vraag').fill(`Een heel lang woord: ${'aanmelding'.repeat(100)}`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Je vraag #' }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/webcare\/status\//)
    await answer(site, 'sent', 'Dag! Dat kan nog. ^TR')
    await page.reload()
    await page.getByText('Dag! Dat kan nog. ^TR').waitFor()
    await sound()
    await page.goto(`${address}/webcare/nowhere`)
    await sound()
    await context.close()
  },
  60_000,
)
