import { createHash } from 'node:crypto'
import { decodeWords } from 'postal-mime'

/** The headers of a mail as they stand in its source: values on one line, encoded words not decoded. Names in any case. */
export interface Headers {
  /** The topmost of that name: the one added last, by the server nearest to us. */
  first(name: string): string | undefined
  all(name: string): readonly string[]
}

/** More than any real mail has; what follows is not looked at. */
export const MOST_HEADERS = 256 * 1024
/** Longer ids than this are replaced by their hash: they are keys in a database. */
const LONGEST_ID = 250

/** A mail as it came. Of one that some program wrote with carriage returns alone, these end its lines. */
export function withLineEnds(source: Buffer): Buffer {
  if (source.includes('\n') || !source.includes('\r')) return source
  return Buffer.from(source.toString('latin1').replaceAll('\r', '\r\n'), 'latin1')
}

/** The headers at the beginning of a source. */
export function readHeaders(source: Uint8Array): Headers {
  const { buffer, byteOffset, byteLength } = source
  return headersIn(Buffer.from(buffer, byteOffset, Math.min(byteLength, MOST_HEADERS)).toString('latin1'))
}

/** The same, of a source whose bytes are its letters. */
export function headersIn(text: string): Headers {
  const end = text.search(/\r?\n\r?\n/)
  const found = new Map<string, string[][]>()
  let current: string[] | undefined
  for (const line of (end < 0 ? text : text.slice(0, end)).split(/\r?\n/)) {
    const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? []
    if (/^[ \t]/.test(line)) current?.push(line.trim())
    else if (name) {
      current = [value.trim()]
      const known = found.get(name.toLowerCase())
      if (known) known.push(current)
      else found.set(name.toLowerCase(), [current])
    } else current = undefined
  }
  const joined = (parts: string[]) => lettersOf(parts.join(' '))
  return {
    first: name => found.get(name.toLowerCase())?.slice(0, 1).map(joined)[0],
    all: name => (found.get(name.toLowerCase()) ?? []).map(joined),
  }
}

/** The letters that bytes stand for which should have been encoded: UTF-8 where they are that, else what Windows writes. */
function lettersOf(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it begins a sequence of ISO-2022-JP
  if (/\x1b\$[@B]/.test(bytes)) return new TextDecoder('iso-2022-jp').decode(Buffer.from(bytes, 'latin1'))
  if (!/[\x80-\xff]/.test(bytes)) return bytes
  const source = Buffer.from(bytes, 'latin1')
  const text = source.toString('utf8')
  return text.includes('\ufffd') ? new TextDecoder('windows-1252').decode(source) : text
}

/**
 * The encoded words of a header, ready to be decoded. Those in letters that do not exist, or are not what they say, are tried
 * as UTF-8 and as what Windows writes.
 */
export function decodable(value: string): string {
  const known = value.replace(/=\?([^?\s]{1,100})\?(?=[bq]\?)/gi, (word, charset: string) =>
    isCharset(charset.split('*')[0]!) && !/ascii/i.test(charset) ? word : '=?utf-8?',
  )
  return decodeWords(known).includes('\ufffd') ? known.replace(/=\?utf-8\?/gi, '=?windows-1252?') : known
}

/** Does this machine read letters that are called so? */
export function isCharset(name: string): boolean {
  try {
    return name !== '' && new TextDecoder(name) !== undefined
  } catch {
    return false
  }
}

/** A parameter of a header such as Content-Type. */
export function parameterOf(value: string, name: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(value) ?? []
  return quoted?.replace(/\\(.)/g, '$1') ?? bare
}

/** The ids in a header such as References, with their angle brackets, in their order. */
export const idsIn = (value = ''): string[] => (value.match(/<[^<>\s]{1,2000}>/g) ?? []).map(bounded)

/**
 * The identity of a mail: its Message-ID with angle brackets, which its answers name; of a mail that has none, a hash of
 * its source. The same mail has it wherever it lies, also when a mailbox was renumbered.
 */
export function identityOf(source: Uint8Array, headers = readHeaders(source)): string {
  const value = headers.first('message-id') ?? ''
  const [id] = idsIn(value)
  if (id) return id
  const bare = value.replace(/[<>\s]/g, '')
  return bare ? bounded(`<${bare}>`) : `<${hashOf(source)}@no-message-id.invalid>`
}

const bounded = (id: string) => (id.length <= LONGEST_ID ? id : `<${hashOf(id)}@long-message-id.invalid>`)
const hashOf = (value: string | Uint8Array) => createHash('sha256').update(value).digest('hex')
