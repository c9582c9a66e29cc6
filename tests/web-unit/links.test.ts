import { expect, test } from 'vitest'
import { pieces } from '../../web/screens/inbox/links.ts'
import { endOfPart } from '../../web/screens/inbox/parts.ts'

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

const hostile: ReadonlyArray<readonly [string, (size: number) => string]> = [
  ['a.a.a.', size => 'a.'.repeat(size / 2)],
  ['http://http://', size => 'http://'.repeat(size / 7)],
  ['@@@', size => '@'.repeat(size)],
  ['((((', size => `http://a/${'('.repeat(size)}`],
  ['a@a.a@a.', size => 'a@a.'.repeat(size / 4)],
  ['mo@example.org mo@example.org', size => 'mo@example.org '.repeat(size / 15)],
  ['tel:tel:', size => 'tel:'.repeat(size / 4)],
  ['tel:1.1.1.', size => `tel:${'1.'.repeat(size / 2)}`],
  ['http://a.a.a.', size => `http://${'a.'.repeat(size / 2)}`],
  ['a+a-a_', size => 'a+a-a_'.repeat(size / 6)],
  ['http://a/....', size => `http://a/${'.'.repeat(size)}`],
]
test.each(hostile)('links are found in a megabyte of %s', (_, make) => {
  const text = make(1_000_000)
  const began = performance.now()
  expect(
    pieces(text)
      .map(piece => piece.text)
      .join(''),
  ).toBe(text)
  // Where the time is the square of the length, 40 kB take 40 seconds; an idle machine needs a fifth of one for all of it.
  expect(performance.now() - began).toBeLessThan(5000)
})

const parts = (text: string) => {
  const all: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = endOfPart(text, at)
    all.push(text.slice(at, end))
    at = end
  }
  return all
}
test.each([
  ['a short text', 'Dag!', 1],
  ['an empty one', '', 0],
  ['one long line', 'woord '.repeat(2000), 2],
  ['one long word', 'a'.repeat(4001), 2],
  ['many lines', 'a\n'.repeat(61), 2],
  ['nothing but lines', '\n'.repeat(460), 2],
  ['letters of two halves', `a${'😀'.repeat(3000)}`, 2],
])('%s is shown in parts, with nothing lost', (_, text, count) => {
  const shown = parts(text)
  expect(shown.join('')).toBe(text)
  expect(shown.length).toBe(count)
  for (const part of shown) expect(part.isWellFormed()).toBe(true)
})

test('a link is not cut in two by a part', () => {
  const text = `${'a'.repeat(3990)} https://example.org/aanmelden meer`
  expect(parts(text)[1]).toBe('https://example.org/aanmelden meer')
})

test('a megabyte of anything comes in parts that a screen can show', () => {
  for (const text of ['\n'.repeat(1e6), 'a '.repeat(5e5), 'mo@example.org '.repeat(7e4)]) {
    expect(Math.max(...parts(text).map(part => part.length))).toBeLessThanOrEqual(20_000)
    expect(Math.max(...parts(text).map(part => part.split('\n').length))).toBeLessThanOrEqual(401)
  }
})
