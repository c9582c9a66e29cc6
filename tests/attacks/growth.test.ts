import fc from 'fast-check'
import { expect, test } from 'vitest'
import { snippetOf } from '../../core/cases/snippet.ts'
import { subjectOf } from '../../core/cases/subject.ts'
import { handleWords } from '../../core/customers/words.ts'
import { wordsOf } from '../../core/db/search.ts'
import { sanitize } from '../../core/lib/html.ts'
import { clean, cleanLine, fold } from '../../core/lib/text.ts'
import { isAddress } from '../../core/mailer/mailer.ts'
import { admit } from '../../core/plugin/door.ts'
import { secondsToWait } from '../../core/plugin/retry-after.ts'
import { acceptedLanguage } from '../../core/public/language.ts'
import { csvLine } from '../../core/tasks/csv.ts'

// No absolute time is measured here: how long it takes twice the length, on whatever machine, says how it grows.

/** Texts that a stranger may write a hundred thousand times. */
const TEXTS: Record<string, (count: number) => string> = {
  letters: count => 'a'.repeat(count),
  words: count => 'a '.repeat(count),
  'spaces before the end': count => `${' '.repeat(count)}x`,
  'line breaks': count => '\r\n'.repeat(count),
  'signatures of nothing': count => '-- \n'.repeat(count),
  dots: count => 'a.'.repeat(count),
  ats: count => 'a@'.repeat(count),
  digits: count => '1'.repeat(count),
  brackets: count => '('.repeat(count),
  quotes: count => '"'.repeat(count),
  formulas: count => '='.repeat(count),
  wishes: count => 'nl;q=1,'.repeat(count),
  months: count => 'Jan '.repeat(count),
  'marks upon one letter': count => `e${'\u0301\u0316'.repeat(count)}`,
  'marks in the wrong order': count => '\u0301'.repeat(count) + '\u0316'.repeat(count),
  'a word in one character': count => '\ufdfa'.repeat(count),
  'halves of characters': count => '\ud800'.repeat(count),
  'people of several characters': count => '👨‍👩‍👧'.repeat(count),
}

const MARKUP: Record<string, (count: number) => string> = {
  'tags without an end': count => '<b>'.repeat(count),
  'unknown tags without an end': count => '<x>'.repeat(count),
  'tags and the ends of others': count => '<b>'.repeat(count) + '</i>'.repeat(count),
  'ends alone': count => '</p>'.repeat(count),
  'tables in tables': count => '<table><tr><td>'.repeat(count),
  'lists in lists': count => '<ul><li>'.repeat(count),
  'paragraphs without an end': count => '<p>x'.repeat(count),
  attributes: count => `<p ${'a '.repeat(count)}>`,
  'an address of comments': count => `<a href="${'<!---->'.repeat(count)}">`,
  'quotes without an end': count => '<a href="'.repeat(count),
  comments: count => '<!--'.repeat(count),
  'less than': count => '<'.repeat(count),
  ampersands: count => '&'.repeat(count),
  drawings: count => '<svg>'.repeat(count),
  choices: count => '<option>'.repeat(count),
  'text that is none': count => `<xmp>${'<b>'.repeat(count)}`,
  'nothing but text': count => `<plaintext>${'<b>'.repeat(count)}`,
  spaces: count => `<p${' '.repeat(count)}`,
}

const RECEIVED = new Date('2026-03-02T09:00:00.000Z')
const said = (more: object) =>
  admit(
    [
      {
        ...{ type: 'message', externalId: 'm', thread: { externalId: 't', visibility: 'public' }, place: 'brand' },
        ...{ author: { externalId: 'a' }, text: '', at: RECEIVED, ...more },
      },
    ],
    { receivedAt: RECEIVED, language: 'nl' },
  )

const PARSERS: Array<[string, Record<string, (count: number) => string>, (text: string) => unknown]> = [
  ['markup', { ...MARKUP, ...TEXTS }, sanitize],
  ['search words', TEXTS, wordsOf],
  ['words as search compares them', TEXTS, fold],
  ['what was found', TEXTS, text => snippetOf(text, ['a'])],
  ['the name of a case', TEXTS, subjectOf],
  ['a text as it is stored', TEXTS, clean],
  ['a line', TEXTS, text => cleanLine(text)],
  ['the words of a handle', TEXTS, text => handleWords({ name: text, handle: null, email: null })],
  ['an address of mail', TEXTS, isAddress],
  ['the language of a browser', TEXTS, acceptedLanguage],
  ['a moment to come back', TEXTS, text => secondsToWait(text, RECEIVED)],
  ['a cell of a spreadsheet', TEXTS, text => csvLine([text], ';')],
  [
    'a message at the door',
    TEXTS,
    text => said({ text, html: text, author: { externalId: text, name: text, email: text } }),
  ],
  ['language tags', TEXTS, language => said({ language })],
  ['links', TEXTS, url => said({ url: `https://x.nl/${url}`, attachments: [{ type: 'x', url: `x:${url}` }] })],
]

/** The least of some times: what something takes when nothing else runs. */
function time(act: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 3; turn++) {
    const began = performance.now()
    act()
    least = Math.min(least, performance.now() - began)
  }
  return least
}

/** A time so short says nothing of how it grows, in milliseconds. */
const FLOOR = 12
const COUNT = 8000

test.each(PARSERS)('%s: what is twice as long takes about twice as long', { timeout: 60_000 }, (_, shapes, parse) => {
  for (const [shape, of] of Object.entries(shapes)) {
    const grows = () => {
      const [short, long] = [of(COUNT * 2), of(COUNT * 8)]
      // Four times the length: 4 where it is linear, 16 where it is not.
      return time(() => parse(long)) / (time(() => parse(short)) + FLOOR)
    }
    parse(of(COUNT))
    const first = grows()
    // Once more where another program may have been in the way.
    const growth = first < 6 ? first : Math.min(first, grows(), grows())
    expect({ shape, growth }).toEqual({ shape, growth: expect.toSatisfy((times: number) => times < 6.8) })
  }
})

test('words are compared as they were, with marks in whatever order', () => {
  const asItIs = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const letters = fc.constantFrom('e', '\u0301', '\u0316', 'é', 'ǟ', '\u3099', 'ﾊﾞ', '한', 'ﬁ', 'İ', 'Å', ' ')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(letters).map(all => all.join('')),
      ),
      text => {
        expect(fold(text)).toBe(asItIs(text))
      },
    ),
    { numRuns: 1000 },
  )
})

test('what the measure is for would not pass it', () => {
  const square = (text: string) => {
    let kept = 0
    for (let at = 0; at < text.length; at += 64) kept += text.slice(at).replaceAll('a', 'b').length
    return kept
  }
  const grown = time(() => square('a'.repeat(COUNT * 4))) / (time(() => square('a'.repeat(COUNT))) + FLOOR)
  expect(grown).toBeGreaterThan(6.8)
})
