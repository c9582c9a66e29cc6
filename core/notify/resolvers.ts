import type { Resolvers } from '../graphql/types.ts'
import { countUnseen, markSeen, notificationsOf } from './notifications.ts'

export const resolvers: Resolvers = {
  Query: { notifications: (_, { first }) => ({ first: first ?? null }) },
  Mutation: {
    markNotificationsSeen: async (_, { input }, { core, actor }) => {
      await core.write(actor, tx => markSeen(tx, input))
      return { first: null }
    },
  },
  NotificationList: {
    edges: async ({ first }, _, { core, actor }) =>
      (await notificationsOf(core.db, actor, first)).map(node => ({ node })),
    unseenCount: (_list, _args, { core, actor }) => countUnseen(core.db, actor),
  },
  Notification: {
    case: (row, _, { load }) => (row.caseId ? load.case.load(row.caseId) : null),
    connection: (row, _, { load }) => (row.connectionId ? load.connection.load(row.connectionId) : null),
    task: (row, _, { load }) => (row.taskId ? load.task.load(row.taskId) : null),
    user: (row, _, { load }) => (row.byUserId ? load.user.load(row.byUserId) : null),
  },
}
