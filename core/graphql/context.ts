import DataLoader from 'dataloader'
import type { Config } from '../../config/load.ts'
import { type DraftRow, draftsOf } from '../cases/drafts.ts'
import { type CaseRow, casesById, casesOf, type LabelRow } from '../cases/find.ts'
import { labelsOf } from '../cases/labels.ts'
import { openingsRead, previewsOf, type ThreadRow, threadsById } from '../cases/timeline.ts'
import { unreadOf } from '../cases/unread.ts'
import { type ConnectionRow, type Connections, connectionsById, connectionsOf } from '../connections/connections.ts'
import {
  type CustomerRow,
  customersById,
  type HandleRow,
  handlesById,
  languagesOf,
  visibleHandles,
} from '../customers/customers.ts'
import type { Changes } from '../db/changes.ts'
import type { Database, Db } from '../db/db.ts'
import type { ReplyState } from '../db/schema.ts'
import type { Write } from '../db/write.ts'
import { type AttachmentRow, attachmentsOf } from '../files/attachments.ts'
import { type UploadRow, uploadsOf } from '../files/uploads.ts'
import type { Intake } from '../intake/intake.ts'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Seal } from '../lib/seal.ts'
import type { Mailer } from '../mailer/mailer.ts'
import type { ReplyTerms } from '../outbox/reply.ts'
import { unsentOf } from '../outbox/unsent.ts'
import { type TaskRow, tasksById } from '../tasks/tasks.ts'
import { countAnswerers } from '../team/rights.ts'
import { type TeamRow, teamsById } from '../team/teams.ts'
import { type UserRow, usersById } from '../team/users.ts'
import type { Presences } from './presence.ts'
import type { Rounds } from './rounds.ts'

/** What resolvers use of core. */
export interface Core {
  config: Config
  clock: Clock
  log: Log
  database: Database
  /** For reads. */
  db: Db
  write: Write
  changes: Changes
  connections: Connections
  seal: Seal
  intake: Intake
  mailer: Mailer
  replyTerms: ReplyTerms
  /** Polls a connection at once, however long it would have waited: somebody saw to it. */
  pollSoon(connectionId: string): void
  /** Goes on with tasks at once. */
  wakeTasks(): void
  presences: Presences
  /** Reads that followers share. */
  rounds: Rounds
  /** The connection that the organisation's own form brings its questions to. */
  webConnection(): Promise<{ id: string; name: string }>
}

/** What every resolver gets. There is always an actor: nobody asks anything anonymously. */
export interface Context {
  core: Core
  actor: UserActor | TokenActor
  /** The network address the request came from. */
  address: string
  /** The language the actor reads: a token reads English, whatever its owner does. */
  language(): Promise<string>
  load: Loaders
}

export type Loaders = ReturnType<typeof loadersFor>

/** The context of one request: what it reads of others, it reads together. */
export function contextFor(core: Core, actor: UserActor | TokenActor, address: string): Context {
  const load = loadersFor(core, actor)
  return {
    core,
    actor,
    address,
    language: async () => (actor.kind === 'user' && (await load.user.load(actor.id))?.language) || 'en',
    load,
  }
}

function loadersFor({ db }: Core, actor: UserActor | TokenActor) {
  return {
    user: byId<UserRow>(ids => usersById(db, ids)),
    team: byId<TeamRow>(ids => teamsById(db, ids)),
    customer: byId<CustomerRow>(ids => customersById(db, ids)),
    handle: byId<HandleRow>(ids => handlesById(db, ids)),
    connection: byId<ConnectionRow>(ids => connectionsById(db, ids)),
    /** Of the actor alone. */
    task: byId<TaskRow>(ids => tasksById(db, actor, ids)),
    thread: byId<ThreadRow>(ids => threadsById(db, ids)),
    /** Those the actor may see. */
    case: byId<CaseRow>(ids => casesById(db, actor, ids)),
    /** Case id → its connections that the actor has a right on. */
    caseConnections: grouped<ConnectionRow>(ids => connectionsOf(db, actor, ids)),
    /** Connection id → how many colleagues can answer on it. */
    answerers: new DataLoader<string, number>(async ids => {
      const counts = await countAnswerers(db, ids)
      return ids.map(id => counts.get(id) ?? 0)
    }),
    caseLabels: grouped<LabelRow>(ids => labelsOf(db, ids)),
    caseDrafts: grouped<DraftRow>(async ids => (await draftsOf(db, actor, ids)).map(row => [row.caseId, row] as const)),
    draftUploads: grouped<UploadRow>(async ids =>
      (await uploadsOf(db, ids)).map(row => [row.draftId ?? '', row] as const),
    ),
    /** Case id → whether there is something on it that the actor has not seen. */
    unread: new DataLoader<string, boolean>(async ids => {
      const unread = await unreadOf(db, actor, ids)
      return ids.map(id => unread.has(id))
    }),
    customerHandles: grouped<HandleRow>(async ids =>
      (await visibleHandles(db, actor, ids)).map(row => [row.customerId, row] as const),
    ),
    customerLanguage: new DataLoader<string, string | null>(async ids => {
      const languages = await languagesOf(db, actor, ids)
      return ids.map(id => languages.get(id) ?? null)
    }),
    customerCases: grouped<CaseRow>(async ids =>
      (await casesOf(db, actor, ids)).map(row => [row.customerId, row] as const),
    ),
    /** Case id → whether the actor may read how it began. */
    opening: new DataLoader<string, boolean>(async ids => {
      const read = await openingsRead(db, actor, ids)
      return ids.map(id => read.has(id))
    }),
    attachments: grouped<AttachmentRow>(async ids =>
      (await attachmentsOf(db, ids)).map(row => [row.messageId, row] as const),
    ),
    preview: new DataLoader<string, string | null>(async ids => {
      const previews = await previewsOf(db, actor, ids)
      return ids.map(id => previews.get(id) ?? null)
    }),
    unsent: new DataLoader<string, ReplyState | null>(async ids => {
      const unsent = await unsentOf(db, actor, ids)
      return ids.map(id => unsent.get(id) ?? null)
    }),
  }
}

const byId = <Row extends { id: string }>(read: (ids: readonly string[]) => Promise<Row[]>) =>
  new DataLoader<string, Row | null>(async ids => {
    const rows = new Map((await read(ids)).map(row => [row.id, row]))
    return ids.map(id => rows.get(id) ?? null)
  })

const grouped = <Row>(read: (keys: readonly string[]) => Promise<ReadonlyArray<readonly [string, Row]>>) =>
  new DataLoader<string, Row[]>(async keys => {
    const pairs = await read(keys)
    return keys.map(key => pairs.filter(([owner]) => owner === key).map(([, row]) => row))
  })
