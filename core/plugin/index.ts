/**
 * The plugin contract: the only module of core that a plugin may import.
 *
 * A plugin is one object: a manifest, a settings schema and its facets. Having an optional function is the declaration
 * that the plugin can do it; nothing is declared twice. Facet functions are stateless: what must last lives in
 * `ctx.store`. `verify`, `key`, `handshake` and `limits` are used in the main thread and must be quick; everything else runs
 * in the plugin's own thread, with a deadline per call. A call that hangs ends that thread, and no other plugin notices.
 * Plugins are trusted code: core contains their faults, not their malice.
 */
import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

export { secondsToWait } from './retry-after.ts'

import type {
  InboundEvent,
  Limits,
  MessageRef,
  OutboundMessage,
  Page,
  RawItem,
  ReplyTarget,
  ReplyWindow,
  Sent,
  WebhookReply,
  WebhookRequest,
} from './messages.ts'

export type {
  Action,
  Attachment,
  AttachmentLimits,
  Author,
  InboundEvent,
  InboundMessage,
  Limits,
  MessageKind,
  MessageRef,
  OutboundAttachment,
  OutboundMessage,
  Page,
  RawItem,
  ReplyTarget,
  ReplyWindow,
  Sent,
  Visibility,
  WebhookReply,
  WebhookRequest,
} from './messages.ts'
export { documents, messageKinds } from './messages.ts'
export { type Static, Type }

/** The version of this contract. Core loads no plugin written for another. */
export const API_VERSION = 1

export interface Plugin<Settings extends TObject = TObject> {
  /** Folder name and database key: lower case, digits, hyphens. Never reused, never renamed. */
  id: string
  name: string
  /** The API_VERSION it was written for. */
  api: typeof API_VERSION
  /** Set per connection by an admin, whose form is drawn from this schema. */
  settings: Settings
  /** Its sentences in other languages; those that are not there are shown in English. */
  texts?: Texts
  /** Ways to begin, where many settings follow from one choice, such as a well-known provider. */
  presets?: ReadonlyArray<Preset<Static<Settings>>>
  channel?: Channel<Ctx<Static<Settings>>>
  /** Told of what happens here, on each connection of this plugin. */
  listener?: Listener<Ctx<Static<Settings>>>
  /**
   * Tries a connection before it is saved, and when an admin asks. Calls `passed` after each step that works, such as
   * “Signed in”; throws PluginError with what is wrong and what to do.
   */
  check?: (ctx: Ctx<Static<Settings>>, passed: (step: string) => void) => Promise<void>
  /** Sets up what the platform needs to reach us, such as a webhook, and takes it away. Both are safe to repeat. */
  connect?: (ctx: Ctx<Static<Settings>>) => Promise<void>
  disconnect?: (ctx: Ctx<Static<Settings>>) => Promise<void>
}

/**
 * Translations by language (`nl`, `es`), and in it by the English sentence: its name, titles and descriptions of its
 * settings, steps of `check`, messages of errors. `{name}` in both stands for whatever comes there.
 */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Settings that are filled in together. Whoever chooses it may still change each. */
export interface Preset<Settings = unknown> {
  title: string
  /** Shown once it is chosen: what to do over there first. */
  hint?: string
  settings: Partial<Settings>
}

/**
 * Keywords of a settings schema that say how the form shows a field, beside those of JSON Schema. `folded`: among the
 * settings that few people change. `when`: only while other settings have these values. `needed`: must be filled in while it
 * is shown, though the schema calls it optional.
 */
export interface Shown {
  folded?: boolean
  when?: Readonly<Record<string, string | boolean>>
  needed?: boolean
}

/** Identity function: gives inference for settings. */
export const definePlugin = <Settings extends TObject>(plugin: Plugin<Settings>): Plugin<Settings> => plugin

/** A setting that is encrypted at rest and never sent back to a browser. */
export const Secret = (title: string) => Type.String({ title, writeOnly: true, minLength: 1 })

// ── What core hands to every facet function ──────────────────────────────────

export interface Ctx<Settings = unknown> {
  readonly connection: { readonly id: string; readonly name: string }
  readonly settings: Settings
  /** Where the platform must post to for this connection. */
  readonly webhookUrl: string
  readonly log: Logger
  /**
   * `fetch` with a time-out, a limit on the answer's size and a guard against addresses inside the network; follows no
   * redirect. Rejects with a `temporary` PluginError when certainly nothing was sent, and with a FetchError when nobody knows;
   * the messages of both say what happened.
   */
  readonly fetch: typeof globalThis.fetch
  /** For raw TCP clients (IMAP, SMTP): the address to connect to for a host, or a refusal of one the operator did not allow. */
  address(host: string): Promise<string>
  /** Durable, per connection: for remote ids and tokens, not for messages. Values are JSON, at most 64 KiB. */
  readonly store: Store
  /** Aborted when the process closes or the call takes too long. */
  readonly signal: AbortSignal
  now(): Date
}

