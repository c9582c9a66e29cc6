import type { Resolvers } from '../graphql/types.ts'
import { levelOn, rename, visibleConnections } from './connections.ts'

export const resolvers: Resolvers = {
  Query: { connections: (_, _args, { core, actor }) => visibleConnections(core.db, actor) },
  Mutation: {
    renameConnection: (_, { input }, { core, actor }) =>
      core.write(actor, tx => rename(tx, input.connectionId, input.name)),
  },
  Connection: {
    channel: (row, _, { core }) => core.connections.plugin(row.plugin)?.name ?? row.plugin,
    level: (row, _, { actor }) => levelOn(actor, row.id),
  },
}
