import { randomBytes, randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { openConnections } from '../../core/connections/connections.ts'
import { openStore } from '../../core/connections/store.ts'
import { type Dialect, openDatabase } from '../../core/db/db.ts'
import { openWriter, type Write } from '../../core/db/write.ts'
import { openFiles } from '../../core/files/store.ts'
import { openIntake } from '../../core/intake/intake.ts'
import { system, type UserActor } from '../../core/lib/actor.ts'
import { AppError } from '../../core/lib/errors.ts'
import { newId } from '../../core/lib/id.ts'
import { openSeal } from '../../core/lib/seal.ts'
import { type Delivery, openDelivery } from '../../core/outbox/deliver.ts'
import { submit } from '../../core/outbox/reply.ts'
import type { Plugin } from '../../core/plugin/index.ts'
import { inlineHost } from '../../core/plugin/inline-host.ts'
import type { Loaded } from '../../core/plugin/load.ts'
import { reactorsFor } from '../../core/reactors.ts'
import { addUser } from '../../core/team/users.ts'
import { movableClock } from '../support/clock.ts'
import { freshDatabaseUrl } from '../support/databases.ts'
import { openPlatform } from '../support/platform.ts'

const UNDO_SECONDS = 10
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** The way in and out on a real database, with the square as the only platform. Ends with the test. */
export async function openSquare(engine: Dialect, about: Parameters<typeof openPlatform>[0] = {}) {
  const platform = openPlatform(about)
  const clock = movableClock()
  const database = await openDatabase(await freshDatabaseUrl(engine))
  onTestFinished(() => database.close())
  const db = database.read
  const seal = openSeal({ id: 'k1', key: randomBytes(32) })
  const config = loadConfig({ WEBCARE_DATA: '/nowhere', WEBCARE_ORGANISATION: 'ROC Delta' })
  const writer = openWriter(database, {
    clock,
    reactors: reactorsFor(config, seal),
    onCommit() {},
    onFatal: error => {
      throw error
    },
  })
  let lost = 0
  /** The database of those who send, which a test can lose for some units of work. */
  const write: Write = (actor, unit) => {
    if (lost === 0) return writer.write(actor, unit)
    lost -= 1
    return Promise.reject(new AppError('UNAVAILABLE', 'The database is away', { reason: 'database.unavailable' }))
  }
  const found = new Map<string, Loaded>()
  const install = (plugin: Plugin) => found.set(plugin.id, { plugin, url: '' })
  install(platform.plugin)
  const shared = { db, write: writer.write, seal, clock, log: quiet }
  const outside = { log: quiet, now: () => clock.now(), storeOf: openStore(shared) }
  const connections = openConnections({
    ...shared,
    host: { call: (...what) => inlineHost([...found.values()], outside).call(...what) },
    plugins: { found, broken: [] },
    baseUrl: 'https://webcare.example',
  })
  const files = openFiles('/nowhere')
  const core = { ...shared, write, connections, files }
  const intake = openIntake({ ...shared, connections, files, reopenHours: 168, language: 'nl' })

  const user = await writer.write(system('test'), tx =>
    addUser(tx, { name: 'Tess', email: 'tess@rocdelta.example', roles: ['agent'], language: 'nl' }),
  )
  const rights: Array<[string, 'reply']> = []
  const tess = (): UserActor => ({
    kind: 'user',
    id: user.id,
    roles: ['agent'],
    rights: new Map(rights),
    sessionId: newId(),
    confirmedAt: clock.iso(),
  })
  const terms = { connections, wake() {}, undoSeconds: { public: UNDO_SECONDS, private: UNDO_SECONDS } }

  async function connect(name: string, plugin = 'square'): Promise<string> {
    const id = newId()
    await writer.write(system('test'), tx =>
      tx.db.insertInto('connections').values({ id, plugin, name, settings: '{}', createdAt: tx.now }).execute(),
    )
    rights.push([id, 'reply'])
    return id
  }
  const main = await connect('@rocdelta')

  return {
    platform,
    clock,
    db,
    plugins: { install, remove: (id: string) => found.delete(id) },
    core,
    connect,
    /** A process of its own on the same data, which waits for a platform as long as it is told. */
    boot: (sendTime?: number): Delivery =>
      openDelivery({ ...core, bootId: newId(), noteDeparture: async () => {}, ...(sendTime && { sendTime }) }),
    /** The next units of work do not reach the database. */
    loses(units: number) {
      lost = units
    },
    /** Somebody asks, Tess answers, and the undo window is over. The answer's id. */
    async answered(connectionId = main): Promise<string> {
      const key = randomUUID()
      const raw = { key, headers: {}, body: Buffer.from('Is de bibliotheek open?') }
      await (await intake.accept(connectionId, raw)).understood
      const question = await db
        .selectFrom('messages')
        .select(['caseId', 'threadId'])
        .where('externalId', '=', key)
        .executeTakeFirstOrThrow()
      const message = await writer.write(tess(), tx =>
        submit(tx, terms, { ...question, text: 'Ja, tot tien uur.', clientMutationId: randomUUID() }),
      )
      clock.advance({ seconds: UNDO_SECONDS })
      return message.id
    },
    /** How far an answer got, and what its case and connection look like. */
    async fate(messageId: string) {
      const row = await db
        .selectFrom('replies')
        .innerJoin('messages', 'messages.id', 'replies.messageId')
        .innerJoin('cases', 'cases.id', 'messages.caseId')
        .innerJoin('connections', 'connections.id', 'replies.connectionId')
        .where('replies.messageId', '=', messageId)
        .select(['state', 'reason', 'notBefore', 'attempts', 'externalId', 'cases.status', 'waitingSince', 'pausedAt'])
        .executeTakeFirstOrThrow()
      const { notBefore, waitingSince, pausedAt, ...shown } = row
      const wait = (Date.parse(notBefore) - clock.now().getTime()) / 1000
      return { ...shown, wait, waits: waitingSince !== null, paused: pausedAt !== null }
    },
    /** What was recorded about answers, in order. */
    async story(): Promise<string[]> {
      const rows = await db.selectFrom('events').select('type').orderBy('seq').execute()
      return rows.map(row => row.type.split('.')).flatMap(([noun, verb = '']) => (noun === 'reply' ? verb : []))
    },
  }
}
