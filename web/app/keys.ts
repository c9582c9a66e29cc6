import { onCleanup, onMount } from 'solid-js'

/** What single keys do, by `event.key`, and what two of them do one after the other, such as `g m`. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** How long a key waits for the one that belongs after it, in milliseconds. */
const PATIENCE = 1500

const layers: Keys[] = []
let first: { key: string; until: number } | undefined

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))

function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Shift' || typing(event.target) || document.querySelector('dialog[open], :popover-open')) return
  const begun = first && event.timeStamp < first.until ? `${first.key} ` : ''
  first = undefined
  const wanted = begun + event.key
  const action = layers.findLast(layer => layer[wanted])?.[wanted]
  if (action) {
    event.preventDefault()
    action(event)
  } else if (layers.some(layer => Object.keys(layer).some(keys => keys.startsWith(`${event.key} `)))) {
    first = { key: event.key, until: event.timeStamp + PATIENCE }
  }
}

/** Shortcuts while the component is there; they rest in text fields, menus, dialogs and during composition. */
export function useKeys(keys: Keys): void {
  onMount(() => {
    if (!layers.length) document.addEventListener('keydown', pressed)
    layers.push(keys)
  })
  onCleanup(() => {
    layers.splice(layers.indexOf(keys), 1)
    if (!layers.length) document.removeEventListener('keydown', pressed)
  })
}
