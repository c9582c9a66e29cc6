import { createEffect, createSignal, on } from 'solid-js'
import type { CaseRowFragment } from '../../api/types.ts'
import type { Rows } from './rows.ts'

/** The rows that are picked, to do one thing with all of them. */
export interface Selection {
  readonly rows: readonly CaseRowFragment[]
  has(row: CaseRowFragment): boolean
  toggle(row: CaseRowFragment): void
  /** Picks a row, whether it was or not. */
  add(row: CaseRowFragment): void
  /** Picks every row that is loaded. */
  addAll(): void
  clear(): void
}

/** Picks among the rows of a list; another list begins with none. */
export function createSelection(rows: () => Rows): Selection {
  const [picked, setPicked] = createSignal<ReadonlyMap<string, CaseRowFragment>>(new Map())
  const clear = () => setPicked(new Map())
  createEffect(on(rows, clear, { defer: true }))
  const set = (change: (next: Map<string, CaseRowFragment>) => void) => {
    const next = new Map(picked())
    change(next)
    setPicked(next)
  }
  return {
    get rows() {
      return [...picked().values()]
    },
    has: row => picked().has(row.id),
    toggle: row => set(next => next.delete(row.id) || next.set(row.id, row)),
    add: row => set(next => next.set(row.id, row)),
    addAll: () =>
      set(next => {
        for (let at = 0; at < rows().count; at++) {
          const row = rows().at(at)
          if (row) next.set(row.id, row)
        }
      }),
    clear,
  }
}
