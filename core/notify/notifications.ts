// What a colleague is told: written in the same transaction as what happened, read under the rights they have when they look.
import { visibleTo } from '../cases/filter.ts'
import type { Db } from '../db/db.ts'
import { prepared, type Slots } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import type { Reactor, Tx } from '../db/write.ts'
import { type Actor, userOf } from '../lib/actor.ts'
import { plusSeconds } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import { pageSize } from '../lib/page.ts'
import { may, ruleOf } from '../team/may.ts'
import { tellOfQuestion } from './asked.ts'

/** A list that is read when it is asked for. */
export interface NotificationList {
  first: number | null
}

export type NotificationRow = Row<'notifications'>
export type NotificationKind = NotificationRow['kind']

/** What is told, and what it is about: one of these. */
type News = { kind: NotificationKind } & Partial<Pick<NotificationRow, 'caseId' | 'connectionId' | 'taskId'>>

/** How long a notification is kept, in seconds. */
const KEPT = 30 * 24 * 3600

/** Tells colleagues what concerns them; never what they did themselves. */
export const notifications: Reactor = async (tx, { type, caseId, data = {} }) => {
  const { userId, messageId, connectionId } = data
  if (type === 'case.assigned' && caseId && typeof userId === 'string') {
    await notify(tx, userId, { kind: 'assigned', caseId })
  } else if (type === 'message.received' && caseId && data.by === 'person' && !data.history) {
    await customerWrote(tx, caseId, String(messageId))
  } else if ((type === 'reply.failed' || type === 'reply.uncertain') && caseId) {
    await replyIsStuck(tx, caseId, String(messageId))
  } else if (type === 'connection.changed' && typeof connectionId === 'string') {
    await connectionFares(tx, connectionId)
  }
}

/** Tells one colleague something, unless they did it. What they have not seen yet is told once, however often it happens. */
export async function notify(tx: Tx, userId: string, news: News): Promise<void> {
  const byUserId = userOf(tx.actor)
  if (byUserId === userId) return
  const about = { caseId: null, connectionId: null, taskId: null, ...news }
  const unseen = await tx.db
    .selectFrom('notifications')
    .select(['id', 'count'])
    .where('userId', '=', userId)
    .where('seenAt', 'is', null)
    .where('kind', '=', about.kind)
    .where('caseId', 'is not distinct from', about.caseId)
    .where('connectionId', 'is not distinct from', about.connectionId)
    .where('taskId', 'is not distinct from', about.taskId)
    .executeTakeFirst()
  if (unseen) {
    await tx.db
      .updateTable('notifications')
      .set({ at: tx.now, byUserId, count: unseen.count + 1 })
      .where('id', '=', unseen.id)
      .execute()
    return tell(tx, userId)
  }
  const id = newId()
  await tx.db
    .insertInto('notifications')
    .values({ id, userId, ...about, byUserId, at: tx.now, count: 1, seenAt: null })
    .execute()
  await tell(tx, userId, id)
}

/** To the owner, who waited for it, or to all who may answer; what a program wrote asks for nothing. */
async function customerWrote(tx: Tx, caseId: string, messageId: string): Promise<void> {
  const [{ ownerId } = { ownerId: null }] = await whoWaits(tx.db, { caseId })
  if (ownerId) await notify(tx, ownerId, { kind: 'customer_wrote', caseId })
  else await tellOfQuestion(tx, caseId, messageId, (userId, id) => tell(tx, userId, id))
}

/** Asked with every message. */
const whoWaits = prepared((db, its: Slots<{ caseId: string }>) =>
  db.selectFrom('cases').where('id', '=', its.caseId).select('ownerId'),
)

