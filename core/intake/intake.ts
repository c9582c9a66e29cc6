import type { Connections } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx, Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import type { Log } from '../lib/log.ts'
import { PluginError, type RawItem } from '../plugin/index.ts'
import { ingest } from './ingest.ts'

/** The way in: store first, understand after. What cannot be understood is parked, visible, and can be replayed. */
export interface Intake {
  /**
   * Takes what a platform or a form delivered. Durable when it resolves, and normally a case already; the same key on the
   * same connection twice is one item.
   */
  accept(connectionId: string, raw: RawItem): Promise<void>
  /** Understands what is due: what a stop or a fault left behind. */
  processDue(): Promise<void>
}

const MAX_ATTEMPTS = 8
/** How long a plugin may take over one item, in milliseconds. */
const PARSE_TIME = 10_000

export function openIntake(core: {
  db: Db
  write: Write
  connections: Connections
  clock: Clock
  log: Log
  reopenHours: number
}): Intake {
  const { db, write, connections, clock, log } = core
  const actor = system('intake')

  async function process(item: Row<'rawItems'>) {
    try {
      const { connection, channel, ctx } = await connections.channel(db, item.connectionId)
      const raw = { key: item.key, headers: JSON.parse(item.headers), body: new Uint8Array(item.body) }
      const events = await channel.parse(raw, ctx(AbortSignal.timeout(PARSE_TIME)))
      await write(actor, async tx => {
        for (const event of events) await ingest(tx, connection, event, core.reopenHours)
        await settle(tx, item.id, { doneAt: tx.now, reason: null })
      })
    } catch (error) {
      await write(actor, tx => fail(tx, item, error))
      log.warn({ rawItem: item.id, connection: item.connectionId, error: nameOf(error) }, 'An item was not understood')
    }
  }

  return {
    async accept(connectionId, raw) {
      const item = await write(actor, tx => store(tx, connectionId, raw))
      if (!item) return
      // It is safe already: what goes wrong from here is kept on the item and tried again.
      await process(item).catch(error => log.error({ rawItem: item.id, error: nameOf(error) }, 'The intake stopped'))
    },
    async processDue() {
      const due = await db
        .selectFrom('rawItems')
        .selectAll()
        .where('doneAt', 'is', null)
        .where('parkedAt', 'is', null)
        .where('nextAt', '<=', iso(clock.now()))
        .orderBy('id')
        .limit(200)
        .execute()
      for (const item of due) await process(item)
    },
  }
}

async function store(tx: Tx, connectionId: string, raw: RawItem): Promise<Row<'rawItems'> | undefined> {
  return tx.db
    .insertInto('rawItems')
    .values({
      id: newId(),
      connectionId,
      key: raw.key,
      headers: JSON.stringify(raw.headers),
      body: Buffer.from(raw.body),
      receivedAt: tx.now,
      attempts: 0,
      // Left to the job only when this process does not get to it.
      nextAt: plusSeconds(tx.now, 5),
    })
    .onConflict(conflict => conflict.columns(['connectionId', 'key']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

const settle = (tx: Tx, id: string, values: Partial<Row<'rawItems'>>) =>
  tx.db.updateTable('rawItems').set(values).where('id', '=', id).execute()

/** Tries again later; parks what will never work or has not worked often enough. */
async function fail(tx: Tx, item: Row<'rawItems'>, error: unknown) {
  const attempts = item.attempts + 1
  const hopeless = error instanceof SyntaxError || (error instanceof PluginError && error.code === 'permanent')
  const reason = error instanceof PluginError ? error.message : nameOf(error)
  await settle(tx, item.id, {
    attempts,
    reason,
    nextAt: plusSeconds(tx.now, 5 * 3 ** Math.min(attempts, MAX_ATTEMPTS)),
    parkedAt: hopeless || attempts >= MAX_ATTEMPTS ? tx.now : null,
  })
}

/** What a fault was, without what a person wrote. */
const nameOf = (error: unknown) =>
  error instanceof Error ? [error.name, (error as { code?: unknown }).code].filter(Boolean).join(' ') : 'unknown'
