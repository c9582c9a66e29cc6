import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checked, type InboundEvent } from 'webcare/plugin'
import { channelContract, rawItem } from 'webcare/plugin/testing'
import email from './index.ts'
import { parse } from './parse.ts'
import { school } from './testing.ts'

const FIXTURES = `${import.meta.dirname}/fixtures`

channelContract(email, { settings: school, fixtures: FIXTURES })

const parsed = (name: string): Promise<InboundEvent[]> =>
  parse(rawItem(`${FIXTURES}/${name}.eml`), { settings: school })
const message = async (name: string) => {
  const [event] = await parsed(name)
  if (event?.type !== 'message') throw new Error(`${name} is no message`)
  return event
}

describe('a conversation', () => {
  test('an answer belongs to the thread of the first mail, and says what it answers', async () => {
    const question = await message('gmail-question')
    const reply = await message('reply-gmail-nl')
    expect(reply.thread.externalId).toBe(question.externalId)
    expect(reply.references).toEqual([question.externalId, reply.inReplyTo])
    expect(reply.thread.title).toBe(question.thread.title)
  })

  test('our token brings an answer home from another address', async () => {
    expect((await message('reply-token-in-cc')).replyToken).toBe('MDE5ODAwMDA.c2lnbmVk-_x')
  })

  test('without an address that carries tokens none is looked for', async () => {
    const { replyAddress: _, ...plain } = school
    const [event] = await parse(rawItem(`${FIXTURES}/reply-token-in-cc.eml`), { settings: plain })
    expect(event).not.toHaveProperty('replyToken')
  })
})

describe('who wrote', () => {
  test('is who the mail is from: a reply address in their name brings nobody our answer', async () => {
    const { author } = await message('reply-to-elsewhere')
    expect(JSON.stringify(author)).not.toContain('evil.example')
    expect(author.externalId).toBe('slachtoffer@example.com')
  })

  test('is the visitor where a form of ours, or a robot, passes on what they typed', async () => {
    const visitors = await Promise.all(
      ['form-own-address', 'form-contact-form-7', 'form-noreply', 'list-in-the-name-of'].map(message),
    )
    for (const { author, automatic, ours } of visitors) {
      expect({ automatic, ours, ...author }).toMatchObject({
        automatic: false,
        ours: false,
        externalId: 'fien@klant.test',
      })
    }
    const other = await message('form-noreply-other-visitor')
    expect(other.author.externalId).toBe('noor@elders.test')
    expect(other.thread).not.toEqual(visitors[2]!.thread)
  })

  test('where an answer should go is shown, also where it is not followed', async () => {
    expect((await message('reply-to-elsewhere')).html).toContain('Reply-To: Slachtoffer &#60;dief@evil.example&#62;')
    expect((await message('form-noreply')).html).toContain('From: Formulier &#60;noreply@formulieren.test&#62;')
    expect(await message('reply-to-ourselves')).not.toHaveProperty('html')
  })

  test.each([
    ['the field of a form that is trusted', 'form-google', 'fien@klant.test'],
    ['no field of a form that is not', 'form-google', 'forms-receipts-noreply@google.com', ''],
  ])('%s', async (_, name, author, formAddresses = 'info@school.nl, Forms-receipts-noreply@google.com') => {
    const events = await parse(rawItem(`${FIXTURES}/${name}.eml`), { settings: { ...school, formAddresses } })
    expect(events).toMatchObject([{ type: 'message', automatic: false, author: { externalId: author } }])
  })

  const form = (headers: string, text: string) =>
    parse(
      {
        key: 'f',
        headers: {},
        body: Buffer.from(`Received: by mx.school.nl\r\nMessage-ID: <f@klant.test>\r\n${headers}\r\n\r\n${text}`),
      },
      { settings: { ...school, formAddresses: 'site@bouwer.test' } },
    )

  test.each([
    ['a label on its own line', 'E-mailadres\r\nfien@klant.test\r\nNaam:\r\nFien'],
    ['a label in Spanish', 'Nombre: Fien\r\nCorreo electrónico: Fien@Klant.test'],
    ['an address in brackets', 'From: Fien <fien@klant.test>'],
  ])('the visitor is found in a trusted form by %s', async (_, text) => {
    expect(await form('From: site@bouwer.test\r\nAuto-Submitted: auto-generated', text)).toMatchObject([
      { author: { externalId: 'fien@klant.test' }, automatic: false },
    ])
  })

  test('a trusted form that names nobody is somebody, and not the same one twice', async () => {
    for (const from of ['Site <site@bouwer.test>', 'site@bouwer.test']) {
      expect(await form(`From: ${from}\r\nAuto-Submitted: auto-generated`, 'E-mail: support@school.nl')).toMatchObject([
        { author: { externalId: 'unknown <f@klant.test>' }, automatic: false },
      ])
    }
  })

  test('an answer to a robot, or to ourselves, names no visitor', async () => {
    for (const to of ['mailer-daemon@mx.test', 'support+token.x@school.nl', 'no-reply@elders.test']) {
      expect(await form(`From: support@school.nl\r\nReply-To: ${to}`, 'x')).toMatchObject([
        { author: { externalId: 'support@school.nl' }, automatic: true, ours: false },
      ])
    }
  })

  test('who has a name and no address keeps the name', async () => {
    expect((await message('sender-without-address')).author.name).toBe('Kopieerapparaat')
    expect((await message('sender-name-alone')).author.name).toBe('Scanner begane grond')
  })

  test('two mails without a sender are not two of one person', async () => {
    const [one, other] = [await message('no-sender'), await message('not-a-mail')]
    expect(one.author.externalId).not.toBe(other.author.externalId)
  })

  test.each([
    ['a copy that our own program put there', 'own-copy', { ours: true, automatic: false }],
    ['what says that it was verified as ours', 'own-address-claimed', { ours: false, automatic: true }],
    ['what somebody else sent under our address', 'own-address-forged', { ours: false, automatic: true }],
  ])('%s', async (_, name, expected) => expect(await message(name)).toMatchObject(expected))
})

