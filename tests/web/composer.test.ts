import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import conversation from '../../web/locales/conversation/nl.ts'
import first from '../../web/locales/first/nl.ts'
import nl from '../../web/locales/nl.ts'
import type { Round } from '../support/courier.ts'
import { png } from '../support/images.ts'
import { log, openAt, openCourier, row, SOON } from './desk.ts'

const PUBLIC = nl['audience.PUBLIC']
const PRIVATE = nl['audience.PRIVATE']
const NOTE = nl['audience.NOTE']

/** Somebody asks, and goes on about it in private; the number of the case. */
async function asks(round: Round, from: string): Promise<number> {
  await round.brings(
    round.message({ from, thread: 'plein', visibility: 'public', text: `Hallo van ${from}` }),
    round.message({ from, thread: `met-${from}`, text: 'Mag het ook hier?' }),
  )
  const row = await round.world.core.db
    .selectFrom('cases')
    .innerJoin('customers', 'customers.id', 'cases.customerId')
    .where('customers.name', '=', from)
    .select('number')
    .executeTakeFirstOrThrow()
  return row.number
}

const field = (page: Page) => page.locator('#conversation form textarea')
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })
const saved = (page: Page) => page.getByText(/^Opgeslagen om/).waitFor()
const written = (page: Page) => field(page).inputValue()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a draft is there on another device, until it is sent', async () => {
  const round = await openCourier()
  const number = await asks(round, 'sanne')
  const desk = await openAt(round, round.tess, number)
  await tab(desk, PUBLIC).click()
  await field(desk).fill('Ja hoor, dat kan tot')
  await saved(desk)
  await row(desk, 'sanne').getByText('Ja hoor, dat kan tot').waitFor({ timeout: SOON })

  const phone = await openAt(round, round.tess, number)
  // It opens on the private side: the other tab says that something is written there.
  await expect.poll(() => tab(phone, PUBLIC).getAttribute('title')).toBe(first['case.drafted'])
  await tab(phone, PUBLIC).click()
  expect(await tab(phone, PUBLIC).getAttribute('title')).toBeNull()
  expect(await written(phone)).toBe('Ja hoor, dat kan tot')
  await field(phone).pressSequentially(' zes uur')
  await phone.getByText(nl['draft.saving']).waitFor()
  await saved(phone)
  await desk.evaluate(() => dispatchEvent(new Event('focus')))
  await expect.poll(() => written(desk), { timeout: SOON * 2 }).toBe('Ja hoor, dat kan tot zes uur')

  await field(phone).press('Control+Enter')
  await log(desk)
    .getByText('Ja hoor, dat kan tot zes uur')
    .waitFor({ timeout: SOON * 2 })
  await expect.poll(() => written(desk), { timeout: SOON * 2 }).toBe('')
  expect(await round.world.core.db.selectFrom('drafts').where('text', '<>', '').selectAll().execute()).toEqual([])
})

test('what another device wrote seconds before is not lost when the older text is sent: one chooses first', async () => {
  const round = await openCourier()
  const number = await asks(round, 'sanne')
  const page = await openAt(round, round.tess, number)
  await tab(page, PUBLIC).click()
  await field(page).fill('Ja hoor, dat kan')
  await saved(page)
  const { case: open } = await round.tess.get(`{ case(number: ${number}) { id drafts { threadId revision } } }`)
  const elsewhere = { caseId: open.id, ...open.drafts[0], text: 'Ja hoor, dat kan tot zes uur' }
  expect((await round.tess.do('saveDraft', elsewhere, 'revision')).errors).toEqual([])

  await field(page).press('Control+Enter')
  await page.getByText(nl['draft.other']).waitFor()
  await page.locator('blockquote').getByText('Ja hoor, dat kan tot zes uur').waitFor()
  expect(await written(page)).toBe('Ja hoor, dat kan')
  const sent = async () => (await round.world.core.db.selectFrom('messages').selectAll().execute()).at(-1)?.text
  expect(await sent()).toBe('Mag het ook hier?')
  await button(page, nl['draft.takeOther']).click()
  await expect.poll(() => written(page)).toBe('Ja hoor, dat kan tot zes uur')
  await field(page).press('Control+Enter')
  await expect.poll(sent, { timeout: SOON * 2 }).toBe('Ja hoor, dat kan tot zes uur')
})

