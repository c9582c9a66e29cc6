import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import around from '../../web/locales/around/nl.ts'
import nl from '../../web/locales/nl.ts'
import type { Agent } from '../support/agent.ts'
import type { World } from '../support/world.ts'
import { type Desk, openDesk, openOffice, PHONE, sideways } from './desk.ts'

/** A busy machine may take its time; what is looked at comes at once on another. */
const PATIENCE = { timeout: 15_000 }
const window = { locale: 'nl' }

/** What the script below leaves in a page. */
interface Heard {
  rings: number
  contexts: AudioContext[]
}

/** Counts what the pages of a window play. */
const listen = (page: Page) =>
  page.context().addInitScript(() => {
    const heard: Heard = { rings: 0, contexts: [] }
    Object.assign(globalThis, { heard })
    globalThis.AudioContext = class extends AudioContext {
      constructor() {
        super()
        heard.contexts.push(this)
      }
      override createOscillator() {
        heard.rings++
        return super.createOscillator()
      }
    }
  })
const rings = async (...pages: Page[]) => {
  const each = pages.map(page => page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard.rings))
  return (await Promise.all(each)).reduce((sum, one) => sum + one, 0)
}

/** Reads what a page shows without touching it: to the browser, what playwright does is done by somebody. */
async function untouched(page: Page): Promise<() => Promise<string>> {
  const session = await page.context().newCDPSession(page)
  return async () => (await session.send('Runtime.evaluate', { expression: 'document.body.innerText' })).result.value
}

/** Puts the tab behind another one, or before it. */
const turn = (page: Page, to: 'hidden' | 'visible') =>
  page.evaluate(state => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
    document.dispatchEvent(new Event('visibilitychange'))
  }, to)

/** The tab's name and icon, as the browser shows them. */
const tab = (page: Page) =>
  page.evaluate(() => [
    document.title,
    document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href.split('/').pop(),
  ])
async function shows(pages: readonly Page[], title: string, icon: string) {
  for (const page of pages) await expect.poll(() => tab(page), PATIENCE).toEqual([`${title} · Webcare`, icon])
}
const isNew = (pages: readonly Page[], title: string) => shows(pages, title, 'icon-new.svg')
const isOver = (pages: readonly Page[], title: string) => shows(pages, title, 'icon.svg')

/** Somebody does something in each tab, and those that may ring have agreed on which does. */
async function settle(pages: readonly Page[]) {
  for (const page of pages) await page.mouse.click(2, 2)
  const locks = () =>
    pages[0]!.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query()
      return [held, pending].map(some => some.filter(({ name }) => name?.startsWith('webcare.bell')).length)
    })
  await expect.poll(locks, PATIENCE).toEqual([1, pages.length - 1])
}

/** Tess has case 1, and what happens from now on is later than what happened. */
async function openStory() {
  const world = await openOffice()
  const bas = await world.signIn('bas')
  const visitor = await world.visitor().asks('Kan ik mij nog aanmelden?', { name: 'Sanne Visser' })
  const desk = await openDesk(world, 'tess', { window })
  await desk.agent.takes(visitor.case)
  await listen(desk.page)
  const writes = async (text: string) => {
    world.clock.advance({ seconds: 10 })
    await visitor.answers(text)
  }
  return { world, bas, desk, number: visitor.case, writes }
}

/** A colleague hands another case over. */
async function handsOver(world: World, bas: Agent, { agent }: Desk) {
  world.clock.advance({ seconds: 10 })
  const { case: number } = await world.visitor().asks('Nog een vraag', { name: 'Bo' })
  await bas.do('assignCase', { caseId: (await bas.case(number)).id, userId: agent.userId })
}

