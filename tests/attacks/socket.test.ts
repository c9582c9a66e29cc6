import { expect, test } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { call, casesHeard, knock, type Line, pageOf, subscribe } from '../support/socket.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'

const live = { listen: true, realTime: true } as const

async function page(): Promise<{ world: World; tess: Agent; line: Line }> {
  const world = await openWorld(live)
  const tess = await world.signIn('tess')
  return { world, tess, line: await call(world, { headers: pageOf(world, tess) }) }
}

const answerTo = async (line: Line, query: unknown, variables?: object) => {
  const id = String(Math.random())
  line.send(subscribe(id, query, variables))
  const { type, payload } = await line.next(message => message.id === id)
  return (type === 'next' ? payload.errors : payload) as Array<{
    message: string
    extensions: { code: string; reason?: string }
  }>
}

test('A-WS-01 a socket opens for our own pages and for tokens, and for nobody else', async () => {
  const world = await openWorld(live)
  const tess = await world.signIn('tess')
  const token = await world.token(await world.person('bas'), ['cases:read'])
  const { cookie } = tess.headers
  const { authorization } = token.headers
  const origin = world.url
  const expected: Array<[string, Record<string, string | undefined>, number]> = [
    ['our own page', { origin, cookie }, 101],
    ['a program with a token', { authorization }, 101],
    ['a page of ours with a token', { origin, authorization }, 101],
    ['another site', { origin: 'https://evil.example', cookie }, 403],
    ['another site with a token', { origin: 'https://evil.example', authorization }, 403],
    ['a hidden origin', { origin: 'null', cookie }, 403],
    ['an empty origin', { origin: '', cookie }, 403],
    ['no origin', { cookie }, 403],
    ['a program with a token and a cookie', { authorization, cookie }, 403],
    ['a program that introduces itself later', {}, 101],
    ['another port', { origin: 'http://localhost:1', cookie }, 403],
    ['another scheme', { origin: origin.replace('http:', 'https:'), cookie }, 403],
    ['a look-alike', { origin: `${origin}.evil.example`, cookie }, 403],
    ['ours and another', { origin: `${origin}, https://evil.example`, cookie }, 403],
    ['ours with a path', { origin: `${origin}/`, cookie }, 403],
    ['our page without a session', { origin }, 401],
    ['our page with a made-up session', { origin, cookie: `__Host-wc_session=${'A'.repeat(43)}` }, 401],
    ['our page with a session under another name', { origin, cookie: cookie?.replace('__Host-', '') }, 401],
    [
      'a program with a made-up token',
      { authorization: `Bearer wcp_${'a'.repeat(12)}_${'A'.repeat(43)}_00000000` },
      401,
    ],
    ['a made-up token beside a good session', { origin, cookie, authorization: 'Bearer x' }, 401],
    ['a password instead of a token', { authorization: 'Basic dGVzczp0ZXNz' }, 401],
  ]
  const outcome = await Promise.all(
    expected.map(async ([who, headers]) => {
      const answer = await knock(world, { headers: JSON.parse(JSON.stringify(headers)) })
      if ('refused' in answer) await answer.ended
      else await answer.close()
      return [who, headers, 'refused' in answer ? answer.refused : 101]
    }),
  )
  expect(outcome).toEqual(expected)
})

test('A-WS-01 nothing but /graphql becomes a socket, and no connection is left behind', async () => {
  const { world, tess, line } = await page()
  for (const path of ['/', '/health/live', '/auth/state', '/webcare/contact', '/nothing', '/graphql/', '/graphql%2f']) {
    const answer = await knock(world, { path, headers: pageOf(world, tess) })
    expect([path, 'refused' in answer]).toEqual([path, true])
  }
  await line.close()
  const started = performance.now()
  await world.server.close()
  expect(performance.now() - started).toBeLessThan(2000)
})

