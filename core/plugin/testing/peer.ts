import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, createServer as createLine, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Action, MessageRef, OutboundMessage } from '../index.ts'

/** A platform that is not there: the author's fake, which checks each request against the platform's own documentation. */
export interface Peer<Settings> {
  /** Answers a request as the platform would, and refuses one that the platform would refuse. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Settings of a connection to the fake, which listens at `url` (`http://127.0.0.1:…`, without a slash at the end). */
  settings(url: string): Settings
  /** The real platform's origins that lead to the fake, where a plugin's settings do not name an address. */
  origins?: readonly string[]
  /** How many messages the fake has published. */
  posts(): number
  /** Whether a request is one that publishes: failures are played on these. By default all but GET and HEAD. */
  publishes?(request: IncomingMessage): boolean
  /** How the platform words a refusal; by default an empty JSON object, and a `retry-after` header with a 429. */
  refusal?(refusal: Refusal): { status?: number; headers?: Record<string, string>; body?: string }
  /** What to send, as far as it matters; by default an answer to the first message of the fixtures. */
  message?: Partial<OutboundMessage>
  /** Customers write so many new messages over there, at `now`. Needed where the plugin has `poll`, `backfill` or `listen`. */
  arrives?(count: number): void | Promise<void>
  /** A message on the platform that this can be done with, a new one each time. Needed where the plugin has such a function. */
  moderates?(action: Action): MessageRef | Promise<MessageRef>
  /** The time on the platform, where the fake keeps its own; by default that of `testCtx`. */
  now?(): Date
}

export interface Refusal {
  status: number
  /** With a 429: how long to wait, and as a Retry-After header says it, in seconds or as a date. */
  wait?: { seconds: number; header: string }
}

/** How the next requests end. `silence`: read, then never answered; `reset`: read, then cut off. */
export type Failure = Refusal | 'silence' | 'reset'

export interface OpenPeer {
  url: string
  /** Plays a failure on the requests that publish, or on all; undefined = behave again. */
  fail(failure: Failure | undefined, on?: 'publishing' | 'all'): void
  /** How many requests met a failure since `fail`. */
  failed(): number
  /** How many requests changed something or asked to: all but GET and HEAD. */
  writes(): number
  /** Cuts the line once so many more bytes went to the fake; connections after that hold. */
  cutAfter(bytes: number): void
  /** How many bytes went to the fake since `cutAfter`. */
  gone(): number
  close(): Promise<void>
}

const READS = /^(GET|HEAD)$/

/** A request that was read already, to be read once more. */
function withBody({ method, url, headers, socket }: IncomingMessage, body: Buffer): IncomingMessage {
  return Object.assign(Readable.from(body.length ? [body] : []), {
    method,
    url,
    headers,
    socket,
  }) as unknown as IncomingMessage
}

/** Starts the author's fake behind a gate that can fail in the fake's place. */
export async function openPeer<Settings>(peer: Peer<Settings>): Promise<OpenPeer> {
  const publishes = peer.publishes ?? (request => !READS.test(request.method ?? ''))
  let failure: Failure | undefined
  let everywhere = false
  let met = 0
  let writes = 0

  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => undefined)
    // Cut off half-way: no platform acts on that.
    if (!body) return
    if (!READS.test(request.method ?? '')) writes++
    const playing = everywhere || publishes(request) ? failure : undefined
    if (!playing) return peer.handle(withBody(request, body), response)
    met++
    if (playing === 'reset') request.socket.resetAndDestroy()
    else if (playing !== 'silence') refuse(response, playing)
  })
  function refuse(response: ServerResponse, refusal: Refusal) {
    const said = peer.refusal?.(refusal) ?? {}
    response.writeHead(said.status ?? refusal.status, {
      'content-type': 'application/json',
      ...(refusal.wait && !peer.refusal && { 'retry-after': refusal.wait.header }),
      ...said.headers,
    })
    response.end(said.body ?? '{}')
  }

  const portOf = (listening: { address(): unknown }) => (listening.address() as AddressInfo).port
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const lines = new Set<Socket>()
  let left = Number.POSITIVE_INFINITY
  let gone = 0
  const line = createLine(client => {
    const inside = connect(portOf(server), '127.0.0.1')
    for (const [end, other] of [
      [client, inside],
      [inside, client],
    ] as const) {
      lines.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        lines.delete(end)
        other.destroy()
      })
    }
    inside.pipe(client)
    client.on('data', bytes => {
      const part = bytes.subarray(0, left)
      gone += part.length
      left -= part.length
      inside.write(part)
      if (left > 0) return
      left = Number.POSITIVE_INFINITY
      // The other side reads what came, and nobody hears what it says.
      inside.unpipe(client)
      client.pause()
      inside.end()
      setTimeout(() => client.resetAndDestroy(), 5)
    })
  })
  await new Promise<void>(resolve => line.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(line)}`,
    fail(next, on = 'publishing') {
      failure = next
      everywhere = on === 'all'
      met = 0
    },
    failed: () => met,
    writes: () => writes,
    cutAfter(bytes) {
      left = bytes
      gone = 0
    },
    gone: () => gone,
    close: async () => {
      for (const end of lines) end.destroy()
      await Promise.all([server, line].map(one => new Promise(resolve => one.close(resolve))))
    },
  }
}
