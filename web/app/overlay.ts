import { createSignal } from 'solid-js'
import type { SelectionInput } from '../screens/tasks/types.ts'

/** What lies over any screen, one at a time. */
export type Overlay =
  | { what: 'palette' }
  | { what: 'help' }
  | { what: 'notifications' }
  | { what: 'tasks' }
  /** Asks how the cases of a list are written to a file; `title` is what the list is called. */
  | { what: 'export'; selection: SelectionInput; title: string }

const [overlay, setOverlay] = createSignal<Overlay>()

export { overlay }
/** Lays something over the screen, in the place of what lay there. */
export const lay = (next: Overlay): void => void setOverlay(next)
export const lift = (): void => void setOverlay()
/** Takes this one away, and nothing that was laid in its place: a dialog tells a moment later that it closed. */
export const lifting = (mine: Overlay) => (): void => {
  if (overlay() === mine) lift()
}
