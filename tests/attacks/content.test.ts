import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clean, cleanLine } from '../../core/lib/text.ts'
import { openMailbox, readMail } from '../support/mailbox.ts'
import { CALL, unruly, vectors } from '../support/vectors.ts'
import { openWorld, type World } from '../support/world.ts'

const CONTACT = '/webcare/contact'
const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }

/** The tags of a page, without the values that a person typed or that differ each time. */
const tagsOf = (page: string) =>
  (page.match(/<[^>]*>/g) ?? []).map(tag => tag.replace(/ (value|action|datetime|href)="[^"]*"/g, ' $1'))

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const unescaped = (html: string) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')

/** What a page shows of a conversation, as its reader sees it. */
const textsOf = (page: string) =>
  [...page.matchAll(/<div class="text"[^>]*>([^<]*)<\/div>/g)].map(([, html]) => unescaped(html ?? ''))

const send = (world: World, url: string, fields: Record<string, string>) =>
  world.request({ method: 'POST', url, headers: FORM, payload: new URLSearchParams(fields).toString() })

test('the list has two hundred vectors and more, and each is another', () => {
  expect(new Set(vectors).size).toBe(vectors.length)
  expect(vectors.length).toBeGreaterThanOrEqual(200)
})

/** The first letters, none of them cut in half. */
const short = (text: string) => [...text.toWellFormed()].slice(0, 200).join('')

test('A-XS-01 in a form that comes back, what was typed is text in every field', async () => {
  const world = await openWorld()
  const fill = (value: string, remoteAddress: string) =>
    world.request({
      method: 'POST',
      url: CONTACT,
      headers: FORM,
      remoteAddress,
      payload: new URLSearchParams({
        name: value,
        email: `a b ${value}`,
        subject: value,
        text: `x ${value}`,
        form: '',
      }).toString(),
    })
  const bare = tagsOf((await fill('x', '10.1.0.1')).body)
  for (const [index, vector] of vectors.entries()) {
    const { body, statusCode } = await fill(short(vector), `10.2.${index}.1`)
    expect(statusCode).toBe(422)
    expect(tagsOf(body), vector).toEqual(bare)
    const name = unescaped(/name="name" [^>]*?value="([^"]*)"/.exec(body)?.[1] ?? '')
    expect(name).toBe(cleanLine(short(vector), Number.POSITIVE_INFINITY))
  }
})

/** What turns round, hides or ends the line that a name stands in. */
const isUnruly = (line: string) => /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line)

test('A-XS-01, 04, 08 what was said is text: whole and linkless on its page, and JSON in the API', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const page = async (status: string) => (await world.request({ url: status })).body
  const bare = tagsOf(await page((await world.visitor().asks('x', { name: 'x', subject: 'x' })).status))
  const unnamed = tagsOf(await page((await world.visitor().asks('x')).status))
  for (const vector of vectors) {
    const visitor = await world.visitor().asks(vector, { name: short(vector), subject: short(vector) })
    const body = await page(visitor.status)
    expect(tagsOf(body), vector).toEqual(cleanLine(short(vector)) ? bare : unnamed)
    expect(textsOf(body)).toEqual([clean(vector).trim()])

    const shown = await tess.case(visitor.case)
    expect(shown.messages.edges[0].node.text).toBe(clean(vector).trim())
    expect(shown.customer.name).toBe(cleanLine(short(vector)))
    expect([shown.customer.name, shown.subject, shown.messages.edges[0].node.author].filter(isUnruly)).toEqual([])
  }
  const answer = await world.request({
    method: 'POST',
    url: '/graphql',
    headers: { ...tess.headers, 'content-type': 'application/json', accept: 'text/html' },
    payload: { query: '{ cases(list: ALL, first: 100) { edges { node { subject preview customer { name } } } } }' },
  })
  expect(answer.body).toContain('<script>')
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
  })
  expect(world.log.join('')).not.toMatch(/pwned|evil/)
})

test('A-XS-01 what a question or an address says wrong comes back as JSON, whatever is in it', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  for (const vector of vectors) {
    const answers = [
      await tess.ask(`query ($a: Int!) { case(number: $a) { ${vector} } }`, { a: vector }),
      await tess.ask('query ($a: Int!) { case(number: $a) { id } }', { a: vector }),
    ]
    for (const { errors } of answers) expect(errors[0]?.extensions.code, vector).toBe('INVALID')
    for (const url of [
      `/${encodeURIComponent(vector.toWellFormed())}`,
      `/webcare/status/${encodeURIComponent(vector.toWellFormed())}`,
    ]) {
      const { body, statusCode } = await world.request({ url })
      expect(statusCode).toBe(404)
      expect(body, vector).not.toContain(CALL)
    }
  }
  expect(world.log.join('')).not.toContain('pwned')
})

