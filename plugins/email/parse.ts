import { type ParsedMail, simpleParser } from 'mailparser'
import type { Attachment, InboundEvent, RawItem } from 'webcare/plugin'
import { isAutomatic, isOwnCopy } from './automatic.ts'
import { bounceOf } from './bounces.ts'
import { type Headers, identityOf, idsIn, readHeaders } from './headers.ts'
import { newWords } from './quotes.ts'
import type { MailCtx } from './settings.ts'

/** Images stay where they are; what is attached stays a file, also when it is a mail. */
const OPTIONS = {
  skipImageLinks: true,
  skipTextLinks: true,
  skipHtmlToText: true,
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
}
/** Longer markup is made text in a plainer way: no mail may hold up the others. */
const LONG_HTML = 1024 * 1024

/** Turns a mail into a message, or what a server reports into a receipt. Never throws: what is broken is shown as it came. */
export async function parse(raw: RawItem, { settings }: Pick<MailCtx, 'settings'>): Promise<InboundEvent[]> {
  const source = Buffer.from(raw.body)
  const headers = readHeaders(source)
  const at = timeOf(raw, headers)
  if (raw.headers['unreadable-uid']) return [unreadable(raw, settings.folder, at)]

  const mail = await read(source)
  const full = await textOf(mail, source)
  const parts = (mail?.attachments ?? []).map(({ contentType, content }) => ({ type: contentType, content }))
  const subject = oneLine(mail?.subject ?? '')
  const bounce = bounceOf(headers, full, parts, subject)
  if (bounce?.outcome === 'delayed') return []
  if (bounce) {
    return [{ type: 'receipt', externalId: bounce.messageId, status: 'failed', at, reason: bounce.reason }]
  }

  const externalId = identityOf(source, headers)
  const answered = idsIn(headers.first('in-reply-to'))
  const references = [...new Set([...idsIn(headers.first('references')), ...answered])].filter(id => id !== externalId)
  const isReply = (references.length > 0 || REPLY.test(subject)) && !FORWARD.test(subject)
  const words = newWords(full, isReply)
  const author = authorOf(mail, headers, externalId)
  const claimsToBeUs = author.externalId === settings.fromAddress.toLowerCase()
  const ours = claimsToBeUs && isOwnCopy(headers)
  const replyToken = tokenIn(headers, settings.replyAddress)
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
      automatic: (claimsToBeUs && !ours) || isAutomatic(headers, subject, settings.fromAddress),
      ours,
      author,
      text: noteAbout(raw) + words,
      ...htmlOf(mail, words !== full.trim()),
      at,
      attachments: raw.headers['cut-from-bytes'] ? [] : attachmentsOf(mail),
    },
  ]
}

const read = (source: Buffer): Promise<ParsedMail | undefined> => simpleParser(source, OPTIONS).catch(() => undefined)

/** The mail as text: as it was written, or else made from its markup; of a mail that is none, its bytes. */
async function textOf(mail: ParsedMail | undefined, source: Buffer): Promise<string> {
  if (mail?.text?.trim()) return mail.text
  if (mail?.html) {
    const made = mail.html.length <= LONG_HTML ? await fromHtml(mail.html) : ''
    return made.trim() ? made : bare(mail.html)
  }
  return mail?.headers?.size ? '' : source.toString('utf8')
}

/** What mailparser makes of markup, which it does for a mail that is nothing else. */
const fromHtml = (html: string): Promise<string> =>
  simpleParser(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`, { ...OPTIONS, skipHtmlToText: false }).then(
    mail => mail.text ?? '',
    () => '',
  )

const bare = (html: string) =>
  html
    .replace(/<(style|script|title)\b[^<>]*>[^<]*/gi, ' ')
    .replace(/<\/?(?:p|div|br|tr|li|h\d)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')

/** Markup of the whole mail, so that what was folded can be unfolded; of plain text only when there is something to unfold. */
function htmlOf(mail: ParsedMail | undefined, isFolded: boolean): { html?: string } {
  const html = mail?.html || (isFolded ? mail?.textAsHtml : undefined)
  return html ? { html } : {}
}

/**
 * Who wrote: From, never Reply-To. A reply address that somebody adds to a mail in another's name would bring them our
 * answer. A mail without a sender has an author of its own, so that no two are taken for one person.
 */
function authorOf(mail: ParsedMail | undefined, headers: Headers, externalId: string) {
  const entries = (mail?.from?.value ?? []).flatMap(entry => entry.group ?? [entry])
  const sender = entries.find(entry => ADDRESS.test(entry.address ?? ''))
  // A header that is not well formed may still hold an address.
  const address = (
    sender?.address ?? /[^\s<>"(),;:]+@[^\s<>"(),;:]+/.exec(headers.first('from') ?? '')?.[0]
  )?.toLowerCase()
  if (!address) return { externalId: `unknown ${externalId}`, name: 'Unknown sender' }
  const name = oneLine(sender?.name ?? '')
  return { externalId: address, handle: address, email: address, ...(name && name !== address && { name }) }
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/
const PREFIX =
  '(?:re|antw|betr|r|resp|rv|reenv|fwd?|fw|doorst|doorgest|i|aw|wg|sv|vs|tr)(?:\\s?\\[\\d+\\]|\\(\\d+\\))?\\s?[:：]\\s*'
const REPLY = /^\s*(?:re|antw|betr|resp|aw|sv)(?:\s?\[\d+\]|\(\d+\))?\s?[:：]/i
const FORWARD = /^\s*(?:fwd?|doorst|doorgest|rv|reenv|wg|tr)(?:\s?\[\d+\])?\s?[:：]/i
const PREFIXES = new RegExp(`^(?:\\s*${PREFIX}){1,20}`, 'i')

/** The subject without what replying and forwarding put in front of it. */
const titleOf = (subject: string) => subject.replace(PREFIXES, '').trim() || undefined

/** Our own token, where an answer came to the address that carries it. */
function tokenIn(headers: Headers, pattern: string | undefined): string | undefined {
  if (!pattern) return undefined
  const [before = '', after = ''] = pattern.split('{token}').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const address = new RegExp(`(?:^|[<\\s,;:"])${before}([\\w.~=-]{1,200})${after}(?:$|[>\\s,;"])`, 'i')
  return ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-forwarded-to']
    .flatMap(name => headers.all(name))
    .map(value => address.exec(value)?.[1])
    .find(token => token !== undefined)
}

function attachmentsOf(mail: ParsedMail | undefined): Attachment[] {
  return (mail?.attachments ?? []).map(({ content, contentType, filename, cid }) => {
    const name = oneLine(filename ?? '')
    return {
      content: new Uint8Array(content),
      type: contentType || 'application/octet-stream',
      ...(name && { name }),
      ...(cid && { cid }),
    }
  })
}

/** When our server got it, as `poll` noted; else what the mail itself says. */
function timeOf(raw: RawItem, headers: Headers): Date {
  const received = headers.first('received')?.split(';').at(-1)
  const times = [raw.headers['received-at'], headers.first('date'), received].map(text => Date.parse(text ?? ''))
  return new Date(times.find(time => time > 0 && time < 8.64e15) ?? 0)
}

/** What an agent must know before reading: the rest of a very large mail was left in the mailbox. */
function noteAbout({ headers }: RawItem): string {
  const bytes = Number(headers['cut-from-bytes'])
  return bytes
    ? `[This mail is ${Math.round(bytes / 1024 / 1024)} MB, more than Webcare takes in. This is its beginning, without attachments; the whole of it is in the mailbox.]\n\n`
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

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
