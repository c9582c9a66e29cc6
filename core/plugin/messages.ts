// What goes back and forth between core and a channel; part of the contract, which is in `index.ts`.
import type { Counting } from '../lib/length.ts'

export interface Limits {
  visibility: readonly Visibility[]
  format: 'text'
  maxLength?: number
  count?: Counting
  /** True when sending twice with one `id` posts once. Otherwise core never retries an uncertain send. */
  idempotent?: boolean
  /** Most answers a minute on one connection; 30 when absent. */
  perMinute?: number
  /** Which files a reply may bring; none when absent. */
  attachments?: AttachmentLimits
}

/** What people send each other, and what mail servers let through: no programs. */
export const documents: readonly string[] = [
  ...['image/*', 'audio/*', 'video/*', 'text/plain', 'text/calendar', 'application/pdf', 'application/zip'],
  ...['application/rtf', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
]

export interface AttachmentLimits {
  maxCount: number
  /** Of one file. */
  maxBytes: number
  /** Of all together, where that counts too. */
  maxTotalBytes?: number
  /** Media types; `image/*` stands for every image. `documents` above has those that are usual. */
  types: readonly string[]
  /** What the text may measure beside them, where that is less than without. */
  maxLength?: number
}

export const visibilities = ['public', 'private'] as const
/** Who can read it: everybody, or only the customer and us. */
export type Visibility = (typeof visibilities)[number]
export const actions = ['like', 'hide', 'remove'] as const
export type Action = (typeof actions)[number]
export const places = ['brand', 'consumer'] as const
export const receiptStates = ['delivered', 'read', 'failed'] as const
/** `post` stands by itself, `comment` answers one; `mention` names us elsewhere; `direct` is to us alone. */
export const messageKinds = ['post', 'comment', 'review', 'mention', 'direct'] as const
export type MessageKind = (typeof messageKinds)[number]

export interface ReplyTarget {
  thread: { externalId: string; visibility: Visibility }
  lastInboundAt?: Date
}
export interface ReplyWindow {
  closesAt?: Date
  /** `closed`: nothing can be sent now; `reason` says why and what can be done. */
  form: 'free' | 'closed'
  reason?: string
}

/** What was received, before anybody understood it: a form, a webhook body, a mail. `key` is its identity for dedupe. */
export interface RawItem {
  key: string
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}
export interface Page<Item> {
  items: Item[]
  /** Where to go on; saved with the items. */
  cursor?: string
  /** There is more to fetch at once. */
  more?: boolean
  /** How many items are left after this page, where the platform tells. */
  left?: number
}
export interface WebhookRequest {
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  body: Uint8Array
}
export interface WebhookReply {
  status?: number
  headers?: Record<string, string>
  body: string
}

export type InboundEvent =
  | ({ type: 'message' } & InboundMessage)
  | { type: 'edited'; externalId: string; text: string; at: Date }
  | { type: 'deleted'; externalId: string; at: Date }
  /** What became of an answer of ours, by its external id. */
  | { type: 'receipt'; externalId: string; status: (typeof receiptStates)[number]; at: Date; reason?: string }

export interface InboundMessage {
  /** The platform's id. Core ignores a second event with the same id on one connection. */
  externalId: string
  /**
   * Messages with one thread id are one conversation; the plugin decides what that is. A private message under another title
   * than before keeps it above its text.
   */
  thread: { externalId: string; visibility: Visibility; title?: string; url?: string }
  /** External ids of earlier messages it answers, newest last (an e-mail's References). Core joins their conversation. */
  references?: readonly string[]
  /** The token of OutboundMessage.replyToken, where it came back: brings the message to its case wherever it arrives. */
  replyToken?: string
  /** Where it stands: our own page or profile, or somebody else's. */
  place: (typeof places)[number]
  kind?: MessageKind
  /** The author addressed us by tag, reply or message. */
  addressed?: boolean
  /** Written by a program (an auto-reply, a list): shown, but it asks for no answer and opens nothing again. */
  automatic?: boolean
  /** Where the platform decides per item: the actions it allows on this one. Absent = all the channel has. */
  allows?: readonly Action[]
  author: Author
  text: string
  /**
   * Only when the platform has markup (e-mail); core sanitises it. Screens fold what follows `<span data-quoted></span>`, where
   * the words of `text` end and a quote begins.
   */
  html?: string
  at: Date
  inReplyTo?: string
  url?: string
  /** BCP 47, where the platform knows it. */
  language?: string
  attachments?: readonly Attachment[]
  /** Something we wrote outside Webcare, such as in the platform's own app. */
  ours?: boolean
}

/** A person on the platform. `externalId` is the platform's own id for them, never an @name that can change hands. */
export interface Author {
  externalId: string
  handle?: string
  name?: string
  email?: string
  followers?: number
  profileUrl?: string
}

/** Either its bytes, or a URL that core fetches through the guard. `cid` ties an inline image to the HTML. */
export interface Attachment {
  content?: Uint8Array
  url?: string
  type: string
  name?: string
  cid?: string
  alt?: string
}

export interface OutboundMessage {
  /** Stable across retries; pass it on as the platform's idempotency key. */
  id: string
  thread: { externalId: string; visibility: Visibility }
  /** The customer's message that it answers. */
  inReplyTo?: string
  /** External ids of the thread so far, oldest first (an e-mail's References). */
  references: readonly string[]
  subject?: string
  /** Signed: brings an answer back to this case wherever it arrives, in a reply address for one. */
  replyToken: string
  to: Author
  text: string
  attachments: readonly OutboundAttachment[]
}

/** A file of a reply. An image is stripped of where and when it was made; its size is in pixels. */
export interface OutboundAttachment {
  type: string
  name: string
  alt?: string
  width?: number
  height?: number
  content: Uint8Array
}

export interface Sent {
  externalId: string
  url?: string
  at?: Date
}
export interface MessageRef {
  externalId: string
  threadId: string
}
