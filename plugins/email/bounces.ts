import { isReport } from './automatic.ts'
import { type Headers, headersIn, idsIn } from './headers.ts'
import type { Part } from './mime.ts'
import { domainOf } from './settings.ts'

/** A mail server's report about a mail of ours. */
export interface Bounce {
  /** `delayed`: it is still being tried. */
  outcome: 'failed' | 'delayed'
  /** The mail it is about; undefined where it does not say. */
  messageId: string | undefined
  reason: string
}

/** How long a reason may be: it is shown in one line. */
const LONGEST = 300
/** The beginning of a letter says all; below it stands a copy of what we wrote. */
const READ = 100_000
const NO_REASON = 'The mail server gave no reason'

const FAILED_SUBJECT =
  /undeliver|non[- ]?deliver|(?:not|n['’]t) (?:be(?:en)? )?deliver|delivery[\w ()-]{0,40}(?:fail|problem|error)|fail(?:ed|ure) (?:notice|delivery)|\(failure\)|returned mail|return(?:ed|ing) (?:message )?to sender|mail (?:delivery )?(?:failed|failure|error|system error)|message (?:rejected|blocked)|onbestelbaar|niet (?:worden )?(?:bezorgd|afgeleverd)|bezorging mislukt|no (?:se )?(?:ha )?(?:podido|pudo|puede) (?:ser )?entrega|no entregado|no se puede entregar|devuelto|error (?:de|en la) entrega|unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|non remis|non distribu|[eé]chec de (?:la )?(?:remise|distribution)/iu
const DELAYED_SUBJECT =
  /(?<![\p{L}\p{N}])delay(?:ed)?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])warning(?![\p{L}\p{N}])|vertraag|vertraging|retras(?:o|ado|ada)|demora|verz[oö]ger|retard[eé]?|diff[eé]r[eé]|still being retried|nog niet bezorgd/iu
