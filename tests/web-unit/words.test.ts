import { expect, test } from 'vitest'
import { holds, marksIn } from '../../web/app/words.ts'

const marked = (text: string, query: string) => {
  let shown = text
  for (const { at, length } of marksIn(text, query).toReversed()) {
    shown = `${shown.slice(0, at)}[${shown.slice(at, at + length)}]${shown.slice(at + length)}`
  }
  return shown
}

test.each([
  [
    'whole words that begin with it',
    'Aanmelden en aanmelding, niet vooraanmelden',
    'aanmeld',
    '[Aanmelden] en [aanmelding], niet vooraanmelden',
  ],
  ['whatever capitals and accents', 'Één café, CAFE', 'cafe een', '[Één] [café], [CAFE]'],
  ['accents that stand apart', 'cafe\u0301s!', 'café', '[cafe\u0301s]!'],
  ['after letters of two units', '👋🏽 hoi 𝒜nna', 'hoi', '👋🏽 [hoi] 𝒜nna'],
  ['nothing for a query without words', 'a.b', '..', 'a.b'],
  ['a pattern is only text', 'a.*b (x)', '.*', 'a.*b (x)'],
  ['an e-mail address by its parts', 'sanne@example.org', 'example', 'sanne@[example].org'],
])('%s', (_, text, query, expected) => {
  expect(marked(text, query)).toBe(expected)
})

test.each([
  ['Naar de lijst', 'li na', true],
  ['Naar de lijst', 'ijst', false],
  ['Vouw in of uit', '', true],
  ['Verbindingen Kanalen', 'kanaal', false],
])('%s holds “%s”: %s', (text, query, does) => {
  expect(holds(text, query)).toBe(does)
})
