/**
 * The plugin contract: the only module of core that a plugin may import.
 *
 * A plugin is one object: a manifest, a settings schema and its facets. Having an optional function is the declaration
 * that the plugin can do it; nothing is declared twice. Facet functions are stateless. Plugins are trusted code: core
 * contains their faults, not their malice.
 */
import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Counting } from '../lib/length.ts'

export { type Static, Type }

/** The version of this contract. Core loads no plugin written for another. */
export const API_VERSION = 1

export interface Plugin<Settings extends TObject = TObject> {
  /** Folder name and database key: lower case, digits, hyphens. Never reused, never renamed. */
  id: string
  name: string
  /** The API_VERSION it was written for. */
  api: typeof API_VERSION
  /** Set per connection by an admin. */
  settings: Settings
  channel?: Channel<Ctx<Static<Settings>>>
}

/** Identity function: gives inference for settings. */
export const definePlugin = <Settings extends TObject>(plugin: Plugin<Settings>): Plugin<Settings> => plugin

/** What core hands to every facet function. */
export interface Ctx<Settings = unknown> {
  readonly connection: { readonly id: string; readonly name: string }
  readonly settings: Settings
  /** Aborted when the process closes or the call takes too long. */
  readonly signal: AbortSignal
  now(): Date
}

/**
 * The one error a plugin throws. `temporary`: certainly not done, try again (after `retryAfter` seconds). `permanent`:
 * never will be. `unauthorized`: the connection must be connected again. `unknown`: the platform may have acted
 * (a time-out or reset after bytes left); core never repeats it blindly. Anything else thrown counts as `unknown` from
 * `send`, and as `temporary` elsewhere.
 */
export class PluginError extends Error {
  readonly code: 'temporary' | 'permanent' | 'unauthorized' | 'unknown'
  readonly retryAfter: number | undefined

  constructor(code: PluginError['code'], message: string, options: { retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'PluginError'
    this.code = code
    this.retryAfter = options.retryAfter
  }
}

/** The value as the schema describes it; throws a `permanent` error that says where it differs. */
export function checked<Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema> {
  const [first] = Value.Errors(schema, value)
  if (first) throw new PluginError('permanent', `${first.instancePath || 'It'} ${first.message}`)
  return value as Static<Schema>
}

// ── Channel: a place where customers write to us ─────────────────────────────

export interface Channel<C = Ctx> {
  /** What a reply may be. Enforced before it is queued. */
  limits: Limits
  /** Turns one stored raw item into events. Pure: no network, no clock. */
  parse(raw: RawItem, ctx: C): InboundEvent[] | Promise<InboundEvent[]>
  /** Posts a reply. Resolves only when the platform has it. */
  send(message: OutboundMessage, ctx: C): Promise<Sent>
  /**
   * Looks for a post of ours whose outcome is unknown. `absent` only where the platform reads its own writes; `unsure`
   * when it cannot tell yet.
   */
  reconcile?(message: OutboundMessage, since: Date, ctx: C): Promise<Sent | 'absent' | 'unsure'>
}

export interface Limits {
  visibility: readonly Visibility[]
  format: 'text'
  maxLength?: number
  count?: Counting
  /** True when sending twice with one `id` posts once. Otherwise core never retries an uncertain send. */
  idempotent?: boolean
}

/** Who can read it: everybody, or only the customer and us. */
export type Visibility = 'public' | 'private'

/** What was received, before anybody understood it: a form, a webhook body, a mail. `key` is its identity for dedupe. */
export interface RawItem {
  key: string
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}

export type InboundEvent =
  | ({ type: 'message' } & InboundMessage)
  | { type: 'edited'; externalId: string; text: string; at: Date }
  | { type: 'deleted'; externalId: string; at: Date }

export interface InboundMessage {
  /** The platform's id. Core ignores a second event with the same id on one connection. */
  externalId: string
  /** Messages with one thread id are one conversation; the plugin decides what that is. */
  thread: { externalId: string; visibility: Visibility; title?: string; url?: string }
  /** Where it stands: our own page or profile, or somebody else's. */
  place: 'brand' | 'consumer'
  kind?: 'post' | 'comment' | 'review' | 'mention' | 'direct'
  author: Author
  text: string
  at: Date
  inReplyTo?: string
  url?: string
  /** BCP 47, where the platform knows it. */
  language?: string
}

/** A person on the platform. `externalId` is the platform's own id for them, never an e-mail address or @name. */
export interface Author {
  externalId: string
  handle?: string
  name?: string
  email?: string
}

export interface OutboundMessage {
  /** Stable across retries; pass it on as the platform's idempotency key. */
  id: string
  thread: { externalId: string; visibility: Visibility }
  inReplyTo?: string
  to: Author
  text: string
}

export interface Sent {
  externalId: string
  url?: string
  at?: Date
}
