import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { en } from '../../core/public/texts/en.ts'
import { es } from '../../core/public/texts/es.ts'
import { nl } from '../../core/public/texts/nl.ts'
import { each } from '../support/databases.ts'
import { answer, openSite, type Site, signedIn } from './public-site.ts'

each('public pages', engine => {
  let site: Site
  beforeEach(async () => {
    site = await openSite(engine)
  })
  afterEach(() => site.close())

  describe.each([
    ['nl', nl],
    ['en', en],
    ['es', es],
  ])('in %s', (language, texts) => {
    test('a question gets a page of its own, where its author reads and writes on', async () => {
      const start = await site.get(`/webcare?lang=${language}`)
      expect([start.statusCode, start.headers.location]).toEqual([302, `/webcare/contact?lang=${language}`])
      const page = await site.get(`/webcare/contact?lang=${language}`)
      expect(page.body).toContain(`<html lang="${language}">`)
      expect(page.body).toContain(`<h1>${texts.contact.title}</h1>`)

      site.clock.advance({ seconds: 5 })
      const form = signedIn(page.body)
      const asked = { form, name: 'Sanne', email: 'sanne@example.org', subject: 'Aanmelden', text: 'Kan ik nog?' }
      const sent = await site.post(`/webcare/contact?lang=${language}`, asked)
      expect(sent.statusCode).toBe(303)
      const address = String(sent.headers.location)
      expect(address).toMatch(new RegExp(`^/webcare/status/[\\w-]+\\.[\\w-]{43}\\?lang=${language}$`))

      const status = await site.get(address)
      expect(status.statusCode).toBe(200)
      expect(status.body).toContain(`<h1>${texts.status.numbered(1)}</h1>`)
      expect(status.body).toContain(`<dd>${texts.status.stages.received}</dd>`)
      // Nine o'clock in UTC is ten in Amsterdam.
      expect(status.body).toMatch(/<time datetime="2026-03-02T09:00:05.000Z">[^<]*2026[^<]*10:00<\/time>/)
      expect(status.body).toContain('>Kan ik nog?</div>')
      expect(await site.onlyMessage()).toMatchObject({ text: 'Kan ik nog?', language, direction: 'in' })

      site.clock.advance({ seconds: 5 })
      const again = await site.post(address, { form: signedIn(status.body), text: 'En mijn broer?' })
      expect([again.statusCode, again.headers.location]).toEqual([303, address])
      expect((await site.get(address)).body).toContain('>En mijn broer?</div>')
      expect(await site.database.read.selectFrom('cases').select('subject').execute()).toEqual([
        { subject: 'Aanmelden' },
      ])
    })
  })

  test.each([
    ['?lang=es', 'en', 'es'],
    ['?lang=fr', 'en', 'en'],
    ['?lang=nl&lang=en', 'es', 'es'],
    ['', 'fr, en-GB;q=0.5, es;q=0.8', 'es'],
    ['', 'de', 'nl'],
    ['', 'en;q=0, fr', 'nl'],
    ['', ';q=,,;;q=x', 'nl'],
  ])('the address “%s” and a browser that asks for “%s” give %s', async (query, accepted, language) => {
    const page = await site.get(`/webcare/contact${query}`, { 'accept-language': accepted })
    expect(page.body).toContain(`<html lang="${language}">`)
  })

  test('pressing the button twice gives one message and one address', async () => {
    const fields = { form: await site.form(), text: 'Is er les vandaag?' }
    const [first, second] = await Promise.all([
      site.post('/webcare/contact', fields),
      site.post('/webcare/contact', fields),
    ])
    site.clock.advance({ minutes: 1 })
    const third = await site.post('/webcare/contact', fields)
    expect([first.statusCode, second.headers.location, third.headers.location]).toEqual([
      303,
      first.headers.location,
      first.headers.location,
    ])
    expect(await site.rawItems()).toHaveLength(1)
    expect(await site.onlyMessage()).toMatchObject({ text: fields.text })
  })

  test('going back and sending other words adds them to the same conversation', async () => {
    const form = await site.form()
    const first = await site.post('/webcare/contact', { form, text: 'Is er les vandaag?' })
    const second = await site.post('/webcare/contact', { form, text: 'Is er les morgen?' })
    expect(second.headers.location).toBe(first.headers.location)
    const { body } = await site.get(String(first.headers.location))
    expect([body.includes('les vandaag?'), body.includes('les morgen?')]).toEqual([true, true])
  })

  test.each(['queued', 'sending', 'failed'] as const)('an answer that is %s is not shown', async state => {
    const address = await site.ask('Is er les vandaag?')
    await answer(site, state, 'Ja, om negen uur.')
    const { body } = await site.get(address)
    expect(body).not.toContain('negen uur')
    expect(body).not.toContain('Only for colleagues')
    expect(body).toContain(`<dd>${nl.status.stages.working}</dd>`)
  })

  test.each(['sent', 'delivered'] as const)('an answer that is %s is shown, with who wrote it', async state => {
    const address = await site.ask('Is er les vandaag?')
    await answer(site, state, 'Ja, om negen uur. ^TR')
    const { body } = await site.get(address)
    expect(body).toContain('>Ja, om negen uur. ^TR</div>')
    expect(body).toContain('ROC Delta (Tess) · ')
    expect(body).toContain(`<dd>${nl.status.stages.answered}</dd>`)
    expect(body).not.toMatch(/Ruiter|Only for colleagues/)
  })

  test('a closed case is done; a deleted message is gone', async () => {
    const address = await site.ask('Is er les vandaag?')
    const now = site.clock.iso()
    await site.write(async ({ db }) => {
      await db.updateTable('cases').set({ status: 'closed', closedAt: now }).execute()
      await db.updateTable('messages').set({ deletedAt: now }).execute()
    })
    const { body } = await site.get(address)
    expect(body).toContain(`<dd>${nl.status.stages.done}</dd>`)
    expect(body).not.toContain('les vandaag')
  })

  test('a status page says what was asked, what comes next, and that no mail is sent where none can be', async () => {
    const address = await site.ask('Is er les vandaag?', { subject: 'Les <b>', email: 'sanne@example.org' })
    const { body } = await site.get(address)
    expect(body).toContain(`<dt>${nl.status.subject}</dt><dd dir="auto">Les &lt;b&gt;</dd>`)
    expect(body).toContain(`<p>${nl.status.next.received} ${nl.status.noCopy}</p>`)
    // How a colleague calls the case stays inside.
    await site.write(({ db }) => db.updateTable('cases').set({ subject: 'Lastige klant', status: 'open' }).execute())
    const working = (await site.get(address)).body
    expect(working).toContain(nl.status.next.working)
    expect(working).not.toContain('Lastige klant')
    await answer(site, 'sent', 'Ja, om negen uur. ^TR')
    expect((await site.get(address)).body).toContain(nl.status.next.answered)
    await site.write(({ db, now }) => db.updateTable('cases').set({ status: 'closed', closedAt: now }).execute())
    const done = (await site.get(address)).body
    expect(done).toContain(`<p>${nl.status.next.done}</p>`)
    expect(done).not.toContain(nl.status.noCopy)
  })

  test('whoever left neither subject nor address reads nothing of either', async () => {
    const { body } = await site.get(await site.ask('Is er les vandaag?'))
    expect(body).toContain(`<p>${nl.status.next.received}</p>`)
    expect(body).not.toContain(nl.status.subject)
    expect(body).not.toContain(nl.status.noCopy)
  })

  test('what is safe but not understood yet is received', async () => {
    const address = `/webcare/status/${site.seal.sign('status', 'a-thread-nobody-knows-yet')}`
    const status = await site.get(address)
    expect(status.statusCode).toBe(200)
    expect(status.body).toContain(`<dd>${nl.status.stages.received}</dd>`)
    expect(status.body).toContain(nl.status.soon)
  })

  test('nothing between us and the reader keeps a page', async () => {
    const address = await site.ask('Is er les vandaag?')
    const { headers } = await site.get(address)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
    expect((await site.get('/webcare/contact')).headers['cache-control']).toBe('no-store')
    expect(headers['set-cookie']).toBeUndefined()
  })

  test('the style sheet is where the pages say it is, and they hold no style or script of their own', async () => {
    const pages = [await site.get('/webcare/contact'), await site.get(await site.ask('Is er les vandaag?'))]
    for (const { body } of pages) expect(body).not.toMatch(/<script|<style| style=| on\w+=/)
    const address = /rel="stylesheet" href="([^"]+)"/.exec(pages[0]!.body)?.[1]
    const sheet = await site.get(String(address))
    expect(sheet.headers['content-type']).toBe('text/css; charset=utf-8')
    expect(sheet.body).toContain('--surface:')
    expect(sheet.body).toContain('.conversation')
  })
})
