import { createHash } from 'node:crypto'
import { getIntrospectionQuery } from 'graphql'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import type { Scope } from '../../core/team/may.ts'
import { userById } from '../../core/team/users.ts'
import { contentsOf } from '../graphql/contents.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { openWorld, type World } from '../support/world.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** One body, sent as it is. */
const send = (world: World, agent: Agent, payload: string, headers: Record<string, string> = {}) =>
  world.request({
    method: 'POST',
    url: '/graphql',
    headers: { ...agent.headers, 'content-type': 'application/json', ...headers },
    payload,
  })

/** A program of Tess's, who reads and answers on the web form. */
const program = async (world: World, ...scopes: Scope[]) =>
  world.token(await userById(world.core.db, (await world.signIn('tess')).userId), scopes)

test('A-GQ-02 many questions in one request', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const one = { query: '{ cursor }' }
  for (const body of [[one], Array.from({ length: 100 }, () => one), [], { query: [one.query] }]) {
    const answer = await send(world, tess, JSON.stringify(body))
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([400, 'INVALID'])
  }
  const sign = await world.request({
    method: 'POST',
    url: '/auth/sign-in',
    headers: { 'content-type': 'application/json', 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' },
    payload: JSON.stringify(Array.from({ length: 100 }, () => ({ email: 'tess@rocdelta.example', password: 'x' }))),
  })
  expect([sign.statusCode, sign.json().error.reason]).toEqual([422, 'input.invalid'])
})

test('A-GQ-03 a password is tried fifteen times by aliases', async () => {
  const world = await openWorld()
  const { __schema } = await (await program(world, 'schema')).get(
    '{ __schema { mutationType { fields { name args { type { ofType { inputFields { name } } } } } } } }',
  )
  const text = JSON.stringify(__schema)
  // There is no password, code or link in any mutation: those have routes of their own, with limits.
  expect(text).toContain('sendReply')
  expect(text).not.toMatch(/password|signIn|login|confirm|totp|accept/i)
})

test('A-GQ-05 questions about the schema, by those who may not read it', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const blind = await program(world, 'cases:read', 'cases:write', 'messages:read', 'replies:publish', 'customers:read')
  for (const query of [
    '{ __schema { types { name } } }',
    '{ cursor __type(name: "User") { name } }',
    '{ ...A } fragment A on Query { a: __type(name: "User") { fields { name } } }',
    getIntrospectionQuery(),
  ]) {
    for (const agent of [tess, blind]) {
      const { data, errors } = await agent.ask(query)
      expect([data ?? null, errors[0]?.extensions.reason]).toEqual([null, 'query.introspection'])
    }
    const anonymous = await send(world, { ...tess, headers: { authorization: 'Bearer x' } }, JSON.stringify({ query }))
    expect(anonymous.statusCode).toBe(401)
  }
  expect(await tess.get('{ __typename me { __typename } }')).toEqual({ __typename: 'Query', me: { __typename: 'Me' } })
  const reading = await program(world, 'schema')
  expect((await reading.get(getIntrospectionQuery({ oneOf: true }))).__schema.types.length).toBeGreaterThan(30)
})

test('A-GQ-06 a slip of the pen teaches nobody the names of things', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  for (const [query, variables] of [
    ['{ mee { user { id } } }'],
    ['{ me { usr { id } } }'],
    ['{ cases(filtr: {}) { edges { cursor } } }'],
    ['{ cases(filter: { statu: NEW }) { edges { cursor } } }'],
    ['{ cases(order: URGENC) { edges { cursor } } }'],
    ['query ($f: CaseFilte) { cases(filter: $f) { edges { cursor } } }'],
    ['{ ... on Quer { cursor } }'],
    ['query ($o: CaseOrder) { cases(order: $o) { edges { cursor } } }', { o: 'URGENC' }],
    ['query ($f: CaseFilter) { cases(filter: $f) { edges { cursor } } }', { f: { statu: 'NEW' } }],
  ] as Array<[string, Record<string, unknown>?]>) {
    const { errors } = await tess.ask(query, variables)
    expect(errors.length).toBeGreaterThan(0)
    expect(JSON.stringify(errors)).not.toMatch(/did you mean|URGENCY|"status"|stack|node_modules|\.ts/i)
  }
  for (const url of ['/graphql', '/graphiql', '/playground', '/altair', '/voyager']) {
    const page = await world.request({ url, headers: { ...tess.headers, accept: 'text/html' } })
    // A page that says that nothing is here, no workbench.
    expect(page.body, url).not.toMatch(/<script|graphiql|playground|altair|voyager/i)
    expect(page.statusCode).toBeGreaterThanOrEqual(400)
  }
})

