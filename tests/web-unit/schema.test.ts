import { expect, test } from 'vitest'
import {
  type Entries,
  entriesOf,
  offencesIn,
  presetIn,
  relevant,
  settingsOf,
  valuesOf,
} from '../../web/screens/admin/schema.ts'

/** One of each kind that a plugin may ask for. */
const schema = JSON.stringify({
  type: 'object',
  required: ['host', 'port', 'token', 'mode', 'seen'],
  properties: {
    host: { type: 'string', title: 'Server', pattern: '^[^\\s/@]+$', minLength: 1, maxLength: 20 },
    port: { type: 'integer', minimum: 1, maximum: 65_535, default: 993 },
    token: { type: 'string', title: 'Token', writeOnly: true, minLength: 8 },
    mode: { anyOf: [{ const: 'poll', title: 'Ask' }, { const: 'webhook' }] },
    security: { enum: ['tls', 'none'], default: 'tls' },
    seen: { type: 'boolean', default: true },
    words: { type: 'array', items: { type: 'string' } },
    more: { type: 'object' },
  },
})
const settings = settingsOf(schema)
const empty = entriesOf(settings, {})

test('a schema becomes inputs, in its order', () => {
  expect(settings.map(({ key, kind, title, required }) => [key, kind, title, required])).toEqual([
    ['host', 'text', 'Server', true],
    ['port', 'number', 'port', false],
    ['token', 'secret', 'Token', true],
    ['mode', 'choice', 'mode', true],
    ['security', 'choice', 'security', false],
    ['seen', 'tick', 'seen', false],
    ['words', 'list', 'words', false],
    ['more', 'other', 'more', false],
  ])
  expect(settings[3]?.options).toEqual([
    ['poll', 'Ask'],
    ['webhook', 'webhook'],
  ])
  expect(settingsOf(null)).toEqual([])
})

test('a form begins with what is stored, else with what the plugin suggests; a secret stays away', () => {
  expect(empty).toEqual({
    host: '',
    port: '993',
    token: '',
    mode: 'poll',
    security: 'tls',
    seen: true,
    words: '',
    more: '',
  })
  const stored = { host: 'mail.example', port: 143, token: null, seen: false, words: ['a', 'b'], more: { x: 1 } }
  expect(entriesOf(settings, stored)).toMatchObject({
    host: 'mail.example',
    port: '143',
    token: '',
    seen: false,
    words: 'a\nb',
    more: '{\n  "x": 1\n}',
  })
})

test('what is sent has the types of the schema, and leaves out what is empty', () => {
  expect(valuesOf(settings, { ...empty, words: ' a \n\nb ' })).toEqual({
    port: 993,
    mode: 'poll',
    security: 'tls',
    seen: true,
    words: ['a', 'b'],
  })
  expect(valuesOf(settings, { ...empty, token: 'sesam-open-u', more: '{"x":1}', seen: false })).toMatchObject({
    token: 'sesam-open-u',
    more: { x: 1 },
    seen: false,
  })
})

const right: Entries = { ...empty, host: 'mail.example', token: 'sesam-open-u' }

test.each<[string, Entries, string, string | undefined]>([
  ['nothing', right, 'host', undefined],
  ['an empty required text', { ...right, host: '' }, 'host', 'required'],
  ['a text of another shape', { ...right, host: 'a b' }, 'host', 'pattern'],
  ['a text that is too long', { ...right, host: 'x'.repeat(21) }, 'host', 'maxLength'],
  ['a secret that is too short', { ...right, token: 'x' }, 'token', 'minLength'],
  ['a word where a number belongs', { ...right, port: 'imap' }, 'port', 'type'],
  ['half a number', { ...right, port: '9.5' }, 'port', 'type'],
  ['a number below', { ...right, port: '0' }, 'port', 'minimum'],
  ['a number above', { ...right, port: '65536' }, 'port', 'maximum'],
  ['an empty number that has a default', { ...right, port: '' }, 'port', undefined],
  ['a choice that is none', { ...right, mode: 'push' }, 'mode', 'enum'],
  ['what is no JSON', { ...right, more: '{' }, 'more', 'type'],
])('%s: %j', (_, entries, key, offence) => {
  expect(offencesIn(settings, entries).get(key)).toBe(offence)
  expect(offencesIn(settings, entries).size).toBe(offence ? 1 : 0)
})

test('a secret that is stored may stay empty', () => {
  expect([...offencesIn(settings, { ...right, token: '' })]).toEqual([['token', 'required']])
  expect([...offencesIn(settings, { ...right, token: '' }, ['token'])]).toEqual([])
})

test('a setting that belongs to another choice is neither asked for nor sent', () => {
  const either = settingsOf(
    JSON.stringify({
      type: 'object',
      required: ['auth'],
      properties: {
        auth: { enum: ['password', 'token'], default: 'password' },
        password: { type: 'string', writeOnly: true, when: { auth: 'password' }, needed: true },
        token: { type: 'string', when: { auth: 'token' }, needed: true },
        port: { type: 'integer', default: 993, folded: true },
      },
    }),
  )
  const keys = (entries: Entries) => relevant(either, entries).map(({ key }) => key)
  const begun = entriesOf(either, {})
  expect(keys(begun)).toEqual(['auth', 'password', 'port'])
  expect([...offencesIn(either, begun)]).toEqual([['password', 'required']])
  const other = { ...begun, auth: 'token', token: 't', password: 'left over' }
  expect(keys(other)).toEqual(['auth', 'token', 'port'])
  expect(valuesOf(either, other)).toEqual({ auth: 'token', token: 't', port: 993 })
  expect(either.map(({ folded }) => folded)).toEqual([false, false, false, true])
})

test('a preset fills in its own settings and leaves what somebody typed', () => {
  const typed = { ...empty, host: 'mail.school.nl', token: 'a-secret' }
  expect(presetIn(settings, typed, { port: 587, seen: false })).toEqual({ ...typed, port: '587', seen: false })
})
