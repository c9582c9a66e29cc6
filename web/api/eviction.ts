import type { Cache } from '@urql/exchange-graphcache'

/** How many conversations the store holds, besides their rows in the list. */
const KEPT = 30
/** What a case has beside its row. */
const heavy = new Set(['messages', 'notes', 'events', 'audiences'])

/** The cases that were opened, by their keys in the store; the last one last. */
const opened = new Set<string>()

/** A case was opened, or read again: the one that was not looked at for longest gives its room back. */
export function makeRoom(read: { __typename: 'Case'; id: string } | null, cache: Cache): void {
  const key = read && cache.keyOfEntity(read)
  if (!key) return
  opened.delete(key)
  opened.add(key)
  const [oldest] = opened
  if (opened.size <= KEPT || !oldest) return
  opened.delete(oldest)
  for (const { fieldName, arguments: given } of cache.inspectFields(oldest)) {
    if (heavy.has(fieldName)) cache.invalidate(oldest, fieldName, given)
  }
}
