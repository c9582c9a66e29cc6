import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { newSecret } from '../lib/id.ts'
import { hashOf, isSecret } from './secret.ts'
import type { UserRow } from './users.ts'

export type Purpose = Row<'oneTimeLinks'>['purpose']

/** A link that works once, and how it reaches the colleague. */
export interface Invitation {
  user: UserRow
  /** Null once it went by mail. */
  url: string | null
  expiresAt: string
}

/** How long a link works, in seconds. */
export const LINK_SECONDS: Record<Purpose, number> = { invite: 72 * 3600, reset: 30 * 60 }

/** Makes a link for a user; it replaces the ones made earlier. */
export async function makeLink(
  tx: Tx,
  userId: string,
  purpose: Purpose,
): Promise<{ secret: string; expiresAt: string }> {
  const secret = newSecret()
  const expiresAt = plusSeconds(tx.now, LINK_SECONDS[purpose])
  await tx.db.deleteFrom('oneTimeLinks').where('userId', '=', userId).execute()
  // Of nobody there is nothing to store, by the same statement.
  await tx.db
    .insertInto('oneTimeLinks')
    .columns(['hash', 'purpose', 'userId', 'createdAt', 'expiresAt'])
    .expression(eb =>
      eb
        .selectFrom('users')
        .where('id', '=', userId)
        .select(user => [
          user.val(hashOf(secret)).as('hash'),
          user.val(purpose).as('purpose'),
          'id as userId',
          user.val(tx.now).as('createdAt'),
          user.val(expiresAt).as('expiresAt'),
        ]),
    )
    .execute()
  return { secret, expiresAt }
}

const works = (db: Session, purpose: Purpose, secret: string, now: string) =>
  db
    .selectFrom('oneTimeLinks')
    .innerJoin('users', 'users.id', 'oneTimeLinks.userId')
    .where('hash', '=', hashOf(secret))
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .where('users.disabledAt', 'is', null)
    .select('userId')
    .executeTakeFirst()

/** Whose link this is, without using it up. NOT_FOUND when it does not work (any more). */
export async function userOfLink(db: Session, purpose: Purpose, secret: string, now: string): Promise<string> {
  const link = isSecret(secret) ? await works(db, purpose, secret, now) : undefined
  if (!link) throw expired()
  return link.userId
}

/** Uses a link up. NOT_FOUND when somebody did so before, or it does not work (any more). */
export async function useLink(tx: Tx, purpose: Purpose, secret: string): Promise<string> {
  const userId = await userOfLink(tx.db, purpose, secret, tx.now)
  const used = await tx.db
    .deleteFrom('oneTimeLinks')
    .where('hash', '=', hashOf(secret))
    .returning('userId')
    .executeTakeFirst()
  if (!used) throw expired()
  return userId
}

/** Removes links that no longer work. */
export const forgetOldLinks = (tx: Tx) => tx.db.deleteFrom('oneTimeLinks').where('expiresAt', '<=', tx.now).execute()

const expired = () =>
  new AppError('NOT_FOUND', 'This link was used, replaced or is too old. Ask for a new one.', {
    reason: 'link.expired',
  })
