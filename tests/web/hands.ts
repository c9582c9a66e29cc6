import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { log, row, sideways } from './desk.ts'
import type { Words } from './texts.ts'

export const PATIENCE = { timeout: 10_000 }
export const SMALL_PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
/** What the keyboard of the phone leaves of it. */
const TYPING = { width: 360, height: 420 }
/** What a finger hits without aiming, in pixels. */
const FINGER = 44

/** Whoever works in the inbox, by whatever they have to do it with. */
export interface Hand {
  /** Brings up a list. */
  turnsTo(list: 'unassigned' | 'pending'): Promise<void>
  /** Opens the case of somebody in that list; its number. */
  opens(name: string, number: number): Promise<void>
  /** Writes an answer as it is offered, to the customer alone instead, or a memo. */
  writes(what: 'answer' | 'aside' | 'memo', text: string): Promise<void>
  /** Sends what is written, and is at the case that comes next. */
  sends(next: number): Promise<void>
  /** Saves the memo that is written, and stays. */
  saves(text: string): Promise<void>
  /** Takes the last answer back, and is where it was written. */
  undoes(): Promise<void>
  /** Gives the open case to a colleague, and is at the case that comes next. */
  gives(to: string, next: number): Promise<void>
}

const field = (page: Page) => page.locator('#conversation textarea')
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

/** The number of the case that stands first in the list. */
export const firstRow = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-row]').first().getAttribute('data-row'))

export const hasFocus = (target: Locator): Promise<void> =>
  expect.poll(() => target.evaluate(element => element === document.activeElement), PATIENCE).toBe(true)

/** Only keys; and after each step the keyboard is where the next one is expected. */
export function keyboardOf(page: Page, t: Words): Hand {
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const region = (number: number) => page.getByRole('region', { name: t('case.region', { number }), exact: true })
  async function isReading(number: number) {
    await field(page).waitFor()
    await hasFocus(region(number))
  }
  return {
    async turnsTo(list) {
      await press('g', list === 'pending' ? 'w' : 'u')
      await hasFocus(page.getByRole('heading', { level: 1, name: t(`list.${list}`), exact: true }))
      await page.locator('[data-row]').first().waitFor()
    },
    async opens(name, number) {
      const wanted = page.locator(`[data-row="${number}"]`).filter({ hasText: name })
      await wanted.waitFor()
      const rows = await page.locator('[data-row]').evaluateAll(all => all.map(one => one.getAttribute('data-row')))
      for (let at = rows.indexOf(String(number)); at >= 0; at--) await press('j')
      await hasFocus(wanted)
      await press('Enter')
      await isReading(number)
    },
    async writes(what, text) {
      // Out of the field first: in it these are letters.
      if (await field(page).evaluate(one => one === document.activeElement)) await press('Escape')
      await press({ answer: 'r', aside: 'R', memo: 'm' }[what])
      await hasFocus(field(page))
      await page.keyboard.type(text)
    },
    async sends(next) {
      await press('Control+Enter')
      await isReading(next)
      // Who does not see it hears where they are.
      const [which] = t('case.announce', { number: next }).split('{name}')
      await expect.poll(() => page.locator('#said').textContent(), PATIENCE).toContain(which)
    },
    async saves(text) {
      await press('Control+Enter')
      await log(page).getByText(text, { exact: true }).waitFor()
      await expect.poll(() => field(page).inputValue(), PATIENCE).toBe('')
      await hasFocus(field(page))
      await press('Escape')
      await hasFocus(page.locator('#conversation'))
    },
    async undoes() {
      await press('z')
      await hasFocus(field(page))
    },
    async gives(to, next) {
      await press('a')
      const menu = page.getByRole('dialog', { name: t('assign.title') })
      const option = menu.getByRole('button', { name: to, exact: true })
      await option.waitFor()
      await expect.poll(() => menu.evaluate(one => one.contains(document.activeElement)), PATIENCE).toBe(true)
      const options = await menu.getByRole('button').allTextContents()
      for (let at = options.indexOf(to); at > 0; at--) await press('ArrowDown')
      await hasFocus(option)
      await press('Enter')
      await menu.waitFor({ state: 'hidden' })
      await isReading(next)
    },
  }
}

