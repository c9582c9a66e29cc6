import type { Duplex } from 'node:stream'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { set } from '../../core/outbox/reply.ts'
import nl from '../../web/locales/nl.ts'
import type { Visitor } from '../support/visitor.ts'
import { PASSWORD, type World } from '../support/world.ts'
import { type Desk, deliver, log, openDesk, openOffice, refuseOnce, row, SOON } from './desk.ts'

const window = { locale: 'nl' }

/** A page that has been loaded again has forgotten this. */
const remember = (page: Page) => page.evaluate(() => void Object.assign(globalThis, { sameLoad: true }))
const isSameLoad = (page: Page) => page.evaluate(() => 'sameLoad' in globalThis)

/** Somebody asks, and a colleague looks at it. */
async function openCase(world: World, name = 'tess'): Promise<Desk & { visitor: Visitor }> {
  const visitor = await world.visitor().asks('Hoe laat gaan jullie open?', { name: 'Sanne', subject: 'Openingstijden' })
  const desk = await openDesk(world, name, { window })
  await desk.go(`/inbox/all/${visitor.case}`)
  await log(desk.page).getByText('Hoe laat gaan jullie open?').waitFor()
  return { ...desk, visitor }
}

const outbox = (world: World) => world.core.db.selectFrom('replies').select(['messageId', 'state']).execute()
const choose = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click()

test('what one does shows for the other within two seconds, without a reload', async () => {
  const world = await openOffice()
  const bas = await openCase(world, 'bas')
  const tess = await openDesk(world, 'tess', { window, roles: ['agent', 'lead'] })
  await tess.agent.do('createLabel', { name: 'Open dag' })
  await tess.go('/inbox/unassigned/1')
  await log(tess.page).getByText('Hoe laat').waitFor()
  await remember(bas.page)
  const header = bas.page.locator('#conversation header')

  await choose(tess.page, nl['assign.title'])
  await tess.page.getByText(nl['assign.me'], { exact: true }).click()
  await header.getByText('tess').waitFor({ timeout: SOON })
  await row(bas.page, 'Sanne').getByText('tess', { exact: true }).waitFor({ timeout: SOON })

  await choose(tess.page, nl['label.title'])
  await tess.page.getByRole('dialog', { name: nl['label.title'] }).getByText('Open dag').click()
  await header.getByText('Open dag').waitFor({ timeout: SOON })
  await tess.page.keyboard.press('Escape')

  await tess.page.getByRole('tab', { name: nl['audience.NOTE'] }).click()
  await tess.page.locator('textarea').fill('Conciërge gebeld')
  await choose(tess.page, nl['composer.save'])
  await log(bas.page).getByText('Conciërge gebeld').waitFor({ timeout: SOON })

  await tess.page.getByRole('tab', { name: nl['audience.PRIVATE'] }).click()
  await tess.page.locator('textarea').fill('Om acht uur')
  await tess.page.locator('textarea').press('Control+Enter')
  await log(bas.page).getByText('Om acht uur').waitFor({ timeout: SOON })
  await header.getByText(nl['status.PENDING'], { exact: true }).waitFor({ timeout: SOON })

  await tess.agent.closes(1)
  await header.getByText(nl['status.CLOSED'], { exact: true }).waitFor({ timeout: SOON })
  await row(bas.page, 'Sanne').getByText(nl['status.CLOSED']).waitFor({ timeout: SOON })
  expect(await isSameLoad(bas.page)).toBe(true)
})

test('3: nobody must refresh: what came while the line was gone is there as soon as it is back (CW #3916, #3877, #1825, FS #2777)', async () => {
  const world = await openOffice()
  const lines = new Set<Duplex>()
  world.server.server.on('upgrade', (_request, line) => lines.add(line))
  const { page, visitor } = await openCase(world)
  await remember(page)
  await expect.poll(() => lines.size, { timeout: SOON }).toBe(1)
  await page.context().setOffline(true)
  for (const line of lines) line.destroy()
  await page.getByText(nl['line.offline']).waitFor()
  const texts = ['Is er ook koffie?', 'En thee?', 'En taart?']
  for (const text of texts) await visitor.answers(text)
  expect(await page.getByText('taart').count()).toBe(0)

  await page.context().setOffline(false)
  for (const text of texts) await log(page).getByText(text).waitFor()
  await row(page, 'Sanne').getByText('En taart?').waitFor()
  await page.getByText(nl['line.offline']).waitFor({ state: 'hidden' })
  expect(await isSameLoad(page)).toBe(true)
})

