import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import around from '../../web/locales/around/nl.ts'
import nl from '../../web/locales/nl.ts'
import { hasFocus } from './hands.ts'
import { drawer, openStory, PATIENCE, palette, preferences, press } from './story.ts'
import { fill } from './texts.ts'

/** A stroke as a keyboard of that country gives it to a page. */
interface Stroke {
  key: string
  ctrlKey?: boolean
  altKey?: boolean
  modifierAltGraph?: boolean
  isComposing?: boolean
}
const windowsAltGr = { ctrlKey: true, altKey: true, modifierAltGraph: true }
const linuxAltGr = { modifierAltGraph: true }
const layouts: Record<string, Stroke[]> = {
  'Polish on Windows': [...'ąćęłńóśźż'].map(key => ({ key, ...windowsAltGr })),
  'Polish on Linux': [...'ąćęłńóśźż'].map(key => ({ key, ...linuxAltGr })),
  'Polish on a Mac': [...'ąćęłńóśźż'].map(key => ({ key, altKey: true })),
  // Where a layout has nothing under AltGr, the letter itself comes.
  'AltGr with nothing under it': [...'jkrmeaisluxgz'].map(key => ({ key, ...windowsAltGr })),
  'US International': [{ key: 'Dead' }, ...[...'éáßñ€'].map(key => ({ key, ...windowsAltGr }))],
  Dutch: [{ key: 'Dead' }, ...[...'€µ²'].map(key => ({ key, ...linuxAltGr }))],
  Spanish: [{ key: 'ñ' }, { key: 'Dead' }, ...[...'@#€|'].map(key => ({ key, ...windowsAltGr }))],
  'an input method': [...'jkrmeaisluxgz/?', 'Enter', 'Escape'].map(key => ({ key, isComposing: true })),
}
/** Which of these strokes the page takes for itself, where the focus is. */
const taken = (page: Page, strokes: Stroke[]) =>
  page.evaluate(
    all =>
      all
        .filter(
          stroke =>
            !document.activeElement?.dispatchEvent(
              new KeyboardEvent('keydown', { ...stroke, bubbles: true, cancelable: true }),
            ),
        )
        .map(stroke => stroke.key),
    strokes,
  )

test('5: shortcuts never break typing, whatever the layout, and can be changed or off (CW #13446, #10060, #15258)', async () => {
  const { page, go, agent, desk } = await openStory()
  const region = page.locator('#conversation')
  const field = page.locator('#conversation textarea')
  for (const place of [region, field]) {
    await place.focus()
    for (const [layout, strokes] of Object.entries(layouts)) expect(await taken(page, strokes), layout).toEqual([])
    await hasFocus(place)
    expect(await page.locator('dialog[open], :popover-open').count()).toBe(0)
  }
  await page.keyboard.type('jkrmeaislux? g m /!.[] ')
  await page.keyboard.insertText('zażółć gęślą jaźń, ¿qué?, één')
  expect(await field.inputValue()).toBe('jkrmeaislux? g m /!.[] zażółć gęślą jaźń, ¿qué?, één')
  expect(
    await taken(
      page,
      [...'jkrmeaisluxgz?/!.[]'].map(key => ({ key })),
    ),
  ).toEqual([])
  await field.fill('')
  await press(page, 'Escape')
  await hasFocus(region)
  // A sign that takes AltGr on a Spanish or Dutch keyboard is a shortcut there too.
  expect(
    await taken(page, [
      { key: '[', ...windowsAltGr },
      { key: '[', ...linuxAltGr },
    ]),
  ).toEqual(['[', '['])

  // Another key for closing; the usual one does nothing any more.
  const status = async () => (await agent.case(1)).status
  const change = (id: keyof typeof around) =>
    page.getByRole('button', { name: fill(around['shortcuts.changeFor'], { command: around[id] }), exact: true })
  const open = async () => {
    await go('/inbox/all/1')
    await field.waitFor()
    await region.focus()
  }
  await go('/me/shortcuts')
  await change('do.case.close').click()
  await press(page, 'g')
  await page.getByText(fill(around['shortcuts.begins'], { key: 'g' })).waitFor()
  await press(page, 'j')
  const other = { key: 'j', command: around['do.case.close'], other: around['do.list.next'] }
  await page.getByText(fill(around['shortcuts.taken'], other)).first().waitFor()
  await change('do.case.close').click()
  await press(page, 'd')
  await expect
    .poll(async () => (await preferences(desk)).shortcuts, PATIENCE)
    .toEqual([
      { command: 'list.next', key: null },
      { command: 'case.close', key: 'd' },
    ])
  await open()
  await press(page, 'e', 'j')
  await hasFocus(region)
  expect(await status()).toBe('NEW')
  // A letter that is no command begins a word, and what follows it at once belongs to that.
  await page.waitForTimeout(700)
  await press(page, '?')
  const help = drawer(page, nl['keys.title'])
  await help.getByText(around['do.case.close'], { exact: true }).locator('..').getByText('d', { exact: true }).waitFor()
  expect(await help.getByText(around['do.list.next'], { exact: true }).count()).toBe(0)
  await press(page, 'Escape', 'd')
  await expect.poll(status, PATIENCE).toBe('CLOSED')
  await press(page, 'z')
  await expect.poll(status, PATIENCE).not.toBe('CLOSED')

  // Only with Ctrl, then not at all.
  await go('/me/shortcuts')
  await page.getByLabel(around['shortcuts.mode'], { exact: true }).selectOption('CONTROL')
  await expect.poll(async () => (await preferences(desk)).shortcutKeys, PATIENCE).toBe('CONTROL')
  await page.getByText(fill(around['shortcuts.kept'], { key: 'r' }), { exact: true }).waitFor()
  await open()
  expect(
    await taken(
      page,
      [...'djkrm?'].map(key => ({ key })),
    ),
  ).toEqual([])
  expect(
    await taken(
      page,
      [...'crktw'].map(key => ({ key, ctrlKey: true })),
    ),
  ).toEqual(['k'])
  await palette(page).waitFor()
  await press(page, 'Escape')
  await palette(page).waitFor({ state: 'detached' })
  await region.focus()
  await press(page, 'Control+d')
  await expect.poll(status, PATIENCE).toBe('CLOSED')
  await go('/me/shortcuts')
  await page.getByLabel(around['shortcuts.mode'], { exact: true }).selectOption('OFF')
  await expect.poll(async () => (await preferences(desk)).shortcutKeys, PATIENCE).toBe('OFF')
  await open()
  const strokes = [...'djrm?/z'].flatMap(key => [{ key }, { key, ctrlKey: true }])
  expect(await taken(page, strokes)).toEqual([])
})
