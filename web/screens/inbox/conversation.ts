import { createComputed, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { client } from '../../api/client.ts'
import { createPages, type Page } from '../../api/pages.ts'
import {
  type BubbleFragment,
  ConversationDocument,
  type ConversationQuery,
  MarkReadDocument,
  type MessagesFragment,
  OlderMessagesDocument,
} from '../../api/types.ts'
import { type Watched, watch } from '../../api/watch.ts'
import { isVisible } from '../../app/media.ts'
import { useSession } from '../../app/session.tsx'

/** A case with everything that was said and done in it. */
export type OpenCase = NonNullable<ConversationQuery['case']>

/** How long to wait before a case that did not come is asked for again, in milliseconds. */
const AGAIN = 5000

/** Newest first, so that page after page goes further back. */
const pageOf = (messages: MessagesFragment | undefined): Page<BubbleFragment> => ({
  rows: messages?.edges.map(edge => edge.node).reverse() ?? [],
  next: messages?.pageInfo.hasPreviousPage ? messages.pageInfo.startCursor : null,
})

/** One case, kept true while it is open. `gone` when it does not exist or has left our sight. */
export function createConversation(number: number) {
  const session = useSession()
  const found = watch(
    ConversationDocument,
    () => ({ number }),
    data => ({ case: data.case }),
  )
  // The newest page comes with the case; each older one ends where the one after it begins.
  const newest: Watched<Page<BubbleFragment>> = {
    get value() {
      return found.value && pageOf(found.value.case?.messages)
    },
    get loading() {
      return found.loading
    },
    get problem() {
      return found.problem
    },
    refresh: found.refresh,
  }
  let first = true
  const pages = createPages(start => {
    if (first) {
      first = false
      return newest
    }
    return watch(
      OlderMessagesDocument,
      () => {
        const before = start()?.cursor
        return before === undefined ? undefined : { number, before }
      },
      data => pageOf(data.case?.messages),
    )
  })
  /** Oldest first. */
  const messages = createMemo(() => pages.rows.toReversed())

  // As it was when the case was opened: reading takes it away.
  const [unreadFrom, setUnreadFrom] = createSignal<string | null>()
  createComputed(() => {
    const open = found.value?.case
    if (open && !found.loading && unreadFrom() === undefined) setUnreadFrom(open.firstUnread)
  })

  // What stands on a screen that somebody looks at is read.
  createEffect(() => {
    const open = found.value?.case
    const newest = messages().at(-1)
    if (!open?.unread || !newest || !isVisible()) return
    void client.mutation(MarkReadDocument, { input: { caseId: open.id, messageId: newest.id } }).toPromise()
  })

  session.onNews(({ ids }) => {
    const id = found.value?.case?.id
    if (id === undefined || ids.has(id)) void pages.refresh()
  })
  // Nobody is left with nothing: it asks again, at once when the line is back.
  createEffect(() => {
    if (found.value) return
    const again = setInterval(() => void found.refresh(), AGAIN)
    onCleanup(() => clearInterval(again))
  })
  createEffect(on(session.line, line => line === 'live' && !found.value && void found.refresh(), { defer: true }))
  // Whether one can answer there is on the connection.
  session.onAreas(areas => {
    if (areas.has('CONNECTIONS')) void found.refresh()
  })
  return {
    get value() {
      return found.value?.case ?? undefined
    },
    get gone() {
      return found.value?.case === null
    },
    get problem() {
      return found.problem
    },
    messages,
    pages,
    /** The first message that one had not seen; undefined until that is known. */
    unreadFrom,
  }
}

export type ConversationData = ReturnType<typeof createConversation>
