import { type Actor, type Level, levels, type Role } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'

/** One line of the permission table. */
interface Rule {
  /** Who has it. */
  roles: readonly Role[]
  /** On a case it also asks for this right on one of the case's connections. */
  level?: Level
  /** A token needs this scope; without one, no token may do it. */
  scope?: Scope
  /** Asks for the password again when it was given too long ago. */
  confirm?: true
}

export const scopes = [
  'cases:read',
  'cases:write',
  'messages:read',
  'replies:publish',
  'customers:read',
  'schema',
] as const
export type Scope = (typeof scopes)[number]

const everybody = ['admin', 'lead', 'agent', 'reader'] as const
const readers = ['lead', 'agent', 'reader'] as const
const agents = ['lead', 'agent'] as const

/** The one table of what may be done, by whom. */
export const permissions = {
  // With a case, through a right on one of its connections.
  'case.read': { roles: readers, level: 'read', scope: 'cases:read' },
  'case.attend': { roles: readers, level: 'read' },
  'message.read': { roles: readers, level: 'read', scope: 'messages:read' },
  'note.read': { roles: agents, level: 'read', scope: 'cases:read' },
  'note.write': { roles: agents, level: 'draft', scope: 'cases:write' },
  'draft.write': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.assign': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.close': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.pend': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.rename': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.snooze': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.prioritise': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.bulk': { roles: agents, level: 'reply', scope: 'cases:write' },
  'case.label': { roles: agents, level: 'reply', scope: 'cases:write' },
  'reply.send': { roles: agents, level: 'reply', scope: 'replies:publish' },
  'message.moderate': { roles: agents, level: 'reply', scope: 'replies:publish' },
  'customer.read': { roles: readers, level: 'read', scope: 'customers:read' },
  // In the whole installation.
  'me.read': { roles: everybody, scope: 'cases:read' },
  'me.write': { roles: everybody },
  'team.read': { roles: everybody, scope: 'cases:read' },
  'label.read': { roles: everybody, scope: 'cases:read' },
  'connection.read': { roles: everybody, scope: 'cases:read' },
  'case.export': { roles: agents },
  'label.manage': { roles: ['admin', 'lead'] },
  'connection.manage': { roles: ['admin'], confirm: true },
  'user.manage': { roles: ['admin'], confirm: true },
  'team.manage': { roles: ['admin'], confirm: true },
  'right.grant': { roles: ['admin'], confirm: true },
  'token.manage': { roles: everybody, confirm: true },
} satisfies Record<string, Rule>

export type Permission = keyof typeof permissions

/** The table's line, in its general shape. */
export const ruleOf = (permission: Permission): Rule => permissions[permission]

/** May the actor do this at all, somewhere? System and rules may; visitors may nothing here. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system' || actor.kind === 'rule') return true
  if (actor.kind === 'visitor') return false
  const rule = ruleOf(permission)
  if (actor.kind === 'token' && !(rule.scope && actor.scopes.includes(rule.scope))) return false
  return rule.roles.some(role => actor.roles.includes(role))
}

/** The connections on which the actor has the permission; `all` for the system itself. */
export function connectionsFor(actor: Actor, permission: Permission): readonly string[] | 'all' {
  if (actor.kind === 'system' || actor.kind === 'rule') return 'all'
  if (actor.kind === 'visitor' || !may(actor, permission)) return []
  const needed = levels.indexOf(ruleOf(permission).level ?? 'read')
  return [...actor.rights].filter(([, level]) => levels.indexOf(level) >= needed).map(([connection]) => connection)
}

/** May the actor do this with something that lives on these connections? One of them is enough. */
export function mayOn(actor: Actor, permission: Permission, connectionIds: readonly string[]): boolean {
  const allowed = connectionsFor(actor, permission)
  return allowed === 'all' || connectionIds.some(id => allowed.includes(id))
}

/**
 * Refuses what the actor may not do. With `on`, the thing it is done with: NOT_FOUND when the actor may not even see it,
 * FORBIDDEN when they may see it but not do this.
 */
export function must(actor: Actor, permission: Permission, on?: { connectionIds: readonly string[] }): void {
  if (on) {
    if (!mayOn(actor, 'case.read', on.connectionIds)) throw notFound('case')
    if (mayOn(actor, permission, on.connectionIds)) return
  } else if (may(actor, permission)) return
  const { message, ...facts } = lacking(actor, permission)
  throw new AppError('FORBIDDEN', message, { reason: 'right.missing', facts: { permission, ...facts } })
}

/** The sentence that says what would have to be otherwise: a program is told what its token lacks, for no admin can give it that. */
function lacking(actor: Actor, permission: Permission): { message: string; scope?: Scope } {
  const { scope } = ruleOf(permission)
  if (actor.kind === 'token' && !scope) {
    return { message: `${permission} is for people: no token may do it. Sign in to do it.` }
  }
  if (actor.kind === 'token' && scope && !actor.scopes.includes(scope)) {
    return {
      message: `This token lacks the scope ${scope}, which ${permission} asks for. Make one that has it.`,
      scope,
    }
  }
  return { message: `Your rights do not include ${permission}. Ask an admin.` }
}

/** How long a password counts as just given, in seconds. */
export const CONFIRM_SECONDS = 300

/** Refuses what is sensitive when the password was not given in the last minutes. Tokens have no such permission. */
export function mustBeConfirmed(actor: Actor, permission: Permission, now: Date): void {
  if (!ruleOf(permission).confirm || actor.kind !== 'user') return
  if (now.getTime() - Date.parse(actor.confirmedAt) > CONFIRM_SECONDS * 1000) {
    throw new AppError('FORBIDDEN', 'Give your password again first: POST /auth/confirm.', { reason: 'auth.confirm' })
  }
}
