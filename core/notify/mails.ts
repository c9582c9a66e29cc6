import type { Config } from '../../config/load.ts'
import type { Db } from '../db/db.ts'
import type { Reactor } from '../db/write.ts'
import type { Mailer } from '../mailer/mailer.ts'
import { colleague } from '../team/actor.ts'
import { languageOf } from '../team/person.ts'
import { preferencesOf } from '../team/preferences.ts'
import { userById } from '../team/users.ts'
import { type Facts, letters } from './letters.ts'
import { type NotificationRow, visible } from './notifications.ts'

/**
 * Mails colleagues what they want to hear by mail, as far as they may see it at that moment. Queued with the notification
 * itself, and with a new one alone: what is not seen yet is mailed once, however often it happens.
 */
export function noticesByMail({
  config,
  mailer,
}: {
  config: Config
  mailer: Pick<Mailer, 'enabled' | 'mail'>
}): Reactor {
  return async (tx, { type, data = {} }) => {
    const { userId, notificationId } = data
    if (type !== 'notification.changed' || !mailer.enabled) return
    if (typeof userId !== 'string' || typeof notificationId !== 'string') return
    const reader = await colleague(tx.db, userId)
    const row = reader && (await visible(tx.db, reader).selectAll().where('id', '=', notificationId).executeTakeFirst())
    if (!row) return
    const { alerts } = await preferencesOf(tx.db, userId)
    if (!alerts.some(({ kind, email }) => kind === row.kind && email)) return
    const user = await userById(tx.db, userId)
    const write = letters[languageOf(user.language)]
    const { facts, path } = await aboutOf(tx.db, row)
    const { subject, text } = write[row.kind](facts)
    const at = (place: string) => `${config.WEBCARE_BASE_URL}${place}`
    await mailer.mail(tx, {
      to: user.email,
      subject,
      text: write.around({ name: user.name, text, url: at(path), choose: at('/me/notifications') }),
    })
  }
}

/** What a letter tells of it, and where to look. */
async function aboutOf(db: Db, { caseId, connectionId }: NotificationRow): Promise<{ facts: Facts; path: string }> {
  const facts: Facts = { number: 0, connection: '', problem: '' }
  if (caseId) {
    const { number } = await db.selectFrom('cases').select('number').where('id', '=', caseId).executeTakeFirstOrThrow()
    return { facts: { ...facts, number }, path: `/c/${number}` }
  }
  if (!connectionId) return { facts, path: '/' }
  const { name, problem } = await db
    .selectFrom('connections')
    .select(['name', 'problem'])
    .where('id', '=', connectionId)
    .executeTakeFirstOrThrow()
  return { facts: { ...facts, connection: name, problem: problem ?? '' }, path: '/admin/connections' }
}
