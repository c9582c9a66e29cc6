import type { TaskRowFragment } from './types.ts'

/** How far a task was, and when, in milliseconds. */
export interface Sample {
  done: number
  at: number
}

type Far = Pick<TaskRowFragment, 'done' | 'total'>

/** Sooner than this nobody knows how fast it goes, in milliseconds. */
const PATIENCE = 10_000
/** What is said of a task on its way. */
const MILESTONES = [25, 50, 75] as const

/** In whole percents; undefined while nobody knows how much there is. */
export const percentOf = ({ done, total }: Far): number | undefined =>
  total ? Math.min(100, Math.floor((done * 100) / total)) : undefined

/** What all of them together have done, in percent. */
export function percentOfAll(tasks: readonly Far[]): number | undefined {
  const known = tasks.filter(task => task.total)
  const sum = (of: (task: Far) => number) => known.reduce((all, task) => all + of(task), 0)
  return percentOf({ done: sum(task => task.done), total: sum(task => task.total ?? 0) })
}

/** How long it will take still, in milliseconds, at the pace since `since`; undefined while that says nothing. */
export function timeLeft(since: Sample, { done, at, total }: Sample & { total: number | null }): number | undefined {
  const [ahead, took] = [done - since.done, at - since.at]
  return total && ahead > 0 && took >= PATIENCE ? ((total - done) * took) / ahead : undefined
}

/** The last milestone that was passed between two percentages; undefined when there was none. */
export const passed = (before: number | undefined, after: number | undefined): number | undefined =>
  MILESTONES.findLast(one => (before ?? 0) < one && one <= (after ?? 0))