test('how the line is can be seen: nothing at first, then that it is tried, then that it catches up; and it wakes up with the device', async () => {
  const world = await openOffice()
  const lines = new Set<Duplex>()
  let isShut = false
  world.server.server.prependListener('upgrade', (_request, line) => {
    lines.add(line)
    if (isShut) line.destroy()
  })
  const visitor = await world.visitor().asks('Hoe laat gaan jullie open?', { name: 'Sanne', subject: 'Openingstijden' })
  const { page, go } = await openDesk(world, 'tess', { window })
  await page.clock.install()
  await go(`/inbox/all/${visitor.case}`)
  await log(page).getByText('Hoe laat').waitFor()
  await expect.poll(() => lines.size, { timeout: SOON * 2 }).toBe(1)

  // For a second and a half nobody is told of it.
  const lost = await page.evaluate(text => {
    const seen = new MutationObserver(() => {
      if (document.body.textContent?.includes(text)) Object.assign(globalThis, { toldAt: performance.now() })
      if ('toldAt' in globalThis) seen.disconnect()
    })
    seen.observe(document.body, { childList: true, characterData: true, subtree: true })
    return performance.now()
  }, nl['line.connecting'])
  isShut = true
  for (const line of lines) line.destroy()
  await page.getByText(nl['line.connecting']).waitFor()
  const told = await page.evaluate(() => (globalThis as unknown as { toldAt: number }).toldAt)
  expect(told - lost).toBeGreaterThanOrEqual(1500)

  // Back, and what was missed is on its way.
  await visitor.answers('Is er ook koffie?')
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  await page.route('**/graphql', async route => {
    if (route.request().postData()?.includes('query Changed')) await held
    await route.continue()
  })
  isShut = false
  await page.getByText(nl['line.behind']).waitFor({ timeout: 20_000 })
  release()
  await log(page).getByText('Is er ook koffie?').waitFor()
  await page.getByText(nl['line.behind']).waitFor({ state: 'hidden' })
  expect(await page.getByText(nl['line.connecting']).count()).toBe(0)

  // The device slept: a line that looks alive is not trusted.
  const before = lines.size
  await page.clock.fastForward('05:00')
  await expect.poll(() => lines.size, { timeout: 10_000 }).toBe(before + 1)
  await visitor.answers('En thee?')
  await log(page).getByText('En thee?').waitFor()

  // What the device knows is said at once, and its word that it is back is taken at once.
  await page.context().setOffline(true)
  await page.getByText(nl['line.offline']).waitFor()
  await page.context().setOffline(false)
  await page.getByText(nl['line.offline']).waitFor({ state: 'hidden' })
})

test('an older backup that was put back shows by itself, and what is being written stays', async () => {
  const world = await openOffice()
  const lines = new Set<Duplex>()
  world.server.server.on('upgrade', (_request, line) => lines.add(line))
  const { page } = await openCase(world)
  await remember(page)
  await expect.poll(() => lines.size, { timeout: SOON }).toBe(1)
  await page.locator('textarea').fill('Om acht uur')
  await page.getByText(/^Opgeslagen om/).waitFor()
  await world.core.write(system('test'), async ({ db }) => {
    await db.deleteFrom('events').execute()
    await db.updateTable('cases').set({ subject: 'Zoals het gisteren heette' }).execute()
  })
  for (const line of lines) line.destroy()
  await page.getByRole('heading', { name: 'Zoals het gisteren heette' }).waitFor()
  expect(await isSameLoad(page)).toBe(false)
  await expect.poll(() => page.locator('textarea').inputValue()).toBe('Om acht uur')
})

