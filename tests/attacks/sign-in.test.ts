import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openPasswords } from '../../core/team/passwords.ts'
import { browser, reasonOf } from '../core/team-browser.ts'
import { each } from '../support/databases.ts'
import { openMailbox, readMail } from '../support/mailbox.ts'
import { openWorld, PASSWORD, type World, type WorldOptions } from '../support/world.ts'

const TESS = 'tess@rocdelta.example'
/** The tests speak for the proxy, so that they can come from everywhere. */
const settings = { WEBCARE_TRUSTED_PROXIES: '127.0.0.1' }
/** The rules are the same with cheap hashes, and hundreds of sign-ins take no minute. */
async function openHouse({ hashing = 'cheap', ...options }: WorldOptions & { hashing?: 'cheap' | 'real' } = {}) {
  const world = await openWorld({ ...options, settings: { ...settings, ...options.settings } })
  if (hashing === 'cheap') Object.assign(world.core.passwords, openPasswords({ memory: 64 }))
  return world
}

const from = (world: World, network: number) => browser(world.server, `100.64.${network}.1`)
let networks = 0
/** Somebody on a network that nobody used yet. */
const stranger = (world: World) => {
  networks += 1
  return browser(world.server, `100.${65 + (networks >> 8)}.${networks & 255}.1`)
}

