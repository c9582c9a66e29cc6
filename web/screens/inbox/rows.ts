import { createComputed, createMemo, createSignal, mapArray, onCleanup, untrack } from 'solid-js'
import {
  type CaseFilter,
  type CaseList,
  type CaseOrder,
  CasePageDocument,
  type CasePageQuery,
  type CaseRowFragment,
} from '../../api/types.ts'
import { type Watched, watch } from '../../api/watch.ts'
import { useSession } from '../../app/session.tsx'
import { fits } from './fits.ts'
import { held, NOTHING_WAITS, type Order } from './held.ts'

/** Which cases a list shows, and in what order. */
export interface Shown {
  list: CaseList
  /** Undefined narrows nothing; what is waiting for so long moves on with the clock. */
  filter: (() => CaseFilter) | undefined
  search: string
  order: CaseOrder
}

/** The rows of a list, by place. */
export interface Rows {
  /** How many the list has, loaded or not. */
  readonly count: number
  /** The row at a place; undefined where it is not loaded. */
  at(index: number): CaseRowFragment | undefined
  /** The place of a case by its number; -1 when it is not shown. */
  indexOf(number: number | undefined): number
  /** The first answer has come. */
  readonly ready: boolean
  readonly problem: Watched<unknown>['problem']
  /** Says which places are in sight. */
  see(first: number, last: number): void
  /** What is true but not shown yet, because the list stands still. */
  readonly waiting: { fresh: number; moved: boolean }
  /** Shows what waits. */
  apply(): void
  refresh(): Promise<void>
}

const PAGE = 50
/** So long a place is looked at before its rows are asked for, in milliseconds. */
const LOOK = 30

/** What decides a row's place. */
const standing = (row: CaseRowFragment) => [row.priority, row.waitingSince, row.lastMessageAt].join()

const pageOf = ({ cases }: CasePageQuery) => ({
  rows: cases.edges.map(edge => edge.node),
  isLast: !cases.pageInfo.hasNextPage,
  total: cases.totalCount,
})

/** The rows of a list, kept true while it is on screen. While `holding`, no row changes place. */
export function createRows({ list, filter, search, order }: Shown, holding: () => boolean): Rows {
  const session = useSession()
  const belongs = (row: CaseRowFragment) => fits(list, row, session.me().user.id)

  // The first page, which counts, and those in sight and beside it.
  const [sight, setSight] = createSignal([0])
  const pages = createMemo(
    mapArray(sight, page => ({
      page,
      found: watch(
        CasePageDocument,
        () => ({
          list,
          filter: filter?.() ?? null,
          order,
          search: search || null,
          skip: page * PAGE,
          counted: page === 0,
        }),
        pageOf,
      ),
    })),
  )
  let wanted = [0]
  let looking: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(looking))
  const first = () => pages()[0]?.found
  const [shown, setShown] = createSignal<Order>([])
  const rowsById = createMemo<Map<string, CaseRowFragment>>(before => {
    const found = new Map(pages().flatMap(({ found }) => found.value?.rows.map(row => [row.id, row] as const) ?? []))
    // A row that left its page while the list stands still is shown as it was last known.
    for (const id of untrack(shown)) {
      const last = id !== undefined && !found.has(id) && before.get(id)
      if (last) found.set(last.id, last)
    }
    return found
  }, new Map())

  /** What the server says, without what has left the list since. */
  const latest = createMemo((): Order => {
    const known = new Set<string>()
    const end = pages().find(({ page, found }) => found.value?.isLast && (page === 0 || found.value.rows.length))
    const total = end ? end.page * PAGE + (end.found.value?.rows.length ?? 0) : (first()?.value?.total ?? 0)
    const ids: (string | undefined)[] = Array.from({ length: total })
    const gone: number[] = []
    for (const { page, found } of pages()) {
      for (const [index, row] of found.value?.rows.entries() ?? []) {
        const at = page * PAGE + index
        if (!belongs(row) || known.has(row.id)) gone.push(at)
        else if (at < total) ids[at] = row.id
        known.add(row.id)
      }
    }
    return gone.length ? ids.filter((_, at) => !gone.includes(at)) : ids
  })

  const [waiting, setWaiting] = createSignal(NOTHING_WAITS)
  const [applied, setApplied] = createSignal(0)
  createComputed<number>(before => {
    const isHeld = holding() && untrack(shown).length > 0 && before === applied()
    const next = isHeld ? held(untrack(shown), latest()) : { order: latest(), waiting: NOTHING_WAITS }
    setShown(next.order)
    setWaiting(next.waiting)
    return applied()
  }, 0)
  const places = createMemo(() => {
    const found = new Map<number | undefined, number>()
    // Thousands of places, of which few are loaded.
    for (const [at, id] of shown().entries()) if (id !== undefined) found.set(rowsById().get(id)?.number, at)
    return found
  })

  // How each row stood when the server last gave the order.
  let placed = new Map<string, string>()
  const isLoading = () => pages().some(({ found }) => found.loading)
  createComputed(() => {
    if (!isLoading()) placed = untrack(() => new Map([...rowsById()].map(([id, row]) => [id, standing(row)])))
  })

  let asking = false
  let again = false
  async function refresh() {
    again = asking
    if (asking) return
    asking = true
    await Promise.all(untrack(pages).map(({ found }) => found.refresh()))
    asking = false
    if (again) void refresh()
  }
  // The store brings what changed inside a row. The order and new rows only the server knows, so we ask only for those.
  session.onNews(
    ({ ids, cases }) => {
      const found = new Map(cases.map(one => [one.id, one]))
      const isMoved = [...ids].some(id => {
        const row = found.get(id)
        return row && belongs(row) ? placed.get(id) !== standing(row) : placed.has(id)
      })
      if (isMoved || ((filter || search) && cases.length)) void refresh()
    },
    ({ id, ownerId, ...changed }) =>
      rowsById().has(id) ||
      fits(list, { ...changed, owner: ownerId === null ? null : { id: ownerId } }, session.me().user.id),
  )

  return {
    get count() {
      return shown().length
    },
    at: index => rowsById().get(shown()[index] ?? ''),
    indexOf: number => places().get(number) ?? -1,
    get ready() {
      return first()?.value !== undefined
    },
    get problem() {
      return pages().find(({ found }) => found.problem)?.found.problem
    },
    see(from, to) {
      const start = Math.max(0, Math.floor((from - PAGE / 2) / PAGE))
      const end = Math.floor(Math.min(to + PAGE / 2, untrack(shown).length - 1) / PAGE)
      wanted = [...new Set([0, ...Array.from({ length: Math.max(0, end - start + 1) }, (_, page) => start + page)])]
      // What is here is painted first, and what one only flies past is not asked for.
      looking ??= setTimeout(() => {
        looking = undefined
        if (untrack(sight).join() !== wanted.join()) setSight(wanted)
      }, LOOK)
    },
    get waiting() {
      return waiting()
    },
    apply: () => setApplied(count => count + 1),
    refresh,
  }
}
