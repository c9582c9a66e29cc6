import type { Locator, Page } from 'playwright-core'
import { tap } from './hands.ts'

/** Whoever fills in forms, by whatever they have to do it with. Everything by its name. */
export interface FormHand {
  link(name: string): Promise<void>
  button(name: string): Promise<void>
  type(label: string, text: string): Promise<void>
  choose(label: string, option: string): Promise<void>
  tick(label: string): Promise<void>
  /** Shows what is folded away under these words. */
  unfold(words: string): Promise<void>
}

/** Goes to an element as a keyboard does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not get to ${target}`)
}

/** A browser of which only the keyboard is used. */
export function keyboardOn(page: Page): FormHand & { keys(keys: string): Promise<void> } {
  const press = async (target: Locator) => {
    await tabTo(page, target)
    await page.keyboard.press('Enter')
  }
  return {
    link: name => press(page.getByRole('link', { name, exact: true }).first()),
    button: name => press(page.getByRole('button', { name, exact: true })),
    async type(label, text) {
      await tabTo(page, page.getByLabel(label, { exact: true }))
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    },
    async choose(label, option) {
      await tabTo(page, page.getByLabel(label, { exact: true }))
      await page.keyboard.type(option)
    },
    async tick(label) {
      await tabTo(page, page.getByLabel(label, { exact: true }))
      await page.keyboard.press('Space')
    },
    unfold: words => press(page.locator('summary').filter({ hasText: words })),
    keys: keys => page.keyboard.press(keys),
  }
}

/** A browser that is only touched, and letters on the keyboard of the screen. */
export function fingerOn(page: Page): FormHand {
  return {
    link: name => tap(page, page.getByRole('link', { name, exact: true }).first()),
    button: name => tap(page, page.getByRole('button', { name, exact: true })),
    async type(label, text) {
      const field = page.getByLabel(label, { exact: true })
      await tap(page, field)
      await field.selectText()
      await page.keyboard.type(text)
    },
    // The phone shows the choices itself.
    choose: async (label, option) => void (await page.getByLabel(label, { exact: true }).selectOption(option)),
    tick: label => tap(page, page.locator('label').getByText(label, { exact: true })),
    unfold: words => tap(page, page.locator('summary').filter({ hasText: words })),
  }
}
