import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** One request as the peer got it. */
export interface Asked {
  method: string
  /** With its query. */
  path: string
  body: string
}

/** What it answers: a status and a body, or nothing for as long as it likes. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  /** As JSON. */
  body?: unknown
}
type Way = (asked: Asked, response: ServerResponse) => Answer | undefined | Promise<Answer | undefined>

/** Somebody else's system on a port of this machine, that answers as a test says. Ends with the test. */
export interface Peer {
  url: string
  asked: Asked[]
  /** The bodies that were posted to a path. */
  posted(path: string): Array<Record<string, unknown>>
  /** How it answers from now on; without a word it hangs. */
  answer: Way
  /** How it answers the next ones. */
  next(...ways: Way[]): void
}

export async function openPeer(answer: Way = () => ({})): Promise<Peer> {
  const coming: Way[] = []
  const server = createServer(async (request, response) => {
    const asked: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      body: (await buffer(request)).toString(),
    }
    peer.asked.push(asked)
    const said = await (coming.shift() ?? peer.answer)(asked, response)
    if (!said) return
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers })
    response.end(JSON.stringify(said.body ?? {}))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const peer: Peer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    posted: path => peer.asked.filter(one => one.path === path && one.body).map(({ body }) => JSON.parse(body)),
    answer,
    next: (...ways) => void coming.push(...ways),
  }
  return peer
}

/** Holds the line until it is let go. */
export function held(then: Answer = {}): { way: Way; letGo(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    way: async () => {
      await promise
      return then
    },
    letGo: resolve,
  }
}
