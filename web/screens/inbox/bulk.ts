import { unwrap } from 'solid-js/store'
import { client } from '../../api/client.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import {
  BulkDocument,
  type BulkMutation,
  type CaseRowFragment,
  type DeedInput,
  type Priority,
} from '../../api/types.ts'
import { problemText } from '../../app/problems.ts'
import { number } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { toast } from '../../ui/toasts.ts'
import { type Assignee, leavesSomething, noteDeed } from './actions.ts'
import { StartBulkDocument, type StartBulkInput } from './types.ts'

/** One thing to do with many cases: what, what is said of it, and what takes it back for a case as it was before. */
export interface Deed {
  deed: DeedInput
  text: (count: number, before: readonly CaseRowFragment[]) => string
  back: (before: CaseRowFragment) => DeedInput
}

/** As many as the server does at once. */
export const AT_ONCE = 50

export const deeds = {
  assign: (to: Assignee, name?: string): Deed => ({
    deed: { assign: to },
    text: count => (name ? t('bulk.assigned', { count, name }) : t('bulk.freed', { count })),
    back: ({ owner, team }) => ({ assign: owner ? { userId: owner.id } : team ? { teamId: team.id } : {} }),
  }),
  label: (label: { id: string; name: string }): Deed => ({
    deed: { label: { add: [label.id] } },
    text: count => t('bulk.labelled', { count, label: label.name }),
    back: ({ labels }) => ({ label: labels.some(one => one.id === label.id) ? {} : { remove: [label.id] } }),
  }),
  snooze: (until: string): Deed => ({
    deed: { snooze: until },
    text: count => t('bulk.snoozed', { count }),
    back: ({ snoozedUntil }) => (snoozedUntil ? { snooze: snoozedUntil } : { plain: 'WAKE' }),
  }),
  prioritise: (priority: Priority): Deed => ({
    deed: { prioritise: priority },
    text: count => t('bulk.prioritised', { count, priority: t(`priority.${priority}`) }),
    back: before => ({ prioritise: before.priority }),
  }),
  pend: (): Deed => ({
    deed: { plain: 'PEND' },
    text: count => t('bulk.pended', { count }),
    back: () => ({ plain: 'REOPEN' }),
  }),
  close: (): Deed => ({
    deed: { plain: 'CLOSE' },
    text(count, before) {
      const left = before.filter(leavesSomething).length
      return `${t('bulk.closed', { count })}${left ? ` ${t('bulk.closedOpen', { count: left })}` : ''}`
    },
    back: () => ({ plain: 'REOPEN' }),
  }),
}

/** Does one thing with many cases, and offers to take it back. Those that stayed as they were are named, with the reason. */
export async function doAll(rows: readonly CaseRowFragment[], { deed, text, back }: Deed): Promise<void> {
  const before = rows.map(row => structuredClone(unwrap(row)))
  const done = await run(before, deed)
  if (!done.size) return
  toast({
    text: text(
      done.size,
      before.filter(row => done.has(row.id)),
    ),
    action: {
      label: t('undo'),
      key: 'z',
      run: () =>
        void takeBack(
          before.filter(row => done.has(row.id)),
          back,
        ),
    },
  })
}

/** Does one thing with more cases than one waits for: it goes on by itself. */
export async function startAll(input: StartBulkInput, count: number): Promise<void> {
  const { error } = await client.mutation(StartBulkDocument, { input })
  if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
  else toast({ text: t('bulk.started', { count, all: number(count) }) })
}

/** Cases that were the same before are taken back together. */
async function takeBack(rows: readonly CaseRowFragment[], back: Deed['back']) {
  const alike = Map.groupBy(rows, row => JSON.stringify(back(row)))
  await Promise.all([...alike].map(([deed, some]) => run(some, JSON.parse(deed))))
}

/** The ids of those it was done with; at most as many as the server does at once. */
async function run(rows: readonly CaseRowFragment[], deed: DeedInput): Promise<ReadonlySet<string>> {
  noteDeed()
  const { data, error } = await client.mutation(BulkDocument, { input: { caseIds: rows.map(row => row.id), deed } })
  noteDeed()
  if (!data || error) {
    toast({ text: problemText(problemOf(error!)), tone: 'danger' })
    return new Set()
  }
  tellRefused(data.bulkCases.refused)
  return new Set(data.bulkCases.done.map(one => one.id))
}

/** What stayed as it was, once for each reason. */
function tellRefused(refused: BulkMutation['bulkCases']['refused']) {
  const byReason = Map.groupBy(refused, one => one.reason ?? one.code)
  for (const [reason, some] of byReason) {
    const problem = problemText({ code: some[0]!.code as Problem['code'], reason })
    const numbers = some.map(one => (one.case ? `#${one.case.number}` : '')).filter(Boolean)
    toast({ text: t('bulk.refused', { count: some.length, problem, numbers: numbers.join(', ') }), tone: 'danger' })
  }
}
