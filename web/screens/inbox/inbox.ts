import { useLocation, useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createContext, createEffect, createMemo, createSignal, on, onCleanup, useContext } from 'solid-js'
import type { CaseList, CaseRowFragment } from '../../api/types.ts'
import { announce } from '../../app/announce.ts'
import { isPhone } from '../../app/media.ts'
import { now } from '../../app/now.ts'
import { caseUrl, listOf, listUrl } from '../../app/places.ts'
import { duration } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { channelName } from './channel.ts'
import type { AudienceKey } from './drafts.ts'
import { createRows, type Rows } from './rows.ts'

/** Where somebody is in the inbox, and how they move through it. */
export interface Inbox {
  list(): CaseList
  search(): string
  setSearch(text: string): void
  order(): 'URGENCY' | 'NEWEST'
  setOrder(order: 'URGENCY' | 'NEWEST'): void
  rows(): Rows
  /** The number of the open case. */
  current(): number | undefined
  /** The row the keyboard is on. */
  active(): number | undefined
  setActive(number: number): void
  /** The address of a case in this list, with the search that is on. */
  hrefOf(number: number): string
  /** Opens a case; `replace` leaves no trace for Back, `focus` puts the keyboard in the conversation. */
  open(number: number, options?: { replace?: boolean; focus?: boolean }): void
  /** Opens a case to go on writing in it, for that audience. */
  write(number: number, audience: AudienceKey): void
  /** Takes the wish to write in a case. */
  takeWriting(number: number): AudienceKey | undefined
  /** Back to the list, on the row one was at. */
  back(): void
  /** Moves the keyboard to the next or previous row; where there is room its case opens beside it. */
  move(step: 1 | -1): void
  /** The row after or before another; the nearest when that one is gone. */
  beside(number: number | undefined, step: 1 | -1): CaseRowFragment | undefined
  /** Goes on to the next case, because this one is done with. */
  goOn(from: number): void
  /** Takes the wish to have the keyboard in the conversation that just opened. */
  takeFocus(): boolean
}

/** The id of the open conversation, to give it the keyboard. */
export const REGION = 'conversation'

/** How long the keyboard rests on a row before its case opens, in milliseconds. */
const REST = 120

const Context = createContext<Inbox>()
export const InboxProvider = Context.Provider
export const useInbox = (): Inbox => useContext(Context)!

export function createInbox(): Inbox {
  const params = useParams<{ list: string; number?: string }>()
  const [query, setQuery] = useSearchParams<{ q?: string; sort?: string }>()
  const navigate = useNavigate()
  const location = useLocation()
  const list = createMemo(() => listOf(params.list) ?? 'MINE')
  const search = () => query.q ?? ''
  const order = () => (query.sort === 'newest' ? 'NEWEST' : 'URGENCY')
  const rows = createMemo(() => createRows({ list: list(), search: search(), order: order() }))
  const current = createMemo(() => Number(params.number) || undefined)
  const [wished, setWished] = createSignal<number>()
  const [writing, setWriting] = createSignal<{ number: number; audience: AudienceKey }>()
  // Where the open case stands or stood, so that the next one is found after it has left the list.
  let lastIndex = 0
  let wantsFocus = false
  let resting: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(resting))

  const indexOf = (number: number | undefined) => rows().rows.findIndex(row => row.number === number)
  createEffect(
    on([current, () => rows().rows], () => {
      const index = indexOf(current())
      if (index >= 0) lastIndex = index
    }),
  )
  const active = () => {
    const on = wished() ?? current()
    return indexOf(on) >= 0 ? on : rows().rows[0]?.number
  }
  const hrefOf = (number: number) => caseUrl(list(), number) + location.search

  const inbox: Inbox = {
    list,
    search,
    setSearch: text => setQuery({ q: text || undefined }, { replace: true }),
    order,
    setOrder: wanted => setQuery({ sort: wanted === 'NEWEST' ? 'newest' : undefined }, { replace: true }),
    rows,
    current,
    active,
    setActive: setWished,
    hrefOf,
    move(step) {
      const number = active()
      const nowhere = current() === undefined && !document.activeElement?.matches('[data-row]')
      const row = nowhere ? rows().rows[0] : inbox.beside(number, step)
      if (!row) return
      setWished(row.number)
      focusRow(row.number)
      clearTimeout(resting)
      const replace = current() !== undefined
      if (!isPhone()) resting = setTimeout(() => inbox.open(row.number, { replace }), REST)
    },
    open(number, { replace = false, focus = false } = {}) {
      clearTimeout(resting)
      setWished(number)
      wantsFocus = focus && number !== current()
      if (focus && !wantsFocus) document.getElementById(REGION)?.focus()
      navigate(hrefOf(number), { replace, scroll: false })
    },
    write(number, audience) {
      setWriting({ number, audience })
      inbox.open(number, { replace: true })
    },
    takeWriting(number) {
      const wish = writing()
      if (wish?.number !== number) return undefined
      setWriting(undefined)
      return wish.audience
    },
    back() {
      const number = current()
      const row = inbox.beside(number, 1) ?? inbox.beside(number, -1)
      const stays = number === undefined ? active() : indexOf(number) >= 0 ? number : row?.number
      navigate(listUrl(list()) + location.search)
      queueMicrotask(() => focusRow(stays))
    },
    beside(number, step) {
      const index = indexOf(number)
      const shown = rows().rows
      if (index >= 0) return shown[index + step]
      return shown[step > 0 ? lastIndex : lastIndex - 1] ?? shown.at(-1)
    },
    goOn(from) {
      const next = inbox.beside(from, 1) ?? inbox.beside(from, -1)
      if (!next || next.number === from) {
        navigate(listUrl(list()) + location.search, { replace: true })
        queueMicrotask(() => focusRow(undefined))
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
  }
  return inbox
}

/** Puts the keyboard on a row, or on the title of a list without it. */
export function focusRow(number: number | undefined): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${number}"]`)
  ;(row ?? document.querySelector<HTMLElement>('#list h1'))?.focus()
}
