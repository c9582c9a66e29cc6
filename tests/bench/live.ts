import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { type Delivery, deliveries, send } from './load.ts'
import { newKey, signUp, startBare, startProduct } from './program.ts'
import { quantile, report } from './report.ts'

const PER_SECOND = 50
/** The limit and the product take turns, so many times, each for so many seconds. */
const ROUNDS = 3
const SECONDS = 4
/** Until the engine has seen what is hot, in seconds. */
const WARM_UP = 3
/** How many times as long an inbox may lag behind as one of a bare server that stores the same and pushes it. */
const BUDGET = 3
/** As the inbox does: what is told within this time is fetched together, in milliseconds. */
const GATHER = 30

const CASES = `query ($ids: [ID!]!) { cases(filter: { ids: $ids }, first: 100) { edges { node {
  id number subject status priority waitingSince preview customer { id name } owner { id name } labels { id name } connections { id name }
} } } }`

/** An inbox: where webhooks for it go to. */
interface Shown {
  hook: string
  stop(): Promise<void>
}
/** Told of each webhook that an inbox shows, by a name that it has. */
type Show = (name: string) => void

/**
 * `live`: from a webhook that is sent to the row in an inbox that is open elsewhere, at 50 a second; to what it takes a bare
 * server that checks and commits the same and pushes it to a socket, in the same run. The inbox gathers what it is told
 * before it asks for it, and so would one of the bare server: that time is added to the limit.
 */
export async function benchLive(folder: string): Promise<void> {
  const key = newKey()
  const sentAt = new Map<string, number>()
  let waits: number[] = []
  const show: Show = name => {
    const sent = sentAt.get(name)
    if (sent !== undefined) waits.push(performance.now() - sent)
    sentAt.delete(name)
  }
  const bare = await openBare(folder, key, show)
  const product = await openProduct(folder, key, show)

  /** Milliseconds to each of them, of what is sent in so many seconds. */
  async function measure({ hook }: Shown, nameOf: (delivery: Delivery, at: number) => string, seconds: number) {
    waits = []
    const all = deliveries(PER_SECOND * seconds, key)
    const began = performance.now()
    for (const [at, delivery] of all.entries()) {
      await pause(Math.max(0, began + (at * 1000) / PER_SECOND - performance.now()))
      sentAt.set(nameOf(delivery, at), performance.now())
      void send(hook, [delivery], 1)
    }
    while (sentAt.size && performance.now() - began < (seconds + 20) * 1000) await pause(20)
    if (sentAt.size) throw new Error(`${sentAt.size} messages never came to ${hook}`)
    return waits
  }
  const byKey = (delivery: Delivery) => delivery.headers['webhook-id']!
  const byNumber = (_: Delivery, at: number) => String(at)
  await measure(bare, byKey, WARM_UP)
  await measure(product, byNumber, WARM_UP)
  const [limits, values]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    limits.push(...(await measure(bare, byKey, SECONDS)))
    values.push(...(await measure(product, byNumber, SECONDS)))
  }
  await bare.stop()
  await product.stop()
  report('live', quantile(values, 0.95), 'ms (p95)', BUDGET * (quantile(limits, 0.95) + GATHER))
}

/** The bare server, and a socket on which it pushes each key. */
async function openBare(folder: string, key: string, show: Show): Promise<Shown> {
  const bare = await startBare(folder, key)
  const socket = new WebSocket(bare.url.replace('http', 'ws').replace(/hooks.*/, 'push'))
  await once(socket, 'open')
  socket.on('message', data => show(String(data)))
  return {
    hook: bare.url,
    async stop() {
      socket.terminate()
      await bare.stop()
    },
  }
}

/** The product, and an inbox that is told of changes and asks for their rows. */
async function openProduct(folder: string, key: string, show: Show): Promise<Shown> {
  const product = await startProduct(join(folder, 'live'), key)
  const { session, get } = await signUp(product)
  const { cursor } = await get('{ cursor }')
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
    for (const { node } of cases.edges) show(/Nummer (\d+)/.exec(node.preview)?.[1] ?? '')
  }
  const origin = product.url.replace('127.0.0.1', 'localhost')
  const socket = createClient({
    url: `${product.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocol: string) {
        super(address, protocol, { headers: { cookie: session.cookie!, origin } })
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
  return {
    hook: product.hook,
    async stop() {
      await socket.dispose()
      await product.stop()
    },
  }
}
