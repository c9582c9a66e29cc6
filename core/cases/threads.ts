import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Actor } from '../lib/actor.ts'
import { notFound } from '../lib/errors.ts'
import { mayOn, must, type Permission } from '../team/may.ts'

/** A thread of this case on which the actor may do this. A thread of another case does not exist here. */
export async function threadOn(
  db: Session,
  actor: Actor,
  permission: Permission,
  at: { caseId: string; threadId: string },
): Promise<Row<'threads'>> {
  const thread = await db
    .selectFrom('threads')
    .innerJoin('caseThreads', 'caseThreads.threadId', 'threads.id')
    .where('caseThreads.caseId', '=', at.caseId)
    .where('threads.id', '=', at.threadId)
    .selectAll('threads')
    .executeTakeFirst()
  // The same words whether it is not there or not for them.
  if (!thread || !mayOn(actor, 'case.read', [thread.connectionId])) throw notFound('thread')
  must(actor, permission, { connectionIds: [thread.connectionId] })
  return thread
}
