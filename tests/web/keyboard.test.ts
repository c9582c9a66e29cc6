import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import nl from '../../web/locales/nl.ts'
import type { World } from '../support/world.ts'
import { deliver, log, openDesk, openOffice, PHONE, row } from './desk.ts'

const NAMES = ['Anna', 'Bo', 'Cem'] as const

/** Three people wait for anybody, the first one longest; Tess looks at their list. */
async function openQueue(window: { viewport?: typeof PHONE } = {}) {
  const world = await openOffice()
  for (const name of NAMES) await world.visitor().asks(`Een vraag van ${name}`, { name, subject: `Over ${name}` })
  const desk = await openDesk(world, 'tess', { window: { locale: 'nl', ...window } })
  await desk.go('/inbox/unassigned')
  await row(desk.page, 'Anna').waitFor()
  return { world, ...desk, keys: (...keys: string[]) => press(desk.page, keys) }
}

async function press(page: Page, keys: readonly string[]) {
  for (const key of keys) await page.keyboard.press(key)
}

const PATIENCE = { timeout: 5000 }

/** What has the focus: a row by its name, a pane or field by its own. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    const named = element?.closest('[data-row]')?.querySelector('bdi')?.textContent
    return named ?? element?.getAttribute('aria-label') ?? element?.tagName ?? 'nothing'
  })
const isOn = (page: Page, what: string) => expect.poll(() => focused(page), PATIENCE).toBe(what)
const isIn = (dialog: Locator) =>
  expect.poll(() => dialog.evaluate(element => element.contains(document.activeElement)), PATIENCE).toBe(true)
const region = (number: number) => nl['case.region'].replace('{number}', String(number))
/** The case is there, with its keys, and has the keyboard. */
async function isReading(page: Page, number: number) {
  await isOn(page, region(number))
  await page.locator('#conversation textarea').waitFor()
}
const path = (page: Page) => new URL(page.url()).pathname
const sentIn = (world: World) => world.core.db.selectFrom('replies').selectAll().execute()

test('j, k, Enter and u lead along the list, into a case and back to its row', async () => {
  const { page, keys } = await openQueue()
  await isOn(page, 'H1')
  await keys('j')
  await isOn(page, 'Anna')
  await keys('j', 'j', 'j', 'k')
  await isOn(page, 'Bo')
  // Where there is room, its case opens beside the list, and the keyboard stays on the row.
  await page.getByRole('heading', { name: 'Over Bo' }).waitFor()
  await isOn(page, 'Bo')
  await keys('Enter')
  await isReading(page, 2)
  for (const key of ['u', 'Escape']) {
    await keys(key)
    await isOn(page, 'Bo')
    expect(path(page)).toBe('/inbox/unassigned')
    await keys('Enter')
    await isReading(page, 2)
  }
  await keys('k')
  await isOn(page, 'Anna')
})

test('on a phone a case has the whole screen, and the keyboard finds its row again', async () => {
  const { page, keys } = await openQueue({ viewport: PHONE })
  await keys('j', 'j')
  await isOn(page, 'Bo')
  expect(path(page)).toBe('/inbox/unassigned')
  await keys('Enter')
  await isReading(page, 2)
  await keys('u')
  await isOn(page, 'Bo')
})

