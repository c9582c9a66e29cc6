// SQLite reads in the thread that asks, which acknowledges no webhook meanwhile. A read that cannot be quick by its nature, such
// as a search for half a word that stands everywhere, is done in another thread: a database like any other for who asks it.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Db } from './db.ts'
import type { Schema } from './schema.ts'

/** Without a question for so long, in milliseconds, the thread ends: it takes memory. */
const IDLE = 60_000

interface Answer {
  id: number
  rows?: unknown[]
  error?: { message: string; code?: string }
}
interface Waiting {
  resolve(result: QueryResult<never>): void
  reject(error: Error): void
}

/** The database at a path, to be read in a thread of its own that is there while somebody asks. */
export function openAside(path: string): Db {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let asked = 0

  function start(): Worker {
    const started = new Worker(join(import.meta.dirname, 'reader-worker.ts'), { workerData: { path } })
    started.unref()
    started.on('message', ({ id, rows, error }: Answer) => {
      const question = waiting.get(id)
      waiting.delete(id)
      if (error) question?.reject(Object.assign(new Error(error.message), { code: error.code }))
      else question?.resolve({ rows: (rows ?? []) as never[] })
      if (!waiting.size) idle = setTimeout(() => end(), IDLE).unref()
    })
    started.on('error', error => thread === started && end(error))
    return started
  }

  /** A thread in the middle of a read ends after it; nobody waits for that. */
  function end(error = new Error('The thread that reads ended')) {
    void thread?.terminate()
    thread = undefined
    clearTimeout(idle)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  const connection: DatabaseConnection = {
    executeQuery: <Row>({ sql, parameters }: CompiledQuery) =>
      new Promise<QueryResult<Row>>((resolve, reject) => {
        clearTimeout(idle)
        thread ??= start()
        asked += 1
        waiting.set(asked, { resolve, reject })
        thread.postMessage({ id: asked, text: sql, values: parameters })
      }),
    // biome-ignore lint/correctness/useYield: it refuses before there is anything to give
    async *streamQuery() {
      throw new Error('Another thread answers whole results')
    },
  }
  const never = async () => {
    throw new Error('This connection only reads')
  }
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: db => new SqliteIntrospector(db),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        releaseConnection: async () => {},
        beginTransaction: never,
        commitTransaction: never,
        rollbackTransaction: never,
        destroy: async () => end(),
      }),
    },
    plugins: [new CamelCasePlugin()],
  })
}
