// Reads for core/db/aside.ts, one after the other, on a connection that can do nothing else.
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

const db = new Sqlite(workerData.path as string, { readonly: true })
db.pragma('busy_timeout = 5000')

parentPort?.on('message', ({ id, text, values }: { id: number; text: string; values: unknown[] }) => {
  try {
    parentPort?.postMessage({ id, rows: db.prepare(text).all(...values) })
  } catch (error) {
    parentPort?.postMessage({ id, error: { message: String(error), code: (error as { code?: string }).code } })
  }
})
