import { expect, test } from 'vitest'
import { conditionsOf, type Filters, filtersIn, paramsOf, toggled } from '../../web/screens/inbox/filters.ts'

test.each<[string, Record<string, string>, Filters]>([
  ['nothing', {}, {}],
  ['two labels', { label: 'a,b' }, { label: ['a', 'b'] }],
  ['the same twice', { label: 'a,a' }, { label: ['a'] }],
  ['a status we do not have', { status: 'NEW,ANGRY' }, { status: ['NEW'] }],
  ['nothing but what we do not have', { priority: 'ZEER', place: '' }, {}],
  ['two of which only one can hold', { visibility: 'PUBLIC,PRIVATE' }, { visibility: ['PRIVATE'] }],
  ['something else', { q: 'jas', sort: 'newest', owner: 'me\u0000' }, {}],
])('an address with %s', (_, params, filters) => {
  expect(filtersIn(params)).toEqual(filters)
})

test('what is in an address comes back from it, and what went from the filters goes from it', () => {
  const filters: Filters = { label: ['a', 'b'], wait: ['60'], channel: ['email'] }
  expect(filtersIn(paramsOf(filters) as Record<string, string>)).toEqual(filters)
  expect(paramsOf(filters)).toMatchObject({ label: 'a,b', wait: '60', status: undefined })
})

test.each<[string, Filters, Parameters<typeof toggled>[1], string, Filters]>([
  ['the first', {}, 'label', 'a', { label: ['a'] }],
  ['another', { label: ['a'] }, 'label', 'b', { label: ['a', 'b'] }],
  ['one that was on', { label: ['a', 'b'] }, 'label', 'a', { label: ['b'] }],
  ['the last that was on', { label: ['a'], wait: ['60'] }, 'label', 'a', { wait: ['60'] }],
  ['instead of another where only one can hold', { wait: ['60'] }, 'wait', '240', { wait: ['240'] }],
])('switching %s', (_, before, facet, value, after) => {
  expect(toggled(before, facet, value)).toEqual(after)
})

test('the server is asked in its own words, and for waiting from this minute on', () => {
  const now = Date.parse('2026-03-01T09:30:40.500Z')
  expect(conditionsOf({}, now)).toEqual({})
  expect(
    conditionsOf({ label: ['a'], channel: ['email'], account: ['c'], visibility: ['PUBLIC'], wait: ['60'] }, now),
  ).toEqual({
    labelIds: ['a'],
    plugins: ['email'],
    connectionIds: ['c'],
    visibility: 'PUBLIC',
    waitingBefore: '2026-03-01T08:30:00.000Z',
  })
})
