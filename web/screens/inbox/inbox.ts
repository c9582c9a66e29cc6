import { useLocation, useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createContext, createEffect, createMemo, createSignal, on, onCleanup, useContext } from 'solid-js'
import type { Present } from '../../api/presence.ts'
import type { CaseFilter, CaseList, CaseOrder, CaseRowFragment, ViewRowFragment } from '../../api/types.ts'
import { announce } from '../../app/announce.ts'
import { expectField, forgetKeys, useComing } from '../../app/keys.ts'
import { isPhone } from '../../app/media.ts'
import { now } from '../../app/now.ts'
import { listOf, listUrl, slugOf, viewUrl } from '../../app/places.ts'
import { useSession } from '../../app/session.tsx'
import { duration } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import type { VirtualListHandle } from '../../ui/VirtualList.tsx'
import { acted } from './actions.ts'
import { channelName } from './channel.ts'
import type { Addressed } from './drafts.ts'
import { conditionsOf, type Facet, type Filters, filtersIn, filtersOf, isNarrowed, paramsOf } from './filters.ts'
import { createHold } from './hold.ts'
import { createRows, type Rows } from './rows.ts'
import { createSelection, type Selection } from './selection.ts'

/** Where somebody is in the inbox, and how they move through it. */
export interface Inbox {
  list(): CaseList
  /** The view that is shown, when it is one. */
  view(): ViewRowFragment | undefined
  /** Whether what is shown differs from what the view keeps. */
  isChanged(): boolean
  /** What the list is called. */
  title(): string
  search(): string
  setSearch(text: string): void
  order(): CaseOrder
  setOrder(order: CaseOrder): void
  filters(): Filters
  setFilters(filters: Filters): void
  rows(): Rows
  /** What the list shows, for the server to find again. */
  selected(): { list: CaseList; search: string; filter: CaseFilter }
  /** The rows that are picked. */
  selection: Selection
  /** The number of the open case. */
  current(): number | undefined
  /** Says that a case is on screen with all its keys, or, without a number, that it no longer is. */
  setShown(number: number | undefined): void
  /** The number of the row the keyboard is on. */
  active(): number | undefined
  setActive(number: number): void
  /** The list on screen, to bring rows in sight. */
  attach(view: VirtualListHandle): void
  /** Puts the keyboard on a row, or on the title of a list without it. */
  focusRow(number: number | undefined): void
  /** The path of a case in this list, with the search that is on. */
  hrefOf(number: number): string
  /** Opens a case; `replace` leaves no trace for Back, `focus` puts the keyboard in the conversation. */
  open(number: number, options?: { replace?: boolean; focus?: boolean }): void
  /** Opens a case to go on writing in it, for that audience. */
  write(number: number, to: Addressed): void
  /** Takes the wish to write in a case. */
  takeWriting(number: number): Addressed | undefined
  /** Back to the list, on the row one was at; while rows are picked, back to none picked. */
  back(): void
  /** Moves the keyboard to the next or previous row; where there is room its case opens beside it. */
  move(step: 1 | -1): void
  /** The row the keyboard is on. */
  activeRow(): CaseRowFragment | undefined
  /** Goes where somebody wants to be when a case is done with: to the next one, to the list, or nowhere. */
  goOn(from: number): void
  /** Takes the wish to have the keyboard in the conversation that just opened. */
  takeFocus(): boolean
  /** Shows what waits while the list stands still. */
  release(): void
}

/** The id of the open conversation, to give it the keyboard. */
export const REGION = 'conversation'

/** How long the keyboard rests on a row before its case opens, in milliseconds. */
const REST = 120

const orders: Readonly<Record<string, CaseOrder>> = {
  urgency: 'URGENCY',
  newest: 'NEWEST',
  waiting: 'WAITING',
  priority: 'PRIORITY',
}

const isAnswering = ({ writing }: Present) => writing === 'PUBLIC' || writing === 'PRIVATE'

const Context = createContext<Inbox>()
export const InboxProvider = Context.Provider
export const useInbox = (): Inbox => useContext(Context)!

