import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { onCase } from '../../web/app/keys.ts'
import nl from '../../web/locales/nl.ts'
import { openDesk, openOffice, row } from './desk.ts'
import { hasFocus } from './hands.ts'

const PATIENCE = { timeout: 10_000 }
const NAMES = ['Anna', 'Bo', 'Cem'] as const
const SENTENCE = 'is een leuke vraag! Wil je ons weer schrijven als het nog eens misgaat? x'

/** Three people wait for anybody; Tess looks at their list. The server's answer about a case comes `late`, in milliseconds. */
async function openQueue({ late = 0, open = 0 } = {}) {
  const world = await openOffice()
  for (const name of NAMES) await world.visitor().asks(`Een vraag van ${name}`, { name, subject: `Over ${name}` })
  const desk = await openDesk(world, 'tess', { window: { locale: 'nl' } })
  const { page, agent } = desk
  await page.route('**/graphql', async route => {
    if (late && /query Conversation\b/.test(route.request().postData() ?? '')) {
      await new Promise(resolve => setTimeout(resolve, late))
    }
    await route.continue()
  })
  await desk.go(`/inbox/unassigned${open ? `/${open}` : ''}`)
  await row(page, 'Anna').waitFor()
  if (open) {
    await page.locator('#conversation textarea').waitFor()
    await page.locator('#conversation').focus()
  }
  const untouched = () => Promise.all(NAMES.map((_, at) => agent.case(at + 1)))
  return { ...desk, world, untouched }
}

const field = (page: Page) => page.locator('#conversation textarea')
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Types as fast as somebody does, however busy the machine is; what takes no default acts as it would. */
const type = (page: Page, text: string) =>
  page.evaluate(async letters => {
    for (const letter of letters) {
      const key = letter === '\n' ? 'Enter' : letter
      const target = document.activeElement!
      const isMine = target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      if (isMine && (key === 'Enter' || key === ' ') && target instanceof HTMLElement) target.click()
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }, text)

/** Nothing was done with any case, and nothing lies over the screen. */
async function isUntouched(page: Page, cases: Awaited<ReturnType<Awaited<ReturnType<typeof openQueue>>['untouched']>>) {
  expect(cases).toMatchObject(NAMES.map(() => ({ status: 'NEW', owner: null, snoozedUntil: null })))
  expect(await page.locator('dialog[open], :popover-open').count()).toBe(0)
}

test('the keys that wait for a case are those of the commands on a case', async () => {
  const { commands } = await import('../../web/app/commands.ts')
  expect([...onCase].sort()).toEqual(
    commands
      .filter(({ group }) => group === 'case')
      .map(({ usual }) => usual)
      .sort(),
  )
})

test.each([
  ['at once', 0, 0],
  ['while the answer of the server is slow', 0, 1200],
  ['a moment later', 150, 1200],
])('j, then r and a sentence %s: the words stand in the field of that case', async (_, wait, late) => {
  const { page, untouched } = await openQueue({ late, open: 1 })
  await press(page, 'j', 'j')
  await page.waitForTimeout(wait)
  await press(page, 'r')
  await page.keyboard.type(SENTENCE, { delay: 25 })
  await hasFocus(field(page))
  expect(new URL(page.url()).pathname).toMatch(/\/3$/)
  await expect.poll(() => field(page).inputValue(), PATIENCE).toBe(SENTENCE)
  await isUntouched(page, await untouched())
})

test('j, then e closes the case that j went to, and no other', async () => {
  const { page, agent } = await openQueue({ late: 500, open: 1 })
  await press(page, 'j', 'e')
  await expect.poll(async () => (await agent.case(2)).status, PATIENCE).toBe('CLOSED')
  expect((await agent.case(1)).status).toBe('NEW')
})

test.each([
  ['on a case', ''],
  ['after j', 'j'],
  ['after j and a command', 'je'],
  ['while a menu opens', 'a'],
  ['while the help opens', '?'],
])('a sentence typed %s does nothing', async (_, before) => {
  const { page, untouched } = await openQueue({ late: 800, open: 1 })
  await type(page, `${before + SENTENCE}\n`)
  await field(page).waitFor()
  await page.waitForTimeout(300)
  await isUntouched(page, await untouched())
})

test('a key that is held down acts once', async () => {
  const { page, agent } = await openQueue({ open: 1 })
  await page.keyboard.down('e')
  await expect.poll(async () => (await agent.case(1)).status, PATIENCE).toBe('CLOSED')
  await field(page).waitFor()
  for (let at = 0; at < 5; at++) await page.keyboard.down('e')
  await page.waitForTimeout(300)
  expect((await agent.case(2)).status).toBe('NEW')
})

test('what is typed while an undone answer comes back stands after it', async () => {
  const { page, untouched } = await openQueue({ late: 600, open: 1 })
  await press(page, 'r')
  await page.keyboard.type('Ja hoor')
  await press(page, 'Control+Enter')
  await page.getByRole('heading', { name: 'Over Bo' }).waitFor()
  await press(page, 'z')
  await page.getByRole('heading', { name: 'Over Anna' }).waitFor()
  await hasFocus(field(page))
  await page.keyboard.type(', tot dan')
  expect(await field(page).inputValue()).toBe('Ja hoor, tot dan')
  expect((await untouched())[1]).toMatchObject({ status: 'NEW', owner: null })
})

test('while rows are picked a key means those, and not the case that is open', async () => {
  const { page, agent } = await openQueue({ open: 1 })
  await press(page, 'j', 'x', 'j', 'x')
  await page.waitForTimeout(150)
  await press(page, 'e')
  await page.getByText(nl['bulk.closed'].other.replace('{count}', '2')).first().waitFor()
  expect(await Promise.all([1, 2, 3].map(async at => (await agent.case(at)).status))).toEqual([
    'NEW',
    'CLOSED',
    'CLOSED',
  ])
})

test('a blank and Enter press what has the keyboard, as everywhere', async () => {
  const { page } = await openQueue({ open: 1 })
  const button = page.getByRole('button', { name: nl['priority.title'], exact: true })
  for (const key of ['Space', 'Enter']) {
    await button.focus()
    await press(page, key)
    await page.getByRole('dialog', { name: nl['priority.title'] }).waitFor()
    await press(page, 'Escape')
    await hasFocus(button)
  }
})
