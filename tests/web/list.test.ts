import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import nl from '../../web/locales/nl.ts'
import { manyCases } from '../support/many-cases.ts'
import { type Desk, openDesk, openOffice, PHONE, row, SOON } from './desk.ts'
import { fill } from './texts.ts'

const PATIENCE = { timeout: 5000 }
const window = { locale: 'nl' }

/** The rows that are there: their places, and who they are of, in the order of the page. */
const shown = (page: Page) =>
  page.locator('#list li[aria-posinset]').evaluateAll(items =>
    items.map(item => ({
      at: Number(item.ariaPosInSet),
      of: Number(item.ariaSetSize),
      name: item.querySelector('bdi')?.textContent ?? '',
    })),
  )
const names = async (page: Page) => (await shown(page)).map(one => one.name)
const areNamed = (page: Page, expected: string[]) => expect.poll(() => names(page), PATIENCE).toEqual(expected)
const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.querySelector('bdi')?.textContent ?? document.activeElement?.tagName)
const frame = (page: Page) => page.locator('#list div:has(> ul)')
const scroll = (page: Page, top: number) => frame(page).evaluate((element, to) => element.scrollTo(0, to), top)
const waits = (page: Page, count: number) =>
  page.locator('#list').getByRole('button', { name: nl['list.fresh'].other.replace('{count}', String(count)) })

/** So many people wait for anybody, the first one longest; Tess looks at their list. */
async function openQueue(people: readonly string[]) {
  const world = await openOffice()
  for (const name of people) await world.visitor().asks(`Een vraag van ${name}`, { name, subject: `Over ${name}` })
  const desk = await openDesk(world, 'tess', { window, roles: ['agent', 'lead'] })
  await desk.go('/inbox/unassigned')
  await row(desk.page, people[0]!).waitFor()
  return { world, ...desk }
}

test('6: many rows freeze nothing: ten thousand can be jumped through, and the row with the focus stays (CW #14604, #6068, ZM #989)', async () => {
  const world = await openOffice()
  const { id } = await world.core.webConnection()
  await manyCases(world, 10_000, { connectionId: id })
  const { page, go, agent }: Desk = await openDesk(world, 'tess', { window })
  await go('/inbox/all?sort=newest')
  await row(page, 'Klant').first().waitFor()
  const first = await shown(page)
  expect(first[0]).toMatchObject({ at: 1, of: 10_000 })
  expect(first.length).toBeLessThan(40)
  expect(await frame(page).evaluate(element => element.scrollHeight)).toBe(76 * 10_000)
  await page.keyboard.press('j')
  const focused = await focusedName(page)
  expect(focused).toBe(first[0]?.name)

  await scroll(page, 76 * 5000)
  await expect.poll(async () => (await shown(page)).at(-1)?.at, PATIENCE).toBeGreaterThan(5000)
  await expect.poll(async () => (await shown(page)).filter(one => !one.name).length, PATIENCE).toBe(0)
  const middle = await shown(page)
  expect(middle.length).toBeLessThan(40)
  // The row with the focus, then those in sight, each once and in order.
  expect(middle[0]).toEqual(first[0])
  expect(middle[1]?.at).toBeGreaterThan(4980)
  expect(middle.slice(1).map(one => one.at)).toEqual(middle.slice(1).map((_, at) => middle[1]!.at + at))
  expect(new Set(middle.map(one => one.name)).size).toBe(middle.length)
  expect(await focusedName(page)).toBe(focused)

  await page.keyboard.press('j')
  await expect.poll(() => focusedName(page), PATIENCE).toBe(first[1]?.name)
  expect((await shown(page))[0]?.at).toBe(1)
  await scroll(page, 76 * 10_000)
  await expect.poll(async () => (await shown(page)).at(-1), PATIENCE).toMatchObject({ at: 10_000, name: /Klant/ })

  // One thing with all of them is work that goes on by itself, and is asked first.
  await page.keyboard.press('*')
  await page.keyboard.press('a')
  await page.getByText(fill(nl['bulk.count'].other, { all: '10.000' }), { exact: true }).waitFor()
  await page.locator('#list > header').getByRole('button', { name: nl['case.close'] }).click()
  await page.getByRole('button', { name: fill(nl['bulk.go'], { all: '10.000' }) }).click()
  await page
    .getByText(fill(nl['bulk.started'].other, { all: '10.000' }))
    .first()
    .waitFor()
  expect((await agent.get('{ tasks { kind deed } }')).tasks).toEqual([{ kind: 'BULK', deed: 'CLOSE' }])
})

