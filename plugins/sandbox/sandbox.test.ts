import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { InboundEvent, PluginError, WebhookRequest } from 'webcare/plugin'
import { channelContract, type TestCtx, testCtx } from 'webcare/plugin/testing'
import type { Settings } from './api.ts'
import sandbox from './index.ts'
import { type Network, ORGANISATION, startNetwork } from './network.ts'
import { answer, contractWith, oursIn, own, sanne, youssef } from './testing.ts'

const channel = sandbox.channel!
// ── The contract ─────────────────────────────────────────────────────────────

const peer = await startNetwork(own)
peer.square.write(sanne, { text: 'Kan ik mij nog aanmelden?' })
afterAll(() => peer.close())

channelContract(sandbox, contractWith(peer))

// ── Against the network ──────────────────────────────────────────────────────

let network: Network
let ctx: TestCtx<Settings>
beforeEach(async () => {
  network = await startNetwork({ ...own, now: () => ctx.now() })
  ctx = testCtx({ settings: network.settings })
})
afterEach(() => network.close())

const events = async (): Promise<InboundEvent[]> => {
  const { items } = await channel.poll!(undefined, ctx)
  return (await Promise.all(items.map(item => channel.parse(item, ctx)))).flat()
}
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    ({ code }: PluginError) => code,
  )

describe('what people write', () => {
  test('an answer brings its pictures, and the network shows them with what they show', async () => {
    const { id: thread } = network.square.write(sanne, { text: 'Waar is lokaal 1.04?' })
    const picture = {
      type: 'image/png',
      name: 'weg.png',
      alt: 'De weg naar lokaal 1.04',
      content: Buffer.from('a picture'),
    }
    const sent = await channel.send(
      { ...answer, thread: { externalId: thread, visibility: 'public' }, inReplyTo: thread, attachments: [picture] },
      ctx,
    )
    const [shown] = network.square.posts.get(sent.externalId)?.pictures ?? []
    expect(shown).toMatchObject({ name: 'weg.png', alt: 'De weg naar lokaal 1.04' })
    const page = await (await fetch(network.url)).text()
    expect(page).toContain(`<img src="/${shown?.id}" alt="De weg naar lokaal 1.04">`)
    expect(await (await fetch(`${network.url}/${shown?.id}`)).text()).toBe('a picture')
    const wrong = { ...answer, attachments: [{ ...picture, type: 'application/pdf' }] }
    expect(await codeOf(channel.send(wrong, ctx))).toBe('permanent')
  })

  test('backfill brings what happened since a moment, under the keys of a poll', async () => {
    ctx.moveTo(new Date('2026-02-01T09:00:00Z'))
    network.square.write(sanne, { text: 'Lang geleden' })
    ctx.moveTo(new Date('2026-02-20T09:00:00Z'))
    network.square.write(youssef, { text: 'Kort geleden' })
    const { items, more } = await channel.backfill!(undefined, new Date('2026-02-10T00:00:00Z'), ctx)
    expect((await Promise.all(items.map(item => channel.parse(item, ctx)))).flat()).toMatchObject([
      { text: 'Kort geleden' },
    ])
    expect([more, items]).toEqual([false, (await channel.poll!(undefined, ctx)).items.slice(-1)])
  })

  test('arrives page by page, each change once', async () => {
    for (let times = 1; times <= 51; times++) network.square.write(sanne, { text: `Bericht ${times}` })
    const first = await channel.poll!(undefined, ctx)
    expect([first.items.length, first.more]).toEqual([50, true])
    const second = await channel.poll!(first.cursor, ctx)
    expect([second.items.map(({ key }) => key), second.more]).toEqual([['change-51'], false])
    expect((await channel.poll!(second.cursor, ctx)).items).toEqual([])
  })

  test('may be changed and taken back', async () => {
    const post = network.square.write(sanne, { text: 'Hoi' })
    network.square.edit(sanne, post.id, 'Goedemiddag')
    network.square.remove(sanne, post.id)
    expect(await events()).toMatchObject([
      { type: 'message', externalId: 'post-1', text: 'Hoi' },
      { type: 'edited', externalId: 'post-1', text: 'Goedemiddag' },
      { type: 'deleted', externalId: 'post-1' },
    ])
  })

  test('rings, and no longer once nobody listens', async () => {
    const hangUp = new AbortController()
    let rings = 0
    const listening = channel.listen!(() => rings++, testCtx({ settings: network.settings, signal: hangUp.signal }))
    for (const expected of [1, 2]) {
      network.square.write(sanne, { text: 'Hallo' })
      await expect.poll(() => rings).toBe(expected)
    }
    hangUp.abort()
    await listening
    network.square.write(sanne, { text: 'Nog iemand?' })
    expect(rings).toBe(2)
  })

  test('is told to our webhook, as the same items that a poll finds', async () => {
    const told = await openHook(ctx)
    await sandbox.connect!(told.ctx)
    network.square.write(sanne, { text: 'Één' })
    network.square.write(youssef, { text: 'Twee', answers: 'post-1' })
    await expect.poll(() => told.items.length).toBe(2)
    expect(told.items).toEqual(
      (await channel.poll!(undefined, ctx)).items.map(({ key, body }) => ({ key, body: Buffer.from(body) })),
    )
    await sandbox.disconnect!(told.ctx)
    network.square.write(sanne, { text: 'Drie' })
    expect(await events()).toHaveLength(3)
    expect(told.items).toHaveLength(2)
    await told.close()
  })

  test('is told to no address that does not know the secret', async () => {
    const told = await openHook(testCtx({ settings: { ...network.settings, secret: 'another' } }))
    await expect(sandbox.connect!({ ...ctx, webhookUrl: told.ctx.webhookUrl })).rejects.toMatchObject({
      code: 'permanent',
      message: expect.stringContaining('did not answer the challenge'),
    })
    await told.close()
  })
})

