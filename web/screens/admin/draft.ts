import { type Accessor, createSignal } from 'solid-js'

/** What somebody changed in a form, over what is stored. */
export interface Draft<T> {
  /** What the form shows. */
  value: Accessor<T>
  dirty: Accessor<boolean>
  set(changes: Partial<T>): void
  reset(): void
}

/** Only what was changed covers what is stored: news from elsewhere still comes through beside it. */
export function createDraft<T extends object>(stored: Accessor<T>): Draft<T> {
  const [edits, setEdits] = createSignal<Partial<T>>({})
  const differs = (key: keyof T) => JSON.stringify(edits()[key]) !== JSON.stringify(stored()[key])
  return {
    value: () => ({ ...stored(), ...edits() }),
    dirty: () => (Object.keys(edits()) as Array<keyof T>).some(differs),
    set: changes => setEdits(known => ({ ...known, ...changes })),
    reset: () => setEdits({}),
  }
}
