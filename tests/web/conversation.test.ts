import { randomUUID } from 'node:crypto'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import words from '../../web/locales/conversation/nl.ts'
import nl from '../../web/locales/nl.ts'
import type { Round } from '../support/courier.ts'
import { png } from '../support/images.ts'
import { mustBeAccessible } from './accessible.ts'
import { deliver, LAPTOP, log, openAt, openCourier, SOON } from './desk.ts'

const option = (page: Page, name: string) => page.getByRole('dialog', { name: words['menu.title'] }).getByText(name)
const bubble = (page: Page, text: string) => log(page).getByRole('article').filter({ hasText: text })
const mail = (page: Page): FrameLocator => log(page).frameLocator('iframe').first()

const QUOTE = 'Op ma 2 maart 2026 om 10:00 schreef ROC Delta:'

test('a mail is shown as it was made up, without running, fetching or hiding anything of it', async () => {
  const round = await openCourier({ WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' })
  const image = png()
  round.peer.answer = ({ path }, response) => (path === '/pixel.png' ? void response.end(image) : {})
  const html = [
    '<h2>Aanmelding</h2><p>Zie <a href="https://rocdelta.example/a">de site</a>.</p><img src="cid:foto@mail" alt="Mijn foto">',
    `<script>parent.pwned()</script><img src="${round.peer.url}/pixel.png" alt="Logo" onerror="parent.pwned()">`,
    `<blockquote><p>Mijn adres</p></blockquote><div><p><span data-quoted=""></span>${QUOTE}</p><blockquote><p>Wat is je vraag?</p></blockquote></div>`,
  ].join('')
  const file = { type: 'image/png', base64: image.toString('base64') }
  await round.brings(
    round.message({
      ...{ id: 'm1', html, text: 'Aanmelding' },
      attachments: [
        { ...file, name: 'foto.png', cid: 'foto@mail' },
        { ...file, name: 'scan.png', alt: 'Mijn diploma' },
        { type: 'text/plain', name: 'brief.txt', base64: Buffer.from('Beste school').toString('base64') },
        { type: 'text/plain', name: 'weg.txt', url: 'courier:gone' },
      ],
    }),
  )
  round.peer.next(() => ({ status: 404 }))
  await round.world.run('fetch')
  round.peer.asked.length = 0
  const page = await openAt(round, round.tess, '1')

  await mail(page).getByRole('heading', { name: 'Aanmelding' }).waitFor()
  expect(await mail(page).getByRole('link').getAttribute('target')).toBe(null)
  expect(await mail(page).locator('base').getAttribute('target')).toBe('_blank')
  expect(await mail(page).locator('script').count()).toBe(0)
  const loaded = (name: string) =>
    mail(page)
      .getByAltText(name)
      .evaluate((shown: HTMLImageElement) => shown.naturalWidth > 0)
  await expect.poll(() => loaded('Mijn foto')).toBe(true)
  expect(await loaded('Logo')).toBe(false)
  expect(round.peer.asked).toEqual([])

  // Folded from where the server says, with the line above the quote, and one press away; what only looks quoted stays.
  expect(await mail(page).getByText('Mijn adres').isVisible()).toBe(true)
  const summary = mail(page).getByText(words['html.quote'])
  expect(await mail(page).getByText('Wat is je vraag?').isVisible()).toBe(false)
  expect(await mail(page).getByText(QUOTE).isVisible()).toBe(false)
  const height = () =>
    log(page)
      .locator('iframe')
      .evaluate(frame => frame.clientHeight)
  const folded = await height()
  await summary.click()
  await mail(page).getByText('Wat is je vraag?').waitFor()
  await expect.poll(height).toBeGreaterThan(folded)

  await log(page).getByRole('button', { name: words['html.show'] }).click()
  await expect.poll(() => loaded('Logo')).toBe(true)
  expect(round.peer.asked.map(({ path }) => path)).toEqual(['/pixel.png'])

  const files = log(page).getByRole('list', { name: words['attachment.list'] })
  expect(await files.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('scan.png'),
    expect.stringMatching(/brief\.txt\s+1 kB/),
    expect.stringContaining(`weg.txt · ${words['reason.http'].replace('{status}', '404')}`),
  ])
  await expect
    .poll(() => files.getByAltText('Mijn diploma').evaluate((shown: HTMLImageElement) => shown.naturalWidth))
    .toBeGreaterThan(0)
})

/** Somebody asks below a post, an answer follows, and it goes on in private. */
async function asksInPublic(round: Round) {
  const author = { externalId: 'sanne', name: 'Sanne Visser', followers: 1240 }
  const thread = {
    visibility: 'public',
    externalId: 'plein',
    title: 'Open dag: kom je ook?',
    url: 'https://net.example/p/1',
  }
  const url = 'https://net.example/p/1#2'
  await round.brings({
    ...round.message({ id: 'vraag', text: 'Wat is de status?' }),
    author,
    thread,
    url,
    kind: 'comment',
  })
  await round.tess.takes(1)
  await round.brings({ ...round.message({ id: 'bewijs', thread: 'met-sanne', text: 'Hier is mijn bewijs' }), author })
  await round.brings({
    ...round.message({ id: 'weg', thread: 'met-sanne', text: 'Ik ben er niet', automatic: true }),
    author,
  })
}

test('a message has a menu, by hand and by key, and what was done with it is on it', async () => {
  const round = await openCourier({ WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' })
  await asksInPublic(round)
  const page = await openAt(round, round.tess, '1')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const copied = () => page.evaluate(() => navigator.clipboard.readText())

  const about = page.getByRole('complementary', { name: words['about.COMMENT.BRAND'] })
  expect(await about.innerText()).toContain('Open dag: kom je ook?')
  expect(await about.getByRole('link').getAttribute('href')).toBe('https://net.example/p/1')
  await bubble(page, 'Wat is de status?').getByText('1.240 volgers').waitFor()
  await bubble(page, 'Ik ben er niet').getByText(words['message.automatic']).waitFor()
  await log(page).getByText(words['log.turn.PRIVATE']).waitFor()
  await mustBeAccessible(page, 'an open case')

  const question = bubble(page, 'Wat is de status?')
  await page.locator('#conversation').focus()
  for (let at = 0; at < 3; at++) await page.keyboard.press('N')
  expect(await question.evaluate(one => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Shift+F10')
  await option(page, words['menu.copy']).click()
  expect(await copied()).toBe('Wat is de status?')
  await expect.poll(() => question.evaluate(one => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Shift+F10')
  await option(page, words['menu.link']).click()
  await page.getByText(words['menu.linked']).first().waitFor()
  expect(await copied()).toBe(`${round.world.url}/c/1#${await question.getAttribute('id')}`)

  await question.hover()
  await question.getByRole('button', { name: /^Meer opties voor het bericht van Sanne Visser/ }).click()
  await mustBeAccessible(page, 'the menu of a message')
  expect(await option(page, 'Openen op Courier').locator('..').getAttribute('href')).toBe('https://net.example/p/1#2')
  await option(page, 'Leuk vinden op Courier').click()
  await question.getByText(words['message.liked']).waitFor()
  expect(round.peer.posted('/like')).toMatchObject([{ externalId: 'vraag' }])
  await log(page).getByText('tess vond een bericht leuk').waitFor({ timeout: SOON })

  const reply = bubble(page, 'Ik ben er niet')
  await reply.focus()
  await page.keyboard.press('Shift+F10')
  await option(page, words['menu.HIDE'].replace('{channel}', 'Courier')).click()
  await reply.getByText(words['message.hidden']).waitFor()
  expect(round.peer.posted('/hide')).toMatchObject([{ externalId: 'weg' }])
  await log(page).getByText(words['event.message.hidden'].replace('{who}', 'tess')).waitFor({ timeout: SOON })

  await question.focus()
  await page.keyboard.press('Shift+F10')
  await option(page, words['menu.quote']).click()
  const field = page.locator('#conversation form textarea')
  expect(await field.inputValue()).toBe('> Wat is de status?\n\n')
  expect(await page.getByRole('tab', { selected: true }).innerText()).toContain(nl['audience.PUBLIC'])

  await question.focus()
  await page.keyboard.press('Shift+F10')
  await option(page, words['menu.REMOVE'].replace('{channel}', 'Courier')).click()
  expect(round.peer.posted('/remove')).toEqual([])
  await page.getByText(words['menu.REMOVE.seen']).waitFor()
  await page.getByRole('button', { name: words['menu.REMOVE.sure'] }).click()
  await log(page).getByText(nl['message.deleted']).waitFor()
  expect(round.peer.posted('/remove')).toMatchObject([{ externalId: 'vraag' }])
})

test('a quote goes to who wrote it, also when the case is in several threads of a kind', async () => {
  const round = await openCourier({ WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' })
  await asksInPublic(round)
  const author = { externalId: 'sanne', name: 'Sanne Visser' }
  await round.brings({ ...round.message({ id: 'elders', thread: 'met-sanne-2', text: 'Of moet het hier?' }), author })
  const page = await openAt(round, round.tess, '1')
  const field = page.locator('#conversation form textarea')
  const thread = page.getByLabel(nl['composer.thread'], { exact: true })
  for (const text of ['Hier is mijn bewijs', 'Of moet het hier?']) {
    const asked = bubble(page, text)
    await asked.focus()
    await page.keyboard.press('Shift+F10')
    await option(page, words['menu.quote']).click()
    await expect.poll(() => field.inputValue()).toBe(`> ${text}\n\n`)
    const quoted = (await round.messages()).find(message => message.text === text)
    expect(await thread.inputValue()).toBe(quoted?.threadId)
  }
})

test('a case gets another name in place, waits by one key, and an answer that failed gives its text back', async () => {
  const round = await openCourier({ WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' })
  await asksInPublic(round)
  const page = await openAt(round, round.tess, '1')
  const title = page.locator('#conversation header').getByRole('button', { name: 'Wat is de status?' })
  await title.press('Enter')
  await page.getByLabel(words['title.field']).fill('Bewijs van inschrijving')
  await page.keyboard.press('Escape')
  await title.click()
  await page.getByLabel(words['title.field']).fill('Bewijs van inschrijving')
  await page.keyboard.press('Enter')
  await page.locator('#conversation').getByRole('heading', { name: 'Bewijs van inschrijving' }).waitFor()
  await log(page).getByText(nl['event.case.renamed'].replace('{who}', 'tess')).waitFor({ timeout: SOON })

  round.peer.answer = ({ path }) => (path === '/send' ? { status: 410 } : {})
  await round.tess.answers(1, 'Bedankt, ik zoek het uit')
  const answer = bubble(page, 'Bedankt, ik zoek het uit')
  await answer.getByText(/^wordt over \d+ s verstuurd$/).waitFor({ timeout: SOON })
  await deliver(round.world)
  await answer.getByText(nl['delivery.FAILED']).waitFor({ timeout: SOON })
  expect(await answer.innerText()).toContain(words['delivery.said'])
  await answer.getByRole('button', { name: nl['outcome.DISCARD'] }).click()
  await expect.poll(() => page.locator('#conversation form textarea').inputValue()).toBe('Bedankt, ik zoek het uit')
  await expect.poll(() => answer.count()).toBe(0)

  await page.locator('#conversation').focus()
  await page.keyboard.press('w')
  await expect.poll(async () => (await round.tess.case(1)).status).toBe('PENDING')
  await page.getByText(words['done.pended'].replace('{number}', '1')).first().waitFor()
})

const LONG = 2000

/** A conversation that goes on for years, one message an hour; the ids of all of it, oldest first. */
async function goesOnAndOn({ world, brings, message }: Round): Promise<string[]> {
  await brings(message({ id: 'eerste', text: 'Bericht 0' }))
  const { core, clock } = world
  const { seq: _, ...first } = await core.db.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
  const start = clock.now().getTime() - LONG * 3_600_000
  const rows = Array.from({ length: LONG - 1 }, (_, index) => {
    const at = new Date(start + index * 3_600_000).toISOString()
    return { ...first, id: randomUUID(), externalId: `m${index}`, text: `Bericht ${index + 1}`, at, createdAt: at }
  })
  await core.write(system('test'), async ({ db }) => {
    await db
      .updateTable('messages')
      .set({ at: new Date(start - 3_600_000).toISOString() })
      .execute()
    for (let from = 0; from < rows.length; from += 500) {
      await db
        .insertInto('messages')
        .values(rows.slice(from, from + 500))
        .execute()
    }
  })
  return [first.id, ...rows.map(({ id }) => id)]
}

test('2,000 messages stay still while one reads, never all on the page, and a link leads to any of them', async () => {
  const round = await openCourier({ WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' })
  const ids = await goesOnAndOn(round)
  const page = await openAt(round, round.tess, '1')
  const articles = log(page).locator('article')
  const places = (of: readonly string[]) =>
    page.evaluate(
      wanted => wanted.map(id => document.getElementById(`m-${id}`)?.getBoundingClientRect().top ?? null),
      of,
    )
  const scrollTo = (top: number) => log(page).evaluate((scroller, to) => scroller.scrollTo(0, to), top)
  await bubble(page, `Bericht ${LONG - 1}`).waitFor()
  await expect.poll(() => articles.count()).toBe(50)

  // Up and up: what one reads stays where it is when older messages come above it.
  for (let page50 = 1; page50 < 10; page50++) {
    const oldest = LONG - 50 * page50
    await scrollTo(120)
    await page.locator(`[id="m-${ids[oldest - 1]}"]`).waitFor({ state: 'attached' })
    const seen = await page.evaluate(() => {
      const top = document.querySelector('[role=log]')!.getBoundingClientRect().top
      return [...document.querySelectorAll('[role=log] article')].find(one => one.getBoundingClientRect().bottom > top)!
        .id
    })
    expect(Number((await page.locator(`[id="${seen}"]`).innerText()).match(/Bericht (\d+)/)?.[1])).toBeLessThan(
      oldest + 5,
    )
  }
  expect(await articles.count()).toBeLessThanOrEqual(400)
  await expect.poll(() => bubble(page, `Bericht ${LONG - 1}`).count()).toBe(0)

  // And back: the newest are there again, and what is far behind is let go.
  for (let times = 0; times < 20 && (await bubble(page, `Bericht ${LONG - 1}`).count()) === 0; times++) {
    await scrollTo(10_000_000)
    await page.waitForTimeout(50)
  }
  await scrollTo(10_000_000)
  await expect.poll(() => articles.count()).toBe(50)
  expect((await places([ids.at(-1)!]))[0]).toBeLessThan(LAPTOP.height)

  await page.goto(`${round.world.url}/c/1#m-${ids[1500]}`)
  const linked = page.locator(`[id="m-${ids[1500]}"]`)
  await expect.poll(() => linked.evaluate(one => one === document.activeElement), { timeout: 20_000 }).toBe(true)
  expect(await linked.isVisible()).toBe(true)
})

test('a case opens where one stopped reading, and what one sees is read', async () => {
  const round = await openCourier({ WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' })
  const { brings, message, tess, world } = round
  for (let at = 0; at < 30; at++) await brings(message({ text: `Oud ${at}` }))
  const page = await openAt(round, tess, '1')
  await expect.poll(async () => (await tess.get('{ case(number: 1) { unread } }')).case.unread).toBe(false)
  expect(await log(page).getByText(words['log.unread'], { exact: true }).count()).toBe(0)
  await page.goto(`${world.url}/inbox/mine`)
  await page.getByText(nl['empty.mine']).waitFor()
  for (let at = 0; at < 30; at++) await brings(message({ text: `Nieuw ${at}` }))

  await page.goto(`${world.url}/inbox/all/1`)
  const mark = log(page).getByText(words['log.unread'], { exact: true })
  await mark.waitFor()
  const below = async (of: Locator) => (await of.boundingBox())!.y - (await log(page).boundingBox())!.y
  await expect.poll(() => below(mark).then(Math.abs)).toBeLessThan(60)
  expect(await below(bubble(page, 'Nieuw 0'))).toBeLessThan(120)
  await expect.poll(async () => (await tess.get('{ case(number: 1) { unread } }')).case.unread).toBe(false)
  await page.locator('#conversation').focus()
  await page.keyboard.press('n')
  await expect.poll(() => bubble(page, 'Nieuw 0').evaluate(one => one === document.activeElement)).toBe(true)
})
