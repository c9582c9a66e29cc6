import { createEffect, createSignal, on } from 'solid-js'
import type { CaseRowFragment } from '../../api/types.ts'
import type { Rows } from './rows.ts'

/** The rows that are picked, to do one thing with all of them. */
export interface Selection {
  /** Those that were picked one by one; none while all are. */
  readonly rows: readonly CaseRowFragment[]
  /** Everything that the list has is picked, loaded or not. */
  readonly isWhole: boolean
  readonly count: number
  has(row: CaseRowFragment): boolean
  toggle(row: CaseRowFragment): void
  /** Picks a row, whether it was or not. */
  add(row: CaseRowFragment): void
  /** Picks everything that the list has. */
  addAll(): void
  clear(): void
}

/** Picks among the rows of a list; another list begins with none. */
export function createSelection(rows: () => Rows): Selection {
  const [picked, setPicked] = createSignal<ReadonlyMap<string, CaseRowFragment>>(new Map())
  const [isWhole, setWhole] = createSignal(false)
  const clear = () => {
    setWhole(false)
    setPicked(new Map())
  }
  createEffect(on(rows, clear, { defer: true }))
  const set = (change: (next: Map<string, CaseRowFragment>) => void) => {
    const next = new Map(picked())
    setWhole(false)
    change(next)
    setPicked(next)
  }
  return {
    get rows() {
      return [...picked().values()]
    },
    get isWhole() {
      return isWhole()
    },
    get count() {
      return isWhole() ? rows().count : picked().size
    },
    has: row => isWhole() || picked().has(row.id),
    toggle: row => set(next => next.delete(row.id) || next.set(row.id, row)),
    add: row => set(next => next.set(row.id, row)),
    addAll() {
      const all = Array.from({ length: rows().count }, (_, at) => rows().at(at))
      const loaded = all.filter(row => row !== undefined)
      clear()
      if (loaded.length === all.length) setPicked(new Map(loaded.map(row => [row.id, row])))
      else setWhole(true)
    },
    clear,
  }
}
