import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { type Role, roles, userOf } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { audit } from './audit.ts'
import { forgetDevices } from './devices.ts'
import { must } from './may.ts'
import { emailOf, initialsOf, languageOf, nameOf, suggestInitials } from './person.ts'
import { endSessions } from './sessions.ts'

/** A colleague. The password's hash is not in it, so that nothing can show it by mistake. */
export interface UserRow extends Omit<Row<'users'>, 'passwordHash'> {
  roles: readonly Role[]
  /** Has not chosen a password yet. */
  invited: boolean
}

/** Whoever asks: a user, or the owner of the token. */
export interface Me {
  user: UserRow
}

// ── reads ────────────────────────────────────────────────────────────────────

const withRoles = (db: Session) =>
  db
    .selectFrom('users')
    .leftJoin('userRoles', 'userRoles.userId', 'users.id')
    .selectAll('users')
    .select('userRoles.role')
    .orderBy('users.name')
    .orderBy('users.id')

function gathered(rows: Array<Row<'users'> & { role: Role | null }>): UserRow[] {
  const users = new Map<string, UserRow & { roles: Role[] }>()
  for (const { role, passwordHash, ...row } of rows) {
    const user = users.get(row.id) ?? { ...row, invited: passwordHash === null, roles: [] }
    if (role) user.roles.push(role)
    users.set(row.id, user)
  }
  for (const user of users.values()) user.roles.sort((a, b) => roles.indexOf(a) - roles.indexOf(b))
  return [...users.values()]
}

/** Everybody, by name, those who left included. */
export const allUsers = async (db: Session): Promise<UserRow[]> => gathered(await withRoles(db).execute())

/** The users with these ids, by name; unknown ids are left out. */
export const usersById = async (db: Session, ids: readonly string[]): Promise<UserRow[]> =>
  ids.length ? gathered(await withRoles(db).where('users.id', 'in', ids).execute()) : []

/** One user; NOT_FOUND when there is none. */
export async function userById(db: Session, id: string): Promise<UserRow> {
  const [user] = await usersById(db, [id])
  if (!user) throw notFound('user')
  return user
}

/** The user with this e-mail address, however it is written. */
export const userByEmail = async (db: Session, email: string): Promise<UserRow | undefined> =>
  gathered(await withRoles(db).where('users.email', '=', email.trim().toLowerCase()).execute())[0]

