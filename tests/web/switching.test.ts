// From case to case: whatever is late, lost or half there, nobody is left with an empty pane.
import type { Page, Route } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import words from '../../web/locales/conversation/nl.ts'
import nl from '../../web/locales/nl.ts'
import { openWindow } from '../support/browser.ts'
import type { Visitor } from '../support/visitor.ts'
import { type Desk, enter, log, openDesk, openOffice, row } from './desk.ts'

/** These people ask something each; Tess looks at the list. */
async function openList(people: readonly string[]): Promise<Desk & { visitors: Map<string, Visitor> }> {
  const world = await openOffice()
  const visitors = new Map<string, Visitor>()
  for (const name of people) visitors.set(name, await world.visitor().asks(`Hallo van ${name}`, { name }))
  const desk = await openDesk(world, 'tess', { window: { locale: 'nl' } })
  return { ...desk, visitors }
}

const pane = (page: Page) => page.locator('#conversation')
const field = (page: Page) => page.locator('#conversation form textarea')
const greeting = (page: Page, name: string) => log(page).getByText(`Hallo van ${name}`)

test('what the store has only half of keeps nobody from what is new', async () => {
  const { page, agent, go, visitors } = await openList(['Sanne', 'Mo'])
  let letNews = () => {}
  const held = new Promise<void>(resolve => (letNews = resolve))
  let isHeld = false
  await page.routeWebSocket(/graphql/, line => {
    const server = line.connectToServer()
    server.onMessage(async text => {
      if (isHeld) await held
      line.send(text)
    })
  })
  await go('/inbox/all/1')
  await greeting(page, 'Sanne').waitFor()
  await expect.poll(async () => (await agent.get('{ case(number: 1) { unread } }')).case.unread).toBe(false)

  // A list brings a part of what the open case shows all of, before the news of it.
  isHeld = true
  const { case: open } = await agent.get('{ case(number: 1) { id audiences { threadId } } }')
  await agent.do('saveDraft', { caseId: open.id, threadId: open.audiences[0].threadId, text: 'Ik zoek het uit' })
  for (const order of ['NEWEST', 'PRIORITY']) {
    await page.getByLabel(nl['list.order']).selectOption(order)
    await row(page, 'Sanne').getByText('Ik zoek het uit').waitFor()
  }
  await visitors.get('Sanne')!.answers('Is daar iemand?')
  letNews()
  await log(page).getByText('Is daar iemand?').waitFor()
  await row(page, 'Mo').click()
  await greeting(page, 'Mo').waitFor()
  await row(page, 'Sanne').click()
  await log(page).getByText('Is daar iemand?').waitFor()
})

test('a case that is late shows its bones, and one that did not come says so, comes when asked, and comes by itself', async () => {
  const { page, go } = await openList(['Sanne', 'Mo', 'Eva'])
  await go('/inbox/all/1')
  await greeting(page, 'Sanne').waitFor()
  const pass = (route: Route) => route.continue()
  const lose = (route: Route) => route.abort()
  let answer = pass
  await page.route('**/graphql', route =>
    route.request().postData()?.includes('query Conversation') ? answer(route) : pass(route),
  )

  // Bones that came stay long enough to be seen.
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  answer = route => held.then(() => pass(route))
  await page.evaluate(() => {
    const times: Record<string, number> = {}
    new MutationObserver(() => {
      if (document.querySelector('#conversation [aria-busy]')) times.bones ??= performance.now()
      if (times.bones && document.querySelector('#conversation article')) times.log ??= performance.now()
    }).observe(document.body, { childList: true, subtree: true })
    Object.assign(globalThis, { times })
  })
  await row(page, 'Mo').click()
  const bone = pane(page).locator('[aria-busy] > div').first()
  await expect.poll(() => bone.evaluate(element => getComputedStyle(element).opacity)).toBe('1')
  release()
  await greeting(page, 'Mo').waitFor()
  const times = await page.evaluate(() => (globalThis as unknown as { times: { bones: number; log: number } }).times)
  expect(times.log - times.bones).toBeGreaterThan(750)

  answer = lose
  await row(page, 'Eva').click()
  await pane(page).getByText(nl['error.OFFLINE']).waitFor()
  answer = pass
  await pane(page).getByRole('button', { name: nl.retry }).click()
  await greeting(page, 'Eva').waitFor()

  answer = lose
  await page.reload()
  await pane(page).getByText(nl['error.OFFLINE']).waitFor()
  answer = pass
  await greeting(page, 'Eva').waitFor()
})

test('a pane that breaks says so and is reported, and the others go on', async () => {
  const world = await openOffice()
  for (const name of ['Sanne', 'Mo']) await world.visitor().asks(`Hallo van ${name}`, { name })
  const tess = await world.signIn('tess')
  // A window of its own: in the others nothing may break.
  const context = await openWindow({ locale: 'nl' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const reported: string[] = []
  page.on('pageerror', error => reported.push(error.message))
  await enter(world, page, tess)
  let isBroken = true
  await page.route('**/graphql', async route => {
    if (!isBroken || !route.request().postData()?.includes('query Customer')) return route.continue()
    const answer = await route.fetch()
    const { data } = await answer.json()
    await route.fulfill({ response: answer, json: { data: { customer: { ...data.customer, cases: [null] } } } })
  })
  await page.goto(`${world.url}/inbox/all/1`)
  const panel = page.getByRole('complementary', { name: nl['customer.title'] })
  await panel.getByText(words['pane.broken']).waitFor()
  await panel.getByRole('button', { name: nl.retry }).waitFor()
  expect(reported.length).toBeGreaterThan(0)

  await greeting(page, 'Sanne').waitFor()
  await field(page).fill('Dag Sanne')
  await field(page).press('Control+Enter')
  await greeting(page, 'Mo').waitFor()
  isBroken = false
  await page.reload()
  await greeting(page, 'Mo').waitFor()
  await panel.getByText(nl['customer.reach']).waitFor()
  expect((await tess.case(1)).status).toBe('PENDING')
})

/** Types where there is something to type in, at this very moment. */
const write = (fields: Element[]) => {
  for (const one of fields as HTMLTextAreaElement[]) {
    one.value += 'x'
    one.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}

test('however fast one goes from case to case on a slow machine, the last one is there', {
  timeout: 60_000,
}, async () => {
  const people = ['Sanne', 'Mo', 'Eva', 'Jan', 'Lotte', 'Fatima']
  const { page, go, visitors } = await openList(people)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await go('/inbox/all')
  for (const name of people) await row(page, name).waitFor()
  let seed = 11
  const pick = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let burst = 0; burst < 8; burst++) {
    let last = ''
    for (let step = pick(5); step >= 0; step--) {
      last = people[pick(people.length)]!
      // A click of a hand waits until the row stands still.
      await row(page, last).evaluate((link: HTMLElement) => link.click())
      if (pick(3) === 0) await field(page).evaluateAll(write)
      if (pick(6) === 0) await visitors.get(last)!.answers('En nog iets')
    }
    await greeting(page, last).waitFor()
    await field(page).waitFor()
  }
})
