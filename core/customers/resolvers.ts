import type { Resolvers } from '../graphql/types.ts'
import { said } from '../plugin/translate.ts'
import { alikeOf, nameIn, visibleCustomer } from './customers.ts'
import { searchCustomers } from './search.ts'

export const resolvers: Resolvers = {
  Query: {
    customer: async (_, { id }, { core, actor }) => (await visibleCustomer(core.db, actor, id)) ?? null,
    searchCustomers: async (_, { text, first }, { core, actor }) => {
      const { customers, total } = await searchCustomers(core.database.aside, actor, text, first)
      return { edges: customers.map(node => ({ node })), totalCount: total }
    },
  },
  Handle: {
    channel: async ({ plugin }, _, { core, language }) => {
      const known = core.connections.plugin(plugin)
      return known ? said(await language(), known, known.name) : plugin
    },
  },
  Customer: {
    // A case names its customer also to who has a right on another of its connections, or a token that reads no customers.
    name: async (row, _, { load }) => nameIn(await load.customerHandles.load(row.id)),
    language: (row, _, { load }) => load.customerLanguage.load(row.id),
    handles: (row, _, { load }) => load.customerHandles.load(row.id),
    cases: async (row, _, { load }) => (await load.customerCases.load(row.id)).slice(0, 50),
    alike: ({ id }, _, { core, actor }) => alikeOf(core.db, actor, id),
  },
}