test('4: one is told, once: one tab rings however many are open, behind others too, and all of them say how much is new (CW #5403, #1942)', {
  timeout: 180_000,
}, async () => {
  const { world, bas, desk, number, writes } = await openStory()
  const pages = [desk.page, await desk.page.context().newPage()]
  const inbox = nl['list.mine']
  for (const page of pages) {
    await page.goto(`${world.url}/inbox/mine`)
    await page.getByRole('button', { name: around['notifications.title'] }).waitFor(PATIENCE)
  }
  await settle(pages)
  await isOver(pages, inbox)
  expect(await rings(...pages)).toBe(0)

  await writes('Hallo?')
  await isNew(pages, `(1) ${inbox}`)
  expect(await rings(...pages)).toBe(1)

  for (const page of pages) await turn(page, 'hidden')
  await handsOver(world, bas, desk)
  await isNew(pages, `(2) ${inbox}`)
  expect(await rings(...pages)).toBe(2)
  for (const page of pages) await turn(page, 'visible')

  // Seen in one of them is seen.
  const [first, second] = pages as [Page, Page]
  await second.getByRole('button', { name: around['notifications.title'] }).click()
  await second.getByRole('button', { name: around['notifications.all'] }).click()
  await isOver(pages, inbox)
  await second.keyboard.press('Escape')

  // Where a case stands behind another tab, nobody has seen what was written in it.
  await second.goto(`${world.url}/inbox/mine/${number}`)
  await second.getByRole('log').getByText('Hallo?').waitFor(PATIENCE)
  const reading = `#${number} Sanne Visser`
  await isOver([second], reading)
  await turn(second, 'hidden')
  await writes('Is daar iemand?')
  await isNew([second], `(1) ${reading}`)
  await isNew([first], `(1) ${inbox}`)
  await turn(second, 'visible')
  await isOver([second], reading)
  await isOver([first], inbox)

  // The tab that rang is closed: another rings from now on.
  const left = second
  const before = await rings(left)
  await first.close()
  await settle([left])
  await handsOver(world, bas, desk)
  await isNew([left], `(1) ${reading}`)
  expect(await rings(left)).toBe(before + 1)

  const chosen = (input: object) => desk.agent.do('updatePreferences', { ...input })
  const isClosed = () =>
    left.evaluate(() => (globalThis as unknown as { heard: Heard }).heard.contexts.every(one => one.state === 'closed'))
  await chosen({ alerts: [{ kind: 'ASSIGNED', sound: false, email: false }] })
  await left.reload()
  await settle([left])
  await handsOver(world, bas, desk)
  await isNew([left], `(2) ${reading}`)
  expect(await rings(left)).toBe(0)
  await chosen({ sound: 'OFF', alerts: [] })
  await expect.poll(isClosed, PATIENCE).toBe(true)
  await handsOver(world, bas, desk)
  await isNew([left], `(3) ${reading}`)
  expect(await rings(left)).toBe(0)
})

test('how one is notified is chosen and tried on one page, which says whether sound works here', {
  timeout: 120_000,
}, async () => {
  const world = await openOffice()
  const { agent, page, go } = await openDesk(world, 'ada', { window, roles: ['admin', 'agent'] })
  await listen(page)
  await go('/me/notifications')
  await expect.poll(await untouched(page), PATIENCE).toContain(around['alerts.blocked'])
  await page.getByText(around['alerts.noMail']).waitFor(PATIENCE)
  await page.getByRole('button', { name: around['alerts.play'] }).click()
  await page.getByText(around['alerts.works']).waitFor(PATIENCE)
  expect(await rings(page)).toBe(1)
  // Played to its end, and at rest after it.
  const played = () =>
    page.evaluate(() => {
      const [player] = (globalThis as unknown as { heard: Heard }).heard.contexts
      return player && [player.state, player.currentTime > 0.6]
    })
  await expect.poll(played, PATIENCE).toEqual(['suspended', true])

  const chosen = async () =>
    (await agent.get('{ me { preferences { sound volume alerts { kind sound email } } } }')).me.preferences
  const heard = page.getByRole('checkbox', { name: `${around['alerts.heard']}: ${around['alert.CONNECTION_ILL']}` })
  const mailed = page.getByRole('checkbox', { name: `${around['alerts.mailed']}: ${around['alert.CONNECTION_ILL']}` })
  expect([await heard.isChecked(), await mailed.isChecked(), await mailed.isDisabled()]).toEqual([false, true, true])
  await heard.focus()
  await page.keyboard.press('Space')
  await page.getByLabel(around['alerts.volume']).selectOption('75')
  await page.getByLabel(around['alerts.which']).selectOption('CLEAR')
  await expect.poll(chosen, PATIENCE).toMatchObject({
    sound: 'CLEAR',
    volume: 75,
    alerts: expect.arrayContaining([{ kind: 'CONNECTION_ILL', sound: true, email: true }]),
  })
  await page.getByRole('button', { name: around['alerts.play'] }).click()
  expect(await rings(page)).toBe(2)

  await page.setViewportSize(PHONE)
  expect(await sideways(page)).toEqual([])
  await page.getByLabel(around['alerts.which']).selectOption('OFF')
  await page.getByText(around['alerts.off']).waitFor(PATIENCE)
  expect(await page.getByRole('button', { name: around['alerts.play'] }).isDisabled()).toBe(true)
  expect(await heard.isDisabled()).toBe(true)

  // What one does not manage, one is not asked about.
  const tess = await openDesk(world, 'tess', { window })
  await tess.go('/me/notifications')
  await tess.page.getByText(around['alert.ASSIGNED']).waitFor(PATIENCE)
  expect(await tess.page.getByText(around['alert.CONNECTION_ILL']).count()).toBe(0)
})
