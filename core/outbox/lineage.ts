import { existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../db/db.ts'
import type { Tx } from '../db/write.ts'

// Data that was put back knows nothing of the answers that left since it was saved, and would send them again. So the
// data counts the answers that leave, and each time the count is noted outside it too, beside the attachments, before a
// byte leaves. At a start, data that is behind the note, or of another generation than the note, was put back: by
// `webcare restore`, by pg_restore, by a Postgres that lost its newest changes, or by somebody who copied a file.
//
// A count catches every case in which something could go twice, and mistakes no crash for one: the data is written before
// the note, so only the note can be behind. An id for each start would miss a backup of the same day; a time would trust
// the clock. What no note in the data folder can show is the whole folder being put back, note and all, such as a snapshot
// of the machine: for that there is `webcare sending stop --restored`.

/** Which data this is, and how far it got. */
export interface Lineage {
  generation: string
  departures: number
}

const pathOf = (folder: string) => join(folder, 'departures.json')

export const lineageOf = (db: Db): Promise<Lineage> => db.selectFrom('lineage').selectAll().executeTakeFirstOrThrow()

/** Counts an answer that is about to leave; answers how many that makes. */
export async function countDeparture(tx: Tx): Promise<number> {
  const { departures } = await tx.db
    .updateTable('lineage')
    .set(eb => ({ departures: eb('departures', '+', 1) }))
    .returning('departures')
    .executeTakeFirstOrThrow()
  return departures
}

/** From here on this is other data than what was saved, and than what was here. */
export const newGeneration = (tx: Tx) => tx.db.updateTable('lineage').set({ generation: crypto.randomUUID() }).execute()

/** Whether the data was put back, by what is noted in the folder. Where nothing was ever answered, nothing can go twice. */
export async function wasPutBack(db: Db, folder: string): Promise<boolean> {
  const { generation, departures } = await lineageOf(db)
  if (!(await db.selectFrom('replies').select('messageId').limit(1).executeTakeFirst())) return false
  const note = readNote(folder)
  if (!note) return departures > 0
  return note === 'unreadable' || note.generation !== generation || note.departures > departures
}

function readNote(folder: string): Lineage | 'unreadable' | undefined {
  const path = pathOf(folder)
  if (!existsSync(path)) return undefined
  try {
    const { generation, departures } = JSON.parse(readFileSync(path, 'utf8'))
    return typeof generation === 'string' && Number.isInteger(departures) ? { generation, departures } : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** Notes outside the data which it is and how far. */
export async function writeNote(folder: string, lineage: Lineage): Promise<void> {
  const aside = `${pathOf(folder)}.new`
  await writeFile(aside, JSON.stringify(lineage), { mode: 0o600, flush: true })
  await rename(aside, pathOf(folder))
}

/** Notes how far the data is, and from then on each answer that leaves. */
export async function openNote(db: Db, folder: string): Promise<(departures: number) => Promise<void>> {
  const { generation, departures } = await lineageOf(db)
  let newest = departures
  let writing = Promise.resolve()
  function note(departures: number) {
    // Connections send side by side: the note never goes back, and is written by one at a time.
    newest = Math.max(newest, departures)
    writing = writing.catch(() => {}).then(() => writeNote(folder, { generation, departures: newest }))
    return writing
  }
  await note(departures)
  return note
}
