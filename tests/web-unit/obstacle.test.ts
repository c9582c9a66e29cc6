import { expect, test } from 'vitest'
import type { AudienceFragment, DraftFragment } from '../../web/api/types.ts'
import { IDLE, obstacleOf } from '../../web/screens/inbox/obstacle.ts'
import { misfit } from '../../web/screens/inbox/uploads.ts'

const now = Date.parse('2026-03-02T09:00:00Z')
const audience = (values: Partial<AudienceFragment> = {}, connection: object = {}) =>
  ({
    threadId: 't1',
    closed: null,
    closesAt: null,
    to: { id: 'h1', name: 'Sanne', handle: null, email: null },
    people: [],
    ...values,
    connection: { name: '@rocdelta', pausedAt: null, parkedAt: null, problem: null, ...connection },
  }) as AudienceFragment
const theirs = (age: number, threadId: string | null = 't1', userId = 'bas') =>
  ({
    threadId,
    text: 'Wij…',
    user: { id: userId, name: userId },
    updatedAt: new Date(now - age).toISOString(),
  }) as DraftFragment
const mine = (text = '') => ({ userId: 'tess', text })
const kind = (...given: Parameters<typeof obstacleOf>) => obstacleOf(...given)?.kind

test('nothing stands in the way of an answer where all is well', () => {
  expect(kind(audience(), [], mine(), now)).toBeUndefined()
  expect(kind(audience(), [theirs(0, 't1', 'tess')], mine(), now)).toBeUndefined()
  expect(kind(audience(), [theirs(0, null), theirs(0, 't2')], mine(), now)).toBeUndefined()
})

test('a colleague who writes there is in the way, until they rest or one has words there too', () => {
  expect(kind(audience(), [theirs(IDLE - 1)], mine(), now)).toBe('taken')
  expect(kind(audience(), [theirs(IDLE)], mine(), now)).toBeUndefined()
  expect(kind(audience(), [theirs(0)], mine('Hallo'), now)).toBeUndefined()
})

test('where only programs wrote there is nobody to answer', () => {
  const nobody = { to: null, closed: 'Only a program wrote here' }
  expect(kind(audience(nobody), [], mine(), now)).toBe('nobody')
  const people = [{ id: 'h2', name: 'Bram', handle: null, email: null }]
  expect(kind(audience({ to: null, people }), [], mine(), now)).toBeUndefined()
})

test('the worst comes first', () => {
  const closed = { closed: 'A day has passed' }
  expect(kind(audience(closed, { parkedAt: 'x', pausedAt: 'x' }), [theirs(0)], mine(), now)).toBe('parked')
  expect(kind(audience(closed, { pausedAt: 'x' }), [theirs(0)], mine(), now)).toBe('closed')
  expect(kind(audience({ closesAt: '2026-03-02T09:00:00Z' }), [], mine(), now)).toBe('closed')
  expect(kind(audience({}, { pausedAt: 'x' }), [theirs(0)], mine(), now)).toBe('taken')
  expect(kind(audience({}, { pausedAt: 'x' }), [], mine(), now)).toBe('paused')
})

const limits = { maxCount: 2, maxBytes: 100, maxTotalBytes: 150, types: ['image/*', 'text/plain'] }
const file = (values: Partial<{ type: string; size: number }> = {}) => ({
  name: 'a',
  type: 'text/plain',
  size: 50,
  ...values,
})

test.each([
  [file(), [], undefined],
  [file({ type: 'image/webp' }), [], undefined],
  [file({ type: '' }), [], undefined],
  [file({ type: 'video/mp4' }), [], 'attachment.type'],
  [file({ size: 101 }), [], 'attachment.tooLarge'],
  [file({ size: 100 }), [{ bytes: 51 }], 'attachment.tooLargeTogether'],
  [file(), [{ bytes: 1 }, { bytes: 1 }], 'attachment.tooMany'],
])('a file of %o beside %o: %s', (candidate, had, reason) => {
  expect(misfit(limits, had, candidate)?.reason).toBe(reason)
})
