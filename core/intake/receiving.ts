import type { Identified } from '../customers/customers.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import type { InboundMessage } from '../plugin/index.ts'
import type { Arrival } from './ingest.ts'
import type { Receiving } from './threading.ts'

/**
 * The case that receives a message, by the strongest tie there is: our own signed token; a message it answers; the thread
 * for this customer; the latest case of the same handle, so that a public question that goes on in private stays one case
 * (R13), unless that was opened after `before`. A person is never recognised by a name or address alone.
 */
export async function receivingCase(
  tx: Tx,
  { seal, connection }: Arrival,
  thread: Row<'threads'>,
  author: Identified | undefined,
  message: InboundMessage & { before?: string | undefined },
): Promise<Receiving | undefined> {
  const handle = author?.handle
  const candidates = tx.db.selectFrom('cases').select(['cases.id as caseId', 'cases.status', 'cases.closedAt'])

  const caseId = message.replyToken ? seal.verifyId('reply', message.replyToken) : undefined
  if (caseId) {
    const byToken = await candidates.where('cases.id', '=', caseId).executeTakeFirst()
    if (byToken) return byToken
  }
  // What is left goes by the person, and of a stranger there is nothing yet.
  if (author?.isNew) return undefined
  const answered = [...(message.references ?? []), ...(message.inReplyTo ? [message.inReplyTo] : [])]
  // Of a public thread everybody may answer every message: there only the thread and the person count.
  if (answered.length && thread.visibility === 'private') {
    const byReference = await candidates
      .innerJoin('messages', 'messages.caseId', 'cases.id')
      .where('messages.connectionId', '=', connection.id)
      .where('messages.externalId', 'in', answered.slice(-50))
      // Who was only forwarded a mail is somebody else, with a case of their own.
      .$if(handle !== undefined, query => query.where('cases.customerId', '=', handle?.customerId ?? ''))
      .orderBy('messages.seq', 'desc')
      .executeTakeFirst()
    if (byReference) return byReference
  }
  const onThread = await candidates
    .innerJoin('caseThreads', 'caseThreads.caseId', 'cases.id')
    .where('caseThreads.threadId', '=', thread.id)
    .where('caseThreads.receivingSince', 'is not', null)
    .$if(handle !== undefined, query => query.where('caseThreads.customerId', '=', handle?.customerId ?? ''))
    .orderBy('cases.number', 'desc')
    .executeTakeFirst()
  if (onThread || !handle) return onThread
  // By their handle alone: of one address several people may write, and of a program's everybody whose words it passes on.
  if (author.isOther || message.automatic) return undefined
  const { before } = message
  // The latest by when it began, not by when we came to know of it.
  return candidates
    .where('cases.customerId', '=', handle.customerId)
    .$if(before !== undefined, query => query.where('cases.openedAt', '<=', before ?? ''))
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('messages')
          .whereRef('messages.caseId', '=', 'cases.id')
          .where('messages.handleId', '=', handle.id)
          // What a program of theirs began is no matter of theirs that goes on.
          .where('messages.automaticAt', 'is', null)
          .select('messages.id'),
      ),
    )
    .orderBy('cases.openedAt', 'desc')
    .orderBy('cases.number', 'desc')
    .executeTakeFirst()
}
