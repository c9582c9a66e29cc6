// The raw limit of `start`: a bare Fastify with mercurius and SQLite that answers one question from one table. Everything
// that is not needed for that is left out.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// As the product does.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/webcare/compiled'))

const { default: Sqlite } = await import('better-sqlite3')
const { default: Fastify } = await import('fastify')
const { default: mercurius } = await import('mercurius')

const [path = '', port = ''] = process.argv.slice(2)
const db = new Sqlite(path)
db.pragma('journal_mode = WAL')
db.exec('create table if not exists cases (number integer primary key, subject text)')
const all = db.prepare('select number, subject from cases limit 50')

const app = Fastify()
await app.register(mercurius, {
  schema: 'type Case { number: Int! subject: String } type Query { cases: [Case!]! }',
  resolvers: { Query: { cases: () => all.all() } },
})
app.get('/health/ready', () => ({ status: 'ok' }))
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('ready\n')
