import type { SelectQueryBuilder } from 'kysely'
import type { Db, Dialect } from './db.ts'
import type { Schema } from './schema.ts'

/** One of the selects that are merged: ids of cases, and the key they are sorted by. */
type Part = SelectQueryBuilder<Schema, 'cases', { id: string; key: string }>

/**
 * So many rows of several selects in one order, each of which an index holds in that order: they are merged while they
 * are read. SQLite does so by itself; Postgres only where each select is sorted for itself.
 */
export function merged(
  { db, dialect }: { db: Db; dialect: Dialect },
  parts: readonly Part[],
  { direction, limit, skip }: { direction: 'asc' | 'desc'; limit: number; skip: number },
) {
  const [first, ...others] =
    dialect === 'sqlite' || parts.length < 2
      ? parts
      : parts.map(part => {
          const own = part
            .orderBy('key', direction)
            .orderBy('id', direction)
            .limit(limit + skip)
          return db.selectFrom(own.as('part')).select(['part.id', 'part.key']) as unknown as Part
        })
  return others
    .reduce((all, part) => all.unionAll(part), first!)
    .orderBy('key', direction)
    .orderBy('id', direction)
    .limit(limit)
    .offset(skip)
}
