import type { Connections } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import { AppError } from '../lib/errors.ts'
import type { Intake } from './intake.ts'

/** What one step of reading a channel's history brought. */
export interface Backfilled {
  /** Pass it to the next step; null when everything was read. */
  cursor: string | null
  /** How many items the page had, and how many of those were not here yet. */
  read: number
  fresh: number
  /** How many are left to read, where the platform tells. */
  left: number | null
}

/** How long one page may take, in milliseconds. */
const PAGE_TIME = 60_000

/**
 * Reads one page of what was written on a connection since a moment, from before it was connected too, and resolves once it
 * is in the cases. Doing a page twice does it once, so that whoever is stopped goes on with the last cursor they have. What is
 * older than the connection takes its place by its own time, opens nothing that was closed since and is marked as
 * `history` in its event. Rejects with PluginError when the platform does not answer (after `retryAfter` it may), with AppError
 * when this channel has no history to read.
 */
export async function backfillPage(
  core: { db: Db; connections: Connections; intake: Intake },
  connectionId: string,
  from: { since: Date; cursor: string | null; signal?: AbortSignal },
): Promise<Backfilled> {
  const open = await core.connections.open(core.db, connectionId)
  if (!open.plugin.channel?.backfill) {
    throw new AppError('INVALID', 'This channel cannot read what was written before.', {
      reason: 'connection.noHistory',
    })
  }
  if (open.row.pausedAt || open.row.parkedAt) {
    throw new AppError('CONFLICT', 'This connection is stopped. Let it go on first.', { reason: 'connection.stopped' })
  }
  const options = { deadline: PAGE_TIME, ...(from.signal && { signal: from.signal }) }
  const page = await open.call('backfill', [from.cursor ?? undefined, from.since], options)
  const fresh = await core.intake.acceptPage(connectionId, page.items)
  return {
    cursor: page.more ? (page.cursor ?? null) : null,
    read: page.items.length,
    fresh,
    left: page.more ? (page.left ?? null) : 0,
  }
}
