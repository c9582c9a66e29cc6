import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { compose } from './compose.ts'
import { readHeaders } from './headers.ts'
import { answer, school } from './testing.ts'

const DATE = new Date('2026-11-21T10:45:00.000Z')
const written = async (change: Parameters<typeof answer>[0] = {}, settings = school) => {
  const mail = await compose(answer(change), settings, DATE)
  return { mail, headers: readHeaders(mail.source), read: await simpleParser(mail.source) }
}

describe('an answer as a mail', () => {
  test('has an id of its own that every try has again', async () => {
    const { mail } = await written()
    expect(mail.messageId).toBe('<01980000-aaaa-7000-8000-000000000001@school.nl>')
    expect((await written()).mail.messageId).toBe(mail.messageId)
    expect(readHeaders(mail.source).all('message-id')).toEqual([mail.messageId])
  })

  test('names what it answers and all that came before', async () => {
    const { headers, read } = await written()
    expect(headers.first('in-reply-to')).toBe('<CAEmma2@mail.gmail.com>')
    expect(headers.first('references')).toBe('<CAEmma1@mail.gmail.com> <CAEmma2@mail.gmail.com>')
    expect(read.subject).toBe('Re: Aanmelden verpleegkunde')
    expect(read.from?.value).toEqual([{ name: 'De School', address: 'support@school.nl' }])
    expect(read.to).toMatchObject({ value: [{ name: 'Emma Jansen', address: 'emma@example.com' }] })
    expect(read.date).toEqual(DATE)
  })

  test('says the same in text and in markup, and nothing of the text is markup', async () => {
    const { read } = await written()
    expect(read.text?.trim()).toBe(answer().text)
    expect(read.html).toContain('<p>Dat kan tot 1 april. &#60;3</p>')
  })

  test('brings an answer back by its own address', async () => {
    const { read } = await written()
    expect(read.replyTo?.value).toEqual([{ name: 'De School', address: 'support+token.handtekening@school.nl' }])
  })

  test('names no address that servers would refuse: a token may be too long', async () => {
    expect((await written({ replyToken: 'x'.repeat(60) })).headers.all('reply-to')).toEqual([])
  })

  test('is a letter of a person: nothing says that a program wrote it', async () => {
    const { headers } = await written()
    for (const name of ['auto-submitted', 'precedence', 'x-mailer', 'x-loop']) expect(headers.all(name)).toEqual([])
  })

  test('keeps the first id and the latest of a long conversation', async () => {
    const references = Array.from({ length: 500 }, (_, n) => `<${n}@example.com>`)
    const ids = (await written({ references, inReplyTo: undefined })).headers.first('references')?.split(' ')
    expect(ids).toHaveLength(30)
    expect([ids?.[0], ids?.[1], ids?.at(-1)]).toEqual(['<0@example.com>', '<471@example.com>', '<499@example.com>'])
  })

  test('names no id that stands for a missing one', async () => {
    const { headers } = await written({ references: ['<abc@no-message-id.invalid>'], inReplyTo: 'unreadable/1/2' })
    expect([...headers.all('references'), ...headers.all('in-reply-to')]).toEqual([])
  })

  test('a subject that is an answer already gets no second “Re:”, and a missing one none to lean on', async () => {
    expect((await written({ subject: 'RE: Vraag' })).read.subject).toBe('RE: Vraag')
    expect((await written({ subject: undefined })).read.subject).toBe('Re:')
  })

  test('carries files as they are', async () => {
    const content = new Uint8Array([0, 255, 13, 10, 46, 13, 10])
    const { read } = await written({ attachments: [{ type: 'application/pdf', name: 'één.pdf', content }] })
    expect(read.attachments).toMatchObject([{ contentType: 'application/pdf', filename: 'één.pdf' }])
    expect(new Uint8Array(read.attachments[0]!.content)).toEqual(content)
  })
})

describe('A-IN-08: nothing that a person wrote begins a header', () => {
  const EVIL = 'x\r\nBcc: iedereen@example.com\r\n\r\n<b>lijf</b>'
  test.each([
    ['the subject', { subject: EVIL }],
    ['a name', { to: { externalId: 'emma@example.com', name: EVIL } }],
    ['the name of a file', { attachments: [{ type: 'text/plain', name: EVIL, content: new Uint8Array([1]) }] }],
    [
      'the type of a file',
      { attachments: [{ type: `text/plain\r\nBcc: x@y.nl`, name: 'a', content: new Uint8Array([1]) }] },
    ],
    ['an id', { inReplyTo: `<x>\r\nBcc: iedereen@example.com`, references: [`<x\r\nBcc:y@example.com>`] }],
    ['the token', { replyToken: 'x\r\nBcc: iedereen@example.com' }],
    ['a line separator of Unicode', { subject: 'x\u2028Bcc: iedereen@example.com\u0085Cc: y@example.com' }],
  ])('%s', async (_, change) => {
    const { headers, read, mail } = await written(change)
    expect(headers.all('bcc')).toEqual([])
    expect(headers.all('cc')).toEqual([])
    expect(read.bcc).toBeUndefined()
    expect(read.text?.trim()).toBe(answer().text)
    expect(mail.to).toBe('emma@example.com')
    expect(mail.source.toString('latin1')).not.toMatch(/^(bcc|cc):/im)
  })

  test.each([
    'emma@example.com\r\nRCPT TO:<x@example.com>',
    'emma@example.com, x@example.com',
    'emma@example.com>',
    'unknown <NS1@example.com>',
    '',
  ])('no mail goes to %j', async externalId => {
    await expect(written({ to: { externalId } })).rejects.toMatchObject({ code: 'permanent' })
  })
})
