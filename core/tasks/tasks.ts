// Long work of one colleague: started, held, ended and read by them alone.
import type { Refusal } from '../cases/bulk.ts'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { type Actor, userOf } from '../lib/actor.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { notify } from '../notify/notifications.ts'

export type TaskRow = Row<'tasks'>
export type TaskKind = TaskRow['kind']
export type TaskState = TaskRow['state']

/** What a step of a task brought. */
export interface Progress {
  /** How many cases or messages were done or passed by in it. */
  done: number
  /** Where the next step goes on; null when there is none. */
  cursor: string | null
  /** How many there are in all, where that shows only on the way. */
  total?: number | null
  refused?: readonly Refusal[]
  /** The size of its file. */
  bytes?: number
}

/** How many tasks of one colleague are under way or paused. */
const MAX_OPEN = 5
/** How many refusals are kept with their reasons. */
const MAX_REFUSALS = 100
const MAX_SHOWN = 50
const DAY = 24 * 3600
/** How long a file is kept, and what is known of a task that ended. */
const FILE_SECONDS = 7 * DAY
export const KEPT_SECONDS = 30 * DAY
/** Who waited longer than this, in seconds, looks elsewhere and is told. */
const PATIENCE = 120
/** How often a step is tried again before the task has failed. */
const MAX_FAILURES = 10
/** Progress is told at most this often, in milliseconds. */
const TELL_EVERY = 1000

/** Begins a task; the next tick does its first step. */
export async function start(
  tx: Tx,
  task: { kind: TaskKind; input: object; total: number | null; connectionId?: string },
  wake: () => void,
): Promise<TaskRow> {
  const { actor } = tx
  if (actor.kind !== 'user') {
    throw new AppError('FORBIDDEN', 'A task is started by a person: it goes on under all their rights.', {
      reason: 'right.missing',
    })
  }
  const open = await tx.db
    .selectFrom('tasks')
    .select('id')
    .where('userId', '=', actor.id)
    .where('state', 'in', ['running', 'paused'])
    .execute()
  if (open.length >= MAX_OPEN) {
    throw new AppError('INVALID', `${MAX_OPEN} of your tasks are under way. Wait for one, or stop it.`, {
      reason: 'task.tooMany',
      facts: { max: MAX_OPEN },
    })
  }
  const row = await tx.db
    .insertInto('tasks')
    .values({
      id: newId(),
      userId: actor.id,
      kind: task.kind,
      connectionId: task.connectionId ?? null,
      input: JSON.stringify(task.input),
      state: 'running',
      done: 0,
      total: task.total,
      failures: 0,
      refused: 0,
      refusals: '[]',
      startedAt: tx.now,
      toldAt: tx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await tell(tx, row)
  tx.afterCommit(wake)
  return row
}

/** Holds a task that runs. */
export const pause = (tx: Tx, taskId: string) => turn(tx, taskId, 'running', 'paused')

/** Goes on with a task that was held. */
export async function resume(tx: Tx, taskId: string, wake: () => void): Promise<TaskRow> {
  const row = await turn(tx, taskId, 'paused', 'running')
  tx.afterCommit(wake)
  return row
}

/** Ends a task for good. */
export async function stop(tx: Tx, taskId: string): Promise<TaskRow> {
  const row = await own(tx, taskId)
  return isOver(row) ? row : set(tx, row, { state: 'stopped', finishedAt: tx.now })
}

/** Writes down what a step brought, unless the task was held or ended meanwhile: then it is done again, or never. */
export async function advance(tx: Tx, taskId: string, progress: Progress): Promise<void> {
  const row = await running(tx, taskId)
  if (!row) return
  const { refused = [], cursor, bytes = row.bytes, total = row.total } = progress
  const known: Refusal[] = JSON.parse(row.refusals)
  const values = {
    cursor,
    bytes,
    total,
    failures: 0,
    nextAt: null,
    done: row.done + progress.done,
    refused: row.refused + refused.length,
    ...(refused.length && { refusals: JSON.stringify([...known, ...refused].slice(0, MAX_REFUSALS)) }),
  }
  if (cursor === null) await finish(tx, { ...row, ...values }, { ...values, state: 'done' })
  else if (Date.parse(tx.now) - Date.parse(row.toldAt) >= TELL_EVERY) await set(tx, row, { ...values, toldAt: tx.now })
  else await tx.db.updateTable('tasks').set(values).where('id', '=', row.id).execute()
}

/** A step failed and may work later. */
export async function postpone(tx: Tx, row: TaskRow, seconds: number, why: { reason: string }): Promise<void> {
  const failures = row.failures + 1
  if (failures > MAX_FAILURES) return fail(tx, row, why)
  await tx.db
    .updateTable('tasks')
    .set({ failures, nextAt: plusSeconds(tx.now, seconds) })
    .where('id', '=', row.id)
    .execute()
}

/** A task cannot go on. */
export async function fail(tx: Tx, row: TaskRow, { reason }: { reason: string }): Promise<void> {
  if (await running(tx, row.id)) await finish(tx, row, { state: 'failed', reason })
}

async function finish(tx: Tx, row: TaskRow, values: Partial<TaskRow>): Promise<void> {
  const fileUntil = values.state === 'done' && row.bytes !== null ? plusSeconds(tx.now, FILE_SECONDS) : null
  await set(tx, row, { ...values, finishedAt: tx.now, fileUntil })
  if (plusSeconds(row.startedAt, PATIENCE) < tx.now) {
    await notify(tx, row.userId, { kind: 'task_finished', taskId: row.id })
  }
}

/** A task that was neither held nor ended meanwhile. */
const running = (tx: Tx, taskId: string): Promise<TaskRow | undefined> =>
  tx.db.selectFrom('tasks').selectAll().where('id', '=', taskId).where('state', '=', 'running').executeTakeFirst()

/** A colleague's tasks, what began last first. */
export const tasksOf = (db: Db, actor: Actor): Promise<TaskRow[]> =>
  db
    .selectFrom('tasks')
    .selectAll()
    .where('userId', '=', userOf(actor) ?? '')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN)
    .execute()

/** A colleague's tasks by id. */
export const tasksById = (db: Db, actor: Actor, ids: readonly string[]): Promise<TaskRow[]> =>
  db
    .selectFrom('tasks')
    .selectAll()
    .where('userId', '=', userOf(actor) ?? '')
    .where('id', 'in', ids)
    .execute()

const isOver = ({ state }: TaskRow): boolean => state !== 'running' && state !== 'paused'

async function turn(tx: Tx, taskId: string, from: TaskState, to: TaskState): Promise<TaskRow> {
  const row = await own(tx, taskId)
  if (row.state === to) return row
  // Who lets it go on means now, whatever it was waiting for.
  if (row.state === from) return set(tx, row, { state: to, nextAt: null })
  throw new AppError('CONFLICT', `This task is ${row.state}.`, { reason: 'task.over', facts: { state: row.state } })
}

async function own(tx: Tx, taskId: string): Promise<TaskRow> {
  const row = await tx.db
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', taskId)
    .where('userId', '=', userOf(tx.actor) ?? '')
    .executeTakeFirst()
  if (!row) throw notFound('task')
  return row
}

async function set(tx: Tx, row: TaskRow, values: Partial<TaskRow>): Promise<TaskRow> {
  await tx.db.updateTable('tasks').set(values).where('id', '=', row.id).execute()
  await tell(tx, row)
  return { ...row, ...values }
}

const tell = (tx: Tx, { id, userId }: TaskRow) => tx.record({ type: 'task.changed', data: { taskId: id, userId } })