/** What on the screen is too small for a finger, but for links within a text and boxes with a label beside them. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(
    least =>
      [...document.querySelectorAll<HTMLElement>('a, button, input, label, select, textarea, summary')]
        .filter(one => one.checkVisibility() && getComputedStyle(one).display !== 'inline')
        // A box is ticked by its label; a field has one only to be read.
        .filter(
          one => !one.matches(':is([type="checkbox"], [type="radio"])') || !(one as HTMLInputElement).labels?.length,
        )
        .filter(one => !(one instanceof HTMLLabelElement) || one.control?.matches('[type="checkbox"], [type="radio"]'))
        .map(one => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => Math.min(box.width, box.height) < least)
        .map(({ one, box }) => `${box.width} × ${box.height}: ${one.outerHTML.slice(0, 200)}`),
    FINGER,
  )

/** Touches what a finger can hit: large enough, and on a page that cannot be pushed sideways. */
export async function tap(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  await target.scrollIntoViewIfNeeded()
  const { width = 0, height = 0 } = (await target.boundingBox()) ?? {}
  const what = await target.evaluate(element => element.outerHTML.slice(0, 300))
  expect(Math.min(width, height), `${width} × ${height}: ${what}`).toBeGreaterThanOrEqual(FINGER)
  await target.tap()
  expect(await sideways(page), what).toEqual([])
}

/** On the screen, and not only to be scrolled to. */
const isInSight = (target: Locator): Promise<void> =>
  expect.poll(() => target.evaluate(partInSight), PATIENCE).toBeGreaterThan(0.99)
const partInSight = (element: Element): Promise<number> =>
  new Promise(resolve => {
    new IntersectionObserver(([seen]) => resolve(seen?.intersectionRatio ?? 0)).observe(element)
  })

/** Only a finger, and letters on the keyboard of the screen. */
export function fingerOf(page: Page, t: Words): Hand {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const touch = (target: Locator) => tap(page, target)
  const submit = page.locator('#conversation form button[type="submit"]')
  const isAt = async (number: number) => {
    await page.getByText(`#${number}`, { exact: true }).waitFor()
    await field(page).waitFor()
  }
  return {
    async turnsTo(list) {
      if (await page.locator('#conversation').count()) await touch(button(t('case.back')))
      await touch(page.getByRole('navigation').getByRole('link', { name: t(`list.${list}`) }))
      await page.getByRole('heading', { level: 1, name: t(`list.${list}`), exact: true }).waitFor()
    },
    async opens(name, number) {
      await touch(row(page, name))
      await isAt(number)
    },
    async writes(what, text) {
      if (what === 'aside') await touch(tab(page, t('audience.PRIVATE')))
      if (what === 'memo') await touch(tab(page, t('audience.NOTE')))
      await touch(field(page))
      await page.setViewportSize(TYPING)
      await page.keyboard.type(text)
      for (const needed of [page.getByRole('tab', { selected: true }), field(page), submit]) await isInSight(needed)
    },
    async sends(next) {
      await touch(submit)
      await page.setViewportSize(SMALL_PHONE.viewport)
      await isAt(next)
    },
    async saves(text) {
      await touch(submit)
      await page.setViewportSize(SMALL_PHONE.viewport)
      await log(page).getByText(text, { exact: true }).waitFor()
      await expect.poll(() => field(page).inputValue(), PATIENCE).toBe('')
    },
    async undoes() {
      await touch(
        page
          .getByRole('region', { name: t('notices') })
          .getByRole('button', { name: t('undo') })
          .last(),
      )
    },
    async gives(to, next) {
      await touch(button(t('assign.title')))
      await touch(page.getByRole('dialog', { name: t('assign.title') }).getByRole('button', { name: to, exact: true }))
      await isAt(next)
    },
  }
}
