import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as bodyOf } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { ORGANISATION, PEOPLE, startNetwork } from '../../plugins/sandbox/network.ts'
import { botApi, TOKEN } from '../../plugins/telegram/bot-api.ts'
import { ask, request } from '../support/over-http.ts'
import type { Program } from '../support/process.ts'
import type { Chance } from './chance.ts'
import type { Said } from './ledger.ts'

/** Networks of others in the test's own process: they outlive the program, and remember what became public on them. */
export interface Networks {
  /** Connects the program with each of them. */
  connect(program: Program, session: Record<string, string>): Promise<void>
  /** Somebody writes on one of them; notes when the program said that it has it. Rejects when the program did not answer. */
  write(program: Program, said: Said): Promise<void>
  /** How often each text of ours was published. */
  published(): ReadonlyMap<string, number>
}

/** A place where people write, and the settings of a connection with it. */
interface Network {
  plugin: string
  settings: object
  write(program: Program, said: Said, connectionId: string): Promise<void>
}

/**
 * A channel that recognises a repetition and one that does not, each twice; a network that can be asked for what we sent,
 * and one that cannot. `moody`: lines break before and after they act.
 */
export async function openNetworks(random: Chance, { moody }: { moody: boolean }): Promise<Networks> {
  const counts = new Map<string, number>()
  const publish = (text: string) => void counts.set(text, (counts.get(text) ?? 0) + 1)
  const about = { random, moody, publish }
  const square = await openSquare(about)
  const networks: Network[] = [
    ...(await Promise.all([true, true, false, false].map(dedupes => openReceiver(about, dedupes)))),
    await openBot(about),
    square.network,
  ]
  const ids = new Map<Network, string>()
  return {
    async connect(program, session) {
      const { data } = await ask(program, session, '{ me { user { id } } }')
      for (const [at, network] of networks.entries()) {
        const input = { plugin: network.plugin, name: `Netwerk ${at}`, settings: JSON.stringify(network.settings) }
        const added = await ask(program, session, mutation('addConnection', 'AddConnectionInput', 'id'), { input })
        const connectionId = added.data.addConnection.id as string
        const right = { userId: data.me.user.id, connectionId, level: 'LEAD' }
        await ask(program, session, mutation('grantRight', 'GrantRightInput', 'level'), { input: right })
        ids.set(network, connectionId)
      }
    },
    async write(program, said) {
      const network = random.pick([...ids.keys()])
      await network.write(program, said, ids.get(network) ?? '')
    },
    published: () => new Map([...counts, ...square.published()]),
  }
}

const mutation = (verb: string, type: string, fields: string) =>
  `mutation ($input: ${type}!) { ${verb}(input: $input) { ${fields} } }`

interface About {
  random: Chance
  moody: boolean
  publish(text: string): void
}

