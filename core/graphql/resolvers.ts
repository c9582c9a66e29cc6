import type { ListCounts } from '../cases/find.ts'
import { threadOn } from '../cases/threads.ts'
import { userOf } from '../lib/actor.ts'
import { iso } from '../lib/clock.ts'
import { must } from '../team/may.ts'
import { type Change, changeSince, changesFor, countsFor } from './changes.ts'
import type { Context } from './context.ts'
import { type Present, presenceFor, type Visit } from './presence.ts'
import type { Resolvers } from './types.ts'

export const resolvers: Resolvers = {
  Query: {
    cursor: (_, _args, { core }) => core.changes.cursor(),
    changes: (_, { after }, { core, actor }) => changeSince(core, actor, after),
  },
  Subscription: {
    changes: {
      subscribe: (_, { after }, { core, actor }) => changesFor(core, actor, after),
      resolve: (change: Change) => change,
    },
    lists: {
      subscribe: (_, _args, { core, actor }) => countsFor(core, actor),
      resolve: (counts: ListCounts) => counts,
    },
    presence: {
      subscribe: async (_, { caseId, ...what }, context) => {
        const visit = caseId ? await visitOf(context, { caseId, ...what }) : undefined
        return presenceFor(context.core, context.actor, visit)
      },
      resolve: (present: Present[]) => present,
    },
  },
  Presence: { user: async ({ userId }, _, { load }) => (await load.user.load(userId))! },
}

/** The actor on a case they may see, writing only what they may write there. */
async function visitOf(
  { actor, core, load }: Context,
  { caseId, writing, threadId }: { caseId: string; writing?: boolean | null; threadId?: string | null },
): Promise<Visit> {
  const connectionIds = (await load.caseConnections.load(caseId)).map(connection => connection.id)
  must(actor, writing && !threadId ? 'note.write' : 'case.attend', { connectionIds })
  const thread = writing && threadId ? await threadOn(core.db, actor, 'draft.write', { caseId, threadId }) : undefined
  const userId = userOf(actor)
  const before = core.presences.all().find(visit => visit.userId === userId && visit.caseId === caseId)
  return {
    userId,
    caseId,
    writing: writing ? (thread?.visibility ?? 'note') : null,
    connectionId: thread?.connectionId ?? null,
    since: before?.since ?? iso(core.clock.now()),
  }
}