test('A-GQ-07 what is not plain JSON by POST', async () => {
  const world = await openWorld()
  const agent = await program(world, 'cases:read')
  const body = JSON.stringify({ query: '{ cursor }' })
  for (const type of ['application/json', 'application/json; charset=utf-8']) {
    expect([type, (await send(world, agent, body, { 'content-type': type })).statusCode]).toEqual([type, 200])
  }
  for (const type of [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/graphql',
    'application/json\ta',
    ' application/json',
    'application/json garbage',
    'Application/JSON',
    'application/jsonp',
    'application/json; charset=latin1',
    'application/json, text/plain',
    '',
  ]) {
    const { statusCode, body: answer } = await send(world, agent, body, { 'content-type': type })
    expect([type, [400, 415].includes(statusCode), answer.includes('data')]).toEqual([type, true, false])
  }
  for (const payload of [
    '',
    'null',
    '{',
    '"{ cursor }"',
    '{"query":null}',
    '{"query":{"kind":"Document"}}',
    '{"query":" "}',
  ]) {
    const { statusCode, body: answer } = await send(world, agent, payload)
    expect([payload, statusCode, answer.includes('data')]).toEqual([payload, 400, false])
  }
})

test('A-GQ-07 a mutation in an address', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const before = await contentsOf(world)
  const get = (query: string, more = '') =>
    world.request({ url: `/graphql?query=${encodeURIComponent(query)}${more}`, headers: tess.headers })
  expect((await get('{ cursor }')).json().data.cursor).toBeTypeOf('number')
  for (const [query, more] of [
    ['mutation { updateMe(input: { name: "Anders" }) { user { id } } }'],
    ['query A { cursor } mutation B { updateMe(input: { name: "Anders" }) { user { id } } }', '&operationName=B'],
  ] as Array<[string, string?]>) {
    expect((await get(query, more)).statusCode).toBe(405)
  }
  expect((await get('subscription { changes { cursor } }')).statusCode).toBeGreaterThanOrEqual(400)
  for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const) {
    expect([method, (await world.request({ method, url: '/graphql', headers: tess.headers })).statusCode]).toEqual([
      method,
      404,
    ])
  }
  expect(await contentsOf(world)).toEqual(before)
})

test('A-GQ-09 two hundred questions to a database that does not answer', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(world.core.changes, 'cursor').mockReturnValue(new Promise(() => {}))
  const answers = Promise.all(Array.from({ length: 200 }, () => tess.ask('{ cursor }')))
  // A turn of the loop for each step of a request, until all of them wait.
  await vi.waitFor(() => expect(world.core.changes.cursor).toHaveBeenCalledTimes(200), { timeout: 10_000 })
  vi.advanceTimersByTime(10_000)
  for (const { status, errors } of await answers) {
    expect([status, errors[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE'])
  }
  vi.restoreAllMocks()
  vi.useRealTimers()
  expect((await tess.ask('{ cursor }')).status).toBe(200)
})

test('A-GQ-10 a question about the schema that goes round in circles', async () => {
  const world = await openWorld()
  const agent = await program(world, 'schema')
  const round = (times: number) =>
    `{ __schema { types { ${'fields { type { '.repeat(times)} name ${'} }'.repeat(times)} } } }`
  for (const times of [4, 10, 100]) {
    const { data, errors } = await agent.ask(round(times))
    expect([data ?? null, errors[0]?.extensions.code]).toEqual([null, 'INVALID'])
  }
})

test('A-GQ-11 a question stored under the hash of another', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const sha256Hash = createHash('sha256').update('{ cursor }').digest('hex')
  const ask = async (query?: string) => {
    const extensions = { persistedQuery: { version: 1, sha256Hash } }
    const answer = await send(world, tess, JSON.stringify({ query, extensions }))
    return { status: answer.statusCode, ...answer.json() }
  }
  expect((await ask('{ __typename }')).data).toEqual({ __typename: 'Query' })
  // Nothing is kept under a hash, right or wrong.
  expect(await ask()).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID' } }] })
  const byId = await send(world, tess, JSON.stringify({ persisted: true, query: sha256Hash }))
  expect(byId.json().data ?? null).toBeNull()
})

each('GraphQL', database => {
  test('A-GQ-06 a resolver that fails tells nothing of the inside', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    await sql`drop table case_labels`.execute(world.core.database.writer)
    const { number } = await world
      .visitor()
      .asks('Hoe laat?')
      .then(visitor => ({ number: visitor.case }))
    const { status, data, errors } = await tess.ask(
      'query ($number: Int!) { case(number: $number) { subject labels { name } } me { user { name } } }',
      { number },
    )
    expect([status, data.me.user.name]).toEqual([200, 'tess'])
    expect(errors.map(error => error.extensions)).toEqual([{ code: 'INTERNAL' }])
    expect(JSON.stringify(errors)).not.toMatch(/case_labels|sqlite|relation|select|stack|\.ts|\/work|node_modules/i)
    // Whoever runs it finds the cause by the number that the answer names.
    const request = /look for (\S+) in the log/.exec(errors[0]!.message)?.[1]
    const line = world.log.find(text => text.includes('A resolver failed'))
    expect(JSON.parse(line!)).toMatchObject({ requestId: request, error: expect.stringContaining('case_labels') })
    const { caseId } = await world.core.db.selectFrom('caseThreads').select('caseId').executeTakeFirstOrThrow()
    const verb = await tess.do('labelCase', { caseId, remove: ['x'] })
    expect(verb.errors.map(error => error.extensions)).toEqual([{ code: 'INTERNAL' }])
    expect((await tess.do('closeCase', { caseId })).errors).toEqual([])
  })
})
