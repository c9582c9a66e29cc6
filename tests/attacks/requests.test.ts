import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { openWorld, PASSWORD, type World } from '../support/world.ts'

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
const EVIL = 'https://evil.example'

/** A built inbox of one page and one script. */
function aDist(): string {
  const dist = mkdtempSync(join(tmpdir(), 'webcare-dist-'))
  onTestFinished(() => rmSync(dist, { recursive: true }))
  mkdirSync(join(dist, 'assets'))
  writeFileSync(join(dist, 'index.html'), '<!doctype html><script type="module" src="/assets/app.js"></script>')
  writeFileSync(join(dist, 'assets/app.js'), 'export {}')
  return dist
}

const everything = async (world: World) => {
  const { db } = world.core
  const tables = ['users', 'sessions', 'oneTimeLinks', 'attempts', 'apiTokens', 'audit', 'cases', 'messages'] as const
  const rows = await Promise.all(
    [...tables, 'events' as const].map(table => db.selectFrom(table).selectAll().execute()),
  )
  return JSON.stringify(rows)
}

const mutationsOf = async (world: World): Promise<string[]> => {
  const reader = await world.token(await world.person('lezer'), ['schema'])
  const { __schema } = await reader.get('{ __schema { mutationType { fields { name } } } }')
  return __schema.mutationType.fields.map((field: { name: string }) => field.name)
}

