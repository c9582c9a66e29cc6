import { type Change, changesFor } from './changes.ts'
import type { Resolvers } from './types.ts'

export const resolvers: Resolvers = {
  Query: { cursor: (_, _args, { core }) => core.changes.cursor() },
  Subscription: {
    changes: {
      subscribe: (_, { after }, { core, again }) => changesFor(core, again, after),
      resolve: (change: Change) => change,
    },
  },
}
