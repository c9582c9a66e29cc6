// The main thread's side of the thread that writes exports.
import type { UserActor } from '../lib/actor.ts'
import { AppError, type ErrorCode } from '../lib/errors.ts'
import { LateError, type Step } from './runner.ts'
import type { Progress, TaskRow } from './tasks.ts'

/** The thread, kept by whoever gives it. */
export interface Thread {
  post(message: ToWriter): void
  onMessage(receive: (message: FromWriter) => void): void
  /** Told when it ended, however it ended; the next post starts another. */
  onExit(ended: () => void): void
  end(): void
}

export interface ToWriter {
  id: number
  task: TaskRow
  actor: UserActor
}
export type FromWriter =
  | { id: number; progress: Progress }
  | {
      id: number
      failure: { message: string; code: ErrorCode | undefined; options: { reason?: string; code?: string } }
    }

/** How long a part may take, in milliseconds: many times what it sets itself. */
const DEADLINE = 60_000
/** After so long without work the thread ends, in milliseconds, and its memory is free. */
const IDLE = 10_000

/** Writes parts of exports one after the other, elsewhere: nobody at their inbox waits for them. */
export function exportStep(thread: Thread, { deadline = DEADLINE }: { deadline?: number } = {}): Step {
  let turn: Promise<unknown> = Promise.resolve()
  let inFlight: { id: number; resolve(progress: Progress): void; reject(error: Error): void } | undefined
  let last = 0
  let idle: ReturnType<typeof setTimeout> | undefined

  thread.onMessage(message => {
    if (message.id !== inFlight?.id) return
    if ('progress' in message) return inFlight.resolve(message.progress)
    const { code, message: text, options } = message.failure
    inFlight.reject(code ? new AppError(code, text, options) : Object.assign(new Error(text), options))
  })
  thread.onExit(() => inFlight?.reject(new AppError('UNAVAILABLE', 'The thread ended while it wrote this.')))

  const write = (task: TaskRow, actor: UserActor, signal: AbortSignal) =>
    new Promise<Progress>((resolve, reject) => {
      if (signal.aborted) return reject(new AppError('UNAVAILABLE', 'Webcare stops.'))
      clearTimeout(idle)
      const id = ++last
      const late = setTimeout(() => {
        inFlight?.reject(new LateError('A part of the export took too long.'))
        thread.end()
      }, deadline).unref()
      const stop = () => inFlight?.reject(new AppError('UNAVAILABLE', 'Webcare stops.'))
      signal.addEventListener('abort', stop, { once: true })
      const settled = () => {
        clearTimeout(late)
        signal.removeEventListener('abort', stop)
        inFlight = undefined
        idle = setTimeout(() => thread.end(), IDLE).unref()
      }
      inFlight = {
        id,
        resolve(progress) {
          settled()
          resolve(progress)
        },
        reject(error) {
          settled()
          reject(error)
        },
      }
      thread.post({ id, task, actor })
    })

  return (task, actor, signal) => {
    const done = turn.then(() => write(task, actor, signal))
    turn = done.catch(() => {})
    return done
  }
}
