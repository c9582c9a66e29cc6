import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { loadConfig } from '../../config/load.ts'
import { openCore } from '../../core/core.ts'
import { system } from '../../core/lib/actor.ts'
import { plusSeconds, systemClock } from '../../core/lib/clock.ts'
import { newId } from '../../core/lib/id.ts'
import { launchChromium } from '../support/chromium.ts'
import { manyCases } from '../support/many-cases.ts'
import { serveBareInbox } from './bare-web.ts'
import { newKey, signUp, startProduct } from './program.ts'
import { quantile, report } from './report.ts'

const CASES = 10_000
const MESSAGES = 2000
const OPENED = 300
/** How many times as long the inbox may take to what is painted as a page of bare elements in the same browser. */
const BUDGETS = { list: 10, key: 2, jump: 2, conversation: 4 }
/** What it may hold, in megabytes: that is the same on every machine. */
const MEMORY = 150
/** A first visit and a first look into a case happen once in a page: so many pages, of which the middle one counts. */
const PAGES = 7
/** They take turns, so many times, with so many keys and jumps each. */
const ROUNDS = 3
const KEYS = 20
const JUMPS = 10
/** A school's laptop on a line of ten megabits: so many times slower than this machine, and 40 ms to the server and back. */
const SLOWER = 4
const LINE = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 }

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/**
 * `web`: what somebody at a slow laptop waits for, from what they do to what is painted. The list holds 10,000 cases, the
 * newest of which has 2,000 messages. Beside it, in the same browser, a page of bare elements that shows the same.
 */
export async function benchWeb(folder: string): Promise<void> {
  const data = join(folder, 'web')
  const product = await startProduct(data, newKey(), connectionId => fill(data, connectionId))
  const { session } = await signUp(product)
  const limit = await serveBareInbox({ cases: CASES, messages: MESSAGES })
  const { browser, close } = await launchChromium()
  const url = product.url.replace('127.0.0.1', 'localhost')
  const [name = '', value = ''] = session.cookie!.split('=')
  /** The list in a window that never saw it, and the milliseconds until its rows were painted. */
  async function openList(of: string, slower = SLOWER) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'nl' })
    await context.addCookies([{ name, value, url: url.replace('http:', 'https:') }])
    const page = await context.newPage()
    await page.addInitScript(inPage)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', LINE)
    await page.goto(`${of}/inbox/all?sort=newest`)
    const wait = await page.evaluate(() => bench.painted(() => document.querySelector('#list [data-row]')))
    // What comes after the list has come: the line, the conversation's code.
    await page.waitForLoadState('networkidle')
    return { page, devtools, wait, close: () => context.close() }
  }

  const [waits, bare] = [none(), none()]
  for (let at = 0; at < PAGES; at++) {
    for (const [of, times] of [
      [limit.url, bare],
      [url, waits],
    ] as const) {
      const { page, wait, close } = await openList(of)
      times.list.push(wait)
      times.conversation.push(await openByHand(page))
      await close()
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [of, times] of [
      [limit.url, bare],
      [url, waits],
    ] as const) {
      const { page, close } = await openList(of)
      times.key.push(...(await pressKeys(page)))
      times.jump.push(...(await jump(page)))
      await close()
    }
  }
  const compare = (what: keyof Waits, part: number, unit: string) =>
    report(
      `web_${what}`,
      quantile(waits[what], part),
      `${unit}, to ${BUDGETS[what]} × bare`,
      BUDGETS[what] * quantile(bare[what], part),
    )
  compare('list', 0.5, 'ms')
  compare('conversation', 0.5, 'ms')
  compare('key', 0.95, 'ms (p95)')
  compare('jump', 0.95, 'ms (p95)')

  const long = await openList(url, 1)
  await openMany(long.page)
  await long.devtools.send('HeapProfiler.collectGarbage')
  // Newer than what playwright knows of: beside the script's own objects those of the page, such as its elements.
  const used = (await long.devtools.send('Runtime.getHeapUsage')) as Record<string, number>
  const bytes = used.usedSize! + (used.embedderHeapUsedSize ?? 0) + (used.backingStorageSize ?? 0)
  report('web_memory', bytes / 1_000_000, 'MB', MEMORY)

  await close()
  limit.close()
  await product.stop()
}

/** Milliseconds that somebody waited, each time. */
type Waits = Record<'list' | 'conversation' | 'key' | 'jump', number[]>
const none = (): Waits => ({ list: [], conversation: [], key: [], jump: [] })

