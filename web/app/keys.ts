import { onCleanup, onMount } from 'solid-js'
import { lift, overlay } from './overlay.ts'

/**
 * What strokes do, each by the one it usually has: `event.key`, two of them one after the other such as `g m`, or one with
 * Ctrl such as `Ctrl+k`. What has no stroke of its own stands under the name of its command.
 */
export type Keys = Readonly<Record<string, (() => unknown) | undefined>>

/** How long a key waits for the one that belongs after it, in milliseconds. */
const PATIENCE = 1500
/** The one stroke that also works while somebody types. */
const ANYWHERE = 'Ctrl+k'

const layers: Keys[] = []
let first: { stroke: string; until: number } | undefined
let strokeFor = (usual: string): string | undefined => usual

/** Says what is pressed for a stroke by who has other wishes; undefined where nothing is. */
export function setStrokes(wished: (usual: string) => string | undefined): void {
  strokeFor = wished
}

/** What can be done now, by its usual stroke. */
export const bound = (): ReadonlyMap<string, () => unknown> =>
  new Map(layers.flatMap(layer => Object.entries(layer).flatMap(([usual, act]) => (act ? [[usual, act]] : []))))

/**
 * What was pressed; nothing while letters are composed, nor with Alt. What takes AltGr to write, such as `]` on many
 * keyboards, counts as what it writes, but a letter never: that is a letter of somebody's language.
 */
export function strokeOf(event: KeyboardEvent): string | undefined {
  const { key } = event
  const isWritten = event.getModifierState('AltGraph')
  if (event.isComposing || key === 'Shift' || (isWritten ? /\p{L}/u.test(key) : event.altKey)) return undefined
  return !isWritten && (event.ctrlKey || event.metaKey) ? `Ctrl+${key}` : key
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))

/** What is to lie over the screen is on its way: what is typed is meant for that. */
const isComing = () => overlay() !== undefined && !document.querySelector('dialog')

function pressed(event: KeyboardEvent) {
  const stroke = strokeOf(event)
  if (!stroke || event.defaultPrevented || document.querySelector('dialog[open], :popover-open')) return
  if (isComing()) return stroke === 'Escape' ? lift() : undefined
  if (stroke !== ANYWHERE && typing(event.target)) return
  const wanted = first && event.timeStamp < first.until ? `${first.stroke} ${stroke}` : stroke
  first = undefined
  const known = [...bound()].map(([usual, act]) => [strokeFor(usual), act] as const)
  const found = known.find(([one]) => one === wanted)
  if (found) {
    event.preventDefault()
    found[1]()
  } else if (known.some(([one]) => one?.startsWith(`${stroke} `))) {
    first = { stroke, until: event.timeStamp + PATIENCE }
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
