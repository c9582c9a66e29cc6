// The door: what a plugin hands over passes here, in the plugin's own thread, before core acts on it. No type guards a plugin
// in plain JavaScript, and none guards what a stranger wrote.
import { createHash } from 'node:crypto'
import { type SafeHtml, sanitized } from '../lib/html.ts'
import { clean, cleanLine } from '../lib/text.ts'
import { type Language, leftOut } from './left-out.ts'
import {
  type Attachment,
  type Author,
  actions,
  type InboundEvent,
  type InboundMessage,
  messageKinds,
  places,
  receiptStates,
  visibilities,
} from './messages.ts'

/** Of a text, in characters. The rest stays in the raw item. */
const MAX_TEXT = 100_000
/** An index on Postgres holds no more than 2,704 bytes, and a character may take three. */
const MAX_ID = 500
const MAX_URL = 2000
const MAX_EMAIL = 254
const MAX_REFERENCES = 100
/** Of one message: how many files, and how many bytes of them together. */
const MAX_FILES = 100
const MAX_BYTES = 64 * 1024 * 1024
const MAX_EVENTS = 10_000
/** The largest number that a column for whole numbers holds on Postgres. */
const MAX_COUNT = 2 ** 31 - 1
/** Nothing that people answer today was written before. */
const EARLIEST = Date.UTC(1990, 0)
/** How far the clock of a platform may be ahead of ours, in milliseconds. */
const AHEAD = 24 * 3_600_000

/** Facts that core goes by where an event does not say. */
export interface Terms {
  /** When the item came: the time of what has none that can be. */
  receivedAt: Date
  /** Of the organisation: in it a message says what was left out of it. */
  language: Language
}

/** A message that passed: of known words, within bounds, with markup that is safe. */
export type AdmittedMessage = { type: 'message' } & Omit<InboundMessage, 'html'> & { html?: SafeHtml | undefined }
export type Admitted = Exclude<InboundEvent, { type: 'message' }> | AdmittedMessage

/** The events of an item, and why not all of them could pass. */
export interface Reading {
  events: Admitted[]
  refused?: string
}

class Refusal extends Error {}

/** Lets the events of an item in. One that cannot pass is named with its field and keeps no other out. */
export function admit(given: unknown, terms: Terms): Reading {
  if (!Array.isArray(given)) return { events: [], refused: 'parse gave no list of events.' }
  const events: Admitted[] = []
  let refused = given.length > MAX_EVENTS ? `It has ${given.length} events; ${MAX_EVENTS} were read.` : undefined
  for (const event of given.slice(0, MAX_EVENTS)) {
    try {
      events.push(eventOf(fields(event, 'An event'), terms))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused ??= error.message
    }
  }
  return { events, ...(refused && { refused }) }
}

type Given = Readonly<Record<string, unknown>>

function eventOf(event: Given, terms: Terms): Admitted {
  const type = word(event.type, ['message', 'edited', 'deleted', 'receipt'], 'type')
  const about = { externalId: id(event.externalId, 'externalId'), at: time(event.at, terms) }
  if (type === 'message') return { type, ...about, ...messageOf(event, terms) }
  if (type === 'deleted') return { type, ...about }
  if (type === 'edited') return { type, ...about, text: told(text(event.text), terms, 0) }
  const status = word(event.status, receiptStates, 'status')
  const reason = line(event.reason, 500)
  return { type, ...about, status, ...(reason && { reason }) }
}

function messageOf(event: Given, terms: Terms): Omit<AdmittedMessage, 'type' | 'externalId' | 'at'> {
  const thread = fields(event.thread, 'thread')
  const { attachments, omitted } = filesOf(event.attachments)
  const markup = typeof event.html === 'string' && event.html ? sanitized(event.html) : undefined
  const note = markup?.isCut ? `<p>${leftOut(terms.language, { length: String(event.html).length })}</p>` : ''
  return present({
    thread: {
      externalId: id(thread.externalId, 'thread.externalId'),
      visibility: word(thread.visibility, visibilities, 'thread.visibility'),
      ...present({ title: line(thread.title), url: url(thread.url) }),
    },
    place: word(event.place, places, 'place'),
    kind: event.kind == null ? undefined : word(event.kind, messageKinds, 'kind'),
    allows: event.allows == null ? undefined : list(event.allows).map(action => word(action, actions, 'allows')),
    author: authorOf(fields(event.author, 'author')),
    text: told(text(event.text), terms, omitted),
    // Nothing in the note needs to be sanitised: it is ours.
    html: markup?.html && ((markup.html + note) as SafeHtml),
    references: event.references == null ? undefined : list(event.references).slice(-MAX_REFERENCES).flatMap(ids),
    inReplyTo: ids(event.inReplyTo)[0],
    replyToken: line(event.replyToken),
    language: language(event.language),
    url: url(event.url),
    attachments,
    addressed: flag(event.addressed),
    automatic: flag(event.automatic),
    ours: flag(event.ours),
  })
}

