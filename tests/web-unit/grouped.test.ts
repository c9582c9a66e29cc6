import { expect, test } from 'vitest'
import { grouped, type Notice } from '../../web/screens/notifications/grouped.ts'

const notice = (id: string, minute: number, about: Partial<Notice> = {}): Notice => ({
  id,
  kind: 'CUSTOMER_WROTE',
  count: 1,
  at: `2026-03-02T10:${String(minute).padStart(2, '0')}:00.000Z`,
  seenAt: '2026-03-02T12:00:00.000Z',
  case: null,
  connection: null,
  task: null,
  user: null,
  ...about,
})
const about = (id: string) => ({ case: { id, number: 1, subject: '', customer: { id: 'c', name: 'Sanne' } } })

test('notifications stand by case, new ones first and then the newest', () => {
  const groups = grouped([
    notice('a', 1, about('one')),
    notice('b', 2, { ...about('two'), seenAt: null }),
    notice('c', 5, about('one')),
    notice('d', 9, { connection: { id: 'mail', name: 'Mail' } }),
    notice('e', 1, { ...about('three'), seenAt: null }),
  ])
  expect(groups.map(({ notices, isNew }) => [notices.map(({ id }) => id).join(''), isNew])).toEqual([
    ['b', true],
    ['e', true],
    ['d', false],
    ['ca', false],
  ])
})
