// A database of a school that has been answering for years: made once, by the tables of the version before the last
// migrations, brought up to date by the product itself, and kept for the next run.
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, type Dialect, openDatabase } from '../../core/db/db.ts'
import { openFiles } from './seed-files.ts'
import { openServer } from './seed-postgres.ts'
import { caseRows, EVERYTHING, FEW, type Rows, standing, userId } from './seed-rows.ts'
import { countsOf, shapeOf } from './seed-words.ts'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'node_modules/.cache/webcare')
const MIGRATIONS = join(ROOT, 'migrations')
/** The last migration that the rows are made for; what came since runs over them, as it does for everybody. */
const BASE = 3
const OWN = ['seed-rows.ts', 'seed-words.ts']

/** Where an engine keeps databases from one run to the next. */
export interface Store {
  /**
   * The address of the database of a name and version; when it is not there, it is made in the place of its earlier
   * versions, out of a copy of another one where that is given.
   */
  kept(name: string, version: string, make: (url: string) => Promise<void>, from?: string): Promise<string>
  /** The address of a copy that may be changed, until the store is closed. */
  copy(from: string): Promise<string>
  /** Puts rows in, without indexes until they are there. */
  fill(url: string, rows: Iterable<Rows>): Promise<void>
  close(): Promise<void>
}

/** Data that a program may run on and change, with the cookies of two colleagues who are signed in. */
export interface Seeded {
  /** For DATABASE_URL. */
  url: string
  /** For WEBCARE_DATA. */
  data: string
  /** Of one with rights on every connection. */
  everything: string
  /** Of one with rights on two connections that few cases are on. */
  few: string
}

/** The databases of an engine; what is copied for a run is in a folder, or goes when the store is closed. */
export async function openStore(engine: Dialect, folder: string): Promise<Store> {
  mkdirSync(CACHE, { recursive: true })
  return engine === 'sqlite' ? openFiles(CACHE, folder) : openServer(CACHE)
}

/** A copy of the data with so many messages and a tenth as many cases. */
export async function seeded(store: Store, folder: string, messages: number): Promise<Seeded> {
  const url = await store.copy(await cached(store, messages))
  const data = mkdtempSync(join(folder, `data-${messages}-`))
  const database = await openDatabase(url)
  const [everything, few] = [await signIn(database, EVERYTHING), await signIn(database, FEW)]
  await database.close()
  return { url, data, everything, few }
}

/** The database with those rows, brought up to date; made when there is none of these migrations and this seed. */
async function cached(store: Store, messages: number): Promise<string> {
  const rows = hashOf(OWN.map(name => join(import.meta.dirname, name)))
  const tables = hashOf(readdirSync(MIGRATIONS).map(name => join(MIGRATIONS, name)))
  const base = await store.kept(`rows-${messages}`, rows, async url => {
    const took = stopwatch()
    await makeTables(url)
    await store.fill(url, allRows(messages))
    process.stderr.write(`${messages} messages were made in ${took()} s\n`)
  })
  const upToDate = async (url: string) => {
    const took = stopwatch()
    await (await openDatabase(url)).close()
    process.stderr.write(`${messages} messages were brought up to date in ${took()} s\n`)
  }
  return store.kept(`seed-${messages}`, `${rows}-${tables}`, upToDate, base)
}

/** Seconds since now. */
function stopwatch(): () => string {
  const began = performance.now()
  return () => ((performance.now() - began) / 1000).toFixed(1)
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

/** The cookie of a colleague who just signed in. */
async function signIn({ writer }: Database, user: number): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const now = new Date().toISOString()
  await writer
    .insertInto('sessions')
    .values({
      id: crypto.randomUUID(),
      hash: createHash('sha256').update(secret).digest('hex'),
      userId: userId(user),
      createdAt: now,
      lastSeenAt: now,
      confirmedAt: now,
      address: '127.0.0.1',
      device: 'bench',
    })
    .execute()
  return `__Host-wc_session=${secret}`
}
