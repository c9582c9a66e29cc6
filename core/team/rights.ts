import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { type Level, levels, type Rights } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { audit } from './audit.ts'
import { must, ruleOf } from './may.ts'

export type RightRow = Row<'rights'>

/** What a user may do now on each connection: the highest of their own rights and those of their teams in use. */
export async function rightsOf(db: Session, userId: string): Promise<Rights> {
  const rows = await db
    .selectFrom('rights')
    .select(['connectionId', 'level'])
    .where(eb =>
      eb.or([
        eb('userId', '=', userId),
        eb(
          'teamId',
          'in',
          eb
            .selectFrom('teamMembers')
            .innerJoin('teams', 'teams.id', 'teamMembers.teamId')
            .where('teams.archivedAt', 'is', null)
            .where('teamMembers.userId', '=', userId)
            .select('teamMembers.teamId'),
        ),
      ]),
    )
    .execute()
  return highestOf(rows)
}

/** The same of many users, by two reads for all of them. */
export async function rightsOfMany(db: Session, userIds: readonly string[]): Promise<Map<string, Rights>> {
  if (!userIds.length) return new Map()
  const [rows, members] = await Promise.all([
    db.selectFrom('rights').select(['userId', 'teamId', 'connectionId', 'level']).execute(),
    db
      .selectFrom('teamMembers')
      .innerJoin('teams', 'teams.id', 'teamMembers.teamId')
      .where('teams.archivedAt', 'is', null)
      .where('teamMembers.userId', 'in', userIds)
      .select(['teamMembers.userId', 'teamMembers.teamId'])
      .execute(),
  ])
  const byOwner = Map.groupBy(rows, row => row.userId ?? row.teamId)
  const teams = Map.groupBy(members, member => member.userId)
  return new Map(
    userIds.map(userId => {
      const owners = [userId, ...(teams.get(userId) ?? []).map(member => member.teamId)]
      return [userId, highestOf(owners.flatMap(owner => byOwner.get(owner) ?? []))]
    }),
  )
}

function highestOf(rows: ReadonlyArray<Pick<RightRow, 'connectionId' | 'level'>>): Rights {
  const highest = new Map<string, Level>()
  for (const { connectionId, level } of rows) {
    const known = highest.get(connectionId) ?? 'none'
    if (levels.indexOf(level) > levels.indexOf(known)) highest.set(connectionId, level)
  }
  return highest
}

/** Who has which right on a connection. */
export const rightsOn = (db: Session, connectionId: string): Promise<RightRow[]> =>
  db.selectFrom('rights').selectAll().where('connectionId', '=', connectionId).orderBy('id').execute()

const { roles: ANSWERING_ROLES, level: enough = 'reply' } = ruleOf('reply.send')
/** Levels of a right by which one answers. */
export const ANSWERING_LEVELS = levels.slice(levels.indexOf(enough))

/** Colleagues who can answer on connections: in use, in a role that answers, by a right of their own or of a team in use. */
const answering = (db: Session, connectionIds: readonly string[]) =>
  db
    .selectFrom('rights')
    .leftJoin('teams', 'teams.id', 'rights.teamId')
    .leftJoin('teamMembers', 'teamMembers.teamId', 'teams.id')
    .innerJoin('users', join =>
      join.on(eb => eb('users.id', '=', eb.fn.coalesce('rights.userId', 'teamMembers.userId'))),
    )
    .innerJoin('userRoles', 'userRoles.userId', 'users.id')
    .where('rights.connectionId', 'in', connectionIds)
    .where('rights.level', 'in', ANSWERING_LEVELS)
    .where('teams.archivedAt', 'is', null)
    .where('users.disabledAt', 'is', null)
    .where('userRoles.role', 'in', ANSWERING_ROLES)

/** The ids of those who can answer on a connection. */
export const answerersOf = async (db: Session, connectionId: string): Promise<string[]> =>
  (await answering(db, [connectionId]).select('users.id').distinct().execute()).map(({ id }) => id)

/** How many can answer on each connection. */
export async function countAnswerers(db: Session, connectionIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await answering(db, connectionIds)
    .groupBy('rights.connectionId')
    .select(['rights.connectionId', eb => eb.fn.count('users.id').distinct().as('count')])
    .execute()
  return new Map(rows.map(({ connectionId, count }) => [connectionId, Number(count)]))
}

/** Whose right, on what, how far. */
export interface Grant {
  userId?: string | null
  teamId?: string | null
  connectionId: string
  level: Level
}

/** Sets what a user or a team may do on a connection; `none` takes it away. INVALID unless it is of exactly one. */
export async function grant(tx: Tx, { userId = null, teamId = null, connectionId, level }: Grant): Promise<RightRow> {
  must(tx.actor, 'right.grant')
  if ((userId === null) === (teamId === null)) {
    throw new AppError('INVALID', 'Give either userId or teamId.', { reason: 'right.ofOne' })
  }
  await mustExist(tx, 'connections', connectionId)
  if (userId !== null) await mustExist(tx, 'users', userId)
  if (teamId !== null) await mustExist(tx, 'teams', teamId)

  const removed = await tx.db
    .deleteFrom('rights')
    .where('connectionId', '=', connectionId)
    .where(userId === null ? 'teamId' : 'userId', '=', userId ?? teamId)
    .returning('id')
    .executeTakeFirst()
  const row: RightRow = { id: removed?.id ?? newId(), userId, teamId, connectionId, level }
  if (level !== 'none') await tx.db.insertInto('rights').values(row).execute()
  await tx.record({ type: 'right.changed', data: { connectionId, userId, teamId, level } })
  await audit(tx, { action: `right.grant.${level}`, object: `${userId ?? teamId}@${connectionId}`, result: 'ok' })
  return row
}

async function mustExist(tx: Tx, table: 'connections' | 'users' | 'teams', id: string) {
  const row = await tx.db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound(table.slice(0, -1))
}
