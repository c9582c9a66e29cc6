import { Client, fetchExchange, gql } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { expect, test } from 'vitest'
import { makeRoom } from '../../web/api/eviction.ts'

const OPEN = gql`
  query ($number: Int!) {
    case(number: $number) { id subject messages(last: 50) { id text } }
  }
`
const ROW = gql`
  query ($number: Int!) {
    case(number: $number) { id subject }
  }
`

const CACHED = { requestPolicy: 'cache-only' } as const

/** Answers every question about a case. */
const server: typeof fetch = async (_address, init) => {
  const { number } = JSON.parse(String(init?.body)).variables
  const message = { __typename: 'Message', id: `m${number}`, text: 'Hoi' }
  const found = { __typename: 'Case', id: `c${number}`, subject: `Over ${number}`, messages: [message] }
  return Response.json({ data: { case: found } })
}

test('the store holds the messages of the last thirty cases, and the rows of all', async () => {
  const store = cacheExchange({
    updates: { Query: { case: (result, _args, cache) => makeRoom(result.case as never, cache) } },
  })
  const client = new Client({
    url: 'http://localhost/graphql',
    preferGetMethod: false,
    fetch: server,
    exchanges: [store, fetchExchange],
  })
  for (let number = 1; number <= 40; number++) {
    await client.query(OPEN, { number }).toPromise()
    // One that is looked at again and again stays.
    await client.query(OPEN, { number: 1 }, { requestPolicy: 'network-only' }).toPromise()
  }
  const numbers = Array.from({ length: 40 }, (_, at) => at + 1)
  const held = numbers.filter(number => client.readQuery(OPEN, { number }, CACHED)?.data)
  expect(held).toEqual([1, ...numbers.slice(-29)])
  expect(numbers.filter(number => !client.readQuery(ROW, { number }, CACHED)?.data)).toEqual([])
})
