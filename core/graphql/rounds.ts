// Followers who are told something at one moment share what is looked up for it, as it is at that moment.
import DataLoader from 'dataloader'
import { countLists, countMine, type ListCounts, type Whereabouts, whereaboutsOf } from '../cases/find.ts'
import type { Row } from '../db/schema.ts'
import { type TokenActor, type UserActor, userOf } from '../lib/actor.ts'
import { actorsAgain } from '../team/actor.ts'
import { connectionsFor } from '../team/may.ts'
import type { Core } from './context.ts'

type Reader = UserActor | TokenActor

/** One turn of the loop: everybody who looks in it shares what is read in it. */
export interface Round {
  /** Events after a cursor, at most `BATCH`. */
  after(cursor: number): Promise<ReadonlyArray<Row<'events'>>>
  /** The state of things now; with a cursor, once the events up to it were read, so that nothing here is older than they are. */
  now(cursor?: number): Now
  /** The result of `make`, made once for each key. */
  once<Made>(key: string, make: () => Made): Made
}

export interface Now {
  /** The same actor as they are now; undefined once they have no access any more. */
  again(actor: Reader): Promise<Reader | undefined>
  /** Where a case stands and on which connections, for whoever is then found to have a right on one of them. */
  whereabouts(caseId: string): Promise<Whereabouts | undefined>
  counts(reader: Reader): Promise<ListCounts>
}

export interface Rounds {
  current(): Round
  /** Calls back when there are events that were not there before, all who listen in one turn. Returns the way to stop. */
  listen(wake: () => void): () => void
  /** The same, at most once a second: for what is dear and need not be exact at every moment. */
  listenSlowly(wake: () => void): () => void
}

/** Events read at once; a client further behind gets them in several changes. */
export const BATCH = 500
/** How long after an event those are called who listen slowly, and how long apart, in milliseconds. */
const SLOWLY = { gather: 100, apart: 1000 }

export function openRounds(core: Pick<Core, 'database' | 'db' | 'changes' | 'clock' | 'config'>): Rounds {
  const listeners = new Set<() => void>()
  const slow = new Set<() => void>()
  let round: Round | undefined
  let cursor: number | undefined
  let stop = () => {}
  let looking = false
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let calledAt = Number.NEGATIVE_INFINITY

  /** Reads once for everybody whether anything happened: most commits are nobody's business. */
  async function look() {
    again = looking
    if (looking) return
    looking = true
    try {
      const from = cursor
      if (from === undefined) cursor = await core.changes.cursor()
      else {
        const events = await core.changes.after(from, BATCH)
        if (!events.length) return
        again ||= events.length === BATCH
        cursor = events.at(-1)?.seq
        current().once(`after ${from}`, () => Promise.resolve(events))
      }
      callAll()
    } catch {
      // They look for themselves, and say what is wrong.
      callAll()
    } finally {
      looking = false
      if (again) void look()
    }
  }

  function callAll() {
    for (const wake of listeners) wake()
    if (!slow.size) return
    const rest = calledAt + SLOWLY.apart - performance.now()
    if (timer) return
    timer = setTimeout(callSlowly, Math.max(SLOWLY.gather, rest)).unref()
  }

  function callSlowly() {
    timer = undefined
    calledAt = performance.now()
    for (const wake of slow) wake()
  }

  function current(): Round {
    if (!round) {
      round = openRound(core)
      setImmediate(() => (round = undefined))
    }
    return round
  }

  function join(set: Set<() => void>, wake: () => void) {
    if (!listeners.size && !slow.size) stop = core.changes.listen(() => void look())
    set.add(wake)
    return () => {
      set.delete(wake)
      if (listeners.size || slow.size) return
      stop()
      cursor = undefined
    }
  }

  return {
    current,
    listen: wake => join(listeners, wake),
    listenSlowly: wake => join(slow, wake),
  }
}

function openRound(core: Parameters<typeof openRounds>[0]): Round {
  const made = new Map<string, unknown>()
  const once = <Made>(key: string, make: () => Made): Made => {
    if (!made.has(key)) made.set(key, make())
    return made.get(key) as Made
  }
  return {
    once,
    after: cursor => once(`after ${cursor}`, () => core.changes.after(cursor, BATCH)),
    now: cursor => once(`now ${cursor}`, () => openNow(core)),
  }
}

function openNow({ database, db, clock, config }: Parameters<typeof openRounds>[0]): Now {
  const actors = new DataLoader<Reader, Reader | undefined>(all => actorsAgain(db, clock, config, all))
  const whereabouts = new DataLoader<string, Whereabouts | undefined>(async ids => {
    const found = await whereaboutsOf(db, ids)
    return ids.map(id => found.get(id))
  })
  const counting = new Map<string, { shared: Promise<ListCounts>; mine: DataLoader<string, number> }>()
  const together = new Map<string, ListCounts>()

  /** For all who have exactly these rights. */
  const count = (reader: Reader) => ({
    shared: countLists(database, reader, 'shared'),
    mine: new DataLoader<string, number>(async ids => {
      const found = await countMine(database, reader, ids)
      return ids.map(id => found.get(id) ?? 0)
    }),
  })

  return {
    again: actor => actors.load(actor),
    whereabouts: caseId => whereabouts.load(caseId),
    async counts(reader) {
      const rights = rightsKey(reader)
      const known = counting.get(rights) ?? count(reader)
      counting.set(rights, known)
      const [own, shared] = await Promise.all([known.mine.load(userOf(reader)), known.shared])
      const key = `${rights} ${own}`
      const counts = together.get(key) ?? [{ key: 'mine' as const, count: own }, ...shared]
      together.set(key, counts)
      return counts
    },
  }
}

/** The same for two readers only when they see exactly the same cases. */
export const rightsKey = (reader: Reader): string => {
  const allowed = connectionsFor(reader, 'case.read')
  return allowed === 'all' ? allowed : allowed.toSorted().join()
}
