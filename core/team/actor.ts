import type { Session } from '../db/db.ts'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { type Clock, iso } from '../lib/clock.ts'
import { rightsOf, rightsOfMany } from './rights.ts'
import { hashOf, isSecret } from './secret.ts'
import { endedBefore, type SessionLimits } from './sessions.ts'
import { type TokenRow, tokenById, tokenOf } from './tokens.ts'

/** Who asks, with what they may do at this moment, and when this session or token was last noted to be in use. */
export interface Found<Who extends UserActor | TokenActor = UserActor | TokenActor> {
  actor: Who
  seenAt: string | null
}

/** Whose session this cookie is. Undefined when it ended, or its user is disabled. Two indexed reads. */
export const actorOfSession = (
  db: Session,
  clock: Clock,
  limits: SessionLimits,
  secret: string,
): Promise<Found<UserActor> | undefined> =>
  isSecret(secret) ? signedIn(db, clock, limits, 'sessions.hash', hashOf(secret)) : Promise.resolve(undefined)

/** Whose token this is: its owner's rights of now, narrowed. Undefined when it ended, or its owner is disabled. */
export async function actorOfToken(db: Session, clock: Clock, secret: string): Promise<Found<TokenActor> | undefined> {
  const token = await tokenOf(db, secret, iso(clock.now()))
  return token && withToken(db, token)
}

/** The same actor with what they may do now; undefined once the session or token has ended. For connections that last. */
export async function actorAgain(
  db: Session,
  clock: Clock,
  limits: SessionLimits,
  actor: UserActor | TokenActor,
): Promise<UserActor | TokenActor | undefined> {
  // By id, not by cookie: the cookie changes when the password is given again.
  if (actor.kind === 'user') return (await signedIn(db, clock, limits, 'sessions.id', actor.sessionId))?.actor
  const token = await tokenById(db, actor.id, iso(clock.now()))
  return token && (await withToken(db, token))?.actor
}

/**
 * Many actors with what each may do now, in the order they were given, by two reads for all sessions together: for what
 * tells everybody at once.
 */
export async function actorsAgain(
  db: Session,
  clock: Clock,
  limits: SessionLimits,
  actors: ReadonlyArray<UserActor | TokenActor>,
): Promise<Array<UserActor | TokenActor | undefined>> {
  const sessionIds = [...new Set(actors.flatMap(actor => (actor.kind === 'user' ? actor.sessionId : [])))]
  const rows = sessionIds.length ? await sessionRows(db, clock, limits, 'sessions.id', sessionIds) : []
  const rights = await rightsOfMany(db, [...new Set(rows.map(row => row.userId))])
  const found = new Map<string, UserActor>()
  for (const row of rows) {
    const known = found.get(row.id)
    const roles = [...(known?.roles ?? []), ...(row.role ? [row.role] : [])]
    found.set(row.id, userActor(row, roles, rights.get(row.userId) ?? new Map()))
  }
  return Promise.all(
    actors.map(actor => (actor.kind === 'user' ? found.get(actor.sessionId) : actorAgain(db, clock, limits, actor))),
  )
}

/** A colleague as they are now, for what goes on without them; undefined when they are disabled. Confirms nothing. */
export async function colleague(db: Session, userId: string): Promise<UserActor | undefined> {
  const rows = await db
    .selectFrom('users')
    .leftJoin('userRoles', 'userRoles.userId', 'users.id')
    .where('users.id', '=', userId)
    .where('users.disabledAt', 'is', null)
    .select('userRoles.role')
    .execute()
  if (!rows.length) return undefined
  const roles = rows.flatMap(row => row.role ?? [])
  return { kind: 'user', id: userId, roles, rights: await rightsOf(db, userId), sessionId: '', confirmedAt: '' }
}

async function signedIn(
  db: Session,
  clock: Clock,
  limits: SessionLimits,
  column: 'sessions.hash' | 'sessions.id',
  value: string,
): Promise<Found<UserActor> | undefined> {
  const rows = await sessionRows(db, clock, limits, column, [value])
  const [session] = rows
  if (!session) return undefined
  const roles = rows.flatMap(row => row.role ?? [])
  return { actor: userActor(session, roles, await rightsOf(db, session.userId)), seenAt: session.lastSeenAt }
}

/** Sessions that have not ended, of users who are not disabled: a row for each role. */
function sessionRows(
  db: Session,
  clock: Clock,
  limits: SessionLimits,
  column: 'sessions.hash' | 'sessions.id',
  values: readonly string[],
) {
  const ended = endedBefore(limits, iso(clock.now()))
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .leftJoin('userRoles', 'userRoles.userId', 'users.id')
    .where(column, 'in', values)
    .where('sessions.lastSeenAt', '>', ended.lastSeenAt)
    .where('sessions.createdAt', '>', ended.createdAt)
    .where('users.disabledAt', 'is', null)
    .select(['sessions.id', 'sessions.userId', 'sessions.confirmedAt', 'sessions.lastSeenAt', 'userRoles.role'])
    .execute()
}

const userActor = (
  session: { id: string; userId: string; confirmedAt: string },
  roles: UserActor['roles'],
  rights: UserActor['rights'],
): UserActor => ({
  kind: 'user',
  id: session.userId,
  roles,
  rights,
  sessionId: session.id,
  confirmedAt: session.confirmedAt,
})

async function withToken(db: Session, token: TokenRow): Promise<Found<TokenActor> | undefined> {
  const { id, userId, scopes, connectionIds } = token
  const owner = await colleague(db, userId)
  if (!owner) return undefined
  const { roles, rights } = owner
  return {
    actor: {
      kind: 'token',
      id,
      userId,
      roles,
      rights: connectionIds
        ? new Map([...rights].filter(([connection]) => connectionIds.includes(connection)))
        : rights,
      scopes,
    },
    seenAt: token.lastUsedAt,
  }
}
