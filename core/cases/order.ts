// In which order cases stand, and where in it a page ends. Every order is one text, so that a cursor is a text and an id.
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Priority, Row, Schema } from '../db/schema.ts'
import { AppError } from '../lib/errors.ts'

export type Order = 'urgency' | 'newest' | 'waiting' | 'priority'

type Cases = ExpressionBuilder<Schema, 'cases'>
type Key = (eb: Cases) => Expression<string>
type Place = readonly [key: string, id: string]

const RANK: Record<Priority, string> = { urgent: '0', high: '1', normal: '2', low: '3' }

/** Each order in SQL and, of a row at hand, in JavaScript. */
const orders: Record<Order, { key: Key; of: (row: Row<'cases'>) => string; direction: 'asc' | 'desc' }> = {
  urgency: { key: eb => eb.ref('urgency'), of: row => row.urgency, direction: 'asc' },
  newest: { key: eb => eb.ref('lastMessageAt'), of: row => row.lastMessageAt, direction: 'desc' },
  // What waits for nobody comes after all of those, the longest silent first.
  waiting: {
    key: () => sql<string>`coalesce(cases.waiting_since, '9' || cases.last_message_at)`,
    of: row => row.waitingSince ?? `9${row.lastMessageAt}`,
    direction: 'asc',
  },
  priority: {
    key: () =>
      sql<string>`(case cases.priority when 'urgent' then '0' when 'high' then '1' when 'normal' then '2' else '3' end) || cases.urgency`,
    of: row => RANK[row.priority] + row.urgency,
    direction: 'asc',
  },
}

/** The columns to sort by: the order's key, and the id where keys are the same. */
export function sorted(order: Order) {
  const { key, direction } = orders[order]
  return { key, direction }
}

/** What stands after a cursor. */
export const beyond =
  (order: Order, cursor: string) =>
  (eb: Cases): Expression<SqlBool> => {
    const { key, direction } = orders[order]
    const [at, id] = placeOf(cursor)
    return direction === 'asc'
      ? sql<SqlBool>`(${key(eb)}, cases.id) > (${at}, ${id})`
      : sql<SqlBool>`(${key(eb)}, cases.id) < (${at}, ${id})`
  }

/** Where a row stands in a list, for `after`. */
export const caseCursor = (row: Row<'cases'>, order: Order | null | undefined): string =>
  Buffer.from(JSON.stringify([orders[order ?? 'urgency'].of(row), row.id])).toString('base64url')

function placeOf(cursor: string): Place {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === 2 && value.every(part => /^[\w.:-]{1,100}$/.test(String(part)))) {
      return [String(value[0]), String(value[1])]
    }
  } catch {
    // Falls through to the one answer for anything that is no cursor of ours.
  }
  throw new AppError('INVALID', 'This cursor is not one of ours: pass `pageInfo.endCursor` of the page before.', {
    reason: 'page.cursor',
  })
}
