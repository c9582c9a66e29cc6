import { type Address, addressParser, decodeWords } from 'postal-mime'
import type { Author } from 'webcare/plugin'
import { isOwnCopy } from './automatic.ts'
import { oneLine } from './content.ts'
import { decodable, type Headers } from './headers.ts'
import { addressesIn, domainOf, type MailSettings, replyPattern } from './settings.ts'

/** The writer of a mail, as far as it says so. */
export interface Writer {
  author: Author
  /** A copy of what we wrote in another program. */
  ours: boolean
  /** It names us as its sender, is none of ours, and names nobody else. */
  isForged: boolean
  /** A form that an admin trusts passed it on: a person wrote it, whatever the program says of itself. */
  isTrustedForm: boolean
  /** For the eye: where the mail says that it comes from, and where an answer should go, if that is not one. */
  said: string | undefined
}

interface Mailbox {
  name: string
  address: string
}

/** More of a header than anybody needs to say who wrote. */
const LONGEST = 4000
const ADDRESS = /^[^\s@<>",;:()]{1,64}@[^\s@<>",;:()]{1,253}$/
/** Programs that pass on what a visitor typed. Nobody reads what is written to them. */
const ROBOT = new RegExp(
  [
    '^(?:no|do-?not|niet|nicht|ne-?pas)[-._]?(?:reply|respond|antwoorden|beantwoorden|responder|answer|repondre|antworten)\\b',
    'no-?reply',
    '^(?:wordpress|www-data|apache|nobody|mailer)$',
    '^(?:(?:web|contact)-?)?form(?:s|ulier|ulieren|ulario|ular|ulaire)?(?:-?(?:submissions?|responses?))?$',
  ].join('|'),
  'i',
)
/** Names that sites of our own domain mail under. */
const SITE = /^(?:website|web|www|site|webmaster|server|cms|notificaties|notifications?)$/i
const SERVER = /^(?:mailer-daemon|postmaster)$/i

/**
 * The writer is in From. A reply address that somebody adds to a mail in another's name would bring them our answer, so it counts
 * where From names nobody: a robot, a form of ours, or we ourselves. A mail without an address has an author of its own,
 * so that no two are taken for one person.
 */
export function writerOf(headers: Headers, text: string, externalId: string, settings: MailSettings): Writer {
  const isOwn = ownAddresses(settings)
  const senders = mailboxesIn(headers.first('from'))
  const from = senders.find(isFull) ?? senders[0]
  const claimsToBeUs = from !== undefined && isOwn(from.address)
  const ours = claimsToBeUs && isOwnCopy(headers)
  const isTrustedForm =
    !ours && from !== undefined && addressesIn(settings.formAddresses).includes(from.address.toLowerCase())
  const others = mailboxesIn(headers.first('reply-to')).filter(
    one => isFull(one) && !isOwn(one.address) && one.address.toLowerCase() !== from?.address.toLowerCase(),
  )
  const isAnybody = from !== undefined && (claimsToBeUs || isTrustedForm || isRobot(from, settings))
  const asked = others.find(one => !isNobody(one.address))
  const visitor = ours || !isAnybody ? undefined : (asked ?? (isTrustedForm ? inFields(text, isOwn) : undefined))
  // Of a form, one mail without an address is not from the same visitor as another.
  const other = isTrustedForm && from ? { name: from.name, address: '' } : from
  const writer = visitor ? { ...visitor, name: visitor.name || nameBehind(headers, from) } : other
  return {
    author: authorFrom(writer, externalId),
    ours,
    isForged: claimsToBeUs && !ours && !visitor && !isTrustedForm,
    isTrustedForm,
    said: others[0] && from ? `From: ${written(from)} · Reply-To: ${written(others[0])}` : undefined,
  }
}

function authorFrom(writer: Mailbox | undefined, externalId: string): Author {
  const name = oneLine(writer?.name ?? '')
  if (!writer || !isFull(writer)) {
    return { externalId: `unknown ${externalId}`, name: name || oneLine(writer?.address ?? '') || 'Unknown sender' }
  }
  const address = writer.address.toLowerCase()
  return { externalId: address, handle: address, email: address, ...(name && name !== address && { name }) }
}

