import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import around from '../../web/locales/around/nl.ts'
import nl from '../../web/locales/nl.ts'
import { mustBeAccessible } from './accessible.ts'
import { LAPTOP, openDesk, PHONE, row, SOON, sideways } from './desk.ts'
import { hasFocus } from './hands.ts'
import { drawer, heading, openStory, PATIENCE, palette, preferences, press, window } from './story.ts'
import { fill } from './texts.ts'

test('a few letters lead to whatever one can do or read, and what was searched for is found again', async () => {
  const { page, go } = await openStory()
  const field = page.locator('#conversation textarea')
  await field.focus()
  await press(page, 'Control+k')
  await hasFocus(palette(page))
  // What can be done with the open case comes first, each with its key.
  const options = page.getByRole('listbox').getByRole('option')
  expect(await options.first().textContent()).toBe(`${around['do.case.reply']}r`)
  await press(page, 'Escape')
  await hasFocus(field)

  await press(page, 'Control+k')
  await hasFocus(palette(page))
  await page.keyboard.type('prio')
  await expect.poll(() => options.first().textContent(), PATIENCE).toBe(`${around['do.case.priority']}!`)
  await press(page, 'Enter')
  await page.getByRole('dialog', { name: nl['priority.title'] }).waitFor()
  await press(page, 'Escape')

  // What the server finds comes below, and moves nothing.
  await press(page, 'Control+k')
  await hasFocus(palette(page))
  await page.keyboard.type('jose al')
  const before = await options.allTextContents()
  await page.getByRole('group', { name: around['palette.customers'] }).waitFor()
  const after = await options.allTextContents()
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.length).toBeGreaterThan(before.length)
  await press(page, 'ArrowUp', 'Enter')
  await hasFocus(heading(page, 'José Álvarez'))
  await page.getByText(fill(around['customer.cases.all'], { count: 1 })).waitFor()

  // From any screen to everything.
  await press(page, '/')
  const search = page.getByLabel(around['search.field'])
  await hasFocus(search)
  await page.keyboard.type('aanmeld')
  const tab = (name: string) => page.getByRole('tab', { name })
  await tab(`${around['search.tab.cases']} 2`).waitFor()
  await tab(`${around['search.tab.messages']} 2`).click()
  // Somebody's text is never markup.
  const hit = page.getByRole('link', { name: /Kan ik mij/ })
  expect(await hit.locator('mark').allTextContents()).toEqual(['aanmelden'])
  expect(await hit.textContent()).toContain('<img src=x onerror=alert(1)>')
  expect(await page.locator('main img').count()).toBe(0)
  await search.focus()
  await press(page, 'ArrowDown', 'ArrowDown')
  await hasFocus(hit)
  await press(page, 'ArrowUp', 'ArrowUp')
  await hasFocus(search)
  await press(page, 'Enter', 'ArrowDown', 'Enter')
  await page.getByRole('heading', { name: 'Site stuk' }).waitFor()
  await go('/search')
  await page.getByRole('button', { name: 'aanmeld', exact: true }).click()
  await tab(`${around['search.tab.customers']} 0`).click()
  await page.getByText(fill(around['search.none.customers'], { text: 'aanmeld' })).waitFor()

  // Without a line it says so, and with one it goes on.
  await page.context().setOffline(true)
  await search.fill('open')
  await page.getByRole('main').getByText(nl['error.OFFLINE']).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: nl.retry }).click()
  await tab(`${around['search.tab.cases']} 1`).waitFor()
})

