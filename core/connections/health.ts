import type { Tx } from '../db/write.ts'
import type { PluginError } from '../plugin/index.ts'

/** From this many failures in a row on, a connection is shown as ill. */
export const ILL = 10

/** A call worked: whatever was wrong is over. */
export async function noteSuccess(tx: Tx, connectionId: string): Promise<void> {
  const row = await tx.db
    .selectFrom('connections')
    .select(['failures', 'problem', 'pausedAt'])
    .where('id', '=', connectionId)
    .executeTakeFirst()
  if (!row) return
  await tx.db
    .updateTable('connections')
    .set({ failures: 0, workedAt: tx.now, ...(!row.pausedAt && { problem: null, problemSince: null }) })
    .where('id', '=', connectionId)
    .execute()
  if (row.failures >= ILL || (row.problem && !row.pausedAt))
    await tx.record({ type: 'connection.changed', data: { connectionId } })
}

/**
 * A call failed. Ten in a row make the connection ill, visibly; so does one that is made `once`, such as setting it up. A
 * platform that no longer accepts our credentials pauses it at once, because trying again only makes that worse.
 */
export async function noteFailure(
  tx: Tx,
  connectionId: string,
  { code, message }: PluginError,
  once = false,
): Promise<void> {
  const row = await tx.db
    .selectFrom('connections')
    .select(['failures', 'problemSince', 'pausedAt'])
    .where('id', '=', connectionId)
    .executeTakeFirst()
  if (!row) return
  const failures = row.failures + 1
  const refused = code === 'unauthorized' && !row.pausedAt
  const ill = failures === ILL || refused || once
  await tx.db
    .updateTable('connections')
    .set({
      failures,
      ...((ill || failures > ILL) && { problem: message.slice(0, 500), problemSince: row.problemSince ?? tx.now }),
      ...(refused && { pausedAt: tx.now }),
    })
    .where('id', '=', connectionId)
    .execute()
  if (ill) await tx.record({ type: 'connection.changed', data: { connectionId } })
}
