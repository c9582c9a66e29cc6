import type { Config } from '../../config/load.ts'
import type { Session as Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import { notFound } from '../lib/errors.ts'
import { newId, newSecret } from '../lib/id.ts'
import { audit } from './audit.ts'
import { must } from './may.ts'
import { hashOf } from './secret.ts'

/** A device that is signed in, without the hash of its cookie. */
export type SessionRow = Omit<Row<'sessions'>, 'hash'>

/** How long a session lasts: without use, and in any case. */
export type SessionLimits = Pick<Config, 'WEBCARE_SESSION_IDLE_MINUTES' | 'WEBCARE_SESSION_HOURS'>

/** Sessions that were used, and begun, before these moments have ended. */
export const endedBefore = (limits: SessionLimits, now: string): { lastSeenAt: string; createdAt: string } => ({
  lastSeenAt: plusSeconds(now, -limits.WEBCARE_SESSION_IDLE_MINUTES * 60),
  createdAt: plusSeconds(now, -limits.WEBCARE_SESSION_HOURS * 3600),
})

/** Signs a user in on a device whose password was just given. The secret is the cookie's value. */
export async function openSession(
  tx: Tx,
  userId: string,
  device: { address: string; device: string },
): Promise<{ sessionId: string; secret: string }> {
  const secret = newSecret()
  const sessionId = newId()
  await tx.db
    .insertInto('sessions')
    .values({
      id: sessionId,
      hash: hashOf(secret),
      userId,
      createdAt: tx.now,
      lastSeenAt: tx.now,
      confirmedAt: tx.now,
      ...device,
    })
    .execute()
  return { sessionId, secret }
}

/** Notes that the password was given again; the cookie gets a new value, the session stays. NOT_FOUND when it ended since. */
export async function confirmSession(tx: Tx, sessionId: string): Promise<string> {
  const secret = newSecret()
  const row = await tx.db
    .updateTable('sessions')
    .set({ hash: hashOf(secret), confirmedAt: tx.now })
    .where('id', '=', sessionId)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw notFound('session')
  return secret
}

const SEEN_SECONDS = 60

/** Whether the moment of last use is old enough to be worth writing. */
export const isStale = (seenAt: string | null, now: string): boolean =>
  seenAt === null || seenAt <= plusSeconds(now, -SEEN_SECONDS)

/** Notes that a session is in use. */
export const touchSession = (tx: Tx, sessionId: string) =>
  tx.db.updateTable('sessions').set({ lastSeenAt: tx.now }).where('id', '=', sessionId).execute()

/** A user's devices, the one used last first. */
export const sessionsOf = (db: Db, userId: string, limits: SessionLimits, now: string): Promise<SessionRow[]> =>
  db
    .selectFrom('sessions')
    .select(['id', 'userId', 'createdAt', 'lastSeenAt', 'confirmedAt', 'address', 'device'])
    .where('userId', '=', userId)
    .where('lastSeenAt', '>', endedBefore(limits, now).lastSeenAt)
    .where('createdAt', '>', endedBefore(limits, now).createdAt)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** Ends one of the actor's own sessions. Its live connections close within seconds. */
export async function endSession(tx: Tx, sessionId: string): Promise<SessionRow> {
  must(tx.actor, 'me.write')
  const row = await tx.db
    .deleteFrom('sessions')
    .where('id', '=', sessionId)
    .where('userId', '=', tx.actor.id)
    .returning(['id', 'userId', 'createdAt', 'lastSeenAt', 'confirmedAt', 'address', 'device'])
    .executeTakeFirst()
  if (!row) throw notFound('session')
  await audit(tx, { action: 'session.end', object: sessionId, result: 'ok' })
  return row
}

/** Ends all of a user's sessions. */
export const endSessions = (tx: Tx, userId: string) =>
  tx.db.deleteFrom('sessions').where('userId', '=', userId).execute()

/** Removes sessions that have ended by themselves. */
export const forgetOldSessions = (tx: Tx, limits: SessionLimits) =>
  tx.db
    .deleteFrom('sessions')
    .where(eb =>
      eb.or([
        eb('lastSeenAt', '<=', endedBefore(limits, tx.now).lastSeenAt),
        eb('createdAt', '<=', endedBefore(limits, tx.now).createdAt),
      ]),
    )
    .execute()
