import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { type Config, loadConfig } from '../../config/load.ts'
import { openActorOf } from '../../core/auth/actor-of.ts'
import { authRoutes } from '../../core/auth/routes.ts'
import type { AuthCore } from '../../core/auth/sign-in.ts'
import { type Database, type Dialect, openDatabase } from '../../core/db/db.ts'
import { openWriter, type Tx } from '../../core/db/write.ts'
import { type Role, system, type UserActor } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import { openSeal } from '../../core/lib/seal.ts'
import { openMailer } from '../../core/mailer/mailer.ts'
import { actorOfSession, actorOfToken } from '../../core/team/actor.ts'
import type { Scope } from '../../core/team/may.ts'
import { openPasswords } from '../../core/team/passwords.ts'
import { openSession } from '../../core/team/sessions.ts'
import { openSetup } from '../../core/team/setup.ts'
import { createToken } from '../../core/team/tokens.ts'
import { addUser, setPassword, type UserRow } from '../../core/team/users.ts'
import { type MovableClock, movableClock } from '../support/clock.ts'
import { freshDatabaseUrl } from '../support/databases.ts'

export const PASSWORD = 'vier losse tegels'

export interface Letter {
  to: string
  subject: string
  text: string
}

/** The team's part of core on a real database, without the rest. Ends with the test. */
export interface Room extends AuthCore {
  database: Database
  clock: MovableClock
  config: Config
  setupCode: string
  /** One unit of work of the system. */
  unit<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** A colleague with PASSWORD, `tess@school.example`. */
  person(name: string, ...roles: Role[]): Promise<UserRow>
  /** A colleague who is signed in, as the verbs get to see them. */
  actor(user: UserRow): Promise<UserActor>
  connection(name: string): Promise<string>
  /** The mail that waits, oldest first. */
  letters(): Promise<Letter[]>
  server(): Promise<FastifyInstance>
}

export async function openRoom(engine: Dialect, settings: Record<string, string> = {}): Promise<Room> {
  const config = loadConfig({
    WEBCARE_BASE_URL: 'https://webcare.school.example',
    WEBCARE_ORGANISATION: 'Schoolplein',
    WEBCARE_SMTP_URL: 'smtp://localhost:2525',
    WEBCARE_MAIL_FROM: 'webcare@school.example',
    ...settings,
  })
  const clock = movableClock()
  const database = await openDatabase(await freshDatabaseUrl(engine))
  const { write, idle } = openWriter(database, { clock, onCommit: () => {}, onFatal: () => {} })
  onTestFinished(async () => {
    await idle()
    await database.close()
  })
  const seal = openSeal({ id: 'k1', key: randomBytes(32) })
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const mailer = openMailer({ config, db: database.read, write, seal, clock, log: silent })
  const { code, setup } = openSetup()
  const us = system('test')
  // The rules are the same with little memory, and a hundred sign-ins take no minute.
  const passwords = openPasswords({ memory: 64 })
  const passwordHash = await passwords.hash(PASSWORD)

  const room: Room = {
    config,
    clock,
    database,
    db: database.read,
    write,
    mailer,
    passwords,
    setup,
    setupCode: code,
    unit: work => write(us, work),
    person: (name, ...roles) =>
      room.unit(async tx => {
        const email = `${name.toLowerCase()}@school.example`
        const user = await addUser(tx, { name, email, roles: roles.length ? roles : ['agent'], language: 'nl' })
        return setPassword(tx, user.id, passwordHash)
      }),
    actor: async user => (await (await signIn(room, user.id)).asks())!,
    async connection(name) {
      const id = newId()
      await room.unit(tx =>
        tx.db
          .insertInto('connections')
          .values({ id, plugin: 'web', name, settings: '{}', createdAt: tx.now, pausedAt: null })
          .execute(),
      )
      return id
    },
    async letters() {
      const rows = await room.db.selectFrom('mails').selectAll().orderBy('id').execute()
      return rows.map(({ id, recipient, subject, body }) => ({
        to: recipient,
        subject,
        text: seal.open('mail', `mails|body|${id}`, body),
      }))
    },
    async server() {
      const app = Fastify({ trustProxy: '127.0.0.1' })
      await app.register(async scope => authRoutes(scope, { ...room, actorOf: openActorOf(room) }))
      onTestFinished(() => app.close())
      return app
    },
  }
  return room
}

const device = { address: '192.0.2.1', device: 'Firefox · Linux' }

/** A session, and the actor that its cookie stands for at the moment one asks. */
export const signIn = async (room: Room, userId: string) => {
  const { secret } = await room.unit(tx => openSession(tx, userId, device))
  return { secret, asks: async () => (await actorOfSession(room.db, room.clock, room.config, secret))?.actor }
}

/** A token, and the actor that it stands for at the moment one asks. */
export const token = async (
  room: Room,
  userId: string,
  scopes: Scope[],
  more: { connectionIds?: string[]; days?: number } = {},
) => {
  const made = await room.unit(tx => createToken(tx, userId, { name: 'dashboard', scopes, ...more }))
  return { ...made, asks: async () => (await actorOfToken(room.db, room.clock, made.secret))?.actor }
}
