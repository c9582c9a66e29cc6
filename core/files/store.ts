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

/** The types we know, by how their bytes begin (as latin1). */
const MAGIC: ReadonlyArray<readonly [type: string, is: (head: string) => boolean]> = [
  ['image/png', head => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', head => head.startsWith('\xff\xd8\xff')],
  ['image/gif', head => head.startsWith('GIF87a') || head.startsWith('GIF89a')],
  ['image/webp', head => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'],
  ['application/pdf', head => head.startsWith('%PDF-')],
]
/** Of those, the ones a browser may show in place: nothing in them runs. */
export const SHOWN: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

const typeOf = (content: Uint8Array): string => {
  const head = Buffer.from(content.subarray(0, 16)).toString('latin1')
  return MAGIC.find(([, is]) => is(head))?.[0] ?? 'application/octet-stream'
}

export function openFiles(folder: string): Files {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash)
  return {
    async keep(content) {
      const hash = createHash('sha256').update(content).digest('hex')
      const path = pathOf(hash)
      const kept = { hash, type: typeOf(content), bytes: content.byteLength }
      if (
        await stat(path).then(
          found => found.size === content.byteLength,
          () => false,
        )
      )
        return kept
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
