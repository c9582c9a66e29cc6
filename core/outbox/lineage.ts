import { existsSync, readFileSync, statSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db, Session } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import { AppError } from '../lib/errors.ts'

// Data that was put back knows nothing of the answers that left since it was saved, and would send them again. So the
// data counts the answers that leave, and each time the count is noted outside it too, beside the attachments, before a
// byte leaves. At a start, data that is behind the note, or of another generation than the note, was put back: by
// `webcare restore`, by pg_restore, by a Postgres that lost its newest changes, or by somebody who copied a file.
//
// A count catches every case in which something could go twice, and mistakes no crash for one: the data is written before
// the note, so only the note can be behind. An id for each start would miss a backup of the same day; a time would trust
// the clock. What no note in the data folder can show is the whole folder being put back, note and all, such as a snapshot
// of the machine: for that there is `webcare sending stop --restored`.
//
// The newest event is noted as well, a moment after it was stored: data that is behind it lost something, such as the log
// of a database that was removed after a crash. And the note says whose data was here, so that a database that is missing,
// empty or another one is never taken for a first start.

/** Which data this is, and how far it got. */
export interface Lineage {
  /** The id of the installation; and since its data was put back, a dot and an id of what it has been since. */
  generation: string
  departures: number
}

export interface Progress extends Lineage {
  /** The newest event, by `events.seq`. */
  events: number
}

/** The progress of the data as it is known outside it. */
export interface Note extends Progress {
  /** The newest master key, by its id. */
  key?: string
  /** How an orderly stop left the file of the database; absent while somebody has it open, and after a crash. */
  closed?: string
  /** Something in the database was found damaged. */
  damaged?: true
}

/** Between two notes of what was stored, in milliseconds. */
const PAUSE = 500

/** Where the note of a data folder is. */
export const noteOf = (folder: string) => join(folder, 'departures.json')

const lineageOf = (db: Session): Promise<Lineage> => db.selectFrom('lineage').selectAll().executeTakeFirstOrThrow()

/** Counts an answer that is about to leave; answers how many that makes. */
export async function countDeparture(tx: Tx): Promise<number> {
  const { departures } = await tx.db
    .updateTable('lineage')
    .set(eb => ({ departures: eb('departures', '+', 1) }))
    .returning('departures')
    .executeTakeFirstOrThrow()
  return departures
}

const installationOf = (generation: string) => generation.split('.', 1)[0]

/** From here on this is other data than what was saved, and than what was here. It stays the installation's own. */
export async function newGeneration(tx: Tx): Promise<void> {
  const { generation } = await lineageOf(tx.db)
  await tx.db
    .updateTable('lineage')
    .set({ generation: `${installationOf(generation)}.${crypto.randomUUID()}` })
    .execute()
}

/**
 * UNAVAILABLE when the folder knows of data and this is not it: there is none (`generation` is undefined), or another
 * installation's.
 */
export function mustBelong(generation: string | undefined, { folder, place }: { folder: string; place: string }): void {
  const note = readNote(folder)
  if (!note) return
  if (generation && note === 'unreadable') return
  if (generation && note !== 'unreadable' && installationOf(generation) === installationOf(note.generation)) return
  throw new AppError(
    'UNAVAILABLE',
    `The database ${place} ${generation ? 'belongs to another installation' : 'is missing or empty'}, but ${folder} belongs to data that was there before. Put that database back, or a backup of it (webcare restore <file>; pg_restore with Postgres). To begin anew without it, remove ${noteOf(folder)}.`,
  )
}

/** In which way data is behind what is noted of it, or came from elsewhere; undefined when it is neither. */
export async function howPutBack(db: Db, note: Note | 'unreadable' | undefined): Promise<string | undefined> {
  const { generation, departures, events } = await progressOf(db)
  // Where nothing was ever answered, nothing can go twice.
  const hasAnswered = await db.selectFrom('replies').select('messageId').limit(1).executeTakeFirst()
  if (!note) return hasAnswered && departures > 0 ? 'it came here without its data folder' : undefined
  if (note === 'unreadable') return hasAnswered ? 'its note in the data folder cannot be read' : undefined
  if (note.events > events) return `the newest ${note.events - events} events that were stored here are not in it`
  if (note.departures > departures) return 'answers left from here that are not in it'
  return note.generation === generation ? undefined : 'it is another one than what was here'
}