const STATUS_SUBJECT = /delivery (?:status )?notification|delivery status|status notification/i
/** A letter that says so is a warning, whatever its subject is. */
const WARNING =
  /warning (?:message )?only|do(?: not|n't) need to (?:resend|do anything)|no action is required|(?:will|we) (?:still )?(?:keep|continue)(?: to)? try(?:ing)?|will be retried|still trying|wil(?:l)? blijven proberen|blijven proberen|niet opnieuw te (?:ver)?zenden|seguir[eé](?:mos)? intentando|se volver[aá] a intentar|no (?:es necesario|hace falta) (?:que )?(?:re|volver a )env|weiter(?:hin)? versuch|^action:\s*delayed/imu
/** A line that says what was wrong where no code of a server does. */
const REASON =
  /user unknown|unknown (?:user|recipient|address)|no such (?:user|recipient|mailbox|address)|no mailbox|mailbox (?:is )?(?:full|unavailable|not found|disabled)|over ?quota|quota exceeded|out of (?:storage )?space|does(?: not|n't) exist|(?:address|recipient|user|host|domain)\b.{0,40}\bnot (?:be )?found|recipient rejected|address rejected|access denied|relay(?:ing)? denied|blocked|rejected|could(?: not|n't) be found|bestaat niet|niet gevonden|onbekend|postvak(?:bus)?\b.{0,40}\bvol\b|geweigerd|no existe|desconocido|buz[oó]n .{0,20}llen[oa]|no se (?:ha )?encontr|rechazad|existiert nicht|nicht gefunden|unbekannt|postfach .{0,20}voll|n['’]existe pas|inconnu|introuvable/iu

/**
 * Reads a bounce: the standard report (RFC 3464), or the letter of a server that has a form of its own. Undefined for
 * anything else. One that does not say which mail it is about can be tied to nothing, and is shown.
 */
export function bounceOf(
  headers: Headers,
  text: string,
  root: Part,
  { subject, own }: { subject: string; own: string },
): Bounce | undefined {
  const parts = leaves(root)
  const letter = text.slice(0, READ)
  const about = [...originalIds(parts), ...idsBelow(letter)]
  const domain = domainOf(own)
  const isOurs = (id: string) => domainOf(id.slice(0, -1)) === domain
  const answered = [...idsIn(headers.first('in-reply-to')), ...idsIn(headers.first('references'))].filter(isOurs)
  const messageId = about.find(isOurs) ?? about[0] ?? answered.at(-1)
  const status = parts.find(part => /^message\/(global-)?delivery-status$/i.test(part.type))
  const action = status && actionIn(status)
  // One that says that our mail arrived is no bounce.
  if (isReport(headers) && action) return action.outcome && { ...reported(action, letter), messageId }
  return homemade(headers, letter, subject, messageId)
}

/** Every part that is not made of parts. */
const leaves = (part: Part): Part[] => (part.parts.length ? part.parts.flatMap(leaves) : [part])

/** The part of a standard report that is about our mail; without an outcome where it is neither lost nor late. */
function actionIn(status: Part): { outcome: Bounce['outcome'] | undefined; recipient: Headers } | undefined {
  // The first group is about the server, each other one about a recipient. We write to one at a time.
  const groups = decoded(status)
    .trim()
    .split(/\r?\n[ \t]*\r?\n/, 50)
  const recipient = groups.map(headersIn).find(group => group.first('action'))
  const [said] =
    recipient
      ?.first('action')
      ?.toLowerCase()
      .split(/[\s;(]/) ?? []
  return recipient && { recipient, outcome: said === 'failed' || said === 'delayed' ? said : undefined }
}

function reported(
  { outcome = 'failed', recipient }: NonNullable<ReturnType<typeof actionIn>>,
  text: string,
): Pick<Bounce, 'outcome' | 'reason'> {
  const diagnostic = recipient.first('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '')
  return { outcome, reason: line(diagnostic || refusalIn(text) || recipient.first('status') || NO_REASON) }
}

/** qmail, Exim, and others that write a letter: by the sender, by the subject, and by what they say. */
function homemade(headers: Headers, text: string, subject: string, messageId: string | undefined): Bounce | undefined {
  const failed = headers.first('x-failed-recipients')
  const isAbout = FAILED_SUBJECT.test(subject) || DELAYED_SUBJECT.test(subject) || STATUS_SUBJECT.test(subject)
  if (!failed && !(isServer(headers) && (isAbout || isDaemon(headers)))) return undefined
  const letter = text.slice(0, copyStart(text))
  const refusal = refusalIn(letter)
  const isWarning = WARNING.test(letter) || (DELAYED_SUBJECT.test(subject) && !FAILED_SUBJECT.test(subject))
  if (!isWarning && !failed && !refusal && !FAILED_SUBJECT.test(subject)) return undefined
  return {
    outcome: isWarning ? 'delayed' : 'failed',
    messageId,
    reason: line(refusal ?? firstSaid(letter) ?? NO_REASON),
  }
}

const from = (headers: Headers) => (headers.first('from') ?? '').slice(0, 1000)
/** Nothing but programs write under this name. */
export const isDaemon = (headers: Headers) => /(?:^|[<\s"])mailer-daemon\b/i.test(from(headers))
/** Addresses and names that mail servers write under. */
const isServer = (headers: Headers) =>
  /(?:^|[<\s"])(?:mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange[0-9a-f]{20,40}|bounces?)@|mailer-daemon|mail delivery (?:sub)?system|mail system|system administrator|systeembeheerder|administrador del sistema|systemadministrator|administrateur syst/i.test(
    from(headers),
  )

/** The Message-ID of our mail, from the copies of it or of its headers that came along. */
const originalIds = (parts: readonly Part[]): string[] =>
  parts
    .filter(({ type }) => /^(message\/(global|rfc822)|text\/rfc822-headers|message\/global-headers)$/i.test(type))
    .flatMap(part => idsIn(headersIn(decoded(part)).first('message-id')))

const MESSAGE_ID = /^[>\s|]{0,10}Message-ID:[ \t]{0,10}\n?[>\s]{0,10}(<[^<>\s]{1,500}>)/gim
const idsBelow = (text: string): string[] => [...text.matchAll(MESSAGE_ID)].flatMap(([, id]) => idsIn(id))

/** Where the copy of our own mail begins: its words are no reason of a server. */
function copyStart(text: string): number {
  const mark = text.search(
    /^[-\s]{0,10}(?:below this line is a copy|this is a copy of|(?:the )?original message|oorspronkelijk bericht|mensaje original|urspr[uü]ngliche nachricht|------ this is a copy)/im,
  )
  const id = text.search(/^[>\s|]{0,10}Message-ID:/im)
  const starts = [mark, id].filter(at => at > 0)
  return starts.length ? Math.min(...starts) : text.length
}

/** The line that says why: by the code of a server (“550 5.1.1 No such user”), or else in words. */
function refusalIn(text: string): string | undefined {
  const lines = text.split('\n').filter(one => one.length < 1000)
  return (
    lines.find(one => /(?:^|[^\d.])(?:5\d\d[ :-]|#?5\.\d{1,3}\.\d{1,3}\b)/.test(one)) ??
    lines.find(one => REASON.test(one))
  )
}

/** Where no line says why, the first that says anything. */
const firstSaid = (text: string) => text.split('\n').find(one => one.length < 1000 && /\p{L}{3}.*\s\p{L}/u.test(one))

const line = (text: string) =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)

/** The beginning of a part that a server wrote, its bytes as letters. */
function decoded({ headers, body }: Part): string {
  const some = body.slice(0, READ)
  const isBase64 = /base64/i.test(headers.first('content-transfer-encoding') ?? '')
  return isBase64 ? Buffer.from(some, 'base64').toString('latin1') : some
}
