import type { Connections } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import { backfillPage } from '../intake/backfill.ts'
import type { Intake } from '../intake/intake.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { must } from '../team/may.ts'
import type { Step } from './runner.ts'
import { start, type TaskRow } from './tasks.ts'

/** Which connection's history is read, since when. */
interface Wanted {
  connectionId: string
  since: string
}

/** How far back history is read, in seconds. */
const FURTHEST = 5 * 366 * 24 * 3600

/** Begins to read what was written on a connection before it was there; one such task at a time. */
export async function startBackfill(
  tx: Tx,
  connections: Connections,
  wanted: Wanted,
  wake: () => void,
): Promise<TaskRow> {
  must(tx.actor, 'connection.manage')
  const { connectionId, since } = wanted
  const row = await tx.db.selectFrom('connections').select('plugin').where('id', '=', connectionId).executeTakeFirst()
  if (!row) throw notFound('connection')
  if (!connections.plugin(row.plugin)?.channel?.backfill) {
    throw new AppError('INVALID', 'This channel cannot read what was written before.', {
      reason: 'connection.noHistory',
    })
  }
  if (since >= tx.now || since < plusSeconds(tx.now, -FURTHEST)) {
    throw new AppError('INVALID', 'Choose a moment in the past, at most five years ago.', { reason: 'backfill.since' })
  }
  const busy = await tx.db
    .selectFrom('tasks')
    .select('id')
    .where('connectionId', '=', connectionId)
    .where('state', 'in', ['running', 'paused'])
    .executeTakeFirst()
  if (busy) {
    throw new AppError('CONFLICT', 'The history of this connection is being read already.', {
      reason: 'backfill.running',
    })
  }
  return start(tx, { kind: 'backfill', input: wanted, total: null, connectionId }, wake)
}

/** Reads the next page, for as long as the actor manages connections. */
export const backfillStep =
  (core: { db: Db; connections: Connections; intake: Intake }): Step =>
  async (task, actor, signal) => {
    must(actor, 'connection.manage')
    const { connectionId, since }: Wanted = JSON.parse(task.input)
    const { cursor, read, left } = await backfillPage(core, connectionId, {
      since: new Date(since),
      cursor: task.cursor,
      signal,
    })
    return { done: read, cursor, total: left === null ? null : task.done + read + left }
  }
