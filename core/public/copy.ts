import type { Config } from '../../config/load.ts'
import type { Reactor } from '../db/write.ts'
import type { Seal } from '../lib/seal.ts'
import { isAddress, type Mailer } from '../mailer/mailer.ts'
import { known, languages } from './language.ts'

/**
 * Sends whoever asked by the web form a copy of each answer, when they left an e-mail address and there is a mail
 * server. Queued with the event that the answer is sent, so it goes once.
 */
export function copiesByMail({
  config,
  seal,
  mailer,
}: {
  config: Config
  seal: Seal
  mailer: Pick<Mailer, 'enabled' | 'mail'>
}): Reactor {
  return async (tx, event) => {
    const messageId = event.data?.messageId
    if (event.type !== 'reply.sent' || !mailer.enabled || typeof messageId !== 'string') return
    const answer = await tx.db
      .selectFrom('messages')
      .innerJoin('threads', 'threads.id', 'messages.threadId')
      .innerJoin('cases', 'cases.id', 'messages.caseId')
      .innerJoin('customers', 'customers.id', 'cases.customerId')
      // Within one connection alone: another channel may give a conversation the very same id.
      .innerJoin('handles', join =>
        join.onRef('handles.externalId', '=', 'threads.externalId').onRef('handles.scope', '=', 'threads.connectionId'),
      )
      .where('messages.id', '=', messageId)
      .where('handles.plugin', '=', 'web')
      .select(['messages.text', 'threads.externalId as thread', 'cases.subject', 'customers.language', 'handles.email'])
      .executeTakeFirst()
    if (!answer?.email || !isAddress(answer.email)) return
    const texts = languages[known(answer.language ?? '') ?? config.WEBCARE_LANGUAGE].copy
    const address = `${config.WEBCARE_BASE_URL}/webcare/status/${seal.sign('status', answer.thread)}`
    await mailer.mail(tx, {
      to: answer.email,
      subject: texts.subject(answer.subject),
      text: [texts.opening(config.WEBCARE_ORGANISATION), answer.text, texts.link, address].join('\n\n'),
    })
  }
}
