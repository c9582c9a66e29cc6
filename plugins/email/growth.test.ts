import { describe, expect, test } from 'vitest'
import { parse } from './parse.ts'
import { school } from './testing.ts'

const HEAD = 'From: Fien <fien@klant.test>\r\nSubject: Re: x\r\nMessage-ID: <1@klant.test>\r\n'
const DAEMON = 'From: MAILER-DAEMON@mx.test\r\nSubject: Failure notice\r\n'
const plain = (line: string) => (size: number) => `${HEAD}\r\n${line.repeat(size / line.length)}`
const html = (tag: string) => (size: number) => `${HEAD}Content-Type: text/html\r\n\r\n${tag.repeat(size / tag.length)}`
const header = (name: string, value: string) => (size: number) =>
  `${HEAD}${name}: ${value.repeat(size / value.length)}\r\n\r\nx`
const mixed = (line: string) => (size: number) =>
  `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${line.repeat(size / line.length)}`

/** Pieces from which a mail is made that costs too much where work grows faster than the mail. */
const HOSTILE: ReadonlyArray<[string, (size: number) => string]> = [
  ['delimiters of signatures', plain('-- \r\n')],
  ['lines drawn by dashes', plain('--\r\n')],
  ['short lines', plain('een regel\r\n')],
  ['lines that end in a colon', plain('Op 1:\r\n')],
  ['introductions', plain('On 1 10:00 x wrote:\r\n')],
  ['heads of mails', plain('Van: a@b.nl\r\n')],
  ['separators', plain('____________\r\nVan: a\r\n')],
  ['answers between quotes', plain('> x\r\ny\r\n')],
  ['lines of phones', plain('Verstuurd vanaf mijn iPhone\r\n')],
  ['empty lines', plain('\r\n')],
  ['one word', plain('a')],
  ['dots', plain('a.')],
  ['signs of addresses', plain('a@')],
  ['quotes on one line', plain('>')],
  ['blanks', plain(' ')],
  ['letters that are none', plain('\xff')],
  ['parts', mixed('--b\r\n\r\nx\r\n')],
  ['delimiters of other parts', mixed('--c\r\n')],
  ['headers', size => `${'X-A: b\r\n'.repeat(size / 8)}\r\nx`],
  ['folds of a header', header('X-A', 'b\r\n ')],
  ['a header without an end', size => 'a'.repeat(size)],
  ['senders', header('From', 'a@b.nl, ')],
  ['brackets in a sender', header('From', '<a@')],
  ['places to answer', header('Reply-To', 'a@b.nl, ')],
  ['encoded words', header('Subject', '=?utf-8?Q?a?= ')],
  ['parameters', header('Content-Type', 'text/plain; a=b')],
  ['references', header('References', '<a@b> ')],
  ['open elements', html('<b>')],
  ['tables in tables', html('<table><tr><td>')],
  ['quotes in quotes', html('<blockquote type="cite">x')],
  ['angle brackets', html('<')],
  ['entities without an end', html('&am')],
  ['comments without an end', html('<!--')],
  ['links', html('<a href="https://x.nl/a">b')],
  ['closed links', html('<a href="https://x.nl/a">b</a>')],
  ['lists in lists', html('<ol><li>')],
  ['ends of what never began', html('</blockquote></ul></pre></b>')],
  ['preformatted lines', html('<pre>\n')],
  ['attributes', html('<a b=c ')],
  ['ids in the letter of a server', size => `${DAEMON}\r\n${'Message-ID: <\r\n'.repeat(size / 15)}`],
  ['words in the letter of a server', size => `${DAEMON}\r\n${'mailbox address user '.repeat(size / 21)}`],
  ['encoded letters', size => `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${'YWE=\r\n'.repeat(size / 6)}`],
]

/** The best of a few tries, in milliseconds: others use this machine too. */
async function fastest(source: string): Promise<number> {
  const body = Buffer.from(source, 'latin1')
  let best = Number.POSITIVE_INFINITY
  for (let n = 0; n < 3; n++) {
    const started = process.cpuUsage()
    await parse({ key: 'k', headers: {}, body }, { settings: school })
    const { user } = process.cpuUsage(started)
    best = Math.min(best, user / 1000)
  }
  return best
}

describe('a mail of twice the size takes twice the time', () => {
  const SIZES = [50_000, 100_000, 200_000, 400_000]
  test.each(HOSTILE)('%s', { timeout: 30_000 }, async (_, mail) => {
    const times: number[] = []
    for (const size of SIZES) times.push(await fastest(mail(size)))
    // Eight times the size: 64 times the work where it grows as the square.
    expect(times.at(-1)!).toBeLessThan(24 * Math.max(times[0]!, 15))
    expect(times.at(-1)!).toBeLessThan(1000)
  })

  test.each([
    ['an answer of 40,000 short lines', `Subject: Re: x\r\n\r\n${'ja, dat is goed\r\n'.repeat(40_000)}`],
    ['an answer of 100,000 delimiters', `Subject: Re: x\r\n\r\n${'-- \r\n'.repeat(100_000)}`],
  ])('%s is read in less than a second', async (_, source) => {
    expect(await fastest(source)).toBeLessThan(1000)
  })
})

test('of a mail with more parts than one takes in the first are there, and it says so', async () => {
  const parts = '--b\r\n\r\nMijn vraag.\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n'.repeat(2000)
  const body = Buffer.from(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`)
  const [event] = await parse({ key: 'k', headers: {}, body }, { settings: school })
  expect(event).toMatchObject({ text: expect.stringMatching(/^\[This mail has more in it[\s\S]*Mijn vraag\./) })
})

test('of a mail that says more than a book the beginning is there, and it says so', async () => {
  const body = Buffer.from(`${HEAD}\r\nMijn vraag.\r\n${'woord '.repeat(400_000)}`)
  const [event] = await parse({ key: 'k', headers: {}, body }, { settings: school })
  expect(event).toMatchObject({ text: expect.stringMatching(/^\[This mail has more in it[\s\S]*Mijn vraag\./) })
})
