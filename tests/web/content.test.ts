import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { clean, cleanLine } from '../../core/lib/text.ts'
import conversation from '../../web/locales/conversation/nl.ts'
import nl from '../../web/locales/nl.ts'
import type { Agent } from '../support/agent.ts'
import { links, unruly, vectors } from '../support/vectors.ts'
import type { World } from '../support/world.ts'
import { LAPTOP, log, openDesk, openOffice, openPage, PHONE, sideways } from './desk.ts'

/** Notes what a page may never do: call what the attacks call, open a dialog, break its policy, ask another host. */
async function guard(world: World, page: Page) {
  const asked: string[] = []
  page.on('dialog', dialog => {
    asked.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', request => {
    if (new URL(request.url()).origin !== world.url) asked.push(request.url())
  })
  page.on('popup', popup => asked.push(`window ${popup.url()}`))
  await page.addInitScript(() => {
    const done: string[] = []
    Object.assign(globalThis, { done, pwned: () => done.push('pwned') })
    addEventListener('securitypolicyviolation', event => {
      done.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  return async () =>
    expect([...asked, ...(await page.evaluate(() => (globalThis as unknown as { done: string[] }).done))]).toEqual([])
}

/** The first letters, none of them cut in half. */
const short = (text: string) => [...text.toWellFormed()].slice(0, 200).join('')

/** The names of all rows of a list, of which only those in sight exist. */
const rowNames = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const frame = document.querySelector('#list ul')?.parentElement
    const names = new Map<string | null, string>()
    for (let top = 0; frame && top < frame.scrollHeight; top += frame.clientHeight) {
      frame.scrollTop = top
      // A row that is on its way has no name yet.
      await new Promise(resolve => setTimeout(resolve, 300))
      for (const row of frame.querySelectorAll('li'))
        names.set(row.ariaPosInSet, row.querySelector('bdi')?.textContent ?? '')
    }
    return [...names.values()]
  })

/** A case whose name, subject, question, memo and label are one text. What a label cannot be, it is not. */
async function plant(world: World, tess: Agent, vector: string): Promise<number> {
  const { case: number } = await world.visitor().asks(vector, { name: short(vector), subject: short(vector) })
  const text = clean(vector)
  await tess.notes(number, text)
  const { data } = await tess.do('createLabel', { name: text }, 'id')
  const { id } = await tess.case(number)
  if (data?.createLabel) await tess.do('labelCase', { caseId: id, add: [data.createLabel.id] })
  return number
}

interface Seen {
  number: number
  subject: string
  name: string
  message: string
  note: string
  labels: string[]
  links: Array<{ href: string; rel: string; text: string }>
}

/** Opens case after case as the Back button does, without a reload, and reads what each shows. */
const walk = (page: Page, numbers: readonly number[]): Promise<Seen[]> =>
  page.evaluate(async all => {
    const texts = (selector: string) => [...document.querySelectorAll(selector)].map(found => found.textContent ?? '')
    const seen: Seen[] = []
    for (const number of all) {
      history.pushState({}, '', `/inbox/all/${number}`)
      dispatchEvent(new PopStateEvent('popstate'))
      const isThere = () =>
        texts('#conversation header span').includes(`#${number}`) &&
        document.querySelector('#conversation article') &&
        // On a phone the customer is behind a button.
        (!matchMedia('(width >= 75rem)').matches || document.querySelector('aside h2'))
      for (const start = performance.now(); !isThere() && performance.now() - start < 5000; )
        await new Promise(resolve => setTimeout(resolve, 5))
      seen.push({
        number,
        subject: texts('#conversation header :is(h1, h2) bdi')[0] ?? '',
        name: texts('aside h2 bdi')[0] ?? '',
        message: texts('article[data-direction="IN"] > [dir="auto"]')[0] ?? '',
        note: texts('article:not([data-direction]) > [dir="auto"]')[0] ?? '',
        labels: texts('#conversation header span > span'),
        links: [...document.querySelectorAll<HTMLAnchorElement>('article a')].map(({ href, rel, textContent }) => ({
          href,
          rel,
          text: textContent ?? '',
        })),
      })
    }
    return seen
  }, numbers)

test('A-XS-01, 04 two hundred hostile texts are text in every place of the inbox', { timeout: 120_000 }, async () => {
  const world = await openOffice()
  const { page, agent, go } = await openDesk(world, 'tess', { roles: ['agent', 'lead'], window: { locale: 'nl' } })
  const mustBeHarmless = await guard(world, page)
  const planted = new Map<number, string>()
  for (const vector of vectors) planted.set(await plant(world, agent, vector), vector)
  const { labels }: { labels: Array<{ name: string }> } = await agent.get('{ labels { name } }')
  expect(labels.length).toBeGreaterThan(150)

  await go('/inbox/all/1')
  await log(page).getByRole('article').first().waitFor()
  const shown = await walk(page, [...planted.keys()])
  for (const seen of shown) {
    const vector = planted.get(seen.number) ?? ''
    const line = cleanLine(short(vector))
    if (line) expect([seen.subject, seen.name], vector).toEqual([line, line])
    if (!seen.links.length) {
      expect(seen.message, vector).toBe(clean(vector).trim())
      expect(seen.note, vector).toBe(clean(vector).trim())
    }
    for (const { href, rel, text } of seen.links) {
      const { protocol, host, username } = new URL(href)
      expect(protocol, vector).toMatch(/^(https?|mailto|tel):$/)
      expect(rel).toBe('noopener noreferrer nofollow')
      expect(username).toBe('')
      if (host) expect(text).toContain(host)
    }
  }
  expect(new Set(shown.flatMap(seen => seen.labels)).size).toBeGreaterThan(150)
  expect(shown.flatMap(seen => seen.links).length).toBeGreaterThan(links.length / 4)

  // The list, with all of them in it, and the menu of all labels.
  const names = await rowNames(page)
  expect(names).toEqual(expect.arrayContaining(vectors.map(vector => cleanLine(short(vector))).filter(Boolean)))
  await page.getByRole('button', { name: nl['label.title'], exact: true }).click()
  const offered = await page.getByRole('dialog', { name: nl['label.title'] }).getByRole('button').allTextContents()
  expect(offered).toEqual(expect.arrayContaining(labels.map(({ name }) => name)))
  await mustBeHarmless()
})

test('A-XS-04 what may be a link is one, to where it says', async () => {
  const world = await openOffice()
  const { page, go } = await openDesk(world, 'tess')
  const text = 'https://rocdelta.example/open tel:+31201234567 mailto:a@rocdelta.example https://roc\u0434elta.example/'
  await world.visitor().asks(`${text} https://rocdelta.example@evil.example/ javascript:pwned() ftp://evil.example`)
  await go('/inbox/all/1')
  const found = log(page).getByRole('link')
  await found.first().waitFor()
  expect(await found.allTextContents()).toEqual([
    'https://rocdelta.example/open',
    'tel:+31201234567',
    'mailto:a@rocdelta.example',
    'https://xn--rocelta-1gg.example/',
    'https://evil.example/',
  ])
})

/** As much of each as a message may hold. */
const huge = ['a'.repeat(10_000), '👍\u200d'.repeat(5000), `z${'\u0335'.repeat(9999)}`, 'ﷺ'.repeat(10_000)]

test('A-XS-08 no text pushes a page sideways, however long or wild it is', async () => {
  const world = await openOffice()
  const { page, agent, go } = await openDesk(world, 'tess', { roles: ['agent', 'lead'], window: { locale: 'nl' } })
  const visitor = await openPage({ viewport: PHONE })
  const mustBeHarmless = await guard(world, page)
  const numbers: number[] = []
  for (const text of unruly) numbers.push(await plant(world, agent, text))
  for (const text of huge) {
    const asking = await world.visitor().asks(text)
    numbers.push(asking.case)
    await visitor.goto(world.url + asking.status)
    expect(await sideways(visitor)).toEqual([])
  }
  await go('/inbox/all')
  for (const size of [LAPTOP, PHONE]) {
    await page.setViewportSize(size)
    for (const number of numbers) {
      await walk(page, [number])
      expect(await sideways(page), `case ${number} at ${size.width}`).toEqual([])
    }
  }
  await page.locator('textarea').fill('a'.repeat(1_000_000))
  await page.getByText('990000 te veel').first().waitFor()
  expect(await sideways(page)).toEqual([])
  await page.locator('textarea').fill('')
  await go('/inbox/all')
  await page.locator('[data-row]').first().waitFor()
  expect(await sideways(page)).toEqual([])
  await mustBeHarmless()
})

test('A-XS-12 no page holds a script of its own, nor data in one', async () => {
  const world = await openOffice()
  const page = await openPage()
  const fresh = ['/setup']
  const closed = ['/login', '/login/forgot', '/invite#x', '/inbox/all/1', '/me', '/search?q=%3C/script%3E', '/me/x']
  const open = ['/webcare/contact', (await world.visitor().asks('</script><script>pwned()</script>')).status]
  async function look(path: string) {
    await page.goto(world.url + path)
    await page.getByRole('heading').first().waitFor()
    const { body: html } = await world.request({ url: path.split('#', 1)[0] ?? '' })
    expect(html, path).toContain('<html')
    expect(html, path).not.toMatch(
      /<[^>]+ (on\w+|style|srcdoc)=|<script(?![^>]* src="\/assets\/[\w.-]+"[^>]*><\/script>)/i,
    )
    const scripts = await page.evaluate(() => [...document.scripts].map(script => [script.src, script.text] as const))
    for (const [src, text] of scripts) expect([new URL(src).origin, text], path).toEqual([world.url, ''])
  }
  for (const path of fresh) await look(path)
  await world.signIn('tess')
  for (const path of [...closed, ...open]) await look(path)
})

test('a megabyte in one message leaves the tab free, and unfolds in parts', async () => {
  const world = await openOffice()
  const { page, go } = await openDesk(world, 'tess', { window: { locale: 'nl', viewport: LAPTOP } })
  for (const [at, text] of ['a.'.repeat(500_000), 'mo@example.org\n'.repeat(70_000)].entries()) {
    const { case: number } = await world.visitor().asks(`Vraag ${at}`)
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('messages').set({ text }).where('text', '=', `Vraag ${at}`).execute(),
    )
    await go(`/inbox/unassigned/${number}`)
    const message = log(page).locator('article')
    await message.waitFor()
    const length = () => message.evaluate(one => one.textContent.length)
    expect(await length()).toBeLessThan(10_000)
    const waited = await page.evaluate(async () => {
      const began = performance.now()
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
      return performance.now() - began
    })
    expect(waited).toBeLessThan(1000)
    const before = await length()
    await message.getByRole('button', { name: conversation['message.more'] }).click()
    await expect.poll(length).toBeGreaterThan(before)
    expect(await length()).toBeLessThan(40_000)
  }
})
