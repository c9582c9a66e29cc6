import type { Session } from '../db/db.ts'
import type { CaseStatus, ReplyState } from '../db/schema.ts'

/** Where a question stands, as its author cares about it. */
export type Stage = 'received' | 'working' | 'answered' | 'done'

/** A conversation as its author may see it: what they wrote and what we sent, oldest first. */
export interface Conversation {
  /** The case that receives the next message. */
  number: number
  stage: Stage
  openedAt: string
  /** As its author called it; how colleagues call the case is theirs. */
  subject: string | null
  /** Where its author said that they can be mailed. */
  email: string | null
  messages: Said[]
  /** Whether there is more than `messages`, from before it. */
  older: boolean
}

export interface Said {
  from: 'visitor' | 'us'
  /** The colleague who answered, as colleagues are called: by first name. */
  colleague: string | undefined
  text: string
  language: string | null
  at: string
}

/** More than a person reads; keeps the page bounded whatever a robot sends. */
const SHOWN = 200
/** An answer exists for its reader only once the platform has it: what is queued can still be undone. */
const SENT: ReplyState[] = ['sent', 'delivered', 'read']

/** The conversation on a thread, or undefined while nothing of it has been understood yet. */
export async function conversation(
  db: Session,
  connectionId: string,
  threadExternalId: string,
): Promise<Conversation | undefined> {
  const receiving = await db
    .selectFrom('threads')
    .innerJoin('caseThreads', 'caseThreads.threadId', 'threads.id')
    .innerJoin('cases', 'cases.id', 'caseThreads.caseId')
    .leftJoin('handles', join =>
      join
        .onRef('handles.externalId', '=', 'threads.externalId')
        .onRef('handles.scope', '=', 'threads.connectionId')
        .on('handles.plugin', '=', 'web'),
    )
    .where('threads.connectionId', '=', connectionId)
    .where('threads.externalId', '=', threadExternalId)
    .where('caseThreads.receivingSince', 'is not', null)
    .select(['threads.id', 'threads.title', 'handles.email', 'cases.number', 'cases.status', 'cases.openedAt'])
    .executeTakeFirst()
  if (!receiving) return undefined

  const rows = await db
    .selectFrom('messages')
    .leftJoin('replies', 'replies.messageId', 'messages.id')
    .leftJoin('users', 'users.id', 'messages.userId')
    .where('messages.threadId', '=', receiving.id)
    .where('messages.deletedAt', 'is', null)
    .where(said => said.or([said('messages.direction', '=', 'in'), said('replies.state', 'in', SENT)]))
    .orderBy('messages.seq', 'desc')
    .limit(SHOWN + 1)
    .select(['messages.direction', 'messages.text', 'messages.language', 'messages.at', 'replies.sentAt', 'users.name'])
    .execute()
  const messages = rows
    .slice(0, SHOWN)
    .reverse()
    .map(
      (row): Said => ({
        from: row.direction === 'in' ? 'visitor' : 'us',
        colleague: row.name?.split(' ')[0],
        text: row.text,
        language: row.language,
        at: row.sentAt ?? row.at,
      }),
    )
  const { number, openedAt, title: subject, email } = receiving
  return {
    number,
    openedAt,
    subject,
    email,
    messages,
    older: rows.length > SHOWN,
    stage: stage(receiving.status, messages.at(-1)),
  }
}

/** A case is pending as soon as an answer is queued; for its reader it is answered once they can read that. */
function stage(status: CaseStatus, last: Said | undefined): Stage {
  if (status === 'closed') return 'done'
  if (last?.from === 'us') return 'answered'
  return status === 'new' ? 'received' : 'working'
}
