import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { capsOf, commands, strokesFor, unfit, withKey } from '../../web/app/commands.ts'

const ROOT = join(import.meta.dirname, '../..')
const USUAL = { shortcutKeys: 'PLAIN', shortcuts: [] } as const
const command = (id: string) => commands.find(one => one.id === id)!

/** The names in an object literal that begins where this source does. */
function namesIn(source: string): string[] {
  const names: string[] = []
  let depth = 0
  let isName = false
  for (const [token] of source.matchAll(/'[^']*'|[{}()[\],]|\w+/g)) {
    if ('{(['.includes(token)) depth++
    else if ('})]'.includes(token)) depth--
    else if (depth === 1 && isName && token !== ',') names.push(token.replaceAll("'", ''))
    if (!depth) break
    isName = depth === 1 && ['{', ',', 'get'].includes(token)
  }
  return names.filter(name => name !== 'get')
}

/** Every stroke that a component listens to, by where it says so. */
function boundInSource(): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of globSync('web/**/*.tsx', { cwd: ROOT })) {
    const [, ...calls] = readFileSync(join(ROOT, file), 'utf8').split(/\buseKeys\((?=\{)/)
    for (const name of calls.flatMap(namesIn)) found.set(name, file)
  }
  return found
}

test('whatever a key does stands in the help, and can be given another key', () => {
  const bound = boundInSource()
  for (const one of ['j', 'g m', ']', '* a', 'e', 'Ctrl+k']) expect([...bound.keys()]).toContain(one)
  bound.delete('Escape')
  const known = new Set(commands.map(one => one.usual))
  expect([...bound].filter(([key]) => !known.has(key))).toEqual([])
})

test('no two commands share a key, and none hides the beginning of another', () => {
  const strokes = commands.map(one => one.usual)
  expect(new Set(strokes).size).toBe(strokes.length)
  expect(strokes.filter(one => strokes.some(other => other.startsWith(`${one} `)))).toEqual([])
})

describe('what must be pressed', () => {
  const shortcuts = [
    { command: 'case.close', key: 'd' },
    { command: 'case.take', key: null },
    { command: 'list.export', key: 'q' },
  ]
  test.each([
    ['usually', USUAL, { e: 'e', i: 'i', 'g m': 'g m', 'list.export': undefined, Escape: 'Escape' }],
    ['with wishes', { ...USUAL, shortcuts }, { e: 'd', i: undefined, 'g m': 'g m', 'list.export': 'q' }],
    [
      'only with Ctrl, except what the browser keeps',
      { shortcutKeys: 'CONTROL', shortcuts },
      { e: 'Ctrl+d', j: 'Ctrl+j', 'g m': 'Ctrl+g m', r: undefined, k: undefined, 'Ctrl+k': 'Ctrl+k', Escape: 'Escape' },
    ],
    [
      'off',
      { shortcutKeys: 'OFF', shortcuts },
      { e: undefined, j: undefined, 'g m': undefined, 'Ctrl+k': 'Ctrl+k', Escape: 'Escape' },
    ],
  ] as const)('%s', (_, wishes, expected) => {
    const strokeFor = strokesFor(wishes)
    expect(Object.fromEntries(Object.keys(expected).map(usual => [usual, strokeFor(usual)]))).toEqual(expected)
  })
})

test('a key that is given to a command is taken from the one that had it, and its own key is no wish', () => {
  const taken = withKey(USUAL, command('case.close'), 'j')
  expect(taken.had?.id).toBe('list.next')
  expect(taken.shortcuts).toEqual([
    { command: 'list.next', key: null },
    { command: 'case.close', key: 'j' },
  ])
  const back = withKey({ ...USUAL, shortcuts: taken.shortcuts }, command('list.next'), 'j')
  expect(back.had?.id).toBe('case.close')
  expect(back.shortcuts).toEqual([{ command: 'case.close', key: null }])
  expect(withKey(USUAL, command('case.close'), null).shortcuts).toEqual([{ command: 'case.close', key: null }])
})

test.each([
  ['a', undefined],
  ['ż', undefined],
  ['ñ', undefined],
  [']', undefined],
  ['g', 'begins'],
  ['*', 'begins'],
  [' ', 'form'],
  ['Enter', 'form'],
  ['F1', 'form'],
])('the key %o can be chosen: %s', (key, fault) => {
  expect(unfit(key, USUAL)).toBe(fault)
})

test.each([
  ['e', ['e']],
  ['R', ['Shift', 'r']],
  ['g m', ['g', 'm']],
  ['Ctrl+k', ['Ctrl', 'k']],
  ['Ctrl+g m', ['Ctrl', 'g', 'm']],
  ['+', ['+']],
])('the caps of %s', (stroke, caps) => {
  expect(capsOf(stroke)).toEqual(caps)
})
