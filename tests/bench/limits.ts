import Sqlite from 'better-sqlite3'

/** What one message of a stranger adds, in the order of the foreign keys. */
const TABLES = ['customers', 'handles', 'threads', 'cases', 'case_threads', 'messages', 'events', 'events'] as const

/**
 * Messages a second that become a case by hand-written group transactions: the rows that core wrote for the last `count`
 * messages of a database, written once more into an empty one with the same tables, and nothing else.
 */
export function rawCases(source: string, target: string, count: number, group = 100): number {
  const from = new Sqlite(source, { readonly: true })
  const db = new Sqlite(target)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = OFF')
  copyTables(from, db)
  for (const table of ['connections', 'users', 'teams']) copyRows(from, db, table)
  db.pragma('foreign_keys = ON')

  const inserts = TABLES.map((table, at) => {
    const perMessage = TABLES.filter(other => other === table).length
    const rows = from
      .prepare(`select * from (select rowid as written, * from ${table} order by rowid desc limit ?) order by written`)
      .all(count * perMessage) as Array<Record<string, unknown>>
    for (const row of rows) delete row.written
    const insert = insertInto(db, table, Object.keys(rows[0]!))
    const offset = TABLES.slice(0, at).filter(other => other === table).length
    return (n: number) => insert.run(Object.values(rows[n * perMessage + offset]!))
  })
  const words = db.prepare('insert into message_words (rowid, words) values (?, ?)')
  const texts = from.prepare('select seq, text from messages order by seq desc limit ?').all(count).reverse() as Array<{
    seq: number
    text: string
  }>
  const many = db.transaction((first: number) => {
    for (let n = first; n < Math.min(first + group, count); n++) {
      for (const insert of inserts) insert(n)
      words.run(texts[n]!.seq, texts[n]!.text)
    }
  })

  const started = performance.now()
  for (let first = 0; first < count; first += group) many.immediate(first)
  const rate = count / ((performance.now() - started) / 1000)
  from.close()
  db.close()
  return rate
}

function copyTables(from: Sqlite.Database, to: Sqlite.Database) {
  const made = from
    .prepare(
      `select sql from sqlite_master where sql is not null and name not like 'sqlite_%' and name not like 'message_words_%'
       order by type = 'index'`,
    )
    .all() as Array<{ sql: string }>
  for (const { sql } of made) to.exec(sql)
}

function copyRows(from: Sqlite.Database, to: Sqlite.Database, table: string) {
  for (const row of from.prepare(`select * from ${table}`).all() as object[]) {
    insertInto(to, table, Object.keys(row)).run(Object.values(row))
  }
}

const insertInto = (db: Sqlite.Database, table: string, columns: readonly string[]) =>
  db.prepare(`insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`)