each('A-AU', database => {
  test('A-AU-01 three hundred pairs from one network, one password for everybody, and the victim still signs in elsewhere', async () => {
    const world = await openHouse({ database })
    await world.person('tess')
    const statuses: number[] = []
    for (let guess = 0; guess < 300; guess++) {
      const answer = await from(world, 1).signIn(
        guess % 2 ? TESS : `user${guess}@rocdelta.example`,
        `raad ik eens ${guess}`,
      )
      statuses.push(answer.statusCode)
      if (answer.statusCode === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      world.clock.advance({ seconds: 10 })
    }
    expect(new Set(statuses)).toEqual(new Set([401, 429]))
    // Fifty minutes of this: at most fifty tries were looked at.
    expect(statuses.filter(status => status === 401).length).toBeLessThanOrEqual(50)
    expect((await from(world, 1).signIn(TESS, PASSWORD)).statusCode).toBe(429)
    expect((await from(world, 2).signIn(TESS, PASSWORD)).statusCode).toBe(200)
  })

  test('A-AU-01 a guess from each of forty networks does not keep the victim out', async () => {
    const world = await openHouse({ database })
    await world.person('tess')
    for (let network = 3; network < 43; network++) {
      expect((await from(world, network).signIn(TESS, `raad ik eens ${network}`)).statusCode).toBe(401)
    }
    expect((await from(world, 2).signIn(TESS, PASSWORD)).statusCode).toBe(200)
    const failed = await world.core.db
      .selectFrom('audit')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('action', '=', 'sign-in')
      .where('result', '=', 'failed')
      .executeTakeFirstOrThrow()
    expect(Number(failed.count)).toBe(40)
  })

  test('A-AU-02 nobody learns who has an account: not by words, not by status', async () => {
    const { mails, settings: mail } = await openMailbox()
    const world = await openHouse({ database, settings: mail })
    const admin = await world.signIn('anna', { roles: ['admin'] })
    const tess = await world.person('tess')
    const gone = await world.person('weg')
    expect((await admin.do('disableUser', { userId: gone.id })).errors).toEqual([])
    const invited = { name: 'Nieuw', email: 'nieuw@rocdelta.example', roles: ['AGENT'] }
    expect((await admin.do('inviteUser', invited)).errors).toEqual([])

    const everybody = [
      TESS,
      gone.email,
      invited.email,
      'niemand@rocdelta.example',
      'geen adres',
      `${TESS} `.toUpperCase(),
    ]
    const seen = async (ask: (email: string, network: number) => ReturnType<ReturnType<typeof browser>['post']>) => {
      const answers = await Promise.all(everybody.map((email, index) => ask(email, index + 10)))
      return new Set(
        answers.map(({ statusCode, body, headers }) => {
          const { date, 'x-ratelimit-remaining': _left, ...rest } = headers
          return JSON.stringify([statusCode, body, rest])
        }),
      )
    }
    expect((await seen((email, network) => from(world, network).signIn(email, 'niet het goede'))).size).toBe(1)
    expect((await seen((email, network) => from(world, network).post('forgot', { email }))).size).toBe(1)
    await world.run('mail')
    const to = mails.map(raw => /^to: (.*)$/im.exec(readMail(raw).headers)?.[1]).sort()
    expect(to).toEqual([invited.email, TESS, TESS])
    expect(tess.email).toBe(TESS)
  })

  test('A-AU-03 a link works once, in time, for its own purpose, as it was written', async () => {
    const world = await openHouse({ database })
    const admin = await world.signIn('anna', { roles: ['admin'] })
    const tess = await world.person('tess')
    const linkFor = async () => {
      const { data } = await admin.do('resetUser', { userId: tess.id }, 'url')
      return String(data.resetUser.url).split('#')[1] ?? ''
    }
    const next = 'een heel ander woord'
    const used = async (token: unknown, route = 'reset') =>
      (await stranger(world).post(route, { token, password: next })).statusCode
    const older = await linkFor()
    const link = await linkFor()
    expect(await used(older)).toBe(404)
    const swapped = link.replace(/[a-z]/i, letter =>
      letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
    )
    for (const wrong of [
      'x',
      swapped,
      `${link} `,
      link.slice(1),
      `${link}\0`,
      encodeURIComponent(`${link}=`),
      `' or 1=1--`,
    ]) {
      expect([wrong, await used(wrong)]).toEqual([wrong, wrong.includes('\0') ? 422 : 404])
    }
    for (const wrong of ['', null, [], [link], { $ne: '' }, 0, true])
      expect([wrong, await used(wrong)]).toEqual([wrong, 422])
    expect(await used(link, 'invite')).toBe(404)

    const both = await Promise.all([used(link), used(link)])
    expect(both.sort()).toEqual([200, 404])
    expect(await used(link)).toBe(404)
    const late = await linkFor()
    world.clock.advance({ minutes: 31 })
    expect(await used(late)).toBe(404)
  })

  test('A-AU-14 a password is twelve to 256 bytes of anything, and not one that everybody tries', async () => {
    const world = await openHouse({ database })
    const admin = await world.signIn('anna', { roles: ['admin'] })
    const tess = await world.person('tess')
    const { data } = await admin.do('resetUser', { userId: tess.id }, 'url')
    const token = String(data.resetUser.url).split('#')[1]
    const tried: Array<[string, string, number, string | undefined]> = [
      ['one letter', 'a', 422, 'password.short'],
      ['nothing', '', 422, 'password.short'],
      ['eleven letters', 'korenbloeme', 422, 'password.short'],
      ['257 letters', 'ab3 '.repeat(65), 422, 'password.long'],
      ['65 emoji of four bytes', '🐝🌻🌍🎈🚲'.repeat(13), 422, 'password.long'],
      ['a common word', 'welkomwelkom', 422, 'password.common'],
      ['a walk over the keys', 'qwertyuiop12', 422, 'password.common'],
      ['one letter often', 'a'.repeat(40), 422, 'password.common'],
      ['our own name', 'ROC Delta 12', 422, 'password.known'],
      ['their own address', 'tess@rocdelta.example', 422, 'password.known'],
    ]
    for (const [what, password, status, reason] of tried) {
      const answer = await stranger(world).post('reset', { token, password })
      expect([what, answer.statusCode, reasonOf(answer)]).toEqual([what, status, reason])
    }
    const huge = await stranger(world).post('reset', { token, password: 'x'.repeat(1_000_000) })
    expect(huge.statusCode).toBe(413)
    for (const good of [' voorloopspatie is goed', 'vier losse\0tegels', '🐝🌻🌍 en een fiets', 'ab3 '.repeat(64)]) {
      const again = await admin.do('resetUser', { userId: tess.id }, 'url')
      const fresh = String(again.data.resetUser.url).split('#')[1]
      expect((await stranger(world).post('reset', { token: fresh, password: good })).statusCode).toBe(200)
      expect((await stranger(world).signIn(TESS, good)).statusCode).toBe(200)
      expect((await stranger(world).signIn(TESS, good.trim().replace('\0', ''))).statusCode).toBe(
        good.trim().replace('\0', '') === good ? 200 : 401,
      )
    }
  })

  test.each(['sign-in', 'forgot', 'invite', 'reset', 'setup', 'confirm'])(
    'A-AU-14 what no database stores is refused by %s, not a fault of ours',
    async route => {
      const world = await openHouse({ database })
      await world.person('tess')
      const tess = from(world, 9)
      await tess.signIn(TESS, PASSWORD)
      for (const odd of ['te\0ss@rocdelta.example', '\0', '\ud83d', 'a'.repeat(15_000), '\u0130@x.example']) {
        const bodies: Record<string, object> = {
          'sign-in': { email: odd, password: odd },
          forgot: { email: odd },
          invite: { token: odd, name: odd, password: odd },
          reset: { token: odd, password: odd },
          setup: { code: odd, name: odd, email: odd, password: odd, language: odd },
          confirm: { password: odd },
        }
        const answer = await tess.post(route, bodies[route] ?? {})
        expect([odd, answer.statusCode]).toEqual([odd, expect.toSatisfy((status: number) => status < 500)])
        world.clock.advance({ minutes: 16 })
      }
      expect(world.log.filter(line => JSON.parse(line).level >= 50)).toEqual([])
    },
  )

  test('A-AU-19 two admins who take away each other’s role at one moment leave one', async () => {
    const world = await openHouse({ database })
    const [anna, bram] = [
      await world.signIn('anna', { roles: ['admin'] }),
      await world.signIn('bram', { roles: ['admin'] }),
    ]
    const demote = { roles: ['AGENT'] }
    await Promise.all([
      anna.do('updateUser', { userId: bram.userId, ...demote }),
      bram.do('updateUser', { userId: anna.userId, ...demote }),
      anna.do('disableUser', { userId: bram.userId }),
      bram.do('disableUser', { userId: anna.userId }),
    ])
    const admins = await world.core.db
      .selectFrom('userRoles')
      .innerJoin('users', 'users.id', 'userRoles.userId')
      .where('role', '=', 'admin')
      .where('disabledAt', 'is', null)
      .select('users.name')
      .execute()
    expect(admins).toHaveLength(1)

    const last = await world.signIn(admins[0]?.name ?? '')
    for (const [verb, input, reason] of [
      ['disableUser', { userId: last.userId }, 'user.self'],
      ['updateUser', { userId: last.userId, roles: ['READER'] }, 'user.lastAdmin'],
    ] as const) {
      const { errors } = await last.do(verb, input)
      expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason })
    }
  })
})