/** How far data got. */
export async function progressOf(db: Session): Promise<Progress> {
  const { newest } = await db
    .selectFrom('events')
    .select(eb => eb.fn.max('seq').as('newest'))
    .executeTakeFirstOrThrow()
  return { ...(await lineageOf(db)), events: Number(newest ?? 0) }
}

/** The note in a data folder; undefined where there was no data yet. */
export function readNote(folder: string): Note | 'unreadable' | undefined {
  const path = noteOf(folder)
  if (!existsSync(path)) return undefined
  try {
    const note = JSON.parse(readFileSync(path, 'utf8'))
    const isNote = typeof note.generation === 'string' && Number.isInteger(note.departures)
    return isNote ? { ...note, events: Number.isInteger(note.events) ? note.events : 0 } : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** Notes outside the data which it is and how far. */
async function writeNote(folder: string, note: Note): Promise<void> {
  const aside = `${noteOf(folder)}.new`
  await writeFile(aside, JSON.stringify(note), { mode: 0o600, flush: true })
  await rename(aside, noteOf(folder))
}

/** Notes that this is the data now, whatever was here before. */
export async function noteAnew(folder: string, progress: Progress): Promise<void> {
  const note = readNote(folder)
  await writeNote(folder, { ...progress, ...(note && note !== 'unreadable' && note.key && { key: note.key }) })
}

/** Lets go of a master key that was taken out of its file, so that a start does not ask for it. */
export async function noteWithoutKey(folder: string, id: string): Promise<void> {
  const note = readNote(folder)
  if (!note || note === 'unreadable' || note.key !== id) return
  const { key: _, ...rest } = note
  await writeNote(folder, rest)
}

/** How the file of a database stands on the disk, to see later whether anybody touched it; undefined while it has a log. */
export function fingerprintOf(path: string): string | undefined {
  if (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size) return undefined
  const found = statSync(path, { throwIfNoEntry: false })
  return found && `${found.size} ${found.mtimeMs}`
}

/** Keeps the note while a process runs. */
export interface NoteKeeper {
  /** Notes an answer that leaves; durable when it resolves. */
  departed(departures: number): Promise<void>
  /** Something was stored: it is noted soon. */
  stored(): void
  /** Notes damage, so that the next start looks before it does anything. */
  damaged(): Promise<void>
  /** Notes how far the data got; before the database is closed. */
  stop(): Promise<void>
  /** Notes how an orderly stop left the file; after the database is closed. */
  closed(fingerprint: string): Promise<void>
}

/** Notes how far the data is, and from then on what leaves and what is stored. */
export async function openNote(db: Db, { folder, key }: { folder: string; key: string }): Promise<NoteKeeper> {
  let note: Note = { ...(await progressOf(db)), key }
  let writing = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let last = 0

  function put(change: Partial<Note>): Promise<void> {
    // Connections send side by side: the note never goes back, and is written by one at a time.
    const departures = Math.max(note.departures, change.departures ?? 0)
    const events = Math.max(note.events, change.events ?? 0)
    note = { ...note, ...change, departures, events }
    writing = writing.catch(() => {}).then(() => writeNote(folder, note))
    return writing
  }
  async function noteStored() {
    timer = undefined
    last = performance.now()
    const { events } = await progressOf(db)
    if (events > note.events) await put({ events })
  }

  await put({})
  return {
    departed: departures => put({ departures }),
    stored() {
      // It may fail for want of room: then it is made good by the next one, and the database says it as well.
      timer ??= setTimeout(() => noteStored().catch(() => {}), Math.max(0, last + PAUSE - performance.now())).unref()
    },
    damaged: () => put({ damaged: true }),
    async stop() {
      clearTimeout(timer)
      await noteStored().catch(() => {})
      await writing.catch(() => {})
    },
    closed: fingerprint => put({ closed: fingerprint }),
  }
}
