import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { AppError } from '../lib/errors.ts'
import { codeOf, notOpening } from './db.ts'

/** Numbers of advisory locks that are ours, on a Postgres that others use too. */
export const POSTGRES_LOCKS = { process: 7_243_101, writing: 7_243_102 }

const taken = (where: string) =>
  new AppError(
    'UNAVAILABLE',
    `Another Webcare already runs on ${where}. Two of them would send answers twice. Stop the other one first.`,
  )

/**
 * Holds the one place for a running process on this data, until released or until the process ends however it ends: on
 * SQLite a locked file beside the database, on Postgres an advisory lock.
 */
export async function lockInstance(url: string, onLost: () => void): Promise<() => Promise<void>> {
  if (url.startsWith('file:')) return lockFile(url)
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, keepAlive: true })
  await client.connect().catch(error => {
    throw notOpening(url, error)
  })
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [
    POSTGRES_LOCKS.process,
  ])
  if (!rows[0]?.free) {
    await client.end()
    throw taken('this database')
  }
  let released = false
  client.on('error', () => {})
  client.on('end', () => released || onLost())
  return async () => {
    released = true
    await client.end()
  }
}

/** The kernel drops a file lock with its process, so a crash leaves nothing to clean up. SQLite locks files everywhere. */
async function lockFile(url: string): Promise<() => Promise<void>> {
  const path = url.slice('file:'.length)
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // By whatever name the database is called, it is the same one.
    const lock = new Sqlite(`${existsSync(path) ? realpathSync(path) : path}.lock`, { timeout: 0 })
    lock.exec('begin exclusive')
    return async () => void lock.close()
  } catch (error) {
    throw codeOf(error) === 'SQLITE_BUSY' ? taken(path) : notOpening(url, error)
  }
}