test('A-AU-02 an account that is not there takes as long as a wrong password', async () => {
  const world = await openHouse({ hashing: 'real' })
  await world.person('tess')
  const times: Record<string, number[]> = { [TESS]: [], 'niemand@rocdelta.example': [] }
  for (let round = 0; round < 25; round++) {
    for (const [email, spent] of Object.entries(times)) {
      const started = performance.now()
      expect((await from(world, 10 + round).signIn(email, 'niet het goede')).statusCode).toBe(401)
      spent.push(performance.now() - started)
    }
  }
  const [known = 0, unknown = 0] = Object.values(times).map(spent => spent.sort((a, b) => a - b)[12] ?? 0)
  expect(unknown / known).toBeGreaterThan(0.6)
  expect(unknown / known).toBeLessThan(1.6)
})

test('A-AU-04 links are made of the settings, whoever a request says we are', async () => {
  const { mails, settings: mail } = await openMailbox()
  const world = await openHouse({ settings: mail })
  const admin = await world.signIn('anna', { roles: ['admin'] })
  await world.person('tess')
  const poisoned = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example',
    'x-original-host': 'evil.example',
    referer: 'https://evil.example/',
  }
  await from(world, 1).post('forgot', { email: TESS }, poisoned)
  await world.request({
    method: 'POST',
    url: '/graphql',
    headers: { ...admin.headers, ...poisoned, 'content-type': 'application/json' },
    payload: {
      query: 'mutation { inviteUser(input: { name: "N", email: "n@rocdelta.example", roles: [AGENT] }) { url } }',
    },
  })
  await world.run('mail')
  expect(mails).toHaveLength(2)
  for (const raw of mails) {
    expect(raw).not.toContain('evil.example')
    expect(readMail(raw).text).toMatch(new RegExp(`${world.url}/(reset|invite)#[\\w-]{43}\\b`))
  }
})

