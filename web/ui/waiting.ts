import { type Accessor, createComputed, createMemo, createSignal, on, onCleanup } from 'solid-js'

/** What is quicker shows no bones; and bones that came stay so long that they are seen, not a flash. In milliseconds. */
const PATIENCE = 300
const SEEN = 500

/** Whether what is being fetched is still waited for: until it is there, and its bones were seen once they came. */
export function createWaiting(isLoading: Accessor<boolean>): Accessor<boolean> {
  const [isHeld, setHeld] = createSignal(false)
  let seen: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(seen))
  createComputed(
    on(createMemo(isLoading), loading => {
      if (!loading) return
      const shown = setTimeout(() => {
        setHeld(true)
        seen = setTimeout(setHeld, SEEN, false)
      }, PATIENCE)
      onCleanup(() => clearTimeout(shown))
    }),
  )
  return () => isLoading() || isHeld()
}
