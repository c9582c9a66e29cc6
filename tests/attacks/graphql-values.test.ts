import { expect, test } from 'vitest'
import { contentsOf } from '../graphql/contents.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { openWorld, type World } from '../support/world.ts'

/** One body, sent as it is. */
const send = (world: World, agent: Agent, payload: string, headers: Record<string, string> = {}) =>
  world.request({
    method: 'POST',
    url: '/graphql',
    headers: { ...agent.headers, 'content-type': 'application/json', ...headers },
    payload,
  })

each('GraphQL', database => {
  test('A-GQ-08 values that no column takes', { timeout: 60_000 }, async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    await world.visitor().asks('Hoe laat?')
    const before = await contentsOf(world)
    const cases = 'edges { node { id } }'
    const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const long = 'a'.repeat(100_000)
    const refused: Array<[string, string]> = [
      ['query ($v: Int!) { case(number: $v) { id } }', '{"v":9223372036854775808}'],
      ['query ($v: Int!) { case(number: $v) { id } }', '{"v":1e400}'],
      ['query ($v: Int!) { case(number: $v) { id } }', '{"v":1.5}'],
      ['query ($v: Int!) { case(number: $v) { id } }', '{"v":"1"}'],
      ['query ($v: Int!) { case(number: $v) { id } }', '{"v":null}'],
      ['query ($v: Int!) { case(number: $v) { id } }', '{"v":NaN}'],
      ['query ($v: Int!) { case(number: $v) { id } }', '{}'],
      ['query ($v: Int!) { case(number: $v) { id } }', '[1]'],
      ['query ($v: ID!) { customer(id: $v) { id } }', '{"v":"\\u0000"}'],
      ['query ($v: [ID!]) { cases(filter: { ids: $v }) { edges { cursor } } }', '{"v":["a\\u0000b"]}'],
      ['{ customer(id: "\\u0000") { id } }', '{}'],
      [`query ($v: String) { cases(search: $v) { ${cases} } }`, '{"v":"\\u0000"}'],
      [`query ($v: String) { cases(after: $v) { ${cases} } }`, '{"v":"\\u0000"}'],
      [`query ($v: String) { cases(after: $v) { ${cases} } }`, `{"v":"${cursor(['\0', 'a'])}"}`],
      [`query ($v: String) { cases(after: $v) { ${cases} } }`, `{"v":"${cursor([{}, []])}"}`],
      [`query ($v: String) { cases(after: $v) { ${cases} } }`, `{"v":"${cursor(null)}"}`],
      [`query ($v: String) { cases { edges { node { messages(before: $v) { edges { cursor } } } } } }`, '{"v":"1e99"}'],
      [`query ($v: DateTime) { cases(filter: { waitingBefore: $v }) { ${cases} } }`, '{"v":"yesterday"}'],
      [`query ($v: DateTime) { cases(filter: { waitingBefore: $v }) { ${cases} } }`, '{"v":"2026-02-31T99:00:00Z"}'],
      [`query ($v: [ID!]) { cases(filter: { ids: $v }) { ${cases} } }`, JSON.stringify({ v: Array(101).fill('a') })],
      ['mutation ($v: UpdateMeInput!) { updateMe(input: $v) { language } }', '{"v":{"name":"a\\u0000b"}}'],
    ]
    for (const [query, variables] of refused) {
      const answer = await send(world, tess, `{"query":${JSON.stringify(query)},"variables":${variables}}`)
      const { data, errors } = answer.json()
      const codes = errors?.map((error: { extensions: { code: string } }) => error.extensions.code)
      expect({ query, variables, codes }).toEqual({ query, variables, codes: ['INVALID'] })
      expect(Object.values(data ?? {}).filter(Boolean)).toEqual([])
    }
    const { caseId, threadId } = await world.core.db.selectFrom('caseThreads').selectAll().executeTakeFirstOrThrow()
    for (const clientMutationId of [long, '']) {
      for (const [verb, more] of [
        ['addNote', {}],
        ['sendReply', { threadId }],
      ] as const) {
        const { errors } = await tess.do(verb, { caseId, text: 'Hallo', clientMutationId, ...more })
        expect(errors.map(error => error.extensions.code)).toEqual(['INVALID'])
      }
    }
    expect(await contentsOf(world)).toEqual(before)

    // These are texts like any other: nothing is found by them, and nothing breaks.
    for (const text of ['\ud800', long, `${'a '.repeat(50_000)}`, "' or 1=1 --", '"*" NEAR(', '&|!:*', '%_\\']) {
      const { errors, data } = await tess.ask(`query ($v: String) { cases(search: $v) { ${cases} } }`, { v: text })
      expect({ text: text.slice(0, 20), errors, data }).toMatchObject({ errors: [], data: { cases: { edges: [] } } })
    }
    const twice = '{"query":"query ($v: Int!) { case(number: $v) { id } }","variables":{"v":1,"v":999}}'
    expect((await send(world, tess, twice)).json().data).toEqual({ case: null })
    const large = await send(
      world,
      tess,
      JSON.stringify({ query: '{ cursor }', variables: { v: 'a'.repeat(10_000_000) } }),
    )
    expect(large.statusCode).toBe(413)
  })
})

test('A-GQ-08 keys that reach for the prototype of everything', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const query = 'query ($f: CaseFilter) { cases(filter: $f) { edges { cursor } } }'
  for (const evil of ['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}']) {
    for (const variables of [evil, `{"f":${evil}}`]) {
      const text = JSON.stringify(query)
      await send(world, tess, `{"query":${text},"variables":${variables}}`)
      await send(world, tess, `{"query":${text},"variables":{},"extensions":${variables}}`)
      await send(world, tess, `{"query":${text},${variables.slice(1)}`)
      for (const key of ['variables', 'extensions', '__proto__', 'constructor']) {
        const parameters = new URLSearchParams({ query, [key]: variables })
        const { statusCode } = await world.request({ url: `/graphql?${parameters}`, headers: tess.headers })
        expect(statusCode).toBeLessThan(500)
      }
      expect(({} as { polluted?: number }).polluted).toBeUndefined()
    }
    const answer = await send(world, tess, `{"query":${JSON.stringify(query)},"variables":{"f":${evil}}}`)
    expect(answer.json().data ?? null).toBeNull()
  }
})
