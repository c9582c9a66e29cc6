import type { Database } from './db.ts'
import type { Row } from './schema.ts'

/** Events after a cursor, oldest first. */
export type EventsAfter = (cursor: number, limit?: number) => Promise<Array<Row<'events'>>>

/** What happened since, in commit order: `events.seq` is the cursor that clients keep. */
export interface Changes {
  /** The newest cursor. */
  cursor(): Promise<number>
  after: EventsAfter
  /** Calls back when there may be events after the last ones seen. Returns the way to stop. */
  listen(wake: () => void): () => void
  /** Something was committed here. */
  notify(): void
  /** Finds out whether another process committed something, such as the command line. */
  look(): Promise<void>
}

export function openChanges(database: Database): Changes {
  const listeners = new Set<() => void>()
  let announced = false
  let seen = 0

  async function cursor() {
    const row = await database.read
      .selectFrom('events')
      .select(eb => eb.fn.max('seq').as('cursor'))
      .executeTakeFirst()
    return Number(row?.cursor ?? 0)
  }

  function notify() {
    if (announced) return
    announced = true
    setImmediate(() => {
      announced = false
      for (const wake of listeners) wake()
    })
  }

  return {
    cursor,
    notify,
    async look() {
      const newest = await cursor()
      if (newest !== seen) notify()
      seen = newest
    },
    after: (cursor, limit = 500) =>
      database.read
        .selectFrom('events')
        .where('seq', '>', cursor)
        .orderBy('seq')
        .limit(limit)
        .select(['seq', 'at', 'type', 'actorKind', 'actorId', 'caseId', 'data'])
        .execute(),
    listen(wake) {
      listeners.add(wake)
      return () => listeners.delete(wake)
    },
  }
}
