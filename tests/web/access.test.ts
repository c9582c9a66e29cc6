import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import nl from '../../web/locales/nl.ts'
import { mustBeAccessible } from './accessible.ts'
import { enter, LAPTOP, log, openOffice, openPage, PHONE, row, sideways, wholeStory } from './desk.ts'

/** As wide as a page that is enlarged four times on a laptop. */
async function mustFit(page: Page, what: string) {
  const before = page.viewportSize() ?? PHONE
  await page.setViewportSize({ width: 320, height: before.height })
  expect(await sideways(page), what).toEqual([])
  await page.setViewportSize(before)
}

for (const [device, viewport] of [
  ['a laptop', LAPTOP],
  ['a phone', PHONE],
] as const) {
  test(`14: no screen shuts anybody out: axe finds nothing on any of ${device}, in light and in dark (ZM #3067, #6162)`, {
    timeout: 90_000,
  }, async () => {
    const world = await openOffice()
    const page = await openPage({ viewport, locale: 'nl' })
    async function check(what: string) {
      await mustBeAccessible(page, what)
      if (viewport === PHONE) await mustFit(page, what)
    }
    async function open(path: string, heading: string) {
      await page.goto(world.url + path)
      await page.getByRole('heading', { name: heading }).first().waitFor()
    }

    await open('/setup', nl['setup.title'])
    await check('set-up')
    const tess = await world.signIn('tess', { roles: ['agent', 'lead'] })
    await world.signIn('bas')
    await open('/login', nl['door.signIn'])
    await page.getByLabel(nl.email).fill('tess@rocdelta.example')
    await page.getByLabel(nl.password, { exact: true }).fill('een-verkeerd-wachtwoord')
    await page.getByRole('button', { name: nl['door.signIn'] }).click()
    await page.getByText(nl['error.auth.wrong']).waitFor()
    await check('login, refused')
    await open('/login/forgot', nl['door.forgot'])
    await check('forgotten password')
    await open('/invite#some-secret', nl['invite.title'])
    await check('invitation')

    await enter(world, page, tess)
    await open('/inbox/mine', nl['list.mine'])
    await page.locator('#first').waitFor()
    await check('empty inbox')
    await world.visitor().asks('Hoe laat gaan jullie open?', { name: 'Bo' })
    const number = await wholeStory(world, tess)
    await open('/inbox/all', nl['list.all'])
    await row(page, 'Sanne Visser').waitFor()
    await check('list')
    await page.getByRole('button', { name: nl['filter.title'], exact: true }).click()
    await page.locator('summary', { hasText: nl['facet.priority'] }).click()
    await check('filters')
    await page.getByLabel(nl['priority.URGENT']).check()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: nl['view.save'] }).waitFor()
    await row(page, 'Sanne Visser').focus()
    await page.keyboard.press('x')
    await page.getByRole('button', { name: nl['bulk.clear'] }).waitFor()
    await check('narrowed, and a case picked')
    await open('/me/nergens', nl['unknown.title'])
    await check('unknown page')
    await open('/me', nl['me.title'])
    await page.getByText(nl['sessions.current']).waitFor()
    await check('account')
    await page.getByRole('button', { name: nl['tokens.make'] }).click()
    await page.getByRole('dialog').waitFor()
    await check('new token')

    await open(`/inbox/all/${number}`, 'Verpleegkunde')
    await log(page).getByText('It is too rude').waitFor()
    await check('conversation')
    for (const audience of ['audience.NOTE', 'audience.PRIVATE'] as const) {
      await page.getByRole('tab', { name: nl[audience] }).click()
      await page.locator('textarea').fill('x'.repeat(10_001))
      await check(`composer, ${audience}`)
    }
    for (const menu of ['assign.title', 'snooze.title', 'label.title', 'priority.title'] as const) {
      await page.getByRole('button', { name: nl[menu], exact: true }).click()
      await page.getByRole('dialog', { name: nl[menu] }).waitFor()
      await check(`menu, ${menu}`)
      await page.keyboard.press('Escape')
    }
    await page.getByRole('region', { name: nl['case.region'].replace('{number}', String(number)) }).focus()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: nl['keys.title'] }).waitFor()
    await check('help')
    await page.keyboard.press('Escape')

    // Somebody wrote while the answer was being written.
    await page.locator('textarea').fill('Tot 1 mei')
    await tess.answers(number, 'Tot 1 april')
    await page.locator('textarea').press('Control+Enter')
    await page.getByRole('dialog', { name: nl['conflict.title'] }).waitFor()
    await check('conflict')
  })
}
