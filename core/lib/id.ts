import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { AppError } from './errors.ts'

/** A UUIDv7: sorts by creation, cannot be guessed. The key of every row. */
export const newId = (): string => randomUUIDv7()

/** 256 random bits for links, sessions and tokens, as base64url. Only its hash is ever stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** The id by which a client repeats itself harmlessly, as it came. INVALID when it is empty or no index would hold it. */
export function repeatId(given: string): string {
  if (given && given.length <= 100) return given
  throw new AppError('INVALID', '`clientMutationId` is 1 to 100 characters; a UUID is best.', {
    reason: 'input.invalid',
  })
}
