import { expect, test } from 'vitest'
import { inviteUser, resetUser } from '../../core/team/invite.ts'
import { forgetOldAttempts, LIMITS } from '../../core/team/limits.ts'
import { browser, reasonOf } from '../core/team-browser.ts'
import { openRoom, PASSWORD, type Room } from '../core/team-room.ts'
import { each } from '../support/databases.ts'

const TESS = 'tess@school.example'
const NEW = 'drie eiken en een es'
/** One address for a whole school. */
const SCHOOL = '198.51.100.1'

const printed = { enabled: false, mail: () => Promise.resolve() }
const linkFor = async (room: Room, userId: string) => {
  const { url } = await room.unit(tx => resetUser(tx, userId, { config: room.config, mailer: printed }))
  return url?.split('#')[1] ?? ''
}

each('the doors of a school behind one address', engine => {
  async function openSchool() {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    await room.person('Bas')
    return { room, tess, app: await room.server() }
  }

  test('fifty who forgot their password keep nobody from signing in, and fifty guesses nobody from asking', async () => {
    const { room, app } = await openSchool()
    for (let pupil = 0; pupil < LIMITS.network.tries; pupil++) {
      const answer = await browser(app, SCHOOL).post('forgot', { email: `pupil${pupil}@school.example` })
      expect(answer.statusCode).toBe(202)
    }
    expect((await browser(app, SCHOOL).post('forgot', { email: 'one.more@school.example' })).statusCode).toBe(429)
    expect((await browser(app, SCHOOL).signIn(TESS)).statusCode).toBe(200)
    for (let pupil = 0; pupil < LIMITS.network.tries; pupil++) {
      await browser(app, '203.0.113.1').signIn(`pupil${pupil}@school.example`, 'geraden wachtwoord')
    }
    expect((await browser(app, '203.0.113.1').signIn(TESS)).statusCode).toBe(429)
    expect((await browser(app, '203.0.113.1').post('forgot', { email: TESS })).statusCode).toBe(202)
    expect((await room.letters()).map(({ to }) => to)).toEqual([TESS])
  })

  test('who signed in here before does so again whatever others try, and nobody else does', async () => {
    const { app } = await openSchool()
    const tess = browser(app, SCHOOL)
    await tess.signIn(TESS)
    await tess.post('sign-out', {})
    for (let pupil = 0; pupil < 60; pupil++) {
      await browser(app, SCHOOL).signIn(`pupil${pupil}@school.example`, 'geraden wachtwoord')
    }
    // Of her own account too, as many as there may be.
    for (let guess = 0; guess < 5; guess++) await browser(app, SCHOOL).signIn(TESS, 'geraden wachtwoord')
    expect((await browser(app, SCHOOL).signIn(TESS)).statusCode).toBe(429)
    expect((await tess.signIn(TESS)).statusCode).toBe(200)
    expect((await tess.post('forgot', { email: TESS })).statusCode).toBe(202)
    // The browser is hers: it opens no door to another account.
    expect((await tess.signIn('bas@school.example')).statusCode).toBe(429)
  })

  test('a browser that is known guesses no more than any other', async () => {
    const { room, app } = await openSchool()
    const tess = browser(app, SCHOOL)
    await tess.signIn(TESS)
    const statuses = []
    for (let guess = 0; guess < 5; guess++) statuses.push((await tess.signIn(TESS, 'geraden wachtwoord')).statusCode)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    expect((await tess.signIn(TESS)).statusCode).toBe(429)
    room.clock.advance({ seconds: 10 })
    expect((await tess.signIn(TESS)).statusCode).toBe(200)
  })

  test('one account guessed at from everywhere is closed to strangers, and not to its owner', async () => {
    const { room, tess: user, app } = await openSchool()
    const tess = browser(app, SCHOOL)
    await tess.signIn(TESS)
    const statuses: number[] = []
    for (let guess = 0; guess < 120; guess++) {
      statuses.push((await browser(app, `100.64.${guess}.1`).signIn(TESS, `raad eens ${guess}`)).statusCode)
      room.clock.advance({ seconds: 20 })
    }
    expect(statuses.filter(status => status === 401)).toHaveLength(LIMITS.everywhere.tries)
    expect(statuses.at(-1)).toBe(429)
    // Found at last, the password opens nothing to them.
    expect((await browser(app, '100.65.1.1').signIn(TESS)).statusCode).toBe(429)
    expect((await tess.signIn(TESS)).statusCode).toBe(200)
    expect((await browser(app, '100.65.1.1').signIn('bas@school.example')).statusCode).toBe(200)
    // Nor is she kept out where nobody knows her browser: a link opens, and from then on it is known.
    const elsewhere = browser(app, '100.66.1.1')
    expect((await elsewhere.post('reset', { token: await linkFor(room, user.id), password: NEW })).statusCode).toBe(200)
    expect((await elsewhere.signIn(TESS, NEW)).statusCode).toBe(200)
    room.clock.advance({ hours: 1 })
    await room.unit(forgetOldAttempts)
    expect(await room.db.selectFrom('attempts').selectAll().execute()).toEqual([])
  })

  test('a new password makes every browser a stranger', async () => {
    const { room, tess: user, app } = await openSchool()
    const thief = browser(app, SCHOOL)
    await thief.signIn(TESS)
    const token = await linkFor(room, user.id)
    await browser(app, '203.0.113.5').post('reset', { token, password: NEW })
    for (let pupil = 0; pupil < LIMITS.network.tries; pupil++) {
      await browser(app, SCHOOL).signIn(`pupil${pupil}@school.example`, 'geraden wachtwoord')
    }
    expect((await thief.signIn(TESS, NEW)).statusCode).toBe(429)
  })

  test('a cookie that somebody made up or planted is no browser of ours', async () => {
    const { app } = await openSchool()
    const planted = `__Host-wc_device=${'A'.repeat(43)}`
    const tess = browser(app, SCHOOL)
    tess.cookie = planted
    await tess.signIn(TESS)
    expect(tess.cookie).not.toContain('AAAA')
    for (let guess = 0; guess < 5; guess++) {
      for (const cookie of [planted, '__Host-wc_device=', '__Host-wc_device=%00', '__Host-wc_device=x; x=y']) {
        const stranger = browser(app, '203.0.113.9')
        stranger.cookie = cookie
        expect((await stranger.signIn(TESS, 'geraden wachtwoord')).statusCode).toBeOneOf([401, 429])
      }
    }
    const stranger = browser(app, '203.0.113.9')
    stranger.cookie = planted
    expect((await stranger.signIn(TESS)).statusCode).toBe(429)
  })

  test('a colleague who mistypes at the desk keeps no other desk from it', async () => {
    const { app } = await openSchool()
    const [tess, bas] = [browser(app, SCHOOL), browser(app, SCHOOL)]
    await tess.signIn(TESS)
    await bas.signIn('bas@school.example')
    for (let guess = 0; guess < 60; guess++) await tess.post('confirm', { password: 'geraden wachtwoord' })
    expect((await tess.post('confirm', { password: PASSWORD })).statusCode).toBe(429)
    expect((await bas.post('confirm', { password: PASSWORD })).statusCode).toBe(200)
  })

  test('a right link and the right code open, however many wrong ones were tried', async () => {
    const { room, app } = await openSchool()
    const refused = []
    for (let guess = 0; guess < 60; guess++) {
      const token = `${guess}`.padStart(43, 'A')
      refused.push(reasonOf(await browser(app, SCHOOL).post('invite', { token, password: NEW })))
    }
    expect(new Set(refused)).toEqual(new Set(['link.expired', 'auth.tooMany']))
    const ina = { name: 'Ina', email: 'ina@school.example', roles: ['agent'] as const }
    const post = { config: room.config, mailer: printed }
    const token = (await room.unit(tx => inviteUser(tx, ina, post))).url?.split('#')[1]
    expect((await browser(app, SCHOOL).post('invite', { token, password: NEW })).statusCode).toBe(200)

    const empty = await openRoom(engine)
    const fresh = await empty.server()
    const first = { name: 'Ada', email: 'ada@school.example', password: NEW, language: 'nl' }
    const statuses = []
    for (let guess = 0; guess < 10; guess++) {
      statuses.push((await browser(fresh, SCHOOL).post('setup', { ...first, code: `${guess}` })).statusCode)
    }
    expect(new Set(statuses)).toEqual(new Set([403, 429]))
    const right = await browser(fresh, SCHOOL).post('setup', { ...first, code: empty.setupCode })
    expect(right.statusCode).toBe(200)
  })
})
