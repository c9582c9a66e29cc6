import type { Resolvers } from '../graphql/types.ts'
import { type TokenActor, type UserActor, userOf } from '../lib/actor.ts'
import { iso, plusSeconds } from '../lib/clock.ts'
import { inviteUser, resetUser } from './invite.ts'
import { CONFIRM_SECONDS, connectionsFor, may, type Permission, permissions, ruleOf } from './may.ts'
import { preferencesOf, updatePreferences } from './preferences.ts'
import { grant, rightsOn } from './rights.ts'
import { endSession, sessionsOf } from './sessions.ts'
import { allTeams, createTeam, updateTeam } from './teams.ts'
import { createToken, revokeToken, tokensOf } from './tokens.ts'
import { allUsers, disableUser, enableUser, updateMe, updateUser, userById } from './users.ts'

/** All the actor may do; what asks for a right, only with that right on some connection. */
const permissionsOf = (actor: UserActor | TokenActor) =>
  (Object.keys(permissions) as Permission[]).filter(
    permission => may(actor, permission) && (!ruleOf(permission).level || connectionsFor(actor, permission).length > 0),
  )

export const resolvers: Resolvers = {
  Query: {
    me: async (_, _args, { core, actor }) => ({ user: await userById(core.db, userOf(actor)) }),
    users: (_, _args, { core }) => allUsers(core.db),
    teams: (_, _args, { core }) => allTeams(core.db),
  },
  Mutation: {
    updateMe: async (_, { input }, { core, actor }) => ({ user: await core.write(actor, tx => updateMe(tx, input)) }),
    updatePreferences: async (_, { input }, { core, actor }) => {
      await core.write(actor, tx => updatePreferences(tx, input))
      return { user: await userById(core.db, userOf(actor)) }
    },
    inviteUser: (_, { input }, { core, actor }) => core.write(actor, tx => inviteUser(tx, input, core)),
    resetUser: (_, { input }, { core, actor }) => core.write(actor, tx => resetUser(tx, input.userId, core)),
    updateUser: (_, { input }, { core, actor }) => core.write(actor, tx => updateUser(tx, input)),
    disableUser: (_, { input }, { core, actor }) => core.write(actor, tx => disableUser(tx, input.userId)),
    enableUser: (_, { input }, { core, actor }) => core.write(actor, tx => enableUser(tx, input.userId)),
    createTeam: (_, { input }, { core, actor }) => core.write(actor, tx => createTeam(tx, input)),
    updateTeam: (_, { input }, { core, actor }) => core.write(actor, tx => updateTeam(tx, input)),
    grantRight: (_, { input }, { core, actor }) => core.write(actor, tx => grant(tx, input)),
    createToken: (_, { input }, { core, actor }) => core.write(actor, tx => createToken(tx, userOf(actor), input)),
    revokeToken: (_, { input }, { core, actor }) => core.write(actor, tx => revokeToken(tx, input.tokenId)),
    endSession: (_, { input }, { core, actor }) => core.write(actor, tx => endSession(tx, input.sessionId)),
  },
  Me: {
    language: ({ user }) => user.language,
    permissions: (_, _args, { actor }) => permissionsOf(actor),
    preferences: ({ user }, _, { core }) => preferencesOf(core.db, user.id),
    mailReady: (_, _args, { core }) => core.mailer.enabled,
    // An integration has no business with the devices and tokens of its owner.
    sessions: ({ user }, _, { core, actor }) =>
      actor.kind === 'user' ? sessionsOf(core.db, user.id, core.config, iso(core.clock.now())) : [],
    tokens: ({ user }, _, { core, actor }) => (actor.kind === 'user' ? tokensOf(core.db, user.id) : []),
    confirmedUntil: (_, _args, { actor }) =>
      actor.kind === 'user' ? plusSeconds(actor.confirmedAt, CONFIRM_SECONDS) : null,
    timeZone: (_, _args, { core }) => core.config.WEBCARE_TIME_ZONE,
    organisation: (_, _args, { core }) => core.config.WEBCARE_ORGANISATION,
    admins: async (_, _args, { core }) =>
      (await allUsers(core.db)).filter(user => user.roles.includes('admin') && !user.disabledAt && !user.invited),
  },
  User: {
    // One's own in person; a program of one's own has no use for it.
    email: (user, _, { actor }) => (isSelf(user, actor) || may(actor, 'user.manage') ? user.email : null),
    roles: (user, _, { actor }) => (may(actor, 'user.manage') ? [...user.roles] : null),
    invited: (user, _, { actor }) => (may(actor, 'user.manage') ? user.invited : null),
  },
  Team: {
    members: async (team, _, { load }) =>
      (await Promise.all(team.memberIds.map(id => load.user.load(id)))).filter(user => user !== null),
  },
  Right: {
    connection: async (right, _, { load }) => (await load.connection.load(right.connectionId))!,
    user: (right, _, { load }) => (right.userId ? load.user.load(right.userId) : null),
    team: (right, _, { load }) => (right.teamId ? load.team.load(right.teamId) : null),
  },
  Session: {
    current: (session, _, { actor }) => actor.kind === 'user' && actor.sessionId === session.id,
  },
  Token: {
    connections: async (token, _, { load }) =>
      token.connectionIds &&
      (await Promise.all(token.connectionIds.map(id => load.connection.load(id)))).filter(row => row !== null),
  },
  Connection: {
    answerers: async (connection, _, { actor, load }) =>
      may(actor, 'right.grant') ? load.answerers.load(connection.id) : null,
    rights: (connection, _, { core, actor }) => (may(actor, 'right.grant') ? rightsOn(core.db, connection.id) : null),
  },
}

const isSelf = ({ id }: { id: string }, actor: TokenActor | UserActor) => actor.kind === 'user' && actor.id === id