describe('an answer', () => {
  beforeEach(() => void network.square.write(sanne, { text: 'Kan ik mij nog aanmelden?' }))
  const since = () => new Date(ctx.now().getTime() - 120_000)
  const look = () => channel.reconcile!(answer, since(), ctx)

  test('stands under the question, and comes back as something of ours', async () => {
    const sent = await channel.send(answer, ctx)
    expect(sent).toEqual({ externalId: 'post-2', url: `${network.url}/#post-2`, at: ctx.now() })
    expect(network.square.find('post-2')).toMatchObject({ answers: 'post-1', thread: 'post-1', text: answer.text })
    expect((await events())[1]).toMatchObject({ externalId: 'post-2', ours: true })
  })

  test.each([
    // failure, the class of the outcome, what is on the network, and what looking for it finds
    ['limited', 'temporary', 0, 'absent'],
    ['broken-before', 'unknown', 0, 'absent'],
    ['broken-after', 'unknown', 1, 'sent'],
    ['silent-after', 'unknown', 1, 'sent'],
    ['signed-out', 'unauthorized', 0, undefined],
  ] as const)('with the network %s: %s, %i published', async (failure, code, published, found) => {
    network.fail(failure)
    const impatient = testCtx({ settings: network.settings, signal: AbortSignal.timeout(300) })
    expect(await codeOf(channel.send(answer, impatient))).toBe(code)
    expect(oursIn(network)).toHaveLength(published)
    if (found === 'sent')
      expect(await look()).toEqual({ externalId: 'post-2', url: `${network.url}/#post-2`, at: ctx.now() })
    else if (found) expect(await look()).toBe(found)
    else await expect(look()).rejects.toMatchObject({ code: 'unauthorized' })
  })

  test('is not taken for another one with the same text', async () => {
    await channel.send({ ...answer, id: '019cae00-0000-7000-8000-000000000002' }, ctx)
    expect(await look()).toBe('absent')
  })

  test.each([
    ['to what is gone', { inReplyTo: 'post-9' }],
    [
      'in a conversation that never was',
      { inReplyTo: undefined, thread: { externalId: 'post-9', visibility: 'public' as const } },
    ],
    ['that is too long', { text: 'é'.repeat(501) }],
    ['without words', { text: ' \n' }],
  ])('%s is refused for good', async (_, change) => {
    expect(await codeOf(channel.send({ ...answer, ...change }, ctx))).toBe('permanent')
    expect(oursIn(network)).toEqual([])
  })

  test('in private is possible until a day after the last of theirs', async () => {
    const asked = network.square.write(sanne, { text: 'Mijn nummer is 1234567', where: 'direct' })
    const thread = { externalId: 'direct-p-1', visibility: 'private' as const }
    const privately = { ...answer, thread, inReplyTo: asked.id }
    const windowNow = () => channel.replyWindow!({ thread, lastInboundAt: asked.at }, ctx)
    const closesAt = new Date(asked.at.getTime() + 24 * 3600_000)

    ctx.moveTo(new Date(closesAt.getTime() - 1))
    expect(windowNow()).toEqual({ form: 'free', closesAt })
    expect(await codeOf(channel.send(privately, ctx))).toBe('done')

    ctx.moveTo(new Date(closesAt.getTime() + 1))
    expect(windowNow()).toMatchObject({ form: 'closed', closesAt, reason: expect.stringContaining('24 hours') })
    expect(await codeOf(channel.send(privately, ctx))).toBe('permanent')
    expect(channel.replyWindow!({ thread: answer.thread, lastInboundAt: asked.at }, ctx)).toEqual({ form: 'free' })
  })
})

