import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import type { Seal } from '../lib/seal.ts'
import type { Store } from '../plugin/index.ts'

/** How much one value may be, as JSON. */
const MAX_VALUE = 64 * 1024

/** What a value is bound to when it is sealed. */
export const placeOfValue = (connectionId: string, key: string) => `plugin_values|value|${connectionId}|${key}`

/** How many tries keep what their plugin puts down: a try takes a minute at most. */
const TRIALS = 20
const TRIAL = 'trial:'
/** Stands for a connection that is only tried, and is not there. */
export const trialId = (): string => `${TRIAL}${newId()}`

/**
 * What plugins keep, per connection: small values that outlive the process. Sealed, for they may be tokens. Of a trial it is
 * in memory alone, and soon gone.
 */
export function openStore(core: { db: Db; write: Write; seal: Seal }): (connectionId: string) => Store {
  const trials = new Map<string, Store>()
  return connectionId => {
    if (!connectionId.startsWith(TRIAL)) return durable(core, connectionId)
    const store = trials.get(connectionId) ?? passing()
    trials.set(connectionId, store)
    for (const id of [...trials.keys()].slice(0, -TRIALS)) trials.delete(id)
    return store
  }
}

function passing(): Store {
  const values = new Map<string, string>()
  return {
    get: async <T>(key: string) => {
      const text = values.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    set: async (key, value) => void values.set(key, jsonOf(value)),
    delete: async key => void values.delete(key),
  }
}

function jsonOf(value: unknown): string {
  const text = JSON.stringify(value)
  if (text !== undefined && text.length <= MAX_VALUE) return text
  throw new AppError('INVALID', 'A value in the store is JSON of at most 64 KiB.')
}

function durable({ db, write, seal }: { db: Db; write: Write; seal: Seal }, connectionId: string): Store {
  return {
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
      const value = seal.seal('settings', placeOfValue(connectionId, key), jsonOf(given))
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
  }
}
