import { createMemo, createSignal, getOwner, runWithOwner } from 'solid-js'
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
  /** There is more to load. */
  readonly more: boolean
  loadMore(): void
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
  const first = open(() => ({}))
  const [chain, setChain] = createSignal([first])
  const last = () => chain().at(-1)!
  const rows = createMemo(() => [
    ...new Map(chain().flatMap(page => (page.value?.rows ?? []).map(row => [row.id, row] as const))).values(),
  ])

  return {
    get rows() {
      return rows()
    },
    get ready() {
      return first.value !== undefined
    },
    get loading() {
      return chain().some(page => page.loading)
    },
    get problem() {
      return chain().find(page => page.problem)?.problem
    },
    get more() {
      return last().value?.next != null
    },
    loadMore() {
      const before = last()
      if (before.value?.next == null || before.loading) return
      const start: Start = () => (before.value?.next ? { cursor: before.value.next } : null)
      setChain([...chain(), runWithOwner(owner, () => open(start))!])
    },
    async refresh() {
      for (const page of chain()) await page.refresh()
    },
  }
}
