/** Who acts. Never null: what nobody did, the system did, and says which part of it. */
export type Actor = UserActor | TokenActor | RuleActor | SystemActor | VisitorActor

/** Bundles of permissions, fixed in code; a user has one or more. */
export const roles = ['admin', 'lead', 'agent', 'reader'] as const
export type Role = (typeof roles)[number]

/** What a user or team may do on one connection, each level with all before it. */
export const levels = ['none', 'read', 'draft', 'reply', 'lead'] as const
export type Level = (typeof levels)[number]

/** Connection id → highest level, over the user's own rights and those of their teams. */
export type Rights = ReadonlyMap<string, Level>

/** A signed-in colleague, loaded afresh for each request. */
export interface UserActor {
  kind: 'user'
  id: string
  roles: readonly Role[]
  rights: Rights
  sessionId: string
  /** When the password was last given in this session, for what asks for it again. */
  confirmedAt: string
}

/** An integration: what its owner may do now, narrowed to the token's scopes and connections. */
export interface TokenActor {
  kind: 'token'
  id: string
  userId: string
  roles: readonly Role[]
  rights: Rights
  scopes: readonly string[]
}

export interface RuleActor {
  kind: 'rule'
  id: string
}

export interface SystemActor {
  kind: 'system'
  /** The part that acts: a job, the intake, the command line. */
  id: string
}

/** Somebody outside, on a public page. May do only what that page does. */
export interface VisitorActor {
  kind: 'visitor'
  id: 'visitor'
}

export const visitor: VisitorActor = { kind: 'visitor', id: 'visitor' }
export const system = (part: string): SystemActor => ({ kind: 'system', id: part })

/** The colleague behind an action, if there is one. */
export function userOf(actor: UserActor | TokenActor): string
export function userOf(actor: Actor): string | null
export function userOf(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null
}