test('one is told what concerns one, long work goes on beside, and what one prefers holds everywhere', async () => {
  const { world, page, go, agent, desk } = await openStory()
  const bell = page.getByRole('button', { name: around['notifications.title'] })
  const bas = await world.signIn('bas', { roles: ['agent', 'lead'] })
  const two = await agent.case(2)
  await bas.do('assignCase', { caseId: two.id, userId: agent.userId })
  await page
    .getByRole('button', { name: around['notifications.unseen'].one.replace('{count}', '1') })
    .waitFor({ timeout: SOON })
  await bell.click()
  const notices = drawer(page, around['notifications.title'])
  await notices.getByText(fill(around['notice.ASSIGNED'], { who: 'bas' })).waitFor()
  await notices.getByRole('button', { name: around['notifications.all'] }).click()
  await notices.getByText(around['notifications.new'], { exact: true }).waitFor({ state: 'hidden' })
  await notices.getByRole('link', { name: /Bo de Groot/ }).click()
  await page.getByRole('heading', { name: 'Open dag' }).waitFor()
  // Who has a case open needs no telling afterwards.
  await bas.do('assignCase', { caseId: (await agent.case(3)).id, userId: agent.userId })
  await page
    .getByRole('button', { name: around['notifications.unseen'].one.replace('{count}', '1') })
    .waitFor({ timeout: SOON })
  await go('/inbox/mine/3')
  await expect
    .poll(async () => (await agent.get('{ notifications { unseenCount } }')).notifications.unseenCount, PATIENCE)
    .toBe(0)

  // The list on screen, as it is narrowed, in a file.
  await go('/inbox/mine?q=stuk')
  await row(page, 'José').waitFor()
  await page.getByRole('button', { name: nl['filter.title'], exact: true }).click()
  await page.getByRole('button', { name: around['do.list.export'] }).click()
  const asking = drawer(page, fill(around['export.title'], { list: nl['list.mine'] }))
  await asking.getByLabel(around['export.JSON']).check()
  await asking.getByRole('button', { name: around['export.start'] }).click()
  await page.getByText(around['task.started']).first().waitFor()
  await page.getByRole('button', { name: around['tasks.running'].one.replace('{count}', '1') }).click()
  const tasks = drawer(page, around['tasks.title'])
  await tasks.getByRole('button', { name: around['task.pause'] }).click()
  await tasks.getByText(around['task.PAUSED']).waitFor()
  await tasks.getByRole('button', { name: around['task.resume'] }).click()
  await tasks.getByRole('button', { name: around['task.pause'] }).waitFor()
  await world.run('task')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    tasks.getByRole('link', { name: around['task.download'] }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^cases-.*\.json$/)
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject([
    { number: 3, customer: 'José Álvarez' },
  ])
  await press(page, 'Escape')
  await page
    .getByText(fill(around['task.said.DONE'], { task: fill(around['task.EXPORT'], { format: 'JSON' }) }))
    .first()
    .waitFor()

  // Here at once, and on another device from the start.
  await go('/me/appearance')
  await page.getByLabel(around['appearance.theme']).selectOption('DARK')
  await page.getByLabel(around['appearance.after']).selectOption('LIST')
  await page.getByLabel(around['appearance.textSize']).selectOption('130')
  await page.getByLabel(around['appearance.motion']).check()
  const looks = (on: Page) =>
    on.evaluate(() => {
      const { dataset, style } = document.documentElement
      return [dataset.theme, dataset.motion, style.fontSize]
    })
  expect(await looks(page)).toEqual(['dark', 'reduced', '130%'])
  await expect
    .poll(() => preferences(desk), PATIENCE)
    .toMatchObject({ theme: 'DARK', after: 'LIST', textSize: 130, reducedMotion: true })
  const other = await openDesk(world, 'tess', { window })
  await other.go('/inbox/mine/3')
  await other.page.locator('#conversation textarea').waitFor()
  expect(await looks(other.page)).toEqual(['dark', 'reduced', '130%'])
  await other.page.locator('#conversation').focus()
  await press(other.page, 'e')
  await expect.poll(() => new URL(other.page.url()).pathname).toBe('/inbox/mine')

  // Who may not read cases finds none, and is not told whether there are any.
  const root = await openDesk(world, 'root', { window, roles: ['admin'] })
  for (const path of ['/search?q=jose', `/customers/${two.customer.id}`]) {
    await root.go(path)
    await heading(root.page, nl['unknown.title']).waitFor()
  }
  expect(await root.page.getByRole('link', { name: around['search.title'] }).count()).toBe(0)
})

test.each([
  ['a laptop', LAPTOP],
  ['a phone', PHONE],
] as const)('axe finds nothing around the inbox on %s', { timeout: 120_000 }, async (_, viewport) => {
  const { world, page, go, agent } = await openStory(viewport)
  const bas = await world.signIn('bas', { roles: ['agent', 'lead'] })
  await bas.do('assignCase', { caseId: (await agent.case(2)).id, userId: agent.userId })
  await agent.do('startExport', { format: 'CSV' })
  await agent.do('startExport', { format: 'JSON' })
  await world.run('task')
  await agent.do('startExport', { format: 'CSV' })
  async function check(what: string) {
    await mustBeAccessible(page, what)
    const before = page.viewportSize()!
    if (viewport === PHONE) await page.setViewportSize({ width: 320, height: before.height })
    expect(await sideways(page), what).toEqual([])
    await page.setViewportSize(before)
  }
  async function over(what: string, open: () => Promise<unknown>, dialog: Locator) {
    await open()
    await dialog.waitFor()
    await check(what)
    await press(page, 'Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
  /** From the foot, which is a menu on phones. */
  const choose = async (name: string) => {
    if (viewport === PHONE) await page.getByRole('button', { name: nl['nav.more'] }).click()
    await page.getByRole('button', { name, exact: false }).last().click()
  }
  await page.locator('#conversation').focus()
  await over('help', () => press(page, '?'), drawer(page, nl['keys.title']))
  await press(page, 'Control+k')
  await hasFocus(palette(page))
  await page.keyboard.type('sanne')
  await page.getByRole('group', { name: around['palette.customers'] }).waitFor()
  await check('palette')
  await press(page, 'Escape')

  await go('/inbox/all')
  await row(page, 'Sanne').waitFor()
  await over('notifications', () => choose(around['notifications.title']), drawer(page, around['notifications.title']))
  await over('tasks', () => choose(around['tasks.title']), drawer(page, around['tasks.title']))
  await page.getByRole('button', { name: nl['filter.title'], exact: true }).click()
  const exporting = drawer(page, fill(around['export.title'], { list: nl['list.all'] }))
  await over('export', () => page.getByRole('button', { name: around['do.list.export'] }).click(), exporting)
  for (const tab of ['cases', 'messages', 'customers']) {
    await go(`/search?q=${tab === 'customers' ? 'jose' : 'aanmeld'}&tab=${tab}`)
    await page.locator('[data-hit]').first().waitFor()
    await check(`search, ${tab}`)
  }
  await page.locator('[data-hit]').first().click()
  await page.getByText(fill(around['customer.cases.all'], { count: 1 })).waitFor()
  await check('customer')
  for (const [path, title] of [
    ['/search', around['search.title']],
    ['/me/appearance', around['appearance.title']],
    ['/me/notifications', around['alerts.title']],
    ['/me/shortcuts', around['shortcuts.title']],
  ] as const) {
    await go(path)
    await heading(page, title).waitFor()
    await check(path)
  }
})
