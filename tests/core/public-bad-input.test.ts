import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../core/lib/errors.ts'
import { nl } from '../../core/public/texts/nl.ts'
import { each } from '../support/databases.ts'
import { openSite, type Site, signedIn } from './public-site.ts'

const text = 'Mijn "vraag" & <niets> anders'
const kept = '\nMijn &quot;vraag&quot; &amp; &lt;niets&gt; anders</textarea>'

each('public pages refuse kindly', engine => {
  let site: Site
  beforeEach(async () => {
    site = await openSite(engine)
  })
  afterEach(() => site.close())

  test.each([
    ['garbage', () => 'x'],
    ['nothing but dots', () => '...'],
    ['a right text with a wrong signature', () => site.seal.sign('status', 'thread').replace(/.{8}$/, 'AAAAAAAA')],
    ['a signature for another purpose', () => site.seal.sign('form', 'thread')],
    ['a hundred letters', () => 'a'.repeat(100)],
    ['a NUL', () => '%00'],
  ])('an address of %s is not found, whatever is sent to it', async (_, token) => {
    const url = `/webcare/status/${token()}`
    for (const answer of [await site.get(url), await site.post(url, { text, form: await site.form() })]) {
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.body).toContain('href="/webcare/contact"')
    }
    expect(await site.rawItems()).toEqual([])
  })

  test.each([
    ['after a day', async () => ({ form: await site.form(), wait: { hours: 24 } }), nl.problems.expired],
    ['without its proof', async () => ({ form: '', wait: {} }), nl.problems.expired],
    ['with a forged proof', async () => ({ form: `${await site.form()}x.y`, wait: {} }), nl.problems.expired],
    [
      'within a second',
      async () => ({ form: signedIn((await site.get('/webcare/contact')).body), wait: {} }),
      nl.problems.robot,
    ],
    ['with the trap filled in', async () => ({ form: await site.form(), website: 'x', wait: {} }), nl.problems.robot],
  ])('a form sent %s comes back with what was typed, and works the second time', async (_, prepare, problem) => {
    const { wait, ...fields } = await prepare()
    site.clock.advance(wait)
    const refused = await site.post('/webcare/contact', { name: 'Zoë', text, ...fields })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain(`<li>${problem}</li>`)
    expect(refused.body).toContain('value="Zoë"')
    expect(refused.body).toContain(kept)
    expect(await site.rawItems()).toEqual([])

    site.clock.advance({ seconds: 5 })
    expect((await site.post('/webcare/contact', { text, form: signedIn(refused.body) })).statusCode).toBe(303)
    expect(await site.onlyMessage()).toMatchObject({ text })
  })

  test('one page brings twenty messages; the next one is kept on it, and goes once more', async () => {
    const form = await site.form()
    const sends = (number: number, proof = form) =>
      site.post('/webcare/contact', { text: `Vraag ${number}`, form: proof })
    const statuses = []
    for (let number = 1; number <= 20; number++) statuses.push((await sends(number)).statusCode)
    expect(new Set(statuses)).toEqual(new Set([303]))
    const refused = await sends(21)
    expect(refused.statusCode).toBe(429)
    expect(refused.body).toContain(`<li>${nl.problems.usedUp}</li>`)
    expect(refused.body).toContain('Vraag 21</textarea>')
    // Pressing again is no other message.
    expect((await sends(20)).statusCode).toBe(303)
    expect((await Promise.all([22, 23, 24].map(number => sends(number)))).map(({ statusCode }) => statusCode)).toEqual([
      429, 429, 429,
    ])
    expect(await site.rawItems()).toHaveLength(20)
    site.clock.advance({ seconds: 5 })
    expect((await sends(21, signedIn(refused.body))).statusCode).toBe(303)
    expect(await site.rawItems()).toHaveLength(21)
  })

  test('a form of one conversation does not write in another', async () => {
    const mine = await site.ask('De mijne')
    const yours = await site.ask('De jouwe')
    const form = await site.form(yours)
    for (const url of [mine, '/webcare/contact']) {
      const refused = await site.post(url, { text: 'Van wie?', form })
      expect(refused.statusCode).toBe(422)
      expect(refused.body).toContain(nl.problems.expired)
      expect(refused.body).toContain('Van wie?</textarea>')
    }
    expect(await site.rawItems()).toHaveLength(2)
  })

  test.each([
    ['no question', { text: '' }, 'text', nl.problems.empty],
    ['a question of spaces and invisible signs', { text: ' \r\n\u202e\u200b\u0000' }, 'text', nl.problems.empty],
    [
      'a question that is one character too long',
      { text: '🙂'.repeat(10_001) },
      'text',
      nl.problems.tooLong('10.001', '10.000'),
    ],
    ['a name that is too long', { name: 'n'.repeat(201), text }, 'name', nl.problems.tooLong('201', '200')],
    ['a subject that is too long', { subject: 's'.repeat(201), text }, 'subject', nl.problems.tooLong('201', '200')],
    ['an e-mail address that is none', { email: 'sanne at home', text }, 'email', nl.problems.email],
  ])('%s is said on top, with a link to the field', async (_, fields, field, problem) => {
    const refused = await site.post('/webcare/contact', { ...fields, form: await site.form() })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain(`<title>${nl.problems.mark} `)
    expect(refused.body).toContain(`<li><a href="#${field}">${problem}</a></li>`)
    expect(refused.body).toMatch(
      new RegExp(`id="${field}"[^>]* aria-describedby="[^"]*${field}-problem" aria-invalid="true"`),
    )
    expect(await site.rawItems()).toEqual([])
  })

  test('the longest question arrives whole, as emoji too', async () => {
    const longest = '🙂'.repeat(10_000)
    await site.ask(longest, { name: '🙂'.repeat(200), subject: '🙂'.repeat(200) })
    expect((await site.onlyMessage()).text).toBe(longest)
  })

  test('control characters go, direction marks stay in their own message and out of names, emoji stay', async () => {
    const family = '👩‍👩‍👧'
    const address = await site.ask(`a\u0000b\u0007c\r\n\u202eomgekeerd ${family} \ud83d`, {
      name: 'San\u202ene\u0000\nVisser',
    })
    expect((await site.onlyMessage()).text).toBe(`abc\n\u202eomgekeerd ${family} \ufffd`)
    expect(await site.database.read.selectFrom('handles').select('name').execute()).toEqual([{ name: 'Sanne Visser' }])
    expect((await site.get(address)).body).toContain(
      `<div class="text" dir="auto" lang="nl">abc\n\u202eomgekeerd ${family} `,
    )
  })

  test.each(['name', 'email', 'subject', 'text'])('markup in the field %s is text', async field => {
    for (const vector of vectors) {
      const refused = await site.post('/webcare/contact', { form: 'no', [field]: vector })
      expect(tagsOf(refused.body)).toEqual(
        tagsOf((await site.post('/webcare/contact', { form: 'no', [field]: 'x' })).body),
      )
    }
  })

  test('markup in a conversation is text', async () => {
    const plain = tagsOf((await site.get(await site.ask('x', { name: 'x', subject: 'x' }))).body)
    for (const vector of vectors) {
      const { body } = await site.get(await site.ask(vector, { name: vector, subject: vector }))
      expect(tagsOf(body)).toEqual(plain)
    }
  })

  test('a form that another website sends is refused', async () => {
    const form = await site.form()
    const sent = (from: string) => site.post('/webcare/contact', { text, form }, { 'sec-fetch-site': from })
    const refused = await sent('cross-site')
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain(nl.errors.forbidden.title)
    expect(await site.rawItems()).toEqual([])
    expect((await sent('same-origin')).statusCode).toBe(303)
    const link = await site.get('/webcare/contact', { 'sec-fetch-site': 'cross-site' })
    expect(link.statusCode).toBe(200)
  })

  test.each([
    ['a body of 1 MB', 'application/x-www-form-urlencoded', `text=${'a'.repeat(1 << 20)}`, 413, nl.errors.tooLarge],
    ['JSON', 'application/json', '{"text":"a"}', 415, nl.errors.wrongType],
    ['plain text', 'text/plain', 'text=a', 415, nl.errors.wrongType],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--', 415, nl.errors.wrongType],
  ])('%s gets a page that says why', async (_, type, payload, status, notice) => {
    const answer = await site.app.inject({
      method: 'POST',
      url: '/webcare/contact',
      headers: { 'content-type': type },
      payload,
    })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain(`<h1>${notice.title}</h1>`)
    expect(await site.rawItems()).toEqual([])
  })

  test('fields that come twice or not at all are empty, not an error', async () => {
    const form = await site.form()
    for (const payload of ['', `form=${form}&text=a&text=b`, '__proto__=x&constructor=y', '%=%&&==']) {
      const answer = await site.app.inject({
        method: 'POST',
        url: '/webcare/contact',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      })
      expect(answer.statusCode).toBe(422)
    }
  })

  test('when nothing can be stored the text comes back and the same form works later', async () => {
    const { accept } = site.intake
    site.intake.accept = () => Promise.reject(new AppError('UNAVAILABLE', 'The disk is full.', { reason: 'disk.full' }))
    const form = await site.form()
    const refused = await site.post('/webcare/contact', { text, form })
    expect(refused.statusCode).toBe(503)
    expect(refused.body).toContain(nl.problems.unavailable)
    expect(refused.body).toContain(kept)
    site.intake.accept = accept
    expect((await site.post('/webcare/contact', { text, form: signedIn(refused.body) })).statusCode).toBe(303)
  })

  test('who sends a lot is told to wait; reading goes on', async () => {
    const limited = await openSite(engine, { limited: true })
    try {
      for (let sent = 0; sent < 30; sent++) expect((await limited.post('/webcare/contact', {})).statusCode).toBe(422)
      const refused = await limited.post('/webcare/contact', { text, form: await limited.form() })
      expect(refused.statusCode).toBe(429)
      expect(refused.headers['retry-after']).toBe('600')
      expect(refused.body).toContain(nl.errors.tooMany.title)
      expect((await limited.get('/webcare/contact')).statusCode).toBe(200)
    } finally {
      await limited.close()
    }
  })

  test('a fault of ours says nothing about itself', async () => {
    const address = await site.ask('Is er les vandaag?')
    await site.write(({ db }) => db.schema.alterTable('case_threads').renameTo('elsewhere').execute())
    const failed = await site.get(address, { 'accept-language': 'en' })
    expect(failed.statusCode).toBe(500)
    expect(failed.body).toContain('Something went wrong on our side')
    expect(failed.body).not.toMatch(/case_threads|SQL|Error:/)
  })

  test('an unknown page under /webcare is not found, in the language of its reader', async () => {
    const missing = await site.get('/webcare/<script>alert(1)</script>', { 'accept-language': 'es' })
    expect(missing.statusCode).toBe(404)
    expect(missing.body).toContain('<html lang="es">')
    expect(missing.body).not.toContain('alert(1)')
  })
})

/** Ways out of text, attributes, a textarea and a comment. */
const vectors = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</textarea><script>alert(1)</script>',
  '</title></head><body onload=alert(1)>',
  '" autofocus onfocus="alert(1)',
  '<svg><script>alert(1)</script></svg>',
  '<!--<img src="--><img src=x onerror=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">klik</a>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u2028</script><script>alert(1)</script>',
  '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  `\${alert(1)}{{constructor.constructor("alert(1)")()}}<%= 7*7 %>`,
]

/** The tags of a page, without the values that differ each time. */
const tagsOf = (page: string) =>
  (page.match(/<[^>]*>/g) ?? []).map(tag => tag.replace(/ (value|action|datetime)="[^"]*"/, ''))
