import { expect } from 'vitest'
import { type InboundEvent, type OutboundMessage, PluginError, type RawItem } from 'webcare/plugin'
import { type TestCtx, testCtx } from 'webcare/plugin/testing'
import bluesky from './index.ts'
import { JAMILA, type Network, network, PASSWORD, serve, US } from './network.ts'

// For the tests of this folder: a strict network with our account in it, and Jamila, who asks.

export const NOW = new Date('2026-03-02T09:00:00.000Z')
export const channel = bluesky.channel!
export const settings = (service: string) => ({ service, identifier: 'hogeschool.test', password: PASSWORD })

/** So many minutes after NOW, as the network writes times. */
export const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString()

/** A post as a reference holds it. */
interface Ref {
  uri: string
  cid: string
}
export interface Opened {
  net: Network
  ctx: TestCtx<ReturnType<typeof settings>>
  /** Jamila writes `Vraag <minutes>`, and we are told of it for a reason. */
  ask(minutes: number, more?: object, reason?: string): Ref
  /** A post of ours. */
  ours(): Ref
  close(): Promise<void>
}

export async function open(): Promise<Opened> {
  const net = network()
  const { url, close } = await serve(net)
  return {
    net,
    ctx: testCtx({ settings: settings(url), now: NOW }),
    ask: (minutes, more = {}, reason = 'mention') =>
      net.post(JAMILA, { text: `Vraag ${minutes}`, createdAt: at(minutes), ...more }, reason, at(minutes)),
    ours: () => net.post(US, { text: 'Zaterdag open dag!' }),
    close,
  }
}

/** What we posted, oldest first. */
export const oursIn = (net: Network) =>
  [...net.records].flatMap(([uri, { value }]) => (uri.startsWith(`at://${US}/app.bsky.feed.post/`) ? [value] : []))

export const answer = (post: { uri: string }, more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: '019cae00-0000-7000-8000-000000000001',
  thread: { externalId: post.uri, visibility: 'public' },
  inReplyTo: post.uri,
  references: [post.uri],
  replyToken: 'case-1.c2ln',
  to: { externalId: JAMILA },
  text: 'Ja, tot 1 april! ^TR',
  attachments: [],
  ...more,
})

export const failure = (call: Promise<unknown>): Promise<PluginError> =>
  call.then(
    () => expect.fail('It was not refused.'),
    error => (error instanceof PluginError ? error : expect.fail(`It failed with ${error}`)),
  )

export const eventsOf = async (items: RawItem[], ctx: Opened['ctx']): Promise<InboundEvent[]> =>
  (await Promise.all(items.map(item => channel.parse(item, ctx)))).flat()
