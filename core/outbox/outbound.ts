import { addresseeOf } from '../cases/addressee.ts'
import type { Message } from '../cases/messages.ts'
import { writersOn } from '../cases/writers.ts'
import type { Session } from '../db/db.ts'
import { attachmentsOf } from '../files/attachments.ts'
import { sizeOf } from '../files/images/clean.ts'
import type { Files } from '../files/store.ts'
import { AppError } from '../lib/errors.ts'
import type { Seal } from '../lib/seal.ts'
import type { OutboundMessage } from '../plugin/index.ts'

/** How many earlier messages an answer refers to; longer lists are cut by mail programs too. */
const MAX_REFERENCES = 20

/** What the plugin gets: the answer, to whom, after which messages, and what brings the next one back. */
export async function outbound(
  { db, seal, files }: { db: Session; seal: Seal; files: Files },
  message: Message,
): Promise<OutboundMessage> {
  const thread = await db.selectFrom('threads').selectAll().where('id', '=', message.threadId).executeTakeFirstOrThrow()
  const { id: handleId, externalId, handle, name, email } = await addresseeHandle(db, message)
  const inReplyTo = await answeredMessage(db, message, handleId)
  return {
    id: message.id,
    thread: { externalId: thread.externalId, visibility: thread.visibility },
    inReplyTo,
    references: await referencesOf(db, message, inReplyTo),
    subject: thread.title ?? undefined,
    replyToken: seal.signId('reply', message.caseId),
    to: { externalId, handle: handle ?? undefined, name: name ?? undefined, email: email ?? undefined },
    text: message.text,
    attachments: await Promise.all(
      (await attachmentsOf(db, [message.id])).map(async ({ name, type, alt, hash }) => {
        const content = await files.read(hash!)
        return { name, type, content, ...(alt && { alt }), ...sizeOf(type, content) }
      }),
    ),
  }
}

/** The handle an answer was written for; one from before this was kept goes by the rule. */
async function addresseeHandle(db: Session, { id, caseId, threadId }: Message) {
  const { addresseeId, customerId } = await db
    .selectFrom('replies')
    .innerJoin('messages', 'messages.id', 'replies.messageId')
    .innerJoin('cases', 'cases.id', 'messages.caseId')
    .where('replies.messageId', '=', id)
    .select(['replies.addresseeId', 'cases.customerId'])
    .executeTakeFirstOrThrow()
  const handleId = addresseeId ?? addresseeOf(await writersOn(db, caseId, [threadId]), customerId)?.handleId
  const handle = await db
    .selectFrom('handles')
    .selectAll()
    .where('id', '=', handleId ?? '')
    .executeTakeFirst()
  if (handle) return handle
  throw new AppError(
    'INVALID',
    'There is nobody to answer here: only others or a program wrote. Choose whom it is for.',
  )
}

/** The newest message of its addressee that an answer stands under: one that is still there, as long as there is one. */
async function answeredMessage(db: Session, message: Message, handleId: string): Promise<string | undefined> {
  const theirs = await db
    .selectFrom('messages')
    .where('handleId', '=', handleId)
    .where('caseId', '=', message.caseId)
    .where('threadId', '=', message.threadId)
    .where('direction', '=', 'in')
    .where('automaticAt', 'is', null)
    .where('seq', '<', message.seq)
    .orderBy(({ case: when }) => when().when('deletedAt', 'is', null).then(1).else(0).end(), 'desc')
    .orderBy('seq', 'desc')
    .select('externalId')
    .executeTakeFirst()
  return theirs?.externalId ?? undefined
}

/** The messages before an answer, oldest first; the one it answers is among them, however often we wrote since. */
async function referencesOf(db: Session, message: Message, answered: string | undefined): Promise<string[]> {
  const earlier = await db
    .selectFrom('messages')
    .where('caseId', '=', message.caseId)
    .where('threadId', '=', message.threadId)
    .where('externalId', 'is not', null)
    .where('seq', '<', message.seq)
    .orderBy('seq', 'desc')
    .limit(MAX_REFERENCES)
    .select('externalId')
    .execute()
  const ids = earlier.flatMap(({ externalId }) => externalId ?? []).reverse()
  return !answered || ids.includes(answered) ? ids : [answered, ...ids.slice(1)]
}
