// Where somebody reads in a long conversation, and how that stays so while messages come and go around it.
import { createEffect, createSignal } from 'solid-js'
import type { Pages } from '../../api/pages.ts'
import type { BubbleFragment } from '../../api/types.ts'
import { anchorOf } from './message/anchor.ts'
import { createSpan } from './span.ts'

/** So far from an end, in pixels, that end counts as near, or more is brought. */
const NEAR = 60
const LOAD_AT = 400
/** Where something of a conversation stands below its top edge, in pixels: between two bubbles there is nothing. */
const LOOK_AT = [8, 24, 48, 96]

export function createReading(of: {
  messages: () => readonly BubbleFragment[]
  pages: Pages<BubbleFragment>
  /** The first message that one has not seen. */
  unread: () => string | null | undefined
  /** The newest is in sight. */
  onEnd: () => void
}) {
  let scroller!: HTMLElement
  let content!: HTMLElement
  let isAtEnd = true
  let isSettled = false
  /** How far it could be scrolled when one was last seen to scroll. */
  let end = 0
  const [sought, setSought] = createSignal<string>()
  const grown = new ResizeObserver(() => isAtEnd && toEnd())
  const span = createSpan(of.messages, of.pages, of.unread, inPlace)

  const farthest = () => scroller.scrollHeight - scroller.clientHeight

  function toEnd() {
    if (span.next()) span.rest()
    scroller.scrollTop = end = farthest()
    isAtEnd = true
    of.onEnd()
  }

  /** Changes what is there; what is being read stays where it is on the screen. */
  function inPlace(change: () => void) {
    const { left, top } = scroller.getBoundingClientRect()
    // A day that has not been painted yet is there only as a whole.
    const seen = LOOK_AT.map(below =>
      document.elementFromPoint(left + 40, top + below)?.closest('[data-entry], section[data-day]'),
    ).find(Boolean)
    const before = seen?.getBoundingClientRect().top
    change()
    if (seen?.isConnected && before !== undefined) scroller.scrollTop += seen.getBoundingClientRect().top - before
  }

  function scrolled() {
    // On the way to a message; or something grew below the end, or took room, and `grown` is about to follow it.
    if (sought()) return
    if (isAtEnd && farthest() > end) return
    end = farthest()
    const below = end - scroller.scrollTop
    isAtEnd = below < NEAR && !span.next()
    if (isAtEnd) {
      of.onEnd()
      if (span.isLong() && scroller.scrollTop > LOAD_AT) span.rest()
    }
    if (scroller.scrollTop < LOAD_AT && span.more()) span.back()
    else if (below < LOAD_AT && span.next()) span.forth()
  }

  // Goes back page by page until it is there.
  createEffect(() => {
    const id = sought()
    if (!id || of.pages.loading) return
    if (span.shown().some(message => message.id === id)) {
      setSought(undefined)
      queueMicrotask(() => reveal(document.getElementById(anchorOf(id))))
    } else if (span.more()) queueMicrotask(span.back)
    else setSought(undefined)
  })

  function reveal(element: HTMLElement | null) {
    if (!element) return
    isAtEnd = false
    element.scrollIntoView({ block: 'center' })
    element.focus({ preventScroll: true })
  }

  return {
    span,
    scroller: (element: HTMLElement) => {
      scroller = element
    },
    content: (element: HTMLElement) => {
      content = element
    },
    begin() {
      grown.observe(scroller)
      grown.observe(content)
      requestAnimationFrame(() => setTimeout(span.fill))
    },
    end: () => grown.disconnect(),
    scrolled,
    toEnd,
    atEnd: () => isAtEnd,
    /** Goes to a message, wherever it is. */
    seek(id: string) {
      isAtEnd = false
      setSought(id)
    },
    /** Something is there, or changed: the first time one is brought to a mark, after that one stays where one is. */
    settle(unread: string | null | undefined) {
      queueMicrotask(() => {
        const stopped = !isSettled && unread && content.querySelector('[data-entry="unread"]')
        // The messages may be here before it is known which of them were read.
        isSettled ||= unread !== undefined
        if (sought()) return
        if (stopped) {
          isAtEnd = false
          stopped.scrollIntoView({ block: 'start' })
          scrolled()
        } else if (isAtEnd) toEnd()
      })
    },
    /** Moves the keyboard to the next or previous message. */
    step(by: 1 | -1) {
      const all = [...content.querySelectorAll<HTMLElement>('article')]
      const on = all.indexOf(document.activeElement?.closest('article') as HTMLElement)
      const { top } = scroller.getBoundingClientRect()
      const inSight = () => all.find(one => one.getBoundingClientRect().bottom > top + NEAR)
      const next = on >= 0 ? all[on + by] : by > 0 ? inSight() : all.at(-1)
      next?.focus()
    },
  }
}
