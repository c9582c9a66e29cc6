import { expect, test } from 'vitest'
import { inviteUser } from '../../core/team/invite.ts'
import { forgetOldAttempts, networkOf } from '../../core/team/limits.ts'
import { allUsers, disableUser } from '../../core/team/users.ts'
import { each } from '../support/databases.ts'
import { browser, reasonOf } from './team-browser.ts'
import { openRoom, PASSWORD } from './team-room.ts'

const NEW = 'drie eiken en een es'
const printed = { enabled: false, mail: () => Promise.resolve() }

each('set-up (A-AU-17)', engine => {
  const first = {
    name: 'Ada Bos',
    email: 'Ada@School.example',
    password: NEW,
    language: 'nl',
  }

  test('the code makes the first user, who may everything on every connection', async () => {
    const room = await openRoom(engine)
    const form = await room.connection('Form')
    const ada = browser(await room.server())
    expect((await ada.ask('GET', 'state')).json()).toEqual({
      setup: true,
      signedIn: false,
      mail: true,
      organisation: 'Schoolplein',
      language: 'nl',
    })
    const answer = await ada.post('setup', { ...first, code: ` ${room.setupCode.toLowerCase().replaceAll('-', ' ')} ` })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-wc_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/),
      expect.stringMatching(
        /^__Host-wc_device=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    expect(await ada.signedIn()).toBe(true)
    expect(await allUsers(room.db)).toMatchObject([
      { name: 'Ada Bos', email: 'ada@school.example', roles: ['admin', 'lead', 'agent'], invited: false },
    ])
    expect(await room.db.selectFrom('rights').select(['connectionId', 'level']).execute()).toEqual([
      { connectionId: form, level: 'lead' },
    ])
    const again = await browser(await room.server()).post('setup', { ...first, code: room.setupCode })
    expect([again.statusCode, reasonOf(again)]).toEqual([409, 'setup.done'])
  })

  test('two at the same moment make one user', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    const both = await Promise.all(
      ['a', 'b'].map((name, index) =>
        browser(app, `198.51.${index}.1`).post('setup', { ...first, email: `${name}@x.example`, code: room.setupCode }),
      ),
    )
    expect(both.map(answer => answer.statusCode).sort()).toEqual([200, 409])
    expect(await allUsers(room.db)).toHaveLength(1)
  })

  test('a wrong code is refused, slower and slower', async () => {
    const room = await openRoom(engine)
    const stranger = browser(await room.server())
    const guess = () => stranger.post('setup', { ...first, code: 'AAAA-AAAA-AAAA-AAAA' })
    for (const status of [403, 403, 403, 429]) expect((await guess()).statusCode).toBe(status)
    expect(await allUsers(room.db)).toEqual([])
  })

  test('a password that is no good costs nothing but another try', async () => {
    const room = await openRoom(engine)
    const ada = browser(await room.server())
    for (let tries = 0; tries < 7; tries++) {
      const answer = await ada.post('setup', { ...first, password: 'Welkom2026!!', code: room.setupCode })
      expect([answer.statusCode, reasonOf(answer)]).toEqual([422, 'password.common'])
    }
    expect((await ada.post('setup', { ...first, code: room.setupCode })).statusCode).toBe(200)
  })
})

