import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import type { TokenActor, UserActor } from '../../core/lib/actor.ts'
import { actorAgain, actorOfSession, actorOfToken } from '../../core/team/actor.ts'
import { may, mayOn } from '../../core/team/may.ts'
import { grant } from '../../core/team/rights.ts'
import { endSession, forgetOldSessions, sessionsOf, touchSession } from '../../core/team/sessions.ts'
import { createToken, revokeToken, tokensOf } from '../../core/team/tokens.ts'
import { allUsers } from '../../core/team/users.ts'
import { each } from '../support/databases.ts'
import { openRoom, signIn, token } from './team-room.ts'

const checked = (body: string) => `${body}_${crc32(body).toString(16).padStart(8, '0')}`

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

test('no user exists before somebody adds one (A-AU-18)', async () => {
  const room = await openRoom('sqlite')
  expect(await allUsers(room.db)).toEqual([])
  expect(await room.db.selectFrom('sessions').selectAll().execute()).toEqual([])
  expect(await room.db.selectFrom('apiTokens').selectAll().execute()).toEqual([])
})
