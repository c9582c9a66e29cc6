import { createHash } from 'node:crypto'

/** The headers of a mail as they stand in its source: values on one line, not decoded. Names in any case. */
export interface Headers {
  /** The topmost of that name: the one added last, by the server nearest to us. */
  first(name: string): string | undefined
  all(name: string): readonly string[]
}

/** More than any real mail has; what follows is not looked at. */
const MOST = 256 * 1024
/** Longer ids than this are replaced by their hash: they are keys in a database. */
const LONGEST_ID = 250

export function readHeaders(source: Uint8Array): Headers {
  const head = Buffer.from(source.buffer, source.byteOffset, Math.min(source.byteLength, MOST))
  const text = head.toString('utf8')
  const end = text.search(/\r?\n\r?\n/)
  const lines = (end < 0 ? text : text.slice(0, end)).split(/\r?\n/)
  const found = new Map<string, string[]>()
  let current: string[] | undefined
  for (const line of lines) {
    const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line) ?? []
    if (/^[ \t]/.test(line)) {
      if (current) current.push(`${current.pop()} ${line.trim()}`)
    } else if (name) {
      current = found.get(name.toLowerCase()) ?? []
      current.push(value.trim())
      found.set(name.toLowerCase(), current)
    } else current = undefined
  }
  return {
    first: name => found.get(name.toLowerCase())?.[0],
    all: name => found.get(name.toLowerCase()) ?? [],
  }
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
