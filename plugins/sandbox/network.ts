// A pretend network, for the demo and for tests: with rules and an API of its own, to which the plugin is a stranger.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Failure, openApi } from './network/api.ts'
import { openPages } from './network/pages.ts'
import { openSquare, Refused, type Square } from './network/square.ts'

export type { Failure } from './network/api.ts'
export { ORGANISATION, PEOPLE } from './network/square.ts'

export interface Network {
  /** Where its page is, to act as its people. */
  url: string
  /** What a connection of the plugin needs. */
  settings: { url: string; token: string; secret: string }
  /** To act as its people in a test, and to see what was published. */
  square: Square
  /** Plays a failure to the organisation's programs. */
  fail(failure: Failure | undefined): void
  close(): Promise<void>
}

export interface NetworkOptions {
  /** A free one when absent. */
  port?: number
  now?: () => Date
  /** What its API gives an organisation to sign in with, and to know its webhooks by; by chance when absent. */
  token?: string
  secret?: string
}

const MAX_BODY = 64 * 1024
/** A picture as text takes a third more than its bytes. */
const MAX_PICTURE_BODY = 1_500_000

/** Starts the network, for this computer alone. What was said there is gone when it closes. */
export async function startNetwork(options: NetworkOptions = {}): Promise<Network> {
  const now = options.now ?? (() => new Date())
  const [token = secretByChance(), secret = secretByChance()] = [options.token, options.secret]
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const known = error instanceof Refused ? error : new Refused(500, 'The network itself failed')
      response
        .writeHead(known.status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: known.message }))
    })
  })
  await new Promise<void>(resolve => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const square = openSquare(now)
  const api = openApi({ square, url, token, secret, now })
  const pages = openPages({ square, api })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    // A page elsewhere may send a browser here, by another name or from another origin.
    const { host, origin } = request.headers
    if (`http://${host}` !== url || (origin !== undefined && origin !== url)) throw new Refused(403, 'Not from there')
    const asked = new URL(request.url ?? '/', url)
    const body = await bodyOf(request, asked.pathname === '/api/pictures' ? MAX_PICTURE_BODY : MAX_BODY)
    await (asked.pathname.startsWith('/api/') ? api : pages).answer(request, asked, body, response)
  }

  return {
    url,
    settings: { url, token, secret },
    square,
    fail: api.fail,
    close() {
      api.close()
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

const secretByChance = () => randomBytes(24).toString('hex')

async function bodyOf(request: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > most) throw new Refused(413, 'Too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}