/** Any program as a channel: signed in and out. What it says is stored when we answered 200, and not before. */
async function openReceiver({ random, moody, publish }: About, dedupes: boolean): Promise<Network> {
  const key = randomBytes(32)
  const had = new Set<string>()
  const url = await serve(
    moods(random, moody, async (asked, response) => {
      const body = await bodyOf(asked).catch(() => undefined)
      // Cut off half-way: nothing was said.
      if (body === undefined) return
      const { data } = JSON.parse(body) as { data: { id: string; text: string } }
      if (!dedupes || !had.has(data.id)) publish(data.text)
      had.add(data.id)
      const broke = moody && random.happens(8)
      response.writeHead(broke ? 500 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ externalId: `post-${data.id}` }))
    }),
  )
  const sign = (id: string, at: number, body: string) =>
    `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`
  const again: Array<{ said: Said; id: string; body: string }> = []
  let people = 0

  async function deliver(program: Program, connectionId: string, { said, id, body }: (typeof again)[number]) {
    const at = Math.floor(Date.now() / 1000)
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': sign(id, at, body) }
    const { status } = await request(program, `/hooks/${connectionId}`, { method: 'POST', headers, body })
    if (status !== 200) throw new Error(`A delivery was answered with ${status}`)
    said.acknowledged = true
  }

  return {
    plugin: 'webhook',
    settings: { key: `whsec_${key.toString('base64')}`, replyUrl: url, dedupes },
    async write(program, said, connectionId) {
      // Somebody new, or somebody who wrote before.
      const person = random.happens(60) || !people ? ++people : random.between(1, people)
      const who = `${url}#${person}`
      said.conversation = who
      const event = {
        type: 'message',
        externalId: said.text,
        thread: { externalId: who, visibility: person % 2 ? 'public' : 'private' },
        place: 'brand',
        author: { externalId: who, name: 'Sanne' },
        text: said.text,
        at: new Date().toISOString(),
      }
      const unfinished = again.splice(0)
      const delivery = { said, id: `msg_${randomBytes(8).toString('hex')}`, body: JSON.stringify(event) }
      const times = random.happens(30) ? random.between(2, 3) : 1
      const all = [...unfinished, ...Array.from({ length: times }, () => delivery)]
      const outcomes = await Promise.allSettled(all.map(one => deliver(program, connectionId, one)))
      const cut = outcomes.find(outcome => outcome.status === 'rejected')
      if (!cut) return
      // Who got no answer delivers again.
      again.push(...unfinished, delivery)
      throw cut.reason
    },
  }
}

/** A bot, whose updates wait until we have them; of what it sent nobody can ask it afterwards. */
async function openBot({ random, moody, publish }: About): Promise<Network> {
  const api = botApi()
  const { push } = api.sent
  api.sent.push = (...payloads) => {
    for (const { text } of payloads) publish(String(text))
    return push.apply(api.sent, payloads)
  }
  const sending = moods(random, moody, api.handle)
  const apiRoot = await serve((asked, response) =>
    (asked.url?.endsWith('/sendMessage') ? sending : api.handle)(asked, response),
  )
  let updates = 700_000
  return {
    plugin: 'telegram',
    settings: { token: TOKEN, receive: 'poll', apiRoot },
    async write(_, said) {
      const id = random.between(41_000_000, 41_000_030)
      said.conversation = `telegram ${id}`
      said.stands = true
      const person = { id, first_name: 'Jamila' }
      const message = {
        message_id: ++updates,
        from: { ...person, is_bot: false },
        chat: { ...person, type: 'private' },
        date: Math.floor(Date.now() / 1000),
        text: said.text,
      }
      api.updates.push({ update_id: updates, message } as { update_id: number })
      await pause(20)
    },
  }
}

/** A network that knows each post by the id that we gave it, publishes what it gets twice twice, and tells it by two roads. */
async function openSquare({ random, moody }: About) {
  const network = await startNetwork()
  onTestFinished(() => network.close())
  const published = () => {
    const ours = [...network.square.posts.values()].filter(({ author }) => author === ORGANISATION)
    return new Map([...Map.groupBy(ours, ({ text }) => text)].map(([text, posts]) => [text, posts.length]))
  }
  const square: Network = {
    plugin: 'sandbox',
    settings: network.settings,
    async write(_, said) {
      const person = random.pick(PEOPLE)
      said.conversation = `square ${person.id}`
      said.stands = true
      network.square.write(person, { text: said.text })
      const failures = ['limited', 'broken-before', 'broken-after', 'silent-after'] as const
      if (moody && random.happens(15)) network.fail(random.pick(failures))
      await pause(20)
    },
  }
  return { network: square, published }
}

/** A line that breaks at times: before the other side acts, or before we hear that it did. */
function moods(random: Chance, moody: boolean, act: RequestListener): RequestListener {
  return async (asked: IncomingMessage, response: ServerResponse) => {
    await pause(random.happens(20) ? random.between(100, 800) : random.between(0, 40))
    if (moody && random.happens(5)) return void asked.socket.destroy()
    if (moody && random.happens(10)) response.end = () => response.destroy()
    act(asked, response as Parameters<RequestListener>[1])
  }
}

/** Its address on this machine. */
async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
