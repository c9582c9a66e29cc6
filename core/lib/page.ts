import { AppError } from './errors.ts'

/** A part of a longer list. */
export interface Page<Item> {
  items: Item[]
  hasMore: boolean
}

/** The largest page there is. */
export const MAX_PAGE = 100
/** A page whose size is not asked. */
export const DEFAULT_PAGE = 50

/** How many rows of a page; refuses what is no page. */
export function pageSize(asked: number | null | undefined): number {
  const size = asked ?? DEFAULT_PAGE
  if (size < 1 || size > MAX_PAGE) {
    throw new AppError('INVALID', `Ask for 1 to ${MAX_PAGE} rows; read on with the cursor.`, {
      reason: 'page.size',
      facts: { max: MAX_PAGE },
    })
  }
  return size
}

/** A cursor that is a number; refuses one that is none of ours. */
export function numberIn(cursor: string | null | undefined): number | undefined {
  if (!cursor) return undefined
  const number = Number(cursor)
  if (Number.isSafeInteger(number)) return number
  throw new AppError('INVALID', 'This cursor is not one of ours: pass one of `pageInfo`.', { reason: 'page.cursor' })
}

/** The facts of a page about the pages beside it, for a list that is read onwards; `before`: what was passed over, if anything. */
export const pageInfoOf = (cursors: readonly string[], hasMore: boolean, before: unknown) => ({
  hasNextPage: hasMore,
  hasPreviousPage: Boolean(before),
  startCursor: cursors[0] ?? null,
  endCursor: cursors.at(-1) ?? null,
})
