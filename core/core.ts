import { access, constants, mkdir } from 'node:fs/promises'
import type { Config } from '../config/load.ts'
import { openConnections, webConnection } from './connections/connections.ts'
import { openChanges } from './db/changes.ts'
import { openDatabase } from './db/db.ts'
import { lockInstance } from './db/lock.ts'
import { openWriter, type Reactor } from './db/write.ts'
import type { Core as GraphqlCore } from './graphql/context.ts'
import { openIntake } from './intake/intake.ts'
import { jobs } from './jobs/jobs.ts'
import { openSchedule, type Schedule } from './jobs/schedule.ts'
import { system } from './lib/actor.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import { AppError } from './lib/errors.ts'
import { newId } from './lib/id.ts'
import type { Log } from './lib/log.ts'
import { masterKey } from './lib/master-key.ts'
import { openSeal, type Seal } from './lib/seal.ts'
import { openMailer } from './mailer/mailer.ts'
import { openDelivery } from './outbox/deliver.ts'
import { loadPlugins } from './plugin/load.ts'
import { copiesByMail } from './public/copy.ts'
import { openPasswords, type Passwords } from './team/passwords.ts'
import { openSetup, type Setup } from './team/setup.ts'
import { isEmpty } from './team/users.ts'

/** Everything that runs, put together. The one file that knows every module. */
export interface Core extends GraphqlCore {
  seal: Seal
  intake: ReturnType<typeof openIntake>
  delivery: ReturnType<typeof openDelivery>
  passwords: Passwords
  /** Guards the set-up page while there is no user. */
  setup: Setup
  /** To print at the start; undefined once there is a user. */
  setupCode: string | undefined
  schedule: Schedule
  webConnection(): Promise<{ id: string; name: string }>
  close(): Promise<void>
}

export interface CoreOptions {
  log: Log
  clock?: Clock
  /** What cannot go on: the database's disk fails, or the place of the one process is lost. */
  onFatal(error: unknown): void
}

/** Opens the data, refusing it when another process has it, and settles what an earlier process left behind. */
export async function openCore(config: Config, { log, clock = systemClock, onFatal }: CoreOptions): Promise<Core> {
  await makeFolder(config.WEBCARE_DATA)
  const release = await lockInstance(config.DATABASE_URL, () => onFatal(new Error('The lock on the database is lost')))
  const seal = openSeal(masterKey(config.WEBCARE_KEY_FILE))
  const database = await openDatabase(config.DATABASE_URL, { onDamage: onFatal }).catch(async error => {
    await release()
    throw error
  })
  const db = database.read
  const changes = openChanges(database)
  const plugins = await loadPlugins()
  const connections = openConnections(plugins, clock)
  const reactors: Reactor[] = []
  const { write, idle } = openWriter(database, {
    clock,
    reactors,
    onCommit: changes.notify,
    onFatal,
  })
  const mailer = openMailer({ config, db, write, seal, clock, log })
  reactors.push(copiesByMail({ config, seal, mailer }))
  const intake = openIntake({ db, write, connections, clock, log, reopenHours: config.WEBCARE_REOPEN_HOURS })
  const delivery = openDelivery({ db, write, connections, clock, log, bootId: newId() })
  const schedule = openSchedule({ config, write, changes, intake, delivery, mailer, log }, jobs)

  const web = await write(system('start'), tx => webConnection(tx, 'Webformulier'))
  await delivery.recover()
  const { code, setup } = openSetup()

  return {
    config,
    clock,
    log,
    database,
    db,
    write,
    changes,
    connections,
    mailer,
    seal,
    intake,
    delivery,
    passwords: openPasswords(),
    setup,
    setupCode: (await isEmpty(db)) ? code : undefined,
    schedule,
    replyTerms: {
      connections,
      wake: () => schedule.wake('deliver'),
      undoSeconds: { public: config.WEBCARE_UNDO_PUBLIC_SECONDS, private: config.WEBCARE_UNDO_PRIVATE_SECONDS },
    },
    webConnection: async () => web,
    async close() {
      await Promise.all([delivery.stop(), schedule.stop()])
      await idle()
      await database.close()
      await release()
    },
  }
}

/** The folder for our files; nobody else on this machine looks into it. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.W_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const message = `WEBCARE_DATA is ${path}, where this user may not write (${code}). Give it to this user, or name another folder.`
    throw new AppError('UNAVAILABLE', message, { cause })
  }
}
