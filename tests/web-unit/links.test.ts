import { expect, test } from 'vitest'
import { pieces } from '../../web/screens/inbox/links.ts'

const links = (text: string) => pieces(text).filter(piece => piece.href)

test.each([
  ['https://example.org/a?b=1', 'https://example.org/a?b=1'],
  ['Zie https://example.org/a, dank je.', 'https://example.org/a'],
  ['(https://example.org/wiki/Case_(law))', 'https://example.org/wiki/Case_(law)'],
  ['mail mij op mo@example.org.', 'mailto:mo@example.org'],
  ['tel:+31201234567', 'tel:+31201234567'],
])('%s has a link', (text, href) => expect(links(text)).toMatchObject([{ href }]))

test.each([
  ['a script', 'javascript:alert(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['an old script', 'vbscript:msgbox'],
  ['a blob', 'blob:https://example.org/1'],
  ['a file', 'file:///etc/passwd'],
  ['a word', 'geen link: http of www'],
  ['half an address', 'https://'],
  ['an endless address', `https://example.org/${'a'.repeat(10_000)}`],
])('%s is no link', (_, text) => expect(links(text)).toEqual([]))

test('nothing of the text is lost', () => {
  const text = 'A https://example.org/x. B mo@example.org, C javascript:alert(1)'
  expect(
    pieces(text)
      .map(piece => piece.text)
      .join(''),
  ).toBe(text)
})

test('look-alike letters in a host show as what they are', () => {
  expect(links('https://аpple.com/login')).toEqual([
    { text: 'https://xn--pple-43d.com/login', href: 'https://xn--pple-43d.com/login' },
  ])
})

test('a name before an @ does not pose as the host', () => {
  expect(links('https://bank.example@evil.example/')).toEqual([
    { text: 'https://evil.example/', href: 'https://evil.example/' },
  ])
})
