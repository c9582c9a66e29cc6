import { expect, test } from 'vitest'
import { each } from '../support/databases.ts'
import { browser, reasonOf } from './team-browser.ts'
import { openRoom, PASSWORD } from './team-room.ts'

const NEW = 'drie eiken en een es'

each('one’s own password', engine => {
  async function openDesk() {
    const room = await openRoom(engine)
    await room.person('Tess')
    const app = await room.server()
    const tess = browser(app)
    await tess.signIn('tess@school.example')
    const change = (current: string, password: string) => tess.post('password', { current, password })
    return { room, app, tess, change }
  }

  test('is changed with the present one; other devices are signed out, this one stays, and a mail says so', async () => {
    const { room, app, tess, change } = await openDesk()
    const phone = browser(app)
    await phone.signIn('tess@school.example')
    const before = tess.cookie
    expect((await change(PASSWORD, NEW)).statusCode).toBe(200)
    expect([await tess.signedIn(), await phone.signedIn()]).toEqual([true, false])
    const stolen = browser(app)
    stolen.cookie = before
    expect(await stolen.signedIn()).toBe(false)
    expect((await browser(app).signIn('tess@school.example', PASSWORD)).statusCode).toBe(401)
    expect((await browser(app).signIn('tess@school.example', NEW)).statusCode).toBe(200)
    expect(await room.letters()).toMatchObject([
      { to: 'tess@school.example', subject: 'Je wachtwoord voor Webcare van Schoolplein is gewijzigd' },
    ])
  })

  test('stays when the present one is wrong, slower and slower', async () => {
    const { room, tess, change } = await openDesk()
    for (const status of [401, 401, 401, 429]) {
      expect((await change('geraden wachtwoord', NEW)).statusCode).toBe(status)
    }
    expect(await tess.signedIn()).toBe(true)
    room.clock.advance({ seconds: 10 })
    expect((await change(PASSWORD, NEW)).statusCode).toBe(200)
  })

  test('stays when the new one is no good', async () => {
    const { room, tess, change } = await openDesk()
    for (const [password, reason] of [
      ['Welkom2026!!', 'password.common'],
      ['kort', 'password.short'],
      ['tess@school.example', 'password.known'],
    ] as const) {
      const answer = await change(PASSWORD, password)
      expect([answer.statusCode, reasonOf(answer)]).toEqual([422, reason])
    }
    expect(await tess.signedIn()).toBe(true)
    expect(await room.letters()).toEqual([])
  })

  test('is nobody’s to change without a session', async () => {
    const { app } = await openDesk()
    const answer = await browser(app).post('password', { current: PASSWORD, password: NEW })
    expect([answer.statusCode, reasonOf(answer)]).toEqual([401, 'auth.required'])
  })

  test('stands in the audit, without either password', async () => {
    const { room, change } = await openDesk()
    await change('geraden wachtwoord', NEW)
    await change(PASSWORD, NEW)
    const rows = await room.db.selectFrom('audit').select(['action', 'result']).orderBy('seq').execute()
    expect(rows.slice(-4)).toEqual([
      { action: 'confirm', result: 'failed' },
      { action: 'confirm', result: 'ok' },
      { action: 'user.setPassword', result: 'ok' },
      { action: 'password.change', result: 'ok' },
    ])
  })
})
