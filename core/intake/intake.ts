import { setTimeout as sleep } from 'node:timers/promises'
import type { Connections } from '../connections/connections.ts'
import { noteArrival } from '../connections/health.ts'
import type { Db } from '../db/db.ts'
import { prepared, type Slots } from '../db/prepared.ts'
import type { Write } from '../db/write.ts'
import { keepAll } from '../files/attachments.ts'
import type { Files } from '../files/store.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Seal } from '../lib/seal.ts'
import { onceAtATime, together } from '../lib/together.ts'
import type { Admitted, Terms } from '../plugin/door.ts'
import type { RawItem } from '../plugin/index.ts'
import { inOrder, type Turn } from './in-order.ts'
import { type Arrival, ingest } from './ingest.ts'
import { done, fail, type InHand, type Item, nameOf, settle, store } from './items.ts'

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

/** Items of one connection that are understood at the same moment; items that are brought into the cases as one. */
const AT_ONCE = 100
/** Items of a page, and events of an item, that are written at once. */
const PIECE = 250
/** Items that the job reads at once. */
const DUE = 200
/** So many items within so many milliseconds are a flood. */
const FLOOD = { items: 30, within: 100 } as const
/** How long understanding gives way to a flood, in milliseconds. */
const MAX_HASTE = 5000
/** Items of one connection that are in memory at once. */
const MAX_WAITING = 2000
/** How exactly it is known when a connection was last heard from, in milliseconds. */
const HEARD = 60_000
/** How long a plugin may take over one item, in milliseconds. */
const PARSE_TIME = 10_000

/** What an item means, not yet in the cases. */
interface Understood {
  item: InHand
  events: readonly Admitted[]
  arrival: Arrival
  /** Why some of its events were not let in. */
  refused: string | undefined
}

/** A part of it, and what becomes of the item with it; nothing while there are more. */
type Piece = Omit<Understood, 'refused'> & { outcome: 'more' | 'done' | { refused: string } }

/** A connection's items, which wait for each other and for nobody else's. */
interface Lane {
  /** Items that this process has in memory, by their ids, until they are understood. */
  inHand: Map<string, Promise<void>>
  waiting: Array<() => void>
  working: number
  /** Nothing that came earlier waits on the disk alone. */
  caughtUp: boolean
}

