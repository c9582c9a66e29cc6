import { decodeWords } from 'postal-mime'
import type { InboundEvent, RawItem } from 'webcare/plugin'
import { writerOf } from './author.ts'
import { isAutomatic } from './automatic.ts'
import { bounceOf, isDaemon } from './bounces.ts'
import { type Content, contentOf, oneLine, shownIn, wordsOf } from './content.ts'
import { decodable, type Headers, identityOf, idsIn, readHeaders, withLineEnds } from './headers.ts'
import { foldedFrom, linesIn, markupOf, unsigned } from './markup.ts'
import { partsOf } from './mime.ts'
import { cutOf, linesOf } from './quotes.ts'
import { type MailCtx, replyPattern } from './settings.ts'

/** The most that one message may say, in letters: a book. */
const LONGEST_TEXT = 1_000_000
/** The most that is shown of a mail in which nothing could be found. */
const LONGEST_SOURCE = 50_000
const LONGEST_SUBJECT = 1000

/** Turns a mail into a message, or what a server reports into a receipt. Never throws: what is broken is shown as it came. */
export async function parse(raw: RawItem, { settings }: Pick<MailCtx, 'settings'>): Promise<InboundEvent[]> {
  const source = withLineEnds(Buffer.from(raw.body))
  const headers = readHeaders(source)
  const at = timeOf(raw, headers)
  if (raw.headers['unreadable-uid']) return [unreadable(raw, settings.folder, at)]

  const { root, isCut } = partsOf(source.toString('latin1'))
  const content = await contentOf(root)
  const full = content.pieces.map(wordsOf).join('\n')
  const subject = oneLine(decodeWords(decodable((headers.first('subject') ?? '').slice(0, LONGEST_SUBJECT))))
  const bounce = bounceOf(headers, full, root, { subject, own: settings.fromAddress })
  if (bounce?.messageId) {
    // A warning is nothing final: sending again would send twice.
    if (bounce.outcome === 'delayed') return []
    return [{ type: 'receipt', externalId: bounce.messageId, status: 'failed', at, reason: bounce.reason }]
  }

  const externalId = identityOf(source, headers)
  const answered = idsIn(headers.first('in-reply-to'))
  const references = [...new Set([...idsIn(headers.first('references')), ...answered])].filter(id => id !== externalId)
  const isReply = (references.length > 0 || REPLY.test(subject)) && !FORWARD.test(subject)
  const { author, ours, isForged, isTrustedForm, said } = writerOf(headers, full, externalId, settings)
  const replyToken = tokenIn(headers, settings.replyAddress)
  const isProgram = !isTrustedForm && isAutomatic(headers, subject, settings.fromAddress)
  return [
    {
      type: 'message',
      externalId,
      thread: { externalId: references[0] ?? externalId, visibility: 'private', title: titleOf(subject) },
      references,
      ...(replyToken && { replyToken }),
      ...(answered.length > 0 && { inReplyTo: answered.at(-1)! }),
      place: 'brand',
      kind: 'direct',
      addressed: true,
      // Somebody else under our address, or ourselves in a loop: shown, but nobody waits for an answer.
      automatic: isForged || isProgram || bounce !== undefined || isDaemon(headers),
      ours,
      author,
      ...shown(raw, source, content, { full, isReply, isCut, said }),
      at,
      attachments: raw.headers['cut-from-bytes'] ? [] : content.files,
    },
  ]
}

interface Reading {
  /** All that it says, in words. */
  full: string
  isReply: boolean
  /** There were more parts than could be read. */
  isCut: boolean
  said: string | undefined
}

/**
 * The new words, and the whole mail for the eye where that is more: there a sign says from where on it is folded, by the same
 * rules, so that a screen needs none. A mail in which nothing was found is shown as it came.
 */
