import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '../lib/errors.ts'

/** Hashes passwords, a few at a time. */
export interface Passwords {
  /** The PHC string to store. Throws UNAVAILABLE when too many wait. */
  hash(password: string): Promise<string>
  /**
   * Compares with a stored PHC string, at the same cost when there is none: an unknown account takes as long as a wrong
   * password. `stale` asks to store a new hash, because the parameters have changed since. Throws UNAVAILABLE when too
   * many wait.
   */
  verify(stored: string | null, password: string): Promise<{ right: boolean; stale: boolean }>
}

/** Bytes that a password may have, counted before anything is hashed. */
export const PASSWORD_BYTES = { min: 12, max: 256 } as const

const argon2id = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
  argon2('argon2id', parameters, done),
)
const KEY_BYTES = 32

/**
 * Argon2id with 46 MiB and one pass, at most `parallel` at once so that a flood of sign-ins cannot take all memory and
 * processors; `queue` more wait their turn. `memory` is in KiB.
 */
export function openPasswords({ parallel = 2, queue = 20, memory = 46 * 1024 } = {}): Passwords {
  const current = { m: memory, t: 1, p: 1 }
  const nobody = { cost: current, salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES) }
  const waiting: Array<() => void> = []
  let running = 0

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running < parallel) running++
    else {
      if (waiting.length >= queue) {
        throw new AppError('UNAVAILABLE', 'Too many people sign in at this moment. Try again in a few seconds.', {
          reason: 'auth.busy',
          facts: { retryAfter: 5 },
        })
      }
      await new Promise<void>(resolve => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }

  const derive = (password: string, salt: Buffer, { m, t, p }: typeof current) =>
    inTurn(() =>
      argon2id({
        // The same letters typed on another keyboard may arrive composed otherwise.
        message: password.normalize('NFC'),
        nonce: salt,
        memory: m,
        passes: t,
        parallelism: p,
        tagLength: KEY_BYTES,
      }),
    )

  return {
    async hash(password) {
      const salt = randomBytes(16)
      const key = await derive(password, salt, current)
      return `$argon2id$v=19$m=${current.m},t=${current.t},p=${current.p}$${encoded(salt)}$${encoded(key)}`
    },
    async verify(stored, password) {
      const { cost, salt, key } = stored === null ? nobody : parse(stored)
      const fits = Buffer.byteLength(password) <= PASSWORD_BYTES.max
      const given = await derive(fits ? password : '', salt, cost)
      return {
        right: stored !== null && fits && timingSafeEqual(given, key),
        stale: cost.m !== current.m || cost.t !== current.t || cost.p !== current.p,
      }
    },
  }
}

const encoded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

function parse(stored: string) {
  const [, m, t, p, salt, key] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/.exec(stored) ?? []
  if (!salt || !key) throw new Error('A stored password hash is not a PHC string of argon2id.')
  return {
    cost: { m: Number(m), t: Number(t), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  }
}
