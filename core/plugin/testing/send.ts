import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { lengthOf } from '../../lib/length.ts'
import { failureOf } from '../calls.ts'
import type { Channel, Ctx, OutboundMessage, Sent } from '../index.ts'
import { isolated, rawItem } from './ctx.ts'
import type { Failure, Peer } from './peer.ts'
import { standing } from './standing.ts'

/** A reply is published once, and each way in which that fails is called by its right name. */
export function sending<Settings>(channel: Channel<Ctx<Settings>>, fixtures: string[], peer: Peer<Settings>) {
  describe('send', () => {
    const stand = standing(peer)
    let message: OutboundMessage
    beforeAll(async () => {
      message = { ...(await answerTo(channel, fixtures, peer.settings(stand.open.url))), ...peer.message }
    })
    const send = (text: Partial<OutboundMessage>, url?: string): Promise<Sent> =>
      channel.send({ ...message, id: crypto.randomUUID(), ...text }, stand.ctx(url))
    /** What core would make of it, and whether the failure was met at all. */
    const failing = async (call: () => Promise<unknown>, failure: Failure, on?: 'all') => {
      stand.open.fail(failure, on)
      const outcome = await call().then(
        sent => expect.fail(`It resolved with ${JSON.stringify(sent)}, and the platform had refused.`),
        (error: unknown) => failureOf(error, 'send'),
      )
      expect(
        stand.open.failed(),
        'No request met the failure: say in `publishes` which request of the plugin publishes.',
      ).toBeGreaterThan(0)
      return outcome
    }

    test('publishes once, and says under which id', async () => {
      const before = peer.posts()
      const sent = await send({})
      expect(sent.externalId, 'Resolve with the platform’s id of the post.').toMatch(/\S/)
      expect(peer.posts() - before).toBe(1)
      const { externalId } = await send({})
      expect(externalId, 'Two posts share one id: what happens to one would happen to the other.').not.toBe(
        sent.externalId,
      )
    })

    test.runIf(channel.limits.maxLength)('publishes the longest text that its limits allow', async () => {
      const before = peer.posts()
      await send({ text: longest(channel) })
      expect(peer.posts() - before).toBe(1)
    })

    test.runIf(channel.limits.idempotent)('publishes once when told twice, as its limits promise', async () => {
      const [id, before] = [crypto.randomUUID(), peer.posts()]
      const first = await send({ id })
      expect((await send({ id })).externalId).toBe(first.externalId)
      expect(peer.posts() - before).toBe(1)
    })

    test('too many requests: temporary, after the seconds the platform says', async () => {
      const outcome = await failing(() => send({}), { status: 429, wait: { seconds: 77, header: '77' } })
      expect(outcome).toMatchObject({ code: 'temporary', retryAfter: 77 })
    })

    test('too many requests: temporary, after the date the platform says', async () => {
      const header = new Date(stand.ctx().now().getTime() + 77_000).toUTCString()
      const outcome = await failing(() => send({}), { status: 429, wait: { seconds: 77, header } })
      expect(outcome.code).toBe('temporary')
      expect(outcome.retryAfter, 'Count from ctx.now().').toBeGreaterThanOrEqual(75)
      expect(outcome.retryAfter).toBeLessThanOrEqual(79)
    })

    test('not signed in: unauthorized', async () => {
      expect((await failing(() => send({}), { status: 401 })).code).toBe('unauthorized')
    })

    test('not allowed: a definite refusal, never tried again by itself', async () => {
      expect(['unauthorized', 'permanent']).toContain((await failing(() => send({}), { status: 403 })).code)
    })

    // Where the platform recognises a repetition, trying again is as good as knowing.
    const perhaps = channel.limits.idempotent ? ['unknown', 'temporary'] : ['unknown']
    test.each<[string, Failure]>([
      ['an error of the platform after it had the request', { status: 500 }],
      ['a gateway that gave up after it passed the request on', { status: 504 }],
      ['no answer in time', 'silence'],
      ['a connection cut off before the answer', 'reset'],
    ])('%s: perhaps published, so never repeated blindly', async (_, failure) => {
      expect(perhaps).toContain((await failing(() => send({}), failure)).code)
    })

    test('F-20: a line that is cut after any number of bytes: never called unsent when it was published', {
      timeout: 60_000 + OFFSETS * 500,
    }, async () => {
      stand.open.cutAfter(Number.POSITIVE_INFINITY)
      await send({})
      const whole = stand.open.gone()
      const outcomes = new Set<string>()
      for (const bytes of offsets(whole)) {
        const before = peer.posts()
        stand.open.cutAfter(bytes)
        const outcome = await send({}).then(
          () => 'sent',
          (error: unknown) => failureOf(error, 'send').code,
        )
        await pause(15)
        const posts = peer.posts() - before
        const right = posts ? ['sent', ...perhaps] : ['temporary', 'unknown']
        expect(posts, `A line that was cut after ${bytes} of ${whole} bytes published ${posts} times.`).toBeLessThan(2)
        expect(right, `After ${bytes} of ${whole} bytes, with ${posts} published.`).toContain(outcome)
        outcomes.add(outcome)
      }
      expect(outcomes, 'No cut left its outcome open.').toContain('unknown')
    })

    test('nobody there: temporary, for certainly nothing was published', async () => {
      const outcome = await send({}, await nobody()).then(
        () => expect.fail('It resolved, and nobody was there.'),
        (error: unknown) => failureOf(error, 'send'),
      )
      expect(outcome.code).toBe('temporary')
    })

    test.runIf(channel.poll)('poll without sign-in: unauthorized, for trying again would not help', async () => {
      const outcome = await failing(() => channel.poll!(undefined, stand.ctx()), { status: 401 }, 'all')
      expect(outcome.code).toBe('unauthorized')
    })
  })
}

