import type { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { noteFailure, noteSuccess } from '../../core/connections/health.ts'
import { system } from '../../core/lib/actor.ts'
import { PluginError } from '../../core/plugin/index.ts'
import nl from '../../web/locales/nl.ts'
import { openDesk, openOffice, SOON } from './desk.ts'

const window = { locale: 'nl' }

test('a channel that is ill stands above every screen, with the way to it for who can cure it, until it is well', async () => {
  const world = await openOffice()
  const { id, name } = await world.core.webConnection()
  const [tess, ada] = [
    await openDesk(world, 'tess', { window }),
    await openDesk(world, 'ada', { window, roles: ['admin', 'agent'] }),
  ]
  const text = nl['bar.connection'].replace('{name}', name)
  for (const { go } of [tess, ada]) await go('/inbox/all')
  await world.core.write(system('test'), tx => noteFailure(tx, id, new PluginError('permanent', 'It is gone'), true))
  for (const { page } of [tess, ada])
    await page
      .getByRole('status')
      .getByText(text)
      .waitFor({ timeout: SOON * 2 })
  expect(await tess.page.getByRole('link', { name: nl['bar.look'], exact: true }).count()).toBe(0)

  // Put away, it is away; for who did not, it stands above other screens too.
  await tess.page.getByRole('status').getByRole('button', { name: nl.close }).click()
  await tess.page.getByText(text).waitFor({ state: 'hidden' })
  await ada.page.getByRole('link', { name: nl['bar.look'] }).click()
  await ada.page.waitForURL(/\/admin\/connections/)
  await ada.page.getByRole('status').getByText(text).waitFor()
  await world.core.write(system('test'), tx => noteSuccess(tx, id))
  await ada.page.getByText(text).waitFor({ state: 'hidden', timeout: SOON * 2 })
})

test('a new version is told when the line is back, loads when asked, and by itself where nobody is at work', async () => {
  const world = await openOffice()
  const lines = new Set<Duplex>()
  world.server.server.on('upgrade', (_request, line) => lines.add(line))
  await world.visitor().asks('Hoe laat gaan jullie open?', { name: 'Sanne' })
  const { page, go } = await openDesk(world, 'tess', { window })
  await page.clock.install()
  const remember = () => page.evaluate(() => void Object.assign(globalThis, { sameLoad: true }))
  const isSameLoad = () => page.evaluate(() => 'sameLoad' in globalThis)
  const bar = page.getByRole('status').getByText(nl['bar.version'])
  /** The server starts again, with another build than the page has. */
  const restart = async () => {
    await remember()
    const body = '<script type="module" src="/assets/other.js"></script>'
    await page.route(`${world.url}/`, route => route.fulfill({ contentType: 'text/html', body }))
    const before = lines.size
    await expect.poll(() => lines.size).toBeGreaterThan(0)
    for (const line of lines) line.destroy()
    await expect.poll(() => lines.size, { timeout: 20_000 }).toBeGreaterThan(before)
    await bar.waitFor()
  }
  await go('/inbox/all/1')
  await page.getByRole('log').waitFor()
  await restart()
  await page.unroute(`${world.url}/`)
  await page.getByRole('button', { name: nl['bar.reload'] }).click()
  await expect.poll(isSameLoad).toBe(false)
  await page.getByRole('log').waitFor()
  expect(await bar.count()).toBe(0)

  // Not while somebody is writing.
  const field = page.locator('#conversation form textarea')
  await restart()
  await field.fill('Om acht uur')
  await page.clock.fastForward('11:00')
  expect(await isSameLoad()).toBe(true)
  await field.fill('')
  await page.keyboard.press('Shift')
  await page.unroute(`${world.url}/`)
  await page.clock.fastForward('11:00')
  await expect.poll(isSameLoad).toBe(false)
})