test('no row moves under a hand: what is new waits until it is asked for, or until the hand rests', async () => {
  const { world, page, agent } = await openQueue(['Anna', 'Bo'])
  const { agent: bas, ...basDesk } = await openDesk(world, 'bas', { window })
  await page.keyboard.press('j')
  await areNamed(page, ['Anna', 'Bo'])
  await row(page, `${nl['row.unread']} Een vraag van Bo`).waitFor()

  // Who else is on a case stands in its row.
  await basDesk.go('/inbox/unassigned/2')
  await row(page, fill(nl['row.looks'], { name: 'bas' })).waitFor({ timeout: SOON })

  // In sight, a change inside a row shows at once; a new row does not.
  const { data } = await agent.do('createLabel', { name: 'Klacht' }, 'id')
  await page.keyboard.press('Shift')
  await bas.do('labelCase', { caseId: (await bas.case(2)).id, add: [data.createLabel.id] })
  await world.visitor().asks('Dringend', { name: 'Cem' })
  await agent.do('prioritiseCase', { caseId: (await agent.case(3)).id, priority: 'URGENT' })
  await row(page, 'Bo').getByText('Klacht').waitFor({ timeout: SOON })
  await waits(page, 1).waitFor({ timeout: SOON })
  expect(await names(page)).toEqual(['Anna', 'Bo'])
  await page.keyboard.press('.')
  await areNamed(page, ['Cem', 'Anna', 'Bo'])
  expect(await focusedName(page)).toBe('Anna')
  expect(await waits(page, 1).count()).toBe(0)

  await page.keyboard.press('Shift')
  await world.visitor().asks('Nog een', { name: 'Daan' })
  await waits(page, 1).click({ timeout: SOON })
  await areNamed(page, ['Cem', 'Anna', 'Bo', 'Daan'])

  // Nobody touches anything for three seconds.
  await page.keyboard.press('Shift')
  await bas.takes(1)
  await page.getByRole('button', { name: nl['list.moved'] }).waitFor({ timeout: SOON })
  expect(await names(page)).toEqual(['Cem', 'Anna', 'Bo', 'Daan'])
  await areNamed(page, ['Cem', 'Bo', 'Daan'])
})

test('what narrows a list is in its address, and can be taken away there and on screen', async () => {
  const { page, agent, go } = await openQueue(['Anna', 'Bo', 'Cem'])
  const { data } = await agent.do('createLabel', { name: 'Klacht' }, 'id')
  await agent.do('labelCase', { caseId: (await agent.case(2)).id, add: [data.createLabel.id] })
  await agent.do('prioritiseCase', { caseId: (await agent.case(3)).id, priority: 'URGENT' })

  await page.getByRole('button', { name: nl['filter.title'], exact: true }).click()
  const panel = page.getByRole('dialog', { name: nl['filter.title'] })
  await panel.locator('summary', { hasText: nl['facet.label'] }).click()
  await panel.getByLabel('Klacht').check()
  await areNamed(page, ['Bo'])
  await page.keyboard.press('Escape')
  expect(new URL(page.url()).searchParams.get('label')).toBe(data.createLabel.id)
  await page.reload()
  await areNamed(page, ['Bo'])
  await row(page, 'Bo').click()
  await page.getByRole('heading', { name: 'Over Bo' }).waitFor()
  expect(new URL(page.url()).searchParams.get('label')).toBe(data.createLabel.id)
  await page.getByRole('button', { name: `${nl['filter.remove']} ${nl['facet.label']}: Klacht` }).click()
  await areNamed(page, ['Cem', 'Anna', 'Bo'])

  await page.getByLabel(nl['list.order']).selectOption('NEWEST')
  await areNamed(page, ['Cem', 'Bo', 'Anna'])
  expect(new URL(page.url()).searchParams.get('sort')).toBe('newest')
  const kept = async () => (await agent.get('{ me { preferences { orders { list order } } } }')).me.preferences.orders
  await expect.poll(kept, PATIENCE).toEqual([{ list: 'unassigned', order: 'NEWEST' }])
  await go('/inbox/unassigned?priority=LOW')
  await page.getByText(nl['empty.filter']).waitFor()
  await page.getByRole('button', { name: nl['filter.clear'] }).last().click()
  await areNamed(page, ['Cem', 'Bo', 'Anna'])

  // Who wants the list after a case gets the list, on the row that comes next.
  await agent.do('updatePreferences', { after: 'LIST' })
  await row(page, 'Cem').click()
  await page.getByRole('heading', { name: 'Over Cem' }).waitFor()
  await page.keyboard.press('e')
  await areNamed(page, ['Bo', 'Anna'])
  await expect.poll(() => focusedName(page), PATIENCE).toBe('Bo')
  expect(new URL(page.url()).pathname).toBe('/inbox/unassigned')
})