/** An answer to the first customer's message in the fixtures. */
export async function answerTo<Settings>(
  channel: Channel<Ctx<Settings>>,
  fixtures: string[],
  settings: Settings,
): Promise<OutboundMessage> {
  const parse = async (file: string) => channel.parse(rawItem(file), isolated(settings))
  const asked = (await Promise.all(fixtures.map(file => parse(file).catch(() => [])))).flat()
  const first = asked.find(event => event.type === 'message' && !event.ours)
  if (first?.type !== 'message')
    throw new Error('No fixture holds a customer’s message: give `peer.message` what to send.')
  return {
    id: crypto.randomUUID(),
    thread: { externalId: first.thread.externalId, visibility: first.thread.visibility },
    inReplyTo: first.externalId,
    references: [first.externalId],
    replyToken: 'case-4711.c2lnbmVk',
    to: first.author,
    text: 'Dank je wel voor je bericht! ^TR',
    attachments: [],
  }
}

/** WEBCARE_OFFSETS=500 is the full run. */
const OFFSETS = Number(process.env.WEBCARE_OFFSETS ?? 24)

/** Places all over a text of so many bytes, and each of its last. */
const offsets = (whole: number): number[] => [
  ...new Set([
    ...Array.from({ length: OFFSETS }, (_, at) => 1 + Math.floor((at * whole) / OFFSETS)),
    ...Array.from({ length: 6 }, (_, at) => whole - at),
  ]),
]

/** A text that fills the limit exactly, with letters and an emoji that count differently in each way of counting. */
function longest<C>({ limits: { maxLength = 0, count } }: Channel<C>): string {
  const start = lengthOf('👍🏽 ', count) < maxLength ? '👍🏽 ' : ''
  const left = maxLength - lengthOf(start, count)
  const width = lengthOf('é', count)
  return start + 'é'.repeat(Math.floor(left / width)) + 'a'.repeat(left % width)
}

/** An address at which nothing listens. */
async function nobody(): Promise<string> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
