import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import en from '../../web/locales/en.ts'
import nl from '../../web/locales/nl.ts'
import { openWindow } from '../support/browser.ts'
import { openWorld, PASSWORD, type World } from '../support/world.ts'

const sizes = [
  ['a laptop', { width: 1366, height: 768 }],
  ['a phone', { width: 390, height: 844 }],
] as const
const languages = [
  ['nl', nl],
  ['en', en],
] as const

type Size = (typeof sizes)[number][1]

async function openPage(size: Size, locale: string): Promise<Page> {
  const context = await openWindow({ viewport: size, locale, hasTouch: size.width < 768 })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => {
    if (/Content Security Policy|Trusted/i.test(message.text())) problems.push(message.text())
  })
  onTestFinished(() => expect(problems).toEqual([]))
  return page
}

/** Whoever fills in a form looks at it first; within a second only robots are done. */
async function send(world: World, page: Page, text: string) {
  await page.locator('textarea').fill(text)
  world.clock.advance({ seconds: 3 })
  await page.locator('form button').click()
  await page.waitForURL(/\/webcare\/status\//)
  // Sent, and not back in the form with what was wrong with it.
  await expect.poll(() => page.locator('textarea').inputValue()).toBe('')
  await page.getByText(text).waitFor()
}

for (const [device, size] of sizes) {
  for (const [language, t] of languages) {
    test(`the main job in ${language} on ${device}`, async () => {
      const world = await openWorld({ listen: true })
      const agent = await openPage(size, language)
      const visitor = await openPage(size, language)

      // The first user signs up with the code from the terminal.
      await agent.goto(world.url)
      await agent.getByLabel(t['setup.code']).fill(world.core.setupCode ?? '')
      await agent.getByLabel(t.name, { exact: true }).fill('Tess Roos')
      await agent.getByLabel(t.email).fill('tess@rocdelta.example')
      await agent.getByLabel(t.password, { exact: true }).fill(PASSWORD)
      await agent.getByRole('combobox', { name: t.language }).selectOption(language)
      await agent.getByRole('button', { name: t['setup.go'] }).click()
      await agent.getByRole('heading', { name: t['list.mine'] }).waitFor()
      await agent.goto(`${world.url}/inbox/unassigned`)
      await agent.locator('#first').waitFor()

      // A visitor asks; the case is there at once, without a refresh.
      await visitor.goto(`${world.url}/webcare/contact?lang=${language}`)
      await visitor.locator('#name').fill('Sanne Visser')
      await visitor.locator('#subject').fill('Verpleegkunde')
      await send(world, visitor, 'Kan ik mij nog aanmelden?')
      expect(new URL(visitor.url()).pathname.length).toBeGreaterThan(80)
      const row = agent.getByRole('link', { name: /Sanne Visser/ })
      await row.waitFor({ timeout: 5000 })

      // The agent opens it, takes it, writes a note, answers.
      await row.click()
      await agent.getByRole('heading', { name: /Verpleegkunde/ }).waitFor()
      await agent.getByRole('button', { name: t['assign.title'] }).click()
      await agent.getByText(t['assign.me'], { exact: true }).click()
      await agent.getByText(t['case.mine'], { exact: true }).first().waitFor()
      await agent.getByRole('tab', { name: t['audience.NOTE'] }).click()
      await agent.locator('textarea').fill('Decaan gebeld')
      await agent.getByRole('button', { name: t['composer.save'] }).click()
      await agent.getByRole('log').getByText('Decaan gebeld').waitFor()
      await agent.getByRole('tab', { name: t['audience.PRIVATE'] }).click()
      await agent.locator('textarea').fill('Ja, tot 1 april! ^TR')
      await agent.locator('textarea').press('Control+Enter')

      // It waits for the visitor now, and has left the inbox.
      await agent.goto(`${world.url}/inbox/mine`)
      await agent.getByText(t['empty.mine']).first().waitFor()
      await agent.goto(`${world.url}/inbox/pending`)
      await agent.getByRole('link', { name: /Sanne Visser/ }).waitFor()

      // Once its undo window is over, the visitor reads the answer and nothing else.
      world.clock.advance({ seconds: 6 })
      await world.run('deliver')
      await visitor.reload()
      await visitor.getByText('Ja, tot 1 april! ^TR').waitFor()
      expect(await visitor.getByText('Decaan gebeld').count()).toBe(0)

      // The visitor writes again: it is back with the same agent, live.
      await agent.goto(`${world.url}/inbox/mine`)
      await agent.getByText(t['empty.mine']).first().waitFor()
      await send(world, visitor, 'Top, en voor mijn broer?')
      const back = agent.getByRole('link', { name: /Sanne Visser/ })
      await back.waitFor({ timeout: 5000 })
      await back.click()
      await agent.getByRole('log').getByText('Top, en voor mijn broer?').waitFor()

      // The agent closes it; a week and a second later it is a new case.
      await agent.getByRole('button', { name: t['case.close'], exact: true }).click()
      await agent.getByText(t['done.closed'].replace('{number}', '1')).first().waitFor()
      world.clock.advance({ days: 7, seconds: 1 })
      await visitor.reload()
      await send(world, visitor, 'Een week later')
      await agent.goto(`${world.url}/login`)
      await agent.getByLabel(t.email).fill('tess@rocdelta.example')
      await agent.getByLabel(t.password, { exact: true }).fill(PASSWORD)
      await agent.getByRole('button', { name: t['door.signIn'] }).click()
      await agent.getByRole('heading', { name: t['list.mine'] }).waitFor()
      await agent.goto(`${world.url}/inbox/unassigned/2`)
      await agent.getByRole('log').getByText('Een week later').waitFor()
      expect(await agent.getByRole('log').getByText('Kan ik mij nog aanmelden?').count()).toBe(0)
    })
  }
}
