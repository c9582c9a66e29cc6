import type { Database } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system, type UserActor } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { type Log, traceOf } from '../lib/log.ts'
import { PluginError } from '../plugin/index.ts'
import { colleague } from '../team/actor.ts'
import type { Exports } from './exports.ts'
import { advance, fail, KEPT_SECONDS, type Progress, postpone, type TaskKind, type TaskRow } from './tasks.ts'

/** Does a small part of a task. Doing it twice does it once. */
export type Step = (task: TaskRow, actor: UserActor, signal: AbortSignal) => Promise<Progress>

/** A step did not come to its end in time, and was given up. */
export class LateError extends Error {}

/** Keeps tasks going. The truth is in the table: after a restart each goes on where its last step was written down. */
export interface Tasks {
  /** Goes on with every task that runs, until it is held or over. A job. */
  run(): Promise<void>
  /** Deletes files and tasks whose time is over. A job. */
  forget(): Promise<void>
  /** Begins no further step. */
  stop(): void
}

/** Why a task cannot go on, as a key that a screen translates. */
function faultOf(error: unknown): { reason: string } {
  if (error instanceof PluginError) return { reason: 'task.platform' }
  const { reason, code } = error as { reason?: string; code?: string }
  return code === 'ENOSPC' ? { reason: 'disk.full' } : { reason: reason ?? 'task.failed' }
}

export function openTasks(core: {
  database: Database
  write: Write
  clock: Clock
  log: Log
  exports: Exports
  steps: Record<TaskKind, Step>
}): Tasks {
  const { database, write, clock, log, exports, steps } = core
  const db = database.read
  const runner = system('tasks')
  const underWay = new Set<string>()
  const stopping = new AbortController()

  const read = (id: string) => db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst()

  async function keepOn(id: string): Promise<void> {
    while (!stopping.signal.aborted) {
      const task = await read(id)
      if (task?.state !== 'running' || (task.nextAt ?? '') > iso(clock.now())) return
      // As they are now: who lost a right does no more with it, not even what they began before.
      const actor = await colleague(db, task.userId)
      if (!actor) return write(runner, tx => fail(tx, task, { reason: 'task.noAccess' }))
      try {
        const progress = await steps[task.kind](task, actor, stopping.signal)
        await write(runner, tx => advance(tx, id, progress))
      } catch (error) {
        if (!stopping.signal.aborted) await afterFailure(task, error)
        return
      }
    }
  }

  async function afterFailure(task: TaskRow, error: unknown): Promise<void> {
    // No room, or no database: it goes on at a later tick.
    if (error instanceof AppError && error.code === 'UNAVAILABLE') return
    // A part that is too slow again and again has failed.
    if (error instanceof LateError) {
      return write(runner, tx => postpone(tx, task, 5 * 2 ** task.failures, { reason: 'task.failed' }))
    }
    if (error instanceof PluginError && (error.code === 'temporary' || error.code === 'unknown')) {
      const pause = Math.min(Math.max(error.retryAfter ?? 0, 5 * 2 ** task.failures), 3600)
      return write(runner, tx => postpone(tx, task, pause, { reason: 'task.platform' }))
    }
    log.error({ task: task.id, error: traceOf(error) }, 'A task failed')
    await write(runner, tx => fail(tx, task, faultOf(error)))
  }

  return {
    async run() {
      const due = await db.selectFrom('tasks').select('id').where('state', '=', 'running').execute()
      await Promise.all(
        due
          .filter(({ id }) => !underWay.has(id))
          .map(async ({ id }) => {
            underWay.add(id)
            await keepOn(id).finally(() => underWay.delete(id))
            const task = await read(id)
            if (task?.state === 'stopped' || task?.state === 'failed') await removeFile(id)
          }),
      )
    },
    async forget() {
      const now = iso(clock.now())
      const files = await db
        .selectFrom('tasks')
        .select('id')
        .where('bytes', 'is not', null)
        .where(eb => eb.or([eb('fileUntil', '<=', now), eb('state', 'in', ['stopped', 'failed'])]))
        .execute()
      for (const { id } of files) await removeFile(id)
      await write(runner, tx =>
        tx.db.deleteFrom('tasks').where('finishedAt', '<', plusSeconds(now, -KEPT_SECONDS)).execute(),
      )
    },
    stop() {
      stopping.abort()
    },
  }

  async function removeFile(id: string) {
    await exports.remove(id)
    await write(runner, tx =>
      tx.db.updateTable('tasks').set({ bytes: null, fileUntil: null }).where('id', '=', id).execute(),
    )
  }
}
