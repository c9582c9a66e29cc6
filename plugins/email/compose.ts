import MailComposer from 'nodemailer/lib/mail-composer'
import { type OutboundMessage, PluginError } from 'webcare/plugin'
import { domainOf, type MailSettings } from './settings.ts'
import type { Envelope } from './smtp.ts'

/** An answer as a mail, ready to leave. */
export interface Outgoing extends Envelope {
  /** Made from the message's id, so that every try and every look for it has the same. */
  messageId: string
  source: Buffer
}

/** RFC 5321, 4.5.3.1.1: some servers refuse a longer part before the @. */
const LONGEST_LOCAL_PART = 64
/** The most References: the first, which names the thread, and the latest. */
const MOST_REFERENCES = 30

export const messageIdOf = (message: OutboundMessage, { fromAddress }: MailSettings): string =>
  `<${message.id}@${domainOf(fromAddress)}>`

/** Writes the mail. `permanent` when there is no address to write to. */
export async function compose(message: OutboundMessage, settings: MailSettings, date: Date): Promise<Outgoing> {
  const { fromAddress, fromName } = settings
  const to = message.to.externalId
  if (!/^[^\s@<>",;:]+@[^\s@<>",;:]+$/.test(to)) {
    throw new PluginError('permanent', 'The mail came without an address that can be answered.')
  }
  const messageId = messageIdOf(message, settings)
  const { inReplyTo, text } = message
  const composer = new MailComposer({
    from: { name: oneLine(fromName), address: fromAddress },
    to: { name: oneLine(message.to.name ?? ''), address: to },
    replyTo: replyAddress(message, settings),
    subject: subjectOf(message),
    messageId,
    inReplyTo: inReplyTo && isId(inReplyTo) ? inReplyTo : undefined,
    references: referencesOf(message),
    date,
    text,
    html: asHtml(text),
    attachments: message.attachments.map(({ name, type, content }) => ({
      filename: oneLine(name),
      contentType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream',
      content: Buffer.from(content),
      contentDisposition: 'attachment',
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  })
  return { messageId, from: fromAddress, to, source: await composer.compile().build() }
}

/** What may stand in a header as an id: a Message-ID, not the hash that stands for a missing one. */
const isId = (id: string) => /^<[^<>\s]+>$/.test(id) && !/\.invalid>$/.test(id)

function referencesOf({ references, inReplyTo }: OutboundMessage): string[] {
  const all = [...new Set([...references, ...(inReplyTo ? [inReplyTo] : [])])].filter(isId)
  return all.length <= MOST_REFERENCES ? all : [all[0]!, ...all.slice(1 - MOST_REFERENCES)]
}

function subjectOf({ subject = '' }: OutboundMessage): string {
  const plain = oneLine(subject)
  return /^re\s?:/i.test(plain) ? plain : `Re: ${plain}`.trim()
}

/** The address that brings an answer back to the case, where the mailbox has such addresses and it is not too long. */
function replyAddress({ replyToken }: OutboundMessage, { replyAddress, fromName }: MailSettings) {
  const address = replyAddress?.replace('{token}', replyToken)
  return address && address.indexOf('@') <= LONGEST_LOCAL_PART ? { name: oneLine(fromName), address } : undefined
}

/** The text again for programs that show markup alone: paragraphs and lines, nothing else. */
function asHtml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
  const paragraphs = escaped.split(/\n{2,}/).map(part => `<p>${part.replaceAll('\n', '<br>\n')}</p>`)
  return `<!doctype html>\n<html><body>\n${paragraphs.join('\n')}\n</body></html>\n`
}

/** Nothing that could begin another header. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()
