import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect, onTestFinished, vi } from 'vitest'
import { PluginError } from '../../core/plugin/index.ts'
import type { Agent } from '../support/agent.ts'
import { openWindow } from '../support/browser.ts'
import { openRound, type Round } from '../support/courier.ts'
import { openWorld, type Person, type World } from '../support/world.ts'

/** What one does shows for the others within this time, in milliseconds. */
export const SOON = 2000
export const LAPTOP = { width: 1366, height: 768 }
export const PHONE = { width: 390, height: 844 }

/** A window on the world whose pages may not fail, nor do what their own policy forbids. */
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await openWindow({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await show(page)
    await context.close()
  })
  page.setDefaultTimeout(10_000)
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => {
    if (/Content Security Policy|Trusted/i.test(message.text())) problems.push(message.text())
  })
  onTestFinished(() => expect(problems).toEqual([]))
  return page
}

/** What stood on the screen of a test that failed: whoever reads its output was not there. */
async function show(page: Page): Promise<void> {
  const screen = await page
    .locator('body')
    .ariaSnapshot({ timeout: 2000 })
    .catch(error => String(error))
  process.stdout.write(`${page.url()}\n${screen.slice(0, 6000)}\n`)
}

/** A colleague who works by API and by browser at once; in Dutch, as the organisation. */
export interface Desk {
  agent: Agent
  page: Page
  go(path: string): Promise<void>
}

export async function openDesk(
  world: World,
  name: string,
  { window, ...person }: Person & { window?: BrowserContextOptions } = {},
): Promise<Desk> {
  const agent = await world.signIn(name, person)
  const page = await openPage(window)
  await enter(world, page, agent)
  return { agent, page, go: async path => void (await page.goto(world.url + path)) }
}

/** Gives a window the session of a colleague. */
export async function enter(world: World, page: Page, agent: Agent): Promise<void> {
  const [name = '', value = ''] = agent.headers.cookie?.split('=') ?? []
  // A secure cookie, which http://localhost gets too.
  await page.context().addCookies([{ name, value, url: new URL('/', world.url).href.replace('http:', 'https:') }])
}

/** The whole product where a browser can come; at the time of the browser, which counts undo windows and waiting by it. */
export async function openOffice(settings: Record<string, string> = {}): Promise<World> {
  const world = await openWorld({ listen: true, settings })
  world.clock.set(new Date().toISOString())
  return world
}

/** The courier where a browser can come, at the time of the browser; Tess is signed in. */
export async function openCourier(settings: Record<string, string> = {}): Promise<Round> {
  const round = await openRound({ listen: true, settings })
  round.world.clock.set(new Date().toISOString())
  // Sessions of before are long over.
  return { ...round, tess: await round.world.signIn('tess') }
}

/** A window of a colleague on a case, at an address below all cases; back once one can read and write there. */
export async function openAt(round: Round, agent: Agent, path: string | number): Promise<Page> {
  const page = await openPage({ locale: 'nl', viewport: LAPTOP })
  await enter(round.world, page, agent)
  await page.goto(`${round.world.url}/inbox/all/${path}`)
  await log(page).locator('article').first().waitFor()
  await page.locator('#conversation form').waitFor()
  return page
}

/** The next answer is refused by the channel, for good. */
export function refuseOnce(world: World, reason: string): void {
  const channel = world.core.connections.plugin('web')?.channel
  if (!channel) throw new Error('The web form has no channel')
  vi.spyOn(channel, 'send').mockRejectedValueOnce(new PluginError('permanent', reason))
}

/** Lets what waits for its undo window leave. */
export async function deliver(world: World): Promise<void> {
  world.clock.advance({ seconds: 31 })
  await world.run('deliver')
}

/** A case with every kind of thing that stands in a conversation; its number. */
export async function wholeStory(world: World, tess: Agent): Promise<number> {
  const visitor = await world.visitor().asks('Kan ik mij nog aanmelden? Zie https://rocdelta.example/aanmelden', {
    name: 'Sanne Visser',
    subject: 'Verpleegkunde',
    email: 'sanne@example.org',
  })
  const { id } = await tess.case(visitor.case)
  const { data } = await tess.do('createLabel', { name: `Aanmelden ${visitor.case}` }, 'id')
  await tess.takes(visitor.case)
  await tess.do('labelCase', { caseId: id, add: [data.createLabel.id] })
  await tess.do('prioritiseCase', { caseId: id, priority: 'URGENT' })
  await tess.notes(visitor.case, 'Decaan gebeld')
  await tess.answers(visitor.case, 'Ja, tot 1 april! ^TR')
  await deliver(world)
  refuseOnce(world, 'It is too rude')
  await tess.answers(visitor.case, 'Of bel ons even')
  await deliver(world)
  await visitor.answers('Top, en voor mijn broer?')
  for (const priority of ['HIGH', 'LOW', 'NORMAL', 'URGENT']) await tess.do('prioritiseCase', { caseId: id, priority })
  await tess.answers(visitor.case, 'Ook voor je broer! ^TR')
  return visitor.case
}

/** Where a page can be pushed sideways: nowhere, if all is well. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter(element => {
        const scrolls = element === document.scrollingElement || /auto|scroll/.test(getComputedStyle(element).overflowX)
        // A field shows its own end of a long line.
        return scrolls && !element.matches('textarea') && element.scrollWidth > element.clientWidth + 1
      })
      .map(element => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`),
  )

export const row = (page: Page, name: string): Locator => page.locator('#list').getByRole('link', { name })
export const log = (page: Page): Locator => page.getByRole('log')