export interface Store {
  get<T>(key: string): Promise<T | undefined>
  set(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
}

/** Structured log lines: ids and codes, never what a person wrote. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Nobody waits longer because a platform says so, in seconds. */
const LONGEST_WAIT = 24 * 3600

/**
 * The one error a plugin throws. `temporary`: certainly not done, try again (after `retryAfter` seconds). `permanent`:
 * never will be. `unauthorized`: the connection must be connected again. `unknown`: the platform may have acted
 * (a time-out or reset after bytes left); core never repeats it blindly. Anything else thrown counts as `unknown` from
 * `send`, and as `temporary` elsewhere.
 */
export class PluginError extends Error {
  readonly code: 'temporary' | 'permanent' | 'unauthorized' | 'unknown'
  /** Seconds, above 0 and at most a day; undefined where the platform said nothing, or nothing that makes sense. */
  readonly retryAfter: number | undefined

  constructor(code: PluginError['code'], message: string, options: { retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'PluginError'
    this.code = code
    const { retryAfter } = options
    const makesSense = typeof retryAfter === 'number' && retryAfter > 0
    this.retryAfter = makesSense ? Math.min(retryAfter, LONGEST_WAIT) : undefined
  }
}

/** The value as the schema describes it; throws a `permanent` error that says where it differs. */
export function checked<Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema> {
  const [first] = Value.Errors(schema, value)
  // Of a field that the schema does not allow, it says “schema is false”.
  const problem = first?.keyword === 'boolean' ? 'is not known here' : first?.message
  if (first) throw new PluginError('permanent', `${first.instancePath || 'It'} ${problem}`)
  return value as Static<Schema>
}

// ── Channel: a place where customers write to us ─────────────────────────────

export interface Channel<C = Ctx> {
  /** What a reply may be. Enforced before it is queued. */
  limits: Limits
  /** The same for one connection, where its settings decide. */
  limitsFor?(settings: C extends { settings: infer Settings } ? Settings : never): Limits
  /** For platforms that call us. Core verifies, stores the raw request, answers 200, then parses. */
  webhook?: {
    /** Cheap and synchronous. False = 401, nothing stored. */
    verify(request: WebhookRequest, ctx: WebhookCtx<C>): boolean
    /** The platform's own id of this delivery, for dedupe; core hashes the body where there is none. */
    key?(request: WebhookRequest): string | undefined
    /** Answers a platform's subscription challenge; undefined for an ordinary delivery. */
    handshake?(request: WebhookRequest, ctx: WebhookCtx<C>): WebhookReply | undefined
  }
  /** For platforms that we ask. Raw items, unparsed, so that one bad item is parked and the rest go on. Core keeps the cursor. */
  poll?(cursor: string | undefined, ctx: C): Promise<Page<RawItem>>
  /**
   * Reads what was there before polling began, page by page, from `since` on; for an admin who wants the last weeks too.
   * Keys are those of `poll`, so that what was had is not had twice. Without `more` it is done.
   */
  backfill?(cursor: string | undefined, since: Date, ctx: C): Promise<Page<RawItem>>
  /**
   * Fetches a file whose address is no http(s): one that only this plugin understands, such as `telegram:<file_id>`, because
   * the real one holds a credential. By `ctx.fetch`, so guarded and of limited size.
   */
  file?(url: string, ctx: C): Promise<Uint8Array>
  /** A doorbell (IMAP IDLE, a stream): runs until `ctx.signal`, rings when `poll` would find something. */
  listen?(ring: () => void, ctx: C): Promise<void>
  /** Turns one stored raw item, from a webhook or a poll, into events. Pure: no network, no clock. */
  parse(raw: RawItem, ctx: C): InboundEvent[] | Promise<InboundEvent[]>
  /** Posts a reply. Resolves only when the platform has it. */
  send(message: OutboundMessage, ctx: C): Promise<Sent>
  /**
   * Looks for a post of ours whose outcome is unknown. It cannot stand there from before `since`, whatever our clock was
   * when we sent it. `absent` only where the platform reads its own writes; `unsure` when it cannot tell yet.
   */
  reconcile?(message: OutboundMessage, since: Date, ctx: C): Promise<Sent | 'absent' | 'unsure'>
  /** May we answer this, and until when? Asked when a case opens and again before sending. Quick, without network. */
  replyWindow?(target: ReplyTarget, ctx: C): ReplyWindow | Promise<ReplyWindow>
  /** What else can be done with a message; each one present becomes a button. */
  like?(message: MessageRef, ctx: C): Promise<void>
  hide?(message: MessageRef, ctx: C): Promise<void>
  remove?(message: MessageRef, ctx: C): Promise<void>
}

/** The context of the functions that run in the main thread: what they need to compare a signature, and nothing that waits. */
export type WebhookCtx<C> = Pick<C, Extract<keyof C, 'connection' | 'settings' | 'now'>>

// ── Listener: a system that wants to know what happens here ──────────────────

export interface Listener<C = Ctx> {
  /** Whether it wants events of this type; all of them when absent. Asked in the main thread: cheap and synchronous. */
  wants?(type: string, ctx: WebhookCtx<C>): boolean
  /**
   * Delivers one event; resolves only when the other side has it. `id` is stable across retries, which go on for days.
   * A `permanent` error ends the deliveries of this connection until an admin turns them on again.
   */
  deliver(event: HappenedEvent, ctx: C): Promise<void>
}

/** What happened: ids and enums, no person's text. Who needs more asks the API, under rights of their own. */
export interface HappenedEvent {
  id: string
  type: string
  at: Date
  caseId?: string
  caseNumber?: number
  data: Readonly<Record<string, string | number | null>>
}
