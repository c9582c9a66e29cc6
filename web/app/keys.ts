import { createEffect, onCleanup, onMount } from 'solid-js'
import { lift, overlay } from './overlay.ts'

/**
 * What strokes do, each by the one it usually has: `event.key`, two of them one after the other such as `g m`, or one with
 * Ctrl such as `Ctrl+k`. What has no stroke of its own stands under the name of its command.
 */
export type Keys = Readonly<Record<string, (() => unknown) | undefined>>

/** Something that keys belong to and that is not on screen yet, such as the case of the row the keyboard is on. */
export interface Coming {
  is(): boolean
  /** Brings it at once: somebody asked for it. */
  hurry?(): void
}

/** How long a key waits for the one that belongs after it, in milliseconds. */
const PATIENCE = 1500
/** Within this time of another letter a key is typing and no command, in milliseconds: nobody aims so fast. */
const BURST = 100
/** So soon after a command the next one is the second letter of a word, in milliseconds: nobody has seen what it did. */
const SECOND = 300
/** So long after a letter that was typing the next one is too, in milliseconds. */
const RUN = 600
/** A command that acts later than this surprises; letters are kept longer for the field they are meant for. In milliseconds. */
const LATE = 3000
const LATE_TEXT = 10_000
/** The one stroke that also works while somebody types. */
const ANYWHERE = 'Ctrl+k'

/** Takes the last command back, however soon. */
const UNDO = 'z'

/** Commands on a case, by their usual strokes: they wait until that case is on screen. */
export const onCase: ReadonlySet<string> = new Set('r R m i a w e s l ! ] n N'.split(' '))
/** These lead to a text field: the letters after them are meant for it. */
const toField = new Set(['r', 'R', 'm', '/'])
/** These only move or pick, and may follow each other at any speed. */
const light = new Set(['j', 'k', 'J', 'K', 'n', 'N', 'x', '* a', '* n'])

const layers: Keys[] = []
/** These come before the others, whenever they came. */
const upper: Keys[] = []
const coming: Coming[] = []
let first: { stroke: string; until: number } | undefined
/** A command that has just been pressed, and acts unless more letters follow at once. */
let alone: { usual: string; timer: ReturnType<typeof setTimeout> } | undefined
/** A command for what is on its way; with `text`, the letters for the field it leads to. */
let held: { usual: string | undefined; text: string | undefined; until: number } | undefined
let typingUntil = 0
let actedUntil = 0
let strokeFor = (usual: string): string | undefined => usual

/** Says what is pressed for a stroke by who has other wishes; undefined where nothing is. */
export function setStrokes(wished: (usual: string) => string | undefined): void {
  strokeFor = wished
}

/** The key that is pressed for a stroke now, to be shown; undefined for none, and where nothing is pressed for it. */
export const strokeNow = (usual: string): string | undefined => (usual && strokeFor(usual)) || undefined

/** What can be done now, by its usual stroke. */
export const bound = (): ReadonlyMap<string, () => unknown> =>
  new Map(
    [...layers, ...upper].flatMap(layer =>
      Object.entries(layer).flatMap(([usual, act]) => (act ? [[usual, act]] : [])),
    ),
  )

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

/** The letter or sign that a key writes. */
function writtenBy(event: KeyboardEvent): string | undefined {
  const isCommand = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph')
  return isCommand || event.isComposing || [...event.key].length > 1 ? undefined : event.key
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))

/** What is to lie over the screen is on its way: what is typed is meant for that. */
const isLaid = () => overlay() !== undefined && !document.querySelector('dialog')
const isComing = () => coming.some(one => one.is())

/** Lets go of what waited for something on its way: somebody has gone on. */
export function forgetKeys(): void {
  clearTimeout(alone?.timer)
  alone = undefined
  held = undefined
  first = undefined
  actedUntil = 0
}

/** A press elsewhere means that, and not what waited. */
function letGo() {
  held = undefined
  typingUntil = 0
}

/** Letters that are typed from now on are meant for a field that is on its way. */
export function expectField(): void {
  held = { usual: undefined, text: '', until: performance.now() + LATE }
}

/** Nothing that is typed here acts, nor what the browser does with it outside a field. */
function swallow(event: KeyboardEvent) {
  if (event.key === ' ' || event.key === 'Enter') event.preventDefault()
}

/** Letters that come without a pause are somebody's words, whatever they are the commands of. */
function typed(event: KeyboardEvent) {
  forgetKeys()
  typingUntil = event.timeStamp + RUN
  swallow(event)
}

function run(usual: string) {
  bound().get(usual)?.()
  // It found no field, or that is on its way.
  if (!toField.has(usual) || isField(document.activeElement)) return
  if (usual === '/') expectField()
  else typingUntil = performance.now() + RUN
}

/** Goes on with what waited, once everything that was on its way is there. */
function arrive() {
  if (isComing()) return
  actedUntil = 0
  if (!held) return
  const { usual, until } = held
  if (usual !== undefined && until > performance.now()) run(usual)
  held = undefined
}