describe('what else can be done with a message', () => {
  const ref = (externalId: string) => ({ externalId, threadId: 'post-1' })

  test('is what it says, no more', async () => {
    network.square.write(sanne, { text: 'Schandalig!' })
    network.square.write(sanne, { text: '@deschool wat een dag', where: 'elsewhere' })
    network.square.write(ORGANISATION, { text: 'Welkom' })
    for (const event of await events()) {
      if (event.type !== 'message') continue
      for (const action of ['like', 'hide', 'remove'] as const) {
        const isAllowed = event.allows?.includes(action)
        if (isAllowed && action !== 'remove')
          expect(await codeOf(channel[action]!(ref(event.externalId), ctx))).toBe('done')
        if (!isAllowed && action !== 'like') {
          expect(await codeOf(channel[action]!(ref(event.externalId), ctx))).toBe('permanent')
        }
      }
    }
    expect(network.square.find('post-1')).toMatchObject({ liked: true, hidden: true })
    await channel.remove!(ref('post-1'), ctx)
    await channel.remove!(ref('post-3'), ctx)
    expect([...network.square.posts.keys()]).toEqual(['post-2'])
    expect(await codeOf(channel.remove!(ref('post-1'), ctx))).toBe('permanent')
  })
})

describe('the check', () => {
  const steps: string[] = []
  const check = () => sandbox.check!(ctx, step => steps.push(step))

  test('says who we are', async () => {
    await check()
    expect(steps).toEqual(['Signed in as De School (@deschool)', 'Read what changed'])
  })
  test('says that the token is wrong', async () => {
    network.fail('signed-out')
    await expect(check()).rejects.toMatchObject({ code: 'unauthorized' })
  })
})

// ── Its own ends of the wire ─────────────────────────────────────────────────

/** The end of a webhook that core is: asks the plugin what to make of each request. */
async function openHook(from: TestCtx<Settings>) {
  const items: Array<{ key: string; body: Buffer }> = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const delivery: WebhookRequest = {
      method: request.method as 'GET' | 'POST',
      headers: request.headers as Record<string, string>,
      query: Object.fromEntries(new URL(request.url ?? '/', 'http://hook').searchParams),
      body: Buffer.concat(parts),
    }
    const { handshake, verify, key } = channel.webhook!
    const reply = handshake!(delivery, from)
    if (reply) return response.writeHead(reply.status ?? 200).end(reply.body)
    if (!verify(delivery, from)) return response.writeHead(401).end()
    items.push({ key: key!(delivery)!, body: Buffer.concat(parts) })
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/1`
  const close = () => new Promise(resolve => server.close(resolve))
  return { items, close, ctx: { ...from, webhookUrl } }
}
