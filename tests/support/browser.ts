import type { BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchChromium } from './chromium.ts'

let launched: ReturnType<typeof launchChromium> | undefined

afterAll(async () => (await launched)?.close())

/** A window with cookies and storage of its own. The browser behind it starts once for each test file. */
export async function openWindow(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  launched ??= launchChromium()
  const { browser } = await launched
  return browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en', ...options })
}
