import { type Headers, idsIn, readHeaders } from './headers.ts'

/** What a mail server reports about a mail of ours. */
export interface Bounce {
  /** `delayed`: it is still being tried. */
  outcome: 'failed' | 'delayed'
  /** The mail it is about. */
  messageId: string
  reason: string
}
export interface Part {
  type: string
  content: Uint8Array
}

/** How long a reason may be: it is shown in one line. */
const LONGEST = 300
const FAILED_SUBJECT =
  /undeliver|non[- ]?deliver|not be delivered|delivery[\w ]*(?:fail|status|problem)|fail(?:ed|ure) (?:notice|delivery)|returned mail|returned to sender|mail (?:delivery )?(?:failed|error|system error)|onbestelbaar|niet (?:worden )?(?:bezorgd|afgeleverd)|no (?:se )?(?:ha )?(?:podido|pudo|puede) (?:ser )?entrega|no entregado|devuelto/i
const DELAYED_SUBJECT = /\bdelay(?:ed)?\b|\bwarning\b|vertraag|vertraging|retras(?:o|ado)|demora/i

/**
 * Reads a bounce: the standard report (RFC 3464), or the letter of a server that has a form of its own. Undefined for
 * anything else, also for a bounce that does not say which mail it is about: that is shown as it is.
 */
export function bounceOf(headers: Headers, text: string, parts: readonly Part[], subject: string): Bounce | undefined {
  const type = headers.first('content-type') ?? ''
  return /^multipart\/report\b/i.test(type) && /report-type\s*=\s*"?delivery-status\b/i.test(type)
    ? standard(text, parts)
    : homemade(headers, text, parts, subject)
}

function standard(text: string, parts: readonly Part[]): Bounce | undefined {
  const status = parts.find(part => /^message\/(global-)?delivery-status$/i.test(part.type))
  const messageId = originalId(parts) ?? idBelowHeading(text)
  if (!status || !messageId) return undefined
  // The first group is about the server, each other one about a recipient. We write to one at a time.
  const groups = decoded(status.content)
    .trim()
    .split(/\r?\n[ \t]*\r?\n/)
  const recipient = groups.map(group => readHeaders(Buffer.from(group))).find(group => group.first('action'))
  const action = recipient
    ?.first('action')
    ?.toLowerCase()
    .split(/[\s;(]/)[0]
  if (!recipient || (action !== 'failed' && action !== 'delayed')) return undefined
  const diagnostic = recipient.first('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '')
  const reason = diagnostic ?? refusalIn(text) ?? recipient.first('status') ?? 'The mail server gave no reason'
  return { outcome: action, messageId, reason: line(reason) }
}

/** qmail, Exim, and others that write a letter: the sender, the subject, and a copy of our headers below it. */
function homemade(headers: Headers, text: string, parts: readonly Part[], subject: string): Bounce | undefined {
  const isFromServer = /(^|<|\s)(mailer-daemon|postmaster|mail-daemon|mdaemon)@/i.test(headers.first('from') ?? '')
  const failed = headers.first('x-failed-recipients')
  if (!failed && !(isFromServer && (FAILED_SUBJECT.test(subject) || DELAYED_SUBJECT.test(subject)))) return undefined
  const messageId = originalId(parts) ?? idBelowHeading(text)
  if (!messageId) return undefined
  const outcome = DELAYED_SUBJECT.test(subject) && !FAILED_SUBJECT.test(subject) ? 'delayed' : 'failed'
  return { outcome, messageId, reason: line(refusalIn(text) ?? 'The mail server gave no reason') }
}

/** The Message-ID of our mail, from the copy of it or of its headers that came along. */
function originalId(parts: readonly Part[]): string | undefined {
  const copy = parts.find(part =>
    /^(message\/(global|rfc822)|text\/rfc822-headers|message\/global-headers)$/i.test(part.type),
  )
  return copy && idsIn(readHeaders(copy.content).first('message-id'))[0]
}

const idBelowHeading = (text: string): string | undefined =>
  idsIn(/^[>\s]{0,10}Message-ID:[ \t]*\n?[ \t]*(<[^<>\s]+>)/im.exec(text)?.[1])[0]

/** The first line that reads like a server's refusal: “550 5.1.1 No such user”. */
const refusalIn = (text: string): string | undefined =>
  text.split('\n').find(one => one.length < 1000 && /(^|[^\d.])(5\d\d[ -]|#?5\.\d{1,3}\.\d{1,3}\b)/.test(one))

const line = (text: string) =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
const decoded = (content: Uint8Array) => Buffer.from(content).toString('utf8')
