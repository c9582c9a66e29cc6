import { actOnAll, type Deed, type DeedKind, MAX_AT_ONCE } from '../cases/bulk.ts'
import type { Selection } from '../cases/filter.ts'
import { selected } from '../cases/find.ts'
import type { Database } from '../db/db.ts'
import type { Tx, Write } from '../db/write.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { must } from '../team/may.ts'
import type { Step } from './runner.ts'
import { start, type TaskRow } from './tasks.ts'

/** What is done with which cases: those that were there when it began, while they match. */
interface Wanted {
  deed: Deed
  caseIds: readonly string[]
  selection: Selection | null
}

/** How many cases one task takes. */
const MAX_CASES = 10_000

/** Begins to do one thing with many cases. */
export async function startBulk(tx: Tx, wanted: Wanted, wake: () => void): Promise<TaskRow> {
  must(tx.actor, 'case.bulk')
  const caseIds = [...new Set(wanted.caseIds)]
  if (caseIds.length > MAX_CASES) {
    throw new AppError('INVALID', `A task takes at most ${MAX_CASES} cases.`, {
      reason: 'bulk.tooMany',
      facts: { max: MAX_CASES },
    })
  }
  return start(tx, { kind: 'bulk', input: { ...wanted, caseIds }, total: caseIds.length }, wake)
}

/** The cases of a selection as it is now, and one more than a task takes when there are. */
export async function idsOf(database: Database, actor: Actor, selection: Selection): Promise<string[]> {
  const rows = await selected(database, actor, selection)
    .select('cases.id')
    .orderBy('cases.number')
    .limit(MAX_CASES + 1)
    .execute()
  return rows.map(row => row.id)
}

/** Does it with the next cases that still match: somebody may have seen to one meanwhile. */
export const bulkStep =
  ({ database, write }: { database: Database; write: Write }): Step =>
  async (task, actor) => {
    const { deed, caseIds, selection }: Wanted = JSON.parse(task.input)
    const from = Number(task.cursor ?? 0)
    const next = caseIds.slice(from, from + MAX_AT_ONCE)
    const matching = selection && next.length ? await stillIn(database, actor, selection, next) : next
    const { refused } = await actOnAll(write, actor, matching, deed)
    const to = from + next.length
    return { done: next.length, refused, cursor: to < caseIds.length ? String(to) : null }
  }

async function stillIn(database: Database, actor: Actor, selection: Selection, ids: readonly string[]) {
  const rows = await selected(database, actor, selection).where('cases.id', 'in', ids).select('cases.id').execute()
  return rows.map(row => row.id)
}

export const deedOf = ({ input }: TaskRow): DeedKind => (JSON.parse(input) as Wanted).deed.do
