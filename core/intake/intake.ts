import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connections } from '../connections/connections.ts'
import { noteArrival } from '../connections/health.ts'
import type { Db } from '../db/db.ts'
import { preparedChange, type Slots } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import type { Tx, Write } from '../db/write.ts'
import { keepAll } from '../files/attachments.ts'
import type { Files } from '../files/store.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import type { Log } from '../lib/log.ts'
import type { Seal } from '../lib/seal.ts'
import { onceAtATime, together } from '../lib/together.ts'
import { type InboundEvent, PluginError, type RawItem } from '../plugin/index.ts'
import { must } from '../team/may.ts'
import { inOrder, type Turn } from './in-order.ts'
import { type Arrival, ingest } from './ingest.ts'

/** The way in: store first, understand after. What cannot be understood is parked, visible, and can be replayed. */
export interface Intake {
  /**
   * Takes what a platform or a form delivered: durable when it resolves. The same key on the same connection twice is one
   * item. Who wants to show what became of it waits for `understood`, which never rejects.
   */
  accept(connectionId: string, raw: RawItem): Promise<{ understood: Promise<void> }>
  /**
   * Takes a page of a poll, and where the next one begins, in one commit; then understands it. Without a cursor polling goes
   * on where it was. Answers how many of the items were not here yet.
   */
  acceptPage(connectionId: string, items: readonly RawItem[], cursor?: string | null): Promise<number>
  /** Understands what is due: what a stop or a fault left behind. */
  processDue(): Promise<void>
}

/** The longest key of an item, in characters: an index on Postgres holds no more than some thousands of bytes. */
const MAX_KEY = 500
const MAX_ATTEMPTS = 8
/** Items that are understood at the same moment, and brought into the cases as one. */
const AT_ONCE = 100
/** Items that the job reads at once. */
const DUE = 200
/** So many items within so many milliseconds are a flood. */
const FLOOD = { items: 30, within: 100 } as const
/** How long understanding gives way to a flood, in milliseconds. */
const MAX_HASTE = 5000
/** Items that are in memory at once. */
const MAX_WAITING = 2000
/** How exactly it is known when a connection was last heard from, in milliseconds. */
const HEARD = 60_000
/** How long a plugin may take over one item, in milliseconds. */
const PARSE_TIME = 10_000

export type Item = Row<'rawItems'>

/** What an item means, not yet in the cases. */
interface Understood {
  item: Item
  events: readonly InboundEvent[]
  arrival: Arrival
}

