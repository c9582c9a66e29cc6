import type { Resolvers } from '../graphql/types.ts'
import { said } from '../plugin/translate.ts'
import { parkedItems, replay } from './items.ts'

export const resolvers: Resolvers = {
  Query: { parkedItems: (_, _args, { core }) => parkedItems(core.db) },
  Mutation: {
    replayItem: async (_, { input }, { core, actor }) => {
      const item = await core.write(actor, tx => replay(tx, input.itemId))
      await core.intake.processDue()
      return item
    },
  },
  ParkedItem: {
    connection: async (row, _, { load }) => (await load.connection.load(row.connectionId))!,
    reason: async (row, _, { core, load, language }) => {
      const connection = await load.connection.load(row.connectionId)
      return said(await language(), core.connections.plugin(connection?.plugin ?? ''), row.reason ?? '')
    },
  },
}
