import { rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import type { Config } from '../../config/load.ts'
import type { Database } from '../db/db.ts'
import { codeOf, isDamage, isFull } from '../db/failures.ts'
import { fileOf } from '../db/place.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import type { Log } from '../lib/log.ts'

/** Whether something can be taken in now. */
export interface Health {
  /** By the last look, and by whether the database answers. */
  ready(): Promise<boolean>
  /** The database did not take something. */
  refused(error: unknown): void
  /** Looks whether the database is where it was and the disk takes something. */
  look(write: Write): Promise<void>
}

/** So much must fit on a disk, in bytes: a message and what the database writes around it. */
const ROOM = 64 * 1024
/** Between two looks at a database that is elsewhere, in milliseconds: each is a write that its disk waits for. */
const ELSEWHERE = 10_000

/** Writes are tried by themselves and not for each question, so that whoever asks often costs nothing. */
export function openHealth(core: {
  config: Config
  database: Database
  log: Log
  onFatal(error: unknown): void
}): Health {
  const { config, database, log } = core
  const { DATABASE_URL: url, WEBCARE_DATA: data } = config
  const folders = new Set([data, ...(url.startsWith('file:') ? [dirname(fileOf(url))] : [])])
  let obstacle: string | undefined
  let next = 0

  function setObstacle(found: string | undefined) {
    if (found && !obstacle) log.error({ code: found }, 'Nothing can be stored: not ready until there is room again')
    if (!found && obstacle) log.info({}, 'There is room again')
    obstacle = found
  }

  async function tryFolder(folder: string) {
    const path = join(folder, '.webcare-room')
    try {
      await writeFile(path, Buffer.alloc(ROOM), { mode: 0o600 })
    } finally {
      await rm(path, { force: true })
    }
  }

  async function tryElsewhere(write: Write) {
    if (database.dialect === 'sqlite' || performance.now() < next) return
    next = performance.now() + ELSEWHERE
    await write(system('look'), tx => sql`update lineage set departures = departures`.execute(tx.db))
  }

  return {
    async ready() {
      if (obstacle) return false
      return sql`select 1`.execute(database.read).then(
        () => true,
        () => false,
      )
    },
    refused(error) {
      if (isFull(error)) setObstacle(codeOf(error))
    },
    async look(write) {
      try {
        database.mustBeThere()
        await Promise.all([...folders].map(tryFolder))
        await tryElsewhere(write)
        setObstacle(undefined)
      } catch (error) {
        if (isDamage(error)) core.onFatal(error)
        setObstacle(codeOf(error) || 'unknown')
      }
    },
  }
}
