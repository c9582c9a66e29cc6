/**
 * The words that are new in a mail: without what it quotes and without the signature. Folding must never lose an answer,
 * so whatever does not clearly look like a quote down to the end stays. `isReply`: the mail answers another one; in a
 * first mail, or a forwarded one, what looks quoted is what the customer wants to show.
 */
export function newWords(text: string, isReply: boolean): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .split('\n')
  const start = isReply ? quoteStart(lines) : undefined
  const above = withoutSignature(lines.slice(0, start))
  const words = above.join('\n').trim()
  const whole = lines.join('\n').trim()
  // Nothing left, or the customer says that the answers stand in the quote.
  return !words || (start !== undefined && ANSWERS_INLINE.test(words)) ? whole : words
}

/** “See below”, “in red”: the answers stand between the quoted lines of a program that marks none. */
const ANSWERS_INLINE =
  /\b(?:hieronder|hierbeneden|onderstaand|tussen de regels|in het (?:rood|blauw|groen)|(?:see|answers?|replies|comments|responses) (?:are )?(?:below|inline|in-line)|inline below|in (?:red|blue|green)|(?:m[aá]s )?abajo|debajo|a continuaci[oó]n|en (?:rojo|azul|verde))\b/i

/** The line where the quote begins that goes on to the end, if there is one. */
function quoteStart(lines: readonly string[]): number | undefined {
  const firstMark = lines.findIndex(isMarked)
  const unmarked = lines.slice(0, firstMark < 0 ? undefined : firstMark)
  const heading = unmarked.findIndex((_, index) => isHeading(lines, index))
  const start = heading >= 0 ? heading : markedQuote(lines)
  // Quoted lines above it: the customer answered between them.
  return start === undefined || lines.slice(0, start).some(isMarked) ? undefined : start
}

const isMarked = (line: string) => /^\s{0,3}>/.test(line)
const isBlank = (line: string) => !line.trim()

/** A block of “>” lines with nothing but a signature below it, and the line above that says who wrote it. */
function markedQuote(lines: readonly string[]): number | undefined {
  const last = lines.findLastIndex(isMarked)
  if (
    last < 0 ||
    withoutSignature(lines.slice(last))
      .slice(1)
      .some(line => !isBlank(line))
  )
    return undefined
  let start = last
  while (start > 0 && (isMarked(lines[start - 1]!) || isBlank(lines[start - 1]!))) start--
  const length = [1, 2, 3].find(
    length => length <= start && isIntroduction(lines.slice(start - length, start).join(' ')),
  )
  return start - (length ?? 0)
}

/** In any language: a line with a date or an address that ends in a colon. Programs break it into three at most. */
const isIntroduction = (line: string) =>
  line.length < 400 && /:\s*$/.test(line) && /\d/.test(line) && /@|\d{1,2}[:.h]\d{2}|\b\d{4}\b/.test(line)

/** How mail programs introduce a quote that they do not mark: Gmail, Apple Mail, Thunderbird, Outlook, Samsung. */
const INTRODUCTIONS = [
  /^On\b.{5,300}\bwrote:$/i,
  /^Op\b.{5,300}\b(?:schreef|heeft)\b.{0,200}:$/i,
  /^El\b.{5,300}\bescribi[oó]:$/i,
  /^.{3,200}\b(?:wrote on|schreef op|escribi[oó] el)\b.{5,100}:$/i,
]
const SEPARATOR =
  /^[-_*\s]{3,}\s*(?:Original (?:Message|Appointment)|Original message|Oorspronkelijk(?:e)? (?:bericht|afspraak|e-mail)|Mensaje original|Reply message)\s*[-_*\s]{3,}$/i
const FROM = /^\W{0,3}(?:From|Van|De)\s?:/i
const OTHER_HEADERS =
  /^\W{0,3}(?:Sent|Date|To|Cc|Subject|Verzonden|Datum|Aan|Onderwerp|Enviado(?: el)?|Fecha|Para|Asunto)\s?:/i

/** Does a quote begin here that runs to the end without marks? */
function isHeading(lines: readonly string[], index: number): boolean {
  const line = lines[index]!.trim()
  if (!line || line.length > 400) return false
  if (SEPARATOR.test(line)) return lines.slice(index + 1, index + 5).some(next => FROM.test(next.trim()))
  if (FROM.test(line) || /^_{10,}$/.test(line)) {
    const block = lines.slice(index, index + 9).map(next => next.trim())
    return block.some(next => FROM.test(next)) && block.filter(next => OTHER_HEADERS.test(next)).length >= 2
  }
  return [1, 2, 3].some(length => {
    const joined = lines
      .slice(index, index + length)
      .map(part => part.trim())
      .join(' ')
    // One that stands above marks is judged with them.
    const next = lines.slice(index + length).find(part => !isBlank(part))
    return isIntroduction(joined) && INTRODUCTIONS.some(pattern => pattern.test(joined)) && !isMarked(next ?? '')
  })
}

/** What phones and mail programs put under a mail. */
const DEVICE =
  '(?:iphone|ipad|ipod|mac|galaxy|samsung|huawei|xiaomi|oppo|android|blackberry|windows|(?:smart)?phone|mobile|tablet|device|laptop|telefoon|mobiel|mobiele|toestel|apparaat|tel[eé]fono|m[oó]vil|dispositivo)'
const PROGRAM =
  '(?:outlook|mail (?:voor|for|para)|correo para|e-?mail app|proton ?mail|yahoo|gmail|galaxy|samsung|iphone|ipad|android)'
const FOOTER = new RegExp(
  `^(?:${[
    `(?:verstuurd|verzonden|sent|enviado) (?:vanaf|from|desde) (?:mijn|my|mi) (?:[\\w-]+ ){0,2}${DEVICE}`,
    `(?:verstuurd|verzonden|sent|enviado) (?:vanaf|vanuit|via|met|from|with|using|desde|con) (?:an? |een |un )?${PROGRAM}`,
    '(?:get|download|obtener|descargar) outlook (?:for|voor|para)',
    'outlook voor (?:ios|android)',
  ].join('|')})\\b[^?]{0,100}$`,
  'i',
)
/** The most lines of a signature: more may be words. */
const SIGNATURE_LINES = 10

/** The lines without the signature at their end: what follows “-- ”, and the line a phone adds. */
function withoutSignature(lines: readonly string[]): string[] {
  const mark = lines.findLastIndex(line => /^-- ?$/.test(line))
  const below = lines.slice(mark + 1).filter(line => !isBlank(line))
  // Nobody asks a question in a signature.
  const isSignature = mark > 0 && below.length <= SIGNATURE_LINES && !below.some(line => line.includes('?'))
  const kept = isSignature ? lines.slice(0, mark) : [...lines]
  for (;;) {
    const last = kept.findLastIndex(line => !isBlank(line))
    if (last < 0 || !FOOTER.test(kept[last]!.trim().replace(/^[_*]+/, ''))) return kept
    kept.length = last
  }
}