const isFull = ({ address }: Mailbox) => ADDRESS.test(address)
const localPart = (address: string) => address.slice(0, Math.max(0, address.lastIndexOf('@')))
const isNobody = (address: string) => ROBOT.test(localPart(address)) || SERVER.test(localPart(address))
const written = ({ name, address }: Mailbox) =>
  oneLine(name && name !== address ? `${name} <${address}>` : address).slice(0, 300)

/** Does a program write under this address, of which any may be somebody's form? */
function isRobot({ address }: Mailbox, { fromAddress }: MailSettings): boolean {
  const own = domainOf(fromAddress)
  const domain = domainOf(address)
  return (
    ROBOT.test(localPart(address)) || (SITE.test(localPart(address)) && (domain === own || domain.endsWith(`.${own}`)))
  )
}

/** Our own addresses: of the mailbox, and those that carry a token. */
function ownAddresses({ fromAddress, replyAddress }: MailSettings): (address: string) => boolean {
  const withToken = replyPattern(replyAddress)
  return address => address.toLowerCase() === fromAddress.toLowerCase() || (withToken?.test(address) ?? false)
}

/** The mailboxes in a header, however it is written; of groups their members. */
function mailboxesIn(value: string | undefined): Mailbox[] {
  if (!value) return []
  const short = decodable(value.slice(0, LONGEST))
  const flat = (one: Address): Mailbox[] => (one.group ? one.group : [one])
  const found = addressParser(short).flatMap(flat)
  if (found.some(isFull)) return found
  // A header that is not well formed may still hold an address.
  const address = short.split(/[\s<>"(),;:]+/).find(word => ADDRESS.test(word))
  return address ? [{ name: '', address }] : found.length ? found : [{ name: decodeWords(short), address: '' }]
}

/** A list that writes in a person's stead keeps their name: “Emma Jansen via Support”. */
function nameBehind(headers: Headers, from: Mailbox | undefined): string {
  const [original] = mailboxesIn(headers.first('x-original-from'))
  return original?.name || (/^['"]?(.{1,200}?)['"]? (?:via|namens|por medio de) /i.exec(from?.name ?? '')?.[1] ?? '')
}

const FIELD = (names: string) => new RegExp(`^[\\s*_>-]{0,4}(?:${names})[*_ ]{0,3}[:：\\t][*_\\s]{0,3}(.*)$`, 'i')
const EMAIL = FIELD(
  '(?:uw |je |your |su |tu |ihre? |votre )?(?:e-?mail(?:[ -]?(?:adres|address|adresse))?|mail(?:adres|adresse)?|correo(?: electr[oó]nico)?|courriel|adresse e-?mail|email|afzender|van|from)',
)
const NAME = FIELD(
  '(?:uw |je |your |su |tu |ihr |votre )?(?:naam|volledige naam|name|full name|nombre(?: completo)?|nom|vollst[aä]ndiger name)',
)
const EMAIL_ALONE =
  /^[\s*_]{0,4}(?:uw |je |your )?(?:e-?mail(?:[ -]?(?:adres|address|adresse))?|correo(?: electr[oó]nico)?|courriel|mailadres)[\s*_:]{0,4}$/i
/** A form's fields stand at its beginning. */
const MOST_LINES = 200

/** The visitor that a form names in its fields: a label with an address behind it or on the next line. */
function inFields(text: string, isOwn: (address: string) => boolean): Mailbox | undefined {
  const lines = text.split('\n', MOST_LINES).map(line => line.slice(0, 1000))
  const addressIn = (line = '') =>
    line.split(/[\s<>"(),;:[\]]+/).find(word => ADDRESS.test(word) && !isOwn(word) && !isNobody(word))
  const address = lines
    .map((line, index) => {
      const behind = EMAIL.exec(line)?.[1]
      return addressIn(
        behind ?? (EMAIL_ALONE.test(line) ? lines.slice(index + 1).find(next => next.trim()) : undefined),
      )
    })
    .find(found => found !== undefined)
  const name = lines.map(line => NAME.exec(line)?.[1]?.trim()).find(Boolean)
  return address ? { address, name: name ?? '' } : undefined
}
