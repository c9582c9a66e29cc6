import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import type { Seal } from '../lib/seal.ts'
import type { Store } from '../plugin/index.ts'

/** How much one value may be, as JSON. */
const MAX_VALUE = 64 * 1024

/** What a value is bound to when it is sealed. */
export const placeOfValue = (connectionId: string, key: string) => `plugin_values|value|${connectionId}|${key}`

/** What plugins keep, per connection: small values that outlive the process. Sealed, for they may be tokens. */
export const openStore =
  ({ db, write, seal }: { db: Db; write: Write; seal: Seal }) =>
  (connectionId: string): Store => ({
    async get<T>(key: string) {
      const row = await db
        .selectFrom('pluginValues')
        .select('value')
        .where('connectionId', '=', connectionId)
        .where('key', '=', key)
        .executeTakeFirst()
      return row ? (JSON.parse(seal.open('settings', placeOfValue(connectionId, key), row.value)) as T) : undefined
    },
    async set(key, given) {
      const text = JSON.stringify(given)
      if (text === undefined || text.length > MAX_VALUE) {
        throw new AppError('INVALID', 'A value in the store is JSON of at most 64 KiB.')
      }
      const value = seal.seal('settings', placeOfValue(connectionId, key), text)
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
