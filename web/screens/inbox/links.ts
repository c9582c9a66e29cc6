/** A piece of a text: plain, or with the address it leads to. */
export type Piece = { text: string; href?: string }

const candidate = /(?<![\w:])(?:https?:\/\/|mailto:|tel:\+?\d)[^\s<>"“”]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/giu
const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const LONGEST = 2000

/**
 * Cuts a text at the links in it. Only http, https, mailto and tel become links; the address shown is the one the
 * browser goes to, so a host in look-alike letters shows as xn--, and what stands before an @ in it is not there at all.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const match of text.matchAll(candidate)) {
    const raw = trimmed(match[0])
    const link = linkOf(raw)
    if (!link) continue
    if (match.index > at) found.push({ text: text.slice(at, match.index) })
    found.push(link)
    at = match.index + raw.length
  }
  if (at < text.length) found.push({ text: text.slice(at) })
  return found
}

/** Without the punctuation of the sentence around it. */
function trimmed(link: string): string {
  const bare = link.replace(/[.,;:!?'’)\]}]+$/, '')
  // A bracket that was opened inside belongs to the address.
  return link[bare.length] === ')' && bare.includes('(') ? `${bare})` : bare
}

function linkOf(raw: string): Piece | undefined {
  if (raw.length > LONGEST) return undefined
  const mail = /^[^:/]+@/.test(raw)
  const url = URL.parse(mail ? `mailto:${raw}` : raw)
  if (!url || !allowed.has(url.protocol)) return undefined
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') return { text: raw, href: url.href }
  url.username = ''
  url.password = ''
  const same = raw
    .slice(raw.indexOf('//') + 2)
    .toLowerCase()
    .startsWith(url.host)
  return { text: same ? raw : url.href, href: url.href }
}
