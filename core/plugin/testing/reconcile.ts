import { beforeAll, describe, expect, test } from 'vitest'
import type { Channel, Ctx, OutboundMessage } from '../index.ts'
import type { Failure, Peer } from './peer.ts'
import { answerTo } from './send.ts'
import { standing } from './standing.ts'

/** A post of unknown outcome is found where it stands, and called absent only where it is not: the other way it is posted twice. */
export function reconciling<Settings>(channel: Channel<Ctx<Settings>>, fixtures: string[], peer: Peer<Settings>) {
  describe('reconcile', () => {
    const stand = standing(peer)
    let message: OutboundMessage
    beforeAll(async () => {
      message = { ...(await answerTo(channel, fixtures, peer.settings(stand.open.url))), ...peer.message }
    })
    const fresh = (): OutboundMessage => ({ ...message, id: crypto.randomUUID() })
    /** From well before it was sent, whatever the two clocks say. */
    const look = (sent: OutboundMessage) => {
      const ctx = stand.ctx()
      return channel.reconcile!(sent, new Date(ctx.now().getTime() - 3600_000), ctx)
    }

    /** Publishes it, and loses the answer: the last byte has arrived, and nobody hears what comes back. */
    async function publishedUnheard(): Promise<OutboundMessage> {
      stand.open.cutAfter(Number.POSITIVE_INFINITY)
      await channel.send(fresh(), stand.ctx())
      const whole = stand.open.gone()
      const [unheard, before] = [fresh(), peer.posts()]
      stand.open.cutAfter(whole)
      await channel.send(unheard, stand.ctx()).catch(() => {})
      await expect.poll(() => peer.posts() - before, { timeout: 2000 }).toBe(1)
      stand.open.cutAfter(Number.POSITIVE_INFINITY)
      return unheard
    }

    test('finds what was published and not heard of; never calls it absent, or it is posted twice', async () => {
      const found = await look(await publishedUnheard())
      expect(found).not.toBe('absent')
      if (typeof found === 'object') expect(found.externalId).toMatch(/\S/)
      else expect(found).toBe('unsure')
    })

    test('does not find what was never published', async () => {
      const found = await look(fresh())
      expect(typeof found === 'object' ? found : undefined, 'It found a post that is not this one.').toBeUndefined()
    })

    test.each<[string, Failure]>([
      ['an error of the platform', { status: 500 }],
      ['not signed in', { status: 401 }],
      ['no answer in time', 'silence'],
      ['a connection cut off before the answer', 'reset'],
    ])('%s says nothing of the post: thrown or unsure, never absent', async (_, failure) => {
      const sent = await publishedUnheard()
      stand.open.fail(failure, 'all')
      expect(['unsure', 'thrown']).toContain(await look(sent).catch(() => 'thrown'))
    })
  })
}
