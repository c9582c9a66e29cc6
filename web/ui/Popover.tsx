import Check from 'lucide-solid/icons/check'
import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { Drawing } from './Icon.tsx'
import { Icon } from './Icon.tsx'
import css from './Popover.module.css'

/** So soon after it opened nobody has read what there is to choose, in milliseconds. */
const WORD = 500
const isTyping = (target: EventTarget | null) => (target as Element).matches('input, textarea')

/** Opens and closes a popover from elsewhere, such as a shortcut. */
export interface PopoverHandle {
  /** At its button, or at something else. */
  open(at?: HTMLElement): void
  close(): void
}

/**
 * A panel at a button. The browser closes it on Esc or a click outside and gives the focus back; arrows move within it.
 * `trigger` gets the attributes that make its button the opener; without one, `handle` opens it. The content exists only
 * while it is open.
 */
export function Popover(props: {
  title: string
  trigger?: (attributes: {
    popovertarget: string
    'aria-expanded': boolean
    ref: (e: HTMLElement) => void
  }) => JSX.Element
  children: (close: () => void) => JSX.Element
  handle?: (handle: PopoverHandle) => void
}) {
  const id = createUniqueId()
  const [isOpen, setOpen] = createSignal(false)
  let anchor!: HTMLElement
  let panel!: HTMLDivElement
  let openedAt = 0
  /** The element that had the focus, until something in the panel has it. */
  let before: HTMLElement | undefined
  let isStarting = false
  const close = () => panel.hidePopover()

  function place() {
    const at = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = panel
    const below = innerHeight - at.bottom > height + 8 || at.top < height
    panel.style.left = `${Math.max(8, Math.min(at.right - width < 8 ? at.left : at.right - width, innerWidth - width - 8))}px`
    panel.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - height - 4)}px`
  }

  // What it holds may come later, and change: it stays at its button and on the screen.
  onMount(() => {
    const observer = new ResizeObserver(() => {
      if (!isOpen()) return
      place()
      start()
    })
    observer.observe(panel)
    onCleanup(() => observer.disconnect())
  })

  function opening() {
    openedAt = performance.now()
    setOpen(true)
    before = document.activeElement as HTMLElement
    isStarting = true
    // Before the first frame it is painted in.
    requestAnimationFrame(() => {
      place()
      start()
    })
  }

  /** Gives the focus to what one begins with, once it is there. */
  function start() {
    if (!isStarting) return
    const first = panel.querySelector<HTMLElement>('input, button, a, summary')
    const chosen = panel.querySelector<HTMLElement>('[aria-pressed="true"]')
    // A field to filter by comes before what is chosen.
    const one = first?.matches('input') ? first : (chosen ?? first)
    one?.focus()
    isStarting = !one
  }

  /** Gives the focus back where the browser did not, because what had it is gone. */
  function closed() {
    isStarting = false
    const isLost = !document.activeElement || document.activeElement === document.body
    if (isLost) (before?.isConnected && before !== document.body ? before : anchor).focus()
  }

  function move(event: KeyboardEvent) {
    // A blank that comes at once ends a word: it chooses nothing.
    if (event.key === ' ' && performance.now() - openedAt < WORD && !isTyping(event.target)) event.preventDefault()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (
      !step ||
      (event.target as HTMLElement).matches('input[type="date"], input[type="time"], input[type="datetime-local"]')
    )
      return
    event.preventDefault()
    const options = [...panel.querySelectorAll<HTMLElement>('button, a, input, summary')].filter(one =>
      one.checkVisibility(),
    )
    const next = options.indexOf(document.activeElement as HTMLElement) + step
    options.at(next % options.length)?.focus()
  }

  props.handle?.({
    open(at) {
      if (at) anchor = at
      panel.showPopover()
    },
    close,
  })
  return (
    <>
      {props.trigger?.({
        popovertarget: id,
        get 'aria-expanded'() {
          return isOpen()
        },
        ref: element => {
          anchor = element
        },
      })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={props.title}
        class={css.popover}
        onBeforeToggle={event => event.newState === 'open' && opening()}
        // Not before it is closed: the browser gives the focus back only from what is still there.
        onToggle={event => {
          setOpen(event.newState === 'open')
          if (event.newState === 'closed') closed()
        }}
        onKeyDown={move}
      >
        <Show when={isOpen()}>
          <p class={css.title} aria-hidden="true">
            {props.title}
          </p>
          {props.children(close)}
        </Show>
      </div>
    </>
  )
}

/** One choice in a popover; `beside` the ones that a filter narrows. */
export function Option(props: {
  icon?: Drawing
  chosen?: boolean
  beside?: boolean
  onChoose: () => void
  children: JSX.Element
}) {
  return (
    <button
      type="button"
      class={css.option}
      data-hit={props.beside ? undefined : ''}
      aria-pressed={props.chosen}
      onClick={() => props.onChoose()}
    >
      <Show when={props.icon}>{icon => <Icon of={icon()} />}</Show>
      <span>{props.children}</span>
      <Show when={props.chosen}>
        <span class={css.check}>
          <Icon of={Check} />
        </span>
      </Show>
    </button>
  )
}

/** The looks of a choice that is a link, and of a line that says there is none. */
export const optionClass = css.option!
export const emptyClass = css.empty!
