import type { Generated, Insertable, Selectable } from 'kysely'
import type { Level, Role } from '../lib/actor.ts'
import type { EventType } from '../lib/event.ts'
import type { MessageKind, Visibility } from '../plugin/index.ts'

/**
 * Every table. Times are ISO-8601 text in UTC with milliseconds; ids are UUIDv7 text; there are no booleans: a column
 * says *when*. JSON stands as text and is never queried inside. `tests/migrations.test.ts` holds this page to the
 * migrations.
 */
export interface Schema {
  users: Users
  userRoles: UserRoles
  teams: Teams
  teamMembers: TeamMembers
  rights: RightRows
  sessions: Sessions
  oneTimeLinks: OneTimeLinks
  devices: Devices
  attempts: Attempts
  apiTokens: ApiTokens
  audit: Audit
  mails: Mails
  connections: Connections
  customers: Customers
  handles: Handles
  handleWords: HandleWords
  threads: Threads
  cases: Cases
  scopes: Scopes
  scopePlaces: ScopePlaces
  caseThreads: CaseThreads
  messages: Messages
  replies: Replies
  notes: Notes
  drafts: Drafts
  seenCases: SeenCases
  preferences: PreferenceRows
  views: Views
  labels: Labels
  caseLabels: CaseLabels
  rawItems: RawItems
  earlyEvents: EarlyEvents
  events: Events
  pluginValues: PluginValues
  deliveries: Deliveries
  attachments: Attachments
  uploads: Uploads
  switches: Switches
  lineage: Lineage
  tasks: Tasks
  notifications: Notifications
}

/** Data was put back with `webcare restore`, or found to be older than what left from here. */
export type StopCause = 'restored' | 'older'
export type CaseStatus = 'new' | 'open' | 'pending' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'
/** draft → awaiting_approval → queued → sending → sent → delivered → read, or failed, unknown, needs_human. */
export type ReplyState =
  | 'draft'
  | 'awaiting_approval'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'unknown'
  | 'needs_human'

/** The kinds of notifications. */
export type NoticeKind =
  | 'assigned'
  | 'customer_wrote'
  | 'unassigned'
  | 'reply_failed'
  | 'reply_uncertain'
  | 'connection_ill'
  | 'task_finished'

// ── team ─────────────────────────────────────────────────────────────────────

interface Users {
  id: string
  name: string
  /** Lower case. */
  email: string
  /** Signs replies, such as ^TR. */
  initials: string
  /** PHC string; null until the invitation is accepted. */
  passwordHash: string | null
  /** nl, en or es. */
  language: string
  createdAt: string
  disabledAt: string | null
}
interface UserRoles {
  userId: string
  role: Role
}
interface Teams {
  id: string
  name: string
  createdAt: string
  /** Out of use: its rights hold for nobody. */
  archivedAt: string | null
}
interface TeamMembers {
  teamId: string
  userId: string
}
/** Of a user or of a team, never of both. */
interface RightRows {
  id: string
  userId: string | null
  teamId: string | null
  connectionId: string
  level: Level
}
interface Sessions {
  id: string
  /** SHA-256 of the cookie. */
  hash: string
  userId: string
  createdAt: string
  lastSeenAt: string
  /** When the password was last given. */
  confirmedAt: string
  address: string
  device: string
}
/** An invitation or a password reset: works once, until it expires. */
interface OneTimeLinks {
  /** SHA-256 of the secret in the link. */
  hash: string
  purpose: 'invite' | 'reset'
  userId: string
  createdAt: string
  expiresAt: string
}
/** A browser that a user signed in with before. */
interface Devices {
  /** SHA-256 of its cookie. */
  hash: string
  userId: string
  usedAt: string
}
/** Failed tries that count towards a limit. */
interface Attempts {
  id: string
  /** The subject of a limit, hashed: an account, a network, a browser or a form, at one door. */
  subject: string
  at: string
}
interface ApiTokens {
  id: string
  /** The readable part, to find the row by. */
  prefix: string
  /** SHA-256 of the whole token. */
  hash: string
  userId: string
  name: string
  /** JSON: scope names. */
  scopes: string
  /** JSON: connection ids; null means all the owner has. */
  connectionIds: string | null
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}
/** Security events. Append-only; each row's hash covers the one before it. */
interface Audit {
  seq: Generated<number>
  at: string
  actorKind: string
  actorId: string
  action: string
  object: string | null
  result: 'ok' | 'denied' | 'failed'
  address: string | null
  previousHash: string
  hash: string
}
/** The system's own mail, waiting to leave. */
interface Mails {
  id: string
  recipient: string
  subject: string
  /** Sealed: it may hold a one-time link. Emptied once sent. */
  body: string
  createdAt: string
  attempts: number
  nextAt: string
  sentAt: string | null
  failedAt: string | null
  reason: string | null
}

// ── customers and cases ──────────────────────────────────────────────────────

