import type { Connections, Open } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import { AppError } from '../lib/errors.ts'
import { type Limits, PluginError, type ReplyWindow } from '../plugin/index.ts'

/** How long a plugin may take to say it, in milliseconds: an agent waits for it. */
const ASK_TIME = 2000

/** Whether a thread can be answered now, and until when; free where the platform sets no limit. */
export async function replyWindow(db: Db, open: Open, threadId: string): Promise<ReplyWindow> {
  if (!open.plugin.channel?.replyWindow) return { form: 'free' }
  const thread = await db.selectFrom('threads').selectAll().where('id', '=', threadId).executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('messages')
    .where('threadId', '=', threadId)
    .where('direction', '=', 'in')
    .select(eb => eb.fn.max('at').as('at'))
    .executeTakeFirst()
  const { externalId, visibility } = thread
  const target = { thread: { externalId, visibility }, ...(last?.at && { lastInboundAt: new Date(last.at) }) }
  return open.call('replyWindow', [target], { deadline: ASK_TIME })
}

/** What an answer on a thread may be. Where its plugin is away or fails there can be none, and the case is read all the same. */
export async function termsOf(
  core: { db: Db; connections: Connections },
  thread: { id: string; connectionId: string },
): Promise<{ limits: Limits | undefined; window: ReplyWindow }> {
  try {
    const open = await core.connections.open(core.db, thread.connectionId)
    return { limits: open.limits, window: await replyWindow(core.db, open, thread.id) }
  } catch (error) {
    if (!(error instanceof AppError || error instanceof PluginError)) throw error
    return { limits: undefined, window: { form: 'closed', reason: error.message } }
  }
}
