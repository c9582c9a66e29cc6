import {
  type Accessor,
  createEffect,
  createRoot,
  createSignal,
  getOwner,
  type JSX,
  on,
  onCleanup,
  onMount,
} from 'solid-js'
import css from './VirtualList.module.css'

/** Rows that are there beyond what is in sight, above and below. */
const OVERSCAN = 6

/** Moves a list from elsewhere; places are in rows from its beginning. */
export interface VirtualListHandle {
  /** Brings a row in sight, the nearest way, and puts it there. */
  show(index: number): void
  top(): number
  scrollTo(top: number): void
}

interface Slot {
  element: HTMLLIElement
  index: number
  setIndex: (index: number) => void
  dispose: () => void
}

/**
 * A long list of rows that all have the height `--row-list`, of which only those in sight exist. A row that leaves sight
 * lends its elements to one that enters, except `keep`, which has or may get the focus. The elements stay in the order of
 * the rows. Kept libraries were measured: they cost 7 to 10 KiB, and make each row anew where a jump has no time for it.
 */
export function VirtualList(props: {
  label: string
  count: number
  /** A row that is always there. */
  keep?: number | undefined
  /** Told which rows are there. */
  onRange: (first: number, last: number) => void
  onKeyDown?: (event: KeyboardEvent) => void
  handle?: (handle: VirtualListHandle) => void
  children: (index: Accessor<number>) => JSX.Element
}) {
  const owner = getOwner()
  const [height, setHeight] = createSignal(0)
  // Measured when nothing has changed since the last frame: asking in between makes the browser lay out everything.
  let top = 0
  let room = 0
  let slots: Slot[] = []
  let frame!: HTMLDivElement
  let list!: HTMLUListElement

  const create = (): Slot =>
    createRoot(dispose => {
      const [index, setIndex] = createSignal(-1)
      const element = (
        <li
          class={css.item}
          aria-posinset={index() + 1}
          aria-setsize={props.count}
          // Not by a variable: everything inside would inherit it, and be styled anew with every step.
          style={{ 'inset-block-start': `calc(var(--row-list) * ${index()})` }}
        >
          {props.children(index)}
        </li>
      ) as HTMLLIElement
      return { element, index: -1, setIndex, dispose }
    }, owner)

  /** The rows that must be there, in order. */
  function wanted(): number[] {
    const first = Math.max(0, Math.floor(top / height()) - OVERSCAN)
    const end = Math.min(props.count, Math.ceil((top + room) / height()) + OVERSCAN)
    const rows = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at)
    if (rows.length) props.onRange(first, end - 1)
    const { keep = -1 } = props
    if (keep >= 0 && keep < first) rows.unshift(keep)
    if (keep >= end && keep < props.count) rows.push(keep)
    return rows
  }

  function place() {
    if (!height()) return
    const rows = new Set(wanted())
    const staying = new Map(slots.filter(slot => rows.has(slot.index)).map(slot => [slot.index, slot]))
    const free = slots.filter(slot => !rows.has(slot.index))
    slots = [...rows].map(index => staying.get(index) ?? Object.assign(free.shift() ?? create(), { index }))
    let after: Element | null = null
    for (const slot of slots.toReversed()) {
      const { element, index } = slot
      // What stays is never moved: it would lose the focus.
      const isPlaced = staying.has(index) || (element.parentNode && element.nextSibling === after)
      if (!isPlaced) list.insertBefore(element, after)
      slot.setIndex(index)
      after = element
    }
    for (const { element, dispose } of free) {
      element.remove()
      dispose()
    }
  }

  function scrolled() {
    top = frame.scrollTop
    place()
  }
  function scrollTo(row: number) {
    frame.scrollTop = row * height()
    scrolled()
  }
  props.handle?.({
    top: () => top / (height() || 1),
    scrollTo,
    show(index) {
      const last = index - room / (height() || 1) + 1
      const at = top / (height() || 1)
      const row = Math.min(index, Math.max(last, at))
      if (row === at) place()
      else scrollTo(row)
    },
  })
  onMount(() => {
    const observer = new ResizeObserver(() => {
      room = frame.clientHeight
      setHeight(list.offsetHeight / (props.count || 1))
      scrolled()
    })
    observer.observe(list)
    observer.observe(frame)
    onCleanup(() => observer.disconnect())
  })
  createEffect(on([height, () => props.count, () => props.keep], place))
  onCleanup(() => {
    for (const slot of slots) slot.dispose()
  })

  return (
    <div ref={frame} class={css.frame} onScroll={scrolled}>
      <ul
        ref={list}
        class={css.list}
        aria-label={props.label}
        style={{ '--count': props.count }}
        onKeyDown={event => props.onKeyDown?.(event)}
      />
    </div>
  )
}