/** Whether nobody was ever added: then, and only then, the set-up code works. */
export const isEmpty = async (db: Session): Promise<boolean> =>
  (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined

// ── verbs ────────────────────────────────────────────────────────────────────

/** What a new user is made of. */
export interface NewUser {
  name: string
  email: string
  roles: readonly Role[]
  language: string
}

/** Adds a user without a password. CONFLICT when somebody has this address. */
export async function addUser(tx: Tx, input: NewUser): Promise<UserRow> {
  must(tx.actor, 'user.manage')
  const email = emailOf(input.email)
  const name = nameOf(input.name)
  const language = languageOf(input.language)
  if (await userByEmail(tx.db, email)) {
    throw new AppError('CONFLICT', 'Somebody has this e-mail address already.', { reason: 'user.exists' })
  }
  const taken = await tx.db.selectFrom('users').select('initials').execute()
  const initials = suggestInitials(name, new Set(taken.map(user => user.initials)))
  const id = newId()
  await tx.db
    .insertInto('users')
    .values({ id, name, email, initials, passwordHash: null, language, createdAt: tx.now, disabledAt: null })
    .execute()
  await setRoles(tx, id, input.roles)
  return changed(tx, id, 'user.add')
}

/** Changes one's own name, initials or language. */
export async function updateMe(
  tx: Tx,
  input: { name?: string | null; initials?: string | null; language?: string | null },
): Promise<UserRow> {
  must(tx.actor, 'me.write')
  const id = userOf(tx.actor)
  if (!id) throw notFound('user')
  const values = {
    ...(input.name != null && { name: nameOf(input.name) }),
    ...(input.initials != null && { initials: initialsOf(input.initials) }),
    ...(input.language != null && { language: languageOf(input.language) }),
  }
  if (Object.keys(values).length) await tx.db.updateTable('users').set(values).where('id', '=', id).execute()
  return changed(tx, id, 'user.updateMe')
}

/** Replaces a user's roles and ends their sessions. CONFLICT when that would leave no admin. */
export async function updateUser(tx: Tx, input: { userId: string; roles: readonly Role[] }): Promise<UserRow> {
  must(tx.actor, 'user.manage')
  const user = await userById(tx.db, input.userId)
  if (!input.roles.includes('admin')) await mustLeaveAnAdmin(tx, user)
  await setRoles(tx, user.id, input.roles)
  await endSessions(tx, user.id)
  return changed(tx, user.id, 'user.update')
}

/** Takes away all access at once. CONFLICT for oneself, and when that would leave no admin. */
export async function disableUser(tx: Tx, userId: string): Promise<UserRow> {
  must(tx.actor, 'user.manage')
  const user = await userById(tx.db, userId)
  if (userOf(tx.actor) === userId) {
    throw new AppError('CONFLICT', 'You cannot disable yourself. Ask another admin.', { reason: 'user.self' })
  }
  await mustLeaveAnAdmin(tx, user)
  if (user.disabledAt) return user
  await tx.db.updateTable('users').set({ disabledAt: tx.now }).where('id', '=', userId).execute()
  await endAccess(tx, userId)
  return changed(tx, userId, 'user.disable')
}

/** Gives a disabled user access again, with the roles and rights they had. */
export async function enableUser(tx: Tx, userId: string): Promise<UserRow> {
  must(tx.actor, 'user.manage')
  const user = await userById(tx.db, userId)
  if (!user.disabledAt) return user
  await tx.db.updateTable('users').set({ disabledAt: null }).where('id', '=', userId).execute()
  return changed(tx, userId, 'user.enable')
}

/** Stores a new password's hash. All sessions, one-time links and known browsers of the user end with the old one. */
export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<UserRow> {
  await tx.db.updateTable('users').set({ passwordHash }).where('id', '=', userId).execute()
  await endAccess(tx, userId)
  return changed(tx, userId, 'user.setPassword')
}

async function endAccess(tx: Tx, userId: string) {
  await tx.db.deleteFrom('oneTimeLinks').where('userId', '=', userId).execute()
  await forgetDevices(tx, userId)
  await endSessions(tx, userId)
}

/** Whether a user who may sign in still has this password: it may have been changed while it was compared. */
export const stillHas = async (tx: Tx, userId: string, passwordHash: string): Promise<boolean> =>
  (await tx.db
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('passwordHash', '=', passwordHash)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()) !== undefined

async function setRoles(tx: Tx, userId: string, wanted: readonly Role[]) {
  const chosen = roles.filter(role => wanted.includes(role))
  if (chosen.length === 0) throw new AppError('INVALID', 'Choose at least one role.', { reason: 'roles.empty' })
  await tx.db.deleteFrom('userRoles').where('userId', '=', userId).execute()
  await tx.db
    .insertInto('userRoles')
    .values(chosen.map(role => ({ userId, role })))
    .execute()
}

/** Somebody must be able to let people in: refuses to lose the last admin who has a password and is not disabled. */
async function mustLeaveAnAdmin(tx: Tx, user: UserRow) {
  if (!user.roles.includes('admin') || user.disabledAt) return
  const other = await tx.db
    .selectFrom('userRoles')
    .innerJoin('users', 'users.id', 'userRoles.userId')
    .where('userRoles.role', '=', 'admin')
    .where('users.id', '!=', user.id)
    .where('users.disabledAt', 'is', null)
    .where('users.passwordHash', 'is not', null)
    .select('users.id')
    .limit(1)
    .executeTakeFirst()
  if (!other) {
    throw new AppError('CONFLICT', 'This is the last admin. Make somebody else an admin first.', {
      reason: 'user.lastAdmin',
    })
  }
}

async function changed(tx: Tx, userId: string, action: string): Promise<UserRow> {
  await tx.record({ type: 'user.changed', data: { userId } })
  await audit(tx, { action, object: userId, result: 'ok' })
  return userById(tx.db, userId)
}
