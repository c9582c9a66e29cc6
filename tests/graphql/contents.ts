import { createHash } from 'node:crypto'
import type { Db } from '../../core/db/db.ts'
import type { Schema } from '../../core/db/schema.ts'
import type { World } from '../support/world.ts'

/** What may change by asking alone: denials are written down, and when a session or token was last used. */
const NOTED = { tables: ['audit'], columns: ['lastSeenAt', 'lastUsedAt'] }

/** Looked up once for each database: that takes longer than reading them. */
const known = new WeakMap<Db, Promise<string[]>>()

const tablesOf = async (db: Db): Promise<string[]> =>
  (await db.introspection.getTables())
    .map(({ name }) => name)
    // The search index follows the messages; Kysely keeps its own tables.
    .filter(name => !NOTED.tables.includes(name) && !/^(message_words|kysely_)/.test(name))

/** What stands in every table, as a number of rows and a hash of them. */
export async function contentsOf({ core: { db } }: World): Promise<Record<string, string>> {
  const tables = known.get(db) ?? tablesOf(db)
  known.set(db, tables)
  const contents = (await tables).map(async table => {
    const rows = await db
      .selectFrom(table as keyof Schema)
      .selectAll()
      .execute()
    const lines = rows.map(row =>
      JSON.stringify(row, (key, value) => (NOTED.columns.includes(key) ? undefined : value)),
    )
    return [table, `${rows.length} ${createHash('sha256').update(lines.sort().join('\n')).digest('hex')}`] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}
