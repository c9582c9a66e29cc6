import { onCleanup, onMount } from 'solid-js'

/** What single keys do, by `event.key`. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

const layers: Keys[] = []

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (typing(event.target) || document.querySelector('dialog[open], :popover-open')) return
  const action = layers.findLast(layer => layer[event.key])?.[event.key]
  if (!action) return
  event.preventDefault()
  action(event)
}

/** Single-key shortcuts while the component is there; they rest in text fields, menus, dialogs and during composition. */
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
