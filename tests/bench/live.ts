import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { deliveries, send } from './load.ts'
import { newKey, signUp, startBare, startProduct } from './program.ts'
import { quantile, report } from './report.ts'

const PER_SECOND = 50
const SECONDS = 10
/** How many times as long an inbox may lag behind as a bare server that stores the same and pushes it. */
const BUDGET = 3
/** As the inbox does: what is told within this time is fetched together, in milliseconds. */
const GATHER = 30

const CASES = `query ($ids: [ID!]!) { cases(filter: { ids: $ids }, first: 100) { edges { node {
  id number subject status priority waitingSince preview customer { id name } owner { id name } labels { id name } connections { id name }
} } } }`

/**
 * `live`: from a webhook that is sent to the row in an inbox that is open elsewhere, at 50 a second; to what it takes a bare
 * server that checks and commits the same and pushes it to a socket, in the same run. The time in which the inbox gathers is beside that.
 */
export async function benchLive(folder: string): Promise<void> {
  const key = newKey()
  const limit = (await barePush(folder, key)) + GATHER
  const product = await startProduct(join(folder, 'live'), key)
  const { session, get } = await signUp(product)
  const { cursor } = await get('{ cursor }')

  const sentAt = new Map<number, number>()
  const waits: number[] = []
  const told = new Set<string>()
  let isGathering = false
  function gather() {
    if (isGathering) return
    isGathering = true
    setTimeout(() => void fetchTold(), GATHER)
  }
  async function fetchTold() {
    isGathering = false
    const ids = [...told].slice(0, 100)
    for (const id of ids) told.delete(id)
    if (told.size) gather()
    const { cases } = await get(CASES, { ids })
    for (const { node } of cases.edges) {
      const number = Number(/Nummer (\d+)/.exec(node.preview)?.[1])
      const sent = sentAt.get(number)
      if (sent !== undefined) waits.push(performance.now() - sent)
      sentAt.delete(number)
    }
  }
  const socket = createClient({
    url: `${product.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocol: string) {
        super(address, protocol, {
          headers: { cookie: session.cookie!, origin: product.url.replace('127.0.0.1', 'localhost') },
        })
      }
    },
  })
  const changes = socket.iterate<{ changes: { caseIds: string[] } }>({
    query: 'subscription ($after: Int) { changes(after: $after) { cursor caseIds } }',
    variables: { after: cursor },
  })
  void (async () => {
    for await (const { data } of changes) {
      for (const id of data?.changes.caseIds ?? []) told.add(id)
      gather()
    }
  })()

  const all = deliveries(PER_SECOND * SECONDS, key)
  const began = performance.now()
  for (const [at, delivery] of all.entries()) {
    await pause(Math.max(0, began + (at * 1000) / PER_SECOND - performance.now()))
    sentAt.set(at, performance.now())
    void send(product.hook, [delivery], 1)
  }
  while (sentAt.size && performance.now() - began < (SECONDS + 10) * 1000) await pause(20)
  if (sentAt.size) throw new Error(`${sentAt.size} messages never came to the inbox`)
  await socket.dispose()
  await product.stop()
  const p95 = quantile(waits, 0.95)
  report('live', p95, 'ms (p95)', BUDGET * limit)
}

/** From the same webhooks to a push on a bare socket after each commit, in milliseconds: the 95th percentile. */
async function barePush(folder: string, key: string): Promise<number> {
  const bare = await startBare(folder, key)
  const socket = new WebSocket(bare.url.replace('http', 'ws').replace(/hooks.*/, 'push'))
  await new Promise(resolve => socket.once('open', resolve))
  const sentAt = new Map<string, number>()
  const waits: number[] = []
  socket.on('message', data => {
    const sent = sentAt.get(String(data))
    if (sent !== undefined) waits.push(performance.now() - sent)
  })
  const all = deliveries(PER_SECOND * SECONDS, key)
  const began = performance.now()
  for (const [at, delivery] of all.entries()) {
    await pause(Math.max(0, began + (at * 1000) / PER_SECOND - performance.now()))
    sentAt.set(delivery.headers['webhook-id']!, performance.now())
    void send(bare.url, [delivery], 1)
  }
  while (waits.length < all.length && performance.now() - began < (SECONDS + 10) * 1000) await pause(20)
  socket.terminate()
  await bare.stop()
  return quantile(waits, 0.95)
}
