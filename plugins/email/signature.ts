/** Lines that phones and mail programs put under a mail. */
const DEVICE =
  '(?:iphone|ipad|ipod|mac|galaxy|samsung|huawei|xiaomi|oppo|android|blackberry|windows|(?:smart)?phone|mobile|tablet|device|laptop|telefoon|mobiel|mobiele|toestel|apparaat|tel[eé]fono|m[oó]vil|dispositivo|handy|smartphone|mobiltelefon|ger[aä]t|t[eé]l[eé]phone|appareil)'
const PROGRAM =
  '(?:outlook|mail (?:voor|for|para|f[uü]r|pour)|correo para|courrier pour|e-?mail app|proton ?mail|yahoo|gmail|galaxy|samsung|iphone|ipad|android|gmx|web\\.de)'
const FOOTER = new RegExp(
  `^(?:${[
    `(?:verstuurd|verzonden|sent|enviado|gesendet|envoy[eé]) (?:vanaf|from|desde|von|de|depuis) (?:mijn|my|mi|meinem|mon) (?:[\\w-]+ ){0,2}${DEVICE}`,
    `von meinem (?:[\\w-]+ ){0,2}${DEVICE}(?: aus)? gesendet`,
    `(?:verstuurd|verzonden|sent|enviado|gesendet|envoy[eé]) (?:vanaf|vanuit|via|met|from|with|using|desde|con|von|mit|aus|de|depuis|[aà] partir d[e’'])\\s?(?:an? |een |un )?${PROGRAM}`,
    '(?:get|download|obtener|descargar|t[eé]l[eé]chargez|obtenir) outlook (?:for|voor|para|pour)',
    'outlook (?:voor|f[uü]r) (?:ios|android)',
  ].join('|')})(?![\\p{L}\\p{N}])[^?]{0,100}$`,
  'iu',
)
/** The most lines of a signature: more may be words. */
const SIGNATURE_LINES = 10

const isDelimiter = (line: string) => /^-- ?$/.test(line)
export const isBlank = (line: string): boolean => !line.trim()

/**
 * The line where the signature begins, with the line that a phone adds; the number of lines where none does. Below what is
 * folded already it may begin at the top.
 */
export function signatureStart(lines: readonly string[], isBelow = false): number {
  const mark = lines.findLastIndex(isDelimiter)
  // One above it: a list that somebody made.
  const isOnly = lines.findIndex(isDelimiter) === mark
  let kept = isOnly && (mark > 0 || (isBelow && mark === 0)) && isSignature(lines, mark) ? mark : lines.length
  for (;;) {
    let last = kept - 1
    while (last >= 0 && isBlank(lines[last]!)) last--
    if (last < 0 || lines[last]!.length > 300 || !FOOTER.test(lines[last]!.trim().replace(/^[_*]+/, ''))) return kept
    kept = last
  }
}

/**
 * Is it a signature that stands below this line? Nobody asks a question in one, and after a blank line nobody says a sentence
 * in one. Two dashes without the blank that makes them a delimiter are a line that people draw: no sentence stands below.
 */
function isSignature(lines: readonly string[], mark: number): boolean {
  const below = lines.slice(mark + 1, mark + 4 * SIGNATURE_LINES)
  const said = below.filter(line => !isBlank(line))
  if (lines.length > mark + 4 * SIGNATURE_LINES || said.length > SIGNATURE_LINES) return false
  if (said.some(line => line.includes('?'))) return false
  const gap = below.findIndex((line, index) => isBlank(line) && below.slice(0, index).some(above => !isBlank(above)))
  const isExact = lines[mark] === '-- '
  const doubtful = isExact ? [...said.slice(0, 1), ...(gap < 0 ? [] : below.slice(gap))] : said
  return !doubtful.some(isSentence)
}

/** Words in a row, most of them in small letters, or some that end as a sentence does. */
function isSentence(line: string): boolean {
  const words = line.trim().split(/\s+/).slice(0, 100)
  const small = words.filter(word => /^\p{Ll}/u.test(word)).length
  return words.length >= 4 && (small * 2 >= words.length || (/[.!…]["”’)]*$/.test(line.trim()) && small > 1))
}
