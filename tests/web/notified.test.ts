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
  /** What stands on the icon of an installed app. */
  badge?: number
  contexts: AudioContext[]
}

/** Counts what the pages of a window play, and keeps what they put on the app's icon. */
const listen = (page: Page) =>
  page.context().addInitScript(() => {
    const heard: Heard = { rings: 0, contexts: [] }
    Object.assign(globalThis, { heard })
    Object.assign(navigator, {
      setAppBadge: async (count: number) => {
        heard.badge = count
      },
    })
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

/** Every tab says in its name, on its icon and on that of the app how many are new; its name says what it shows. */
async function say(pages: readonly Page[], name: string, unseen: number) {
  const marks = (page: Page) =>
    page.evaluate(() => [
      document.title,
      document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href.split('/').pop(),
      (globalThis as unknown as { heard: Heard }).heard.badge,
    ])
  const wanted = unseen
    ? [`(${unseen}) ${name} · Webcare`, 'icon-new.svg', unseen]
    : [`${name} · Webcare`, 'icon.svg', 0]
  for (const page of pages) await expect.poll(() => marks(page), PATIENCE).toEqual(wanted)
}

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
  // Asked before she is there, so that only what is done with them concerns her.
  for (let at = 0; at < 4; at++) await world.visitor().asks('Nog een vraag', { name: 'Bo' })
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
  const { cases } = await bas.get('{ cases(list: UNASSIGNED) { edges { node { id } } } }')
  await bas.do('assignCase', { caseId: cases.edges[0].node.id, userId: agent.userId })
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
  await say(pages, inbox, 0)
  expect(await rings(...pages)).toBe(0)

  await writes('Hallo?')
  await say(pages, inbox, 1)
  expect(await rings(...pages)).toBe(1)

  for (const page of pages) await turn(page, 'hidden')
  await handsOver(world, bas, desk)
  await say(pages, inbox, 2)
  expect(await rings(...pages)).toBe(2)
  for (const page of pages) await turn(page, 'visible')

  // Seen in one of them is seen.
  const [first, second] = pages as [Page, Page]
  await second.getByRole('button', { name: around['notifications.title'] }).click()
  await second.getByRole('button', { name: around['notifications.all'] }).click()
  await say(pages, inbox, 0)
  await second.keyboard.press('Escape')

  // Where a case stands behind another tab, nobody has seen what was written in it.
  await second.goto(`${world.url}/inbox/mine/${number}`)
  await second.getByRole('log').getByText('Hallo?').waitFor(PATIENCE)
  const reading = `#${number} Sanne Visser`
  await say([second], reading, 0)
  await turn(second, 'hidden')
  await writes('Is daar iemand?')
  await say([second], reading, 1)
  await say([first], inbox, 1)
  await turn(second, 'visible')
  await say([second], reading, 0)
  await say([first], inbox, 0)

  // The tab that rang is closed: another rings from now on.
  const left = second
  const before = await rings(left)
  await first.close()
  await settle([left])
  await handsOver(world, bas, desk)
  await say([left], reading, 1)
  expect(await rings(left)).toBe(before + 1)

  const chosen = (input: object) => desk.agent.do('updatePreferences', { ...input })
  const isClosed = () =>
    left.evaluate(() => (globalThis as unknown as { heard: Heard }).heard.contexts.every(one => one.state === 'closed'))
  await chosen({ alerts: [{ kind: 'ASSIGNED', sound: false, email: false }] })
  await left.reload()
  await settle([left])
  await handsOver(world, bas, desk)
  await say([left], reading, 2)
  expect(await rings(left)).toBe(0)
  await chosen({ sound: 'OFF', alerts: [] })
  await expect.poll(isClosed, PATIENCE).toBe(true)
  await handsOver(world, bas, desk)
  await say([left], reading, 3)
  expect(await rings(left)).toBe(0)
})

test('one who may answer hears a question that nobody has, and a busy minute is one ring', async () => {
  const { world, desk } = await openStory()
  await desk.go('/inbox/unassigned')
  await settle([desk.page])
  await world.visitor().asks('Hoe laat is de open dag?', { name: 'Cem' })
  await say([desk.page], nl['list.unassigned'], 1)
  expect(await rings(desk.page)).toBe(1)
  await world.visitor().asks('En waar?', { name: 'Dia' })
  await desk.page.locator('#list').getByText('Dia').waitFor(PATIENCE)
  expect(await rings(desk.page)).toBe(1)
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
