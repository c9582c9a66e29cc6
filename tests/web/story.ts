import type { Page } from 'playwright-core'
import around from '../../web/locales/around/nl.ts'
import { type Desk, LAPTOP, openDesk, openOffice } from './desk.ts'

// What stands around the inbox, as its tests reach it, and a morning on which they begin.
export const PATIENCE = { timeout: 5000 }
export const window = { locale: 'nl' }
export const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
export const palette = (page: Page) => page.getByRole('combobox', { name: around['palette.title'] })
export const drawer = (page: Page, title: string) => page.getByRole('dialog', { name: title })
export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
export const preferences = async ({ agent }: Desk) =>
  (
    await agent.get(
      '{ me { preferences { theme after textSize reducedMotion shortcutKeys shortcuts { command key } } } }',
    )
  ).me.preferences

/** Three people wait for Tess, who has the case of the first one open. */
export async function openStory(viewport = LAPTOP) {
  const world = await openOffice()
  const sanne = { name: 'Sanne Visser', email: 'sanne@example.org', subject: 'Verpleegkunde' }
  await world.visitor().asks('Kan ik mij <img src=x onerror=alert(1)> nog aanmelden?', sanne)
  await world.visitor().asks('Hoe laat is de open dag?', { name: 'Bo de Groot', subject: 'Open dag' })
  await world.visitor().asks('Aanmelden lukt niet', { name: 'José Álvarez', subject: 'Site stuk' })
  const desk = await openDesk(world, 'tess', { window: { ...window, viewport } })
  await desk.go('/inbox/unassigned/1')
  await desk.page.locator('#conversation textarea').waitFor()
  // What stands around the inbox comes after it.
  if (viewport === LAPTOP) await desk.page.getByRole('button', { name: around['notifications.title'] }).waitFor()
  return { world, ...desk, desk }
}
