import { expect, test } from 'vitest'
import { duration, instantOf, moment, setTimeZone, wallOf } from '../../web/locales/format.ts'
import { speak, supported, t } from '../../web/locales/text.ts'
import { snoozeChoices } from '../../web/screens/inbox/snooze.ts'
import { initialsOf } from '../../web/ui/initials.ts'

// The texts say their language to the document.
Object.assign(globalThis, { document: { documentElement: {} } })
await speak('nl')
setTimeZone('Europe/Amsterdam')

test.each([
  [30_000, 'nu'],
  [12 * 60_000, '12 m'],
  [65 * 60_000, '1 u 05'],
  [23 * 3600_000 + 59 * 60_000, '23 u 59'],
  [50 * 3600_000, '2 d'],
])('%i ms is %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text))

test.each([
  ['nl', ['vandaag 14:05', 'gisteren 23:30', 'zo 1 mrt 00:30', 'wo 31 dec 2025 14:05', 'wo 4 mrt 14:05']],
  ['en', ['today 14:05', 'yesterday 23:30', 'Sun 1 Mar 00:30', 'Wed, 31 Dec 2025 14:05', 'Wed 4 Mar 14:05']],
  ['es', ['hoy 14:05', 'ayer 23:30', 'dom, 1 mar 00:30', 'mié, 31 dic 2025 14:05', 'mié, 4 mar 14:05']],
] as const)('in %s a moment has its day first, in a word when it is near', async (language, expected) => {
  const now = Date.parse('2026-03-03T22:30:00Z')
  const moments = [
    '2026-03-03T13:05Z',
    '2026-03-02T22:30Z',
    '2026-02-28T23:30Z',
    '2025-12-31T13:05Z',
    '2026-03-04T13:05Z',
  ]
  await speak(language)
  expect(moments.map(at => moment(at, now))).toEqual(expected)
  await speak('nl')
})

test('a moment that nobody keeps up to date is a date', () => {
  const at = new Date().toISOString()
  expect(moment(at)).not.toBe(moment(at, Date.now()))
  expect(moment(at, Date.now())).toMatch(/^vandaag /)
})

test.each([
  ['in winter', '2026-01-15T09:00', '2026-01-15T08:00:00.000Z'],
  ['in summer', '2026-07-15T09:00', '2026-07-15T07:00:00.000Z'],
  ['just after summer time began', '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
  ['just before it ended', '2026-10-25T01:30', '2026-10-24T23:30:00.000Z'],
])('a clock on the wall %s is an instant, and back', (_, wall, instant) => {
  expect(instantOf(wall).toISOString()).toBe(instant)
  expect(wallOf(Date.parse(instant))).toBe(wall)
})

test.each([
  ['a Wednesday', '2026-03-04T12:00:00Z', ['2026-03-04T16:00', '2026-03-05T09:00', '2026-03-09T09:00']],
  ['a Sunday', '2026-03-01T12:00:00Z', ['2026-03-01T16:00', '2026-03-02T09:00', '2026-03-09T09:00']],
  ['a Monday', '2026-03-02T12:00:00Z', ['2026-03-02T16:00', '2026-03-03T09:00', '2026-03-09T09:00']],
])('on %s one can put off to three different moments', (_, now, expected) => {
  expect(snoozeChoices(Date.parse(now)).map(choice => wallOf(choice.at.getTime()))).toEqual(expected)
})

test('a text takes the form of its number and fills its places once', async () => {
  expect(t('empty.waiting', { count: 1 })).toBe('Er wacht 1 case in Niet toegewezen')
  expect(t('empty.waiting', { count: 12 })).toBe('Er wachten 12 cases in Niet toegewezen')
  expect(t('case.draft', { text: '{number}' })).toBe('Concept: {number}')
})

test.each([
  [['nl-BE', 'en'], 'nl'],
  [['fr', 'es-MX'], 'es'],
  [['fr'], 'en'],
  [[null, undefined], 'en'],
])('of %j we speak %s', (wishes, language) => expect(supported(wishes)).toBe(language))

test.each([
  ['Sanne Visser', 'SV'],
  ['J. de Boer', 'JB'],
  ['Mo', 'M'],
  ['👩‍👩‍👧 Ñandú Pérez', 'ÑP'],
  ['', '?'],
])('%j has the initials %s', (name, initials) => expect(initialsOf(name)).toBe(initials))