test('A-XS-01 mail is plain text: answers, names and subjects stay what they are', async () => {
  const { mails, settings } = await openMailbox()
  const world = await openWorld({ settings })
  const tess = await world.signIn('tess')
  const answers: string[] = []
  for (let at = 0; at < vectors.length; at += 12) {
    const fields = { name: short(vectors[at] ?? ''), subject: short(vectors[at] ?? ''), email: 'sanne@example.org' }
    const visitor = await world.visitor().asks('Hoe laat?', fields)
    const answer = vectors
      .slice(at, at + 12)
      .join(' · ')
      .replaceAll('\0', '')
    await tess.answers(visitor.case, answer)
    answers.push(clean(answer).trim())
  }
  world.clock.advance({ seconds: 20 })
  await world.run('deliver')
  for (let round = 0; mails.length < answers.length && round < 20; round++) await world.run('mail')
  expect(mails).toHaveLength(answers.length)
  const read = mails.map(readMail)
  for (const { headers } of read) {
    expect(
      headers
        .match(/^[\w-]+(?=:)/gm)
        ?.map(name => name.toLowerCase())
        .sort(),
    ).toEqual([
      'auto-submitted',
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ])
    expect(headers).toMatch(/^content-type: text\/plain; charset=utf-8$/im)
    expect(headers).toMatch(/^to: sanne@example\.org$/im)
  }
  for (const text of answers) {
    expect(
      read.some(mail => mail.text.includes(text)),
      JSON.stringify(text),
    ).toBe(true)
  }
})

test('A-IN-08 a line end in a subject or a name starts no new header', async () => {
  const { mails, settings } = await openMailbox()
  const world = await openWorld({ settings })
  const tess = await world.signIn('tess')
  const more = ['\r\n', '\n', '\r', '\u2028', '\u0085', '\0\r\n', '%0d%0a'].map(
    end => `Vraag${end}Bcc: mallory@evil.example${end}${end}<b>`,
  )
  for (const subject of more) {
    const visitor = await world.visitor().asks('Hoe laat?', { subject, name: subject, email: 'sanne@example.org' })
    await tess.answers(visitor.case, 'Acht uur')
  }
  for (const email of [
    'a@b.example\r\nBcc: mallory@evil.example',
    'a@b.example, mallory@evil.example',
    '"a b"@b.example,',
  ]) {
    const page = await world.request({ url: CONTACT })
    const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    world.clock.advance({ seconds: 3 })
    expect((await send(world, CONTACT, { form, text: 'Hoi', email })).statusCode).toBe(422)
  }
  world.clock.advance({ seconds: 20 })
  await world.run('deliver')
  await world.run('mail')
  expect(mails).toHaveLength(more.length)
  for (const { headers } of mails.map(readMail)) {
    expect(headers).not.toMatch(/^bcc:/im)
    expect(headers.match(/^to:.*$/gim)).toEqual(['To: sanne@example.org'])
  }
})

test('A-XS-08 what is too large is refused in time, and what is allowed stays in its place', async () => {
  const world = await openWorld()
  const oversized: Array<[string, Record<string, string>, number]> = [
    ['a line of 1 MB', { text: 'a'.repeat(1_000_000) }, 413],
    ['100,000 joined emoji', { text: '👍\u200d'.repeat(100_000) }, 413],
    ['100,000 marks on one letter', { text: `z${'\u0335'.repeat(100_000)}` }, 413],
    ['10,001 letters', { text: 'a'.repeat(10_001) }, 422],
    ['a name of 10,000 letters', { text: 'x', name: 'a'.repeat(10_000) }, 422],
    ['a subject of 100 marks on each letter', { text: 'x', subject: `a${'\u0335'.repeat(100)}`.repeat(4) }, 422],
  ]
  for (const [what, fields, status] of oversized) {
    const started = performance.now()
    const answer = await send(world, CONTACT, { form: 'no', ...fields })
    expect([what, answer.statusCode]).toEqual([what, status])
    expect(performance.now() - started).toBeLessThan(1000)
    expect(answer.body.length).toBeLessThan(100_000)
  }
  for (const text of unruly) {
    const { status } = await world.visitor().asks(text, { name: short(text) })
    const { body } = await world.request({ url: status })
    // Its own direction, so that it cannot turn round what stands beside it.
    expect(body).toMatch(/<div class="text" dir="auto"/)
    const outside = body.replace(/<div class="text"[^>]*>[^<]*<\/div>/g, '')
    expect(isUnruly(outside.replaceAll('\n', ''))).toBe(false)
  }
})

test('A-XS-12 no page of the server holds data or code in a script, nor a handler or style in a tag', async () => {
  const world = await openWorld()
  const { status } = await world.visitor().asks('</script><script>pwned()</script>\u2028\u2029')
  const app = readFileSync(join(import.meta.dirname, '../../web/index.html'), 'utf8')
  const pages = [app]
  for (const url of [CONTACT, `${CONTACT}?lang=en`, status, '/webcare/nothing'])
    pages.push((await world.request({ url })).body)
  for (const page of pages) {
    const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)]
    expect(scripts.filter(([, attributes, code]) => !/ src="\.?\//.test(attributes ?? '') || code?.trim())).toEqual([])
    expect(page).not.toMatch(/<[^>]+ (on\w+|style|srcdoc)=/i)
  }
  expect(pages.slice(1).join('')).not.toContain('<script')
})