test('A-AU-05 signing in gives another session each time, and what was planted or used before is nothing', async () => {
  const world = await openHouse()
  await world.person('tess')
  const tess = from(world, 1)
  tess.cookie = `__Host-wc_session=${'A'.repeat(43)}`
  await tess.signIn(TESS, PASSWORD)
  const first = tess.cookie
  expect(first).not.toContain('AAAA')
  await tess.signIn(TESS, PASSWORD)
  expect(tess.cookie).not.toBe(first)
  const old = from(world, 1)
  old.cookie = first
  expect(await old.signedIn()).toBe(false)
  await tess.post('confirm', { password: PASSWORD })
  const confirmed = tess.cookie
  expect(await tess.signedIn()).toBe(true)
  await tess.post('sign-out', {})
  old.cookie = confirmed
  expect(await old.signedIn()).toBe(false)
})

test('A-AU-06 a new password, and being disabled, end every session there is, and a mail says so', async () => {
  const { mails, settings: mail } = await openMailbox()
  const world = await openHouse({ settings: mail })
  const admin = await world.signIn('anna', { roles: ['admin'] })
  const user = await world.person('tess')
  const devices = [from(world, 1), from(world, 2), from(world, 3)]
  for (const device of devices) await device.signIn(TESS, PASSWORD)
  const token = await world.token(user, ['cases:read'])
  await from(world, 4).post('forgot', { email: TESS })
  await world.run('mail')
  const secret = /\/reset#([\w-]{43})/.exec(readMail(mails[0] ?? '').text)?.[1]
  const thief = from(world, 5)
  expect((await thief.post('reset', { token: secret, password: 'een heel ander woord' })).statusCode).toBe(200)
  expect(await Promise.all(devices.map(device => device.signedIn()))).toEqual([false, false, false])
  expect(await thief.signedIn()).toBe(true)
  world.clock.advance({ minutes: 1 })
  await world.run('mail')
  expect(mails.map(raw => /^to: (.*)$/im.exec(readMail(raw).headers)?.[1])).toEqual([TESS, TESS])
  expect(readMail(mails[1] ?? '').text).not.toMatch(/#[\w-]{20}|een heel ander woord/)

  await admin.do('disableUser', { userId: user.id })
  expect(await thief.signedIn()).toBe(false)
  expect((await token.ask('{ cursor }')).status).toBe(401)
})

test('A-AU-13 a token in an address is refused, whether or not it works', async () => {
  const world = await openHouse()
  const { headers } = await world.token(await world.person('tess'), ['cases:read'])
  const secret = headers.authorization?.replace('Bearer ', '') ?? ''
  for (const url of [`/graphql?query={cursor}&access_token=${secret}`, `/auth/state?token=${secret}`]) {
    const answer = await world.request({ url })
    expect(answer.statusCode).toBe(url.startsWith('/auth') ? 422 : 400)
    expect(answer.body).toContain('auth.tokenInAddress')
    expect(answer.body).not.toContain(secret)
  }
  expect(world.log.join('')).not.toContain(secret)
})

test('A-AU-15 five hundred sign-ins at once: few are worked on, the rest come back, and the house goes on', {
  timeout: 60_000,
}, async () => {
  const world = await openHouse({ listen: true, hashing: 'real' })
  await world.person('tess')
  const tess = from(world, 1)
  await tess.signIn(TESS, PASSWORD)
  const url = world.url.replace('localhost', '127.0.0.1')
  const before = process.memoryUsage().rss
  const flood = Array.from({ length: 500 }, async (_, one) => {
    const answer = await fetch(`${url}/auth/sign-in`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-webcare-csrf': '1',
        origin: world.url,
        'x-forwarded-for': `100.${64 + (one >> 7)}.${one & 127}.1`,
      },
      body: JSON.stringify({ email: TESS, password: 'niet het goede' }),
    })
    await answer.arrayBuffer()
    return [answer.status, answer.headers.get('retry-after')] as const
  })
  let slowest = 0
  let most = 0
  const settled = Promise.all(flood)
  let over = false
  void settled.finally(() => (over = true))
  while (!over) {
    const asked = performance.now()
    const live = await fetch(`${url}/health/live`)
    expect(live.status).toBe(200)
    await live.arrayBuffer()
    slowest = Math.max(slowest, performance.now() - asked)
    most = Math.max(most, process.memoryUsage().rss - before)
    await pause(20)
  }
  const answers = await settled
  const worked = answers.filter(([status]) => status === 401).length
  // Of one account no more than a hundred an hour are looked at, wherever they come from.
  expect(new Set(answers.map(([status]) => status).filter(status => status !== 429))).toEqual(new Set([401, 503]))
  expect(worked).toBeGreaterThanOrEqual(22)
  // Two at a time, for as long as the flood came in.
  expect(worked).toBeLessThanOrEqual(100)
  expect(answers.filter(([status, after]) => status === 503 && after !== '5')).toEqual([])
  expect(slowest).toBeLessThan(5000)
  expect(most).toBeLessThan(400 * 1024 * 1024)

  // A browser that signed in before is not kept out by the flood.
  expect((await tess.signIn(TESS, PASSWORD)).statusCode).toBe(200)
})