function authorOf(author: Given): Author {
  const { email, followers } = author
  return present({
    externalId: id(author.externalId, 'author.externalId'),
    handle: line(author.handle),
    name: line(author.name),
    // Half an address is somebody else's.
    email: typeof email === 'string' && email.length <= MAX_EMAIL ? line(email, MAX_EMAIL) : undefined,
    followers: Number.isInteger(followers) ? Math.min(Math.max(followers as number, 0), MAX_COUNT) : undefined,
    profileUrl: url(author.profileUrl),
  })
}

function filesOf(given: unknown): { attachments: Attachment[] | undefined; omitted: number } {
  if (given == null) return { attachments: undefined, omitted: 0 }
  const files = list(given).map(file => fields(file, 'attachments'))
  let bytes = 0
  const fitting = files.slice(0, MAX_FILES).filter(({ content }) => {
    bytes += content instanceof Uint8Array ? content.byteLength : 0
    return bytes <= MAX_BYTES
  })
  const attachments = fitting.map(file =>
    present({
      content: file.content instanceof Uint8Array ? alone(file.content) : undefined,
      url: address(file.url),
      type: line(file.type) ?? '',
      name: line(file.name),
      cid: line(file.cid),
      alt: typeof file.alt === 'string' ? clean(file.alt.slice(0, 2000)) : undefined,
    }),
  )
  return { attachments, omitted: files.length - attachments.length }
}

/** Bytes without what lies around them in memory, which would cross to the other thread with them. */
const alone = (bytes: Uint8Array) => (bytes.byteLength < bytes.buffer.byteLength ? new Uint8Array(bytes) : bytes)

/** A text as it is stored, with an honest sentence where something was left out. */
function told(given: string, { language }: Terms, files: number): string {
  const isLong = given.length > MAX_TEXT
  const kept = isLong ? given.slice(0, MAX_TEXT).replace(/[\uD800-\uDBFF]$/, '') : given
  const facts = { ...(isLong && { length: given.length }), ...(files > 0 && { files }) }
  return clean(isLong || files > 0 ? `${kept}\n\n${leftOut(language, facts)}` : kept)
}

function fields(value: unknown, name: string): Given {
  if (typeof value !== 'object' || value === null) throw new Refusal(`${name} must be an object.`)
  return value as Given
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Refusal('references, allows and attachments must be lists.')
  return value
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal('text must be text.')
  return value
}

function word<Word extends string>(value: unknown, allowed: readonly Word[], name: string): Word {
  const known = allowed.find(one => one === value)
  if (known) return known
  const said = typeof value === 'string' ? `“${cleanLine(value, 40)}”` : `of type ${typeof value}`
  throw new Refusal(`${name} is ${said}; it must be ${allowed.join(' or ')}.`)
}

function id(value: unknown, name: string): string {
  if (typeof value !== 'string' || !value) throw new Refusal(`${name} must be text, the platform’s own id.`)
  return identity(value)
}

const ids = (value: unknown): string[] => (typeof value === 'string' && value ? [identity(value)] : [])

/** An id as it is stored: one that no index could hold by its hash, so that it still names one thing alone. */
export const identity = (value: string): string =>
  value.length <= MAX_ID && value.isWellFormed() && !/\p{Cc}/u.test(value)
    ? value
    : `sha256:${createHash('sha256').update(value, 'utf16le').digest('hex')}`

function time(value: unknown, { receivedAt }: Terms): Date {
  const said = value instanceof Date ? value.getTime() : Number.NaN
  return said >= EARLIEST && said <= receivedAt.getTime() + AHEAD ? new Date(said) : receivedAt
}

/** A language by its one right tag; undefined where it is none. */
function language(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 35) return undefined
  try {
    return Intl.getCanonicalLocales(value)[0]
  } catch {
    return undefined
  }
}

/** An address that a colleague may follow. */
const url = (value: unknown): string | undefined => {
  const given = address(value)
  return given && /^(https?|mailto):/i.test(given) && URL.canParse(given) ? given : undefined
}

/** An address that core or the plugin itself may fetch. */
const address = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= MAX_URL && value.isWellFormed() && !/[\p{Cc}\s]/u.test(value)
    ? value
    : undefined

const line = (value: unknown, max?: number): string | undefined =>
  typeof value === 'string' ? cleanLine(value, max) || undefined : undefined

const flag = (value: unknown): true | undefined => (value ? true : undefined)

/** Without the fields that are absent. */
const present = <Fields extends object>(all: Fields) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key]
  } & { [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined> }
