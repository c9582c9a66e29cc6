import { join } from 'node:path'
import type { Config } from '../config/load.ts'
import { openConnections } from './connections/connections.ts'
import { webConnection } from './connections/manage.ts'
import { openStore } from './connections/store.ts'
import { openData } from './data.ts'
import { openChanges } from './db/changes.ts'
import { openWriter } from './db/write.ts'
import { type Files, openFiles } from './files/store.ts'
import type { Core as GraphqlCore } from './graphql/context.ts'
import { openPresences } from './graphql/presence.ts'
import { openRounds } from './graphql/rounds.ts'
import { openIntake } from './intake/intake.ts'
import { openPolling } from './intake/poll.ts'
import { type Health, openHealth } from './jobs/health.ts'
import { jobs } from './jobs/jobs.ts'
import { type Keeper, openKeeper } from './jobs/keeper.ts'
import { openSchedule, type Schedule } from './jobs/schedule.ts'
import { system } from './lib/actor.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import { type Egress, openEgress } from './lib/egress.ts'
import { newId } from './lib/id.ts'
import type { Log } from './lib/log.ts'
import { openMailer } from './mailer/mailer.ts'
import { openListeners } from './notify/listeners.ts'
import { openDelivery } from './outbox/deliver.ts'
import { howPutBack, type NoteKeeper, newGeneration } from './outbox/lineage.ts'
import { freezeSending } from './outbox/switch.ts'
import { type Host, type HostCore, openHost } from './plugin/host.ts'
import type { HostData } from './plugin/host-worker.ts'
import { inlineHost } from './plugin/inline-host.ts'
import { type Loaded, loadPlugins, SHIPPED } from './plugin/load.ts'
import { reactorsFor } from './reactors.ts'
import { backfillStep } from './tasks/backfill.ts'
import { bulkStep } from './tasks/bulk.ts'
import { exportStep } from './tasks/export-thread.ts'
import type { WriterData } from './tasks/export-worker.ts'
import { type Exports, openExports } from './tasks/exports.ts'
import { openTasks } from './tasks/runner.ts'
import { openPasswords, type Passwords } from './team/passwords.ts'
import { openSetup, type Setup } from './team/setup.ts'
import { isEmpty } from './team/users.ts'

/** Everything that runs, put together. The one file that knows every module. */
export interface Core extends GraphqlCore {
  files: Files
  egress: Egress
  delivery: ReturnType<typeof openDelivery>
  exports: Exports
  passwords: Passwords
  /** Guards the set-up page while there is no user. */
  setup: Setup
  /** To print at the start; undefined once there is a user. */
  setupCode: string | undefined
  schedule: Schedule
  health: Health
  close(): Promise<void>
}

export interface CoreOptions {
  log: Log
  clock?: Clock
  /** What cannot go on: the database's disk fails, or the place of the one process is lost. */
  onFatal(error: unknown): void
  /** Where plugins run; a thread for each unless a test says otherwise. */
  host?: (plugins: readonly Loaded[], core: HostCore) => Host
}

/** How long a file that came as an address may take, in milliseconds: others wait for their turn. */
const FILE_TIME = 20_000

