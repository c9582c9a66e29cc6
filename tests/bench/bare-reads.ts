// The raw limit of reading: the same documents by a bare mercurius, from prepared statements that are told which rows to
// read. Rights, lists, orders and whatever else finds the rows are left out.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import Fastify from 'fastify'
import mercurius from 'mercurius'

type Row = Record<string, unknown>
const [path = '', port = ''] = process.argv.slice(2)
const db = new Sqlite(path, { readonly: true })
const schema = readFileSync(join(import.meta.dirname, '../graphql/public-api.graphql'), 'utf8')

const IDS = 'in (select value from json_each(?))'
const statement = (text: string) => {
  const prepared = db.prepare(text)
  return (...values: unknown[]) => prepared.all(...values) as Row[]
}
const cases = statement(`select id, number, subject, upper(status) as status, upper(priority) as priority,
  waiting_since as waitingSince, snoozed_until as snoozedUntil, last_message_at as lastMessageAt, customer_id, owner_id,
  (select substr(text, 1, 200) from messages where case_id = cases.id and direction = 'in' order by seq desc limit 1) as preview
  from cases where id ${IDS}`)
const customers = statement(`select id, name from customers where id ${IDS}`)
const owners = statement(`select id, name, initials from users where id ${IDS}`)
const labels = statement(`select case_id, id, name from case_labels join labels on id = label_id where case_id ${IDS}`)
const connections = statement(`select distinct case_id, c.id, c.name, c.plugin, c.plugin as channel
  from case_threads join connections c on c.id = connection_id where case_id ${IDS}`)
const hits = statement(`select seq, m.id, m.at, m.text, h.name as author, c.id as caseId, c.number, c.subject
  from message_words w cross join messages m on m.seq = w.rowid join cases c on c.id = m.case_id
  left join handles h on h.id = m.handle_id where w.words match ? order by w.rowid desc limit 50`)
const found = statement(`select count(*) as n from (select 1 from message_words where words match ? limit 1000)`)
const people = statement(`select c.id, c.name from handle_words w join handles h on h.id = w.handle_id
  join customers c on c.id = h.customer_id where w.word >= ? and w.word < ? order by c.id desc limit 50`)

const groups = (rows: readonly Row[]) => Map.groupBy(rows, row => row.case_id)

const resolvers = {
  Query: {
    cases: (_: unknown, { filter }: { filter: { ids: string[] } }) => {
      const ids = JSON.stringify(filter.ids)
      const rows = cases(ids)
      const [its, on] = [groups(labels(ids)), groups(connections(ids))]
      const names = new Map(customers(JSON.stringify(rows.map(row => row.customer_id))).map(row => [row.id, row]))
      const users = new Map(owners(JSON.stringify(rows.map(row => row.owner_id))).map(row => [row.id, row]))
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
    searchMessages: (_: unknown, { text }: { text: string }) => {
      const rows = hits(`"${text}"*`)
      const edges = rows.map(({ caseId, number, subject, text, ...node }) => ({
        node: { ...node, user: null },
        case: { id: caseId, number, subject },
        snippet: { text: String(text).slice(0, 200), marks: [] },
      }))
      return { edges, totalCount: found(`"${text}"*`)[0]?.n }
    },
    searchCustomers: (_: unknown, { text }: { text: string }) => {
      const rows = people(text, `${text}\u{10ffff}`)
      return { edges: rows.map(row => ({ node: { ...row, handles: [] } })), totalCount: rows.length }
    },
  },
}

const app = Fastify()
await app.register(mercurius, { schema, resolvers: resolvers as never, jit: 0 })
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('ready\n')
