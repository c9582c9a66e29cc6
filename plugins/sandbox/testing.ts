import { createHmac } from 'node:crypto'
import type { OutboundMessage } from 'webcare/plugin'
import type { ChannelContract } from 'webcare/plugin/testing'
import type { Settings } from './api.ts'
import { type Network, ORGANISATION, PEOPLE } from './network.ts'

// For the tests of this folder: what the contract needs to know of the pretend network.

export const [sanne, youssef] = PEOPLE as [(typeof PEOPLE)[0], (typeof PEOPLE)[0]]
/** The secrets that a program of the organisation shares with the network. */
export const own = { token: 'the-token', secret: 'the-secret' }
export const answer: OutboundMessage = {
  id: '019cae00-0000-7000-8000-000000000001',
  thread: { externalId: 'post-1', visibility: 'public' },
  inReplyTo: 'post-1',
  references: ['post-1'],
  replyToken: 'case-1.c2ln',
  to: { externalId: sanne.id },
  text: 'Ja, tot 1 april! ^TR',
  attachments: [],
}
/** Posts of the organisation, oldest first. */
export const oursIn = ({ square }: Network) =>
  [...square.posts.values()].filter(({ author }) => author === ORGANISATION)

/** The headers that the network adds to a delivery, by its own documentation (README.md). */
export function signedAsNetwork(body: Uint8Array, secret: string, now: Date) {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
  return { 'x-network-timestamp': timestamp, 'x-network-signature': `sha256=${signature}` }
}

/** The options of the contract's suite, on a network that runs. `post-1` is there, and asks something. */
export const contractWith = (peer: Network): ChannelContract<Settings> => ({
  settings: peer.settings,
  fixtures: `${import.meta.dirname}/fixtures`,
  webhook: {
    sign: (body, { secret }, now) => ({ headers: signedAsNetwork(body, secret, now) }),
    otherSettings: { ...peer.settings, secret: 'another-secret' },
  },
  peer: {
    settings: url => ({ ...peer.settings, url }),
    posts: () => oursIn(peer).length,
    message: answer,
    now: () => new Date(),
    arrives(count) {
      for (let written = 0; written < count; written++) peer.square.write(sanne, { text: 'Hoi' })
    },
    moderates: () => {
      const { id, thread } = peer.square.write(youssef, { text: 'Leuk!' })
      return { externalId: id, threadId: thread }
    },
    /** The network knows itself by one address only: passes on what came in at the gate. */
    async handle(request, response) {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      const { authorization = '', 'content-type': type = '' } = request.headers
      const passed = await fetch(`${peer.url}${request.url}`, {
        method: request.method,
        headers: { authorization, 'content-type': type },
        ...(parts.length && { body: Buffer.concat(parts) }),
      })
      response.writeHead(passed.status).end(await passed.text())
    },
  },
})
