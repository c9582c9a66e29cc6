// Answers of the other functions of a plugin, made to fit: pages, posts, windows and files.
import { cleanLine } from '../lib/text.ts'
import { identity } from './door.ts'
import { type Page, PluginError, type RawItem, type ReplyWindow, type Sent } from './index.ts'

/** Of where a plugin goes on, in characters: a place in a list, not the list. */
const MAX_CURSOR = 64 * 1024
/** Of one raw item, in bytes: mail servers take no larger mail. */
const MAX_BODY = 64 * 1024 * 1024

const wrong = (message: string) => new PluginError('permanent', message)

/** A page of a poll or of history; what does not fit is refused with a sentence for the plugin's author. */
export function pageOf(given: Page<RawItem>): Page<RawItem> {
  if (!Array.isArray(given?.items)) throw wrong('The plugin gave a page without items.')
  const { items, cursor, more, left } = given
  if (cursor != null && (typeof cursor !== 'string' || cursor.length > MAX_CURSOR)) {
    const size = typeof cursor === 'string' ? `${cursor.length} characters long` : `a ${typeof cursor}`
    throw wrong(`The plugin’s cursor is ${size}; it must be text of at most ${MAX_CURSOR} characters.`)
  }
  if (cursor && (cursor.includes('\0') || !cursor.isWellFormed())) throw wrong('The plugin’s cursor is no plain text.')
  return {
    items: items.map(itemOf),
    ...(cursor != null && { cursor }),
    ...(more && { more: true }),
    ...(Number.isInteger(left) && { left: Math.max(left as number, 0) }),
  }
}

function itemOf({ key, headers, body }: RawItem): RawItem {
  if (typeof key !== 'string' || !key) throw wrong('The plugin gave an item without a key.')
  if (!(body instanceof Uint8Array)) throw wrong('The plugin gave an item whose body is no bytes.')
  if (body.byteLength > MAX_BODY) throw wrong(`The plugin gave an item of ${body.byteLength} bytes; ${MAX_BODY} fit.`)
  const texts = Object.entries(headers ?? {}).filter(([, value]) => typeof value === 'string')
  return { key, headers: Object.fromEntries(texts), body }
}

/** The post, where there is one. Anything else is passed on: whoever sent it knows what it means that no id came back. */
export function sentOf<Other>(given: Sent | Other, now: Date): Sent | Other {
  const { externalId, url, at } = (given ?? {}) as Partial<Sent>
  if (typeof externalId !== 'string' || !externalId) return given
  const isTime = at instanceof Date && Math.abs(at.getTime() - now.getTime()) < 366 * 24 * 3_600_000
  return {
    externalId: identity(externalId),
    ...(typeof url === 'string' && url.length <= 2000 && /^https?:\/\/[^\s\p{Cc}]+$/iu.test(url) && { url }),
    ...(isTime && { at }),
  }
}

/** The fate of a post; nobody knows it where the plugin says nothing that can be understood. */
export function foundOf(given: Sent | 'absent' | 'unsure', now: Date): Sent | 'absent' | 'unsure' {
  const found = sentOf(given, now)
  return found === 'absent' || typeof (found as Sent | undefined)?.externalId === 'string' ? found : 'unsure'
}

/** Whether a thread can be answered. */
export function windowOf(given: ReplyWindow): ReplyWindow {
  const { form, closesAt, reason } = given ?? {}
  if (form !== 'free' && form !== 'closed') throw wrong('The plugin does not say whether this can be answered.')
  return {
    form,
    ...(closesAt instanceof Date && !Number.isNaN(closesAt.getTime()) && { closesAt }),
    ...(typeof reason === 'string' && { reason: cleanLine(reason, 500) }),
  }
}

/** The bytes of a file. */
export function fileOf(given: Uint8Array): Uint8Array {
  if (given instanceof Uint8Array) return given
  throw wrong('The plugin gave a file that is no bytes.')
}
