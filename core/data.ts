import { access, constants, mkdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config/load.ts'
import { checkFile } from './db/check.ts'
import { type Database, damaged, type Judge, mustHaveContent, openDatabase } from './db/db.ts'
import { lockInstance } from './db/lock.ts'
import { fileOf, placeOf } from './db/place.ts'
import { AppError } from './lib/errors.ts'
import { masterKeys } from './lib/master-key.ts'
import { refusalOf } from './lib/refusal.ts'
import { openSeal, type Seal } from './lib/seal.ts'
import { fingerprintOf, mustBelong, type Note, type NoteKeeper, openNote, readNote } from './outbox/lineage.ts'
import { mustOpen } from './sealed.ts'

/** How long a start waits for the look for damage, in milliseconds; a large database is looked through while it serves. */
const CHECK_TIME = 5000

/** All that is stored, opened for this process alone. */
export interface Data {
  database: Database
  seal: Seal
  /** How it was noted before this start. */
  before: Note | 'unreadable' | undefined
  /** Keeps the note from here on. Once, after data that was put back was dealt with. */
  keepNote(): Promise<NoteKeeper>
  close(): Promise<void>
}

/** Judges the data by what the folder knows of it. */
export const judgeOf =
  ({ WEBCARE_DATA: folder, DATABASE_URL: url }: Config): Judge =>
  generation =>
    mustBelong(generation, { folder, place: placeOf(url) })

/** Opens the data, or says why not: another process has it, it is another one, it is damaged, its key is not there. */
export async function openData(config: Config, onFatal: (error: unknown) => void): Promise<Data> {
  const { DATABASE_URL: url, WEBCARE_DATA: folder, WEBCARE_KEY_FILE: keyFile } = config
  await makeFolder(folder)
  const judge = judgeOf(config)
  mustHaveContent(url, judge)
  const before = readNote(folder)
  const known = before === 'unreadable' ? undefined : before
  const fingerprint = url.startsWith('file:') ? fingerprintOf(fileOf(url)) : undefined
  const release = await lockInstance(url, () => onFatal(new Error('The lock on the database is lost')))
  let database: Database | undefined
  let note: NoteKeeper | undefined
  let breakOff = () => {}
  try {
    const keys = masterKeys(keyFile, known?.key)
    const seal = openSeal(...keys)
    database = await openDatabase(url, { onDamage: onFatal, judge })
    await mustOpen(database.read, seal, keyFile)
    if (url.startsWith('file:') && known && known.closed !== fingerprint) {
      breakOff = await lookForDamage(fileOf(url), known, async error => {
        await note?.damaged().catch(() => {})
        onFatal(error)
      })
    }
    const { read, close } = database
    return {
      database,
      seal,
      before,
      async keepNote() {
        note = await openNote(read, { folder, key: keys[0].id })
        return note
      },
      async close() {
        breakOff()
        await note?.stop()
        await close()
        const left = url.startsWith('file:') ? fingerprintOf(fileOf(url)) : undefined
        if (left) await note?.closed(left).catch(() => {})
        await release()
      },
    }
  } catch (error) {
    breakOff()
    await database?.close().catch(() => {})
    await release()
    throw error
  }
}

/**
 * Looks for damage after a crash, or when somebody touched the file since it was closed. Throws what it finds in time, and
 * tells of what it finds later. Where damage was found before, nothing is served until it is known to be gone.
 */
async function lookForDamage(file: string, { damaged: wasDamaged }: Note, onFound: (error: AppError) => unknown) {
  const { found, breakOff } = checkFile(file)
  const said = (damage: string) => new AppError('UNAVAILABLE', `The database ${file} ${damaged(damage)}`)
  const timeout = new AbortController()
  const late = pause(CHECK_TIME, 'late' as const, { signal: timeout.signal, ref: false }).catch(() => undefined)
  const first = await Promise.race([found.then(damage => ({ damage })), ...(wasDamaged ? [] : [late])])
  timeout.abort()
  if (first === 'late') void found.then(damage => damage && onFound(said(damage)))
  else if (first?.damage) throw said(first.damage)
  return breakOff
}

/** The folder for our files; nobody else on this machine looks into it. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.W_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const message =
      code === 'EACCES' || code === 'EPERM' || code === 'EEXIST' || code === 'ENOTDIR'
        ? `WEBCARE_DATA is ${path}, where this user may not write (${code}). Give it to this user, or name another folder.`
        : `WEBCARE_DATA is ${path}. ${refusalOf(cause) ?? code}`
    throw new AppError('UNAVAILABLE', message, { cause })
  }
}
