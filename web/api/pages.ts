import { createMemo, createRoot, createSignal, getOwner } from 'solid-js'
import type { Watched } from './watch.ts'

/** One page of something that goes on: its rows, and the cursor from which the next page starts. */
export interface Page<T> {
  rows: T[]
  next: string | null
}

/** Pages in a row, joined. */
export interface Pages<T> {
  readonly rows: T[]
  /** The first answer has come. */
  readonly ready: boolean
  readonly loading: boolean
  readonly problem: Watched<unknown>['problem']
  /** There is more to load, or on its way. */
  readonly more: boolean
  loadMore(): void
  /** Lets go of all pages but the first so many. */
  keep(count: number): void
  refresh(): Promise<void>
}

/** Where a page starts: the first one nowhere, the others at a cursor, or `null` when the page before became the last. */
export type Start = () => { cursor?: string } | null

/**
 * Each page starts where the one before it ends, also after that one changed: what moves from page to page is never
 * missed. `open` watches one page.
 */
export function createPages<T extends { id: string }>(open: (start: Start) => Watched<Page<T>>): Pages<T> {
  const owner = getOwner()
  /** Watched until it is let go. */
  const opened = (start: Start) => createRoot(letGo => ({ page: open(start), letGo }), owner)
  const [links, setLinks] = createSignal([opened(() => ({}))])
  const chain = createMemo(() => links().map(link => link.page))
  const last = () => chain().at(-1)!
  const rows = createMemo(() => [
    ...new Map(chain().flatMap(page => (page.value?.rows ?? []).map(row => [row.id, row] as const))).values(),
  ])

  return {
    get rows() {
      return rows()
    },
    get ready() {
      return chain()[0]!.value !== undefined
    },
    get loading() {
      return chain().some(page => page.loading)
    },
    get problem() {
      return chain().find(page => page.problem)?.problem
    },
    get more() {
      const { value, loading } = last()
      return value ? value.next != null : loading
    },
    loadMore() {
      const before = last()
      if (before.value?.next == null || before.loading) return
      const start: Start = () => (before.value?.next ? { cursor: before.value.next } : null)
      setLinks([...links(), opened(start)])
    },
    keep(count) {
      const gone = links().slice(count)
      if (!gone.length) return
      setLinks(links().slice(0, count))
      for (const link of gone) link.letGo()
    },
    async refresh() {
      for (const page of chain()) await page.refresh()
    },
  }
}
