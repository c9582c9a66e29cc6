import type { Resolvers } from '../graphql/types.ts'
import { visibleCustomer } from './customers.ts'

export const resolvers: Resolvers = {
  Query: { customer: async (_, { id }, { core, actor }) => (await visibleCustomer(core.db, actor, id)) ?? null },
  Customer: {
    handles: (row, _, { load }) => load.customerHandles.load(row.id),
    cases: async (row, _, { load }) => (await load.customerCases.load(row.id)).slice(0, 50),
  },
}
