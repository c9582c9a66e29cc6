import { createEffect, createMemo, untrack } from 'solid-js'
import { createPages, type Page } from '../../api/pages.ts'
import { type CaseList, type CaseOrder, CasePageDocument, type CaseRowFragment } from '../../api/types.ts'
import { watch } from '../../api/watch.ts'
import { useSession } from '../../app/session.tsx'
import { fits } from './fits.ts'

/** Which cases a list shows, and in what order. */
export interface Shown {
  list: CaseList
  search: string
  order: CaseOrder
}

/** What decides a row's place. */
const standing = (row: CaseRowFragment) => [row.priority, row.waitingSince, row.lastMessageAt].join()

/** The rows of a list, kept true while it is on screen. */
export function createRows({ list, search, order }: Shown) {
  const session = useSession()
  const pages = createPages<CaseRowFragment>(start =>
    watch(
      CasePageDocument,
      () => {
        const at = start()
        return at ? { list, order, search: search || null, after: at.cursor ?? null } : undefined
      },
      ({ cases }): Page<CaseRowFragment> => ({
        rows: cases.edges.map(edge => edge.node),
        next: cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null,
      }),
    ),
  )
  const belongs = (row: CaseRowFragment) => fits(list, row, session.me().user.id)
  const rows = createMemo(() => pages.rows.filter(belongs))

  // How each row stood when the server last gave the order.
  let placed = new Map<string, string>()
  createEffect(() => {
    if (!pages.loading) placed = untrack(() => new Map(pages.rows.map(row => [row.id, standing(row)])))
  })

  let asking = false
  let again = false
  async function refresh() {
    again = asking
    if (asking) return
    asking = true
    await pages.refresh()
    asking = false
    if (again) void refresh()
  }

  // The store brings what changed inside a row. The order and new rows only the server knows, so we ask only for those.
  session.onNews(({ ids, cases }) => {
    const found = new Map(cases.map(one => [one.id, one]))
    const moved = [...ids].some(id => {
      const row = found.get(id)
      return row ? belongs(row) && placed.get(id) !== standing(row) : placed.has(id)
    })
    if (moved || search) void refresh()
  })

  return {
    get rows() {
      return rows()
    },
    pages,
  }
}

export type Rows = ReturnType<typeof createRows>
