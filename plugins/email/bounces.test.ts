import { describe, expect, test } from 'vitest'
import { rawItem } from 'webcare/plugin/testing'
import { parse } from './parse.ts'
import { school } from './testing.ts'

const FIXTURES = `${import.meta.dirname}/fixtures`
const parsed = (name: string) => parse(rawItem(`${FIXTURES}/${name}.eml`), { settings: school })

describe('a bounce', () => {
  test.each([
    ['bounce-postfix', '550 5.1.1 <weg@example.com>: Recipient address rejected: User unknown'],
    ['bounce-exchange', expect.stringContaining('550 5.1.10 RESOLVER.ADR.RecipientNotFound')],
    ['bounce-gmail', expect.stringContaining('out of storage space')],
    ['bounce-qmail', 'Sorry, no mailbox here by that name. (#5.1.1)'],
    ['bounce-exim', '550 5.1.1 Unknown user'],
    ['bounce-exchange-letter', 'Het e-mailadres is niet gevonden. Controleer het adres.'],
    ['bounce-gmail-letter', '** Address not found **'],
    ['bounce-postfix-letter', expect.stringContaining('552 5.2.2 Mailbox full')],
  ])('%s fails our answer, with the reason', async (name, reason) => {
    expect(await parsed(name)).toEqual([
      {
        type: 'receipt',
        externalId: '<01980000-bbbb-7000-8000-000000000001@school.nl>',
        status: 'failed',
        at: expect.any(Date),
        reason,
      },
    ])
  })

  const letter = (from: string, subject: string, text: string) =>
    parse(
      {
        key: 'l',
        headers: {},
        body: Buffer.from(
          `Received: by mx.school.nl\r\nFrom: ${from}\r\nSubject: ${subject}\r\nMessage-ID: <l@mx.test>\r\n\r\n${text}\nMessage-ID: <our1@school.nl>\n`,
        ),
      },
      { settings: school },
    )

  test.each([
    [
      'Yahoo',
      'MAILER-DAEMON@yahoo.com',
      'Failure Notice',
      "<a@b.nl>:\n554: This user doesn't have an account",
      '554: ',
    ],
    ['Outlook, German', 'postmaster@outlook.com', 'Unzustellbar: Kurs', 'Die Adresse wurde nicht gefunden.', 'Die Adr'],
    ['Outlook, French', 'postmaster@outlook.com', 'Non remis : Cours', 'L’adresse n’existe pas.', 'L’adresse'],
    ['Outlook, Dutch', 'postmaster@outlook.com', 'Onbestelbaar: Les', 'Het postvak van a is vol.', 'Het postvak'],
    [
      'Sendmail',
      'MAILER-DAEMON@b.nl',
      'Returned mail: see transcript',
      '(reason: 550 5.1.1 User unknown)',
      '(reason: 550',
    ],
    ['one that gives no reason', 'MAILER-DAEMON@b.nl', 'failure notice', 'Helaas is het mislukt.', 'Helaas is'],
  ])('%s fails our answer in a letter', async (_, from, subject, text, reason) => {
    expect(await letter(from, subject, text)).toMatchObject([
      { type: 'receipt', externalId: '<our1@school.nl>', status: 'failed', reason: expect.stringContaining(reason) },
    ])
  })

  test.each([
    ['Exim', 'Mailer-Daemon@b.nl', 'Warning: message 1k delayed 24 hours', 'Delivery attempts will continue'],
    ['Postfix', 'MAILER-DAEMON@b.nl', 'Delayed Mail (still being retried)', 'It will be retried. 451 4.4.1 timed out'],
    ['Outlook, Dutch', 'postmaster@b.nl', 'Bezorging vertraagd: Les', 'Er wordt nog geprobeerd.'],
    ['Outlook, Spanish', 'postmaster@b.nl', 'Entrega retrasada: Curso', 'Se volverá a intentar.'],
    ['a failed look at it', 'MAILER-DAEMON@b.nl', 'Delivery failure', 'This is a warning only, we keep trying.'],
  ])('%s says in a letter that it goes on trying', async (_, from, subject, text) => {
    expect(await letter(from, subject, text)).toEqual([])
  })

  test.each([
    ['a person at a server', 'Jan <postmaster@b.nl>', 'Vraag over lessen', false],
    ['a customer who shows one', 'Fien <f@k.test>', 'Undelivered Mail Returned to Sender', false],
    ['a server that delivered', 'MAILER-DAEMON@b.nl', 'Successful Mail Delivery Report', true],
  ])('%s is a message', async (_, from, subject, automatic) => {
    expect(await letter(from, subject, 'Kan dat?')).toMatchObject([{ type: 'message', automatic }])
  })

  test('a letter is tied to our answer by the id in the copy below it', async () => {
    expect(await parsed('bounce-letter')).toMatchObject([
      { type: 'receipt', externalId: '<abc@school.nl>', reason: '550: : User unknown' },
    ])
  })

  test.each([
    'bounce-postfix-delayed',
    'bounce-exim-delayed',
    'bounce-letter-delayed',
    'bounce-sendmail-warning',
    'bounce-gmail-delay',
  ])('%s says nothing final', async name => {
    expect(await parsed(name)).toEqual([])
  })

  test('a customer who forwards one to us asks a question', async () => {
    const { body } = rawItem(`${FIXTURES}/bounce-postfix.eml`)
    const forwarded = Buffer.concat([
      Buffer.from(
        'From: Emma <emma@example.com>\r\nMessage-ID: <fw@example.com>\r\nSubject: Fwd: Undelivered Mail\r\nContent-Type: multipart/mixed; boundary=f\r\n\r\n--f\r\n\r\nWat betekent dit?\r\n--f\r\nContent-Type: message/rfc822\r\n\r\n',
      ),
      body,
      Buffer.from('\r\n--f--\r\n'),
    ])
    const events = await parse({ key: 'fw', headers: {}, body: forwarded }, { settings: school })
    expect(events).toMatchObject([{ type: 'message', text: 'Wat betekent dit?', automatic: false }])
  })
})