/** Puts the cases into the data of a program that does not run. */
async function fill(data: string, connectionId: string) {
  const core = await openCore(loadConfig({ WEBCARE_DATA: data }), {
    log: silent,
    onFatal(error) {
      throw error
    },
  })
  const ids = await manyCases({ core, clock: systemClock }, CASES, { connectionId })
  await core.write(system('bench'), async ({ db, now }) => {
    const place = await db
      .selectFrom('caseThreads')
      .where('caseId', '=', ids.at(-1)!)
      .selectAll()
      .executeTakeFirstOrThrow()
    const { caseId, threadId, customerId } = place
    const handle = await db
      .selectFrom('handles')
      .where('customerId', '=', customerId)
      .select('id')
      .executeTakeFirstOrThrow()
    for (let from = 0; from < MESSAGES; from += 500) {
      await db
        .insertInto('messages')
        .values(
          Array.from({ length: 500 }, (_, at) => {
            const moment = plusSeconds(now, (from + at - MESSAGES) * 30)
            return {
              id: newId(),
              caseId,
              threadId,
              connectionId,
              direction: 'in' as const,
              visibility: 'private' as const,
              handleId: handle.id,
              text: `Vraag ${from + at}: wanneer hoor ik iets? ${'Ik wacht al een week op antwoord. '.repeat(at % 5)}`,
              at: moment,
              createdAt: moment,
            }
          }),
        )
        .execute()
    }
    await db.updateTable('cases').set({ lastMessageAt: now }).where('id', '=', caseId).execute()
  })
  await core.close()
}

declare const bench: ReturnType<typeof inPage>

/** What measures inside the page; it stands there before the page's own script. */
function inPage() {
  let acted = 0
  function act(event: Event) {
    acted = event.timeStamp
  }
  addEventListener('keydown', act, { capture: true })
  addEventListener('click', act, { capture: true })
  const tools = {
    /** When somebody last pressed a key or clicked, in milliseconds of the page. */
    acted: () => acted,
    /** The moment right after the first frame that was painted while this held, in milliseconds of the page. */
    painted: (holds: () => unknown = () => true) =>
      new Promise<number>(resolve => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        const look = () => (holds() ? port2.postMessage(undefined) : requestAnimationFrame(look))
        requestAnimationFrame(look)
      }),
  }
  Object.assign(globalThis, { bench: tools })
  return tools
}

/** From a click on the newest case to its newest message, in milliseconds. */
async function openByHand(page: Page): Promise<number> {
  const shown = page.evaluate(() => bench.painted(() => document.querySelector('[role=log] article')))
  await page.locator('#list [data-row]').first().click()
  return (await shown) - (await page.evaluate(() => bench.acted()))
}

/** The number of the row that has the focus. */
const focusedRow = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null)

/** From each `j` to the row it leads to, in milliseconds: of a hand that goes on, and of one that rests so that the case opens. */
async function pressKeys(page: Page): Promise<number[]> {
  const waits: number[] = []
  for (let at = 0; at < KEYS; at++) {
    const moved = page.evaluate(
      before =>
        bench.painted(() => ![null, undefined, before].includes(document.activeElement?.getAttribute('data-row'))),
      await focusedRow(page),
    )
    await page.keyboard.press('j')
    waits.push((await moved) - (await page.evaluate(() => bench.acted())))
    await page.waitForTimeout(at % 2 ? 400 : 60)
  }
  return waits
}

/** From each jump of five screens to the frame that shows where one is, in milliseconds: into the unknown, and back again. */
async function jump(page: Page): Promise<number[]> {
  const waits: number[] = []
  for (let at = 0; at < JUMPS; at++) {
    const screens = at < JUMPS / 2 ? 5 : -5
    waits.push(
      await page.evaluate(async by => {
        const frame = document.querySelector('#list div:has(> ul)')!
        const began = performance.now()
        frame.scrollTop += by * frame.clientHeight
        return (await bench.painted()) - began
      }, screens),
    )
    await page.waitForFunction(() => !document.querySelector('#list li:not(:has([data-row]))'))
  }
  return waits
}

/** Opens one case after another, each until its messages are there. */
async function openMany(page: Page) {
  for (let at = 0; at < OPENED; at++) {
    await page.keyboard.press('j')
    const number = await focusedRow(page)
    await page.waitForURL(`**/${number}?*`)
    await page.locator('[role=log] article').first().waitFor()
  }
}