export function createInbox(): Inbox {
  const params = useParams<{ list?: string; view?: string; number?: string }>()
  const [query, setQuery] = useSearchParams<Partial<Record<Facet | 'q' | 'sort' | 'own', string>>>()
  const session = useSession()
  const navigate = useNavigate()
  const location = useLocation()
  const hold = createHold(() => document.getElementById('list')!)
  const view = createMemo(() => session.views.value?.views.find(one => one.id === params.view))
  const list = createMemo(() => view()?.list ?? listOf(params.list) ?? 'MINE')
  const place = createMemo(() => (params.view ? viewUrl(params.view) : listUrl(list())))
  // A view shows what it keeps, until the address says something of its own.
  const kept = () => (query.own ? undefined : view())
  const search = createMemo(() => query.q ?? kept()?.search ?? '')
  // What is done is looked up, not worked away.
  const usual = () => (list() === 'CLOSED' ? 'NEWEST' : 'URGENCY')
  const preferred = () => session.me().preferences.orders.find(one => one.list === slugOf(list()))?.order
  const order = createMemo(() => orders[query.sort ?? ''] ?? kept()?.order ?? preferred() ?? usual())
  const filters = createMemo(() => (kept() ? filtersOf(kept()!.filter) : filtersIn(query)), undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  })
  const rows = createMemo(() => {
    const narrowed = filters()
    const filter = isNarrowed(narrowed) ? () => conditionsOf(narrowed, now()) : undefined
    return createRows({ list: list(), search: search(), order: order(), filter }, hold.holding)
  })
  const current = createMemo(() => Number(params.number) || undefined)
  const [wished, setWished] = createSignal<number>()
  const [shown, setShown] = createSignal<number>()
  // The case that opens in a moment, or is being opened.
  const [next, setNext] = createSignal<number>()
  const [writing, setWriting] = createSignal<{ number: number; to: Addressed }>()
  // Where the open case stands or stood, so that the next one is found after it has left the list.
  let lastIndex = 0
  let wantsFocus = false
  let scroller: VirtualListHandle | undefined
  let resting: ReturnType<typeof setTimeout> | undefined
  const stopResting = () => {
    clearTimeout(resting)
    resting = undefined
    setNext(undefined)
  }
  onCleanup(stopResting)
  createEffect(() => {
    if (current() === next()) setNext(undefined)
  })
  createEffect(on(acted, hold.pass, { defer: true }))

  const indexOf = (number: number | undefined) => rows().indexOf(number)
  createEffect(() => {
    const index = indexOf(current())
    if (index >= 0) lastIndex = index
  })
  const active = createMemo(() => {
    const on = wished() ?? current()
    return indexOf(on) >= 0 ? on : rows().at(0)?.number
  })
  const toList = (options?: { replace: boolean }) => navigate(place() + location.search, options)
  const hrefOf = (number: number) => `${place()}/${number}${location.search}`

  /** Where to go on after a case: to the next one that no colleague is answering, to the one before, or nowhere. */
  function nextFrom(number: number): CaseRowFragment | undefined {
    const isFree = (row: CaseRowFragment) => row.number !== number && !session.presentOn(row.id).some(isAnswering)
    const start = indexOf(number)
    for (let at = start < 0 ? lastIndex : start + 1; ; at++) {
      const row = rows().at(at)
      if (!row) break
      if (isFree(row)) return row
    }
    return beside(number, -1)
  }

  /** Says in the address what the list is narrowed to; of a view all of it, for it replaces what that keeps. */
  function narrow(to: { search?: string; order?: CaseOrder; filters?: Filters }) {
    const whole = params.view ? { own: '1', q: search(), sort: order().toLowerCase(), ...paramsOf(filters()) } : {}
    setQuery(
      {
        ...whole,
        ...(to.filters && paramsOf(to.filters)),
        ...(to.search !== undefined && { q: to.search || undefined }),
        ...(to.order && { sort: to.order.toLowerCase() }),
      },
      { replace: true },
    )
  }

  /** The row after or before another; the nearest when that one is gone. */
  function beside(number: number | undefined, step: 1 | -1): CaseRowFragment | undefined {
    const index = indexOf(number)
    if (index >= 0) return rows().at(index + step)
    return rows().at(step > 0 ? lastIndex : lastIndex - 1) ?? rows().at(rows().count - 1)
  }

  const inbox: Inbox = {
    list,
    title: () => view()?.name ?? t(`list.${slugOf(list())}`),
    view,
    isChanged: () => view() !== undefined && query.own !== undefined,
    search,
    setSearch: text => narrow({ search: text }),
    order,
    setOrder(wanted) {
      const others = session.me().preferences.orders.filter(one => one.list !== slugOf(list()))
      narrow({ order: wanted })
      if (!params.view) session.prefer({ orders: [...others, { list: slugOf(list()), order: wanted }] })
    },
    filters,
    setFilters: wanted => narrow({ filters: wanted }),
    rows,
    selected: () => ({ list: list(), search: search(), filter: conditionsOf(filters(), now()) }),
    selection: createSelection(rows),
    current,
    setShown,
    active,
    setActive: setWished,
    attach(handle) {
      scroller = handle
    },
    focusRow(number) {
      const index = indexOf(number)
      if (index >= 0) scroller?.show(index)
      const row = document.querySelector<HTMLElement>(`[data-row="${number}"]`)
      ;(row ?? document.querySelector<HTMLElement>('#list h1'))?.focus()
    },
    activeRow: () => rows().at(indexOf(active())),
    hrefOf,
    move(step) {
      const number = active()
      const nowhere = current() === undefined && !document.activeElement?.matches('[data-row]')
      const row = nowhere ? rows().at(0) : beside(number, step)
      if (!row) return
      setWished(row.number)
      inbox.focusRow(row.number)
      forgetKeys()
      stopResting()
      if (isPhone()) return
      setNext(row.number)
      resting = setTimeout(openNext, REST)
    },
    open(number, { replace = false, focus = false } = {}) {
      stopResting()
      setNext(number)
      setWished(number)
      // Of a case that is still on its way, the conversation takes the wish when it is there.
      const region = number === current() ? document.getElementById(REGION) : null
      wantsFocus = focus && !region
      if (focus) region?.focus()
      navigate(hrefOf(number), { replace, scroll: false })
    },
    write(number, to) {
      expectField()
      setWriting({ number, to })
      inbox.open(number, { replace: true })
    },
    takeWriting(number) {
      const wish = writing()
      if (wish?.number !== number) return undefined
      setWriting(undefined)
      return wish.to
    },
    back() {
      stopResting()
      if (inbox.selection.count) return inbox.selection.clear()
      const number = current()
      const row = beside(number, 1) ?? beside(number, -1)
      const stays = number === undefined ? active() : indexOf(number) >= 0 ? number : row?.number
      toList()
      queueMicrotask(() => inbox.focusRow(stays))
    },
    goOn(from) {
      // What I did myself shows at once, also while the list stands still.
      hold.pass()
      const { after } = session.me().preferences
      if (after === 'STAY') return
      const next = nextFrom(from)
      if (after === 'LIST') {
        toList({ replace: true })
        queueMicrotask(() => inbox.focusRow(next?.number))
        return
      }
      if (!next || next.number === from) {
        toList({ replace: true })
        queueMicrotask(() => inbox.focusRow(undefined))
        announce(t('list.done'))
        return
      }
      inbox.open(next.number, { replace: true, focus: true })
      announce(
        t('case.announce', {
          number: next.number,
          name: next.customer.name || t('customer.unknown'),
          channel: channelName(next.connections[0]),
          state: next.waitingSince
            ? `${t('case.waits')} ${duration(now() - Date.parse(next.waitingSince))}`
            : t(`status.${next.status}`),
        }),
      )
    },
    takeFocus() {
      const wanted = wantsFocus
      wantsFocus = false
      return wanted
    },
    release: () => rows().apply(),
  }
  function openNext() {
    if (next() !== undefined) inbox.open(next()!, { replace: current() !== undefined })
  }
  // Keys are for the case of the row one is on, which may not be on screen yet.
  useComing({
    is: () => (next() ?? current()) !== undefined && (next() ?? current()) !== shown(),
    hurry: () => resting && openNext(),
  })
  return inbox
}