/** Who will read it, as the design says it in colours: edge, chosen tab and button in the first, the tab on the second. */
const looks = {
  light: {
    PUBLIC: ['rgb(11, 98, 168)', 'rgb(227, 241, 252)', 'rgb(255, 255, 255)'],
    PRIVATE: ['rgb(99, 52, 184)', 'rgb(241, 234, 253)', 'rgb(255, 255, 255)'],
    NOTE: ['rgb(122, 79, 0)', 'rgb(255, 243, 209)', 'rgb(255, 243, 209)'],
  },
  dark: {
    PUBLIC: ['rgb(124, 196, 255)', 'rgb(16, 40, 61)', 'rgb(21, 25, 31)'],
    PRIVATE: ['rgb(198, 171, 255)', 'rgb(42, 30, 71)', 'rgb(21, 25, 31)'],
    NOTE: ['rgb(255, 213, 138)', 'rgb(53, 42, 14)', 'rgb(53, 42, 14)'],
  },
} as const

test('1: who will read it cannot be overlooked: edge, tab, field, label and button say it, in light and in dark (ZM #1135, osTicket #6179)', async () => {
  const round = await openCourier()
  const number = await asks(round, 'sanne')
  const page = await openAt(round, round.tess, number)
  const says = {
    PUBLIC: { button: 'Openbaar plaatsen · Courier', label: 'Openbaar antwoord aan sanne via Courier', line: 'solid' },
    PRIVATE: { button: 'Privé versturen · Courier', label: 'Privéantwoord aan sanne via Courier', line: 'solid' },
    NOTE: { button: 'Memo opslaan', label: 'Memo voor collega’s', line: 'dashed' },
  }
  const style = (of: Locator, ...names: string[]) =>
    of.evaluate((element, wanted) => wanted.map(name => getComputedStyle(element).getPropertyValue(name)), names)
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    for (const audience of ['PUBLIC', 'PRIVATE', 'NOTE'] as const) {
      const [colour, wash, within] = looks[theme][audience]
      const { button: does, label, line } = says[audience]
      await tab(page, nl[`audience.${audience}`]).click()
      await field(page).fill('Zo is het')
      const sends = button(page, does)
      await expect.poll(() => sends.getAttribute('aria-disabled')).toBeNull()
      await page.mouse.move(0, 0)
      await expect
        .poll(async () => ({
          edge: await style(page.locator('#conversation form'), 'border-top-color', 'border-top-width'),
          tab: await style(page.getByRole('tab', { selected: true }), 'color', 'background-color'),
          field: await style(
            page.getByRole('textbox', { name: label, exact: true }),
            'border-top-style',
            'background-color',
          ),
          button: await style(sends, 'background-color'),
        }))
        .toEqual({ edge: [colour, '3px'], tab: [colour, wash], field: [line, within], button: [colour] })
      expect(await page.locator('#conversation form button[type=submit]').allTextContents()).toEqual([does])
    }
  }
})

test('2: two colleagues do not answer the same customer without knowing (CW #775, #11062, LD #593)', async () => {
  const round = await openCourier()
  const number = await asks(round, 'sanne')
  const bas = await round.world.signIn('bas', { on: { [round.connectionId]: 'reply' } })
  const hers = await openAt(round, round.tess, number)
  const his = await openAt(round, bas, number)
  await hers.getByText(nl['company.LOOKS'].replace('{name}', 'bas')).waitFor()

  await tab(hers, PUBLIC).click()
  await field(hers).fill('Wij zoeken het uit')
  await saved(hers)
  await his.getByText(nl['company.PUBLIC'].replace('{name}', 'tess')).waitFor({ timeout: SOON * 2 })
  await tab(his, PUBLIC).click()
  await his.getByText('Wij zoeken het uit').waitFor({ timeout: SOON * 2 })
  expect(await field(his).count(), 'nothing to type in beside a colleague').toBe(0)
  await tab(his, NOTE).click()
  await field(his).fill('Ik kijk mee')

  await tab(his, PUBLIC).click()
  await button(his, nl['draft.takeOver']).click()
  await expect.poll(() => written(his)).toBe('Wij zoeken het uit')
  await field(his).press('Control+Enter')
  await log(hers)
    .getByText('Wij zoeken het uit')
    .waitFor({ timeout: SOON * 2 })
  expect(await round.world.core.db.selectFrom('replies').selectAll().execute()).toHaveLength(1)
})

