import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { AppError } from './errors.ts'

/** The millisecond of the last id, as its first twelve digits, and how many it had before. */
let moment = 0
let count = 0

/**
 * A UUIDv7: sorts by creation, cannot be guessed. The key of every row. Within one millisecond, and while the clock is set
 * back, a counter takes the place of the first random digits, so that what came in together keeps its order.
 */
export function newId(): string {
  const random = randomUUIDv7()
  const now = Number.parseInt(random.slice(0, 8) + random.slice(9, 13), 16)
  count = now > moment ? 0 : count + 1
  moment = Math.max(moment, now)
  if (count > 0xfff) {
    moment += 1
    count = 0
  }
  const time = moment.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}${random.slice(18)}`
}

/** 256 random bits for links, sessions and tokens, as base64url. Only its hash is ever stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** The id by which a client repeats itself harmlessly, as it came. INVALID when it is empty or no index would hold it. */
export function repeatId(given: string): string {
  if (given && given.length <= 100) return given
  throw new AppError('INVALID', '`clientMutationId` is 1 to 100 characters; a UUID is best.', {
    reason: 'input.invalid',
  })
}
