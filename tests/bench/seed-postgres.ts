import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { wordsOf } from '../../core/db/search.ts'
import { keptFolder, startPostgres } from '../support/postgres.ts'
import type { Store } from './seed.ts'
import type { Rows } from './seed-rows.ts'

/** As it comes, but for the room to take all rows in one go. */
const SETTINGS = ['max_wal_size=4GB', 'maintenance_work_mem=512MB']
/** Rows of a table that go in by one statement. */
const AT_ONCE = 5000
/** Tables that number their rows, and the column with the number. */
const NUMBERED = { messages: 'seq', cases: 'number', events: 'seq' }

type Row = Record<string, unknown>

/** Postgres's databases: in a server of their own, whose files are in the cache when its user can reach that. */
export async function openServer(cache: string): Promise<Store> {
  const server = await startPostgres(keptFolder(cache, 'postgres'), { settings: SETTINGS, isKept: true })
  const urlOf = (name: string) => `${server.url}/${name}`
  const nameOf = (url: string) => url.slice(server.url.length + 1)
  // Of a run that did not come to its end.
  await removeAll('copy_')

  return {
    async kept(name, version, make, from) {
      const kept = named(`${name}_${version}`)
      if ((await databases(kept)).includes(kept)) return urlOf(kept)
      await removeAll(named(`${name}_`))
      const making = named(`${name}_making`)
      await create(making, from)
      await make(urlOf(making))
      // As the server does by itself in the course of a day.
      await onDatabase(urlOf(making), client => client.query('vacuum analyze'))
      await onServer(`alter database ${making} rename to ${kept}`)
      return urlOf(kept)
    },
    async copy(from) {
      const name = named(`copy_${randomUUID()}`)
      await create(name, from)
      return urlOf(name)
    },
    fill: (url, rows) => onDatabase(url, client => fill(client, rows)),
    async close() {
      await removeAll('copy_')
      await server.stop()
    },
  }

  async function databases(beginning: string): Promise<string[]> {
    const { rows } = await onServer(`select datname from pg_database where starts_with(datname, '${beginning}')`)
    return rows.map(({ datname }) => String(datname))
  }
  async function removeAll(beginning: string) {
    for (const name of await databases(beginning)) await onServer(`drop database ${name} with (force)`)
  }
  function create(name: string, from?: string) {
    return onServer(`create database ${name} ${from ? `template ${nameOf(from)} strategy file_copy` : ''}`)
  }
  function onServer(statement: string) {
    return onDatabase(urlOf('postgres'), client => client.query<Row>(statement))
  }
}

/** A name that needs no quotes. */
const named = (text: string) => text.replaceAll('-', '_')

async function onDatabase<Result>(url: string, act: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

async function fill(client: pg.Client, all: Iterable<Rows>) {
  // Neither indexes nor foreign keys are looked at until everything is there.
  await client.query('set session_replication_role = replica')
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
     and not exists (select 1 from pg_constraint where conindid = indexrelid)`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  const waiting = new Map<string, Row[]>()
  for (const { table, rows } of all) {
    for (const row of rows) {
      await add(table, row)
      if (table === 'messages') await add('message_words', { rowid: row.seq, words: wordsOf(String(row.text)) })
    }
  }
  for (const [table, rows] of waiting) await put(client, table, rows)
  for (const { definition } of indexes) await client.query(definition)
  for (const [table, column] of Object.entries(NUMBERED)) {
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', '${column}'), (select max(${column}) from ${table}))`,
    )
  }

  async function add(table: string, row: Row) {
    const rows = waiting.get(table) ?? []
    waiting.set(table, rows)
    rows.push(row)
    if (rows.length === AT_ONCE) await put(client, table, rows.splice(0))
  }
}

/** Adds rows by one statement, as one value that the server takes apart. */
async function put(client: pg.Client, table: string, rows: readonly Row[]) {
  if (!rows.length) return
  const names = Object.keys(rows[0]!).join()
  const add =
    table === 'message_words'
      ? `insert into message_words (rowid, words) select rowid, array_to_tsvector(words)
         from json_to_recordset($1) as its (rowid int, words text[])`
      : `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1)`
  await client.query(add, [JSON.stringify(rows, bytesAsText)])
}

/** Bytes as Postgres reads them from a text; a buffer makes an object of itself before it comes here. */
const bytesAsText = (_: string, value: { type?: string; data?: number[] } | null) =>
  value?.type === 'Buffer' ? `\\x${Buffer.from(value.data ?? []).toString('hex')}` : value
