import { batch, createComputed, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { Pages } from '../../api/pages.ts'
import type { BubbleFragment } from '../../api/types.ts'

/** How many messages come into sight at once, and how many are on the page at most. */
export const STEP = 50
const MOST = 400
/** How many of the newest are painted first: what fills a screen. */
const FIRST = 12

/**
 * Which messages of a long conversation are on the page: a span that ends at the newest, until one goes so far back that
 * what is left behind is let go. `messages` are all that are loaded, oldest first.
 */
export function createSpan(
  messages: () => readonly BubbleFragment[],
  pages: Pages<BubbleFragment>,
  /** The first message that one has not seen, which is there from the beginning. */
  unread: () => string | null | undefined,
  /** Makes a change while what is being read stays where it is. */
  inPlace: (change: () => void) => void,
) {
  const [size, setSize] = createSignal(FIRST)
  /** How many of the newest are left out. */
  const [left, setLeft] = createSignal(0)
  const end = () => messages().length - left()
  const start = () => Math.max(0, end() - size())
  const shown = createMemo(() => messages().slice(start(), end()))
  /** More is wanted than what is here. */
  const [wants, setWants] = createSignal(false)

  function grow() {
    const step = Math.min(STEP, start())
    const over = Math.max(0, size() + step - MOST)
    inPlace(() =>
      batch(() => {
        setSize(size() + step - over)
        setLeft(left() + over)
      }),
    )
  }
  createEffect(() => {
    if (!wants()) return
    // While what is here is being read again it waits.
    if (start() === 0 && pages.loading) return
    if (start() === 0 && pages.more) return pages.loadMore()
    setWants(false)
    if (start() > 0) queueMicrotask(grow)
  })
  createComputed(() => {
    const at = messages().findIndex(one => one.id === unread())
    if (at >= 0) setSize(size => Math.max(size, messages().length - at + 1))
  })
  // What comes in while one reads further back stays out, and what is shown stays the same.
  createComputed(
    on(
      () => messages().at(-1)?.id,
      (_, before) => {
        const index = left() ? messages().findIndex(one => one.id === before) : -1
        if (index >= 0) setLeft(left() + messages().length - 1 - index)
      },
    ),
  )

  return {
    shown,
    /** Older messages are there, here or on the server. */
    more: () => start() > 0 || pages.more,
    /** The first message after those shown. */
    next: () => messages()[end()],
    /** Shows what is older, once it is here. */
    back: () => (start() > 0 ? grow() : setWants(pages.more)),
    /** The first of it was painted: what else belongs to a page joins it. */
    fill() {
      if (size() < STEP) inPlace(() => setSize(STEP))
    },
    /** Shows what is newer than what is shown. */
    forth() {
      if (left()) inPlace(() => setLeft(Math.max(0, left() - STEP)))
    },
    /** At the newest again: what is older is let go. */
    rest() {
      batch(() => {
        setLeft(0)
        setSize(STEP)
        pages.keep(1)
      })
    },
    /** Far enough back that letting go is worth while. */
    isLong: () => left() > 0 || size() > 2 * STEP,
  }
}

export type Span = ReturnType<typeof createSpan>
