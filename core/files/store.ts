import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
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
  /** Forgets every file that `named` does not answer, and what a crash left half-way; nothing of the last hour. */
  sweep(named: (hashes: readonly string[]) => Promise<ReadonlySet<string>>): Promise<void>
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

  async function forget(hash: string): Promise<void> {
    const path = pathOf(hash)
    const aside = `${path}.${randomUUID()}`
    try {
      await rename(path, aside)
      // Looked at where nobody keeps it again: its time cannot change any more.
      if (await isOld(aside)) await rm(aside)
      else await rename(aside, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }

  /** A file that lies aside since a crash goes; one that is named and was put aside whole takes its place again. */
  async function tidy(path: string, named: ReadonlySet<string>): Promise<void> {
    const hash = basename(path).slice(0, HASH)
    if (named.has(hash) && !(await isFile(pathOf(hash)))) {
      const found = createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
      if (found === hash) return rename(path, pathOf(hash))
    }
    await rm(path, { force: true })
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
    forget,
    async sweep(named) {
      for (const entry of await entriesOf(folder)) {
        const path = join(folder, entry)
        if (/^incoming\./.test(entry) && (await isOld(path))) await rm(path, { force: true })
        if (!/^[0-9a-f]{2}$/.test(entry)) continue
        const old: string[] = []
        for (const name of await entriesOf(path)) if (OURS.test(name) && (await isOld(join(path, name)))) old.push(name)
        for (let from = 0; from < old.length; from += AT_ONCE) {
          const some = old.slice(from, from + AT_ONCE)
          const kept = await named([...new Set(some.map(name => name.slice(0, HASH)))])
          for (const name of some) {
            if (name.length > HASH) await tidy(join(path, name), kept)
            else if (!kept.has(name)) await forget(name)
          }
        }
      }
    },
  }
}

/** A hash, as hex. */
const HASH = 64
/** Our own files, whole or aside. Other files that somebody put there are not ours to delete. */
const OURS = /^[0-9a-f]{64}(\.[\w-]{36})?$/
/** How many files are looked up at once. */
const AT_ONCE = 200

/** The names in a folder; none when it is not there. */
const entriesOf = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })

/** Whether a file has not been written or kept again for so long that nobody is about to name it. */
const isOld = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs >= GRACE,
    // Gone meanwhile.
    () => false,
  )

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

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
