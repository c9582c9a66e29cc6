import type { Message } from '../cases/messages.ts'
import type { Session } from '../db/db.ts'
import { attachmentsOf } from '../files/attachments.ts'
import { sizeOf } from '../files/images/clean.ts'
import type { Files } from '../files/store.ts'
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
  const earlier = await db
    .selectFrom('messages')
    .leftJoin('handles', 'handles.id', 'messages.handleId')
    .where('messages.caseId', '=', message.caseId)
    .where('messages.threadId', '=', message.threadId)
    .where('messages.externalId', 'is not', null)
    .where('messages.seq', '<', message.seq)
    .orderBy('messages.seq', 'desc')
    .limit(MAX_REFERENCES)
    .select([
      'messages.externalId as messageId',
      'messages.direction',
      'handles.externalId',
      'handles.handle',
      'handles.name',
      'handles.email',
    ])
    .execute()
  const last = earlier.find(said => said.direction === 'in')
  if (!last?.externalId) throw new Error('Nobody to answer on this thread')
  const { externalId, handle, name, email } = last
  return {
    id: message.id,
    thread: { externalId: thread.externalId, visibility: thread.visibility },
    inReplyTo: last.messageId ?? undefined,
    references: earlier.flatMap(said => said.messageId ?? []).reverse(),
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
