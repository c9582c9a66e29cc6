import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { TokenActor, UserActor } from '../../core/lib/actor.ts'
import { actorAgain, actorOfSession, actorOfToken } from '../../core/team/actor.ts'
import { may, mayOn, type Scope } from '../../core/team/may.ts'
import { grant, rightsOf, rightsOn } from '../../core/team/rights.ts'
import { endSession, forgetOldSessions, openSession, sessionsOf, touchSession } from '../../core/team/sessions.ts'
import { allTeams, createTeam, updateTeam } from '../../core/team/teams.ts'
import { createToken, revokeToken, tokensOf } from '../../core/team/tokens.ts'
import {
  addUser,
  allUsers,
  disableUser,
  enableUser,
  setPassword,
  updateMe,
  updateUser,
  userByEmail,
  usersById,
} from '../../core/team/users.ts'
import { each } from '../support/databases.ts'
import { openRoom, type Room } from './team-room.ts'

const device = { address: '192.0.2.1', device: 'Firefox · Linux' }

const signIn = async (room: Room, userId: string) => {
  const { secret } = await room.unit(tx => openSession(tx, userId, device))
  return { secret, asks: async () => (await actorOfSession(room.db, room.clock, room.config, secret))?.actor }
}

const token = async (
  room: Room,
  userId: string,
  scopes: Scope[],
  more: { connectionIds?: string[]; days?: number } = {},
) => {
  const made = await room.unit(tx => createToken(tx, userId, { name: 'dashboard', scopes, ...more }))
  return { ...made, asks: async () => (await actorOfToken(room.db, room.clock, made.secret))?.actor }
}

const checked = (body: string) => `${body}_${crc32(body).toString(16).padStart(8, '0')}`