export function openIntake(core: {
  db: Db
  write: Write
  connections: Connections
  seal: Seal
  files: Files
  clock: Clock
  log: Log
  reopenHours: number
}): Intake {
  const { db, write, connections, seal, files, clock, log, reopenHours } = core
  const actor = system('intake')

  const bringIn = together(AT_ONCE, (group: readonly Understood[]) =>
    write(actor, tx =>
      inTurn(group, async ({ item, events, arrival }) => {
        for (const event of events) await ingest(tx, arrival, event)
        await done(tx.db, { id: item.id, doneAt: tx.now })
      }),
    ),
  )

  const turns = inOrder()
  const waiting: Array<() => void> = []
  let working = 0
  /** When it was last noted, by connection, that something came in: not with each item. */
  const heard = new Map<string, number>()
  /** When the last items came. */
  const arrivals: number[] = []
  /** What this process has in memory, by the id of the item, until it is understood. */
  const inHand = new Map<string, Promise<void>>()
  /** Connections of which nothing that came earlier waits on the disk alone. */
  const caughtUp = new Set<string>()

  const isFlooded = () => arrivals.length >= FLOOD.items && performance.now() - (arrivals[0] ?? 0) < FLOOD.within

  /** Taking in goes before understanding: a platform that is kept waiting gives up, an item that waits is safe. */
  async function calm() {
    const until = performance.now() + MAX_HASTE
    while (isFlooded() && performance.now() < until) await sleep(FLOOD.within / 4)
  }

  /** Parses an item and keeps its files, some at a time; undefined while its connection is stopped. */
  async function understand(item: Item): Promise<Understood | undefined> {
    if (working >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
    else working += 1
    try {
      await calm()
      const open = await connections.open(db, item.connectionId)
      // It is safe where it is, and goes on when somebody resumes the connection.
      if (open.row.pausedAt) return undefined
      const raw = { key: item.key, headers: JSON.parse(item.headers), body: new Uint8Array(item.body) }
      const events: InboundEvent[] = await open.call('parse', [raw], { deadline: PARSE_TIME })
      const attached = events.flatMap(event => (event.type === 'message' ? (event.attachments ?? []) : []))
      const kept = await keepAll(files, attached)
      return { item, events, arrival: { connection: open.row, seal, reopenHours, files: kept } }
    } finally {
      const next = waiting.shift()
      if (next) next()
      else working -= 1
    }
  }

  /** Understood side by side, brought in in turn: a short message does not overtake one with a picture. */
  async function process(item: Item, turn: Turn) {
    try {
      const understood = await understand(item)
      await turn.come
      if (!understood) return void caughtUp.delete(item.connectionId)
      const brought = bringIn(understood)
      // The next one joins the same group behind it.
      turn.pass()
      await brought
    } catch (error) {
      turn.pass()
      await write(actor, tx => fail(tx, item, error))
      log.warn({ rawItem: item.id, connection: item.connectionId, error: nameOf(error) }, 'An item was not understood')
    } finally {
      turn.pass()
    }
  }

  /** Takes an item in hand, once. It is safe already: what goes wrong from here is kept on the item and tried again. */
  function take(item: Item): Promise<void> {
    const known = inHand.get(item.id)
    if (known) return known
    // One that failed before gave its place up, and holds up nobody who comes for the first time.
    const turn = turns(item.attempts ? `${item.connectionId} again` : item.connectionId)
    const taken = process(item, turn)
      .catch(error => log.error({ rawItem: item.id, error: nameOf(error) }, 'The intake stopped'))
      .finally(() => inHand.delete(item.id))
    inHand.set(item.id, taken)
    return taken
  }

  /** Takes what came on a connection before, when it was stopped, when too much waited, or in an earlier process. */
  const catchUp = onceAtATime(async (connectionId: string) => {
    const room = Math.min(DUE, MAX_WAITING - inHand.size)
    if (room <= 0) return
    const earlier = await db
      .selectFrom('rawItems')
      .innerJoin('connections', 'connections.id', 'rawItems.connectionId')
      .where('rawItems.connectionId', '=', connectionId)
      .where('connections.pausedAt', 'is', null)
      .where('doneAt', 'is', null)
      .where('rawItems.parkedAt', 'is', null)
      .where('attempts', '=', 0)
      .orderBy('rawItems.id')
      .limit(room)
      .selectAll('rawItems')
      .execute()
    for (const item of earlier) void take(item)
    if (earlier.length < room) caughtUp.add(connectionId)
  })

  /** In the order they came; when too many wait, the rest is left to the job, with what comes behind it. */
  async function queue(item: Item): Promise<void> {
    const { connectionId } = item
    if (!caughtUp.has(connectionId)) {
      await catchUp(connectionId).catch(error => log.error({ error: nameOf(error) }, 'The intake could not catch up'))
    }
    const known = inHand.get(item.id)
    if (known) return known
    if (caughtUp.has(connectionId) && inHand.size < MAX_WAITING) return take(item)
    caughtUp.delete(connectionId)
  }

  return {
    async accept(connectionId, raw) {
      arrivals.push(performance.now())
      if (arrivals.length > FLOOD.items) arrivals.shift()
      const now = clock.now().getTime()
      const isNews = Math.abs(now - (heard.get(connectionId) ?? 0)) > HEARD
      const item = await write(actor, async tx => {
        const item = await store(tx, connectionId, raw)
        if (item && isNews) await noteArrival(tx, connectionId)
        return item
      })
      if (item && isNews) heard.set(connectionId, now)
      return { understood: item ? queue(item) : Promise.resolve() }
    },
    async acceptPage(connectionId, raws, cursor) {
      const items = await write(actor, async tx => {
        const stored = await inTurn(raws, raw => store(tx, connectionId, raw))
        if (cursor !== undefined) {
          await tx.db.updateTable('connections').set({ cursor }).where('id', '=', connectionId).execute()
        }
        return stored.filter(item => item !== undefined)
      })
      await Promise.all(items.map(queue))
      return items.length
    },
    async processDue() {
      for (;;) {
        const now = iso(clock.now())
        const due = await db
          .selectFrom('rawItems')
          .where('doneAt', 'is', null)
          .where('parkedAt', 'is', null)
          // What came in the future waits for nothing: the clock was set back since.
          .where(eb => eb.or([eb('nextAt', '<=', now), eb('receivedAt', '>', now)]))
          .where('connectionId', 'in', db.selectFrom('connections').where('pausedAt', 'is', null).select('id'))
          .orderBy('id')
          .limit(DUE)
          .selectAll()
          .execute()
        await Promise.all(due.map(take))
        if (due.length < DUE) return
      }
    },
  }
}

/** One after the other, as within a transaction. */
async function inTurn<From, To>(list: readonly From[], act: (one: From) => Promise<To>): Promise<To[]> {
  const results: To[] = []
  for (const one of list) results.push(await act(one))
  return results
}

/** Lets a parked item be understood again, after its plugin was mended for one. */
export async function replay(tx: Tx, rawItemId: string): Promise<Item> {
  must(tx.actor, 'connection.manage')
  const item = await tx.db
    .updateTable('rawItems')
    .set({ parkedAt: null, doneAt: null, attempts: 0, nextAt: tx.now, reason: null })
    .where('id', '=', rawItemId)
    .returningAll()
    .executeTakeFirst()
  if (!item) throw notFound('item')
  return item
}

/** What could not be understood, the newest first. */
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

const done = preparedChange((db, its: Slots<{ id: string; doneAt: string }>) =>
  db.updateTable('rawItems').set({ doneAt: its.doneAt, reason: null }).where('id', '=', its.id),
)

const settle = (tx: Tx, id: string, values: Partial<Item>) =>
  tx.db.updateTable('rawItems').set(values).where('id', '=', id).execute()

/** Tries again later; parks what will never work or has not worked often enough. */
async function fail(tx: Tx, item: Item, error: unknown) {
  const attempts = item.attempts + 1
  const hopeless = error instanceof PluginError && error.code === 'permanent'
  await settle(tx, item.id, {
    attempts,
    reason: error instanceof PluginError ? error.message : nameOf(error),
    nextAt: plusSeconds(tx.now, 5 * 3 ** Math.min(attempts, MAX_ATTEMPTS)),
    parkedAt: hopeless || attempts >= MAX_ATTEMPTS ? tx.now : null,
  })
}

/** What a fault was, without what a person wrote. */
const nameOf = (error: unknown) =>
  error instanceof Error ? [error.name, (error as { code?: unknown }).code].filter(Boolean).join(' ') : 'unknown'
