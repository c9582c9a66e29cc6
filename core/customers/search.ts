import { type SqlBool, sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import { soughtIn, wordsOf } from '../db/search.ts'
import type { Actor } from '../lib/actor.ts'
import { pageSize } from '../lib/page.ts'
import { connectionsFor } from '../team/may.ts'
import { type CustomerRow, SHOWN } from './customers.ts'

/** What a search for customers found. */
export interface CustomersFound {
  customers: CustomerRow[]
  /** Counted up to 1,000. */
  total: number
}

const MAX_TOTAL = 1000

/** The words a handle is found by, each after a space. */
export const handleWords = ({ name, handle, email }: Pick<Row<'handles'>, 'name' | 'handle' | 'email'>): string =>
  ` ${wordsOf([name, handle, email].join(' ')).join(' ')}`

/**
 * The customers of whom one handle holds all words, each as the beginning of one; who wrote last for the first time comes
 * first. A handle on a connection that the actor has no right on finds nobody.
 */
export async function searchCustomers(
  db: Db,
  actor: Actor,
  text: string,
  first: number | null | undefined,
): Promise<CustomersFound> {
  const size = pageSize(first)
  const words = soughtIn(text)
  const allowed = connectionsFor(actor, 'customer.read')
  if (!words.length || allowed.length === 0) return { customers: [], total: 0 }
  const handles = db
    .selectFrom('handles')
    // Words are letters and digits: nothing in them means anything to LIKE.
    .where(eb => eb.and(words.map(word => eb('words', 'like', `% ${word}%`))))
    .$if(allowed !== 'all', query =>
      query.where(eb =>
        eb.exists(
          eb
            .selectFrom('messages')
            .whereRef('messages.handleId', '=', 'handles.id')
            .where('messages.connectionId', 'in', allowed as readonly string[])
            .select(sql<SqlBool>`1`.as('one')),
        ),
      ),
    )
    .select('customerId')
  const found = db.selectFrom('customers').where('id', 'in', handles)
  const [customers, { count }] = await Promise.all([
    found.select(SHOWN).orderBy('id', 'desc').limit(size).execute(),
    db
      .selectFrom(found.select('id').limit(MAX_TOTAL).as('some'))
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  return { customers, total: Number(count) }
}
