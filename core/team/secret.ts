import { createHash } from 'node:crypto'

/** What is stored of a secret with 256 random bits: its SHA-256, in hex. A password needs `passwords.ts` instead. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Whether a text has the shape of `newSecret()`. Anything else is refused before it reaches the database. */
export const isSecret = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
