// Everything that is sealed, wherever it stands: what a new master key has to go round.
import { sql } from 'kysely'
import { isSealed, placeOfSetting } from './connections/settings.ts'
import { placeOfValue } from './connections/store.ts'
import type { Db } from './db/db.ts'
import type { Tx, Write } from './db/write.ts'
import type { Actor } from './lib/actor.ts'
import { AppError } from './lib/errors.ts'
import { keysIn, type Seal } from './lib/seal.ts'
import { placeOfMail } from './mailer/mailer.ts'

/** A row with sealed texts in it. */
interface SealedRow {
  /** What it is, in words for an admin. */
  name: string
  /** As it is stored. */
  stored: string
  /** The same, sealed with the newest key. */
  again(seal: Seal): string
  /** Puts a text in its place, where it is still as it was. */
  put(tx: Tx, text: string): Promise<unknown>
  /** Lets go of it: the key it was sealed with is lost. */
  drop(tx: Tx): Promise<unknown>
}

/** Rows that are sealed again in one unit of work. */
const AT_ONCE = 20
/** So much of a sealed text says which key sealed it: a start need not read the rest. */
const START = 80

async function sealedRows(db: Db): Promise<SealedRow[]> {
  const [settings, values, mails] = await Promise.all([
    db.selectFrom('connections').select(['id', 'name', 'settings']).orderBy('id').execute(),
    db.selectFrom('pluginValues').selectAll().orderBy('connectionId').orderBy('key').execute(),
    db.selectFrom('mails').select(['id', 'body']).where('body', '<>', '').orderBy('id').execute(),
  ])
  return [
    ...settings.map(settingsRow),
    ...values.map(({ connectionId, key, value }): SealedRow => {
      const place = placeOfValue(connectionId, key)
      return {
        name: `what the plugin of connection ${connectionId} keeps as “${key}”`,
        stored: value,
        again: seal => seal.seal('settings', place, seal.open('settings', place, value)),
        put: (tx, text) =>
          tx.db
            .updateTable('pluginValues')
            .set({ value: text })
            .where('connectionId', '=', connectionId)
            .where('key', '=', key)
            .where('value', '=', value)
            .execute(),
        drop: tx =>
          tx.db.deleteFrom('pluginValues').where('connectionId', '=', connectionId).where('key', '=', key).execute(),
      }
    }),
    ...mails.map(({ id, body }): SealedRow => {
      const put = (tx: Tx, text: string, more = {}) =>
        tx.db
          .updateTable('mails')
          .set({ body: text, ...more })
          .where('id', '=', id)
          .where('body', '=', body)
          .execute()
      return {
        name: `the mail ${id} that waits`,
        stored: body,
        again: seal => seal.seal('mail', placeOfMail(id), seal.open('mail', placeOfMail(id), body)),
        put,
        drop: tx => put(tx, '', { failedAt: tx.now, reason: 'its master key is lost' }),
      }
    }),
  ]
}

/** Settings are sealed each by itself, between others that are not. */
function settingsRow({ id, name, settings }: { id: string; name: string; settings: string }): SealedRow {
  const values = Object.entries(JSON.parse(settings) as Record<string, unknown>)
  const put = (tx: Tx, text: string, more = {}) =>
    tx.db
      .updateTable('connections')
      .set({ settings: text, ...more })
      .where('id', '=', id)
      .where('settings', '=', settings)
      .execute()
  return {
    name: `the settings of the connection “${name}”`,
    stored: settings,
    again: seal => {
      const fresh = values.map(([key, value]) => {
        const place = placeOfSetting(id, key)
        return [
          key,
          isSealed(value) ? seal.seal('settings', place, seal.open('settings', place, String(value))) : value,
        ]
      })
      return JSON.stringify(Object.fromEntries(fresh))
    },
    put,
    // Paused, so that nothing is tried without its password; new settings let it go on.
    drop: tx =>
      put(tx, JSON.stringify(Object.fromEntries(values.filter(([, value]) => !isSealed(value)))), {
        pausedAt: tx.now,
        problem: 'Its secrets were sealed with a master key that is lost. Enter them again.',
        problemSince: tx.now,
      }),
  }
}

/** How many rows hold something that each master key sealed, by the id of the key. */
export async function countByKey(db: Db): Promise<Map<string, number>> {
  const start = (column: 'value' | 'body') => sql<string>`substr(${sql.ref(column)}, 1, ${START})`.as('stored')
  const sealed = await Promise.all([
    db.selectFrom('connections').select('settings as stored').execute(),
    db.selectFrom('pluginValues').select(start('value')).execute(),
    db.selectFrom('mails').select(start('body')).where('body', '<>', '').execute(),
  ])
  const counts = new Map<string, number>()
  for (const { stored } of sealed.flat()) {
    for (const id of new Set(keysIn(stored))) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/**
 * Seals again, with the newest key, what an older one sealed, some rows in each unit of work: a stop at any moment leaves
 * every row sealed with one key or the other, and the next run does the rest. `unreadable` names what did not open.
 */
export async function sealAgain(
  { db, write, seal }: { db: Db; write: Write; seal: Seal },
  actor: Actor,
): Promise<{ done: number; unreadable: string[] }> {
  const [newest] = seal.keys
  const old = (await sealedRows(db)).filter(({ stored }) => keysIn(stored).some(id => id !== newest))
  const unreadable: string[] = []
  for (let at = 0; at < old.length; at += AT_ONCE) {
    const fresh = old.slice(at, at + AT_ONCE).flatMap(row => {
      try {
        return { row, text: row.again(seal) }
      } catch {
        unreadable.push(row.name)
        return []
      }
    })
    await write(actor, async tx => {
      for (const { row, text } of fresh) await row.put(tx, text)
    })
  }
  return { done: old.length - unreadable.length, unreadable }
}

/** Lets go of everything that a lost master key sealed. Answers what that was. */
export async function letGo(db: Db, write: Write, actor: Actor, keyId: string): Promise<string[]> {
  const lost = (await sealedRows(db)).filter(({ stored }) => keysIn(stored).includes(keyId))
  await write(actor, async tx => {
    for (const row of lost) await row.drop(tx)
  })
  return lost.map(({ name }) => name)
}

/** Refuses to go on when something was sealed with a master key that is not there, and says which one. */
export async function mustOpen(db: Db, seal: Seal, file: string): Promise<void> {
  const missing = [...(await countByKey(db))].filter(([id]) => !seal.keys.includes(id))
  if (!missing.length) return
  const [[id]] = missing as [[string, number]]
  const wanted = missing.map(([key, rows]) => `${key} (${rows} rows)`).join(', ')
  throw new AppError(
    'UNAVAILABLE',
    `The data was sealed with a master key that is missing: ${wanted}. ${file} holds ${seal.keys.join(', ')}. Put the missing key in that file too, on a line of its own below the first. If it is lost for good: webcare keys forget ${id}`,
  )
}