/** Opens the data, refusing it when another process has it, and settles what an earlier process left behind. */
export async function openCore(
  config: Config,
  { log, clock = systemClock, onFatal, host: ownHost }: CoreOptions,
): Promise<Core> {
  const data = await openData(config, onFatal)
  const { database, seal } = data
  const db = database.read
  const changes = openChanges(database)
  const health = openHealth({ config, database, log, onFatal })
  const noted: { keeper?: NoteKeeper } = {}
  const { write, idle } = openWriter(database, {
    clock,
    reactors: reactorsFor(config, seal),
    onCommit() {
      changes.notify()
      noted.keeper?.stored()
    },
    onRefused: health.refused,
    onFatal,
  })
  const putBack = await howPutBack(db, data.before)
  if (putBack) {
    await write(system('start'), async tx => {
      await newGeneration(tx)
      await freezeSending(tx, 'older')
    })
    log.error({}, `The data is older than what left from here: ${putBack}. Nothing is sent until an admin resumes it`)
  }
  const note = await data.keepNote()
  noted.keeper = note
  const keeper = openKeeper(log)
  const plugins = await loadPlugins({
    folders: [SHIPPED, ...(config.WEBCARE_PLUGINS ? [config.WEBCARE_PLUGINS] : [])],
    packages: config.WEBCARE_PLUGIN_PACKAGES,
  })
  for (const { source, reason } of plugins.broken)
    log.error({ plugin: source, reason }, 'A plugin is broken; the rest runs')
  const loaded = [...plugins.found.values()]
  const outside = { log, now: () => clock.now(), storeOf: openStore({ db, write, seal }) }
  const host = ownHost?.(loaded, outside) ?? hostOf(keeper, config, loaded, outside)
  const connections = openConnections({ db, write, host, plugins, seal, clock, baseUrl: config.WEBCARE_BASE_URL })
  const mailer = openMailer({ config, db, write, seal, clock, log })
  const files = openFiles(join(config.WEBCARE_DATA, 'files'))
  const egress = openEgress({ allowedNetworks: config.WEBCARE_ALLOWED_NETWORKS, timeLimit: FILE_TIME })
  const shared = { db, write, connections, seal, clock, log }
  const { WEBCARE_REOPEN_HOURS: reopenHours, WEBCARE_LANGUAGE: language } = config
  const intake = openIntake({ ...shared, files, reopenHours, language })
  const polling = openPolling({ ...shared, intake })
  const delivery = openDelivery({ ...shared, files, noteDeparture: note.departed, bootId: newId() })
  const exports = openExports(exportsOf(config))
  const tasks = openTasks({
    ...shared,
    database,
    exports,
    steps: {
      export: exportStep(exportThread(keeper, config)),
      bulk: bulkStep({ database, write }),
      backfill: backfillStep({ ...shared, intake }),
    },
  })
  const listeners = openListeners({ ...shared, changes })
  const schedule = openSchedule(
    {
      ...shared,
      database,
      config,
      changes,
      intake,
      polling,
      delivery,
      listeners,
      tasks,
      mailer,
      files,
      egress,
      health,
    },
    jobs,
    keeper,
  )

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
    files,
    egress,
    intake,
    delivery,
    passwords: openPasswords(),
    setup,
    setupCode: (await isEmpty(db)) ? code : undefined,
    schedule,
    health,
    exports,
    pollSoon(connectionId) {
      polling.renew(connectionId)
      schedule.wake('poll')
    },
    wakeTasks: () => schedule.wake('task'),
    presences: openPresences(),
    rounds: openRounds({ database, db, changes, clock, config }),
    replyTerms: {
      connections,
      wake: () => schedule.wake('deliver'),
      undoSeconds: { public: config.WEBCARE_UNDO_PUBLIC_SECONDS, private: config.WEBCARE_UNDO_PRIVATE_SECONDS },
    },
    webConnection: async () => web,
    async close() {
      polling.stop()
      tasks.stop()
      await Promise.all([delivery.stop(), schedule.stop()])
      await keeper.stop()
      await idle()
      await data.close()
    },
  }
}

/** Plugins in a thread each. Our own form reads a few short fields, which is not worth one. */
function hostOf(keeper: Keeper, config: Config, loaded: readonly Loaded[], outside: HostCore): Host {
  const isOurForm = (plugin: string) => plugin === 'web'
  const within = inlineHost(
    loaded.filter(({ plugin }) => isOurForm(plugin.id)),
    outside,
  )
  const threads = openHost(id => {
    const found = loaded.find(({ plugin }) => plugin.id === id)
    if (!found) return undefined
    const data: HostData = { url: found.url, allowedNetworks: config.WEBCARE_ALLOWED_NETWORKS }
    return keeper.keep(`plugin-${id}`, join(import.meta.dirname, 'plugin/host-worker.ts'), data)
  }, outside)
  return {
    call: (name, target, args, options) =>
      (isOurForm(target.plugin) ? within : threads).call(name, target, args, options),
  }
}

const exportsOf = (config: Config) => join(config.WEBCARE_DATA, 'exports')

/** The thread that exports are written in, with what it must know. */
function exportThread(keeper: Keeper, config: Config) {
  const data: WriterData = {
    url: config.DATABASE_URL,
    folder: exportsOf(config),
    timeZone: config.WEBCARE_TIME_ZONE,
  }
  return keeper.keep('export', join(import.meta.dirname, 'tasks/export-worker.ts'), data)
}