const itemById = prepared((db, its: Slots<{ id: string }>) =>
  db.selectFrom('rawItems').selectAll().where('id', '=', its.id),
)

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

  const bringIn = together(AT_ONCE, (group: readonly Piece[]) =>
    write(actor, tx =>
      inTurn(group, async ({ item, events, arrival, outcome }) => {
        for (const event of events) await ingest(tx, arrival, event)
        if (outcome === 'done') await done(tx.db, { id: item.id, doneAt: tx.now })
        else if (outcome !== 'more') await settle(tx, item.id, { parkedAt: tx.now, reason: outcome.refused })
      }),
    ),
  )

  const turns = inOrder()
  const lanes = new Map<string, Lane>()
  /** When it was last noted, by connection, that something came in: not with each item. */
  const heard = new Map<string, number>()
  /** When the last items came. */
  const arrivals: number[] = []

  function laneOf(connectionId: string): Lane {
    const lane = lanes.get(connectionId) ?? { inHand: new Map(), waiting: [], working: 0, caughtUp: false }
    lanes.set(connectionId, lane)
    return lane
  }

  const isFlooded = () => arrivals.length >= FLOOD.items && performance.now() - (arrivals[0] ?? 0) < FLOOD.within

  /** Taking in goes before understanding: a platform that is kept waiting gives up, an item that waits is safe. */
  async function calm() {
    const until = performance.now() + MAX_HASTE
    while (isFlooded() && performance.now() < until) await sleep(FLOOD.within / 4)
  }

  /** Parses an item and keeps its files, some at a time; undefined while its connection is stopped. */
  async function understand(inHand: InHand | Item): Promise<Understood | undefined> {
    const lane = laneOf(inHand.connectionId)
    if (lane.working >= AT_ONCE) await new Promise<void>(resolve => lane.waiting.push(resolve))
    else lane.working += 1
    try {
      await calm()
      const item = 'body' in inHand ? inHand : await itemOf(inHand.id)
      const open = await connections.open(db, item.connectionId)
      // It is safe where it is, and goes on when somebody resumes the connection.
      if (open.row.pausedAt) return undefined
      const raw = { key: item.key, headers: JSON.parse(item.headers), body: new Uint8Array(item.body) }
      const terms = { receivedAt: new Date(item.receivedAt), language }
      const { events, refused } = await open.call('parse', [raw, terms], { deadline: PARSE_TIME })
      const attached = events.flatMap(event => (event.type === 'message' ? (event.attachments ?? []) : []))
      const kept = await keepAll(files, attached)
      return { item, events, refused, arrival: { connection: open.row, seal, reopenHours, files: kept } }
    } finally {
      const next = lane.waiting.shift()
      if (next) next()
      else lane.working -= 1
    }
  }

  /** Brings an item in, in as many pieces as it takes; `onLast` is called when its last one has joined a group. */
  async function bringAllIn({ refused, events, ...of }: Understood, onLast: () => void): Promise<void> {
    for (const { piece, isLast } of inPieces(events)) {
      const outcome = !isLast ? 'more' : refused ? { refused } : 'done'
      const brought = bringIn({ ...of, events: piece, outcome })
      if (isLast) onLast()
      await brought
    }
  }

  /** Understood side by side, brought in in turn: a short message does not overtake one with a picture. */
  async function process(item: InHand | Item, turn: Turn) {
    try {
      const understood = await understand(item)
      await turn.come
      // The next one joins the same group behind it.
      if (understood) await bringAllIn(understood, turn.pass)
      else laneOf(item.connectionId).caughtUp = false
    } catch (error) {
      turn.pass()
      await write(actor, tx => fail(tx, item, error))
      log.warn({ rawItem: item.id, connection: item.connectionId, error: nameOf(error) }, 'An item was not understood')
    } finally {
      turn.pass()
    }
  }

  /** Takes an item in hand, once. It is safe already: what goes wrong from here is kept on the item and tried again. */
  function take(item: InHand | Item): Promise<void> {
    const { inHand } = laneOf(item.connectionId)
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

  async function itemOf(id: string): Promise<Item> {
    const [item] = await itemById(db, { id })
    return item!
  }

  /** Takes what came on a connection before, when it was stopped, when too much waited, or in an earlier process. */
  const catchUp = onceAtATime(async (connectionId: string) => {
    const lane = laneOf(connectionId)
    // With some room again at once, so that a flood does not ask with each item.
    if (lane.inHand.size > MAX_WAITING / 2) return
    const earlier = await db
      .selectFrom('rawItems')
      .innerJoin('connections', 'connections.id', 'rawItems.connectionId')
      .where('rawItems.connectionId', '=', connectionId)
      .where('connections.pausedAt', 'is', null)
      .where('doneAt', 'is', null)
      .where('rawItems.parkedAt', 'is', null)
      .where('attempts', '=', 0)
      .orderBy('rawItems.id')
      .limit(MAX_WAITING)
      .select(['rawItems.id', 'rawItems.connectionId', 'attempts'])
      .execute()
    for (const item of earlier) {
      if (lane.inHand.size >= MAX_WAITING) return
      void take(item)
    }
    if (earlier.length < MAX_WAITING) lane.caughtUp = true
  })

  /** In the order they came; when too many wait, the rest is left to the job, with what comes behind it. */
  async function queue(item: Item): Promise<void> {
    const lane = laneOf(item.connectionId)
    if (!lane.caughtUp) {
      await catchUp(item.connectionId).catch(error =>
        log.error({ error: nameOf(error) }, 'The intake could not catch up'),
      )
    }
    const known = lane.inHand.get(item.id)
    if (known) return known
    if (lane.caughtUp && lane.inHand.size < MAX_WAITING) return take(item)
    lane.caughtUp = false
  }

  /** Items that are due and can be understood now. */
  function due() {
    const now = iso(clock.now())
    return (
      db
        .selectFrom('rawItems')
        .innerJoin('connections', 'connections.id', 'rawItems.connectionId')
        .where('connections.pausedAt', 'is', null)
        .where('doneAt', 'is', null)
        .where('rawItems.parkedAt', 'is', null)
        // An item from the future waits for nothing: the clock was set back since.
        .where(eb => eb.or([eb('nextAt', '<=', now), eb('receivedAt', '>', now)]))
    )
  }

  /** A connection whose plugin is slow keeps no other waiting; its own items are read by one run at a time. */
  const processOn = onceAtATime(async (connectionId: string) => {
    for (;;) {
      const items = await due()
        .where('rawItems.connectionId', '=', connectionId)
        .orderBy('rawItems.id')
        .limit(DUE)
        .selectAll('rawItems')
        .execute()
      await Promise.all(items.map(take))
      if (items.length < DUE) return
    }
  })

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
