// Browsers that somebody signed in with before: what others try meanwhile does not keep them out.
import type { Session } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import { newSecret } from '../lib/id.ts'
import { hashOf, isSecret } from './secret.ts'

/** For how many seconds a browser is known after the last time somebody signed in with it. */
export const DEVICE_SECONDS = 180 * 24 * 3600

/** By what limits know the browser, when the account with this address signed in with it before. */
export async function knownDevice(db: Session, secret: string | undefined, email: string): Promise<string | undefined> {
  if (!secret || !isSecret(secret)) return undefined
  const row = await db
    .selectFrom('devices')
    .innerJoin('users', 'users.id', 'devices.userId')
    .where('devices.hash', '=', hashOf(secret))
    .where('users.email', '=', email.trim().toLowerCase())
    .select('devices.hash')
    .executeTakeFirst()
  return row?.hash
}

/**
 * Notes that a user signed in with a browser. Answers its cookie's value: the one it has where that is ours, for colleagues
 * may share a browser; else a new one, so that one that somebody planted is worth nothing.
 */
export async function rememberDevice(tx: Tx, userId: string, given: string | undefined): Promise<string> {
  const known =
    given && isSecret(given)
      ? await tx.db.selectFrom('devices').select('hash').where('hash', '=', hashOf(given)).executeTakeFirst()
      : undefined
  const secret = known && given ? given : newSecret()
  await tx.db
    .insertInto('devices')
    .values({ hash: hashOf(secret), userId, usedAt: tx.now })
    .onConflict(conflict => conflict.columns(['hash', 'userId']).doUpdateSet({ usedAt: tx.now }))
    .execute()
  return secret
}

/** A user's browsers are strangers again. */
export const forgetDevices = (tx: Tx, userId: string) =>
  tx.db.deleteFrom('devices').where('userId', '=', userId).execute()

/** Removes browsers that nobody signed in with for long. */
export const forgetOldDevices = (tx: Tx) =>
  tx.db.deleteFrom('devices').where('usedAt', '<=', plusSeconds(tx.now, -DEVICE_SECONDS)).execute()
