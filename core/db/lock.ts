import { closeSync, existsSync, fstatSync, mkdirSync, openSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { tryLock } from 'fs-native-extensions'
import { AppError } from '../lib/errors.ts'
import { notOpening } from './db.ts'
import { codeOf } from './failures.ts'
import { fileOf } from './place.ts'

/** A byte of the database's file that neither SQLite nor any content ever comes to. */
const OUR_BYTE = 2 ** 48

/** Numbers of advisory locks that are ours, on a Postgres that others use too. */
export const POSTGRES_LOCKS = { process: 7_243_101, writing: 7_243_102 }

const taken = (where: string) =>
  new AppError(
    'UNAVAILABLE',
    `Another Webcare already runs on ${where}. Two of them would send answers twice. Stop the other one first.`,
  )

/**
 * Holds the one place for a running process on this data, until released or until the process ends however it ends: on
 * SQLite by locks on two files, on Postgres by an advisory lock.
 */
export async function lockInstance(url: string, onLost: () => void): Promise<() => Promise<void>> {
  if (url.startsWith('file:')) return lockFile(url)
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5000 })
  // Before anything else: a client that loses its connection unheard would end the process.
  let holding = false
  client.on('error', () => {})
  client.on('end', () => holding && onLost())
  try {
    await client.connect()
    const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [
      POSTGRES_LOCKS.process,
    ])
    if (!rows[0]?.free) throw taken('this database')
  } catch (error) {
    await client.end().catch(() => {})
    throw notOpening(url, error)
  }
  holding = true
  return async () => {
    holding = false
    await client.end()
  }
}

/**
 * Two locks, which the kernel drops with the process. One on a file beside the database: it is the same after a backup took
 * the database's place. One in the database itself: it is found by whatever path somebody comes, and when the other file
 * was deleted.
 */
async function lockFile(url: string): Promise<() => Promise<void>> {
  const path = fileOf(url)
  let beside: Sqlite.Database | undefined
  let file: number | undefined
  function release() {
    beside?.close()
    // Closing drops SQLite's locks on it too, so by now the database is closed.
    if (file !== undefined) closeSync(file)
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const real = existsSync(path) ? realpathSync(path) : path
    beside = new Sqlite(`${real}.lock`, { timeout: 0 })
    beside.exec('begin exclusive')
    file = openSync(real, existsSync(real) ? 'r+' : 'a', 0o600)
    if (fstatSync(file).nlink > 1) throw twoNames(real)
    // On macOS it would be a lock on the whole file, in the way of SQLite's.
    if (process.platform !== 'darwin' && !tryLock(file, OUR_BYTE, 1)) throw taken(path)
    return async () => release()
  } catch (error) {
    release()
    throw codeOf(error) === 'SQLITE_BUSY' ? taken(path) : notOpening(url, error)
  }
}

const twoNames = (path: string) =>
  new AppError(
    'UNAVAILABLE',
    `The database ${path} has another name on this disk (a hard link). SQLite keeps a log beside each name, so two names destroy it. Remove the other name: find it with find -samefile ${path}`,
  )