test('7: no draft is lost or comes into the wrong box, however one switches (CW #4876, #6000, FS #2874)', async () => {
  const round = await openCourier()
  const numbers = [await asks(round, 'sanne'), await asks(round, 'mo')]
  const page = await openAt(round, round.tess, numbers[0]!)
  const expected = new Map<string, string>()
  let seed = 7
  const pick = <T>(from: readonly T[]): T => {
    seed = (seed * 48_271) % 2_147_483_647
    return from[seed % from.length]!
  }
  let at = 'sanne'
  for (let step = 0; step < 40; step++) {
    if (pick([true, false, false])) {
      at = pick(['sanne', 'mo'])
      await row(page, at).click()
      await log(page).getByText(`Hallo van ${at}`).waitFor()
    }
    const audience = pick([PUBLIC, PRIVATE, NOTE])
    await tab(page, audience).click()
    expect(await written(page), `${at}, ${audience}`).toBe(expected.get(`${at} ${audience}`) ?? '')
    const text = `${expected.get(`${at} ${audience}`) ?? ''}${step} `
    await field(page).fill(text)
    expected.set(`${at} ${audience}`, text)
  }
  await page.reload()
  for (const [key, text] of expected) {
    const [name = '', audience = ''] = key.split(' ')
    await row(page, name).click()
    await log(page).getByText(`Hallo van ${name}`).waitFor()
    await tab(page, audience).click()
    await expect.poll(() => written(page), { message: key }).toBe(text)
  }
})

test('files go along with what they show, and come back when the answer is taken back', async () => {
  const round = await openCourier()
  const number = await asks(round, 'sanne')
  const page = await openAt(round, round.tess, number)
  await tab(page, PUBLIC).click()
  await field(page).fill('Zo ziet het eruit')
  const send = button(page, nl['composer.do.PUBLIC'].replace('{channel}', 'Courier'))
  await page.locator('input[type="file"]').setInputFiles([
    { name: 'plattegrond.png', mimeType: 'image/png', buffer: png([20, 10]) },
    { name: 'groot.txt', mimeType: 'text/plain', buffer: Buffer.alloc(100_001, 'a') },
  ])
  await page.getByText(nl['error.attachment.tooLarge']).waitFor()
  await page.getByText(nl['file.altMissing']).waitFor()
  expect(await send.getAttribute('aria-disabled')).toBe('true')
  await page.getByLabel(nl['file.altOf'].replace('{name}', 'plattegrond.png')).fill('De weg naar lokaal 12')
  await saved(page)
  await send.click()
  await page.getByRole('button', { name: nl.undo }).first().click()
  await expect.poll(() => written(page)).toBe('Zo ziet het eruit')
  expect(await page.getByLabel(nl['file.altOf'].replace('{name}', 'plattegrond.png')).inputValue()).toBe(
    'De weg naar lokaal 12',
  )
  await field(page).press('Control+Enter')
  await expect.poll(() => field(page).count()).toBe(0)
  round.world.clock.advance({ seconds: 31 })
  await round.world.run('deliver')
  const [had] = round.peer.posted('/send') as Array<{ attachments: Array<{ name: string; alt: string }> }>
  expect(had?.attachments).toMatchObject([{ name: 'plattegrond.png', alt: 'De weg naar lokaal 12' }])
})

