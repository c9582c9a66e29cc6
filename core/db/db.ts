import { closeSync, existsSync, openSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  CamelCasePlugin,
  type ControlledTransaction,
  Kysely,
  type Dialect as KyselyDialect,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  sql,
  type Transaction,
} from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { CustomTypesConfig } from 'pg'
import { AppError } from '../lib/errors.ts'
import { openAside } from './aside.ts'
import { explained } from './explained.ts'
import { codeOf, isDamage, isFull, originOf } from './failures.ts'
import { fileOf, hasContent, placeOf, watchFile } from './place.ts'
import type { Schema } from './schema.ts'

export type Dialect = 'sqlite' | 'postgres'
/** For reads: never inside a transaction, never waiting for one. */
export type Db = Kysely<Schema>
/** Either side: a read that also serves inside a unit of work takes this. */
export type Session = Kysely<Schema> | Transaction<Schema> | ControlledTransaction<Schema>

/** The side of a database that only reads. */
export interface Reading {
  dialect: Dialect
  read: Db
  /** For reads that may take long: on SQLite they hold nothing else up. */
  aside: Db
}

/** The database, opened for one process: reads and writes never share a connection. */
export interface Database extends Reading {
  /** Only `write.ts` uses this. */
  writer: Db
  /** Throws GoneError once the file that is open is not the one at its path any more. */
  mustBeThere(): void
  /** Brings up to date what the engine knows of its tables and plans reads by; Postgres does so by itself. */
  optimize(): Promise<void>
  close(): Promise<void>
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

export interface DatabaseOptions {
  /** Holds the migrations. */
  folder?: string
  /** A statement failed because the disk did. */
  onDamage?(error: unknown): void
  /** Refuses data that does not belong here, before anything is made or changed. Told its generation; undefined of none. */
  judge?: Judge
}

export type Judge = (generation: string | undefined) => void

/**
 * Opens the database and brings its tables up to date. `url` is `file:/path` or `postgres://…`. UNAVAILABLE when it does
 * not open, is damaged, or was changed by a newer Webcare.
 */
export async function openDatabase(
  url: string,
  { folder = MIGRATIONS, onDamage = () => {}, judge = () => {} }: DatabaseOptions = {},
): Promise<Database> {
  mustHaveContent(url, judge)
  let database: Database | undefined
  let isOpen = false
  const report = (error: unknown) => isOpen && onDamage(error)
  try {
    database = url.startsWith('file:') ? openSqlite(fileOf(url), report) : await openPostgres(url)
    await migrate(database, { url, folder, judge })
    // It only makes reads quicker: a damaged page shows itself to who needs it.
    await database.optimize().catch(() => {})
    database.mustBeThere()
    isOpen = true
    return database
  } catch (error) {
    await database?.close().catch(() => {})
    throw notOpening(url, error)
  }
}

/** Lets a SQLite file that is missing or empty be judged before it is made. */
export function mustHaveContent(url: string, judge: Judge): void {
  if (url.startsWith('file:') && !hasContent(fileOf(url))) judge(undefined)
}

/** Why a database does not open, and what to do. */
export function notOpening(url: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const said = cause instanceof Error ? cause.message || codeOf(cause) : String(cause)
  return new AppError('UNAVAILABLE', `The database ${placeOf(url)} ${whyNot(url, cause, said)}`, { cause })
}

function whyNot(url: string, cause: unknown, said: string): string {
  if (isFull(cause)) return 'does not open: its disk is full. Make room, then start again.'
  if (!url.startsWith('file:')) return `does not open: ${said}. Is it running, and is DATABASE_URL right?`
  if (isDamage(cause)) return damaged(said)
  return `does not open: ${said}. It must be a file, in a folder that this user may write in, on a disk that is not read-only.`
}

/** The end of a sentence about a database: the damage that was found, and what to do. */
export const damaged = (found: string) =>
  `is damaged: ${found.replaceAll(/\s+/g, ' ')}. Put a backup in its place (webcare restore), and keep the damaged file.`

function openSqlite(path: string, onDamage: (error: unknown) => unknown): Database {
  // Made before SQLite makes it, so that nobody else on this machine reads it; what it puts beside it is like it.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  const writer = new Sqlite(path)
  writer.pragma('journal_mode = WAL')
  // FULL: an acknowledged message survives a power cut, not only the end of the process.
  for (const pragma of ['synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'trusted_schema = OFF']) {
    writer.pragma(pragma)
  }
  for (const pragma of ['secure_delete = ON', 'mmap_size = 0', 'journal_size_limit = 67108864']) writer.pragma(pragma)
  writer.pragma('cache_size = -32768')
  writer.pragma('analysis_limit = 400')
  const reader = new Sqlite(path, { readonly: true })
  reader.pragma('busy_timeout = 5000')
  const read = onSqlite(reader, onDamage, explained)
  const write = onSqlite(writer, onDamage)
  const aside = openAside(path)
  return {
    dialect: 'sqlite',
    read,
    aside,
    writer: write,
    mustBeThere: watchFile(path, { reader, writer }),
    // Looks at the tables that have changed much, and of each at some rows: a moment at any size.
    optimize: async () => void (await sql`pragma optimize = 0x10002`.execute(write)),
    async close() {
      await Promise.all([read.destroy(), aside.destroy()])
      try {
        writer.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // No room on the disk for one: what is only in the log is read from there at the next start.
      }
      await write.destroy()
    },
  }
}

const onSqlite = (
  connection: Sqlite.Database,
  onDamage: (error: unknown) => unknown,
  saying: (dialect: KyselyDialect) => KyselyDialect = dialect => dialect,
) =>
  new Kysely<Schema>({
    dialect: saying(
      Object.assign(new SqliteDialect({ database: withStatementCache(connection) }), {
        createAdapter: () => transactionalAdapter,
      }),
    ),
    plugins: [new CamelCasePlugin()],
    log(event) {
      if (event.level === 'error' && isDamage(event.error)) onDamage(originOf(event.error))
    },
  })

/** A connection that only reads a database which is open already, for a thread of its own. */
export async function openReader(url: string): Promise<Reading & { close(): Promise<void> }> {
  const dialect = url.startsWith('file:') ? 'sqlite' : 'postgres'
  const read = dialect === 'sqlite' ? readsSqlite(fileOf(url)) : kyselyOn(await onPostgres(url, 1, READ_ONLY))
  // A thread of its own holds nobody up.
  return { dialect, read, aside: read, close: () => read.destroy() }
}

function readsSqlite(path: string) {
  const reader = new Sqlite(path, { readonly: true })
  reader.pragma('busy_timeout = 5000')
  return onSqlite(reader, () => {})
}

/** Left alone, Kysely runs SQLite's migrations outside a transaction, and one that fails leaves half of itself. */
const transactionalAdapter = Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true })

