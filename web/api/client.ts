import { Client, fetchExchange } from '@urql/core'
import { cacheExchange, type OptimisticMutationResolver } from '@urql/exchange-graphcache'
import { at } from './base.ts'
import { makeRoom } from './eviction.ts'
import { csrf, knownFetch } from './http.ts'

const unkeyed = () => null

/** A change of one case that shows at once; the cache takes it back when the server refuses. */
const onCase =
  (change: (input: Record<string, unknown>, caseKey: string, cache: Cache) => object): OptimisticMutationResolver =>
  ({ input }, cache) => {
    const given = input as Record<string, unknown>
    const key = cache.keyOfEntity({ __typename: 'Case', id: String(given.caseId) })!
    return {
      __typename: 'Case',
      id: given.caseId,
      ...change(given, key, cache),
    } as ReturnType<OptimisticMutationResolver>
  }
type Cache = Parameters<OptimisticMutationResolver>[1]

const named = (__typename: 'User' | 'Team' | 'Label', id: unknown, cache: Cache) => {
  if (!id) return null
  const entity = { __typename, id: String(id) }
  return {
    ...entity,
    name: cache.resolve(entity, 'name'),
    ...(__typename === 'User' && { initials: cache.resolve(entity, 'initials') }),
  }
}

/** The one store: everything with an id is there once, whatever query brought it. */
const store = cacheExchange({
  keys: {
    AttachmentLimits: unkeyed,
    Audience: unkeyed,
    BulkResult: unkeyed,
    CasePage: unkeyed,
    CaseEdge: unkeyed,
    CaseEvent: event => String(event.seq),
    Change: unkeyed,
    CheckResult: unkeyed,
    CustomerEdge: unkeyed,
    CustomerPage: unkeyed,
    CustomerSearch: unkeyed,
    Delivery: unkeyed,
    Invitation: unkeyed,
    ListCount: unkeyed,
    ListOrder: unkeyed,
    Mark: unkeyed,
    Me: unkeyed,
    MessagePage: unkeyed,
    MessageEdge: unkeyed,
    MessageHit: unkeyed,
    MessageSearch: unkeyed,
    NewToken: unkeyed,
    NotificationEdge: unkeyed,
    NotificationList: unkeyed,
    PageInfo: unkeyed,
    PaneWidths: unkeyed,
    Preferences: unkeyed,
    Preset: unkeyed,
    Presence: unkeyed,
    SendingState: unkeyed,
    Refusal: unkeyed,
    Shortcut: unkeyed,
    Snippet: unkeyed,
    ViewFilter: unkeyed,
  },
  updates: {
    Query: {
      case: (result, _args, cache) => makeRoom(result.case as { __typename: 'Case'; id: string } | null, cache),
    },
  },
  optimistic: {
    assignCase: onCase((input, key, cache) => ({
      owner: named('User', input.userId, cache),
      team: named('Team', input.teamId, cache),
      status: cache.resolve(key, 'status') === 'NEW' ? 'OPEN' : cache.resolve(key, 'status'),
    })),
    closeCase: onCase(() => ({ status: 'CLOSED', waitingSince: null })),
    pendCase: onCase(() => ({ status: 'PENDING', waitingSince: null, snoozedUntil: null })),
    renameCase: onCase(input => ({ subject: input.subject })),
    prioritiseCase: onCase(input => ({ priority: input.priority })),
    snoozeCase: onCase(input => ({ snoozedUntil: input.until })),
    wakeCase: onCase(() => ({ snoozedUntil: null })),
    labelCase: onCase((input, key, cache) => {
      const had = (cache.resolve(key, 'labels') as string[]).map(label => String(cache.resolve(label, 'id')))
      const remove = (input.remove as string[]) ?? []
      const ids = new Set([...had.filter(id => !remove.includes(id)), ...((input.add as string[]) ?? [])])
      return { labels: [...ids].map(id => named('Label', id, cache)) }
    }),
  },
})

export const client = new Client({
  url: at('/graphql'),
  preferGetMethod: false,
  fetch: knownFetch,
  fetchOptions: { headers: csrf },
  exchanges: [store, fetchExchange],
})