interface Connections {
  id: string
  plugin: string
  name: string
  /** JSON, sealed where it holds a secret. */
  settings: string
  createdAt: string
  /** Nothing goes in or out until an admin turns it on again. */
  pausedAt: string | null
  /** Why, when the system paused it. */
  problem: string | null
  problemSince: string | null
  /** Failed calls in a row, and since when. */
  failures: Generated<number>
  failingSince: string | null
  /** The last call that worked. */
  workedAt: string | null
  /** Out of use on purpose, never deleted; with the text customers may be told. R6 */
  parkedAt: string | null
  parkedText: string | null
  /** Where polling goes on: the plugin's own words. */
  cursor: string | null
  /** The newest event that deliveries were made for; null for a plugin that does not listen. */
  toldSeq: number | null
}
interface Customers {
  id: string
  /** As they first came, on a connection that not every reader has a right on: screens go by handles. */
  name: string
  /** Likewise. */
  language: string | null
  createdAt: string
}
/** A customer on one platform. Unique (plugin, scope, externalId). */
interface Handles {
  id: string
  customerId: string
  plugin: string
  /** What external ids are unique within: the platform, or one connection. */
  scope: string
  externalId: string
  handle: string | null
  name: string | null
  email: string | null
  followers: number | null
  profileUrl: string | null
  createdAt: string
  /** What it is found by: the folded words of name, @name and e-mail address, each after a space. */
  words: Generated<string>
}
/** Each word of a handle, to find it by the beginning of one. */
interface HandleWords {
  /** Of the handle. */
  scope: string
  word: string
  handleId: string
}
/** The platform's own conversation. Unique (connectionId, externalId). */
interface Threads {
  id: string
  connectionId: string
  externalId: string
  visibility: Visibility
  title: string | null
  url: string | null
  createdAt: string
}
interface Cases {
  /** The number people use. Never reused. */
  number: Generated<number>
  id: string
  customerId: string
  subject: string
  status: CaseStatus
  priority: Priority
  ownerId: string | null
  teamId: string | null
  /** The first customer message that nobody answered yet. */
  waitingSince: string | null
  /** Sorts the inbox: the moment by which this should be answered; after all of those, what waits for nobody. */
  urgency: string
  snoozedUntil: string | null
  openedAt: string
  closedAt: string | null
  lastMessageAt: string
  /** Where it takes place. core/cases/scopes.ts */
  scope: Generated<number>
}
/** A set of places, which many cases share. */
interface Scopes {
  id: number
  /** Its rows of scopePlaces in one text, to find it by. */
  places: string
}
/** One of the places of a scope: on a connection, in public or private, on our own page or elsewhere. */
interface ScopePlaces {
  scope: number
  connectionId: string
  visibility: Visibility
  /** Empty where nothing was said yet whose place is known. */
  place: 'brand' | 'consumer' | ''
}
/** The threads a case lives on. At most one *receiving* row per thread and customer. */
interface CaseThreads {
  caseId: string
  threadId: string
  customerId: string
  connectionId: string
  /** Since when this case receives the thread's next message; null once another case does. */
  receivingSince: string | null
}
/** What was said, in or out. Unique (connectionId, externalId). */
interface Messages {
  /** Orders messages as they were committed; the key of the search index. */
  seq: Generated<number>
  id: string
  caseId: string
  threadId: string
  connectionId: string
  /** Null until the platform has it. */
  externalId: string | null
  direction: 'in' | 'out'
  visibility: Visibility
  handleId: string | null
  userId: string | null
  text: string
  language: string | null
  place: 'brand' | 'consumer' | null
  kind: MessageKind | null
  inReplyTo: string | null
  url: string | null
  /** Sanitised markup, when the platform has it; `text` says the same in words. */
  html: string | null
  /** When its author addressed us: as `at`; null when they did not. */
  addressedAt: string | null
  /** When a program wrote it: as `at`. */
  automaticAt: string | null
  /** JSON: the actions the platform allows on it; null means all the channel has. */
  allows: string | null
  likedAt: string | null
  hiddenAt: string | null
  /** When it was said, by the platform's clock. */
  at: string
  createdAt: string
  editedAt: string | null
  deletedAt: string | null
}
/** The way out of one outgoing message. */
interface Replies {
  messageId: string
  connectionId: string
  state: ReplyState
  userId: string
  /** Makes repeating harmless: unique with the user. */
  clientMutationId: string
  /** The end of the undo window. */
  notBefore: string
  attempts: number
  /** The process that claimed it; another process's claim is never trusted. */
  bootId: string | null
  startedAt: string | null
  /** How often we looked for it on the platform. */
  looks: number
  reason: string | null
  sentAt: string | null
  /** The handle it goes to; null for an answer from before that was kept, which goes by the rule when it leaves. */
  addresseeId: string | null
  /** The case as it was, for undo and failure; the times after `priorOwnerId` only for undo. */
  priorStatus: CaseStatus
  priorWaitingSince: string | null
  priorOwnerId: string | null
  priorSnoozedUntil: string | null
  priorClosedAt: string | null
  /** Null for an answer of before that was kept: its owner and times stay as they are. */
  priorLastMessageAt: string | null
}
interface Notes {
  id: string
  caseId: string
  userId: string
  /** Makes repeating harmless: unique with the user. */
  clientMutationId: string
  text: string
  at: string
}
/**
 * What a user is writing on a case for one audience. Unique (caseId, threadId, userId); one that is gone was
 * sent, discarded or taken over.
 */
