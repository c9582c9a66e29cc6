import { createHmac, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Agent } from './agent.ts'
import { type Answer, openPeer, type Peer } from './peer.ts'
import { openWorld, type World, type WorldOptions } from './world.ts'

export const PLUGINS = join(import.meta.dirname, 'plugins')
export const SECRET = 'een-geheim-van-de-koerier'

/** What a message of a platform says; the rest is made up. */
export interface Said {
  id?: string
  thread?: string
  visibility?: 'public' | 'private'
  from?: string
  text?: string
  at?: string
  [more: string]: unknown
}

/** The product with a courier connected: a channel whose platform is a peer of the test. */
export interface Round {
  world: World
  peer: Peer
  connectionId: string
  /** A colleague with rights on the courier. */
  tess: Agent
  /** Another courier, with the same peer. */
  connect(name: string, more?: Record<string, unknown>): Promise<string>
  /** A delivery over HTTP, signed; its status. */
  posts(events: unknown, more?: { secret?: string; id?: string; to?: string }): Promise<number>
  /** Events straight into the intake, understood when it resolves. */
  brings(...events: object[]): Promise<void>
  message(said?: Said): Record<string, unknown>
  /** All messages, oldest first. */
  messages(): Promise<Array<Awaited<ReturnType<typeof allMessages>>[number]>>
}

export async function openRound(options: WorldOptions & { answer?: (path: string) => Answer } = {}): Promise<Round> {
  const peer = await openPeer(({ path }) => options.answer?.(path) ?? answers(path))
  const world = await openWorld({ ...options, settings: { WEBCARE_PLUGINS: PLUGINS, ...options.settings } })
  const ada = await world.signIn('ada', { roles: ['admin'] })
  const connect = async (name: string, more: Record<string, unknown> = {}): Promise<string> => {
    const settings = JSON.stringify({ peer: peer.url, secret: SECRET, ...more })
    const answer = await ada.do('addConnection', { plugin: 'courier', name, settings }, 'id')
    return answer.data.addConnection.id
  }
  const connectionId = await connect('@rocdelta')
  const tess = await world.signIn('tess', { on: { [connectionId]: 'reply' } })
  const round: Round = {
    world,
    peer,
    connectionId,
    tess,
    connect,
    async posts(events, { secret = SECRET, id = randomUUID(), to = connectionId } = {}) {
      const payload = Buffer.from(JSON.stringify({ events }))
      const { statusCode } = await world.request({
        method: 'POST',
        url: `/hooks/${to}`,
        headers: { 'content-type': 'application/json', 'x-courier-id': id, ...signed(payload, secret) },
        payload,
      })
      return statusCode
    },
    async brings(...events) {
      const body = Buffer.from(JSON.stringify({ events }))
      const { understood } = await world.core.intake.accept(connectionId, { key: randomUUID(), headers: {}, body })
      await understood
    },
    message: ({ id = randomUUID(), thread = 'plein', visibility = 'private', from = 'sanne', ...more } = {}) => ({
      ...{ type: 'message', externalId: id, thread: { externalId: thread, visibility }, place: 'brand' },
      ...{ author: { externalId: from, name: from }, text: 'Is de bibliotheek open?', at: world.clock.iso() },
      ...more,
    }),
    messages: () => allMessages(world),
  }
  return round
}

export const signed = (body: Uint8Array, secret = SECRET): Record<string, string> => ({
  'x-courier-signature': createHmac('sha256', secret).update(body).digest('hex'),
})

let posts = 0
/** A peer in a good mood. */
const answers = (path: string): Answer => {
  if (path.startsWith('/page')) return { body: { items: [] } }
  if (path.startsWith('/find')) return { body: { found: 'absent' } }
  return { body: path === '/send' ? { externalId: `post-${++posts}` } : {} }
}

const allMessages = ({ core }: World) => core.db.selectFrom('messages').selectAll().orderBy('seq').execute()
