import { type Headers, headersIn, MOST_HEADERS, parameterOf } from './headers.ts'

/** A part of a mail, as it stands in the source, whose bytes are letters here. */
export interface Part {
  headers: Headers
  /** In lower case, such as `text/plain`. */
  type: string
  /** The parts inside, where it is a multipart. */
  parts: Part[]
  body: string
}

/** More parts than any mail that a person wrote, and deeper ones. Parts beyond stay in the mailbox. */
const MOST_PARTS = 500
const DEEPEST = 50
/** So much is read to find the headers of a part, or the boundary of one that does not say it. */
const AHEAD = 64 * 1024

interface Open {
  part: Part
  boundary: string | undefined
  /** Where its body begins. */
  from: number
}

/**
 * Takes a mail apart, line by line, in time by its length. Delimiters with blanks behind them count, and a boundary that
 * nobody named is taken from the first delimiter. `isCut`: there were more parts than one takes in.
 */
export function partsOf(source: string): { root: Part; isCut: boolean } {
  const root = begin(source, 0, 'text/plain')
  const open = [root]
  let count = 0
  let isCut = false
  const close = (depth: number, end: number) => {
    for (const { part, from } of open.splice(depth)) part.body = source.slice(from, Math.max(from, end))
  }
  for (let at = nextDelimiter(source, root.from - 1); at >= 0; ) {
    const { line, end } = lineAt(source, at)
    const depth = open.findLastIndex(({ boundary }) => boundary === line || `${boundary}--` === line)
    if (depth >= 0) {
      const parent = open[depth]!
      close(depth + 1, source[at - 1] === '\r' ? at - 1 : at)
      if (line !== parent.boundary) parent.boundary = undefined
      else if (count++ >= MOST_PARTS) {
        isCut = true
        break
      } else if (depth < DEEPEST) {
        const child = begin(source, end, parent.part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain')
        parent.part.parts.push(child.part)
        open.push(child)
      } else isCut = true
    }
    at = nextDelimiter(source, end - 1)
  }
  close(0, source.length)
  return { root: root.part, isCut }
}

/** Where a line begins, at or after `from`, that may be a delimiter: the position of the line break before it. */
const nextDelimiter = (source: string, from: number) => source.indexOf('\n--', Math.max(0, from))

/** The rest of a line behind “--”, without blanks at its end. */
function lineAt(source: string, breakBefore: number): { line: string; end: number } {
  const start = breakBefore + 3
  const end = source.indexOf('\n', start)
  return {
    line: source.slice(start, Math.min(end < 0 ? source.length : end, start + 300)).trimEnd(),
    end: end < 0 ? source.length : end + 1,
  }
}

function begin(source: string, start: number, usual: string): Open {
  const head = source.slice(start, start + (start ? AHEAD : MOST_HEADERS))
  // A part may have no headers: then the line that ends them comes first.
  const end = /^\r?\n/.test(head) ? 0 : head.search(/\r?\n\r?\n/)
  const headers = headersIn(end < 0 ? head : head.slice(0, end))
  const from =
    end < 0 ? endOfHeaders(source, start + head.length) : start + end + BREAK.exec(head.slice(end, end + 4))![0].length
  const said = headers.first('content-type') ?? ''
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(said)?.[1]?.toLowerCase() ?? (said ? 'application/octet-stream' : usual)
  const part = { headers, type, parts: [], body: '' }
  return { part, from, boundary: type.startsWith('multipart/') ? boundaryOf(source, from, said) : undefined }
}

function boundaryOf(source: string, from: number, type: string): string | undefined {
  const said = parameterOf(type, 'boundary')?.trimEnd()
  const ahead = source.slice(Math.max(0, from - 1), from + AHEAD)
  if (said && (ahead.includes(`--${said}`) || source.length > from + AHEAD)) return said
  return /(?:^|\n)--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n(?=content-|\r?\n)/i.exec(ahead)?.[1] ?? said
}

/** The blank line that ends the headers. */
const BREAK = /^\r?\n(?:\r?\n)?/

/** Of endless headers no more is read, but the words stand below them. */
function endOfHeaders(source: string, from: number): number {
  const ends = [source.indexOf('\n\n', from), source.indexOf('\n\r\n', from)].filter(end => end >= 0)
  return ends.length ? source.indexOf('\n', Math.min(...ends) + 1) + 1 : source.length
}

/** The bytes of a part, without the encoding in which they travelled. */
export function bytesOf({ headers, body }: Part): Buffer {
  const encoding = headers.first('content-transfer-encoding') ?? ''
  // Some programs end every line as if it were the last.
  if (/base64/i.test(encoding))
    return Buffer.concat((body.match(/[^=]+/g) ?? []).map(unit => Buffer.from(unit, 'base64')))
  if (!/quoted-printable/i.test(encoding)) return Buffer.from(body, 'latin1')
  const plain = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}
