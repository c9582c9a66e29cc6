import { expect, test } from 'vitest'
import type { BubbleFragment } from '../../web/api/types.ts'
import { type CaseEvent, daysOf, type Note, timeline } from '../../web/screens/inbox/timeline.ts'

const message = (id: string, at: string, visibility = 'PRIVATE') => ({ id, at, visibility }) as BubbleFragment
const note = (id: string, at: string) => ({ id, at }) as Note
const event = (seq: number, at: string, type = 'case.assigned') => ({ seq, at, type }) as CaseEvent
const dayOf = (at: string) => at.slice(0, 10)
const keys = (...given: Parameters<typeof timeline>) => timeline(...given).map(entry => entry.key)

test('messages, notes and events stand in the order of time, with a mark for each day', () => {
  const messages = [message('m1', '2026-03-01T10:00'), message('m2', '2026-03-02T09:00')]
  const asides = { notes: [note('n1', '2026-03-01T11:00')], events: [event(7, '2026-03-01T10:30')] }
  expect(keys(messages, asides, { more: false, dayOf })).toEqual(['d2026-03-01', 'm1', 'e7', 'n1', 'd2026-03-02', 'm2'])
})

test('events in a row are one entry, unless a day begins between them', () => {
  const events = [event(1, '2026-03-01T10:00'), event(2, '2026-03-01T10:01'), event(3, '2026-03-02T10:00')]
  expect(keys([], { notes: null, events }, { more: false, dayOf })).toEqual(['d2026-03-01', 'e1', 'd2026-03-02', 'e3'])
})

test('what a bubble shows already is no event line', () => {
  const events = [event(1, '2026-03-01T10:00', 'message.received'), event(2, '2026-03-01T10:01', 'reply.sent')]
  expect(keys([], { notes: null, events }, { more: false, dayOf })).toEqual([])
})

test('nothing stands before the oldest message that is loaded', () => {
  const asides = { notes: [note('n1', '2026-03-01T09:00')], events: [event(1, '2026-03-01T09:30')] }
  const messages = [message('m50', '2026-03-01T10:00')]
  expect(keys(messages, asides, { more: true, dayOf })).toEqual(['d2026-03-01', 'm50'])
  expect(keys(messages, asides, { more: false, dayOf })).toEqual(['d2026-03-01', 'n1', 'e1', 'm50'])
})

test('the same moment keeps the order in which it came', () => {
  const at = '2026-03-01T10:00'
  expect(keys([message('m1', at), message('m2', at)], { notes: [], events: [] }, { more: false, dayOf })).toEqual([
    'd2026-03-01',
    'm1',
    'm2',
  ])
})

test('while newer messages are not shown, nothing from after them is there either', () => {
  const asides = { notes: [note('n1', '2026-03-01T10:30')], events: [event(1, '2026-03-01T11:30')] }
  const [first, next] = [message('m1', '2026-03-01T10:00'), message('m2', '2026-03-01T11:00')]
  expect(keys([first], asides, { more: false, next, dayOf })).toEqual(['d2026-03-01', 'm1', 'n1'])
})

test('what is new begins with a mark, below the mark of its day', () => {
  const messages = [message('m1', '2026-03-01T10:00'), message('m2', '2026-03-02T09:00')]
  const nothing = { notes: null, events: [] }
  expect(keys(messages, nothing, { more: false, unread: 'm2', dayOf })).toEqual([
    ...['d2026-03-01', 'm1', 'd2026-03-02', 'unread', 'm2'],
  ])
  expect(keys(messages, nothing, { more: false, unread: 'm9', dayOf })).not.toContain('unread')
})

test('where others can read it than before, it is said, and everything stands beside who reads it', () => {
  const messages = [
    message('m1', '2026-03-01T10:00', 'PUBLIC'),
    message('m2', '2026-03-01T10:02', 'PUBLIC'),
    message('m3', '2026-03-01T10:03'),
  ]
  const asides = { notes: [note('n1', '2026-03-01T10:05')], events: [event(1, '2026-03-01T10:01')] }
  const line = timeline(messages, asides, { more: false, dayOf })
  expect(line.map(({ key, audience }) => [key, audience])).toEqual([
    ['d2026-03-01', undefined],
    ['m1', 'PUBLIC'],
    ['e1', 'PUBLIC'],
    ['m2', 'PUBLIC'],
    ['tm3', undefined],
    ['m3', 'PRIVATE'],
    ['n1', 'NOTE'],
  ])
  const [, , ...only] = messages
  expect(timeline(only, asides, { more: false, dayOf }).filter(({ audience }) => audience)).toEqual([])
})

test('a timeline falls into its days', () => {
  const messages = [
    message('m1', '2026-03-01T10:00'),
    message('m2', '2026-03-01T11:00'),
    message('m3', '2026-03-02T09:00'),
  ]
  const line = timeline(messages, { notes: null, events: [] }, { more: false, dayOf })
  expect(daysOf(line).map(({ key, entries }) => [key, entries.map(entry => entry.key)])).toEqual([
    ['d2026-03-01', ['m1', 'm2']],
    ['d2026-03-02', ['m3']],
  ])
})