test('many at once: picked by key or by hand, done, refused with the reason, and taken back', async () => {
  const { page, agent, world } = await openQueue(['Anna', 'Bo', 'Cem', 'Daan'])
  await agent.closes(4)
  await areNamed(page, ['Anna', 'Bo', 'Cem'])
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+J')
  const count = (picked: number) => page.getByText(fill(nl['bulk.count'].other, { all: picked }), { exact: true })
  await count(2).waitFor()
  await page.keyboard.press('*')
  await page.keyboard.press('a')
  await count(3).waitFor()
  await page.keyboard.press('*')
  await page.keyboard.press('n')
  expect(await page.getByRole('button', { name: nl['bulk.clear'] }).count()).toBe(0)

  await page.getByLabel(fill(nl['row.pick'], { number: 1 })).check()
  await page.getByLabel(fill(nl['row.pick'], { number: 3 })).check()
  await count(2).waitFor()
  const bar = page.locator('#list > header')
  await bar.getByRole('button', { name: nl['priority.title'], exact: true }).click()
  await bar.getByRole('button', { name: nl['priority.URGENT'] }).click()
  await page
    .getByText(fill(nl['bulk.prioritised'].other, { count: 2, priority: nl['priority.URGENT'] }))
    .first()
    .waitFor()
  expect([(await agent.case(1)).priority, (await agent.case(3)).priority]).toEqual(['URGENT', 'URGENT'])
  await page.keyboard.press('z')
  await expect
    .poll(async () => [(await agent.case(1)).priority, (await agent.case(3)).priority], PATIENCE)
    .toEqual(['NORMAL', 'NORMAL'])

  await page.getByLabel(fill(nl['row.pick'], { number: 1 })).check()
  await page.getByLabel(fill(nl['row.pick'], { number: 2 })).check()
  await world.signIn('bas').then(bas => bas.closes(2))
  await bar.getByRole('button', { name: nl['snooze.title'], exact: true }).click()
  await bar.getByRole('button', { name: nl['snooze.tomorrow'] }).click()
  await page
    .getByText(fill(nl['bulk.snoozed'].one, { count: 1 }))
    .first()
    .waitFor()
  await page.getByText(nl['error.case.closed']).first().waitFor()
  await areNamed(page, ['Cem'])
})

