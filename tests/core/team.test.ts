import { expect, test } from 'vitest'
import { mayOn } from '../../core/team/may.ts'
import { grant, rightsOf, rightsOn } from '../../core/team/rights.ts'
import { allTeams, createTeam, updateTeam } from '../../core/team/teams.ts'
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
import { openRoom, signIn, token } from './team-room.ts'

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
