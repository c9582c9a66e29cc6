// The raw limit of reading: the same documents by a bare mercurius, from prepared statements that are told which rows to
// read. Rights, lists, orders and whatever else finds the rows are left out.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import Fastify from 'fastify'
import mercurius from 'mercurius'
import pg from 'pg'
import { fileOf } from '../../core/db/place.ts'

type Row = Record<string, unknown>
type Statement = (...values: unknown[]) => Promise<Row[]>
const [url = '', port = ''] = process.argv.slice(2)
const schema = readFileSync(join(import.meta.dirname, '../graphql/public-api.graphql'), 'utf8')

/** As the driver of each engine has it, with what the engines write differently. */
function onSqlite() {
  const db = new Sqlite(fileOf(url), { readonly: true })
  return {
    ids: 'in (select value from json_each($1))',
    found: 'message_words w cross join messages m on m.seq = w.rowid',
    holds: 'w.words match $1',
    query: (text: string) => `"${text}"*`,
    // Its index goes back from the newest by itself.
    isPlanned: true,
    statement(text: string): Statement {
      const prepared = db.prepare(text.replaceAll(/\$\d/g, '?'))
      return async (...values) => prepared.all(...values) as Row[]
    },
  }
}

function onPostgres() {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  let last = 0
  return {
    ids: '= any (array(select json_array_elements_text($1::json)))',
    found: 'message_words w join messages m on m.seq = w.rowid',
    holds: 'w.words @@ $1::tsquery',
    query: (text: string) => `'${text}':*`,
    isPlanned: false,
    statement(text: string): Statement {
      const name = `s${++last}`
      return async (...values) => (await pool.query<Row>({ name, text, values })).rows
    },
  }
}

const {
  statement,
  ids: IDS,
  found: FOUND,
  holds,
  query,
  isPlanned,
} = url.startsWith('file:') ? onSqlite() : onPostgres()

const cases = statement(`select id, number, subject, upper(status) as status, upper(priority) as priority,
  waiting_since as "waitingSince", snoozed_until as "snoozedUntil", last_message_at as "lastMessageAt", customer_id, owner_id,
  (select substr(text, 1, 200) from messages where case_id = cases.id and direction = 'in' order by seq desc limit 1) as preview
  from cases where id ${IDS}`)
const customers = statement(`select id, name from customers where id ${IDS}`)
const owners = statement(`select id, name, initials from users where id ${IDS}`)
const labels = statement(`select case_id, id, name from case_labels join labels on id = label_id where case_id ${IDS}`)
const connections = statement(`select distinct case_id, c.id, c.name, c.plugin, c.plugin as channel
  from case_threads join connections c on c.id = connection_id where case_id ${IDS}`)
const hitsBy = (order: string) =>
  statement(`select seq, m.id, m.at, m.text, h.name as author, c.id as "caseId", c.number, c.subject
  from ${FOUND} join cases c on c.id = m.case_id
  left join handles h on h.id = m.handle_id where ${holds} order by ${order} desc limit 50`)
const [hits, fewHits] = [hitsBy('w.rowid'), hitsBy('w.rowid + 0')]
const found = statement(
  `select count(*) as n from (select 1 from message_words w where ${holds} limit 1000) as counted`,
)
const people = statement(`select c.id, c.name from handle_words w join handles h on h.id = w.handle_id
  join customers c on c.id = h.customer_id where w.word >= $1 and w.word < $2 order by c.id desc limit 50`)

const groups = (rows: readonly Row[]) => Map.groupBy(rows, row => row.case_id)

const resolvers = {
  Query: {
    cases: async (_: unknown, { filter }: { filter: { ids: string[] } }) => {
      const ids = JSON.stringify(filter.ids)
      const [rows, its, on] = await Promise.all([cases(ids), labels(ids).then(groups), connections(ids).then(groups)])
      const byId = async (read: Statement, column: string) =>
        new Map((await read(JSON.stringify(rows.map(row => row[column])))).map(row => [row.id, row]))
      const [names, users] = await Promise.all([byId(customers, 'customer_id'), byId(owners, 'owner_id')])
      const whole = rows.map(row => ({
        ...row,
        unread: false,
        drafts: [],
        owner: users.get(row.owner_id) ?? null,
        customer: names.get(row.customer_id),
        labels: its.get(row.id) ?? [],
        connections: on.get(row.id) ?? [],
      }))
      return { edges: whole.map(node => ({ node })), pageInfo: { hasNextPage: true }, totalCount: whole.length }
    },
    searchMessages: async (_: unknown, { text }: { text: string }) => {
      const totalCount = Number((await found(query(text)))[0]?.n)
      // Postgres takes every word for a common one, and would look for a rare one through all years.
      const rows = await (isPlanned || totalCount === 1000 ? hits : fewHits)(query(text))
      const edges = rows.map(({ caseId, number, subject, text, ...node }) => ({
        node: { ...node, user: null },
        case: { id: caseId, number, subject },
        snippet: { text: String(text).slice(0, 200), marks: [] },
      }))
      return { edges, totalCount }
    },
    searchCustomers: async (_: unknown, { text }: { text: string }) => {
      const rows = await people(text, `${text}\u{10ffff}`)
      return { edges: rows.map(row => ({ node: { ...row, handles: [] } })), totalCount: rows.length }
    },
  },
}

const app = Fastify()
await app.register(mercurius, { schema, resolvers: resolvers as never, jit: 0 })
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('ready\n')
