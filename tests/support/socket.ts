import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import { onTestFinished } from 'vitest'
import WebSocket, { type ClientOptions } from 'ws'
import type { Agent } from './agent.ts'
import type { World } from './world.ts'

/** A message of the protocol, in either direction. */
export interface Message {
  type: string
  id?: string
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects of an answer
  payload?: any
}

/** The other end of `/graphql`: sends what it is told, well-formed or not, and keeps what it gets. */
export interface Line {
  socket: WebSocket
  /** Everything the server said, oldest first. */
  received: Message[]
  /** How it ended: the server's code and words; 1006 without any. */
  closed: Promise<{ code: number; reason: string }>
  /** A text goes as it is, anything else as JSON. */
  send(message: string | object): void
  /** The first message that fits, waiting for it. */
  next(fits: (message: Message) => boolean): Promise<Message>
  /** Introduces itself and waits to be acknowledged. */
  init(payload?: object): Promise<Line>
  /** Subscribes to what changes; what comes is in `received`. */
  changes(options?: { id?: string; after?: number }): void
  close(): Promise<void>
}

export interface Caller extends ClientOptions {
  /** The sub-protocol; none when empty. */
  protocol?: string
  path?: string
}

/** Headers of a page of ours in a browser with this session, or of a program with this token. */
export const pageOf = (world: World, { headers }: { headers: Record<string, string> }): Record<string, string> =>
  headers.cookie ? { origin: world.url, cookie: headers.cookie } : headers

const PATIENCE = 5000

/** Knocks: the line when it is opened, or the status with which it was refused. */
export async function knock(
  world: World,
  { protocol = GRAPHQL_TRANSPORT_WS_PROTOCOL, path = '/graphql', ...options }: Caller,
): Promise<Line | { refused: number; ended: Promise<void> }> {
  const address = world.url.replace('http://localhost', 'ws://127.0.0.1') + path
  const socket = new WebSocket(address, protocol ? [protocol] : [], options)
  onTestFinished(() => socket.terminate())
  const line = lineOn(socket)
  const refusal = once(socket, 'unexpected-response').then(([, answer]) => {
    const response = answer as IncomingMessage
    response.resume()
    return { refused: response.statusCode ?? 0, ended: once(response.socket, 'close').then(() => {}) }
  })
  refusal.catch(() => {})
  return Promise.race([once(socket, 'open').then(() => line), refusal])
}

/** A line that must open. */
export async function call(world: World, options: Caller): Promise<Line> {
  const answer = await knock(world, options)
  if ('refused' in answer) throw new Error(`The upgrade was refused with ${answer.refused}`)
  return answer
}

/** A colleague's page with its line open, that hears of everything from `after`, or from now. */
export async function follow(world: World, agent: Agent, after?: number): Promise<Line> {
  const { cursor } = await agent.get('{ cursor }')
  const line = await (await call(world, { headers: pageOf(world, agent) })).init()
  line.changes({ after: after ?? cursor })
  return line
}

function lineOn(socket: WebSocket): Line {
  const received: Message[] = []
  let heard = () => {}
  socket.on('message', data => {
    received.push(JSON.parse(String(data)))
    heard()
  })
  socket.on('error', () => {})
  const closed = new Promise<{ code: number; reason: string }>(resolve =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  void closed.then(() => heard())

  const line: Line = {
    socket,
    received,
    closed,
    send: message => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async next(fits) {
      const deadline = performance.now() + PATIENCE
      for (;;) {
        const found = received.find(fits)
        if (found) return found
        if (socket.readyState === WebSocket.CLOSED || performance.now() > deadline) {
          throw new Error(`It did not come, but ${JSON.stringify(received).slice(0, 500)}`)
        }
        await Promise.race([new Promise<void>(resolve => (heard = resolve)), pause(100)])
      }
    },
    async init(payload) {
      line.send({ type: 'connection_init', ...(payload && { payload }) })
      await line.next(({ type }) => type === 'connection_ack')
      return line
    },
    changes({ id = '1', after } = {}) {
      line.send(
        subscribe(id, 'subscription ($after: Int) { changes(after: $after) { cursor caseIds areas } }', { after }),
      )
    },
    async close() {
      socket.close(1000)
      await closed
    },
  }
  return line
}

/** The message that starts an operation. */
export const subscribe = (id: string, query: unknown, variables?: object): Message => ({
  id,
  type: 'subscribe',
  payload: { query, ...(variables && { variables }) },
})

/** The ids of all cases a line heard of, in order. */
export const casesHeard = (line: Line): string[] =>
  line.received.flatMap(({ type, payload }) => (type === 'next' ? payload.data.changes.caseIds : []))
