import { randomBytes } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import { loadConfig } from '../../config/load.ts'
import { openConnections } from '../../core/connections/connections.ts'
import { webConnection } from '../../core/connections/manage.ts'
import { openStore } from '../../core/connections/store.ts'
import { type Dialect, openDatabase } from '../../core/db/db.ts'
import { openWriter, type Tx } from '../../core/db/write.ts'
import { openFiles } from '../../core/files/store.ts'
import { openIntake } from '../../core/intake/intake.ts'
import { system } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import { openSeal } from '../../core/lib/seal.ts'
import { inlineHost } from '../../core/plugin/inline-host.ts'
import { loadPlugins, SHIPPED } from '../../core/plugin/load.ts'
import { publicPages } from '../../core/public/public.ts'
import { movableClock } from '../support/clock.ts'
import { freshDatabaseUrl } from '../support/databases.ts'

/** The public pages on a bare server, with the real intake behind them; `limited` counts what one address sends. */
export async function openSite(engine: Dialect, { limited = false } = {}) {
  const clock = movableClock()
  const database = await openDatabase(await freshDatabaseUrl(engine))
  const onFatal = (error: unknown) => {
    throw error
  }
  const { write } = openWriter(database, { clock, onCommit: () => {}, onFatal })
  const connection = await write(system('test'), tx => webConnection(tx, 'Website'))
  const seal = openSeal({ id: 'k1', key: randomBytes(32) })
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const plugins = await loadPlugins({ folders: [SHIPPED], packages: [] })
  const shared = { db: database.read, write, seal, clock, log }
  const host = inlineHost([...plugins.found.values()], { log, now: () => clock.now(), storeOf: openStore(shared) })
  const connections = openConnections({ ...shared, host, plugins, baseUrl: 'http://localhost:4321' })
  // A form carries no files.
  const real = openIntake({ ...shared, connections, files: openFiles('/nowhere'), reopenHours: 168, language: 'nl' })
  /** A test may put a fault here. */
  const intake = { accept: real.accept }
  const config = loadConfig({ WEBCARE_ORGANISATION: 'ROC Delta' })
  const app = fastify()
  if (limited) await app.register(rateLimit, { global: false })
  await publicPages(app, {
    ...{ config, clock, db: database.read, write, seal, intake },
    webConnection: async () => connection,
  })

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
  const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(fields).toString(),
    })

  return {
    app,
    clock,
    connection,
    database,
    intake,
    seal,
    get,
    post,
    write: <Result>(unit: (tx: Tx) => Promise<Result>) => write(system('test'), unit),
    rawItems: () => database.read.selectFrom('rawItems').selectAll().orderBy('id').execute(),
    /** Opens a form and reads it for five seconds; what it signs. */
    async form(url = '/webcare/contact') {
      const page = await get(url)
      clock.advance({ seconds: 5 })
      return signedIn(page.body)
    },
    /** Asks a question as a visitor does; the path of its status page. */
    async ask(text: string, fields: Record<string, string> = {}) {
      const answer = await post('/webcare/contact', { text, form: await this.form(), ...fields })
      return String(answer.headers.location)
    },
    /** The one message there is. */
    async onlyMessage() {
      const [message, ...others] = await database.read.selectFrom('messages').selectAll().execute()
      if (!message || others.length) throw new Error(`There are ${others.length + (message ? 1 : 0)} messages.`)
      return message
    },
    async close() {
      await app.close()
      await database.close()
    },
  }
}

export type Site = Awaited<ReturnType<typeof openSite>>

/** The signed form in a page. */
export const signedIn = (page: string) => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? ''

/** A colleague, and an answer of theirs to the last question, in the given state. There is a note too. */
export async function answer(site: Site, state: 'queued' | 'sending' | 'failed' | 'sent' | 'delivered', text: string) {
  const question = await site.database.read
    .selectFrom('messages')
    .selectAll()
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  await site.write(async ({ db, now }) => {
    const user = { id: newId(), name: 'Tess Ruiter', initials: 'TR', language: 'nl', createdAt: now }
    await db
      .insertInto('users')
      .values({ ...user, email: `${user.id}@example.org` })
      .execute()
    const { caseId, threadId, connectionId } = question
    const place = { caseId, threadId, connectionId }
    const message = { id: newId(), ...place, text, at: now, createdAt: now, userId: user.id }
    await db
      .insertInto('messages')
      .values({ ...message, direction: 'out', visibility: 'private' })
      .execute()
    await db
      .insertInto('replies')
      .values({
        ...{ messageId: message.id, connectionId, state, userId: user.id, clientMutationId: newId(), notBefore: now },
        ...{ attempts: 0, looks: 0, priorStatus: 'open', sentAt: state === 'queued' ? null : now },
      })
      .execute()
    await db.updateTable('cases').set({ status: 'pending', ownerId: user.id }).where('id', '=', caseId).execute()
    await db
      .insertInto('notes')
      .values({ id: newId(), caseId, userId: user.id, clientMutationId: newId(), text: 'Only for colleagues', at: now })
      .execute()
  })
}
