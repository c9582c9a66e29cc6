import { createMemo, createSignal, onCleanup, onMount } from 'solid-js'

/** After this long without input nobody is about to click, in milliseconds. */
const QUIET = 3000
/** What one does oneself shows at once, also when the server's answer takes this long. */
const OWN = 1500

const INPUTS = ['pointermove', 'pointerdown', 'wheel', 'touchmove', 'keydown'] as const

/**
 * Whether a list must stand still: the pointer or the focus is in it, and somebody is at work. `pass` lets through what
 * they did themselves; `release` lets go until the next input.
 */
export function createHold(element: () => HTMLElement) {
  const [isHovered, setHovered] = createSignal(false)
  const [isFocused, setFocused] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [isPassing, setPassing] = createSignal(false)
  let quiet: ReturnType<typeof setTimeout> | undefined
  let passing: ReturnType<typeof setTimeout> | undefined

  function input() {
    clearTimeout(quiet)
    setBusy(true)
    quiet = setTimeout(setBusy, QUIET, false)
  }
  onMount(() => {
    const stop = new AbortController()
    const { signal } = stop
    const at = element()
    for (const type of INPUTS) document.addEventListener(type, input, { signal, passive: true })
    at.addEventListener('pointerenter', () => setHovered(true), { signal })
    at.addEventListener('pointerleave', () => setHovered(false), { signal })
    at.addEventListener('focusin', () => setFocused(true), { signal })
    at.addEventListener('focusout', event => setFocused(at.contains(event.relatedTarget as Node | null)), { signal })
    onCleanup(() => {
      stop.abort()
      clearTimeout(quiet)
      clearTimeout(passing)
    })
  })

  return {
    holding: createMemo(() => isBusy() && !isPassing() && (isHovered() || isFocused())),
    pass() {
      clearTimeout(passing)
      setPassing(true)
      passing = setTimeout(setPassing, OWN, false)
    },
    release: () => setBusy(false),
  }
}

export type Hold = ReturnType<typeof createHold>
