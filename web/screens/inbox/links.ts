import { LinkifyIt } from 'linkify-it'

/** A piece of a text: plain, or with the address it leads to. */
export type Piece = { text: string; href?: string }

const LONGEST = 2000
const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const number = /\+?\d[\d().-]{1,30}\d/y

// Only what says that it is an address: `www.example` may be the end of a sentence.
const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true, urlAuth: true, maxLength: LONGEST })
  .add('ftp:', null)
  .add('//', null)
  .add('tel:', {
    validate(text, at) {
      number.lastIndex = at
      return number.exec(text)?.[0].length ?? 0
    },
  })

/**
 * Cuts a text at the links in it. Only http, https, mailto and tel become links; the address shown is the one the
 * browser goes to, so a host in look-alike letters shows as xn--, and what stands before an @ in it is not there at all.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const { index, lastIndex, schema, url } of finder.match(text) ?? []) {
    // `blob:https:…` is another kind of address, and an endless one was cut off.
    const isOther = schema !== '' && /[\w:]/.test(text[index - 1] ?? '')
    const link = isOther || lastIndex - index >= LONGEST ? undefined : linkOf(text.slice(index, lastIndex), url)
    if (!link) continue
    if (index > at) found.push({ text: text.slice(at, index) })
    found.push(link)
    at = lastIndex
  }
  if (at < text.length) found.push({ text: text.slice(at) })
  return found
}

function linkOf(raw: string, address: string): Piece | undefined {
  const url = URL.parse(address)
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
