import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from './lib/errors.ts'

// A backup is one file: a line that says so, with the length and checksum of the manifest; the manifest, which is JSON with
// the length and checksum of each part; and the parts, one after the other. So there is no byte in it that no checksum covers.

/** What is in a backup. */
export interface Manifest {
  /** The moment of which it is. */
  at: string
  parts: readonly Part[]
}
export interface Part {
  /** `database`, or the hash of an attachment. */
  name: string
  bytes: number
  sha256: string
}

const HEAD = /^webcare-backup 1 (\d{1,12}) ([0-9a-f]{64})\n/
/** The longest head there can be. */
const HEAD_BYTES = 100

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** Writes a backup of files that lie on disk; whole under its name when it resolves, and not there under it before. */
export async function writeBackup(
  path: string,
  at: string,
  files: ReadonlyArray<{ name: string; path: string }>,
): Promise<Manifest> {
  if (existsSync(path)) throw new AppError('CONFLICT', `There is a file ${path} already. Give another name.`)
  const aside = `${path}.part`
  try {
    const parts: Part[] = []
    for (const { name, path } of files) {
      const { size } = await stat(path)
      parts.push({ name, bytes: size, sha256: await checksumOf(path, 0, size) })
    }
    const manifest = Buffer.from(JSON.stringify({ at, parts } satisfies Manifest))
    const out = createWriteStream(aside, { mode: 0o600 })
    out.write(`webcare-backup 1 ${manifest.length} ${sha256(manifest)}\n`)
    out.write(manifest)
    for (const file of files) await pipeline(createReadStream(file.path), out, { end: false })
    await new Promise<void>((resolve, reject) => out.on('error', reject).end(resolve))
    await sync(aside)
    await rename(aside, path)
    await sync(dirname(path))
    return { at, parts }
  } catch (cause) {
    await rm(aside, { force: true })
    throw new AppError('UNAVAILABLE', `${path} could not be written: ${(cause as Error).message}`, { cause })
  }
}

/** Reads the whole backup and compares every checksum. UNAVAILABLE, and what is wrong, when it is not as it was written. */
export async function readBackup(
  path: string,
): Promise<{ at: string; parts: ReadonlyArray<Part & { start: number }> }> {
  const wrong = (what: string) => new AppError('UNAVAILABLE', `${path} ${what}. Nothing was changed.`)
  const file = await open(path, 'r').catch(() => {
    throw wrong('cannot be read')
  })
  try {
    const { size } = await file.stat()
    const start = await bytesAt(file, 0, HEAD_BYTES)
    const [head, length, checksum] = HEAD.exec(start.toString('latin1')) ?? []
    if (!head) throw wrong('is no backup of Webcare, or its beginning was changed')
    if (size < head.length + Number(length)) throw wrong('was cut off')
    const text = await bytesAt(file, head.length, Number(length))
    if (sha256(text) !== checksum) throw wrong('was changed: its list of contents is not as it was written')
    const { at, parts: listed } = manifestIn(text.toString('utf8')) ?? {}
    if (at === undefined || !listed) throw wrong('has a list of contents that no Webcare writes')
    let end = head.length + text.length
    const parts = listed.map(part => {
      end += part.bytes
      return { ...part, start: end - part.bytes }
    })
    if (size < end) throw wrong(`was cut off: it has ${size} of ${end} bytes`)
    if (size > end) throw wrong('has bytes at its end that are not part of it')
    for (const { name, start, bytes, sha256 } of parts) {
      if ((await checksumOf(path, start, bytes)) !== sha256)
        throw wrong(`was changed: ${name} is not as it was written`)
    }
    return { at, parts }
  } finally {
    await file.close()
  }
}

/** A list of contents as `writeBackup` makes it; undefined for anything else, whoever computed its checksum. */
function manifestIn(text: string): Manifest | undefined {
  try {
    const { at, parts } = JSON.parse(text) as Manifest
    const isWhole = parts.every(
      ({ name, bytes, sha256 }) =>
        /^(database|[0-9a-f]{64})$/.test(name) &&
        Number.isSafeInteger(bytes) &&
        bytes >= 0 &&
        /^[0-9a-f]{64}$/.test(sha256),
    )
    return isWhole && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) ? { at, parts } : undefined
  } catch {
    return undefined
  }
}

/** Some bytes of a file, as a stream. */
export const bytesOf = (path: string, start: number, bytes: number): Readable =>
  bytes ? createReadStream(path, { start, end: start + bytes - 1 }) : Readable.from([])

async function checksumOf(path: string, start: number, bytes: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytesOf(path, start, bytes)) hash.update(chunk)
  return hash.digest('hex')
}

async function bytesAt(file: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** On disk, not only on its way there. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
