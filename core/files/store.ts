import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../lib/errors.ts'
import { typeOf } from './types.ts'

/** Bytes that are kept: named by what they are, so that the same file twice is one. */
export interface Kept {
  /** SHA-256, as hex. */
  hash: string
  /** What the bytes are, whatever they were called. */
  type: string
  bytes: number
}

/** Files on disk, under their hash. What nothing in the database names any more is only space. */
export interface Files {
  /** On disk when it resolves. */
  keep(content: Uint8Array): Promise<Kept>
  read(hash: string): Promise<Buffer>
  /** Where its bytes lie, or would. */
  pathOf(hash: string): string
  /** Takes in a file of at most `maxBytes` as it comes, and hands it on as a whole; one at a time is in memory. */
  receive<Result>(
    stream: AsyncIterable<Uint8Array>,
    maxBytes: number,
    use: (content: Buffer) => Promise<Result>,
  ): Promise<Result>
  /** Gives the space of a file back, unless it was kept in the last hour: then somebody is about to name it again. */
  forget(hash: string): Promise<void>
}

/** How long a file that nothing names is left alone, in milliseconds. */
const GRACE = 3_600_000

export function openFiles(folder: string): Files {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash)
  let inMemory: Promise<unknown> = Promise.resolve()

  /** Whether it is there whole; then its time says that it was kept again. */
  async function isThere(path: string, bytes: number): Promise<boolean> {
    try {
      const now = new Date()
      await utimes(path, now, now)
      return (await stat(path)).size === bytes
    } catch {
      return false
    }
  }

  return {
    async keep(content) {
      const hash = createHash('sha256').update(content).digest('hex')
      const path = pathOf(hash)
      const kept = { hash, type: typeOf(content), bytes: content.byteLength }
      if (await isThere(path, kept.bytes)) return kept
      await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 })
      // Written aside and renamed: a file under its hash is always whole.
      const aside = `${path}.${randomUUID()}`
      const file = await open(aside, 'w', 0o600)
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(aside, path)
      return kept
    },
    read: hash => readFile(pathOf(hash)),
    pathOf,
    async receive(stream, maxBytes, use) {
      const aside = join(folder, `incoming.${randomUUID()}`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      try {
        await pipeline(stream, atMost(maxBytes), createWriteStream(aside, { mode: 0o600 }))
        const used = inMemory.then(async () => use(await readFile(aside)))
        inMemory = used.catch(() => {})
        return await used
      } finally {
        await rm(aside, { force: true })
      }
    },
    async forget(hash) {
      const path = pathOf(hash)
      const aside = `${path}.${randomUUID()}`
      try {
        await rename(path, aside)
        // Looked at where nobody keeps it again: its time cannot change any more.
        const { mtimeMs } = await stat(aside)
        if (Date.now() - mtimeMs < GRACE) await rename(aside, path)
        else await rm(aside)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    },
  }
}

/** How many times too large a file may be for its bringer to hear that: who sends more is hung up on. */
const PATIENCE = 4

/** Passes on what comes, until it is too much; the rest is read and forgotten, for nobody hears an answer while they speak. */
function atMost(maxBytes: number): Transform {
  let bytes = 0
  const tooLarge = () =>
    new AppError('INVALID', `A file is at most ${maxBytes} bytes.`, {
      reason: 'upload.tooLarge',
      facts: { max: maxBytes },
    })
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      bytes += part.length
      if (bytes <= maxBytes) done(null, part)
      else done(bytes > PATIENCE * maxBytes ? tooLarge() : null)
    },
    flush: done => done(bytes > maxBytes ? tooLarge() : null),
  })
}
