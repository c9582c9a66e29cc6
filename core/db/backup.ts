import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { AppError } from '../lib/errors.ts'
import { damaged, notOpening } from './db.ts'

/** The file of a SQLite database. For Postgres, INVALID with what to do instead. */
export function databaseFile(url: string): string {
  if (url.startsWith('file:')) return url.slice('file:'.length)
  throw new AppError(
    'INVALID',
    'The data is in Postgres: save it with pg_dump and put it back with pg_restore, with the folder of files. The README says how.',
  )
}

/** A whole copy of the database in a new file, as it is at one moment, while others go on reading and writing. */
export function copyDatabase(file: string, to: string): void {
  mustBeWhole(file)
  const source = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    source.pragma('busy_timeout = 5000')
    source.prepare('vacuum into ?').run(to)
  } catch (cause) {
    throw new AppError('UNAVAILABLE', `The database ${file} could not be copied: ${(cause as Error).message}`, {
      cause,
    })
  } finally {
    source.close()
  }
  mustBeWhole(to)
}

/** Reads every page; UNAVAILABLE when one is damaged. */
export function mustBeWhole(file: string): void {
  const copy = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    copy.pragma('busy_timeout = 5000')
    const found = copy.pragma('integrity_check(1)', { simple: true })
    if (found !== 'ok') throw new AppError('UNAVAILABLE', `The database ${file} ${damaged(String(found))}`)
  } catch (error) {
    throw notOpening(`file:${file}`, error)
  } finally {
    copy.close()
  }
}

/**
 * Puts a database in the place of another while nobody has either open. What stood there is kept beside it, under the name
 * that is answered. A stop at any moment leaves the one or the other, whole.
 */
export function putInPlace(copy: string, file: string, stamp: string): string | undefined {
  const aside = existsSync(file) && statSync(file).size ? `${file}.replaced-${stamp}` : undefined
  if (aside) {
    emptyLog(file)
    copyFileSync(file, aside)
    // Left where the old database is too damaged to take them in: beside another one they would be taken for its own.
    for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  }
  renameSync(copy, file)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
  return aside
}

/** Brings what is only in the log into the file. */
function emptyLog(file: string) {
  try {
    const old = new Sqlite(file)
    old.pragma('wal_checkpoint(TRUNCATE)')
    old.close()
  } catch {
    // It is damaged, which may be why another takes its place.
  }
}
