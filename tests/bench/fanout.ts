import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { loadConfig } from '../../config/load.ts'
import { openCore } from '../../core/core.ts'
import { system } from '../../core/lib/actor.ts'
import { grant } from '../../core/team/rights.ts'
import { openSession } from '../../core/team/sessions.ts'
import { addUser } from '../../core/team/users.ts'
import { ask } from '../support/over-http.ts'
import { deliveries, send } from './load.ts'
import { newKey, startProduct } from './program.ts'
import { quantile, report } from './report.ts'

const INBOXES = 200
const PER_SECOND = 4
const SECONDS = 6
/** The same is measured several times: the middle one counts. */
const ROUNDS = 3
/** A message may cost so many times as much with 200 open inboxes as with one. */
const BUDGET = 3
/** Sockets of one address, below the limit. */
const PER_ADDRESS = 40
/** As the inbox does: what is told within this time is fetched together, in milliseconds. */
const GATHER = 30
/** Clock ticks a second in /proc, which Linux has fixed for programs. */
const TICKS = 100

const CHANGES =
  'subscription ($after: Int) { changes(after: $after) { cursor cases { id status ownerId snoozedUntil } areas } }'
const COUNTS = 'subscription { lists { key count } }'
const PRESENCE = 'subscription { presence { caseId since writing user { id name initials } } }'
const ROW = `id number subject status priority waitingSince snoozedUntil lastMessageAt preview unread drafts { id text user { id } }
  owner { id name initials } team { id name } customer { id name } labels { id name } connections { id name plugin channel }`
const CHANGED = `query Changed($ids: [ID!]!) { cases(filter: { ids: $ids }, first: 100) { edges { node { ${ROW} } } } }`
const PAGE = `query CasePage($list: CaseList) { cases(list: $list, first: 50) { edges { node { ${ROW} } } pageInfo { hasNextPage } totalCount } }`

interface Changed {
  id: string
  status: string
  ownerId: string | null
}
type List = 'MINE' | 'UNASSIGNED'

/**
 * `fanout`: the processor time of the server for one message, with 200 inboxes open to with one. The message is a new
 * person's question: `fanout` is everybody at their own list, who are told and hear new counts; `fanout_shown` is ten who
 * look at the list where it appears, so that each fetches it.
 */
export async function benchFanout(folder: string): Promise<void> {
  const key = newKey()
  const data = join(folder, 'fanout')
  const agents: Array<{ id: string; cookie: string }> = []
  const product = await startProduct(data, key, async connectionId => {
    agents.push(...(await addAgents(data, connectionId)))
  })
  const url = product.url.replace('127.0.0.1', 'localhost')

  async function openInboxes(count: number, list: List) {
    const clients = await Promise.all(
      agents.slice(0, count).map((agent, at) => openInbox(agent, list, `127.0.0.${2 + Math.floor(at / PER_ADDRESS)}`)),
    )
    return async () => {
      await Promise.all(clients.map(client => client.dispose()))
    }
  }

  async function openInbox({ id, cookie }: { id: string; cookie: string }, list: List, localAddress: string) {
    const session = { cookie, 'x-webcare-csrf': '1', 'content-type': 'application/json' }
    const { data } = await ask(product, session, '{ cursor }')
    const told = new Set<string>()
    const fits = ({ ownerId, status }: Changed) =>
      list === 'UNASSIGNED' ? ownerId === null && status === 'NEW' : ownerId === id
    const client = createClient({
      url: `${product.url.replace('http', 'ws')}/graphql`,
      lazy: false,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocol: string) {
          super(address, protocol, { localAddress, headers: { cookie, origin: url } })
        }
      },
    })
    async function fetchTold() {
      const ids = [...told]
      told.clear()
      await ask(product, session, CHANGED, { ids })
      await ask(product, session, PAGE, { list })
    }
    const subscribe = (query: string, variables: object, next: (data: never) => void) =>
      client.subscribe(
        { query, variables: variables as Record<string, unknown> },
        {
          next: ({ data }) => next(data as never),
          error: () => {},
          complete: () => {},
        },
      )
    subscribe(CHANGES, { after: data.cursor }, ({ changes }: { changes: { cases: Changed[] } }) => {
      const shown = changes.cases.filter(fits)
      if (shown.length && !told.size) setTimeout(() => void fetchTold(), GATHER)
      for (const one of shown) told.add(one.id)
    })
    subscribe(COUNTS, {}, () => {})
    subscribe(PRESENCE, {}, () => {})
    return client
  }

  /** Seconds of processor time that the server used since it began. */
  const used = () => {
    const fields = readFileSync(`/proc/${product.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  }
  /** The time it used for a message, beside the time it uses while nothing happens. */
  async function perMessage(count: number, list: List) {
    const close = await openInboxes(count, list)
    await pause(2000)
    const before = used()
    await pause(SECONDS * 1000)
    const idle = used() - before
    const all = deliveries(PER_SECOND * SECONDS, key)
    const from = used()
    const began = performance.now()
    for (const [at, delivery] of all.entries()) {
      await pause(Math.max(0, began + (at * 1000) / PER_SECOND - performance.now()))
      void send(product.hook, [delivery], 1)
    }
    await pause(Math.max(0, began + SECONDS * 1000 - performance.now()))
    const milliseconds = ((used() - from - idle) / all.length) * 1000
    await close()
    return milliseconds
  }
  const middle = async (count: number, list: List) => {
    const values: number[] = []
    for (let round = 0; round < ROUNDS; round++) values.push(await perMessage(count, list))
    return quantile(values, 0.5)
  }

  await perMessage(1, 'MINE')
  const one = await middle(1, 'MINE')
  report('fanout', await middle(INBOXES, 'MINE'), 'ms CPU a message with 200 inboxes, to 3 × one', BUDGET * one)
  const shown = await middle(1, 'UNASSIGNED')
  report('fanout_shown', await middle(10, 'UNASSIGNED'), 'ms CPU a message that 10 show, to 10 × one', 10 * shown)
  await product.stop()
}

/** Colleagues with a session each, in the data of a program that does not run. */
async function addAgents(data: string, connectionId: string) {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const core = await openCore(loadConfig({ WEBCARE_DATA: data }), {
    log: silent,
    onFatal(error) {
      throw error
    },
  })
  const agents = await Promise.all(
    Array.from({ length: INBOXES }, (_, at) =>
      core.write(system('bench'), async tx => {
        const email = `agent${at}@rocdelta.example`
        const { id } = await addUser(tx, { name: `Agent ${at}`, email, roles: ['agent'], language: 'nl' })
        await grant(tx, { userId: id, connectionId, level: 'reply' })
        const { secret } = await openSession(tx, id, { address: '127.0.0.1', device: 'bench' })
        return { id, cookie: `__Host-wc_session=${secret}` }
      }),
    ),
  )
  await core.close()
  return agents
}
