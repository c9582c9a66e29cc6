import { createEffect, createSignal } from 'solid-js'
import { client } from '../../api/client.ts'
import { serverNow } from '../../api/http.ts'
import { problemOf } from '../../api/problem.ts'
import { watch } from '../../api/watch.ts'
import { tell } from '../../app/announce.ts'
import { t } from '../../app/around.ts'
import { lay } from '../../app/overlay.ts'
import { problemText } from '../../app/problems.ts'
import type { Session } from '../../app/session.tsx'
import { toast } from '../../ui/toasts.ts'
import { passed, percentOf, type Sample, timeLeft } from './progress.ts'
import {
  PauseTaskDocument,
  ResumeTaskDocument,
  StartExportDocument,
  type StartExportInput,
  StopTaskDocument,
  type TaskRowFragment,
  TasksDocument,
} from './types.ts'

export type Task = TaskRowFragment

/** What a task is called. */
export function nameOf(task: Pick<Task, 'kind' | 'format' | 'deed' | 'connection'>): string {
  switch (task.kind) {
    case 'EXPORT':
      return t('task.EXPORT', { format: task.format })
    case 'BULK':
      return t('task.BULK', { deed: task.deed ? t(`deed.${task.deed}`) : '' })
    case 'BACKFILL':
      return t('task.BACKFILL', { name: task.connection?.name ?? '' })
  }
}

export const openTasks = () => lay({ what: 'tasks' })

/** One's own long work, kept true; says how far it is, and when it is over. For `session.once`. */
export function createTasks(session: Session) {
  const found = watch(
    TasksDocument,
    () => ({}),
    data => ({ tasks: data.tasks }),
  )
  session.onAreas(areas => areas.has('TASKS') && void found.refresh())
  const all = () => found.value?.tasks ?? []
  const running = () => all().filter(task => task.state === 'RUNNING')
  // From where the pace of each is measured: a pause does not make it slower.
  const [since, setSince] = createSignal<ReadonlyMap<string, Sample>>(new Map())

  createEffect<ReadonlyMap<string, Task>>(before => {
    const now = new Map(running().map(task => [task.id, { ...task }]))
    for (const task of all()) {
      const last = before.get(task.id)
      if (last) follow(last, task)
    }
    setSince(
      known => new Map([...now.values()].map(({ id, done }) => [id, known.get(id) ?? { done, at: serverNow() }])),
    )
    return now
  }, new Map())

  return {
    all,
    running,
    get problem() {
      return found.problem
    },
    get ready() {
      return found.value !== undefined
    },
    refresh: found.refresh,
    /** In milliseconds; undefined while nobody knows. */
    leftOf(task: Task, now: number): number | undefined {
      const from = since().get(task.id)
      return from && timeLeft(from, { done: task.done, at: now, total: task.total })
    },
  }
}

export type Tasks = ReturnType<typeof createTasks>

function follow(before: Task, task: Task) {
  if (task.state === 'RUNNING') {
    const percent = passed(percentOf(before), percentOf(task))
    if (percent) tell(t('task.said', { task: nameOf(task), percent }))
  } else if (task.state === 'DONE' || task.state === 'FAILED') {
    toast({
      text: t(`task.said.${task.state}`, { task: nameOf(task) }),
      action: { label: t('tasks.look'), run: openTasks },
    })
  }
}

const verbs = { pause: PauseTaskDocument, resume: ResumeTaskDocument, stop: StopTaskDocument }

/** Holds a task, goes on with it, or ends it. */
export async function turn(task: Task, verb: keyof typeof verbs): Promise<void> {
  const { error } = await client.mutation<unknown, { input: { taskId: string } }>(verbs[verb], {
    input: { taskId: task.id },
  })
  if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
}

/** Begins to write cases to a file; answers what stood in the way. */
export async function startExport(input: StartExportInput) {
  const { error } = await client.mutation(StartExportDocument, { input })
  if (error) return problemOf(error)
  toast({ text: t('task.started'), action: { label: t('tasks.look'), run: openTasks } })
  return undefined
}