interface Drafts {
  id: string
  caseId: string
  /** Null for a note. */
  threadId: string | null
  userId: string
  text: string
  /** Counts every change, for as long as the case is there. */
  revision: number
  startedAt: string
  updatedAt: string
  goneAt: string | null
  takenFromId: string | null
}
/** How far a user has seen a case. */
interface SeenCases {
  userId: string
  caseId: string
  /** The newest message they saw; 0 when none. */
  messageSeq: number
  /** When a colleague handed it to them, until they look. */
  assignedAt: string | null
}
/** How the inbox looks and behaves for a user, where they chose. */
interface PreferenceRows {
  userId: string
  /** JSON. */
  settings: string
}
/** A list with filters that a user keeps under a name. */
interface Views {
  id: string
  userId: string
  name: string
  /** JSON: the list, what narrows it, and how it is sorted. */
  query: string
  /** Sorts a user's views. */
  position: number
}
interface Labels {
  id: string
  name: string
  createdAt: string
  archivedAt: string | null
}
interface CaseLabels {
  caseId: string
  labelId: string
}

// ── intake and events ────────────────────────────────────────────────────────

/** What came in, before anybody understood it. Unique (connectionId, key). */
interface RawItems {
  id: string
  connectionId: string
  key: string
  /** JSON; empty, as the body is, once it has been understood for a while. */
  headers: string
  body: Buffer
  receivedAt: string
  attempts: number
  nextAt: string
  doneAt: string | null
  /** Set when parsing failed for good; replay clears it. */
  parkedAt: string | null
  reason: string | null
}
/** An edit or deletion that came before its message; applied when that comes. */
interface EarlyEvents {
  connectionId: string
  externalId: string
  kind: 'edited' | 'deleted' | 'receipt'
  /** The new text; of a receipt, its status and reason as JSON. */
  text: string | null
  at: string
}
/** What a plugin keeps for a connection. */
interface PluginValues {
  connectionId: string
  key: string
  /** JSON, sealed. */
  value: string
}
/** One event on its way to one listening connection. */
interface Deliveries {
  id: string
  connectionId: string
  eventSeq: number
  attempts: number
  nextAt: string
  doneAt: string | null
  failedAt: string | null
  reason: string | null
}
/** A file of a message. Its bytes are in the file store under their hash; absent until they were fetched. */
interface Attachments {
  id: string
  messageId: string
  name: string
  /** As it was found to be, not as it was called. */
  type: string
  bytes: number | null
  /** SHA-256 of the bytes. */
  hash: string | null
  url: string | null
  /** What ties an inline image to the markup. */
  cid: string | null
  alt: string | null
  attempts: number
  reason: string | null
}
/** A file for an answer that is being written; its bringer's alone. */
interface Uploads {
  id: string
  userId: string
  /** The draft that holds it; null while none does, and then it is gone after a day. */
  draftId: string | null
  name: string
  type: string
  bytes: number
  /** SHA-256 of the bytes. */
  hash: string
  alt: string | null
  createdAt: string
}
/** What an admin turned off for the whole installation. */
interface Switches {
  name: 'sending'
  offSince: string
  userId: string | null
  /** Null when an admin did it. */
  because: StopCause | null
  /** From when the data is that was put back, where that is known. */
  dataFrom: string | null
}
/** One row: tells data that was put back from data that went on. core/outbox/lineage.ts */
interface Lineage {
  /** Changes when data is put back. */
  generation: string
  /** How many answers have left, over all tries. */
  departures: number
}
/** Long work of one colleague: it goes on at its cursor, step by step, also after a restart. */
interface Tasks {
  id: string
  userId: string
  kind: 'export' | 'bulk' | 'backfill'
  state: 'running' | 'paused' | 'done' | 'failed' | 'stopped'
  connectionId: string | null
  /** JSON: what was asked for. */
  input: string
  /** Where it goes on; null at the beginning. */
  cursor: string | null
  done: number
  total: number | null
  refused: number
  /** JSON: the first of the refusals, each with its case. */
  refusals: string
  /** Failed steps in a row, and when the next is tried. */
  failures: number
  nextAt: string | null
  /** Why it failed, as a key. */
  reason: string | null
  /** The size of its file on disk; null when it has none. */
  bytes: number | null
  fileUntil: string | null
  startedAt: string
  /** When its progress was last told. */
  toldAt: string
  finishedAt: string | null
}
/** What concerns a colleague and what they did not do themselves. Unseen ones about the same are one, with a count. */
interface Notifications {
  id: string
  userId: string
  kind: NoticeKind
  caseId: string | null
  connectionId: string | null
  taskId: string | null
  /** Who did it. */
  byUserId: string | null
  count: number
  at: string
  seenAt: string | null
}
/** What happened, in commit order: `seq` is the change cursor. */
interface Events {
  seq: Generated<number>
  at: string
  type: EventType
  actorKind: string
  actorId: string
  caseId: string | null
  /** JSON: ids and enums only. */
  data: string
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>