/** Gives a field the letters that were typed for it before it was there. */
function focused({ target }: FocusEvent) {
  const text = held?.text
  if (text === undefined || !isField(target)) return
  forgetKeys()
  if (!text || !(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return
  target.setRangeText(text, target.value.length, target.value.length, 'end')
  target.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}

/** Takes a key while another waits. */
function keep(event: KeyboardEvent, waiting: NonNullable<typeof held>) {
  const { key } = event
  const letter = writtenBy(event) ?? (key === 'Enter' ? '\n' : undefined)
  if (key === 'Escape' || key === 'Tab') return forgetKeys()
  if (performance.now() > waiting.until) return typed(event)
  if (waiting.text === undefined) {
    // A command is pressed alone: more letters are words.
    if (letter !== undefined && !event.repeat && strokeOf(event) !== strokeFor(waiting.usual!)) typed(event)
    return
  }
  // The key that asked for the field is still down.
  if (event.repeat && !waiting.text) return event.preventDefault()
  if (letter !== undefined) waiting.text += letter
  else if (key === 'Backspace') waiting.text = [...waiting.text].slice(0, -1).join('')
  else return
  waiting.until = performance.now() + LATE_TEXT
  event.preventDefault()
}

/** A key that acts in a moment has another one after it. Says whether that one is dealt with. */
function follows(event: KeyboardEvent): boolean {
  const { usual, timer } = alone!
  if (writtenBy(event) === undefined) {
    clearTimeout(timer)
    alone = undefined
    if (event.key !== 'Escape') run(usual)
    return false
  }
  if (strokeOf(event) === strokeFor(usual)) event.preventDefault()
  else typed(event)
  return true
}

function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented) return
  if (document.querySelector('dialog[open], :popover-open')) return forgetKeys()
  const stroke = strokeOf(event)
  if (isLaid()) {
    if (stroke === 'Escape') lift()
    return swallow(event)
  }
  if (stroke !== ANYWHERE && isField(event.target)) {
    typingUntil = 0
    return forgetKeys()
  }
  if (held) return keep(event, held)
  if (!stroke || (alone && follows(event))) return
  const isLetter = writtenBy(event) !== undefined
  if (event.timeStamp < typingUntil) {
    if (isLetter || stroke === 'Enter') return typed(event)
    typingUntil = 0
    if (stroke === 'Escape') return
  }
  const wanted = first && event.timeStamp < first.until ? `${first.stroke} ${stroke}` : stroke
  const isSecond = wanted !== stroke
  first = undefined
  const usual = [...new Set([...bound().keys(), ...(isComing() ? onCase : [])])].find(one => strokeFor(one) === wanted)
  if (usual !== undefined) {
    event.preventDefault()
    const isWord =
      !isSecond &&
      /^\p{L}$/u.test(stroke) &&
      !light.has(usual) &&
      !toField.has(usual) &&
      usual !== UNDO &&
      performance.now() < actedUntil
    if (isWord) typed(event)
    else take(usual, event, isLetter)
  } else if (!isSecond && [...bound().keys()].some(one => strokeFor(one)?.startsWith(`${stroke} `))) {
    first = { stroke, until: event.timeStamp + PATIENCE }
  } else if (isLetter && stroke !== ' ' && [...bound().keys()].some(one => strokeFor(one)?.length === 1)) typed(event)
}

/** Does what a stroke says: at once, when it is clear that it stands alone, or when what it belongs to is there. */
function take(usual: string, { repeat }: KeyboardEvent, isLetter: boolean) {
  // A key that is held down says nothing twice, except where one goes.
  if (repeat && !light.has(usual)) return
  if (onCase.has(usual) && isComing()) {
    const isText = toField.has(usual)
    for (const one of coming) if (one.is()) one.hurry?.()
    held = { usual, text: isText ? '' : undefined, until: performance.now() + (isText ? LATE_TEXT : LATE) }
  } else if (isLetter && !light.has(usual) && !toField.has(usual)) {
    const timer = setTimeout(() => {
      alone = undefined
      actedUntil = performance.now() + SECOND
      run(usual)
    }, BURST)
    alone = { usual, timer }
  } else run(usual)
}

const listeners = { keydown: pressed, focusin: focused, pointerdown: letGo }

/**
 * Shortcuts while the component is there; they rest in text fields, menus, dialogs and during composition. `over` puts them
 * before those of the case that is open, for what is done with picked ones instead.
 */
export function useKeys(keys: Keys, { over = false } = {}): void {
  const among = over ? upper : layers
  const each = (how: 'addEventListener' | 'removeEventListener') => {
    for (const [type, listener] of Object.entries(listeners)) document[how](type, listener as EventListener)
  }
  onMount(() => {
    if (!layers.length && !upper.length) each('addEventListener')
    among.push(keys)
  })
  onCleanup(() => {
    among.splice(among.indexOf(keys), 1)
    if (!layers.length && !upper.length) each('removeEventListener')
  })
}

/** Lets the keys of a case wait while something they belong to is on its way. */
export function useComing(one: Coming): void {
  coming.push(one)
  onCleanup(() => coming.splice(coming.indexOf(one), 1))
  // Once the keys of what has come are there.
  createEffect(() => {
    if (!one.is()) queueMicrotask(arrive)
  })
}