/** Ends the session of every device, from another one. */
async function endElsewhere(world: World) {
  const elsewhere = await world.signIn('tess')
  const { me } = await elsewhere.get('{ me { sessions { id current } } }')
  for (const { id, current } of me.sessions) if (!current) await elsewhere.do('endSession', { sessionId: id })
}

test('a session that ended asks for the password over the page; what was typed is there, and news comes in again', async () => {
  const world = await openOffice()
  const { page, visitor } = await openCase(world)
  await page.locator('textarea').fill('Om negen uur, en we')
  await remember(page)
  await endElsewhere(world)
  const dialog = page.getByRole('dialog', { name: nl['signedOut.title'] })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  expect(await page.getByRole('log').isVisible()).toBe(true)
  await dialog.getByLabel(nl.password, { exact: true }).fill('een-verkeerd-wachtwoord')
  await page.keyboard.press('Enter')
  await dialog.getByText(nl['confirm.wrong']).waitFor()
  await dialog.getByLabel(nl.password, { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  expect(await page.locator('textarea').inputValue()).toBe('Om negen uur, en we')
  await visitor.answers('En zaterdag?')
  await log(page).getByText('En zaterdag?').waitFor({ timeout: SOON })
  expect(await isSameLoad(page)).toBe(true)
})

test('who is somebody else goes to the door, and from there back to where one was', async () => {
  const world = await openOffice()
  const { page } = await openCase(world)
  await endElsewhere(world)
  await choose(page, nl['signedOut.other'])
  await page.waitForURL(/\/login\?next=/)
  await page.getByLabel(nl.email).fill('tess@rocdelta.example')
  await page.getByLabel(nl.password, { exact: true }).fill(PASSWORD)
  await choose(page, nl['door.signIn'])
  await log(page).getByText('Hoe laat gaan jullie open?').waitFor()
  expect(new URL(page.url()).pathname).toBe('/inbox/all/1')
})

test('an answer to an old state of affairs waits until somebody has chosen', async () => {
  const world = await openOffice()
  const { page, agent } = await openCase(world)
  const bas = await world.signIn('bas')
  const field = page.locator('textarea')
  const dialog = page.getByRole('dialog', { name: nl['conflict.title'] })
  await field.fill('Om acht uur')
  await bas.answers(1, 'Om negen uur')
  await log(page).getByText('Om negen uur').waitFor({ timeout: SOON })
  await field.press('Control+Enter')
  await dialog.getByText('Om negen uur').waitFor()
  await dialog.getByText('Om acht uur').waitFor()
  expect(await outbox(world)).toHaveLength(1)

  // Esc is not a yes.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await field.inputValue()).toBe('Om acht uur')
  await expect.poll(() => field.evaluate(element => element === document.activeElement), { timeout: SOON }).toBe(true)
  expect(await outbox(world)).toHaveLength(1)

  await bas.answers(1, 'Of om tien uur')
  await log(page).getByText('Of om tien uur').waitFor({ timeout: SOON })
  await field.press('Control+Enter')
  await dialog.getByText('Of om tien uur').waitFor()
  expect(await dialog.getByText('Om negen uur').count()).toBe(0)
  expect(await outbox(world)).toHaveLength(2)
  await choose(page, nl['conflict.send'])
  await expect.poll(() => outbox(world).then(rows => rows.length), { timeout: SOON }).toBe(3)
  expect((await agent.case(1)).status).toBe('PENDING')
  expect(await dialog.count()).toBe(0)
})

test('8: nothing is called sent that was not: an answer that failed says why and waits for a person; each button does what it says (CW #9708, #2037)', async () => {
  const world = await openOffice()
  const { page, agent } = await openCase(world)
  const bubble = (text: string) => page.getByRole('article').filter({ hasText: text })
  refuseOnce(world, 'It is too rude')
  await agent.answers(1, 'Zoek het zelf uit')
  await deliver(world)
  // The button without a word is the menu that every message has.
  const choices = (of: Locator) => of.getByRole('button').filter({ hasText: /./ }).allTextContents()
  const refused = bubble('Zoek het zelf uit')
  await refused.getByText(nl['delivery.FAILED']).waitFor({ timeout: SOON })
  await refused.getByText('It is too rude').waitFor()
  expect((await agent.case(1)).status).toBe('NEW')
  expect(await choices(refused)).toEqual([nl['outcome.RETRY'], nl['outcome.DISCARD']])
  await refused.getByRole('button', { name: nl['outcome.RETRY'] }).click()
  await expect.poll(() => outbox(world), { timeout: SOON }).toMatchObject([{ state: 'queued' }])
  await world.run('deliver')
  await refused.getByText(nl['delivery.SENT'], { exact: true }).waitFor({ timeout: SOON })

  for (const [text, outcome] of [
    ['Om acht uur', 'outcome.SENT'],
    ['Om negen uur', 'outcome.DISCARD'],
  ] as const) {
    const id = await agent.answers(1, text)
    await world.core.write(system('test'), async tx => {
      await set(tx, id, { state: 'needs_human', reason: 'The line broke' })
      await tx.record({ type: 'reply.uncertain', caseId: (await agent.case(1)).id, data: { messageId: id } })
    })
    await bubble(text).getByText(nl['delivery.NEEDS_HUMAN']).waitFor({ timeout: SOON })
    await bubble(text).getByText('The line broke').waitFor()
    await bubble(text).getByRole('button', { name: nl[outcome] }).click()
    if (outcome === 'outcome.SENT') {
      await bubble(text).getByText(nl['delivery.SENT'], { exact: true }).waitFor({ timeout: SOON })
      expect(await choices(bubble(text))).toEqual([])
    } else {
      // Not an answer any more: its text is where it can be written on.
      await expect.poll(() => bubble(text).count(), { timeout: SOON }).toBe(0)
      await expect.poll(() => page.locator('textarea').inputValue()).toBe(text)
    }
  }
})

test('1: no memo is sent as a reply or the other way round: it never reaches the customer, and the next one is a memo too (CW #1577, ZM #1135)', async () => {
  const world = await openOffice()
  const { page } = await openCase(world)
  const memo = page.getByRole('tab', { name: nl['audience.NOTE'] })
  await page.locator('textarea').fill('Voor de klant')
  await memo.click()
  expect(await page.locator('textarea').inputValue()).toBe('')
  for (const text of ['Niet zo aardig', 'En lui']) {
    await page.locator('textarea').fill(text)
    await page.locator('textarea').press('Control+Enter')
    await log(page).getByText(text).waitFor()
    expect(await memo.getAttribute('aria-selected')).toBe('true')
    await page.getByRole('button', { name: nl['composer.save'] }).waitFor()
  }
  await deliver(world)
  expect(await outbox(world)).toEqual([])
  await page.getByRole('tab', { name: nl['audience.PRIVATE'] }).click()
  expect(await page.locator('textarea').inputValue()).toBe('Voor de klant')
})

test('what one does not show is not asked for: only the counts move', async () => {
  const world = await openOffice()
  const { page, go, agent } = await openDesk(world, 'tess', { window })
  const mine = await world.visitor().asks('Hoe laat gaan jullie open?', { name: 'Sanne' })
  await agent.takes(mine.case)
  await go('/inbox/mine')
  await row(page, 'Sanne').waitFor()
  await expect.poll(() => page.getByText(nl['line.connecting']).count(), { timeout: SOON }).toBe(0)
  const asked: string[] = []
  page.on('request', request => {
    const text = request.postData() ?? ''
    if (request.url().endsWith('/graphql')) asked.push(/(query|mutation) (\w+)/.exec(text)?.[2] ?? text)
  })
  const unassigned = page.locator('a[href$="/inbox/unassigned"]').first()
  await world.visitor().asks('Is er ook koffie?', { name: 'Mo' })
  await expect.poll(() => unassigned.innerText(), { timeout: SOON }).toContain('1')
  expect(asked).toEqual([])
  await mine.answers('En thee?')
  await row(page, 'Sanne').getByText('En thee?').waitFor({ timeout: SOON })
  expect(asked).toContain('Changed')
})
