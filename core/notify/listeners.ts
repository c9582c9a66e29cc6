import { type Connections, connectionRow } from '../connections/connections.ts'
import type { Changes } from '../db/changes.ts'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx, Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { quietTypes } from '../lib/event.ts'
import { newId } from '../lib/id.ts'
import { type HappenedEvent, PluginError } from '../plugin/index.ts'

/** Seconds between tries: at once at first, then for days. */
const PAUSES = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
/** From this many tries of one event on, an admin sees that it does not get through. */
const SHOWN = 3
/** How long the other side may take, in milliseconds. */
const DELIVER_TIME = 15_000
/** Deliveries of one connection in one go. */
const AT_ONCE = 50

/** Tells other systems what happened here, each event at least once, for days if it must. */
export interface Listeners {
  /** Makes deliveries of what is new and sends what is due. A job. */
  tellDue(): Promise<void>
}

export function openListeners(core: {
  db: Db
  write: Write
  changes: Changes
  connections: Connections
  clock: Clock
}): Listeners {
  const { db, write, changes, connections, clock } = core
  const actor = system('listeners')

  /** Deliveries and cursor in one commit: no event is skipped, none made twice. */
  async function queueNew(row: Row<'connections'>) {
    const events = await changes.after(row.toldSeq ?? 0)
    const newest = events.at(-1)?.seq
    if (newest === undefined) return
    const wants = await wishOf(row.id)
    await write(actor, async tx => {
      for (const { seq, type } of events) {
        if (quietTypes.includes(type) || !wants(type)) continue
        await tx.db
          .insertInto('deliveries')
          .values({ id: newId(), connectionId: row.id, eventSeq: seq, attempts: 0, nextAt: tx.now })
          .onConflict(conflict => conflict.doNothing())
          .execute()
      }
      await tx.db.updateTable('connections').set({ toldSeq: newest }).where('id', '=', row.id).execute()
    })
  }

  /** What the listener wants to know; who does not say wants all. */
  async function wishOf(connectionId: string): Promise<(type: string) => boolean> {
    const { row, plugin, settings } = await connections.open(db, connectionId)
    const ctx = { connection: { id: row.id, name: row.name }, settings, now: () => clock.now() } as never
    return type => plugin.listener?.wants?.(type, ctx) ?? true
  }

  async function sendDue(connectionId: string) {
    const open = await connections.open(db, connectionId)
    const waiting = await db
      .selectFrom('deliveries')
      .innerJoin('events', 'events.seq', 'deliveries.eventSeq')
      .leftJoin('cases', 'cases.id', 'events.caseId')
      .where('deliveries.connectionId', '=', connectionId)
      .where('deliveries.doneAt', 'is', null)
      .where('deliveries.failedAt', 'is', null)
      .orderBy('deliveries.eventSeq')
      .limit(AT_ONCE)
      .select([
        'deliveries.id',
        'deliveries.attempts',
        'deliveries.nextAt',
        'events.type',
        'events.at',
        'events.caseId',
        'events.data',
      ])
      .select('cases.number')
      .execute()
    for (const { id, attempts, nextAt, type, at, caseId, number, data } of waiting) {
      // In order: nothing overtakes what is to be tried again later.
      if (waits(nextAt)) return
      const event: HappenedEvent = {
        id,
        type,
        at: new Date(at),
        ...(caseId && { caseId }),
        ...(number && { caseNumber: number }),
        data: JSON.parse(data),
      }
      try {
        await open.call('deliver', [event], { deadline: DELIVER_TIME })
        await write(actor, tx => settle(tx, id, { doneAt: tx.now, reason: null }))
      } catch (error) {
        const fault = error instanceof PluginError ? error : new PluginError('temporary', 'The plugin failed')
        await write(actor, tx => failed(tx, connectionId, { id, attempts }, fault))
        // What stands behind it would fail the same way.
        return
      }
    }
  }

  /** No pause is longer than a day: of one that seems to be, the clock was set back. */
  function waits(nextAt: string) {
    const now = iso(clock.now())
    return nextAt > now && nextAt <= plusSeconds(now, 86_400)
  }

  return {
    async tellDue() {
      const rows = await connections.inUse(plugin => plugin.listener !== undefined)
      await Promise.all(
        rows.map(async row => {
          await queueNew(row)
          await sendDue(row.id)
        }),
      )
    },
  }
}

const settle = (tx: Tx, id: string, values: Partial<Row<'deliveries'>>) =>
  tx.db.updateTable('deliveries').set(values).where('id', '=', id).execute()

async function failed(tx: Tx, connectionId: string, delivery: { id: string; attempts: number }, fault: PluginError) {
  const attempts = delivery.attempts + 1
  const pause = Math.max(PAUSES[delivery.attempts] ?? 0, fault.retryAfter ?? 0)
  const over = fault.code === 'permanent' || attempts > PAUSES.length
  await settle(tx, delivery.id, {
    attempts,
    reason: fault.message.slice(0, 500),
    nextAt: plusSeconds(tx.now, pause),
    ...(over && { failedAt: tx.now }),
  })
  if (!over && attempts < SHOWN) return
  const { problem } = await connectionRow(tx, connectionId)
  // Given up: somebody must look at it before more is lost.
  await tx.db
    .updateTable('connections')
    .set(eb => ({
      ...(over && { pausedAt: tx.now }),
      problem: fault.message.slice(0, 500),
      problemSince: eb.fn.coalesce('problemSince', eb.val(tx.now)),
    }))
    .where('id', '=', connectionId)
    .execute()
  if (over || !problem) await tx.record({ type: 'connection.changed', data: { connectionId } })
}
