// What people complain of in other inboxes, by number; those that belong to one part of the screen stand beside its tests.
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import nl from '../../web/locales/nl.ts'
import { openRound } from '../support/courier.ts'
import { openMailbox, readMail } from '../support/mailbox.ts'
import { deliver, enter, LAPTOP, log, openDesk, openOffice, openPage, PHONE, row, SOON } from './desk.ts'

const window = { locale: 'nl' }

test('13: a token that expired is told at once to who writes and to who can cure it, and the answer waits (CW #5351, #5446, #2037, #14729)', async () => {
  const mailbox = await openMailbox()
  let now = () => 0
  let expires = Number.POSITIVE_INFINITY
  const round = await openRound({
    listen: true,
    settings: mailbox.settings,
    answer: path =>
      path === '/send'
        ? { status: now() < expires ? 200 : 401, body: { externalId: 'post' } }
        : { body: { items: [] } },
  })
  const { world } = round
  world.clock.set(new Date().toISOString())
  now = () => world.clock.now().getTime()
  expires = now() + 20_000
  const [tess, ada] = [await world.signIn('tess'), await world.signIn('ada')]
  await round.brings(round.message({ text: 'Is de bibliotheek open?' }))
  const page = await openPage(window)
  await enter(world, page, tess)
  await page.goto(`${world.url}/inbox/all/1`)
  const field = page.locator('#conversation form textarea')
  await field.fill('Ja, tot tien uur')
  await field.press('Control+Enter')
  await row(page, 'sanne').click()
  await log(page).getByText('Ja, tot tien uur').waitFor()
  await field.fill('En morgen ook')

  await deliver(world)
  const bar = page.getByText(nl['bar.connection'].replace('{name}', '@rocdelta'))
  await bar.waitFor({ timeout: SOON })
  await page.getByText('@rocdelta is gepauzeerd sinds').waitFor({ timeout: SOON })
  await page.getByText('It does not know us any more').first().waitFor()
  expect(await field.inputValue()).toBe('En morgen ook')
  const { notifications } = await ada.get('{ notifications { edges { node { kind connection { name } } } } }')
  expect(notifications.edges).toEqual([{ node: { kind: 'CONNECTION_ILL', connection: { name: '@rocdelta' } } }])
  const admin = await openPage(window)
  await enter(world, admin, ada)
  await admin.goto(`${world.url}/me`)
  await admin.getByText(nl['bar.connection'].replace('{name}', '@rocdelta')).waitFor()
  expect(await admin.getByRole('link', { name: nl['bar.look'] }).getAttribute('href')).toBe('/admin/connections')
  await world.run('mail')
  const mails = mailbox.mails.map(readMail)
  expect(mails.map(({ headers }) => /^to: (.*)$/im.exec(headers)?.[1])).toEqual(['ada@rocdelta.example'])
  expect(mails[0]!.headers).toContain('Subject: @rocdelta werkt niet')
  expect(mails[0]!.text).toContain('It does not know us any more')
  expect(mails[0]!.text).toContain(`${world.url}/admin/connections`)

  expires = Number.POSITIVE_INFINITY
  await ada.do('resumeConnection', { connectionId: round.connectionId })
  await deliver(world)
  await bar.waitFor({ state: 'hidden', timeout: SOON })
  await page
    .getByRole('article')
    .filter({ hasText: 'tien uur' })
    .getByText(nl['delivery.SENT'])
    .waitFor({ timeout: SOON })
  expect(round.peer.posted('/send').at(-1)).toMatchObject({ text: 'Ja, tot tien uur' })
})

test('15: however large the answer becomes, what the customer said last stays in sight (CW #13593)', async () => {
  const world = await openOffice()
  const visitor = await world.visitor().asks('Hoe laat gaan jullie open?', { name: 'Sanne', subject: 'Openingstijden' })
  for (let at = 1; at <= 12; at++)
    await visitor.answers(`Nog een vraag, de ${at}e, en die is lang genoeg voor een hele regel.`)
  const { page, go, agent } = await openDesk(world, 'tess', { window: { ...window, viewport: LAPTOP } })
  await go(`/inbox/all/${visitor.case}`)
  const last = page.getByRole('article').filter({ hasText: 'de 12e' })
  const field = page.locator('#conversation form textarea')
  await last.waitFor()
  const heightOf = async (of: Locator) => Math.round((await of.boundingBox())!.height)
  const height = () => heightOf(field)
  const isInSight = async () => {
    const [message, frame] = [await last.boundingBox(), await log(page).boundingBox()]
    return message!.y >= frame!.y && message!.y + message!.height <= frame!.y + frame!.height
  }

  // By itself it grows to 40 % of the pane.
  const pane = page.locator('#conversation')
  for (const viewport of [LAPTOP, PHONE]) {
    await page.setViewportSize(viewport)
    const before = await height()
    await field.fill('Een regel van het antwoord.\n'.repeat(40))
    expect(await height()).toBeGreaterThan(before)
    expect(Math.abs((await height()) - 0.4 * (await heightOf(pane)))).toBeLessThan(2)
    await expect.poll(isInSight).toBe(true)
    await field.fill('')
    await expect.poll(height).toBe(before)
  }

  // By key and by hand it becomes as high as one likes, up to where the last message begins.
  await page.setViewportSize(LAPTOP)
  const edge = page.getByRole('separator', { name: nl['pane.composer'] })
  const usual = await height()
  await edge.focus()
  await page.keyboard.press('ArrowUp')
  await expect.poll(height).toBe(usual + 16)
  await page.keyboard.press('End')
  await expect.poll(height).toBeGreaterThan(0.45 * (await heightOf(pane)))
  expect(await edge.getAttribute('aria-valuenow')).toBe(String(await height()))
  expect(await edge.getAttribute('aria-valuemax')).toBe(String(await height()))
  await expect.poll(isInSight).toBe(true)
  // No room that is not there: on a lower screen it gives way.
  await page.setViewportSize({ ...LAPTOP, height: 500 })
  await expect.poll(isInSight).toBe(true)
  await page.getByRole('button', { name: nl['composer.do.PRIVATE'].split(' · ')[0]! }).waitFor()
  await page.setViewportSize(LAPTOP)
  await page.keyboard.press('Enter')
  await expect.poll(height).toBe(usual)
  const grip = (await edge.boundingBox())!
  await page.mouse.move(grip.x + 40, grip.y + 4)
  await page.mouse.down()
  await page.mouse.move(grip.x + 40, grip.y - 96, { steps: 4 })
  await page.mouse.up()
  await expect.poll(height).toBe(usual + 100)
  await expect.poll(isInSight).toBe(true)

  const kept = async () =>
    (await agent.get('{ me { preferences { widths { composer } } } }')).me.preferences.widths.composer
  await expect.poll(kept, { timeout: SOON * 2 }).toBe(usual + 100)
  await page.reload()
  await last.waitFor()
  await expect.poll(height).toBe(usual + 100)
  await page.mouse.dblclick(grip.x + 40, (await edge.boundingBox())!.y + 4)
  await expect.poll(height).toBe(usual)
})
