import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connections } from '../connections/connections.ts'
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
import { together } from '../lib/together.ts'
import type { Admitted, Terms } from '../plugin/door.ts'
import { CutOff } from '../plugin/host.ts'
import { PluginError, type RawItem } from '../plugin/index.ts'
import { must } from '../team/may.ts'
import { type Arrival, ingest } from './ingest.ts'

/** The way in: store first, understand after. What cannot be understood is parked, visible, and can be replayed. */
export interface Intake {
  /**
   * Takes what a platform or a form delivered: durable when it resolves. The same key on the same connection twice is one
   * item. Who wants to show what became of it waits for `understood`, which never rejects.
   */
  accept(connectionId: string, raw: RawItem): Promise<{ understood: Promise<void> }>
  /**
   * Takes a page of a poll, and with its last items where the next one begins; then understands it. A long page is taken in
   * pieces, between which others have their turn. Without a cursor polling goes on where it was. Answers how many of the
   * items were not here yet.
   */
  acceptPage(connectionId: string, items: readonly RawItem[], cursor?: string | null): Promise<number>
  /** Understands what is due: what a stop or a fault left behind. */
  processDue(): Promise<void>
}

/** The longest key of an item, in characters: an index on Postgres holds no more than some thousands of bytes. */
const MAX_KEY = 500
const MAX_ATTEMPTS = 8
/** An item over which its plugin hangs or fills its memory costs its connection that time again at each attempt. */
const MAX_CUT_OFF = 2
/** Items of one connection that are understood at the same moment, and brought into the cases as one. */
const AT_ONCE = 100
/** Items of a page, and events of an item, that are written at once. */
const PIECE = 250
/** Items that the job reads at once. */
const DUE = 200
/** So many items within so many milliseconds are a flood. */
const FLOOD = { items: 30, within: 100 } as const
/** How long understanding gives way to a flood, in milliseconds. */
const MAX_HASTE = 5000
/** Items of one connection that wait for that in memory. */
const MAX_WAITING = 2000
/** How long a plugin may take over one item, in milliseconds. */
const PARSE_TIME = 10_000

export type Item = Row<'rawItems'>

/** What an item means, not yet in the cases. */
interface Understood {
  item: Item
  events: readonly Admitted[]
  arrival: Arrival
  /** What becomes of the item with these events; nothing while there are more. */
  outcome: 'more' | 'done' | { refused: string }
}

