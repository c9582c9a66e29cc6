import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from './errors.ts'
import { refusalOf } from './refusal.ts'

/** 256 bits, with an id that follows from them and gives nothing of them away. */
export interface MasterKey {
  id: string
  key: Buffer
}
/** The newest key, which seals and signs, and before it the ones that still open and recognise what they made. */
export type Keyring = readonly [newest: MasterKey, ...older: MasterKey[]]

/**
 * The master keys in a file, one a line, the newest first, readable by this user alone; made with one key when there is
 * none. Keep the file apart from backups. UNAVAILABLE without the key that was `known` here before: status pages and reply
 * addresses are signed with it, even where nothing is sealed.
 */
export function masterKeys(path: string, known?: string): Keyring {
  try {
    if (!existsSync(path)) {
      if (known) throw lost(path, known)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, newLine(), { mode: 0o600, flag: 'wx', flush: true })
    }
    // Only when it must: the file may be mounted to be read alone.
    if (statSync(path).mode & 0o077) chmodSync(path, 0o600)
    const [newest, ...older] = linesOf(path).map((line, index) => keyOf(line, path, index + 1))
    if (!newest) throw noKey(path, 1)
    if (known && ![newest, ...older].some(({ id }) => id === known)) throw lost(path, known)
    return [newest, ...older]
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal) throw cause
    throw new AppError('UNAVAILABLE', `The master key cannot be used. ${refusal}`, { cause })
  }
}

/** Puts a new key before the others. A stop in the middle leaves the file as it was. */
export function addMasterKey(path: string): MasterKey {
  masterKeys(path)
  replace(path, `${newLine()}${readFileSync(path, 'utf8')}`)
  return masterKeys(path)[0]
}

/** Takes an older key out of the file. */
export function removeMasterKey(path: string, id: string): void {
  const kept = linesOf(path).filter((line, index) => keyOf(line, path, index + 1).id !== id)
  replace(path, kept.map(line => `${line}\n`).join(''))
}

const newLine = () => `${randomBytes(32).toString('base64')}\n`

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)

function keyOf(line: string, path: string, number: number): MasterKey {
  const key = Buffer.from(line, 'base64')
  if (key.length !== 32) throw noKey(path, number)
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key }
}

const lost = (path: string, id: string) =>
  new AppError(
    'UNAVAILABLE',
    `The master key ${id} is not in ${path}, where it was before. Put it back, on a line of its own: links to status pages and reply addresses are signed with it, and secrets may be sealed. If it is lost for good: webcare keys forget ${id}`,
  )

const noKey = (path: string, number: number) =>
  new AppError(
    'UNAVAILABLE',
    `${path} is no master key: line ${number} must hold 32 bytes as base64. Put the right file back.`,
  )

/** Written aside and renamed: whoever reads it finds it whole, and a power cut takes no key away. */
function replace(path: string, text: string) {
  const aside = `${path}.new`
  writeFileSync(aside, text, { mode: 0o600, flush: true })
  renameSync(aside, path)
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
