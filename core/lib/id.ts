import { randomBytes, randomUUIDv7 } from 'node:crypto'

/** A UUIDv7: sorts by creation, cannot be guessed. The key of every row. */
export const newId = (): string => randomUUIDv7()

/** 256 random bits for links, sessions and tokens, as base64url. Only its hash is ever stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