test('A-WS-01 an unknown sub-protocol gets no service', async () => {
  const world = await openWorld(live)
  const headers = pageOf(world, await world.signIn('tess'))
  const line = await call(world, { headers, protocol: '' })
  expect(await line.closed).toMatchObject({ code: 4406 })
})

test('A-WS-01 a program that cannot set headers brings its token in the introduction, and nothing else is taken for one', async () => {
  const world = await openWorld(live)
  const { authorization } = (await world.token(await world.person('bas'), ['cases:read'])).headers
  const line = await (await call(world, {})).init({ authorization })
  const caseId = await asksOn(world, (await world.core.webConnection()).id, 'Kan ik mij nog aanmelden?')
  line.changes({ after: 0 })
  await line.next(({ type }) => type === 'next')
  expect(casesHeard(line)).toEqual([caseId])
  const { cookie } = (await world.signIn('tess')).headers
  const wrong = [
    undefined,
    {},
    { authorization: 'Bearer x' },
    { authorization: cookie },
    { authorization: 7 },
    { token: authorization },
  ]
  for (const payload of wrong) {
    const refused = await call(world, {})
    refused.send({ type: 'connection_init', ...(payload && { payload }) })
    expect(await refused.closed).toEqual({ code: 4403, reason: 'Send a valid token as `authorization`' })
  }
})

test('A-WS-02 who says nothing for five seconds is hung up on', async () => {
  const { line } = await page()
  const opened = performance.now()
  expect(await line.closed).toMatchObject({ code: 4408 })
  expect(performance.now() - opened).toBeGreaterThan(4500)
  expect(performance.now() - opened).toBeLessThan(7000)
})

test('A-WS-02 who introduces himself twice is hung up on', async () => {
  const { line } = await page()
  await line.init()
  line.send({ type: 'connection_init' })
  expect(await line.closed).toMatchObject({ code: 4429 })
})

test('A-WS-03 who subscribes before the introduction is hung up on, and gets nothing', async () => {
  const { line } = await page()
  line.changes()
  expect(await line.closed).toMatchObject({ code: 4401 })
  expect(line.received).toEqual([])
})

test('A-WS-04 what the introduction claims changes nothing about who one is', async () => {
  const world = await openWorld(live)
  const admin = await world.signIn('anna', { roles: ['admin'], level: 'none' })
  const elsewhere = await world.connection('Elders')
  const tess = await world.signIn('tess')
  const line = await call(world, { headers: pageOf(world, tess) })
  const claims = {
    authorization: admin.headers.cookie,
    cookie: admin.headers.cookie,
    'x-remote-user': 'anna',
    'x-forwarded-for': '10.0.0.1',
    actor: { kind: 'system', id: 'x' },
    headers: { cookie: admin.headers.cookie },
    constructor: { prototype: { roles: ['admin'] } },
  }
  line.send(`{"type":"connection_init","payload":{"__proto__":{"kind":"system"},${JSON.stringify(claims).slice(1)}}`)
  await line.next(({ type }) => type === 'connection_ack')
  expect(({} as Record<string, unknown>).kind).toBeUndefined()
  expect(({} as Record<string, unknown>).roles).toBeUndefined()

  const { cursor } = await tess.get('{ cursor }')
  line.changes({ after: cursor })
  await asksOn(world, elsewhere, 'Elders')
  const seen = await asksOn(world, (await world.core.webConnection()).id, 'Hier')
  await line.next(() => casesHeard(line).length > 0)
  expect(casesHeard(line)).toEqual([seen])
})