each('users', engine => {
  test('are read with their roles, by name', async () => {
    const room = await openRoom(engine)
    await room.person('Wim', 'reader')
    const tess = await room.person('Tess', 'lead', 'admin')
    expect((await allUsers(room.db)).map(({ name, roles, invited }) => ({ name, roles, invited }))).toEqual([
      { name: 'Tess', roles: ['admin', 'lead'], invited: false },
      { name: 'Wim', roles: ['reader'], invited: false },
    ])
    expect(await usersById(room.db, [])).toEqual([])
    expect((await userByEmail(room.db, ' TESS@School.example '))?.id).toBe(tess.id)
    expect(Object.keys(tess)).not.toContain('passwordHash')
  })

  test('have a clean name, a lower-case address and initials of their own', async () => {
    const room = await openRoom(engine)
    const add = (name: string, email: string) =>
      room.unit(tx => addUser(tx, { name, email, roles: ['agent'], language: 'en' }))
    expect(await add('  Tess \u202e\n Rood ', 'Tess.Rood@School.example')).toMatchObject({
      name: 'Tess Rood',
      email: 'tess.rood@school.example',
      initials: 'TR',
      invited: true,
    })
    expect(await add('Tom de Ridder', 'tom@school.example')).toMatchObject({ initials: 'TDR' })
    expect(await add('Tara Roos', 'tara@school.example')).toMatchObject({ initials: 'TR2' })
    expect(await add('Éva', 'eva@school.example')).toMatchObject({ initials: 'É' })
    await expect(add('Tess', 'TESS.ROOD@school.example')).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'user.exists',
    })
  })

  test.each([
    ['a name of nothing but spaces', { name: ' \u0000 ' }, 'name.empty'],
    ['no address', { email: 'tess' }, 'email.invalid'],
    ['an address with a line break', { email: 'tess@school.example\r\nBcc: all@school.example' }, 'email.invalid'],
    ['an address with a display name', { email: 'Tess <tess@school.example>' }, 'email.invalid'],
    ['two addresses', { email: 'tess@school.example,tom@school.example' }, 'email.invalid'],
    ['no role', { roles: [] }, 'roles.empty'],
    ['a language we do not speak', { language: 'tlh' }, 'language.unknown'],
  ])('are refused with %s', async (_, wrong, reason) => {
    const room = await openRoom(engine)
    const right = { name: 'Tess', email: 'tess@school.example', roles: ['agent'] as const, language: 'nl' }
    await expect(room.unit(tx => addUser(tx, { ...right, ...wrong }))).rejects.toMatchObject({
      code: 'INVALID',
      reason,
    })
    expect(await allUsers(room.db)).toEqual([])
  })

  test('change their own name, initials and language, and nothing else (A-AZ-11)', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess', 'agent')
    const actor = await room.actor(tess)
    const input = { name: 'Tess de Wit', initials: 'td', roles: ['admin'] }
    expect(await room.write(actor, tx => updateMe(tx, input))).toMatchObject({
      name: 'Tess de Wit',
      initials: 'TD',
      language: 'nl',
      roles: ['agent'],
    })
    await expect(room.write(actor, tx => updateMe(tx, { initials: 'T-R' }))).rejects.toMatchObject({
      reason: 'initials.invalid',
    })
    await expect(room.write(actor, tx => updateUser(tx, { userId: tess.id, roles: ['admin'] }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('lose their sessions with their roles, and everything when disabled (A-AZ-17)', async () => {
    const room = await openRoom(engine)
    const admin = await room.actor(await room.person('Ada', 'admin'))
    const tess = await room.person('Tess', 'agent')
    const before = await signIn(room, tess.id)
    await room.write(admin, tx => updateUser(tx, { userId: tess.id, roles: ['reader'] }))
    expect(await before.asks()).toBeUndefined()

    const after = await signIn(room, tess.id)
    const program = await token(room, tess.id, ['cases:read'])
    expect(await after.asks()).toMatchObject({ roles: ['reader'] })
    expect(await program.asks()).toMatchObject({ roles: ['reader'] })
    const disabled = await room.write(admin, tx => disableUser(tx, tess.id))
    expect(disabled.disabledAt).toBe(room.clock.iso())
    expect(await after.asks()).toBeUndefined()
    expect(await program.asks()).toBeUndefined()

    expect(await room.write(admin, tx => enableUser(tx, tess.id))).toMatchObject({ disabledAt: null })
    expect(await after.asks()).toBeUndefined()
    expect(await program.asks()).toMatchObject({ roles: ['reader'] })
  })

  test('always keep an admin who can sign in, and nobody disables themselves (A-AU-19)', async () => {
    const room = await openRoom(engine)
    const ada = await room.person('Ada', 'admin', 'lead')
    const actor = await room.actor(ada)
    const demote = () => room.write(actor, tx => updateUser(tx, { userId: ada.id, roles: ['lead'] }))
    await expect(room.write(actor, tx => disableUser(tx, ada.id))).rejects.toMatchObject({ reason: 'user.self' })
    await expect(demote()).rejects.toMatchObject({ code: 'CONFLICT', reason: 'user.lastAdmin' })
    await expect(room.unit(tx => disableUser(tx, ada.id))).rejects.toMatchObject({ reason: 'user.lastAdmin' })

    // Somebody invited who never came is no admin to rely on; neither is one who is disabled.
    const bo = await room.unit(tx =>
      addUser(tx, { name: 'Bo', email: 'bo@school.example', roles: ['admin'], language: 'nl' }),
    )
    await expect(demote()).rejects.toMatchObject({ reason: 'user.lastAdmin' })
    await room.unit(async tx => setPassword(tx, bo.id, await room.passwords.hash('x')))
    await room.unit(tx => disableUser(tx, bo.id))
    await expect(demote()).rejects.toMatchObject({ reason: 'user.lastAdmin' })
    await room.unit(tx => enableUser(tx, bo.id))
    expect(await demote()).toMatchObject({ roles: ['lead'] })
  })

  test('leave an event and an audit row that hold ids only', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const events = await room.db.selectFrom('events').select(['type', 'data']).execute()
    expect(events.map(({ type, data }) => [type, JSON.parse(data)])).toEqual([
      ['user.changed', { userId: tess.id }],
      ['user.changed', { userId: tess.id }],
    ])
    const rows = await room.db.selectFrom('audit').select(['action', 'object', 'actorId']).orderBy('seq').execute()
    expect(rows).toEqual([
      { action: 'user.add', object: tess.id, actorId: 'test' },
      { action: 'user.setPassword', object: tess.id, actorId: 'test' },
    ])
  })
})

each('teams and rights', engine => {
  test('a user has the highest of their own right and those of their teams', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const [form, shop] = [await room.connection('Form'), await room.connection('Shop')]
    const team = await room.unit(tx => createTeam(tx, { name: 'Studiekeuze', memberIds: [tess.id] }))
    await room.unit(tx => grant(tx, { userId: tess.id, connectionId: form, level: 'read' }))
    await room.unit(tx => grant(tx, { teamId: team.id, connectionId: form, level: 'reply' }))
    await room.unit(tx => grant(tx, { teamId: team.id, connectionId: shop, level: 'draft' }))
    expect(Object.fromEntries(await rightsOf(room.db, tess.id))).toEqual({ [form]: 'reply', [shop]: 'draft' })

    const { asks } = await signIn(room, tess.id)
    const actor = (await asks())!
    expect(mayOn(actor, 'reply.send', [form])).toBe(true)
    expect(mayOn(actor, 'reply.send', [shop])).toBe(false)

    // Rights are read afresh: leaving the team counts at once, in the same session.
    await room.unit(tx => updateTeam(tx, { teamId: team.id, memberIds: [] }))
    expect(Object.fromEntries((await asks())!.rights)).toEqual({ [form]: 'read' })
    await room.unit(tx => grant(tx, { userId: tess.id, connectionId: form, level: 'none' }))
    expect((await asks())!.rights.size).toBe(0)
  })

  test('a right replaces the one before it', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const form = await room.connection('Form')
    for (const level of ['read', 'lead', 'draft'] as const) {
      await room.unit(tx => grant(tx, { userId: tess.id, connectionId: form, level }))
    }
    expect(await rightsOn(room.db, form)).toMatchObject([{ userId: tess.id, teamId: null, level: 'draft' }])
  })

  test('a right is of exactly one, and on what exists', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const form = await room.connection('Form')
    const team = await room.unit(tx => createTeam(tx, { name: 'Balie' }))
    const give = (input: object) => room.unit(tx => grant(tx, { connectionId: form, level: 'read', ...input }))
    await expect(give({})).rejects.toMatchObject({ code: 'INVALID', reason: 'right.ofOne' })
    await expect(give({ userId: tess.id, teamId: team.id })).rejects.toMatchObject({ reason: 'right.ofOne' })
    await expect(give({ userId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(give({ userId: tess.id, connectionId: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const agent = await room.actor(tess)
    await expect(
      room.write(agent, tx => grant(tx, { userId: tess.id, connectionId: form, level: 'lead' })),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await rightsOn(room.db, form)).toEqual([])
  })

  test('a team has a name of its own and members who exist', async () => {
    const room = await openRoom(engine)
    const [tess, tom] = [await room.person('Tess'), await room.person('Tom')]
    const team = await room.unit(tx => createTeam(tx, { name: ' Balie ', memberIds: [tess.id, tess.id] }))
    expect(team).toMatchObject({ name: 'Balie', memberIds: [tess.id] })
    await expect(room.unit(tx => createTeam(tx, { name: 'Balie' }))).rejects.toMatchObject({ reason: 'team.exists' })
    await expect(room.unit(tx => updateTeam(tx, { teamId: team.id, memberIds: ['x'] }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await room.unit(tx => updateTeam(tx, { teamId: team.id, name: 'Balie', memberIds: [tom.id] }))
    expect(await allTeams(room.db)).toMatchObject([{ name: 'Balie', memberIds: [tom.id] }])
  })
})

each('sessions', engine => {
  test('end an hour after their last use, and twelve hours after sign-in in any case', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const { asks } = await signIn(room, tess.id)
    room.clock.advance({ minutes: 59, seconds: 59 })
    expect(await asks()).toMatchObject({ kind: 'user', id: tess.id })
    room.clock.advance({ seconds: 1 })
    expect(await asks()).toBeUndefined()

    const used = await signIn(room, tess.id)
    for (let hour = 0; hour < 23; hour++) {
      room.clock.advance({ minutes: 30 })
      const actor = (await used.asks())!
      await room.write(actor, tx => touchSession(tx, actor.sessionId))
    }
    room.clock.advance({ minutes: 29, seconds: 59 })
    expect(await used.asks()).toMatchObject({ id: tess.id })
    room.clock.advance({ seconds: 1 })
    expect(await used.asks()).toBeUndefined()
    await room.unit(tx => forgetOldSessions(tx, room.config))
    expect(await room.db.selectFrom('sessions').select('id').execute()).toEqual([])
  })

  test('are stored as a hash, and only their own user can end them', async () => {
    const room = await openRoom(engine)
    const [tess, tom] = [await room.person('Tess'), await room.person('Tom')]
    const { secret, asks } = await signIn(room, tess.id)
    expect(JSON.stringify(await room.db.selectFrom('sessions').selectAll().execute())).not.toContain(secret)
    const [row] = await sessionsOf(room.db, tess.id, room.config, room.clock.iso())
    expect(row).toMatchObject({ device: 'Firefox · Linux', address: '192.0.2.1' })

    const stranger = await room.actor(tom)
    await expect(room.write(stranger, tx => endSession(tx, row!.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const actor = (await asks())!
    expect(await room.write(actor, tx => endSession(tx, row!.id))).toMatchObject({ id: row!.id })
    expect(await asks()).toBeUndefined()
    expect(await actorAgain(room.db, room.clock, room.config, actor)).toBeUndefined()
  })

  test.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}'`, '\u0000'.repeat(43)])(
    'are not found by %j',
    async secret => {
      const room = await openRoom(engine)
      await signIn(room, (await room.person('Tess')).id)
      expect(await actorOfSession(room.db, room.clock, room.config, secret)).toBeUndefined()
    },
  )
})

each('tokens (A-AZ-16)', engine => {
  test('may what their owner may now, narrowed to their scopes and connections', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const [form, shop] = [await room.connection('Form'), await room.connection('Shop')]
    for (const connectionId of [form, shop]) {
      await room.unit(tx => grant(tx, { userId: tess.id, connectionId, level: 'reply' }))
    }
    const { asks, secret, token: row } = await token(room, tess.id, ['cases:read'], { connectionIds: [form] })
    expect(secret).toMatch(/^wcp_[a-z0-9]{12}_[A-Za-z0-9_-]{43}_[0-9a-f]{8}$/)
    expect(row.prefix).toBe(secret.slice(0, 16))
    expect(JSON.stringify(await room.db.selectFrom('apiTokens').selectAll().execute())).not.toContain(secret)

    const actor = (await asks()) as TokenActor
    expect(mayOn(actor, 'case.read', [form])).toBe(true)
    expect(mayOn(actor, 'case.read', [shop])).toBe(false)
    expect(may(actor, 'reply.send')).toBe(false)
    expect(may(actor, 'token.manage')).toBe(false)

    await room.unit(tx => grant(tx, { userId: tess.id, connectionId: form, level: 'none' }))
    expect(mayOn((await asks())!, 'case.read', [form])).toBe(false)
  })

  test('end when they expire or are revoked, and by their owner only', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const short = await token(room, tess.id, ['cases:read'], { days: 1 })
    const usual = await token(room, tess.id, ['cases:read'])
    room.clock.advance({ hours: 23, minutes: 59 })
    expect(await short.asks()).toMatchObject({ kind: 'token', userId: tess.id })
    room.clock.advance({ minutes: 1 })
    expect(await short.asks()).toBeUndefined()

    const stranger = await room.actor(await room.person('Tom'))
    await expect(room.write(stranger, tx => revokeToken(tx, usual.token.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const before = (await usual.asks())!
    await room.write(await room.actor(tess), tx => revokeToken(tx, usual.token.id))
    expect(await usual.asks()).toBeUndefined()
    expect(await actorAgain(room.db, room.clock, room.config, before)).toBeUndefined()
    expect((await tokensOf(room.db, tess.id)).map(({ revokedAt }) => revokedAt)).toEqual([room.clock.iso(), null])
  })

  test.each([
    ['the secret of another', (secret: string) => checked(`${secret.slice(0, 16)}_${'A'.repeat(43)}`)],
    ['a wrong check', (secret: string) => `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`],
    ['more after it', (secret: string) => `${secret}0`],
    ['capitals', (secret: string) => secret.toUpperCase()],
    ['nothing', () => ''],
  ])('do not work with %s', async (_, changed) => {
    const room = await openRoom(engine)
    const { secret } = await token(room, (await room.person('Tess')).id, ['cases:read'])
    expect(await actorOfToken(room.db, room.clock, changed(secret))).toBeUndefined()
  })

  test('are made for oneself, within a year, on one’s own connections', async () => {
    const room = await openRoom(engine)
    const [tess, tom] = [await room.person('Tess'), await room.person('Tom')]
    const form = await room.connection('Form')
    const actor: UserActor = await room.actor(tess)
    const make = (input: object, owner = tess.id) =>
      room.write(actor, tx => createToken(tx, owner, { name: 'bi', scopes: ['cases:read'], ...input }))
    await expect(make({}, tom.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(make({ connectionIds: [form] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(make({ scopes: [] })).rejects.toMatchObject({ reason: 'token.noScope' })
    for (const days of [0, 366, 1.5]) await expect(make({ days })).rejects.toMatchObject({ reason: 'token.days' })
    expect(Date.parse((await make({})).token.expiresAt) - room.clock.now().getTime()).toBe(90 * 86_400_000)
  })
})

describe('who is left out', () => {
  test('no user exists before somebody adds one (A-AU-18)', async () => {
    const room = await openRoom('sqlite')
    expect(await allUsers(room.db)).toEqual([])
    expect(await room.db.selectFrom('sessions').selectAll().execute()).toEqual([])
    expect(await room.db.selectFrom('apiTokens').selectAll().execute()).toEqual([])
  })
})
