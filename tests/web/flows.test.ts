import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Language } from '../../web/locales/text.ts'
import type { Agent } from '../support/agent.ts'
import { openRound, type Round } from '../support/courier.ts'
import { mustBeAccessible } from './accessible.ts'
import { deliver, enter, LAPTOP, log, openPage, sideways } from './desk.ts'
import { fingerOf, firstRow, type Hand, keyboardOf, PATIENCE, SMALL_PHONE, tooSmall } from './hands.ts'
import { type Words, wordsOf } from './texts.ts'

type Theme = 'LIGHT' | 'DARK'

interface Morning {
  round: Round
  tess: Agent
  bas: Agent
  page: Page
  t: Words
}

/** A colleague with a language and a theme of her own, at a square where four people wait. */
async function openMorning(language: Language, theme: Theme, window: BrowserContextOptions): Promise<Morning> {
  const long = { WEBCARE_UNDO_PUBLIC_SECONDS: '30', WEBCARE_UNDO_PRIVATE_SECONDS: '30' }
  const round = await openRound({ listen: true, settings: long })
  const { world, message } = round
  world.clock.set(new Date().toISOString())
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const asks = (from: string, minutes: number, more: object) =>
    message({ from, thread: `onder-${from}`, visibility: 'public', at: ago(minutes), ...more })
  await round.brings(
    asks('Sanne', 41, { thread: 'met-Sanne', visibility: 'private', text: 'Mag ik iets vragen?' }),
    asks('Sanne', 40, { text: 'Wat is de status van mijn aanmelding?' }),
    asks('Bo', 30, { text: 'Wanneer is de open dag?' }),
    asks('Cem', 20, { text: 'Zijn jullie open?' }),
    asks('Mo', 10, { text: 'De site ligt eruit!' }),
  )
  const tess = await world.signIn('tess')
  const bas = await world.signIn('bas', { on: { [round.connectionId]: 'reply' } })
  // Mo came last and waits shortest, but cannot wait.
  await tess.do('prioritiseCase', { caseId: (await tess.case(MO)).id, priority: 'URGENT' })
  await tess.do('updateMe', { language })
  await tess.do('updatePreferences', { theme })
  const page = await openPage(window)
  await enter(world, page, tess)
  await page.goto(`${world.url}/inbox/mine`)
  const t = wordsOf(language)
  await page.getByRole('heading', { level: 1, name: t('list.mine') }).waitFor()
  return { round, tess, bas, page, t }
}

/** By the numbers of their cases. */
const [SANNE, BO, CEM, MO] = [1, 2, 3, 4]

const field = (page: Page) => page.locator('#conversation textarea')
/** Who reads what is being written, as the composer says it to eyes and ears. */
async function isFor(page: Page, t: Words, audience: 'PUBLIC' | 'PRIVATE' | 'NOTE', name: string) {
  await page.getByRole('tab', { name: t(`audience.${audience}`), selected: true, exact: true }).waitFor()
  await page.getByLabel(t(`composer.label.${audience}`, { name, channel: 'Courier' }), { exact: true }).waitFor()
}

/** The flows of a working day: answer the most urgent, go private, take back, memo and give away. `look` at each station. */
async function work({ round, tess, bas, page, t }: Morning, hand: Hand, look: (at: string) => Promise<void>) {
  const posted = () => round.peer.posted('/send') as Array<{ text: string; thread: { externalId: string } }>

  // 1: the most urgent one stands first; once it is answered, the next one is there.
  await hand.turnsTo('unassigned')
  expect(await firstRow(page)).toBe(MO)
  await look('the list')
  await hand.opens('Mo', MO)
  await hand.writes('answer', 'We zoeken het uit')
  await isFor(page, t, 'PUBLIC', 'Mo')
  await look('a public answer')
  await hand.sends(SANNE)

  // 3: asked in public, answered in private.
  await isFor(page, t, 'PUBLIC', 'Sanne')
  await hand.writes('aside', 'Je bent aangenomen')
  await isFor(page, t, 'PRIVATE', 'Sanne')
  await look('a private answer')
  await hand.sends(BO)

  // 6: what was sent in public is back where it was written.
  await hand.writes('answer', 'Morgen is de open dag')
  await hand.sends(CEM)
  await look('an answer on its way')
  await hand.undoes()
  await isFor(page, t, 'PUBLIC', 'Bo')
  expect(await field(page).inputValue()).toBe('Morgen is de open dag')
  expect(await log(page).getByText('Morgen is de open dag').count()).toBe(0)

  // 2: a colleague knows more about it.
  await hand.writes('memo', 'Weet jij de datum?')
  await isFor(page, t, 'NOTE', 'Bo')
  await hand.saves('Weet jij de datum?')
  await hand.gives('bas', CEM)
  // It shows before the server has it.
  await expect.poll(() => bas.inbox(), PATIENCE).toMatchObject([{ number: BO }])
  expect(await tess.case(BO)).toMatchObject({ owner: { name: 'bas' }, notes: [{ text: 'Weet jij de datum?' }] })

  // One case of what was said in public and in private, with at each turn who reads on.
  await hand.turnsTo('pending')
  await hand.opens('Sanne', SANNE)
  await log(page).getByText('Je bent aangenomen').waitFor()
  const said = log(page).locator('[data-entry="message"], [data-entry="turn"]')
  const rail = await said.evaluateAll(all => all.map(one => one.dataset.audience ?? one.dataset.entry))
  expect(rail).toEqual(['PRIVATE', 'turn', 'PUBLIC', 'turn', 'PRIVATE'])
  await log(page).getByText(t('log.turn.PUBLIC')).waitFor()
  await log(page).getByText(t('log.turn.PRIVATE')).waitFor()
  await look('one line of public and private')

  expect(posted()).toEqual([])
  await deliver(round.world)
  expect(posted().map(({ text, thread }) => [thread.externalId, text])).toEqual([
    ['onder-Mo', 'We zoeken het uit'],
    ['met-Sanne', 'Je bent aangenomen'],
  ])
}

test.each([
  ['nl', 'LIGHT'],
  ['en', 'DARK'],
  ['es', 'LIGHT'],
] as const)(
  'answer the most urgent, go private, take back, memo and give away, by keyboard alone, in %s and %s',
  async (language, theme) => {
    const morning = await openMorning(language, theme, { viewport: LAPTOP, locale: language })
    const { page, t } = morning
    await work(morning, keyboardOf(page, t), at => mustBeAccessible(page, at))
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme.toLowerCase())
  },
)

test.each([
  ['nl', 'DARK'],
  ['es', 'DARK'],
] as const)('the same by touch on a phone of 360 × 740, in %s and %s', async (language, theme) => {
  const morning = await openMorning(language, theme, { ...SMALL_PHONE, locale: language })
  const { page, t } = morning
  await work(morning, fingerOf(page, t), async at => {
    expect(await sideways(page), at).toEqual([])
    expect(await tooSmall(page), at).toEqual([])
  })
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme.toLowerCase())
})