test('A-WS-05 a document that is not one valid subscription is refused, and the socket goes on', async () => {
  const { line } = await page()
  await line.init()
  const deep = `${'{ changes '.repeat(50)}${'}'.repeat(50)}`
  const documents: Array<[string, string]> = [
    ['an unknown field', 'subscription { changes { cursor passwordHash } }'],
    ['an unknown root', 'subscription { users { id } }'],
    ['a resolver of the prototype', 'subscription { __proto__ { id } }'],
    ['the schema', 'subscription { __schema { types { name } } }'],
    ['a type beneath', 'subscription { changes { cursor __schema { types { name } } } }'],
    ['a depth of fifty', `subscription ${deep}`],
    ['500 aliases', `subscription { changes { ${many(500, n => `a${n}: cursor`)} } }`],
    ['500 directives', `subscription { changes { cursor ${'@skip(if: false) '.repeat(500)} } }`],
    ['5,000 words', `subscription { changes { ${many(5000, () => 'cursor')} } }`],
    [
      'fragments in a ring',
      'subscription { changes { ...A } } fragment A on Change { ...B } fragment B on Change { ...A }',
    ],
    ['two operations', 'subscription A { changes { cursor } } subscription B { changes { cursor } }'],
    ['two roots', 'subscription { a: changes { cursor } b: changes { cursor } }'],
    ['nothing', ''],
    ['no GraphQL', '{{{{{'],
    ['a cursor that is none', 'subscription { changes(after: "1 or 1=1") { cursor } }'],
    ['a cursor before time', 'subscription { changes(after: -1) { cursor } }'],
    ['a cursor from the future', 'subscription { changes(after: 2147483647) { cursor } }'],
    ['a cursor past counting', 'subscription { changes(after: 99999999999999) { cursor } }'],
  ]
  const outcome: unknown[] = []
  for (const [what, document] of documents) {
    const started = performance.now()
    const [error, ...more] = await answerTo(line, document)
    expect(performance.now() - started, what).toBeLessThan(500)
    expect(error?.message, what).not.toMatch(/Did you mean|passwordHash.*suggest| at .*:\d+/)
    expect(more.length).toBeLessThanOrEqual(5)
    outcome.push([what, error?.extensions.code])
  }
  expect(outcome).toEqual(documents.map(([what]) => [what, 'INVALID']))
  line.send({ type: 'ping' })
  await line.next(({ type }) => type === 'pong')
})

test('A-WS-05 __typename alone and the schema beside a good field tell nothing', async () => {
  const { line } = await page()
  await line.init()
  const [error] = await answerTo(line, 'subscription { changes { cursor __type(name: "User") { name } } }')
  expect(error?.extensions.code).toBe('INVALID')
})

test.each([
  ['a parsed document', { kind: 'Document', definitions: [] }],
  ['a number', 7],
  ['a list', ['subscription { changes { cursor } }']],
  ['nothing', null],
])('A-WS-06 %s as query does not get past the checks', async (_, query) => {
  const { line } = await page()
  await line.init()
  line.send({ id: '1', type: 'subscribe', payload: { query } })
  expect(await line.closed).toMatchObject({ code: 4400 })
  expect(line.received.map(({ type }) => type)).toEqual(['connection_ack'])
})

test('A-WS-07 the socket takes no query and no mutation', async () => {
  const { world, line } = await page()
  await line.init()
  const documents = [
    '{ cursor }',
    'query { me { user { id } } }',
    'mutation { updateMe(input: { name: "Mallory" }) { user { id } } }',
    'mutation A { updateMe(input: { name: "Mallory" }) { user { id } } } subscription B { changes { cursor } }',
  ]
  for (const document of documents) {
    expect(await answerTo(line, document)).toMatchObject([
      { extensions: { code: 'INVALID', reason: 'query.notSubscription' } },
    ])
  }
  const names = await world.core.db.selectFrom('users').select('name').execute()
  expect(names).toEqual([{ name: 'tess' }])
})

test('A-WS-10 only an exact cursor is a topic: signs of a pattern are refused', async () => {
  const { line } = await page()
  await line.init()
  for (const after of ['#', '+', '%', '*', '0 or 1=1', {}, [0], true, 1.5, '']) {
    const errors = await answerTo(line, 'subscription ($after: Int) { changes(after: $after) { cursor } }', { after })
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID' } }])
  }
})

const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join(' ')
