import { type Compilable, type CompiledQuery, createQueryId, type RawBuilder, sql } from 'kysely'
import type { Session } from './db.ts'
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
  const known = new WeakMap<object, CompiledQuery<Output>>()
  return async (db, values) => {
    const { adapter } = db.getExecutor()
    const query = known.get(adapter) ?? build(db, slots as unknown as Slots<Values>).compile()
    known.set(adapter, query)
    const parameters = query.parameters.map(value => {
      const key = (value as { [name]?: string } | null)?.[name]
      return key === undefined ? value : (values[key as keyof Values] ?? null)
    })
    return (await db.executeQuery<Output>({ ...query, parameters, queryId: createQueryId() })).rows
  }
}

type Values = Readonly<Record<string, unknown>>
type Insert = (db: Session, row: Values) => Promise<unknown[]>
const inserts = new Map<string, Insert>()

/** Adds a row, by a query that is prepared once for each table and set of columns. */
export async function insert<Table extends keyof Schema>(db: Session, table: Table, row: NewRow<Table>): Promise<void> {
  await preparedFor(table, row as Values, false)(db, row as Values)
}

/** Adds a row likewise and answers it as the table has it, with the number it was given; that takes twice as long. */
export async function insertNumbered<Table extends keyof Schema>(
  db: Session,
  table: Table,
  row: NewRow<Table>,
): Promise<Row<Table>> {
  const [inserted] = await preparedFor(table, row as Values, true)(db, row as Values)
  return inserted as Row<Table>
}

function preparedFor(table: keyof Schema, row: Values, numbered: boolean): Insert {
  const columns = Object.keys(row).filter(column => row[column] !== undefined)
  const key = `${table} ${numbered} ${columns.join()}`
  const known = inserts.get(key)
  if (known) return known
  const made = prepared((db, its: Slots<Values>) => {
    const values = Object.fromEntries(columns.map(column => [column, its[column]]))
    const query = db.insertInto(table).values(values as never)
    return numbered ? query.returningAll() : query
  })
  inserts.set(key, made)
  return made
}