test('nobody types what cannot be sent: the window of a channel and a channel that stands still are told first', async () => {
  const round = await openCourier()
  await round.brings(round.message({ from: 'sanne', thread: 'day-1', text: 'Nog open?' }))
  const page = await openAt(round, round.tess, 1)
  await page.getByText(/^Je kunt nog 23 u/).waitFor()
  await field(page).fill('Ja, tot')

  const ada = await round.world.signIn('ada')
  await ada.do('pauseConnection', { connectionId: round.connectionId })
  await page.getByText('@rocdelta is gepauzeerd sinds').waitFor({ timeout: SOON * 2 })
  expect(await written(page)).toBe('Ja, tot')
  const send = button(page, nl['composer.do.PRIVATE'].replace('{channel}', 'Courier'))
  expect(await send.getAttribute('aria-disabled')).toBe('true')
  await ada.do('resumeConnection', { connectionId: round.connectionId })
  await expect.poll(() => send.getAttribute('aria-disabled'), { timeout: SOON * 2 }).toBeNull()

  const at = new Date(Date.now() - 25 * 3_600_000).toISOString()
  await round.brings(round.message({ from: 'mo', thread: 'day-2', text: 'Te laat?', at }))
  await row(page, 'mo').click()
  await page.getByText('A day has passed since they wrote').waitFor()
  expect(await field(page).count()).toBe(0)
})

test('an answer says whom it goes to, and to another who wrote there only when that is chosen', async () => {
  const round = await openCourier()
  const author = { externalId: 'sanne', name: 'Sanne Visser', email: 'sanne@example.org' }
  await round.brings(round.message({ author, id: 'm1', thread: 'mail', text: 'Waar haal ik mijn pas op?' }))
  const { number, id } = await round.world.core.db
    .selectFrom('cases')
    .select(['number', 'id'])
    .executeTakeFirstOrThrow()
  const partner = { externalId: 'jan', name: 'Jan de Vries', email: 'jan@example.org' }
  const replyToken = round.world.core.seal.signId('reply', id)
  await round.brings(round.message({ author: partner, replyToken, thread: 'mail', text: 'Zij is ziek' }))
  const to = (page: Page) => page.getByRole('combobox', { name: conversation['to.label'], exact: true })
  const chosen = (page: Page) => to(page).evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.textContent)
  const first = await openAt(round, round.tess, number)
  expect(await chosen(first)).toBe('Sanne Visser <sanne@example.org>')
  await field(first).fill('Uw ophaalcode is 4711')
  await field(first).press('Control+Enter')
  await first
    .getByText(/Sanne Visser/)
    .first()
    .waitFor()
  const second = await openAt(round, round.tess, number)
  await to(second).selectOption({ label: 'Jan de Vries <jan@example.org>' })
  await field(second).fill('Beterschap aan haar')
  await saved(second)
  expect(await chosen(second)).toBe('Jan de Vries <jan@example.org>')
  await field(second).press('Control+Enter')
  const sent = () =>
    round.world.core.db
      .selectFrom('replies')
      .innerJoin('messages', 'messages.id', 'replies.messageId')
      .innerJoin('handles', 'handles.id', 'replies.addresseeId')
      .orderBy('messages.seq')
      .select(['messages.text', 'handles.name'])
      .execute()
  await expect.poll(sent, { timeout: SOON * 2 }).toEqual([
    { text: 'Uw ophaalcode is 4711', name: 'Sanne Visser' },
    { text: 'Beterschap aan haar', name: 'Jan de Vries' },
  ])
})

test('one sees before answering that the message was deleted, and whom an answer reaches where nobody can be chosen', async () => {
  const round = await openCourier()
  const number = await asks(round, 'sanne')
  const page = await openAt(round, round.tess, number)
  await page.getByText(conversation.to.replace('{name}', 'sanne'), { exact: true }).waitFor()
  const { externalId } = (await round.messages()).at(-1)!
  await round.brings({ type: 'deleted', externalId, at: round.world.clock.iso() })
  await page.getByText(/is op het kanaal verwijderd/).waitFor({ timeout: SOON * 2 })
  expect((await round.tess.case(number)).waitingSince).not.toBeNull()
})
