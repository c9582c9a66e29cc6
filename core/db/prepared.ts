import { type Compilable, type CompiledQuery, createQueryId, type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Dialect, Session } from './db.ts'
import type { NewRow, Row, Schema } from './schema.ts'

/** What stands in a prepared query where its values will be. */
export type Slots<Values> = { readonly [Name in keyof Values]: RawBuilder<Values[Name]> }

const name = Symbol('the name of the value that comes here')

const slots = new Proxy({} as Slots<Record<string, never>>, {
  get: (_, key) => sql`${{ [name]: key }}`,
})

/**
 * A query that is built and compiled once for each database and from then on only filled in: for what runs with every
 * message. Building one costs several times as much as running it.
 */
export function prepared<Values extends object, Output>(
  build: (db: Session, values: Slots<Values>) => Compilable<Output>,
): (db: Session, values: Values) => Promise<Output[]> {
  const run = compiledOnce(build)
  return async (db, values) => (await run(db, values)).rows
}

/** A change that is prepared likewise; answers how many rows it made or met. To be told the rows costs as much again. */
export function preparedChange<Values extends object>(
  build: (db: Session, values: Slots<Values>) => Compilable<unknown>,
): (db: Session, values: Values) => Promise<number> {
  const run = compiledOnce(build)
  return async (db, values) => Number((await run(db, values)).numAffectedRows ?? 0)
}

function compiledOnce<Values extends object, Output>(
  build: (db: Session, values: Slots<Values>) => Compilable<Output>,
): (db: Session, values: Values) => Promise<QueryResult<Output>> {
  const known = new WeakMap<object, CompiledQuery<Output>>()
  return (db, values) => {
    const { adapter } = db.getExecutor()
    const query = known.get(adapter) ?? build(db, slots as unknown as Slots<Values>).compile()
    known.set(adapter, query)
    const parameters = query.parameters.map(value => {
      const key = (value as { [name]?: string } | null)?.[name]
      return key === undefined ? value : (values[key as keyof Values] ?? null)
    })
    return db.executeQuery<Output>({ ...query, parameters, queryId: createQueryId() })
  }
}

type Values = Readonly<Record<string, unknown>>
type Insert = (db: Session, row: Values) => Promise<QueryResult<unknown>>
const inserts = new Map<string, Insert>()

/** Adds a row, by a query that is prepared once for each table and set of columns. */
export async function insert<Table extends keyof Schema>(db: Session, table: Table, row: NewRow<Table>): Promise<void> {
  await preparedFor(table, row as Values)(db, row as Values)
}

/** Tables that number their rows, and the column with the number. */
const NUMBERS = { cases: 'number', messages: 'seq' } as const
type Numbered = keyof typeof NUMBERS

/** Adds a whole row likewise and answers it with the number it was given. */
export async function insertNumbered<Table extends Numbered>(
  { db, dialect }: { db: Session; dialect: Dialect },
  table: Table,
  row: Omit<Row<Table>, (typeof NUMBERS)[Table]>,
): Promise<Row<Table>> {
  const column = NUMBERS[table]
  // SQLite says so unasked; to ask it for the row takes as long as adding it.
  const asked = dialect === 'sqlite' ? undefined : column
  const { rows, insertId } = await preparedFor(table, row as Values, asked)(db, row as Values)
  const number = asked ? (rows[0] as Values)[asked] : Number(insertId)
  return { ...row, [column]: number } as Row<Table>
}

function preparedFor(table: keyof Schema, row: Values, asked?: string): Insert {
  const columns = Object.keys(row).filter(column => row[column] !== undefined)
  const key = `${table} ${asked} ${columns.join()}`
  const known = inserts.get(key)
  if (known) return known
  const made = compiledOnce((db, its: Slots<Values>) => {
    const values = Object.fromEntries(columns.map(column => [column, its[column]]))
    const query = db.insertInto(table).values(values as never)
    return asked ? query.returning(asked as never) : query
  })
  inserts.set(key, made)
  return made
}
