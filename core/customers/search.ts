import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Schema } from '../db/schema.ts'
import { soughtIn } from '../db/search.ts'
import type { Actor } from '../lib/actor.ts'
import { type Page, pageSize } from '../lib/page.ts'
import { connectionsFor } from '../team/may.ts'
import { type CustomerRow, SHOWN } from './customers.ts'

/** What a search for customers found. */
export interface CustomersFound extends Page<CustomerRow> {
  /** Counted up to 1,000. */
  total: number
}

const MAX_TOTAL = 1000
/** As many handles as are looked through one by one. */
const FEW = 5000

/**
 * The customers of whom one handle holds all words, each as the beginning of one; who wrote last for the first time comes
 * first. A handle on a connection that the actor has no right on finds nobody.
 */
export async function searchCustomers(
  db: Db,
  actor: Actor,
  text: string,
  { first, after }: { first?: number | null; after?: string | null },
): Promise<CustomersFound> {
  const size = pageSize(first)
  const words = soughtIn(text)
  const allowed = connectionsFor(actor, 'customer.read')
  if (!words.length || allowed.length === 0) return { items: [], hasMore: false, total: 0 }
  const connections = allowed === 'all' ? await allConnections(db) : allowed
  const { word, isAll } = await rarestOf(db, connections, words)
  const handles = db
    .selectFrom('handles')
    // Words are letters and digits: nothing in them means anything to LIKE.
    .where(eb => eb.and(words.map(word => eb('words', 'like', `% ${word}%`))))
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('messages')
          .whereRef('messages.handleId', '=', 'handles.id')
          .where('messages.connectionId', 'in', connections)
          .select(sql<SqlBool>`1`.as('one')),
      ),
    )
  const withWord = handlesWith(db, connections, word, FEW)
  const some = db.selectFrom('customers').where('id', 'in', handles.where('id', 'in', withWord).select('customerId'))
  // With so many, the newest customers soon give a page.
  const newest = db
    .selectFrom('customers')
    .where(eb => eb.exists(handles.whereRef('handles.customerId', '=', sql.ref('customers.id')).select('handles.id')))
  const found = isAll ? some : newest
  const customers = await found
    .$if(Boolean(after), query => query.where('customers.id', '<', String(after)))
    .select(SHOWN)
    .orderBy('customers.id', 'desc')
    .limit(size + 1)
    .execute()
  const total = await countOf(some)
  return {
    items: customers.slice(0, size),
    hasMore: customers.length > size,
    total: isAll || total === MAX_TOTAL ? total : await countOf(newest),
  }
}

const allConnections = async (db: Db) => (await db.selectFrom('connections').select('id').execute()).map(({ id }) => id)

async function countOf(found: SelectQueryBuilder<Schema, 'customers', unknown>): Promise<number> {
  return (await found.select('customers.id').limit(MAX_TOTAL).execute()).length
}

/** Handles with a word that begins so, on these connections. */
const handlesWith = (db: Db, connections: readonly string[], word: string, limit: number) =>
  db
    .selectFrom('handleWords')
    .where('scope', 'in', connections)
    .where('word', '>=', word)
    .where('word', '<', `${word}\u{10ffff}`)
    .select('handleId')
    .limit(limit)

/** The word that the fewest handles have, and whether they are few enough to be looked through. */
async function rarestOf(db: Db, connections: readonly string[], words: readonly string[]) {
  let rarest = { word: words[0] ?? '', count: Number.POSITIVE_INFINITY }
  for (const word of words) {
    const { count } = await db
      .selectFrom(handlesWith(db, connections, word, FEW + 1).as('some'))
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) < rarest.count) rarest = { word, count: Number(count) }
  }
  return { word: rarest.word, isAll: rarest.count <= FEW }
}
