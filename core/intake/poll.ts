import type { Connections, Open } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { PluginError } from '../plugin/index.ts'
import type { Intake } from './intake.ts'

/** Asks platforms what is new: as often as is polite, and at once when a doorbell rings. */
export interface Polling {
  /** Polls what is due and listens where the platform can ring. A job. */
  pollDue(): Promise<void>
  /** Polls one connection now, until there is no more. */
  pollNow(connectionId: string): Promise<void>
  /** Somebody saw to a connection: what failed before makes it wait no longer, and it listens with what holds now. */
  renew(connectionId: string): void
  /** Hangs up all doorbells, and breaks off the polls that are under way: they are made again. */
  stop(): void
}

/** Between two polls, in milliseconds; with a doorbell only the gaps are closed this way. */
const EVERY = { alone: 5_000, withBell: 60_000 } as const
/** How long one page may take. */
const PAGE_TIME = 60_000
/** Pages in one go; what is left waits for the next, so that one backlog does not hold up the rest. */
const PAGES = 50
/** After a failure the pause doubles, up to this; where the platform asks for more, it gets that. */
const LONGEST = 15 * 60_000

export function openPolling(core: {
  db: Db
  connections: Connections
  intake: Intake
  clock: Clock
  log: Log
}): Polling {
  const { db, connections, intake, clock, log } = core
  /** When each was polled last, and when it may be again. */
  const turns = new Map<string, { last: number; next: number }>()
  const failures = new Map<string, number>()
  const polling = new Map<string, Promise<void>>()
  const again = new Map<string, Promise<void>>()
  const bells = new Map<string, AbortController>()
  const stopping = new AbortController()

  function rest(connectionId: string, pause: number) {
    const last = clock.now().getTime()
    turns.set(connectionId, { last, next: last + pause })
  }

  /** A clock that was set back makes nobody wait until it has caught up. */
  function isDue(connectionId: string) {
    const { last, next } = turns.get(connectionId) ?? { last: 0, next: 0 }
    const now = clock.now().getTime()
    return next <= now || now < last
  }

  async function pollPages(open: Open) {
    const options = { deadline: PAGE_TIME, signal: stopping.signal }
    let cursor = open.row.cursor ?? undefined
    for (let page = 0; page < PAGES; page++) {
      const { items, cursor: next, more } = await open.call('poll', [cursor], options)
      // Items and cursor in one commit: what was fetched is here, or is fetched again.
      await intake.acceptPage(open.row.id, items, next ?? cursor ?? null)
      cursor = next ?? cursor
      if (!more) return
    }
  }

  /** Never rejects: a bell has nobody to tell. */
  async function poll(connectionId: string) {
    let every: number = EVERY.alone
    try {
      const open = await connections.open(db, connectionId)
      if (open.plugin.channel?.listen) every = EVERY.withBell
      await pollPages(open)
      failures.delete(connectionId)
      rest(connectionId, every)
    } catch (error) {
      const failed = (failures.get(connectionId) ?? 0) + 1
      failures.set(connectionId, failed)
      const { retryAfter = 0 } = error instanceof PluginError ? error : {}
      rest(connectionId, Math.max(retryAfter * 1000, Math.min(every * 2 ** Math.min(failed, 10), LONGEST)))
      log.warn({ connection: connectionId, error: error instanceof Error ? error.message : 'unknown' }, 'A poll failed')
    }
  }

  function begin(connectionId: string): Promise<void> {
    const done = poll(connectionId).finally(() => polling.delete(connectionId))
    polling.set(connectionId, done)
    return done
  }

  function pollNow(connectionId: string): Promise<void> {
    const underWay = polling.get(connectionId)
    if (!underWay) return begin(connectionId)
    // Rings during a poll mean one more after it, however many: what rang may have come too late for this one.
    const next =
      again.get(connectionId) ??
      underWay.then(() => {
        again.delete(connectionId)
        return begin(connectionId)
      })
    again.set(connectionId, next)
    return next
  }

  async function listen(connectionId: string) {
    if (bells.has(connectionId)) return
    const bell = new AbortController()
    bells.set(connectionId, bell)
    const ring = () => void pollNow(connectionId)
    try {
      const open = await connections.open(db, connectionId)
      await open.call('listen', [], { signal: bell.signal, onEmit: ring })
    } catch (error) {
      log.warn(
        { connection: connectionId, error: error instanceof Error ? error.message : 'unknown' },
        'A doorbell broke',
      )
    } finally {
      if (bells.get(connectionId) === bell) bells.delete(connectionId)
    }
  }

  return {
    pollNow,
    renew(connectionId) {
      turns.delete(connectionId)
      failures.delete(connectionId)
      bells.get(connectionId)?.abort()
      bells.delete(connectionId)
      // One that is under way goes by what held before.
      if (polling.has(connectionId)) void pollNow(connectionId)
    },
    async pollDue() {
      const rows = await connections.inUse(plugin => plugin.channel?.poll !== undefined)
      for (const [id, bell] of bells) if (!rows.some(row => row.id === id)) bell.abort()
      const due = rows.filter(row => isDue(row.id) && !polling.has(row.id))
      for (const row of due) if (connections.plugin(row.plugin)?.channel?.listen) void listen(row.id)
      await Promise.all(due.map(row => pollNow(row.id)))
    },
    stop() {
      stopping.abort()
      for (const bell of bells.values()) bell.abort()
    },
  }
}
