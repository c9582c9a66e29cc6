import PostalMime from 'postal-mime'
import type { Attachment } from 'webcare/plugin'
import { isCharset, parameterOf } from './headers.ts'
import { linesIn, markupOf, textOf } from './markup.ts'
import { bytesOf, type Part } from './mime.ts'

/** A stretch of a mail that is read: plain text, markup, or the same in both. */
export interface Piece {
  plain?: string
  html?: string
}
export interface Content {
  pieces: Piece[]
  files: Attachment[]
}

/** The words of a mail, and the files that came along, in the order in which they stand. */
export async function contentOf(root: Part): Promise<Content> {
  const files: Attachment[] = []
  const piecesOf = async (part: Part, isAlternative: boolean): Promise<Piece[]> => {
    if (part.parts.length) {
      const inside: Piece[] = []
      const choice = part.type === 'multipart/alternative'
      for (const one of part.parts) inside.push(...(await piecesOf(one, choice)))
      return choice ? [together(inside)].filter(({ plain, html }) => plain !== undefined || html !== undefined) : inside
    }
    if (isRead(part, isAlternative || part === root)) {
      const text = lettersIn(part)
      return [part.type === 'text/html' ? { html: text } : { plain: text }]
    }
    files.push(await fileOf(part))
    return []
  }
  return { pieces: await piecesOf(root, true), files }
}

/** Is a part read in place? A text that has a name is a file, unless the mail is nothing else. */
function isRead({ type, headers }: Part, isBody: boolean): boolean {
  const disposition = headers.first('content-disposition') ?? ''
  if (type.startsWith('multipart/')) return true
  if ((type !== 'text/plain' && type !== 'text/html') || /^\s*attachment\b/i.test(disposition)) return false
  const isNamed =
    /;\s*filename\*?\d*\*?\s*=/i.test(disposition) || /;\s*name\*?\d*\*?\s*=/i.test(headers.first('content-type') ?? '')
  return isBody || !isNamed
}

/** One choice of several: each kind as often as it comes. */
function together(pieces: readonly Piece[]): Piece {
  const plain = pieces.flatMap(piece => piece.plain ?? [])
  const html = pieces.flatMap(piece => piece.html ?? [])
  return { ...(plain.length && { plain: plain.join('\n') }), ...(html.length && { html: html.join('\n') }) }
}

/** A piece as text. Markup that says more, or something else, wins: the text part is a placeholder then. */
export function wordsOf({ plain = '', html }: Piece): string {
  if (html === undefined) return plain
  const made = textOf(linesIn(html))
  if (!plain.trim()) return made
  const said = new Set(distinct(plain))
  const shown = new Set(distinct(made))
  const common = [...said].filter(word => shown.has(word)).length
  const saysNothing = common === 0 && /html|browser/i.test(plain) && shown.size > 0
  return saysNothing || (shown.size >= 3 && (said.size * 2 < shown.size || common * 2 < said.size)) ? made : plain
}
const distinct = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** All pieces as one markup, where any of them is. */
export const shownIn = (pieces: readonly Piece[]): string | undefined =>
  pieces.some(({ html }) => html !== undefined)
    ? pieces.map(({ plain = '', html }) => html ?? markupOf(plain.split('\n'), Number.POSITIVE_INFINITY)).join('\n')
    : undefined

/** Reads a text in the letters it says it has. Where it says none, or none that exist, it is UTF-8, or what Windows writes. */
function lettersIn(part: Part): string {
  const type = part.headers.first('content-type') ?? ''
  const said = parameterOf(type, 'charset')?.trim().toLowerCase() ?? ''
  const bytes = bytesOf(part)
  const isUsable = isCharset(said) && !/^(?:us-)?ascii$|^utf-?8$/.test(said)
  const charset = isUsable ? said : !said && bytes.includes('\x1b$') ? 'iso-2022-jp' : charsetOf(bytes)
  const text = new TextDecoder(charset).decode(bytes).replace(/\r\n?/g, '\n')
  if (!/^flowed$/i.test(parameterOf(type, 'format') ?? '')) return text
  return unflowed(text, /^yes$/i.test(parameterOf(type, 'delsp') ?? ''))
}

/** UTF-8, unless more of it is broken than is not. */
function charsetOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  const broken = text.split('\ufffd').length - 1
  return !broken || (text.match(/[\x80-\ufffc]/g) ?? []).length > 2 * broken ? 'utf-8' : 'windows-1252'
}

/** Lines that a program broke for the way, joined again. RFC 3676: a blank at the end says so, one at the beginning is for the way too. */
function unflowed(text: string, isBlankExtra: boolean): string {
  const lines: string[] = []
  let parts: string[] = []
  for (const line of text.split('\n')) {
    const quoted = /^>/.test(line)
    const plain = line.startsWith(' ') ? line.slice(1) : line
    parts.push(plain)
    if (plain.endsWith(' ') && plain !== '-- ' && !quoted) {
      if (isBlankExtra) parts.push(parts.pop()!.slice(0, -1))
    } else {
      lines.push(parts.join(''))
      parts = []
    }
  }
  return [...lines, ...(parts.length ? [parts.join('')] : [])].join('\n')
}

async function fileOf(part: Part): Promise<Attachment> {
  const { headers } = part
  const disposition = (headers.first('content-disposition') ?? '').replace(/^[^;]*/, 'attachment')
  // Without its content: the library reads names in all the ways in which programs write them.
  const { attachments } = await PostalMime.parse(
    [
      `Content-Type: ${(headers.first('content-type') ?? '').replace(/^[^;]*/, 'application/octet-stream')}`,
      `Content-Disposition: ${disposition}`,
      '',
      '-',
    ].join('\r\n'),
  )
  const type = headers.first('content-type') || part.type !== 'text/plain' ? part.type : 'application/octet-stream'
  const name = oneLine(attachments[0]?.filename ?? '') || (NAMES[type] ?? '')
  const cid = (headers.first('content-id') ?? '').replace(/^\s*<|>\s*$/g, '').trim()
  return { content: new Uint8Array(bytesOf(part)), type, ...(name && { name }), ...(cid && { cid }) }
}

/** Names for files that came without one: an ending tells programs how to open them. */
const NAMES: Readonly<Record<string, string>> = {
  'text/calendar': 'invitation.ics',
  'application/ics': 'invitation.ics',
  'message/rfc822': 'mail.eml',
  'text/vcard': 'contact.vcf',
  'text/x-vcard': 'contact.vcf',
  'application/pdf': 'document.pdf',
  'text/plain': 'text.txt',
  'text/html': 'page.html',
  'text/csv': 'table.csv',
  'image/jpeg': 'image.jpg',
  'image/png': 'image.png',
  'image/gif': 'image.gif',
  'application/zip': 'archive.zip',
}

export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
