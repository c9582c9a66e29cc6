import { closeSync, openSync, rmSync, type Stats, statSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { GoneError } from './failures.ts'

/** Where a database is, in words. Never the whole address: it may hold a password. */
export function placeOf(url: string): string {
  return url.startsWith('file:') ? fileOf(url) : new URL(url).host
}

export const fileOf = (url: string) => url.slice('file:'.length)

const statOf = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false })

/** Whether there is a SQLite file with something in it. A log beside an empty one is thrown away by whoever opens them. */
export const hasContent = (path: string) => Boolean(statOf(path)?.size)

const isSame = (one: Stats, other: Stats | undefined) => one.ino === other?.ino && one.dev === other.dev

/**
 * Watches the place of a file that is open: answers a check that throws GoneError once its path leads elsewhere, so that
 * nobody is told that something is stored in a file that has no name any more. It never opens the file, for closing it
 * would drop SQLite's own locks.
 */
export function watchFile(path: string, connections: { reader: Sqlite.Database; writer: Sqlite.Database }): () => void {
  const mine = statSync(path)
  // The log, and what tells processes apart that read and write it. SQLite makes them when it needs them first.
  const logs = ['-wal', '-shm'].map(suffix => ({ name: path + suffix, mine: statOf(path + suffix) }))
  let size = 0
  let gone: GoneError | undefined

  function look(): GoneError | undefined {
    const now = statOf(path)
    if (!now || !isSame(mine, now)) {
      const saved = rescue(path, connections.reader)
      return new GoneError(
        `The database ${path} was ${now ? 'replaced' : 'removed'} while Webcare ran. ${
          saved
            ? `All that was stored is saved as ${saved}: put that in its place, or a backup (webcare restore).`
            : 'Put a backup in its place (webcare restore).'
        }`,
      )
    }
    if (now.size < size) {
      return new GoneError(
        `The database ${path} was emptied or cut off while Webcare ran. Put a backup in its place (webcare restore), and keep the damaged file.`,
      )
    }
    size = now.size
    for (const log of logs) {
      const nowLog = statOf(log.name)
      if (log.mine && !isSame(log.mine, nowLog)) {
        return new GoneError(
          `The log ${log.name} was removed while Webcare ran. ${
            takeInLog(connections.writer) ? 'What was in it is in the database now' : 'Its newest changes may be lost'
          }: start again.`,
        )
      }
      log.mine = nowLog
    }
    return undefined
  }

  return () => {
    gone ??= look()
    if (gone) throw gone
  }
}

/** A copy of what is still open, beside the place where it was; undefined when there is no room or it cannot be read. */
function rescue(path: string, reader: Sqlite.Database): string | undefined {
  const copy = `${path}.rescued-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}`
  try {
    closeSync(openSync(copy, 'wx', 0o600))
    reader.prepare('vacuum into ?').run(copy)
    return copy
  } catch {
    rmSync(copy, { force: true })
    return undefined
  }
}

function takeInLog(writer: Sqlite.Database): boolean {
  try {
    const [{ busy } = { busy: 1 }] = writer.pragma('wal_checkpoint(FULL)') as Array<{ busy: number }>
    return busy === 0
  } catch {
    return false
  }
}
