import { closeSync, existsSync, openSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  CamelCasePlugin,
  type ControlledTransaction,
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  sql,
  type Transaction,
} from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { CustomTypesConfig } from 'pg'
import { AppError } from '../lib/errors.ts'
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
}

/** The database, opened for one process: reads and writes never share a connection. */
export interface Database extends Reading {
  /** Only `write.ts` uses this. */
  writer: Db
  close(): Promise<void>
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/** The disk lies or dies: what is stored cannot be trusted, so the process must stop and look again. */
export const isDamage = (error: unknown) => /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(codeOf(error))
export const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? '')

export interface DatabaseOptions {
  /** Holds the migrations. */
  folder?: string
  /** A statement failed because the disk did. */
  onDamage?(error: unknown): void
}

/**
 * Opens the database and brings its tables up to date. `url` is `file:/path` or `postgres://…`. UNAVAILABLE when it does
 * not open, is damaged, or was changed by a newer Webcare.
 */
export async function openDatabase(
  url: string,
  { folder = MIGRATIONS, onDamage = () => {} }: DatabaseOptions = {},
): Promise<Database> {
  let database: Database | undefined
  let isOpen = false
  const report = (error: unknown) => isOpen && onDamage(error)
  try {
    database = url.startsWith('file:') ? openSqlite(url.slice('file:'.length), report) : await openPostgres(url)
    await migrate(database, url, folder)
    isOpen = true
    return database
  } catch (error) {
    await database?.close().catch(() => {})
    throw notOpening(url, error)
  }
}

/** Why a database does not open, and what to do. Never the whole address: it may hold a password. */
export function notOpening(url: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const file = url.startsWith('file:') && url.slice('file:'.length)
  const said = cause instanceof Error ? cause.message || codeOf(cause) : String(cause)
  const message = !file
    ? `The database ${new URL(url).host} does not open: ${said}. Is it running, and is DATABASE_URL right?`
    : isDamage(cause)
      ? `The database ${file} is damaged: ${said}. Put a backup in its place, and keep the damaged file.`
      : `The database ${file} does not open: ${said}. May this user write in its folder?`
  return new AppError('UNAVAILABLE', message, { cause })
}

function openSqlite(path: string, onDamage: (error: unknown) => unknown): Database {
  // Made before SQLite makes it, so that nobody else on this machine reads it; what it puts beside it is like it.
  closeSync(openSync(path, 'a', 0o600))
  const writer = new Sqlite(path)
  writer.pragma('journal_mode = WAL')
  // FULL: an acknowledged message survives a power cut, not only the end of the process.
  for (const pragma of ['synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'trusted_schema = OFF']) {
    writer.pragma(pragma)
  }
  for (const pragma of ['secure_delete = ON', 'mmap_size = 0', 'journal_size_limit = 67108864']) writer.pragma(pragma)
  writer.pragma('cache_size = -32768')
  const reader = new Sqlite(path, { readonly: true })
  reader.pragma('busy_timeout = 5000')
  const read = onSqlite(reader, onDamage)
  const write = onSqlite(writer, onDamage)
  return {
    dialect: 'sqlite',
    read,
    writer: write,
    async close() {
      await read.destroy()
      try {
        writer.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // No room on the disk for one: what is only in the log is read from there at the next start.
      }
      await write.destroy()
    },
  }
}

const onSqlite = (connection: Sqlite.Database, onDamage: (error: unknown) => unknown) =>
  new Kysely<Schema>({
    dialect: Object.assign(new SqliteDialect({ database: withStatementCache(connection) }), {
      createAdapter: () => transactionalAdapter,
    }),
    plugins: [new CamelCasePlugin()],
    log(event) {
      if (event.level === 'error' && isDamage(event.error)) onDamage(event.error)
    },
  })

/** A connection that only reads a database which is open already, for a thread of its own. */
export async function openReader(url: string): Promise<Reading & { close(): Promise<void> }> {
  const dialect = url.startsWith('file:') ? 'sqlite' : 'postgres'
  const read = dialect === 'sqlite' ? readsSqlite(url.slice('file:'.length)) : await onPostgres(url, 1, READ_ONLY)
  return { dialect, read, close: () => read.destroy() }
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
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: connections }),
    plugins: [new CamelCasePlugin()],
  })
}

async function openPostgres(url: string): Promise<Database> {
  const read = await onPostgres(url, 10)
  const writer = await onPostgres(url, 1)
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
    writer,
    close: async () => void (await Promise.all([read.destroy(), writer.destroy()])),
  }
}

async function migrate(database: Database, url: string, folder: string): Promise<void> {
  const migrations = await readMigrations(folder)
  const migrator = new Migrator({ db: database.writer, provider: { getMigrations: async () => migrations } })
  const pending = (await migrator.getMigrations()).filter(migration => !migration.executedAt)
  const fresh = pending.length === Object.keys(migrations).length
  if (database.dialect === 'sqlite' && pending.length && !fresh) await backUp(database, url.slice('file:'.length))
  const { error } = await migrator.migrateToLatest()
  if (/corrupted migrations/.test(String(error))) {
    throw new AppError(
      'UNAVAILABLE',
      'The database belongs to a newer Webcare. Start that version, or restore the backup from before it.',
      { cause: error },
    )
  }
  if (isDamage(error)) throw error
  if (error) {
    throw new AppError('UNAVAILABLE', `The database could not be brought up to date: ${String(error)}`, {
      cause: error,
    })
  }
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