each('signing in', engine => {
  test('gives a new session each time, and ends the one the browser had (A-AU-05)', async () => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const app = await room.server()
    const tess = browser(app)
    expect((await tess.signIn(' TESS@school.example ')).statusCode).toBe(200)
    const earlier = tess.cookie
    await tess.signIn('tess@school.example')
    expect(tess.cookie).not.toBe(earlier)
    expect(await tess.signedIn()).toBe(true)

    const thief = browser(app)
    thief.cookie = earlier
    expect(await thief.signedIn()).toBe(false)
    const planted = browser(app)
    planted.cookie = `__Host-wc_session=${'A'.repeat(43)}`
    await planted.signIn('tess@school.example')
    expect(planted.cookie).not.toContain('AAAA')
  })

  test('answers an unknown account, a wrong password, a disabled and an invited colleague alike (A-AU-02)', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    await room.person('Tess')
    const gone = await room.person('Gijs')
    await room.unit(tx => disableUser(tx, gone.id))
    await room.unit(tx =>
      inviteUser(
        tx,
        { name: 'Ina', email: 'ina@school.example', roles: ['agent'] },
        { config: room.config, mailer: printed },
      ),
    )
    const answers = await Promise.all(
      [
        ['nobody@school.example', PASSWORD],
        ['tess@school.example', 'vier losse tegelz'],
        ['gijs@school.example', PASSWORD],
        ['ina@school.example', PASSWORD],
        ['tess@school.example', 'x'.repeat(5000)],
      ].map(([email, password], index) => browser(app, `203.0.${index}.1`).signIn(email!, password)),
    )
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401)
      expect(answer.body).toBe(answers[0]!.body)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.headers['cache-control']).toBe('no-store')
    }
  })

  test('five wrong tries in a quarter of an hour from one network, and no lock for the person elsewhere (A-AU-01)', async () => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const app = await room.server()
    const stranger = browser(app, '203.0.113.9')
    const guess = () => stranger.signIn('tess@school.example', 'geraden wachtwoord')
    for (let tries = 0; tries < 3; tries++) expect((await guess()).statusCode).toBe(401)
    for (const wait of [10, 20]) {
      const answer = await guess()
      expect([answer.statusCode, answer.headers['retry-after'], reasonOf(answer)]).toEqual([
        429,
        String(wait),
        'auth.tooMany',
      ])
      room.clock.advance({ seconds: wait })
      expect((await guess()).statusCode).toBe(401)
    }
    // Five are used up: even the right password waits now, from this network and its neighbours.
    const sixth = await browser(app, '203.0.113.77').signIn('tess@school.example')
    expect([sixth.statusCode, sixth.headers['retry-after']]).toEqual([429, String(15 * 60 - 30)])
    expect((await browser(app, '198.51.100.2').signIn('tess@school.example')).statusCode).toBe(200)
    room.clock.advance({ minutes: 15 })
    expect((await stranger.signIn('tess@school.example')).statusCode).toBe(200)
  })

  test('tries at the same moment do not all pass, and a right one forgets the wrong ones', async () => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const app = await room.server()
    const flood = await Promise.all(
      Array.from({ length: 40 }, () => browser(app).signIn('tess@school.example', 'geraden wachtwoord')),
    )
    expect(flood.filter(answer => answer.statusCode === 401)).toHaveLength(3)
    expect(flood.filter(answer => answer.statusCode === 429)).toHaveLength(37)

    room.clock.advance({ seconds: 10 })
    for (let morning = 0; morning < 60; morning++) {
      expect((await browser(app).signIn('tess@school.example')).statusCode).toBe(200)
    }
    expect(await room.db.selectFrom('attempts').selectAll().execute()).toHaveLength(3)
    room.clock.advance({ hours: 1 })
    await room.unit(forgetOldAttempts)
    expect(await room.db.selectFrom('attempts').selectAll().execute()).toEqual([])
  })

  test('one password against many accounts ends at fifty an hour for a network', async () => {
    const room = await openRoom(engine)
    const stranger = browser(await room.server(), '203.0.113.9')
    for (let index = 0; index < 50; index++) {
      expect((await stranger.signIn(`user${index}@school.example`)).statusCode).toBe(401)
    }
    const refused = await stranger.signIn('user50@school.example')
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '3600'])
  })

  test.each([
    ['192.0.2.200', '192.0.2.0/24'],
    ['::ffff:192.0.2.200', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('counts %s as of the network %s', (address, network) => expect(networkOf(address)).toBe(network))

  test('signing out ends the session everywhere and clears the browser', async () => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const app = await room.server()
    const tess = browser(app)
    await tess.signIn('tess@school.example')
    const kept = tess.cookie
    const answer = await tess.post('sign-out', {})
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
    expect(answer.headers['set-cookie']).toContain('Max-Age=0')
    const other = browser(app)
    other.cookie = kept
    expect(await other.signedIn()).toBe(false)
  })

  test('giving the password again renews the cookie and keeps the session', async () => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const app = await room.server()
    const tess = browser(app)
    await tess.signIn('tess@school.example')
    room.clock.advance({ minutes: 20 })
    const wrong = await tess.post('confirm', { password: 'geraden wachtwoord' })
    expect([wrong.statusCode, reasonOf(wrong)]).toEqual([401, 'auth.wrong'])
    const before = tess.cookie
    const right = await tess.post('confirm', { password: PASSWORD })
    expect(right.json()).toEqual({ confirmedUntil: '2026-03-02T09:25:00.000Z' })
    expect(tess.cookie).not.toBe(before)
    expect(await tess.signedIn()).toBe(true)
    expect(await room.db.selectFrom('sessions').select('device').execute()).toEqual([{ device: 'Firefox · Linux' }])
    const nobody = await browser(app).post('confirm', { password: PASSWORD })
    expect([nobody.statusCode, reasonOf(nobody)]).toEqual([401, 'auth.required'])
  })

  test('a failed and a good try stand in the audit, with the address and without the name', async () => {
    const room = await openRoom(engine)
    const { id } = await room.person('Tess')
    const tess = browser(await room.server(), '198.51.100.7')
    await tess.signIn('nobody@school.example')
    await tess.signIn('tess@school.example', 'geraden wachtwoord')
    await tess.signIn('tess@school.example')
    const rows = await room.db
      .selectFrom('audit')
      .select(['object', 'result', 'address'])
      .where('action', '=', 'sign-in')
      .orderBy('seq')
      .execute()
    const address = '198.51.100.7'
    expect(rows).toEqual([
      { object: null, result: 'failed', address },
      { object: id, result: 'failed', address },
      { object: id, result: 'ok', address },
    ])
  })
})
