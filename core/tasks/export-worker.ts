// The thread that writes exports: it reads by a connection of its own, and never writes to the database.
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '../db/db.ts'
import { AppError } from '../lib/errors.ts'
import { writePart } from './export.ts'
import type { FromWriter, ToWriter } from './export-thread.ts'
import { openExports } from './exports.ts'

/** From what, and to where, it writes. */
export interface WriterData {
  url: string
  folder: string
  timeZone: string
}

const { url, folder, timeZone } = workerData as WriterData
const database = await openReader(url)
const exports = openExports(folder)
// On Linux this is the priority of the thread alone: where processors are few, the inbox goes first.
if (process.platform === 'linux') setPriority(10)

parentPort?.on('message', (message: ToWriter | 'cancel') => {
  if (message === 'cancel') return process.exit(0)
  void write(message)
})

async function write({ id, task, actor }: ToWriter): Promise<void> {
  const answer = await writePart({ database, exports, timeZone }, task, actor).then(
    (progress): FromWriter => ({ id, progress }),
    (error: unknown): FromWriter => ({ id, failure: failureOf(error) }),
  )
  parentPort?.postMessage(answer)
}

/** A failure as the main thread is to know it; an error itself loses its code on the way. */
function failureOf(error: unknown) {
  const { message, stack, reason, code } = error as { message?: string; stack?: string; reason?: string; code?: string }
  return error instanceof AppError
    ? { message: error.message, code: error.code, options: reason === undefined ? {} : { reason } }
    : { message: stack ?? message ?? 'unknown', code: undefined, options: code === undefined ? {} : { code } }
}
