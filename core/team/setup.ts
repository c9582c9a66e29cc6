import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { Tx } from '../db/write.ts'
import { AppError } from '../lib/errors.ts'
import { grant } from './rights.ts'
import { addUser, isEmpty, setPassword, type UserRow } from './users.ts'

/** Guards the set-up page of an installation without users: only who can read the terminal knows the code. */
export interface Setup {
  matches(code: string): boolean
}

// Without letters and digits that look alike on a terminal.
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const hash = (code: string) =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest()

/** Makes the code to print, 80 bits; only its hash is kept, in memory. Capitals and hyphens do not matter. */
export function openSetup(): { code: string; setup: Setup } {
  const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const code = [four(), four(), four(), four()].join('-')
  const right = hash(code)
  return { code, setup: { matches: given => timingSafeEqual(hash(given), right) } }
}

/** The first user: admin and lead, with every connection. CONFLICT once there is any user, so of two racing one wins. */
export async function addFirstUser(
  tx: Tx,
  input: { name: string; email: string; language: string; passwordHash: string },
): Promise<UserRow> {
  if (!(await isEmpty(tx.db))) {
    throw new AppError('CONFLICT', 'Webcare is set up already. Ask an admin for an invitation.', {
      reason: 'setup.done',
    })
  }
  const user = await addUser(tx, { ...input, roles: ['admin', 'lead', 'agent'] })
  for (const { id } of await tx.db.selectFrom('connections').select('id').execute()) {
    await grant(tx, { userId: user.id, connectionId: id, level: 'lead' })
  }
  return setPassword(tx, user.id, input.passwordHash)
}