test('take, note, answer, undo, answer, close: a morning by keyboard alone', async () => {
  const { world, page, keys } = await openQueue()
  const field = page.locator('textarea')
  await keys('j', 'Enter')
  await isReading(page, 1)
  await keys('i')
  await page.getByText(nl['case.mine'], { exact: true }).first().waitFor()

  await keys('m')
  await page.getByLabel(nl['composer.label.NOTE']).waitFor()
  await page.keyboard.type('jk? e: decaan gebeld')
  await keys('Control+Enter')
  await log(page).getByText('jk? e: decaan gebeld').waitFor()
  await expect.poll(() => field.inputValue(), PATIENCE).toBe('')
  await isOn(page, 'TEXTAREA')
  await keys('Escape')
  await isReading(page, 1)

  await keys('r')
  await page.keyboard.type('Ja, tot 1 april!')
  await keys('Control+Enter')
  // It is no longer in the list; what came after it opens, and the undo key still means the answer.
  await isReading(page, 2)
  await keys('z')
  await page.getByRole('heading', { name: 'Over Anna' }).waitFor()
  await isOn(page, 'TEXTAREA')
  expect(await field.inputValue()).toBe('Ja, tot 1 april!')
  expect(await page.getByRole('tab', { selected: true }).textContent()).toContain(nl['audience.PRIVATE'])
  expect(await sentIn(world)).toMatchObject([{ state: 'draft' }])
  await page.keyboard.type(' Groet')
  await keys('Control+Enter')
  await isReading(page, 2)

  await keys('e')
  await isReading(page, 3)
  await page.getByText(nl['done.closed'].replace('{number}', '2')).first().waitFor()
  await keys('e')
  await isOn(page, 'H1')
  await page.getByText(nl['empty.unassigned']).waitFor()
  await keys('z')
  await row(page, 'Cem').waitFor()

  await deliver(world)
  const texts = await world.core.db.selectFrom('messages').select(['text', 'direction']).orderBy('seq').execute()
  expect(texts.filter(message => message.direction === 'out').map(message => message.text)).toEqual([
    'Ja, tot 1 april!',
    'Ja, tot 1 april! Groet',
  ])
  expect((await sentIn(world)).map(reply => reply.state).sort()).toEqual(['draft', 'sent'])
})

test('menus, search and help take the keyboard and give it back', async () => {
  const { page, keys, agent } = await openQueue()
  await keys('j', 'Enter')
  await isReading(page, 1)
  for (const [key, title] of [
    ['a', 'assign.title'],
    ['s', 'snooze.title'],
    ['l', 'label.title'],
    ['!', 'priority.title'],
    ['?', 'keys.title'],
  ] as const) {
    await keys(key)
    const dialog = page.getByRole('dialog', { name: nl[title] })
    await isIn(dialog)
    // Inside, no shortcut means anything.
    await keys('j', 'e', 'u')
    await keys('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await isReading(page, 1)
    expect(path(page)).toBe('/inbox/unassigned/1')
  }
  await keys('!')
  await isIn(page.getByRole('dialog', { name: nl['priority.title'] }))
  await keys('ArrowUp', 'ArrowUp', 'Enter')
  await page
    .getByRole('region', { name: region(1) })
    .getByText(nl['priority.URGENT'])
    .waitFor()
  await isReading(page, 1)

  await keys('/')
  await isOn(page, nl['search.label'])
  await page.keyboard.type('jurk')
  await page.getByText(nl['empty.search'].replace('{text}', 'jurk')).waitFor()
  await keys('Escape')
  await row(page, 'Bo').waitFor()
  await isOn(page, 'H1')
  expect((await agent.case(1)).status).toBe('NEW')

  await keys('j', 'Enter')
  await isReading(page, 2)
  await keys('s')
  await isIn(page.getByRole('dialog', { name: nl['snooze.title'] }))
  await keys('Enter')
  await isReading(page, 3)
  expect((await agent.case(2)).snoozedUntil).not.toBeNull()
})

test('no shortcut while letters are composed, and never one with Alt', async () => {
  const { world, page, keys } = await openQueue()
  await keys('j', 'Enter')
  await isReading(page, 1)
  await page.evaluate(() => {
    for (const key of [...'jkrmeisluz/?!]', 'Enter', 'Escape'])
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true }))
  })
  const taken: string[] = []
  await page.exposeFunction('take', (key: string) => taken.push(key))
  await page.evaluate(() =>
    addEventListener('keydown', event => {
      if (event.defaultPrevented) (globalThis as unknown as { take(key: string): void }).take(event.key)
    }),
  )
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') await keys(`Alt+${letter}`)
  expect(taken).toEqual([])
  await isReading(page, 1)
  expect(await page.locator('dialog[open], :popover-open').count()).toBe(0)

  await keys('r')
  await page.keyboard.type('Ja')
  await page.locator('textarea').evaluate(field => {
    for (const key of ['Enter', 'Escape', 'ArrowUp'])
      field.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, isComposing: true, bubbles: true }))
  })
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') await keys(`Alt+${letter}`)
  expect(taken).toEqual(['r'])
  await isOn(page, 'TEXTAREA')
  expect(path(page)).toBe('/inbox/unassigned/1')
  expect(await sentIn(world)).toEqual([])
})
