import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, print, separateOperations } from 'graphql'
import { expect, test } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { openWorld } from '../support/world.ts'

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ')

/** Refused before anything was done, with a code that says whose fault it is. */
async function refused(agent: Agent, query: string, variables?: Record<string, unknown>) {
  const { status, data, errors } = await agent.ask(query, variables)
  const asked = query.slice(0, 80)
  expect({ asked, data: data ?? null, codes: [...new Set(errors.map(error => error.extensions.code))] }).toEqual({
    asked,
    data: null,
    codes: ['INVALID'],
  })
  expect(status).toBeLessThan(500)
  return errors[0]!
}

test('A-GQ-01 documents that are too large, too deep or too much', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const fragments = (count: number, type: string, last: string, own = '') =>
    many(count, i => `fragment F${i} on ${type} { ${own} ${i + 1 < count ? `...F${i + 1} ...F${i + 1}` : last} }`)
  for (const query of [
    `{ ${many(20_000, i => `a${i}: cursor`)} }`,
    `{ ${many(16, i => `a${i}: cursor`)} }`,
    `{ ${many(20_000, () => 'cursor')} }`,
    `{ ${many(1900, () => 'cursor')} }`,
    `{ cursor ${many(51, () => '@include(if: true)')} }`,
    `${'{ cases '.repeat(5000)}${'}'.repeat(5000)}`,
    `{ cases(first: 1) { edges { node { ${'customer { cases { '.repeat(5)} id ${'} }'.repeat(5)} } } } }`,
    `{ ${many(200, () => '...F0')} } ${many(100, i => `fragment F${i} on Query { a${i % 7}: cursor }`)}`,
    // Each fragment holds the next one twice: two to the power of a hundred fields.
    `{ ...F0 } ${fragments(100, 'Query', 'cursor')}`,
    `{ ...F0 } ${fragments(100, 'Query', 'cursor', 'a: cursor')}`,
    `{ cases { edges { node { ...F0 } } } } ${fragments(100, 'Case', 'id')}`,
    `{ ...F0 } ${many(100, i => `fragment F${i} on Query { ...F${(i + 1) % 100} }`)}`,
  ]) {
    await refused(tess, query)
  }
  const large = await tess.ask(`{ cursor } #${'x'.repeat(1024 * 1024)}`)
  expect([large.status, large.errors[0]?.extensions.code]).toEqual([413, 'INVALID'])
  expect((await tess.get(`{ ${many(15, i => `a${i}: cursor`)} }`)).a14).toBeTypeOf('number')
})

test('A-GQ-04 pages that are too large, and pages in pages', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  for (const size of [1_000_000_000, 101, 0, -1]) {
    await refused(tess, 'query ($n: Int) { cases(first: $n) { edges { cursor } } }', { n: size })
    await refused(tess, `{ cases(first: ${size}) { edges { cursor } } }`)
  }
  const nested = (cases: string, messages: string) =>
    `cases${cases} { edges { node { customer { cases { messages${messages} { edges { node { id } } } } } } } }`
  const costly = [
    [`{ ${nested('(first: 50)', '(last: 50)')} }`],
    // A page whose size is not said has one all the same.
    [`{ ${nested('', '')} }`],
    [`{ ${nested('(first: null)', '(last: null)')} }`],
    [`query ($n: Int = 100) { ${nested('(first: $n)', '(last: $n)')} }`],
    [`query ($n: Int) { ${nested('(first: $n)', '(last: $n)')} }`, { n: 100 }],
    [`{ ...A } fragment A on Query { ${nested('', '')} }`],
  ] as Array<[string, Record<string, unknown>?]>
  for (const [query, variables] of costly) {
    expect((await refused(tess, query, variables)).extensions.reason).toBe('query.cost')
  }
  // It counts for the operation that is asked, wherever it stands.
  const two = `query Cheap { cursor } query Dear { ${nested('', '')} }`
  const answer = async (operationName: string, query = two) =>
    (
      await world.request({
        method: 'POST',
        url: '/graphql',
        headers: { ...tess.headers, 'content-type': 'application/json' },
        payload: JSON.stringify({ query, operationName }),
      })
    ).json()
  expect((await answer('Dear')).errors[0].extensions.reason).toBe('query.cost')
  expect((await answer('Cheap')).data.cursor).toBeTypeOf('number')
  expect((await answer('Neither', '{ cursor }')).errors[0].extensions.code).toBe('INVALID')
  expect((await answer('Neither', '{ cursor }')).data ?? null).toBeNull()
  expect((await tess.ask(`{ ${nested('(first: 5)', '(last: 5)')} }`)).errors).toEqual([])
})

test('A-GQ-04 what the inbox itself asks costs little enough', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  const folder = join(import.meta.dirname, '../../web/api')
  const files = readdirSync(folder).filter(name => name.endsWith('.graphql'))
  const operations = separateOperations(parse(files.map(file => readFileSync(join(folder, file), 'utf8')).join('\n')))
  const queries = Object.entries(operations).filter(([, document]) => /^query/m.test(print(document)))
  expect(queries.length).toBeGreaterThan(5)
  for (const [name, document] of queries) {
    const { errors } = await tess.ask(print(document), {
      ids: [],
      number: 1,
      id: 'x',
      before: '1',
      skip: 0,
      counted: true,
    })
    expect({ name, errors }).toEqual({ name, errors: [] })
  }
})
