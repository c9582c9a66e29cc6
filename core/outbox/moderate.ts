import { actionsOn } from '../cases/actions.ts'
import { get } from '../cases/cases.ts'
import { deleteMessage } from '../cases/deleting.ts'
import type { Message } from '../cases/messages.ts'
import type { Connections } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import type { Action } from '../plugin/index.ts'
import { mayOn, must } from '../team/may.ts'

/** How long a platform may take over it, in milliseconds: an agent waits. */
const ACTION_TIME = 15_000

/** Likes, hides or removes a message on its platform, and then here. Each of them can be repeated without harm. */
export async function moderate(
  core: { db: Db; write: Write; connections: Connections },
  actor: Actor,
  messageId: string,
  action: Action,
): Promise<Message> {
  const { db, write, connections } = core
  const message = await db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst()
  if (!message || !mayOn(actor, 'case.read', [message.connectionId])) throw notFound('message')
  must(actor, 'message.moderate', { connectionIds: [message.connectionId] })
  const open = await connections.open(db, message.connectionId)
  if (!actionsOn(open.plugin, message).includes(action)) {
    throw new AppError('INVALID', `This message cannot be given a ${action} here.`, { reason: 'message.action' })
  }
  const thread = await db.selectFrom('threads').selectAll().where('id', '=', message.threadId).executeTakeFirstOrThrow()
  const ref = { externalId: message.externalId ?? '', threadId: thread.externalId }
  await open.call(action, [ref], { deadline: ACTION_TIME }).catch(error => {
    throw new AppError('UNAVAILABLE', `The platform did not do it: ${error instanceof Error ? error.message : ''}`, {
      reason: 'message.actionFailed',
      cause: error,
    })
  })
  return write(actor, async tx => {
    await get(tx, message.caseId, 'message.moderate')
    if (action === 'remove') {
      await deleteMessage(tx, message, tx.now)
      return { ...message, text: '', deletedAt: tx.now }
    }
    const done = action === 'like' ? { likedAt: tx.now } : { hiddenAt: tx.now }
    await tx.db.updateTable('messages').set(done).where('id', '=', message.id).execute()
    const type = action === 'like' ? 'message.liked' : 'message.hidden'
    await tx.record({ type, caseId: message.caseId, data: { messageId } })
    return { ...message, ...done }
  })
}