/** A connection's items, which wait for each other and for nobody else's. */
interface Lane {
  waiting: Array<() => void>
  working: number
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
  language: Terms['language']
}): Intake {
  const { db, write, connections, seal, files, clock, log, reopenHours, language } = core
  const actor = system('intake')

  const bringIn = together(AT_ONCE, (group: readonly Understood[]) =>
    write(actor, tx =>
      inTurn(group, async ({ item, events, arrival, outcome }) => {
        for (const event of events) await ingest(tx, arrival, event)
        if (outcome === 'done') await done(tx.db, { id: item.id, doneAt: tx.now })
        else if (outcome !== 'more') await settle(tx, item.id, { parkedAt: tx.now, reason: outcome.refused })
      }),
    ),
  )

  async function process(item: Item) {
    try {
      const open = await connections.open(db, item.connectionId)
      // It is safe where it is, and goes on when somebody resumes the connection.
      if (open.row.pausedAt) return
      const raw = { key: item.key, headers: JSON.parse(item.headers), body: new Uint8Array(item.body) }
      const terms = { receivedAt: new Date(item.receivedAt), language }
      const { events, refused } = await open.call('parse', [raw, terms], { deadline: PARSE_TIME })
      const attached = events.flatMap(event => (event.type === 'message' ? (event.attachments ?? []) : []))
      const kept = await keepAll(files, attached)
      const arrival = { connection: open.row, seal, reopenHours, files: kept }
      for (const { piece, isLast } of inPieces(events)) {
        await bringIn({ item, events: piece, arrival, outcome: !isLast ? 'more' : refused ? { refused } : 'done' })
      }
    } catch (error) {
      await write(actor, tx => fail(tx, item, error))
      log.warn({ rawItem: item.id, connection: item.connectionId, error: nameOf(error) }, 'An item was not understood')
    }
  }

  /** It is safe already: what goes wrong from here is kept on the item and tried again. */
  const tryProcess = (item: Item) =>
    process(item).catch(error => log.error({ rawItem: item.id, error: nameOf(error) }, 'The intake stopped'))

  const lanes = new Map<string, Lane>()
  const working = new Map<string, Promise<void>>()
  /** When the last items came. */
  const arrivals: number[] = []

  const isFlooded = () => arrivals.length >= FLOOD.items && performance.now() - (arrivals[0] ?? 0) < FLOOD.within

  /** Taking in goes before understanding: a platform that is kept waiting gives up, an item that waits is safe. */
  async function calm() {
    const until = performance.now() + MAX_HASTE
    while (isFlooded() && performance.now() < until) await sleep(FLOOD.within / 4)
  }

  /** Some at a time, in the order they came; when too many wait, the rest is left to the job. */
  async function queue(item: Item): Promise<void> {
    const lane = lanes.get(item.connectionId) ?? { waiting: [], working: 0 }
    lanes.set(item.connectionId, lane)
    if (lane.waiting.length >= MAX_WAITING) return
    if (lane.working >= AT_ONCE) await new Promise<void>(resolve => lane.waiting.push(resolve))
    else lane.working += 1
    await calm()
    await tryProcess(item)
    const next = lane.waiting.shift()
    if (next) next()
    else lane.working -= 1
    if (!lane.working) lanes.delete(item.connectionId)
  }

  /** What is due and can be understood now. */
  function due() {
    const now = iso(clock.now())
    return (
      db
        .selectFrom('rawItems')
        .where('doneAt', 'is', null)
        .where('parkedAt', 'is', null)
        // What came in the future waits for nothing: the clock was set back since.
        .where(eb => eb.or([eb('nextAt', '<=', now), eb('receivedAt', '>', now)]))
        .where('connectionId', 'in', db.selectFrom('connections').where('pausedAt', 'is', null).select('id'))
    )
  }

  async function processAll(connectionId: string) {
    // What waits in memory is due as well and comes first: reading it again would do it twice, or spin.
    while (!lanes.get(connectionId)?.waiting.length) {
      const items = await due().where('connectionId', '=', connectionId).orderBy('id').limit(DUE).selectAll().execute()
      await Promise.all(items.map(queue))
      if (items.length < DUE) return
    }
  }

  /** A connection whose plugin is slow keeps no other waiting; its own items are read by one run at a time. */
  function processOn(connectionId: string): Promise<void> {
    const underWay = working.get(connectionId)
    if (underWay) return underWay
    const all = processAll(connectionId).finally(() => working.delete(connectionId))
    working.set(connectionId, all)
    return all
  }

  return {
    async accept(connectionId, raw) {
      arrivals.push(performance.now())
      if (arrivals.length > FLOOD.items) arrivals.shift()
      const item = await write(actor, tx => store(tx, connectionId, raw))
      return { understood: item ? queue(item) : Promise.resolve() }
    },
    async acceptPage(connectionId, raws, cursor) {
      const understanding: Array<Promise<void>> = []
      for (const { piece, isLast } of inPieces(raws)) {
        const items = await write(actor, async tx => {
          const stored = await inTurn(piece, raw => store(tx, connectionId, raw))
          // With the last of them: who is stopped before has the page again.
          if (isLast && cursor !== undefined) {
            await tx.db.updateTable('connections').set({ cursor }).where('id', '=', connectionId).execute()
          }
          return stored.filter(item => item !== undefined)
        })
        understanding.push(...items.map(queue))
      }
      await Promise.all(understanding)
      return understanding.length
    },
    async processDue() {
      const waiting = await due().select('connectionId').distinct().execute()
      await Promise.all(waiting.map(({ connectionId }) => processOn(connectionId)))
    },
  }
}

/** A list in pieces, each saying whether it is the last; an empty list is one piece. */
function* inPieces<One>(list: readonly One[]): Generator<{ piece: readonly One[]; isLast: boolean }> {
  let at = 0
  do {
    const piece = list.slice(at, at + PIECE)
    at += PIECE
    yield { piece, isLast: at >= list.length }
  } while (at < list.length)
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

/** What a fault was, without what a person wrote. */
const nameOf = (error: unknown) =>
  error instanceof Error ? [error.name, (error as { code?: unknown }).code].filter(Boolean).join(' ') : 'unknown'
