import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import type { Store } from '../plugin/index.ts'

/** How much one value may be, as JSON. */
const MAX_VALUE = 64 * 1024

/** What plugins keep, per connection: small values that outlive the process. */
export const openStore =
  ({ db, write }: { db: Db; write: Write }) =>
  (connectionId: string): Store => ({
    async get<T>(key: string) {
      const row = await db
        .selectFrom('pluginValues')
        .select('value')
        .where('connectionId', '=', connectionId)
        .where('key', '=', key)
        .executeTakeFirst()
      return row ? (JSON.parse(row.value) as T) : undefined
    },
    async set(key, given) {
      const value = JSON.stringify(given)
      if (value === undefined || value.length > MAX_VALUE) {
        throw new AppError('INVALID', 'A value in the store is JSON of at most 64 KiB.')
      }
      await write(system('plugin'), tx =>
        tx.db
          .insertInto('pluginValues')
          .values({ connectionId, key, value })
          .onConflict(conflict => conflict.columns(['connectionId', 'key']).doUpdateSet({ value }))
          .execute(),
      )
    },
    async delete(key) {
      await write(system('plugin'), tx =>
        tx.db.deleteFrom('pluginValues').where('connectionId', '=', connectionId).where('key', '=', key).execute(),
      )
    },
  })
