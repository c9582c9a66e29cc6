// Items, as they came in: kept before they are understood, tried again, parked, and replayed.
import { createHash } from 'node:crypto'
import type { Db } from '../db/db.ts'
import { preparedChange, type Slots } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import { notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { CutOff } from '../plugin/host.ts'
import { PluginError, type RawItem } from '../plugin/index.ts'
import { must } from '../team/may.ts'

/** The longest key of an item, in characters: an index on Postgres holds no more than some thousands of bytes. */
const MAX_KEY = 500
const MAX_ATTEMPTS = 8
/** An item over which its plugin hangs or fills its memory costs its connection that time again at each attempt. */
const MAX_CUT_OFF = 2

export type Item = Row<'rawItems'>
/** An item in hand; of one that waits for long, its body is read when its turn to be parsed comes. */
export type InHand = Pick<Item, 'id' | 'connectionId' | 'attempts'>

/** Lets a parked item be understood again, after its plugin was mended for one. */
export async function replay(tx: Tx, rawItemId: string): Promise<Item> {
  must(tx.actor, 'connection.manage')
  const item = await tx.db
    .updateTable('rawItems')
    .set({ parkedAt: null, doneAt: null, attempts: 0, nextAt: tx.now, reason: null })
    .where('id', '=', rawItemId)
    // Of what was understood long ago only the key is left.
    .where('headers', '<>', '')
    .returningAll()
    .executeTakeFirst()
  if (!item) throw notFound('item')
  return item
}

/** Items that could not be understood, the newest first. */
export const parkedItems = (db: Db, limit = 100): Promise<Item[]> =>
  db.selectFrom('rawItems').selectAll().where('parkedAt', 'is not', null).orderBy('id', 'desc').limit(limit).execute()

/** Keeps what came in, to be understood; undefined when something with its key came in on this connection before. */
export async function store(tx: Tx, connectionId: string, raw: RawItem): Promise<Item | undefined> {
  const item: Item = {
    id: newId(),
    connectionId,
    key: keyOf(raw.key),
    headers: JSON.stringify(raw.headers),
    body: Buffer.from(raw.body),
    receivedAt: tx.now,
    attempts: 0,
    // Left to the job only when this process does not get to it.
    nextAt: plusSeconds(tx.now, 5),
    doneAt: null,
    parkedAt: null,
    reason: null,
  }
  return (await storeOnce(tx.db, item)) ? item : undefined
}

/** A key that would not go into a table or its index would stop the whole page that it came with. */
const keyOf = (key: string): string =>
  key.length <= MAX_KEY && !/\p{Cc}/u.test(key) ? key : createHash('sha256').update(key).digest('hex')

const storeOnce = preparedChange((db, its: Slots<Item>) =>
  db
    .insertInto('rawItems')
    .values({
      id: its.id,
      connectionId: its.connectionId,
      key: its.key,
      headers: its.headers,
      body: its.body,
      receivedAt: its.receivedAt,
      attempts: its.attempts,
      nextAt: its.nextAt,
    })
    .onConflict(conflict => conflict.columns(['connectionId', 'key']).doNothing()),
)

/** It is in the cases. */
export const done = preparedChange((db, its: Slots<{ id: string; doneAt: string }>) =>
  db.updateTable('rawItems').set({ doneAt: its.doneAt, reason: null }).where('id', '=', its.id),
)

/** Writes down how an item stands. */
export const settle = (tx: Tx, id: string, values: Partial<Item>) =>
  tx.db.updateTable('rawItems').set(values).where('id', '=', id).execute()

/** Tries again later; parks what will never work or has not worked often enough. */
export async function fail(tx: Tx, item: InHand, error: unknown) {
  const attempts = item.attempts + 1
  const isCutOff = error instanceof CutOff && attempts >= MAX_CUT_OFF
  const hopeless = isCutOff || (error instanceof PluginError && error.code === 'permanent')
  const reason = error instanceof PluginError ? error.message : nameOf(error)
  await settle(tx, item.id, {
    attempts,
    reason: isCutOff ? `${reason}. It was tried ${attempts} times.` : reason,
    nextAt: plusSeconds(tx.now, 5 * 3 ** Math.min(attempts, MAX_ATTEMPTS)),
    parkedAt: hopeless || attempts >= MAX_ATTEMPTS ? tx.now : null,
  })
}

/** A fault by its name and code, without what a person wrote. */
export const nameOf = (error: unknown) =>
  error instanceof Error ? [error.name, (error as { code?: unknown }).code].filter(Boolean).join(' ') : 'unknown'
