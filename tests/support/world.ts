import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { type Core, openCore } from '../../core/core.ts'
import type { Dialect } from '../../core/db/db.ts'
import { type Level, type Role, system } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import type { Log } from '../../core/lib/log.ts'
import { inlineHost } from '../../core/plugin/inline-host.ts'
import { openServer } from '../../core/server.ts'
import type { Scope } from '../../core/team/may.ts'
import { grant } from '../../core/team/rights.ts'
import { openSession } from '../../core/team/sessions.ts'
import { createToken } from '../../core/team/tokens.ts'
import { addUser, setPassword, type UserRow } from '../../core/team/users.ts'
import { type Agent, agentOf } from './agent.ts'
import { type MovableClock, movableClock } from './clock.ts'
import { freshDatabaseUrl } from './databases.ts'
import { freePort } from './free-port.ts'
import { type Visitor, visitorOf } from './visitor.ts'

export const PASSWORD = 'een-lang-wachtwoord-7'

export interface Person {
  roles?: readonly Role[]
  /** On the web form, and on any other connection of the world by its id. */
  level?: Level
  on?: Record<string, Level>
}

/** The whole product on a real database, with a clock that a test moves. Ends with the test. */
export interface World {
  core: Core
  server: FastifyInstance
  clock: MovableClock
  /** Where it listens, when it does; the address links are made of in any case. */
  url: string
  /** The lines it logged. */
  log: string[]
  /** One request, as a reverse proxy would pass it on. */
  request(options: InjectOptions): Promise<LightMyRequestResponse>
  /** Somebody outside, on the public pages. */
  visitor(options?: { address?: string }): Visitor
  /** Makes a colleague who can sign in with PASSWORD. */
  person(name: string, person?: Person): Promise<UserRow>
  /** A signed-in colleague; made when there is none of that name. Agents of the web form unless said otherwise. */
  signIn(name: string, person?: Person): Promise<Agent>
  /** A program with a token of that colleague. */
  token(owner: UserRow, scopes: readonly Scope[], connectionIds?: readonly string[]): Promise<Agent>
  /** Another web form, as a connection of its own. */
  connection(name: string): Promise<string>
  /** Runs a job now, as its tick would. */
  run(job: string): Promise<void>
  /** Stops it before its test ends. */
  close(): Promise<void>
}

export interface WorldOptions {
  database?: Dialect
  /** Listens on a real port, for browsers and sockets. */
  listen?: boolean
  /** The time of the machine, for tests that wait for real. */
  realTime?: boolean
  settings?: Record<string, string>
  /** Plugins in a thread of their own, as in the product; the test's own thread otherwise. */
  hostThread?: boolean
  /** The path it lives below, such as `/webcare`. */
  base?: string
  /** A folder to serve as the built inbox. */
  dist?: string
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-world-'))
  const port = options.listen ? await freePort() : 4321
  const config = loadConfig({
    WEBCARE_DATA: folder,
    DATABASE_URL: await freshDatabaseUrl(options.database ?? 'sqlite'),
    WEBCARE_BASE_URL: `http://localhost:${port}${options.base ?? ''}`,
    WEBCARE_ORGANISATION: 'ROC Delta',
    ...options.settings,
  })
  const clock = movableClock()
  const lines: string[] = []
  const logger = pino({ level: 'debug', base: null }, { write: line => void lines.push(line) })
  const core = await openCore(config, {
    log: logger as unknown as Log,
    ...(!options.realTime && { clock }),
    onFatal: error => {
      throw error
    },
    ...(!options.hostThread && { host: (plugins, outside) => inlineHost(plugins, outside) }),
  })
  let server: FastifyInstance | undefined
  let closing: Promise<void> | undefined
  async function closeAll() {
    await server?.close()
    await core.close()
  }
  const close = () => {
    closing ??= closeAll()
    return closing
  }
  onTestFinished(async () => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  })
  server = await openServer(core, logger, options.dist)
  if (options.listen) {
    await server.listen({ port, host: '127.0.0.1' })
    if (options.realTime) await core.schedule.start()
  } else await server.ready()

  const world: World = {
    core,
    server,
    clock,
    url: config.WEBCARE_BASE_URL,
    log: lines,
    request: request => server.inject(request),
    visitor: ({ address = randomAddress() } = {}) => visitorOf(world, address),
    async person(name, { roles = ['agent'] as const, level = 'reply', on = {} } = {}) {
      const web = await core.webConnection()
      const passwordHash = await core.passwords.hash(PASSWORD)
      return core.write(system('test'), async tx => {
        const email = `${name.replaceAll(' ', '').toLowerCase()}@rocdelta.example`
        const user = await addUser(tx, { name, email, roles, language: 'nl' })
        await setPassword(tx, user.id, passwordHash)
        for (const [connectionId, own] of Object.entries({ [web.id]: level, ...on })) {
          await grant(tx, { userId: user.id, connectionId, level: own })
        }
        return user
      })
    },
    async signIn(name, person) {
      const known = await core.db.selectFrom('users').select('id').where('name', '=', name).executeTakeFirst()
      const userId = known?.id ?? (await world.person(name, person)).id
      const { secret } = await core.write(system('test'), tx =>
        openSession(tx, userId, { address: '127.0.0.1', device: 'test' }),
      )
      return agentOf(world, userId, {
        cookie: `__Host-wc_session=${secret}`,
        'x-webcare-csrf': '1',
        'sec-fetch-site': 'same-origin',
      })
    },
    async token(owner, scopes, connectionIds) {
      const { secret } = await core.write(system('test'), tx =>
        createToken(tx, owner.id, { name: 'test', scopes, connectionIds }),
      )
      return agentOf(world, owner.id, { authorization: `Bearer ${secret}` })
    },
    async connection(name) {
      const id = newId()
      await core.write(system('test'), tx =>
        tx.db
          .insertInto('connections')
          .values({ id, plugin: 'web', name, settings: '{}', createdAt: tx.now, failures: 0 })
          .execute(),
      )
      return id
    },
    run: job => core.schedule.run(job),
    close,
  }
  return world
}

/** What the web form hands to the intake, for a question on any connection. */
export async function asksOn(world: World, connectionId: string, text: string, name = 'Sanne'): Promise<string> {
  const id = randomUUID()
  const body = { id, thread: id, text, name, language: 'nl', at: world.core.clock.now().toISOString() }
  const raw = { key: id, headers: {}, body: Buffer.from(JSON.stringify(body)) }
  await (await world.core.intake.accept(connectionId, raw)).understood
  const message = await world.core.db
    .selectFrom('messages')
    .select('caseId')
    .where('externalId', '=', id)
    .executeTakeFirstOrThrow()
  return message.caseId
}

let visitors = 0
/** Every visitor comes from a network of their own, so that no limit meets another's. */
const randomAddress = () =>
  `10.${Math.floor(++visitors / 60000) % 250}.${Math.floor(visitors / 250) % 250}.${visitors % 250}`