test('16: not only admins make overviews: everybody keeps, changes, names, moves and throws away views of their own (ZM #1264)', async () => {
  const { page, agent, go } = await openQueue(['Anna', 'Bo', 'Cem'])
  await agent.do('prioritiseCase', { caseId: (await agent.case(2)).id, priority: 'URGENT' })
  const views = () => page.getByRole('list', { name: nl['view.mine'] }).getByRole('link').allTextContents()
  const name = async (title: string, text: string) => {
    const dialog = page.getByRole('dialog', { name: title })
    await dialog.getByLabel(nl['view.name']).fill(text)
    await dialog.getByRole('button', { name: nl.save }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await go('/inbox/unassigned?priority=URGENT')
  await areNamed(page, ['Bo'])
  await page.getByRole('button', { name: nl['view.save'] }).click()
  await name(nl['view.save'], 'Brand')
  await page.getByRole('heading', { name: 'Brand' }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/inbox\/view\//)
  await areNamed(page, ['Bo'])

  // It is there on every device, opens cases in its own address, and takes what is changed.
  await page.reload()
  await page.getByRole('link', { name: `${nl['row.unread']} Een vraag van Bo` }).click()
  await page.getByRole('heading', { name: 'Over Bo' }).waitFor()
  await page.getByRole('link', { name: nl['row.unread'] }).waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toMatch(/^\/inbox\/view\/[\w-]+\/2$/)
  await page.getByRole('button', { name: nl['filter.clear'] }).click()
  await areNamed(page, ['Bo', 'Anna', 'Cem'])
  await page.getByRole('button', { name: nl['view.update'] }).click()
  await page.getByRole('button', { name: nl['view.update'] }).waitFor({ state: 'detached' })
  await page.reload()
  await areNamed(page, ['Bo', 'Anna', 'Cem'])

  await agent.do('createView', { name: 'Laag', list: 'ALL', filter: { priority: ['LOW'] } })
  await expect.poll(views, PATIENCE).toEqual(['Brand', 'Laag'])
  const menu = (view: string) => page.getByRole('button', { name: fill(nl['view.more'], { name: view }) }).click()
  await menu('Laag')
  await page.getByRole('button', { name: nl['view.up'] }).click()
  await expect.poll(views, PATIENCE).toEqual(['Laag', 'Brand'])
  await menu('Brand')
  await page.getByRole('button', { name: nl['view.rename'] }).click()
  await name(nl['view.rename'], 'Alles')
  await expect.poll(views, PATIENCE).toEqual(['Laag', 'Alles'])
  await menu('Laag')
  await page.getByRole('button', { name: fill(nl['view.delete'], { name: 'Laag' }) }).click()
  await expect.poll(views, PATIENCE).toEqual(['Alles'])
  await page.getByRole('button', { name: nl.undo }).click()
  await expect.poll(views, PATIENCE).toEqual(['Laag', 'Alles'])
})

test('rows stand closer where one wants that, and a finger still has room', async () => {
  const { page, agent, world } = await openQueue(['Anna', 'Bo'])
  const heights = (of: Page) =>
    of.locator('#list li[aria-posinset]').evaluateAll(items => items.map(item => item.getBoundingClientRect().height))
  expect(await heights(page)).toEqual([76, 76])
  await agent.do('prioritiseCase', { caseId: (await agent.case(2)).id, priority: 'URGENT' })
  await agent.do('updatePreferences', { density: 'COMPACT' })
  await expect.poll(() => heights(page), PATIENCE).toEqual([52, 52])
  // Who, what and the most important mark are still there, and nothing sticks out.
  const bo = row(page, 'Bo')
  await bo.getByText('Een vraag van Bo').waitFor()
  await bo.getByText(nl['priority.URGENT']).waitFor()
  expect(await bo.evaluate(link => link.scrollHeight <= link.clientHeight)).toBe(true)

  const phone = await openDesk(world, 'tess', {
    window: { ...window, hasTouch: true, isMobile: true, viewport: PHONE },
  })
  await phone.go('/inbox/unassigned')
  await row(phone.page, 'Anna').waitFor()
  expect(await heights(phone.page)).toEqual([84, 84])
})

test('what is counted is counted in one’s own language, one and many apart', async () => {
  const { page, agent, world } = await openQueue(['Anna', 'Bo', 'Cem'])
  await agent.do('updateMe', { language: 'es' })
  await page.reload()
  const nav = page.getByRole('navigation')
  await nav.getByRole('link', { name: 'Sin asignar 3 casos' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('es')
  await page.getByRole('heading', { name: 'Sin asignar' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByText('1 seleccionado', { exact: true }).waitFor()
  await page.keyboard.press('Shift+J')
  await page.getByText('2 seleccionados', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  for (const [name, text] of [
    ['Daan', '1 nuevo'],
    ['Eva', '2 nuevos'],
  ] as const) {
    await page.keyboard.press('Shift')
    await world.visitor().asks('Dringend', { name })
    await page.getByRole('button', { name: text, exact: true }).waitFor()
  }
})

test('18: nothing is hidden, and every pane is as wide as one likes, by hand or by key, on every device (Rocket.Chat #33561, #36727)', async () => {
  const { page, agent, world } = await openQueue(['Anna'])
  await row(page, 'Anna').click()
  await page.getByRole('heading', { name: 'Over Anna' }).waitFor()
  const nav = page.getByRole('navigation')
  await nav.getByText(nl['list.unassigned']).waitFor()
  const width = (selector: string) =>
    page.locator(selector).evaluate(element => Math.round(element.getBoundingClientRect().width))
  const edge = (pane: 'navigation' | 'list' | 'panel') => page.getByRole('separator', { name: nl[`pane.${pane}`] })
  const before = await width('#list')

  await edge('list').focus()
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight')
  expect(await width('#list')).toBe(before + 48)
  const handle = await edge('panel').boundingBox()
  const panel = await width('aside')
  await page.mouse.move(handle!.x + 4, 300)
  await page.mouse.down()
  await page.mouse.move(handle!.x - 46, 300, { steps: 3 })
  await page.mouse.up()
  expect(Math.abs((await width('aside')) - panel - 50)).toBeLessThan(3)
  await expect
    .poll(
      async () => (await agent.get('{ me { preferences { widths { list } } } }')).me.preferences.widths.list,
      PATIENCE,
    )
    .toBe(before + 48)
  const elsewhere = await openDesk(world, 'tess', { window })
  await elsewhere.go('/inbox/unassigned')
  await row(elsewhere.page, 'Anna').waitFor()
  expect(
    await elsewhere.page.locator('#list').evaluate(element => Math.round(element.getBoundingClientRect().width)),
  ).toBe(before + 48)
  await edge('list').focus()
  await page.keyboard.press('Enter')
  expect(await width('#list')).toBe(before)

  // Icons alone only by choice, and with names.
  await page.getByRole('region', { name: nl['list.unassigned'] }).locator('h1').focus()
  await page.keyboard.press('[')
  await expect.poll(() => width('nav'), PATIENCE).toBeLessThan(64)
  await nav.getByRole('link', { name: nl['list.unassigned'] }).waitFor()
  await page.keyboard.press('[')
  await expect.poll(() => width('nav'), PATIENCE).toBeGreaterThan(150)
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.waitForURL(/\/inbox\/all$/)
})