/** To whose answer it is: it failed, or nobody knows and a person must look. */
async function replyIsStuck(tx: Tx, caseId: string, messageId: string): Promise<void> {
  const reply = await tx.db
    .selectFrom('replies')
    .select(['userId', 'state'])
    .where('messageId', '=', messageId)
    .where('state', 'in', ['failed', 'needs_human'])
    .executeTakeFirst()
  if (!reply) return
  await notify(tx, reply.userId, { kind: reply.state === 'failed' ? 'reply_failed' : 'reply_uncertain', caseId })
}

/** To who manages connections, when the system finds one ill; when it is well again nobody needs to hear it was ill. */
async function connectionFares(tx: Tx, connectionId: string): Promise<void> {
  if (tx.actor.kind !== 'system') return
  const row = await tx.db.selectFrom('connections').selectAll().where('id', '=', connectionId).executeTakeFirst()
  if (!row) return
  const isIll = row.problem !== null
  const admins = await tx.db
    .selectFrom('users')
    .innerJoin('userRoles', 'userRoles.userId', 'users.id')
    .where('users.disabledAt', 'is', null)
    .where('userRoles.role', 'in', ruleOf('connection.manage').roles)
    .select('users.id')
    .distinct()
    .execute()
  for (const { id } of isIll ? admins : []) await notify(tx, id, { kind: 'connection_ill', connectionId })
  if (isIll) return
  const over = await tx.db
    .deleteFrom('notifications')
    .where('kind', '=', 'connection_ill')
    .where('connectionId', '=', connectionId)
    .where('seenAt', 'is', null)
    .returning('userId')
    .execute()
  for (const { userId } of over) await tell(tx, userId)
}

/** Marks one's notifications as seen: these, those about a case, or all of them. */
export async function markSeen(
  tx: Tx,
  which: { ids?: readonly string[] | null; caseId?: string | null },
): Promise<number> {
  const userId = userOf(tx.actor) ?? ''
  const { ids, caseId } = which
  const seen = await tx.db
    .updateTable('notifications')
    .set({ seenAt: tx.now })
    .where('userId', '=', userId)
    .where('seenAt', 'is', null)
    .$if(Boolean(ids), query => query.where('id', 'in', ['', ...(ids ?? [])]))
    .$if(Boolean(caseId), query => query.where('caseId', '=', caseId as string))
    .returning('id')
    .execute()
  if (seen.length) await tell(tx, userId)
  return seen.length
}

/** A colleague's notifications, as far as they may still see what they are about. */
export const visible = (db: Db, actor: Actor) =>
  db
    .selectFrom('notifications')
    .where('userId', '=', userOf(actor) ?? '')
    .where(eb =>
      eb.or([
        eb('caseId', 'is', null),
        eb.exists(
          eb
            .selectFrom('cases')
            .whereRef('cases.id', '=', 'notifications.caseId')
            .where(visibleTo(actor))
            // A question that somebody has by now asks nothing of the others.
            .where(one => one.or([one('notifications.kind', '<>', 'unassigned'), one('cases.ownerId', 'is', null)]))
            .select('cases.id'),
        ),
      ]),
    )
    .$if(!may(actor, 'connection.manage'), query => query.where('connectionId', 'is', null))

/** A colleague's notifications, the newest first. */
export const notificationsOf = (db: Db, actor: Actor, first: number | null | undefined): Promise<NotificationRow[]> =>
  visible(db, actor).selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(pageSize(first)).execute()

/** How many of them they have not seen, counted up to 100. */
export async function countUnseen(db: Db, actor: Actor): Promise<number> {
  const some = visible(db, actor).where('seenAt', 'is', null).select('id').limit(100)
  return (await some.execute()).length
}

/** Deletes those that are older than a month. */
export const forgetOldNotifications = (tx: Tx) =>
  tx.db.deleteFrom('notifications').where('at', '<', plusSeconds(tx.now, -KEPT)).execute()

/** Tells their open screens; `notificationId` says that there is one more. */
const tell = (tx: Tx, userId: string, notificationId?: string) =>
  tx.record({ type: 'notification.changed', data: { userId, ...(notificationId && { notificationId }) } })
