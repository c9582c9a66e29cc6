// How mail programs head what they quote, in the languages in which people write to us.

export const isMarked = (line: string): boolean => /^\s{0,3}>/.test(line)

/** A time of day, as it stands in a date of a mail. */
const TIME = /\d{1,2}\s?[:.h]\s?\d{2}(?!\d)/
const DATE = /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?<!\d)(?:19|20)\d\d(?!\d)|\d{4}年/
const ADDRESS = /[^\s<>@]{1,64}@[^\s<>@]{1,255}/g

/** “On … X wrote:” of Gmail, Apple Mail, Thunderbird, Outlook, Yahoo and others: where the verb stands differs. */
const KNOWN = [
  /^On\b.{5,350}\bwrote\s?:$/i,
  /^Op\b.{5,350}\b(?:schreef\b.{0,200}|geschreven\s?):$/i,
  /^(?:El|En)\b.{5,350}\bescribi[oó]\s?:$/i,
  /^Am\b.{5,350}\b(?:schrieb\b.{0,200}|geschrieben\s?):$/i,
  /^Le\b.{5,350}\ba [eé]crit\s?:$/i,
  /^.{3,200}\b(?:wrote on|schreef op|escribi[oó] el|schrieb am|a [eé]crit le)\b.{5,100}:$/i,
]
/** The same verbs in languages beyond ours, and of programs that begin with it. */
const FOREIGN =
  /(?:\b(?:wrote|schreef|schrieb|geschrieben|ha scritto|scrisse|escreveu|pisze|napisa[lł]\(?a?\)?|skrev|kirjoitti|yazd[ıi]|napsal\(?a?\)?|nap[ií]sal\(?a\)?|scris|[ií]rta|quoting|citando|citeren|zitat von)|escribi[oó]|a [eé]crit|пишет|написал[а(]?|писав|έγραψε|写道|寫道|のメール|작성|كتب)/iu
/** A person who says so, not a program: “Op 4 maart om 11:05 schreef u:”. */
const IN_PERSON =
  /\b(?:schreef|heeft) (?:u|je|jij|jullie|ik|hij|zij|ze|we|wij)\b|\b(?:you|I|we|he|she|they) wrote\b|\b(?:usted|ustedes|yo) escribi|\bschrieb(?:en)? (?:Sie|ich|er|sie|wir)\b|\b(?:vous|je|il|elle) (?:m'|nous )?a(?:vez|i)? [eé]crit\b/i

/**
 * Does this line, which may have been broken into several, say who wrote what follows? It names a moment and a person as
 * programs do. Above lines that are marked, an unknown language is understood by the address in angle brackets.
 */
export function isIntroduction(line: string, isAboveMarks: boolean): boolean {
  const plain = line.replace(/^[*_\s]+|[*_\s]+$/g, '')
  const rest = plain.replace(ADDRESS, '@')
  const hasAddress = rest.includes('@')
  if (!(TIME.test(rest) || (hasAddress && DATE.test(rest))) || IN_PERSON.test(rest)) {
    return isAboveMarks && hasAddress && /^(?:quoting|citando|citeren|zitat von)\b/i.test(rest)
  }
  return (
    KNOWN.some(pattern => pattern.test(rest)) ||
    (hasAddress && (FOREIGN.test(rest) || (isAboveMarks && /<@>/.test(rest))))
  )
}

/** The line above the head of an earlier mail. */
export const SEPARATOR =
  /^\s{0,3}(?:_{10,}|[-_*]{3,}\s{0,3}(?:Original (?:Message|Appointment|e-?mail)|Oorspronkelijke? (?:bericht|afspraak|e-mail)|Mensaje original|Reply message|Urspr[uü]ngliche (?:Nachricht|E-?Mail|Mail)|Originalnachricht|Message d[’']origine|Message original)\s{0,3}[-_*]{3,})\s*$/iu

const label = (words: string) => new RegExp(`^[\\s*_]{0,4}(?:${words})[*_]{0,2}\\s?:[*_]{0,2}`, 'iu')
const FROM = label('From|Van|De|Von')
const SENT = label('Sent|Verzonden|Enviado(?: el)?|Gesendet|Envoy[eé](?: le)?')
const DATED = label('Date|Datum|Fecha')
const SUBJECT = label('Subject|Onderwerp|Asunto|Betreff|Objet')
const OTHER = label(
  'To|Aan|Para|An|[AÀ]|Cc|Bcc|Kopie|Importance|Urgentie|Priorit(?:y|eit)|Reply-To|Antwoord aan|Responder a',
)
const LABELS = [FROM, SENT, DATED, SUBJECT, OTHER]
/** The most lines that the head of a mail has. */
const HEAD = 14

/**
 * Does the head of an earlier mail stand here: who, when it was sent, and an address? People make such lists too, of a
 * journey for one, so what has no address must have a subject and a time, or stand below a separator.
 */
export function isHeadBlock(lines: readonly string[], index: number, isBelowSeparator: boolean): boolean {
  const first = lines[index] ?? ''
  if (!isBelowSeparator && !FROM.test(first) && !SENT.test(first)) return false
  const head: string[] = []
  for (const line of lines.slice(index, index + HEAD)) {
    if (line.length > 1000) break
    if (LABELS.some(pattern => pattern.test(line))) head.push(line)
    // A long list of addressees goes on in the next line.
    else if (line.trim() && !(head.length && /[;,>]\s*$|^\s/.test(line))) break
  }
  const has = (pattern: RegExp) => head.some(line => pattern.test(line))
  const isWhen = (pattern: RegExp) => head.some(line => pattern.test(line) && (TIME.test(line) || DATE.test(line)))
  const hasAddress = head.some(line => line.includes('@'))
  if (!has(FROM) || head.length < 2) return false
  if (isBelowSeparator) return has(SENT) || has(DATED)
  if (has(SENT)) return (hasAddress && /\d/.test(head.find(line => SENT.test(line))!)) || (isWhen(SENT) && has(SUBJECT))
  return hasAddress && isWhen(DATED) && has(SUBJECT) && has(OTHER)
}