test('A-AU-17 a fresh house is opened by who reads its terminal, once', async () => {
  const world = await openHouse()
  const code = world.core.setupCode ?? ''
  expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/)
  const input = { name: 'Anna Bos', email: 'anna@rocdelta.example', password: 'vier losse tegels', language: 'nl' }
  for (const wrong of ['x', '0000-0000-0000-0000', code.slice(1), `${code}A`, '----']) {
    const answer = await stranger(world).post('setup', { code: wrong, ...input })
    expect([wrong, answer.statusCode]).toEqual([wrong, 403])
  }
  const guesser = from(world, 7)
  const statuses: number[] = []
  for (let guess = 0; guess < 20; guess++) {
    statuses.push((await guesser.post('setup', { code: `AAAA-BBBB-CCCC-DD${guess}`, ...input })).statusCode)
  }
  expect(statuses.filter(status => status === 403).length).toBeLessThanOrEqual(5)
  expect(statuses.at(-1)).toBe(429)
  expect(world.log.join('')).not.toContain(code)
  for (const page of ['/', '/setup', '/auth/state', '/health/ready', '/webcare/contact']) {
    expect((await world.request({ url: page })).body).not.toContain(code)
  }
  expect((await from(world, 8).post('setup', { code, ...input })).statusCode).toBe(200)
  const second = await from(world, 9).post('setup', { code, ...input, email: 'm@evil.example' })
  expect([second.statusCode, reasonOf(second)]).toEqual([409, 'setup.done'])
  expect(await world.core.db.selectFrom('users').select('email').execute()).toEqual([{ email: input.email }])
})

test('A-AU-18 a fresh house has no user, no token and no password that works', async () => {
  const world = await openHouse()
  for (const table of ['users', 'sessions', 'apiTokens', 'oneTimeLinks'] as const) {
    expect(await world.core.db.selectFrom(table).selectAll().execute()).toEqual([])
  }
  for (const name of ['admin', 'admin@localhost', 'admin@example.org', 'root', 'webcare', 'test', '']) {
    for (const password of ['admin', 'password', 'webcare', '', 'changeme']) {
      expect((await stranger(world).post('sign-in', { email: name, password })).statusCode).toBe(name ? 401 : 422)
    }
  }
})
