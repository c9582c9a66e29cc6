import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import type { PluginError } from '../plugin/index.ts'

/** How long calls fail in a row until their connection is shown as unhealthy, in seconds: a restart over there takes less. */
export const PATIENCE = 120

/** A call worked: whatever was wrong is over. */
export async function noteSuccess(tx: Tx, connectionId: string): Promise<void> {
  const row = await tx.db
    .selectFrom('connections')
    .select(['problem', 'pausedAt'])
    .where('id', '=', connectionId)
    .executeTakeFirst()
  if (!row) return
  await tx.db
    .updateTable('connections')
    .set({
      failures: 0,
      failingSince: null,
      workedAt: tx.now,
      ...(!row.pausedAt && { problem: null, problemSince: null }),
    })
    .where('id', '=', connectionId)
    .execute()
  if (row.problem && !row.pausedAt) await tx.record({ type: 'connection.changed', data: { connectionId } })
}

/**
 * Something came in by a connection, whoever brought it. It was heard from, which mends nothing: that answers do not get
 * out, for one, is still so.
 */
export const noteArrival = (tx: Tx, connectionId: string) =>
  tx.db.updateTable('connections').set({ workedAt: tx.now }).where('id', '=', connectionId).execute()

/**
 * A call failed. A connection is unhealthy, visibly, at once when trying again is no use (`permanent`) or when the call is
 * made `once`, such as setting it up; otherwise when calls have failed for two minutes, however many those were. A platform
 * that no longer accepts our credentials pauses it at once, because trying again only makes that worse.
 */
export async function noteFailure(
  tx: Tx,
  connectionId: string,
  { code, message }: PluginError,
  once = false,
): Promise<void> {
  const row = await tx.db
    .selectFrom('connections')
    .select(['failures', 'failingSince', 'problem', 'problemSince', 'pausedAt'])
    .where('id', '=', connectionId)
    .executeTakeFirst()
  if (!row) return
  const failingSince = row.failingSince ?? tx.now
  const isRefused = code === 'unauthorized' && !row.pausedAt
  const isLong = plusSeconds(failingSince, PATIENCE) <= tx.now
  const isUnhealthy = isRefused || once || code === 'permanent' || isLong
  await tx.db
    .updateTable('connections')
    .set({
      failures: row.failures + 1,
      failingSince,
      ...((isUnhealthy || row.problem) && {
        problem: message.slice(0, 500),
        problemSince: row.problemSince ?? tx.now,
      }),
      ...(isRefused && { pausedAt: tx.now }),
    })
    .where('id', '=', connectionId)
    .execute()
  if (isRefused || once || (isUnhealthy && !row.problem)) {
    await tx.record({ type: 'connection.changed', data: { connectionId } })
  }
}
