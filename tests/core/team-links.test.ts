import { expect, test } from 'vitest'
import { inviteUser, resetUser } from '../../core/team/invite.ts'
import { forgetOldLinks } from '../../core/team/links.ts'
import { allUsers, disableUser } from '../../core/team/users.ts'
import { each } from '../support/databases.ts'
import { browser, reasonOf } from './team-browser.ts'
import { openRoom, type Room } from './team-room.ts'

const NEW = 'drie eiken en een es'
const printed = { enabled: false, mail: () => Promise.resolve() }

const secretIn = (url: string | null | undefined) => url?.split('#')[1] ?? ''
const link = async (room: Room, userId: string) =>
  secretIn((await room.unit(tx => resetUser(tx, userId, { config: room.config, mailer: printed }))).url)

each('links', engine => {
  test('an invitation sets name and password, signs in, and works once (A-AU-03)', async () => {
    const room = await openRoom(engine)
    await room.unit(tx => inviteUser(tx, { name: 'Ina', email: 'ina@school.example', roles: ['agent'] }, room))
    const [letter] = await room.letters()
    expect(letter).toMatchObject({ to: 'ina@school.example', subject: 'Je uitnodiging voor Webcare van Schoolplein' })
    // From the settings, whatever host the request named (A-AU-04).
    const token = /https:\/\/webcare\.school\.example\/invite#([A-Za-z0-9_-]{43})\n/.exec(letter!.text)![1]!
    const app = await room.server()
    const ina = browser(app)
    const answer = await ina.post('invite', { token, name: 'Ina Vos', password: NEW })
    expect(answer.statusCode).toBe(200)
    expect(await ina.signedIn()).toBe(true)
    expect((await allUsers(room.db))[0]).toMatchObject({ name: 'Ina Vos', invited: false })
    const again = await browser(app).post('invite', { token, password: 'nog een lange zin' })
    expect([again.statusCode, reasonOf(again)]).toEqual([404, 'link.expired'])
    expect(JSON.stringify(await room.db.selectFrom('oneTimeLinks').selectAll().execute())).toBe('[]')
  })

  test.each([
    ['empty', () => '', 422, 'input.invalid'],
    ['made up', () => 'A'.repeat(43), 404, 'link.expired'],
    ['in other capitals', (token: string) => swapped(token), 404, 'link.expired'],
    ['with a space', (token: string) => `${token} `, 404, 'link.expired'],
    ['a null', () => null, 422, 'input.invalid'],
    ['a list', (token: string) => [token], 422, 'input.invalid'],
  ])('a link that is %s does not work', async (_, changed, status, reason) => {
    const room = await openRoom(engine)
    const token = await link(room, (await room.person('Tess')).id)
    const answer = await browser(await room.server()).post('reset', { token: changed(token), password: NEW })
    expect([answer.statusCode, reasonOf(answer)]).toEqual([status, reason])
    expect((await browser(await room.server(), '203.0.113.1').signIn('tess@school.example')).statusCode).toBe(200)
  })

  test('a reset works for half an hour, an invitation for three days', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    const tess = await room.person('Tess')
    const late = await link(room, tess.id)
    room.clock.advance({ minutes: 30 })
    expect((await browser(app).post('reset', { token: late, password: NEW })).statusCode).toBe(404)
    const inTime = await link(room, tess.id)
    room.clock.advance({ minutes: 29, seconds: 59 })
    expect((await browser(app).post('reset', { token: inTime, password: NEW })).statusCode).toBe(200)

    const post = { config: room.config, mailer: printed }
    const input = { name: 'Ina', email: 'ina@school.example', roles: ['agent'] as const }
    const { url } = await room.unit(tx => inviteUser(tx, input, post))
    room.clock.advance({ hours: 71, minutes: 59 })
    await room.unit(forgetOldLinks)
    expect((await browser(app).post('invite', { token: secretIn(url), password: NEW })).statusCode).toBe(200)
  })

  test('is bound to its purpose, and replaced by the next one', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    const tess = await room.person('Tess')
    const first = await link(room, tess.id)
    const second = await link(room, tess.id)
    expect((await browser(app).post('invite', { token: second, password: NEW })).statusCode).toBe(404)
    expect((await browser(app).post('reset', { token: first, password: NEW })).statusCode).toBe(404)
    expect((await browser(app).post('reset', { token: second, password: NEW })).statusCode).toBe(200)
  })

  test('used twice at the same moment, it works once', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    const token = await link(room, (await room.person('Tess')).id)
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        browser(app, `203.0.${index}.1`).post('reset', { token, password: `${NEW} ${index}` }),
      ),
    )
    expect(answers.filter(answer => answer.statusCode === 200)).toHaveLength(1)
    expect(answers.filter(answer => answer.statusCode === 404)).toHaveLength(7)
  })

  test('a new password ends every other session and link, and a mail says so (A-AU-06)', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    const tess = await room.person('Tess')
    const [phone, laptop] = [browser(app), browser(app)]
    await phone.signIn('tess@school.example')
    const token = await link(room, tess.id)
    expect((await laptop.post('reset', { token, password: NEW })).statusCode).toBe(200)
    expect(await phone.signedIn()).toBe(false)
    expect(await laptop.signedIn()).toBe(true)
    expect((await phone.signIn('tess@school.example')).statusCode).toBe(401)
    expect((await phone.signIn('tess@school.example', NEW)).statusCode).toBe(200)
    expect((await room.letters()).map(({ to, subject }) => ({ to, subject }))).toEqual([
      { to: 'tess@school.example', subject: 'Je wachtwoord voor Webcare van Schoolplein is gewijzigd' },
    ])
  })

  test('a password that is no good does not use the link up', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    const token = await link(room, (await room.person('Tess')).id)
    for (const [password, reason] of [
      ['kort', 'password.short'],
      ['tess@school.example', 'password.known'],
      ['Schoolplein12', 'password.known'],
    ]) {
      const answer = await browser(app).post('reset', { token, password })
      expect([answer.statusCode, reasonOf(answer)]).toEqual([422, reason])
    }
    expect((await browser(app).post('reset', { token, password: NEW })).statusCode).toBe(200)
  })

  test('does nothing for somebody who was disabled since', async () => {
    const room = await openRoom(engine)
    const tess = await room.person('Tess')
    const token = await link(room, tess.id)
    await room.unit(tx => disableUser(tx, tess.id))
    const answer = await browser(await room.server()).post('reset', { token, password: NEW })
    expect(answer.statusCode).toBe(404)
  })

  test('forgot: the same answer for everybody, a mail for a colleague only, its link from the settings (A-AU-02, 04)', async () => {
    const room = await openRoom(engine)
    const app = await room.server()
    await room.person('Tess')
    const gone = await room.person('Gijs')
    await room.unit(tx => disableUser(tx, gone.id))
    const poisoned = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    const answers = []
    for (const name of ['tess', 'gijs', 'nobody']) {
      answers.push(await browser(app).post('forgot', { email: `${name}@school.example` }, poisoned))
    }
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual([
      [202, '{}'],
      [202, '{}'],
      [202, '{}'],
    ])
    const letters = await room.letters()
    expect(letters.map(letter => letter.to)).toEqual(['tess@school.example'])
    expect(letters[0]!.text).toMatch(/\nhttps:\/\/webcare\.school\.example\/reset#[A-Za-z0-9_-]{43}\n/)
    expect(letters[0]!.text).not.toContain('evil')
  })

  test('forgot: nobody’s mailbox is filled', async () => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const stranger = browser(await room.server())
    for (let tries = 0; tries < 20; tries++) await stranger.post('forgot', { email: 'tess@school.example' })
    expect(await room.letters()).toHaveLength(3)
  })
})

const swapped = (text: string) =>
  [...text].map(letter => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('')
