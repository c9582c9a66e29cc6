import { expect, test } from 'vitest'
import around from '../../web/locales/around/nl.ts'
import first from '../../web/locales/first/nl.ts'
import nl from '../../web/locales/nl.ts'
import { openDesk, openOffice, PHONE } from './desk.ts'
import { hasFocus } from './hands.ts'
import { drawer, openStory, PATIENCE, press } from './story.ts'
import { fill } from './texts.ts'

test('a dialog begins at its first field, so that Enter saves what was typed', async () => {
  const { page, go } = await openStory()
  await go('/inbox/all?priority=NORMAL')
  await page.getByRole('button', { name: nl['view.save'], exact: true }).click()
  const naming = drawer(page, nl['view.save'])
  await hasFocus(naming.getByRole('textbox'))
  await page.keyboard.type('Klachten van vandaag')
  await press(page, 'Enter')
  await page.getByRole('heading', { level: 1, name: 'Klachten van vandaag' }).waitFor()

  await go('/inbox/all/1')
  await page.locator('#conversation textarea').waitFor()
  await page.locator('#conversation').focus()
  await press(page, '?')
  await hasFocus(drawer(page, nl['keys.title']).getByRole('textbox'))
  await press(page, 'Escape')
  await hasFocus(page.locator('#conversation'))
})

test('Enter takes the only choice that a filter leaves, and Esc leads back', async () => {
  const { page, agent, world } = await openStory()
  const lead = await world.signIn('lea', { roles: ['lead'] })
  for (const name of ['Klacht', 'Klas', 'Stage']) await lead.do('createLabel', { name })
  const region = page.locator('#conversation')
  const labels = async () => (await agent.get('{ case(number: 1) { labels { name } } }')).case.labels
  await region.focus()
  await press(page, 'l')
  const menu = page.getByRole('dialog', { name: nl['label.title'] })
  const filter = menu.getByRole('textbox')
  await hasFocus(filter)
  await menu.getByRole('button', { name: 'Stage' }).waitFor()
  // Two are left, or none: Enter decides nothing.
  for (const text of ['Kla', 'zzz']) {
    await filter.fill(text)
    await press(page, 'Enter')
    expect(await labels()).toEqual([])
  }
  await filter.fill('stag')
  await press(page, 'Enter')
  await expect.poll(labels, PATIENCE).toEqual([{ name: 'Stage' }])
  await hasFocus(filter)
  await press(page, 'Escape')
  await menu.waitFor({ state: 'hidden' })
  await hasFocus(region)

  // Also when what had the focus is gone by then.
  const button = page.getByRole('button', { name: nl['label.title'], exact: true })
  await button.click()
  await hasFocus(filter)
  await menu.getByRole('button', { name: 'Klas' }).focus()
  await filter.evaluate(one => {
    one.focus()
    one.blur()
  })
  await press(page, 'Escape')
  await menu.waitFor({ state: 'hidden' })
  await hasFocus(button)
})

test('a search opens where there is something', async () => {
  const { page, go } = await openStory()
  await go('/search')
  const field = page.getByRole('searchbox', { name: around['search.field'] })
  const selected = page.getByRole('tab', { selected: true })
  await field.fill('sanne@example.org')
  await expect.poll(() => selected.textContent(), PATIENCE).toContain(around['search.tab.customers'])
  await page.locator('#hits').getByText('Sanne Visser').waitFor()
  await field.fill('open dag')
  await expect.poll(() => selected.textContent(), PATIENCE).toContain(around['search.tab.cases'])
})

test('closing says what is left: a customer who waits, a draft', async () => {
  const { page, agent } = await openStory()
  const said = (text: string, number: number) => page.getByText(fill(text, { number })).first().waitFor()
  await page.getByRole('button', { name: nl['case.close'], exact: true }).click()
  await said(nl['done.closedWaiting'], 1)
  await expect.poll(async () => (await agent.case(1)).status, PATIENCE).toBe('CLOSED')
  await page.getByRole('heading', { level: 2, name: 'Open dag' }).waitFor()
  await page.locator('#conversation textarea').fill('Wij zoeken het uit')
  await page.getByRole('button', { name: nl['case.close'], exact: true }).click()
  await said(nl['done.closedBoth'], 2)
  await press(page, 'z')
  await expect.poll(async () => (await agent.case(2)).status, PATIENCE).not.toBe('CLOSED')
})

test('in the menu of a phone the number of notifications stands at its own word', async () => {
  const world = await openOffice()
  const { page, go } = await openDesk(world, 'tess', { window: { locale: 'nl', viewport: PHONE } })
  await go('/inbox/mine')
  await world.visitor().asks('Kan ik mij nog aanmelden?')
  await page.getByRole('button', { name: first['nav.more'] }).click()
  const way = page.getByRole('button', { name: around['notifications.title'] })
  const number = way.getByText('1', { exact: true })
  await number.waitFor()
  const boxes = await Promise.all([way.boundingBox(), number.boundingBox()])
  const [outer, inner] = boxes.map(box => box!)
  expect(inner!.y).toBeGreaterThanOrEqual(outer!.y)
  expect(inner!.y + inner!.height).toBeLessThanOrEqual(outer!.y + outer!.height)
})
