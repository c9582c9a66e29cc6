import type { Config } from '../../config/load.ts'
import { change } from '../cases/cases.ts'
import type { Connections } from '../connections/connections.ts'
import type { Changes } from '../db/changes.ts'
import type { Database, Db } from '../db/db.ts'
import type { Tx, Write } from '../db/write.ts'
import { fetchDue } from '../files/fetch.ts'
import type { Files } from '../files/store.ts'
import { forgetUploads, namedAmong } from '../files/uploads.ts'
import { forgetBodies } from '../intake/forget.ts'
import type { Intake } from '../intake/intake.ts'
import type { Polling } from '../intake/poll.ts'
import { system } from '../lib/actor.ts'
import type { Egress } from '../lib/egress.ts'
import type { Mailer } from '../mailer/mailer.ts'
import type { Listeners } from '../notify/listeners.ts'
import { forgetOldNotifications } from '../notify/notifications.ts'
import type { Delivery } from '../outbox/deliver.ts'
import type { Tasks } from '../tasks/runner.ts'
import { forgetOldDevices } from '../team/devices.ts'
import { forgetOldAttempts } from '../team/limits.ts'
import { forgetOldLinks } from '../team/links.ts'
import { forgetOldSessions } from '../team/sessions.ts'
import type { Health } from './health.ts'

/** What jobs use of core. */
export interface JobsCore {
  config: Config
  write: Write
  connections: Connections
  changes: Changes
  intake: Intake
  polling: Polling
  listeners: Listeners
  tasks: Tasks
  database: Pick<Database, 'optimize'>
  db: Db
  files: Files
  egress: Egress
  delivery: Delivery
  mailer: Mailer
  health: Health
}

export interface Job {
  name: string
  /** Seconds between two runs. A run that takes longer skips the ones it overlaps. */
  every: number
  /** Begins although an earlier run is under way: it keeps the two apart itself. */
  overlaps?: true
  description: string
  run(core: JobsCore): Promise<unknown>
}

/** Everything that is scheduled. The truth is in tables: a run that is missed is made good by the next. */
export const jobs: readonly Job[] = [
  {
    name: 'deliver',
    every: 1,
    // A connection whose platform hangs holds up no other.
    overlaps: true,
    description: 'Sends answers whose undo window has ended.',
    run: core => core.delivery.deliver(),
  },
  {
    name: 'reconcile',
    every: 15,
    description: 'Looks for answers of which it is not known whether they were sent.',
    run: core => core.delivery.reconcile(),
  },
  {
    name: 'intake',
    every: 5,
    // An item that is hard to read holds up those of its own connection alone.
    overlaps: true,
    description: 'Takes in what was received but not yet understood.',
    run: core => core.intake.processDue(),
  },
  {
    name: 'poll',
    every: 2,
    description: 'Asks platforms what is new, each as often as is polite, and keeps their doorbells connected.',
    overlaps: true,
    run: core => core.polling.pollDue(),
  },
  {
    name: 'tell',
    every: 2,
    description: 'Tells listening systems what happened.',
    run: core => core.listeners.tellDue(),
  },
  {
    name: 'fetch',
    every: 10,
    description: 'Fetches files of messages that came as an address.',
    run: core => fetchDue(core),
  },
  {
    name: 'wake',
    every: 20,
    description: 'Brings snoozed cases back when their moment has come.',
    run: core => core.write(system('wake'), wakeDue),
  },
  {
    name: 'task',
    every: 2,
    // A task that takes long holds up no other.
    overlaps: true,
    description: 'Goes on with exports, bulk work and the reading of history.',
    run: core => core.tasks.run(),
  },
  {
    name: 'notice',
    every: 2,
    description: 'Tells open screens what another process changed.',
    run: core => core.changes.look(),
  },
  {
    name: 'look',
    every: 2,
    description: 'Looks whether the database is still where it was, and whether the disk takes something.',
    run: core => core.health.look(core.write),
  },
  {
    name: 'mail',
    every: 5,
    description: 'Sends the system’s own mail.',
    run: core => core.mailer.sendDue(),
  },
  {
    name: 'optimize',
    every: 21_600,
    description: 'Brings up to date what the database knows of its tables, by which it finds things quickly.',
    run: core => core.database.optimize(),
  },
  {
    name: 'forget',
    every: 3600,
    description:
      'Deletes sessions, links, failed sign-ins, exports, notifications, files that nothing names, and what platforms sent once it is in the cases, when they have expired.',
    run: async core => {
      await core.write(system('forget'), async tx => {
        await forgetOldAttempts(tx)
        await forgetOldDevices(tx)
        await forgetOldLinks(tx)
        await forgetOldSessions(tx, core.config)
        await forgetOldNotifications(tx)
        await forgetUploads(tx)
      })
      await core.tasks.forget()
      await core.files.sweep(hashes => namedAmong(core.db, hashes))
      await forgetBodies(core.write, core.config.WEBCARE_RAW_DAYS)
    },
  },
]

async function wakeDue(tx: Tx): Promise<void> {
  const due = await tx.db.selectFrom('cases').selectAll().where('snoozedUntil', '<=', tx.now).limit(200).execute()
  for (const row of due) {
    await change(tx, row, { snoozedUntil: null })
    await tx.record({ type: 'case.woken', caseId: row.id })
  }
}
