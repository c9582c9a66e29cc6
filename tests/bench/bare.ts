// The raw limit of `ingest`: a bare Fastify route that checks the same signature and inserts the same row, with what waits
// together in one commit; and of `live`: each key is pushed to open sockets once it is durable. Everything that is not
// needed for that is left out.
import Sqlite from 'better-sqlite3'
import Fastify from 'fastify'
import { WebSocketServer } from 'ws'
import { isSigned } from '../../plugins/webhook/signature.ts'

const [path = '', port = '', key = ''] = process.argv.slice(2)
const db = new Sqlite(path)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('create table raw_items (id integer primary key, key text unique, headers text, body blob, received_at text)')
const insert = db.prepare('insert or ignore into raw_items (key, headers, body, received_at) values (?, ?, ?, ?)')
const begin = db.prepare('begin immediate')
const commit = db.prepare('commit')

const waiting: Array<{ row: unknown[]; done: () => void }> = []
function flush() {
  const group = waiting.splice(0, 200)
  begin.run()
  for (const { row } of group) insert.run(...row)
  commit.run()
  for (const { row, done } of group) {
    done()
    for (const socket of sockets.clients) socket.send(String(row[0]))
  }
  if (waiting.length) setImmediate(flush)
}

const app = Fastify({ bodyLimit: 1024 * 1024 })
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post('/hooks/bare', async (request, reply) => {
  const body = request.body as Buffer
  const headers = request.headers as Record<string, string>
  if (!isSigned({ headers, body }, { key }, new Date())) return reply.code(401).send()
  await new Promise<void>(done => {
    waiting.push({ row: [headers['webhook-id'], JSON.stringify(headers), body, new Date().toISOString()], done })
    if (waiting.length === 1) setImmediate(flush)
  })
  return reply.code(200).send()
})
const sockets = new WebSocketServer({ server: app.server, path: '/push' })
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('ready\n')
