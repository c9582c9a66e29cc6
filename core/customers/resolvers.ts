import type { Resolvers } from '../graphql/types.ts'
import { may } from '../team/may.ts'
import { alikeOf, visibleCustomer } from './customers.ts'
import { searchCustomers } from './search.ts'

export const resolvers: Resolvers = {
  Query: {
    customer: async (_, { id }, { core, actor }) => (await visibleCustomer(core.db, actor, id)) ?? null,
    searchCustomers: async (_, { text, first }, { core, actor }) => {
      const { customers, total } = await searchCustomers(core.db, actor, text, first)
      return { edges: customers.map(node => ({ node })), totalCount: total }
    },
  },
  Handle: {
    channel: ({ plugin }, _, { core }) => core.connections.plugin(plugin)?.name ?? plugin,
  },
  Customer: {
    // A case names its customer also to a token that may not read customers.
    name: (row, _, { actor }) => (may(actor, 'customer.read') ? row.name : ''),
    language: (row, _, { actor }) => (may(actor, 'customer.read') ? row.language : null),
    handles: (row, _, { load }) => load.customerHandles.load(row.id),
    cases: async (row, _, { load }) => (await load.customerCases.load(row.id)).slice(0, 50),
    alike: ({ id }, _, { core, actor }) => alikeOf(core.db, actor, id),
  },
}
