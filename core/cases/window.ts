import type { Connections, Open } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import { AppError } from '../lib/errors.ts'
import { type Limits, PluginError, type ReplyWindow } from '../plugin/index.ts'

/** How long a plugin may take to say it, in milliseconds: an agent waits for it. */
const ASK_TIME = 2000

/** The form that an answer on a thread may have, and until when. */
export interface Terms {
  limits: Limits | undefined
  window: ReplyWindow
}

/** Whether a thread can be answered now, and until when; free where the platform sets no limit. */
export async function replyWindow(db: Db, open: Open, thread: Row<'threads'>): Promise<ReplyWindow> {
  if (!open.plugin.channel?.replyWindow) return { form: 'free' }
  return windowOf(open, thread, (await lastInbound(db, [thread.id])).get(thread.id))
}

/**
 * The answer that each of these threads takes, in their order. Where a plugin is away or fails there can be none, and
 * the case is read all the same.
 */
export async function termsOf(
  core: { db: Db; connections: Connections },
  threads: ReadonlyArray<Row<'threads'>>,
): Promise<Terms[]> {
  const ids = [...new Set(threads.map(({ connectionId }) => connectionId))]
  const found = await Promise.all(
    ids.map(async id => [id, await core.connections.open(core.db, id).catch(refusalOf)] as const),
  )
  const opened = new Map(found)
  const limited = threads.filter(({ connectionId }) => {
    const open = opened.get(connectionId)
    return open && 'plugin' in open && open.plugin.channel?.replyWindow
  })
  const last = await lastInbound(
    core.db,
    limited.map(({ id }) => id),
  )
  return Promise.all(
    threads.map(async (thread): Promise<Terms> => {
      const open = opened.get(thread.connectionId)!
      if (!('plugin' in open)) return { limits: undefined, window: open }
      if (!open.plugin.channel?.replyWindow) return { limits: open.limits, window: { form: 'free' } }
      return { limits: open.limits, window: await windowOf(open, thread, last.get(thread.id)).catch(refusalOf) }
    }),
  )
}

/** A plugin that is away or fails, as a closed window; what else goes wrong is a fault. */
function refusalOf(error: unknown): ReplyWindow {
  if (!(error instanceof AppError || error instanceof PluginError)) throw error
  return { form: 'closed', reason: error.message }
}

function windowOf(open: Open, { externalId, visibility }: Row<'threads'>, lastAt: string | undefined) {
  const target = { thread: { externalId, visibility }, ...(lastAt && { lastInboundAt: new Date(lastAt) }) }
  return open.call('replyWindow', [target], { deadline: ASK_TIME })
}

/** Thread id → when somebody last wrote there. */
async function lastInbound(db: Db, threadIds: readonly string[]): Promise<Map<string, string>> {
  if (!threadIds.length) return new Map()
  const rows = await db
    .selectFrom('messages')
    .where('threadId', 'in', threadIds)
    .where('direction', '=', 'in')
    .groupBy('threadId')
    .select(({ fn }) => ['threadId', fn.max('at').as('at')])
    .execute()
  return new Map(rows.map(({ threadId, at }) => [threadId, at]))
}