/** Kysely prepares every statement anew; keeping them makes reads twice as fast. Transactions take the lock at once. */
function withStatementCache(connection: Sqlite.Database) {
  const statements = new Map<string, Sqlite.Statement>()
  return {
    close: () => connection.close(),
    prepare(text: string) {
      const query = text === 'begin' ? 'begin immediate' : text
      let statement = statements.get(query)
      if (!statement) {
        if (statements.size >= 500) statements.clear()
        statement = connection.prepare(query)
        statements.set(query, statement)
      }
      return statement as Sqlite.Statement & { reader: boolean }
    },
  }
}

const READ_ONLY = '-c default_transaction_read_only=on'

/** Imported where there is a Postgres alone. */
async function onPostgres(url: string, max: number, options = '') {
  const { default: pg } = await import('pg')
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  } as CustomTypesConfig
  const connections = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 5000,
    options: `-c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c lock_timeout=5s -c timezone=UTC ${options}`,
  })
  // A lost connection fails its query and is replaced by the pool; without a listener it would end the process.
  connections.on('error', () => {})
  connections.on('connect', client => client.on('error', () => {}))
  return new PostgresDialect({ pool: connections })
}

const kyselyOn = (dialect: KyselyDialect) => new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin()] })

async function openPostgres(url: string): Promise<Database> {
  const read = kyselyOn(explained(await onPostgres(url, 10)))
  const writer = kyselyOn(await onPostgres(url, 1))
  const { rows } = await sql<{ setting: string }>`select current_setting('synchronous_commit') as setting`.execute(read)
  if (rows[0]?.setting === 'off') {
    await Promise.all([read.destroy(), writer.destroy()])
    throw new AppError(
      'UNAVAILABLE',
      'Postgres runs with synchronous_commit=off, which loses acknowledged messages. Set it to on.',
    )
  }
  return {
    dialect: 'postgres',
    read,
    aside: read,
    writer,
    // Postgres hangs up on whoever is connected to a database that is dropped.
    mustBeThere() {},
    optimize: async () => {},
    close: async () => void (await Promise.all([read.destroy(), writer.destroy()])),
  }
}

async function migrate(
  database: Database,
  { url, folder, judge }: { url: string; folder: string; judge: Judge },
): Promise<void> {
  judge(await generationOf(database))
  const migrations = await readMigrations(folder)
  const migrator = new Migrator({ db: database.writer, provider: { getMigrations: async () => migrations } })
  const pending = (await migrator.getMigrations()).filter(migration => !migration.executedAt)
  const fresh = pending.length === Object.keys(migrations).length
  if (database.dialect === 'sqlite' && pending.length && !fresh) await backUp(database, fileOf(url))
  const { error } = await migrator.migrateToLatest()
  if (/corrupted migrations/.test(String(error))) {
    throw new AppError(
      'UNAVAILABLE',
      'The database belongs to a newer Webcare. Start that version, or restore the backup from before it.',
      { cause: error },
    )
  }
  if (isDamage(error) || isFull(error)) throw error
  // From here on the file alone tells which data it is, also when its log is lost.
  if (!error && database.dialect === 'sqlite' && pending.length) {
    await sql`pragma wal_checkpoint(TRUNCATE)`.execute(database.writer)
  }
  if (error) {
    throw new AppError('UNAVAILABLE', `The database could not be brought up to date: ${String(error)}`, {
      cause: error,
    })
  }
}

/** The generation of the data; undefined when there is none yet. */
async function generationOf({ writer }: Database): Promise<string | undefined> {
  const tables = await writer.introspection.getTables()
  if (!tables.some(({ name }) => name === 'lineage')) return undefined
  return (await writer.selectFrom('lineage').select('generation').executeTakeFirst())?.generation
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter(name => name.endsWith('.ts')).sort()
  return Object.fromEntries(
    await Promise.all(files.map(async name => [name.replace(/\.ts$/, ''), await import(join(folder, name))])),
  )
}

/** A copy of the file beside it, before a migration changes it. */
async function backUp(database: Database, path: string): Promise<void> {
  const copy = `${path}.before-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}`
  if (!existsSync(copy)) await sql`vacuum into ${copy}`.execute(database.writer)
}