function shown(
  raw: RawItem,
  source: Buffer,
  { pieces, files }: Content,
  reading: Reading,
): { text: string; html?: string } {
  const { isReply, isCut, said } = reading
  const found = shownIn(pieces)
  const isEmpty = !reading.full.trim() && !hasPicture(found) && !files.length
  const markup = isEmpty ? undefined : found
  const full = isEmpty ? asItCame(source) : reading.full
  const lines = linesOf(full.slice(0, LONGEST_TEXT))
  const cut = cutOf(lines, isReply)
  const words = lines.slice(0, cut).join('\n').trim()
  const text = noteAbout(raw, isCut || full.length > LONGEST_TEXT) + words
  const isFolded = lines.slice(cut).some(line => line.trim())
  const html =
    markup !== undefined
      ? folded(markup, isReply)
      : isFolded || said
        ? markupOf(lines, isFolded ? cut : lines.length)
        : undefined
  return { text, ...(html !== undefined && { html: headed(html, said) }) }
}

/** Markup with a sign where the quote, or the signature, begins that goes on to its end. */
function folded(markup: string, isReply: boolean): string {
  const lines = linesIn(markup)
  const cut = cutOf(
    lines.map(({ text }) => text),
    isReply,
  )
  const first = lines.slice(cut).find(({ text }) => text.trim())
  return first ? foldedFrom(markup, first.at) : unsigned(markup)
}

const hasPicture = (markup = '') => /<img\b/i.test(markup)
const headed = (html: string, said: string | undefined) => (said ? markupOf([said], 1) + html : html)

/** A mail of which nothing can be made but its source: what stands below the headers, or all of it. */
function asItCame(source: Buffer): string {
  const text = source.subarray(0, LONGEST_SOURCE).toString('utf8')
  const end = /\r?\n\r?\n/.exec(text)
  const isMail = /^[!-9;-~]+[ \t]*:/.test(text)
  return isMail ? (end ? text.slice(end.index).trim() : '') : text
}

const PREFIX =
  '(?:re|antw|betr|r|resp|rv|reenv|fwd?|fw|doorst|doorgest|i|aw|wg|sv|vs|tr)(?:\\s?\\[\\d+\\]|\\(\\d+\\))?\\s?[:：]\\s*'
const REPLY = /^\s*(?:re|antw|betr|resp|aw|sv)(?:\s?\[\d+\]|\(\d+\))?\s?[:：]/i
const FORWARD = /^\s*(?:fwd?|doorst|doorgest|rv|reenv|wg|tr)(?:\s?\[\d+\])?\s?[:：]/i
const PREFIXES = new RegExp(`^(?:\\s*${PREFIX}){1,20}`, 'i')

/** The subject without what replying and forwarding put in front of it. */
const titleOf = (subject: string) => subject.replace(PREFIXES, '').trim() || undefined

/** Our own token, where an answer came to the address that carries it. */
function tokenIn(headers: Headers, pattern: string | undefined): string | undefined {
  const address = replyPattern(pattern)
  if (!address) return undefined
  return ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-forwarded-to']
    .flatMap(name => headers.all(name))
    .map(value => address.exec(value)?.[1])
    .find(token => token !== undefined)
}

/** When our server got it, as `poll` noted; else what the mail itself says. */
function timeOf(raw: RawItem, headers: Headers): Date {
  const received = headers.first('received')?.split(';').at(-1)
  const times = [raw.headers['received-at'], headers.first('date'), received].map(text => Date.parse(text ?? ''))
  return new Date(times.find(time => time > 0 && time < 8.64e15) ?? 0)
}

/** What an agent must know before reading: the rest of a very large mail was left in the mailbox. */
function noteAbout({ headers }: RawItem, isCut: boolean): string {
  const bytes = Number(headers['cut-from-bytes'])
  if (bytes) {
    return `[This mail is ${Math.round(bytes / 1024 / 1024)} MB, more than Webcare takes in. This is its beginning, without attachments; the whole of it is in the mailbox.]\n\n`
  }
  return isCut
    ? '[This mail has more in it than Webcare takes in. This is its beginning; the whole of it is in the mailbox.]\n\n'
    : ''
}

const unreadable = (raw: RawItem, folder: string, at: Date): InboundEvent => ({
  type: 'message',
  externalId: raw.key,
  thread: { externalId: raw.key, visibility: 'private', title: 'A mail that cannot be read' },
  place: 'brand',
  kind: 'direct',
  addressed: true,
  author: { externalId: `unknown ${raw.key}`, name: 'Unknown sender' },
  text: `[The mail server did not hand over a mail in the folder “${folder}” (UID ${raw.headers['unreadable-uid']}). Open it in the mailbox itself.]`,
  at,
})
