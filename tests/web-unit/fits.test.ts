import { expect, test } from 'vitest'
import type { CaseList } from '../../web/api/types.ts'
import { lists } from '../../web/app/places.ts'
import { fits } from '../../web/screens/inbox/fits.ts'

const base = { status: 'OPEN', snoozedUntil: null, owner: { id: 'me' } } as const
const cases: Array<[string, Parameters<typeof fits>[1], CaseList[]]> = [
  ['mine', base, ['MINE', 'ALL']],
  ['a colleague’s', { ...base, owner: { id: 'other' } }, ['ALL']],
  ['new and nobody’s', { ...base, status: 'NEW', owner: null }, ['UNASSIGNED', 'ALL']],
  ['answered', { ...base, status: 'PENDING' }, ['PENDING', 'ALL']],
  ['put off', { ...base, snoozedUntil: '2026-03-01T09:00:00.000Z' }, ['SNOOZED', 'ALL']],
  [
    'answered and put off',
    { ...base, status: 'PENDING', snoozedUntil: '2026-03-01T09:00:00.000Z' },
    ['SNOOZED', 'ALL'],
  ],
  ['done', { ...base, status: 'CLOSED' }, ['CLOSED', 'ALL']],
]

test.each(cases)('a case that is %s stands in the right lists', (_, standing, expected) => {
  expect(lists.filter(list => fits(list, standing, 'me'))).toEqual(expected)
})
