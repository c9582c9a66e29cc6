import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { fileOf } from '../../core/db/place.ts'
import { wordsOf } from '../../core/db/search.ts'
import type { Store } from './seed.ts'
import type { Rows } from './seed-rows.ts'

/** SQLite's databases: files in the cache, and copies of them in a folder. */
export function openFiles(cache: string, folder: string): Store {
  return {
    async kept(name, version, make, from) {
      const path = join(cache, `${name}-${version}.sqlite`)
      if (existsSync(path)) return `file:${path}`
      remove(`${name}-`)
      const making = join(cache, `${name}-making.sqlite`)
      if (from) copyFileSync(fileOf(from), making)
      await make(`file:${making}`)
      renameSync(making, path)
      // Such as the copy that is made before a migration.
      remove(`${name}-making`)
      return `file:${path}`
    },
    async copy(from) {
      const path = join(mkdtempSync(join(folder, 'copy-')), 'webcare.sqlite')
      copyFileSync(fileOf(from), path)
      return `file:${path}`
    },
    fill: async (url, rows) => fill(fileOf(url), rows),
    close: async () => {},
  }

  function remove(beginning: string) {
    for (const name of readdirSync(cache)) if (name.startsWith(beginning)) rmSync(join(cache, name))
  }
}

function fill(path: string, all: Iterable<Rows>) {
  const db = new Sqlite(path)
  // It was made with a log, which must be gone before there is none at all.
  db.pragma('journal_mode = DELETE')
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  db.pragma('cache_size = -262144')
  const indexes = db
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all() as Array<{ name: string; sql: string }>
  for (const { name } of indexes) db.exec(`drop index ${name}`)
  const inserts = new Map<string, Sqlite.Statement>()
  const words = db.prepare('insert into message_words (rowid, words) values (?, ?)')
  db.exec('begin')
  for (const { table, rows } of all) {
    for (const row of rows) {
      const columns = Object.keys(row)
      const key = `${table} ${columns.length}`
      const insert =
        inserts.get(key) ??
        db.prepare(`insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`)
      inserts.set(key, insert)
      insert.run(Object.values(row))
      if (table === 'messages') words.run(row.seq, wordsOf(String(row.text)).join(' '))
    }
  }
  db.exec('commit')
  for (const { sql } of indexes) db.exec(sql)
  db.pragma('journal_mode = WAL')
  db.close()
}
