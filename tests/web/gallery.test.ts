import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import nl from '../../web/locales/nl.ts'
import { mustBeAccessible } from './accessible.ts'
import { LAPTOP, openPage, PHONE, sideways } from './desk.ts'

const WEB = join(import.meta.dirname, '../../web')
const outDir = mkdtempSync(join(tmpdir(), 'webcare-gallery-'))
let server: PreviewServer

beforeAll(async () => {
  const built = { outDir, rolldownOptions: { input: join(WEB, 'dev/gallery.html') } }
  await build({ configFile: join(WEB, 'vite.config.ts'), logLevel: 'error', build: built })
  server = await preview({ root: WEB, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
})
afterAll(async () => {
  await server?.close()
  rmSync(outDir, { recursive: true, force: true })
})

async function openGallery(viewport: typeof LAPTOP, language = 'nl'): Promise<Page> {
  const page = await openPage({ viewport })
  await page.goto(`${server.resolvedUrls?.local[0]}dev/gallery.html?language=${language}`)
  await page.getByRole('heading', { name: 'VirtualList' }).waitFor()
  return page
}

test('every component of the set stands in the gallery', () => {
  const gallery = ['gallery', 'states'].map(name => readFileSync(join(WEB, `dev/${name}.tsx`), 'utf8')).join()
  const components = globSync('*.tsx', { cwd: join(WEB, 'ui') })
  expect(components.length).toBeGreaterThan(10)
  expect(components.filter(name => !gallery.includes(`'../ui/${name}'`))).toEqual([])
})

for (const viewport of [LAPTOP, PHONE]) {
  test(`axe finds nothing on any state of a component at ${viewport.width} pixels`, { timeout: 90_000 }, async () => {
    const page = await openGallery(viewport)
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    for (const form of await page.locator('form').all()) await form.getByRole('button').click()
    await page.getByText(nl['error.name.taken']).waitFor()
    await page.getByText(nl['form.left'].replace('{wait}', '1 u')).waitFor()
    await mustBeAccessible(page, 'gallery')

    for (const name of ['Popover', 'Popover empty', 'Dialog', 'Dialog sheet', 'Dialog bare', 'Drawer', 'Dialog firm']) {
      await press(name)
      await page.getByRole('dialog').waitFor()
      await mustBeAccessible(page, name)
      if (name === 'Dialog firm') await press(nl['confirm.go'])
      else await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    await press('Toast undo')
    await press('Toast danger')
    await mustBeAccessible(page, 'toasts')
  })
}

test('no component is pushed sideways by a long word, in any language, on the smallest phone', async () => {
  for (const language of ['nl', 'en', 'es']) {
    const page = await openGallery({ width: 320, height: 740 }, language)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
    expect(await sideways(page), language).toEqual([])
  }
})