/** What a page elsewhere can make a browser send: the cookie comes along, our header does not. */
const foreign: Array<[string, Record<string, string | undefined>]> = [
  ['a form', { 'content-type': FORM, 'sec-fetch-site': 'cross-site', origin: EVIL }],
  ['a form with files', { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'cross-site' }],
  ['a form of text', { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site', origin: EVIL }],
  ['a beacon', { 'content-type': 'text/plain;charset=UTF-8', 'sec-fetch-site': 'cross-site', origin: EVIL }],
  ['a fetch without CORS', { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['a fetch with JSON and our header', { 'sec-fetch-site': 'cross-site', 'x-webcare-csrf': '1', origin: EVIL }],
  ['a neighbouring sub-domain', { 'sec-fetch-site': 'same-site', 'x-webcare-csrf': '1' }],
  ['an old browser', { origin: EVIL, 'sec-fetch-site': undefined, 'x-webcare-csrf': '1' }],
  ['an old browser that tells nothing', { 'sec-fetch-site': undefined, 'x-webcare-csrf': '1' }],
  ['our own page, but without our header', { 'sec-fetch-site': 'same-origin' }],
]

const post = (
  url: string,
  cookie: string,
  headers: Record<string, string | undefined>,
  body: object,
): InjectOptions => ({
  method: 'POST',
  url,
  headers: JSON.parse(JSON.stringify({ cookie, 'content-type': JSON_TYPE, ...headers })),
  payload: JSON.stringify(body),
})

const cookieOf = (agent: Agent) => agent.headers.cookie ?? ''

test('A-CS-01 no page elsewhere makes a browser do anything: no mutation', async () => {
  const world = await openWorld()
  const admin = await world.signIn('anna', { roles: ['admin', 'lead', 'agent'] })
  const mutations = await mutationsOf(world)
  expect(mutations.length).toBeGreaterThan(20)
  const before = await everything(world)
  for (const mutation of mutations) {
    const query = `mutation { ${mutation}(input: {}) { __typename } }`
    for (const [what, headers] of foreign) {
      const answer = await world.request(post('/graphql', cookieOf(admin), headers, { query }))
      const refused = answer.json().errors[0].extensions
      expect([mutation, what, answer.statusCode, refused.reason]).toEqual([mutation, what, 403, 'request.foreign'])
    }
  }
  const rename = 'mutation { updateMe(input: { name: "Mallory" }) { user { id } } }'
  const image = await world.request({
    url: `/graphql?query=${encodeURIComponent(rename)}`,
    headers: { cookie: cookieOf(admin), 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
  })
  expect(image.statusCode).toBe(405)
  expect(await everything(world)).toBe(before)
  expect((await admin.ask(rename)).errors).toEqual([])
})

test('A-CS-01 no page elsewhere signs anybody in, out or up', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const before = await everything(world)
  const bodies = {
    'sign-out': {},
    'sign-in': { email: 'tess@rocdelta.example', password: PASSWORD },
    confirm: { password: PASSWORD },
    forgot: { email: 'tess@rocdelta.example' },
    invite: { token: 'x', password: PASSWORD },
    reset: { token: 'x', password: PASSWORD },
    setup: { code: 'x', name: 'Mallory', email: 'm@evil.example', password: PASSWORD, language: 'nl' },
  }
  for (const [route, body] of Object.entries(bodies)) {
    for (const [what, headers] of foreign) {
      const answer = await world.request(post(`/auth/${route}`, cookieOf(tess), headers, body))
      const seen = [route, what, answer.statusCode, answer.json().error.reason, answer.headers['set-cookie']]
      expect(seen).toEqual([route, what, 403, 'request.foreign', undefined])
    }
    expect((await world.request({ url: `/auth/${route}`, headers: { cookie: cookieOf(tess) } })).statusCode).toBe(404)
  }
  expect(await everything(world)).toBe(before)
  expect((await tess.get('{ me { user { name } } }')).me.user.name).toBe('tess')
})

test('A-CS-01 the public form is taken from our own pages and from browsers that do not say, not from elsewhere', async () => {
  const world = await openWorld()
  for (const url of ['/webcare/contact', (await world.visitor().asks('Hoe laat?')).status]) {
    const before = await everything(world)
    const answer = await world.request({
      method: 'POST',
      url,
      headers: { 'content-type': FORM, 'sec-fetch-site': 'cross-site' },
      payload: 'text=Geachte+heer',
    })
    expect(answer.statusCode).toBe(403)
    expect(await everything(world)).toBe(before)
  }
})

const signIn = (world: World, cookie = '') =>
  world.request(
    post(
      '/auth/sign-in',
      cookie,
      { 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' },
      { email: 'tess@rocdelta.example', password: PASSWORD },
    ),
  )

test('A-CS-02 the cookie is of this host alone, and one planted under another name is nobody', async () => {
  const world = await openWorld()
  await world.person('tess')
  const [given = ''] = [(await signIn(world)).headers['set-cookie'] ?? []].flat()
  const [pair = '', ...attributes] = given.split('; ')
  expect(pair).toMatch(/^__Host-wc_session=[\w-]{43}$/)
  expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
  const secret = pair.split('=')[1]

  const state = async (cookie: string) =>
    (await world.request({ url: '/auth/state', headers: { cookie } })).json().signedIn
  expect(await state(pair)).toBe(true)
  for (const planted of [
    `wc_session=${secret}`,
    `__host-wc_session=${secret}`,
    `__Host-wc_session =${secret}`,
    `x__Host-wc_session=${secret}`,
    `__Secure-wc_session=${secret}`,
    `__Host-wc_session="${secret}"`,
    `__Host-wc_session=${encodeURIComponent(`${secret} `)}`,
    '__Host-wc_session=',
  ]) {
    expect([planted, await state(planted)]).toEqual([planted, false])
  }
})

test('A-CS-03 whoever signs in ends the session that somebody planted in this browser', async () => {
  const world = await openWorld()
  await world.person('tess')
  const mallory = await world.signIn('mallory')
  const answer = await signIn(world, cookieOf(mallory))
  expect(answer.statusCode).toBe(200)
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  expect(cookie).not.toBe(cookieOf(mallory))
  expect((await mallory.ask('{ cursor }')).status).toBe(401)
  const { me } = await (await world.signIn('tess')).get('{ me { sessions { id } } }')
  expect(me.sessions).toHaveLength(2)
})

const CSP = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob:",
  'connect-src': "'self'",
  'font-src': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'object-src': "'none'",
  'require-trusted-types-for': "'script'",
}

/** What an answer of any kind carries. */
function expectGuarded(what: string, headers: Record<string, unknown>, https = false) {
  const csp = Object.fromEntries(
    String(headers['content-security-policy'])
      .split(';')
      .map(directive => {
        const [name = '', ...sources] = directive.trim().split(' ')
        return [name, sources.join(' ')]
      }),
  )
  expect(csp, what).toMatchObject(CSP)
  expect(String(headers['content-security-policy']), what).not.toMatch(/unsafe-|\*|http:|data:/)
  expect(headers, what).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  })
  expect(headers['strict-transport-security'], what).toBe(https ? 'max-age=31536000; includeSubDomains' : undefined)
  for (const name of ['x-powered-by', 'server', 'access-control-allow-origin', 'etag-secret']) {
    expect(headers[name], what).toBeUndefined()
  }
}

/** One address for every kind of answer there is. */
async function everyAnswer(world: World): Promise<Array<[string, number, InjectOptions]>> {
  const tess = await world.signIn('tess')
  const { status } = await world.visitor().asks('Hoe laat?')
  const json = { 'content-type': JSON_TYPE, 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' }
  return [
    ['the inbox', 200, { url: '/' }],
    ['a screen', 200, { url: '/inbox/mine' }],
    ['a script', 200, { url: '/assets/app.js' }],
    ['a script that is not there', 404, { url: '/assets/gone.js' }],
    ['the form', 200, { url: '/webcare/contact' }],
    ['its style sheet', 200, { url: '/webcare/style.css' }],
    [
      'the form, sent empty',
      422,
      { method: 'POST', url: '/webcare/contact', headers: { 'content-type': FORM }, payload: '' },
    ],
    ['the form, sent as JSON', 415, { method: 'POST', url: '/webcare/contact', headers: json, payload: '{}' }],
    [
      'the form, sent too large',
      413,
      { method: 'POST', url: '/webcare/contact', headers: { 'content-type': FORM }, payload: 'x'.repeat(200_000) },
    ],
    ['a redirect', 302, { url: '/webcare/' }],
    ['a status page', 200, { url: status }],
    ['no status page', 404, { url: '/webcare/status/x' }],
    ['no public page', 404, { url: '/webcare/nothing' }],
    ['health', 200, { url: '/health/live' }],
    ['readiness', 200, { url: '/health/ready' }],
    ['the state', 200, { url: '/auth/state' }],
    [
      'a wrong password',
      401,
      { method: 'POST', url: '/auth/sign-in', headers: json, payload: { email: 'x@y.example', password: 'x' } },
    ],
    ['no JSON', 400, { method: 'POST', url: '/auth/sign-in', headers: json, payload: '{' }],
    ['a foreign sign-in', 403, { method: 'POST', url: '/auth/sign-in', payload: {} }],
    [
      'data',
      200,
      { method: 'POST', url: '/graphql', headers: { ...json, ...tess.headers }, payload: { query: '{ cursor }' } },
    ],
    ['data for nobody', 401, { method: 'POST', url: '/graphql', headers: json, payload: { query: '{ cursor }' } }],
    ['a foreign question', 403, { method: 'POST', url: '/graphql', headers: { cookie: cookieOf(tess) }, payload: {} }],
    [
      'a question too large',
      413,
      { method: 'POST', url: '/graphql', headers: { ...json, ...tess.headers }, payload: `"${'x'.repeat(1 << 21)}"` },
    ],
    [
      'a question too large, of nobody',
      401,
      { method: 'POST', url: '/graphql', headers: json, payload: `"${'x'.repeat(1 << 21)}"` },
    ],
    ['nothing', 404, { url: '/nothing' }],
    ['nothing, for a colleague', 404, { url: '/nothing', headers: tess.headers }],
    ['another method', 404, { method: 'DELETE', url: '/graphql' }],
    ['an address that is none', 404, { url: '/%zz<script>' }],
    ['half a letter', 404, { url: '/webcare/status/%c3' }],
    ['an endless address', 404, { url: `/webcare/status/${'a'.repeat(5000)}` }],
  ]
}

test('A-CS-04 every answer carries the whole guard: pages, data, files, refusals', async () => {
  const world = await openWorld({ dist: aDist() })
  for (const [what, status, request] of await everyAnswer(world)) {
    const answer = await world.request(request)
    expect([what, answer.statusCode]).toEqual([what, status])
    expectGuarded(what, answer.headers)
  }
  await sql`alter table users rename to elsewhere`.execute(world.core.database.writer)
  const broken = await signIn(world)
  expect(broken.statusCode).toBe(500)
  expect(broken.json().error).toEqual({ code: 'INTERNAL', message: expect.stringContaining('in the log'), facts: {} })
  expectGuarded('a fault of ours', broken.headers)
})

test('A-CS-04 over TLS every answer says to come back over TLS', async () => {
  const world = await openWorld({ settings: { WEBCARE_BASE_URL: 'https://webcare.rocdelta.example' }, dist: aDist() })
  for (const [what, , request] of await everyAnswer(world)) {
    expectGuarded(what, (await world.request(request)).headers, true)
  }
})

test('A-CS-05 no origin is ever let in by CORS, asked beforehand or not', async () => {
  const world = await openWorld({ dist: aDist() })
  const origins = [EVIL, 'null', world.url, `${world.url}.evil.example`, 'http://localhost', 'https://app.evil.example']
  for (const [what, , request] of await everyAnswer(world)) {
    for (const origin of origins) {
      const preflight = {
        method: 'OPTIONS' as const,
        url: request.url ?? '/',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-webcare-csrf',
        },
      }
      for (const one of [preflight, { ...request, headers: { ...request.headers, origin } }]) {
        const { headers } = await world.request(one)
        expect([what, Object.keys(headers).filter(name => name.startsWith('access-control'))]).toEqual([what, []])
      }
    }
  }
})

test('A-CS-06 nothing redirects to another place, whatever is asked or whoever we are said to be', async () => {
  const world = await openWorld({ dist: aDist() })
  const { status } = await world.visitor().asks('Hoe laat?')
  const hosts = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'javascript' }
  const paths = ['//evil.example', '/\\evil.example', '/%2f%2fevil.example', '/%5cevil.example', '/.//evil.example']
  const addresses = [
    ...paths.flatMap(path => [path, `${path}/..`, `/webcare${path}`, `/webcare/${path}`, `/login?next=${path}`]),
    '/webcare/?lang=//evil.example',
    '/webcare/?lang=nl%0d%0aLocation:%20https://evil.example',
    `${status}?lang=//evil.example`,
    '/login?next=javascript:alert(1)',
    'https://evil.example/webcare/',
  ]
  let redirected = 0
  for (const url of addresses) {
    const { headers, body } = await world.request({ url, headers: hosts })
    expect(String(headers.location ?? '/webcare/contact'), url).toMatch(/^\/webcare\/contact(\?lang=(nl|en|es))?$/)
    expect(body, url).not.toContain('evil.example')
    if (headers.location) redirected += 1
  }
  expect(redirected).toBeGreaterThan(1)
})

test('A-CS-07 what is personal is stored nowhere on the way, and signing out clears the browser', async () => {
  const world = await openWorld({ dist: aDist() })
  const shared = ['a script', 'its style sheet', 'a script that is not there', 'health', 'readiness']
  for (const [what, status, request] of await everyAnswer(world)) {
    if (shared.includes(what) || status === 302 || status === 404) continue
    const { headers } = await world.request(request)
    expect([what, headers['cache-control']]).toEqual([what, 'no-store'])
  }
  const tess = await world.signIn('tess')
  const left = await world.request(post('/auth/sign-out', cookieOf(tess), tess.headers, {}))
  expect(left.statusCode).toBe(204)
  expect(left.headers['clear-site-data']).toBe('"cache", "storage"')
  expect(left.headers['set-cookie']).toMatch(/^__Host-wc_session=; .*Max-Age=0$/)
  expect((await tess.ask('{ cursor }')).status).toBe(401)
})

test('A-AU-01 who asks too much of any page is told when to come back, and others are served', async () => {
  const world = await openWorld()
  const remoteAddress = '198.51.100.7'
  const json = { 'content-type': JSON_TYPE, 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' }
  const requests: InjectOptions[] = [
    { url: '/webcare/contact', remoteAddress },
    { url: '/health/ready', remoteAddress },
    { url: '/auth/state', remoteAddress },
    { method: 'POST', url: '/graphql', headers: json, payload: { query: '{ cursor }' }, remoteAddress },
  ]
  for (const request of requests) {
    let left = Number.POSITIVE_INFINITY
    while (left > 0) left = Number((await world.request(request)).headers['x-ratelimit-remaining'])
    const refused = await world.request(request)
    expect([request.url, refused.statusCode]).toEqual([request.url, 429])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await world.request({ ...request, remoteAddress: '198.51.100.8' })).statusCode).toBeLessThan(402)
  }
})

test('A-AU-01 addresses that nobody answers at are limited too, by sender', { timeout: 60_000 }, async () => {
  const world = await openWorld()
  const asks: InjectOptions[] = [
    { method: 'POST', url: '/hooks/a/b' },
    { method: 'GET', url: '/exports/a' },
  ]
  for (const [at, ask] of asks.entries()) {
    const from = (host: number) => ({ ...ask, remoteAddress: `2001:db8:0:${at}::${host.toString(16)}` })
    for (let sent = 0; sent < 6000; sent += 500) {
      const answers = await Promise.all(Array.from({ length: 500 }, (_, host) => world.request(from(host))))
      expect(new Set(answers.map(answer => answer.statusCode))).toEqual(new Set([404]))
    }
    expect([ask.url, (await world.request(from(1))).statusCode]).toEqual([ask.url, 429])
    expect((await world.request({ ...ask, remoteAddress: '198.51.100.9' })).statusCode).toBe(404)
  }
})