describe('what a program wrote asks for no answer', () => {
  test.each([
    ['auto-reply-nl', true],
    ['auto-reply-en', true],
    ['auto-reply-es', true],
    ['newsletter', true],
    ['loop', true],
    ['bounce-without-original', true],
    ['bounce-letter-without-original', true],
    ['bounce-delivered', true],
    ['own-group', false],
    ['gmail-question', false],
    ['calendar-invitation', false],
  ])('%s: %s', async (name, automatic) => expect((await message(name)).automatic).toBe(automatic))
})

describe('settings', () => {
  test.each([
    ['replyAddress', 'support@school.nl'],
    ['fromAddress', 'support@school.nl\r\nBcc: x@example.com'],
    ['imapHost', 'http://school.nl/'],
    ['smtpPort', 0],
    ['auth', 'none'],
  ])('%s may not be %s', (key, value) => {
    expect(() => checked(email.settings, { ...school, [key]: value })).toThrow()
  })
})

describe('whatever lies in a mailbox', () => {
  const sources = readdirSync(FIXTURES)
    .filter(name => name.endsWith('.eml'))
    .map(name => rawItem(`${FIXTURES}/${name}`).body)

  /** A real mail with pieces of it, or of another, cut out, doubled, or overwritten. */
  const mutated = fc
    .record({
      source: fc.constantFrom(...sources),
      other: fc.constantFrom(...sources),
      cuts: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          length: fc.integer({ min: 0, max: 200 }),
          by: fc.oneof(
            fc.uint8Array({ maxLength: 40 }),
            fc
              .constantFrom('\r\n', '\r\n\r\n', '--', '=?UTF-8?B?', ';', '"', '<', '>', ':', '\0', '=', 'charset=')
              .map(text => new Uint8Array(Buffer.from(text))),
          ),
          splice: fc.boolean(),
        }),
        { minLength: 1, maxLength: 8 },
      ),
    })
    .map(({ source, other, cuts }) =>
      cuts.reduce((mail, { at, length, by, splice }) => {
        const start = Math.floor(at * mail.length)
        const put = splice ? other.subarray(start, start + length) : by
        return Buffer.concat([mail.subarray(0, start), put, mail.subarray(start + length)])
      }, Buffer.from(source)),
    )

  test.each(['\r\n', '\n', '\r'])('is read by its lines, however these end: %j', async end => {
    const lines = [
      'From: Fien <fien@klant.test>',
      'Subject: Kluisje',
      'Message-ID: <m1@klant.test>',
      '',
      'Regel één,',
      'en twee.',
    ]
    const events = await parse({ key: 'm1', headers: {}, body: Buffer.from(lines.join(end)) }, { settings: school })
    const author = { externalId: 'fien@klant.test', handle: 'fien@klant.test', email: 'fien@klant.test', name: 'Fien' }
    expect(events).toMatchObject([{ externalId: '<m1@klant.test>', author, text: 'Regel één,\nen twee.' }])
  })

  test('becomes events that have an id and a time, and never an error', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async body => {
        const events = await parse({ key: 'mutated', headers: {}, body }, { settings: school })
        for (const event of events) {
          expect(event.externalId).toMatch(/\S/)
          expect(event.at.getTime()).not.toBeNaN()
        }
        const [first] = events
        if (first?.type === 'message') expect(first.thread.externalId).toMatch(/\S/)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['ten thousand parts', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(10_000)}`],
    [
      'parts in parts, 2,000 deep',
      Array.from({ length: 2000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join(
        '',
      ),
    ],
    ['markup, 50,000 deep', `Content-Type: text/html\r\n\r\n${'<div>'.repeat(50_000)}diep`],
    ['two million angle brackets', `Content-Type: text/html\r\n\r\n${'<'.repeat(2_000_000)}`],
    ['a header of one million letters', `From: ${'a'.repeat(1_000_000)}@b.nl\r\n\r\nx`],
    ['a hundred thousand senders', `From: ${'a@b.nl, '.repeat(100_000)}\r\n\r\nx`],
    ['a line of a million “>”', `Subject: Re: x\r\n\r\n${'>'.repeat(1_000_000)}`],
    ['a hundred thousand quoted lines', `Subject: Re: x\r\n\r\n${'On 1 wrote: 10:00\r\n> x\r\n'.repeat(50_000)}`],
    ['a million times “Re: ”', `Subject: ${'Re: '.repeat(60_000)}\r\n\r\nx`],
  ])('%s are read in a few seconds', async (_, source) => {
    const started = performance.now()
    const [event] = await parse({ key: 'k', headers: {}, body: Buffer.from(source) }, { settings: school })
    expect(event?.type).toBe('message')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
