import type { Resolvers } from '../graphql/types.ts'
import { type Page, pageInfoOf } from '../lib/page.ts'
import { said } from '../plugin/translate.ts'
import { alikeOf, type CustomerRow, findCustomers, nameIn, visibleCustomer } from './customers.ts'
import { searchCustomers } from './search.ts'

export const resolvers: Resolvers = {
  Query: {
    customer: async (_, { id }, { core, actor }) => (await visibleCustomer(core.db, actor, id)) ?? null,
    customers: async (_, page, { core, actor }) => pageOf(await findCustomers(core.database, actor, page), page.after),
    searchCustomers: async (_, { text, ...page }, { core, actor }) => {
      const found = await searchCustomers(core.database.aside, actor, text, page)
      return { ...pageOf(found, page.after), totalCount: found.total }
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

const pageOf = ({ items, hasMore }: Page<CustomerRow>, after: string | null | undefined) => ({
  edges: items.map(node => ({ cursor: node.id, node })),
  pageInfo: pageInfoOf(
    items.map(({ id }) => id),
    hasMore,
    after,
  ),
})
