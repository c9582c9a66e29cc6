import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { cleanLine } from '../lib/text.ts'
import { audit } from './audit.ts'
import { must } from './may.ts'
import { usersById } from './users.ts'

/** Colleagues who share cases and rights. */
export interface TeamRow extends Row<'teams'> {
  memberIds: readonly string[]
}

const withMembers = (db: Session) =>
  db
    .selectFrom('teams')
    .leftJoin('teamMembers', 'teamMembers.teamId', 'teams.id')
    .selectAll('teams')
    .select('teamMembers.userId')
    .orderBy('teams.name')
    .orderBy('teams.id')

function gathered(rows: Array<Row<'teams'> & { userId: string | null }>): TeamRow[] {
  const teams = new Map<string, TeamRow & { memberIds: string[] }>()
  for (const { userId, ...row } of rows) {
    const team = teams.get(row.id) ?? { ...row, memberIds: [] }
    if (userId) team.memberIds.push(userId)
    teams.set(row.id, team)
  }
  return [...teams.values()]
}

/** Every team, by name. */
export const allTeams = async (db: Session): Promise<TeamRow[]> => gathered(await withMembers(db).execute())

/** The teams with these ids, by name; unknown ids are left out. */
export const teamsById = async (db: Session, ids: readonly string[]): Promise<TeamRow[]> =>
  ids.length ? gathered(await withMembers(db).where('teams.id', 'in', ids).execute()) : []

/** Makes a team. CONFLICT when there is one of this name. */
export async function createTeam(
  tx: Tx,
  input: { name: string; memberIds?: readonly string[] | null },
): Promise<TeamRow> {
  must(tx.actor, 'team.manage')
  const id = newId()
  await tx.db
    .insertInto('teams')
    .values({ id, name: await freeName(tx, input.name), createdAt: tx.now })
    .execute()
  await setMembers(tx, id, input.memberIds ?? [])
  return changed(tx, id, 'team.create')
}

/** Renames a team, replaces its members, or takes it out of use. What is left out stays. */
export async function updateTeam(
  tx: Tx,
  input: { teamId: string; name?: string | null; memberIds?: readonly string[] | null; archived?: boolean | null },
): Promise<TeamRow> {
  must(tx.actor, 'team.manage')
  const [team] = await teamsById(tx.db, [input.teamId])
  if (!team) throw notFound('team')
  if (input.name != null) {
    const name = await freeName(tx, input.name, team.id)
    await tx.db.updateTable('teams').set({ name }).where('id', '=', team.id).execute()
  }
  if (input.memberIds) await setMembers(tx, team.id, input.memberIds)
  if (input.archived != null) {
    const archivedAt = input.archived ? (team.archivedAt ?? tx.now) : null
    await tx.db.updateTable('teams').set({ archivedAt }).where('id', '=', team.id).execute()
  }
  return changed(tx, team.id, 'team.update')
}

async function freeName(tx: Tx, text: string, ownId?: string): Promise<string> {
  const name = cleanLine(text, 80)
  if (!name) throw new AppError('INVALID', 'Give a name of 1 to 80 characters.', { reason: 'name.empty' })
  const known = await tx.db.selectFrom('teams').select('id').where('name', '=', name).executeTakeFirst()
  if (known && known.id !== ownId) {
    throw new AppError('CONFLICT', 'There is a team of this name already.', { reason: 'team.exists' })
  }
  return name
}

async function setMembers(tx: Tx, teamId: string, memberIds: readonly string[]) {
  const userIds = [...new Set(memberIds)]
  if ((await usersById(tx.db, userIds)).length !== userIds.length) throw notFound('user')
  await tx.db.deleteFrom('teamMembers').where('teamId', '=', teamId).execute()
  if (userIds.length) {
    await tx.db
      .insertInto('teamMembers')
      .values(userIds.map(userId => ({ teamId, userId })))
      .execute()
  }
}

async function changed(tx: Tx, teamId: string, action: string): Promise<TeamRow> {
  await tx.record({ type: 'team.changed', data: { teamId } })
  await audit(tx, { action, object: teamId, result: 'ok' })
  return (await teamsById(tx.db, [teamId]))[0]!
}
