// A database of a school that has been answering for years: made once, by the tables of the version before the last
// migrations, brought up to date by the product itself, and kept for the next run.
import { createHash, randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type Database, openDatabase } from '../../core/db/db.ts'
import { wordsOf } from '../../core/db/search.ts'
import { caseRows, EVERYTHING, FEW, type Rows, standing, userId } from './seed-rows.ts'
import { countsOf, shapeOf } from './seed-words.ts'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'node_modules/.cache/webcare')
const MIGRATIONS = join(ROOT, 'migrations')
/** The last migration that the rows are made for; what came since runs over them, as it does for everybody. */
const BASE = 3
const OWN = ['seed-rows.ts', 'seed-words.ts']

/** Data that a program may run on and change, with the cookies of two colleagues who are signed in. */
export interface Seeded {
  /** For WEBCARE_DATA. */
  data: string
  database: string
  /** Of one with rights on every connection. */
  everything: string
  /** Of one with rights on two connections that few cases are on. */
  few: string
}

/** A copy of the data with so many messages and a tenth as many cases, in a folder. */
export async function seeded(folder: string, messages: number): Promise<Seeded> {
  const source = await cached(messages)
  const data = mkdtempSync(join(folder, `seeded-${messages}-`))
  const database = join(data, 'webcare.sqlite')
  copyFileSync(source, database)
  const db = new Sqlite(database)
  const cookies = [EVERYTHING, FEW].map(user => signIn(db, user))
  db.close()
  return { data, database, everything: cookies[0]!, few: cookies[1]! }
}

/** The file with those rows, brought up to date; made when there is none of these migrations and this seed. */
async function cached(messages: number): Promise<string> {
  mkdirSync(CACHE, { recursive: true })
  const rows = hashOf(OWN.map(name => join(import.meta.dirname, name)))
  const tables = hashOf(readdirSync(MIGRATIONS).map(name => join(MIGRATIONS, name)))
  const base = await kept(`rows-${messages}`, rows, async path => {
    await makeTables(`file:${path}`)
    fill(path, messages)
  })
  return kept(`seed-${messages}`, `${rows}-${tables}`, async path => {
    copyFileSync(base, path)
    const began = performance.now()
    await (await openDatabase(`file:${path}`)).close()
    process.stderr.write(
      `${messages} messages were brought up to date in ${Math.round(performance.now() - began)} ms\n`,
    )
  })
}

/** The file of a name and version; made in the place of earlier versions when it is not there. */
async function kept(name: string, version: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(CACHE, `${name}-${version}.sqlite`)
  if (existsSync(path)) return path
  for (const old of readdirSync(CACHE)) if (old.startsWith(`${name}-`)) rmSync(join(CACHE, old), { recursive: true })
  const making = join(CACHE, `${name}-making.sqlite`)
  await make(making)
  renameSync(making, path)
  for (const rest of readdirSync(CACHE))
    if (rest.startsWith(`${name}-making`)) rmSync(join(CACHE, rest), { recursive: true })
  return path
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 8)
}

/** Makes the tables as they were before the migrations that are not in every installation yet, and fills them. */
export async function makeTables(url: string, fill: (database: Database) => unknown = () => {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-migrations-'))
  for (const name of readdirSync(MIGRATIONS).sort().slice(0, BASE)) {
    symlinkSync(join(MIGRATIONS, name), join(folder, name))
  }
  const database = await openDatabase(url, { folder })
  await fill(database)
  await database.close()
  rmSync(folder, { recursive: true })
}

/** All rows, the same in every run. */
export function* allRows(messages: number): Generator<Rows> {
  const shape = shapeOf(messages)
  yield* standing()
  let first = 0
  let number = 0
  for (const count of countsOf(shape)) {
    yield* caseRows(number, count, first, shape)
    first += count
    number += 1
  }
}

/** Puts the rows in, without indexes until they are there. */
function fill(path: string, messages: number) {
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
  for (const { table, rows } of allRows(messages)) {
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

/** The cookie of a colleague who just signed in. */
function signIn(db: Sqlite.Database, user: number): string {
  const secret = randomBytes(32).toString('base64url')
  const now = new Date().toISOString()
  db.prepare(
    `insert into sessions (id, hash, user_id, created_at, last_seen_at, confirmed_at, address, device)
     values (?, ?, ?, ?, ?, ?, '127.0.0.1', 'bench')`,
  ).run(crypto.randomUUID(), createHash('sha256').update(secret).digest('hex'), userId(user), now, now, now)
  return `__Host-wc_session=${secret}`
}
