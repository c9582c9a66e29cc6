import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from './errors.ts'

/** The master key in a file, readable by this user alone; made when there is none. Keep it apart from backups. */
export function masterKey(path: string): { id: string; key: Buffer } {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  chmodSync(path, 0o600)
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.length !== 32)
    throw new AppError(
      'UNAVAILABLE',
      `${path} is no master key: it must hold 32 bytes as base64. Put the right file back.`,
    )
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key }
}
