import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

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
}

/** The types a browser may show in place, by how their bytes begin. */
const MAGIC: ReadonlyArray<readonly [type: string, begins: RegExp]> = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
  ['application/pdf', /^%PDF-/],
]
/** Of those, the ones that cannot run anything. */
export const SHOWN: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

const typeOf = (content: Uint8Array): string => {
  const head = Buffer.from(content.subarray(0, 16)).toString('latin1')
  return MAGIC.find(([, begins]) => begins.test(head))?.[0] ?? 'application/octet-stream'
}

export function openFiles(folder: string): Files {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash)
  return {
    async keep(content) {
      const hash = createHash('sha256').update(content).digest('hex')
      const path = pathOf(hash)
      const kept = { hash, type: typeOf(content), bytes: content.byteLength }
      if (await stat(path).then(found => found.size === content.byteLength, () => false)) return kept
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
  }
}
