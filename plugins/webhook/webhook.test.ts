import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { HappenedEvent, OutboundMessage, PluginError } from 'webcare/plugin'
import { channelContract, testCtx } from 'webcare/plugin/testing'
import webhook from './index.ts'
import type { Settings } from './settings.ts'
import { isSigned, signed } from './signature.ts'

const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const OTHER_KEY = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const settings: Settings = { key: KEY, dedupes: true }
const now = testCtx({ settings }).now()
const utf8 = (text: string) => new Uint8Array(Buffer.from(text))

const closers: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A receiver that checks each request as Standard Webhooks says, keeps it, and answers as it is told. */
async function receiver(
  answer: (times: number) => { status: number; headers?: Record<string, string>; body?: string },
) {
  const had: Array<{ headers: IncomingHttpHeaders; body: string }> = []
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts)
    expect(request.method).toBe('POST')
    expect(request.headers['content-type']).toBe('application/json')
    expect(isSigned({ headers: request.headers as Record<string, string>, body }, { key: KEY }, now)).toBe(true)
    had.push({ headers: request.headers, body: body.toString() })
    const { status, headers, body: said } = answer(had.length)
    response.writeHead(status, headers).end(said)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`, had }
}

// ── The contract ─────────────────────────────────────────────────────────────

const published: string[] = []
channelContract(webhook, {
  // The stricter case: a fake that would publish a repetition again.
  settings: { ...settings, dedupes: false },
  fixtures: `${import.meta.dirname}/fixtures`,
  webhook: {
    sign: (body, { key }, at) => ({ headers: signed(body, 'msg_1', at, { key }) }),
    otherSettings: { ...settings, key: OTHER_KEY },
  },
  peer: {
    settings: url => ({ ...settings, dedupes: false, replyUrl: `${url}/replies` }),
    posts: () => published.length,
    async handle(request, response) {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      const body = Buffer.concat(parts)
      if (!isSigned({ headers: request.headers as Record<string, string>, body }, { key: KEY }, now)) {
        return response.writeHead(401).end()
      }
      const { type, data } = JSON.parse(body.toString())
      expect([type, data.id]).toEqual(['reply', request.headers['webhook-id']])
      published.push(data.id)
      response.writeHead(200).end(JSON.stringify({ externalId: `p-${data.id}` }))
    },
  },
})

// ── What comes in ────────────────────────────────────────────────────────────

describe('a delivery', () => {
  const parse = (body: unknown) => {
    const bytes = body instanceof Uint8Array ? body : utf8(typeof body === 'string' ? body : JSON.stringify(body))
    return webhook.channel?.parse({ key: 'k', headers: {}, body: bytes }, testCtx({ settings }))
  }
  const deleted = { type: 'deleted', externalId: 'x', at: '2026-03-02T08:10:00Z' }

  test('is known by its id', () => {
    const request = { method: 'POST', headers: { 'webhook-id': 'msg_1' }, query: {}, body: utf8('') } as const
    expect(webhook.channel?.webhook?.key?.(request)).toBe('msg_1')
  })

  test('has at most 1000 events', () => {
    expect(parse(Array(1000).fill(deleted))).toHaveLength(1000)
    expect(() => parse(Array(1001).fill(deleted))).toThrow('at most 1000')
  })

  test.each([
    ['says where a field is wrong', { ...deleted, at: 12 }, '/at must be string'],
    ['says which field is missing', { type: 'deleted', at: deleted.at }, 'externalId'],
    ['has a time that exists', { ...deleted, at: '2026-02-30T08:10:00Z' }, '/at'],
    ['is of a type that exists', { ...deleted, type: 'toString' }, '/type must be message, edited'],
    ['is no text in another encoding', utf8('"x"').map(byte => byte | 128), 'no JSON in UTF-8'],
    ['is no list of lists', [[deleted]], '/type must be message, edited'],
  ])('%s', (_, body, message) => {
    expect(() => parse(body)).toThrow(
      expect.objectContaining({ name: 'PluginError', code: 'permanent', message: expect.stringContaining(message) }),
    )
  })

  test('with a field twice means the last, as JSON does', () => {
    expect(parse('{"type":"deleted","externalId":"a","externalId":"b","at":"2026-03-02T08:10:00Z"}')).toMatchObject([
      { externalId: 'b' },
    ])
  })
})

// ── What goes out ────────────────────────────────────────────────────────────

const message: OutboundMessage = {
  id: '0198a0c4-7d1e-7c6e-9d0b-1f6c1a2b3c4d',
  thread: { externalId: 'post-1', visibility: 'public' },
  inReplyTo: 'post-1',
  references: ['post-1'],
  replyToken: 'case-1.c2ln',
  to: { externalId: 'p-77', name: 'Sanne de Vries' },
  text: 'Ja, tot 1 april! ^TR',
  attachments: [],
}

describe('a reply', () => {
  const { send, limitsFor } = webhook.channel!
  const to = (replyUrl: string, dedupes = true) => testCtx({ settings: { ...settings, replyUrl, dedupes } })
  const outcome = (sending: Promise<unknown>) =>
    sending.then(
      sent => sent,
      ({ code, retryAfter }: PluginError) => [code, retryAfter],
    )

  test('carries everything but files, under one id', async () => {
    const { url, had } = await receiver(() => ({ status: 204 }))
    expect(await send(message, to(url))).toEqual({ externalId: message.id })
    const { attachments, ...data } = message
    expect(JSON.parse(had[0]!.body)).toEqual({ type: 'reply', timestamp: now.toISOString(), data })
    expect(had[0]!.headers['webhook-id']).toBe(message.id)
  })

  test.each([
    [
      'its place',
      '{"externalId":"p-9","url":"https://prikbord.example/p-9"}',
      { externalId: 'p-9', url: 'https://prikbord.example/p-9' },
    ],
    ['a link that is a program', '{"externalId":"p-9","url":"javascript:alert(1)"}', { externalId: 'p-9' }],
    ['no JSON', '<p>OK</p>', { externalId: message.id }],
    ['null', 'null', { externalId: message.id }],
    ['other types', '{"externalId":9,"url":[]}', { externalId: message.id }],
    ['an id without end', JSON.stringify({ externalId: 'x'.repeat(501) }), { externalId: message.id }],
  ])('is sent when the answer says %s', async (_, body, expected) => {
    const { url } = await receiver(() => ({ status: 200, body }))
    expect(await send(message, to(url))).toEqual(expected)
  })

  const tomorrow = new Date(now.getTime() + 3600_000).toUTCString()
  test.each<[number, Record<string, string>, unknown, unknown]>([
    // status, headers, and the outcome when the receiver recognises an id and when it does not
    [400, {}, ['permanent', undefined], ['permanent', undefined]],
    [401, {}, ['unauthorized', undefined], ['unauthorized', undefined]],
    [403, {}, ['unauthorized', undefined], ['unauthorized', undefined]],
    [404, {}, ['permanent', undefined], ['permanent', undefined]],
    [408, {}, ['temporary', undefined], ['unknown', undefined]],
    [409, {}, ['unknown', undefined], ['unknown', undefined]],
    [410, {}, ['permanent', undefined], ['permanent', undefined]],
    [429, {}, ['temporary', undefined], ['temporary', undefined]],
    [429, { 'retry-after': '7' }, ['temporary', 7], ['temporary', 7]],
    [429, { 'retry-after': tomorrow }, ['temporary', 3600], ['temporary', 3600]],
    [429, { 'retry-after': '999999' }, ['temporary', 86_400], ['temporary', 86_400]],
    [429, { 'retry-after': 'soon' }, ['temporary', undefined], ['temporary', undefined]],
    [503, { 'retry-after': '7' }, ['temporary', 7], ['temporary', 7]],
    [503, {}, ['temporary', undefined], ['unknown', undefined]],
    [500, {}, ['temporary', undefined], ['unknown', undefined]],
    [502, {}, ['temporary', undefined], ['unknown', undefined]],
    [302, { location: 'https://elsewhere.example' }, ['permanent', undefined], ['permanent', undefined]],
  ])('F-17, F-18: answered with %i %j', async (status, headers, recognised, unrecognised) => {
    const { url, had } = await receiver(() => ({ status, headers }))
    expect(await outcome(send(message, to(url, true)))).toEqual(recognised)
    expect(await outcome(send(message, to(url, false)))).toEqual(unrecognised)
    expect(had).toHaveLength(2)
  })

  test('is sent again under the same id, where that is recognised', async () => {
    const { url, had } = await receiver(times =>
      times === 1 ? { status: 500 } : { status: 200, body: '{"externalId":"p-9"}' },
    )
    expect(await outcome(send(message, to(url)))).toEqual(['temporary', undefined])
    expect(await send(message, to(url))).toEqual({ externalId: 'p-9' })
    expect(new Set(had.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([message.id]))
  })

  test('is posted once however often it is sent only where its id is recognised, and has files only where they are taken', () => {
    expect(limitsFor?.(settings)).toMatchObject({ idempotent: true })
    expect(limitsFor?.({ ...settings, dedupes: false })).toMatchObject({ idempotent: false })
    expect(limitsFor?.(settings)).not.toHaveProperty('attachments')
    expect(limitsFor?.({ ...settings, takesFiles: true }).attachments).toMatchObject({ maxCount: 10 })
  })

  test('brings its files as base64', async () => {
    const { url, had } = await receiver(() => ({ status: 200 }))
    const picture = {
      type: 'image/png',
      name: 'weg.png',
      alt: 'De weg',
      width: 2,
      height: 1,
      content: utf8('a picture'),
    }
    await send({ ...message, attachments: [picture] }, to(url))
    await send(message, to(url))
    expect(had.map(({ body }) => JSON.parse(body).data.attachments)).toEqual([
      [{ ...picture, content: Buffer.from('a picture').toString('base64') }],
      undefined,
    ])
  })

  test('needs an address', async () => {
    expect(await outcome(send(message, testCtx({ settings })))).toEqual(['permanent', undefined])
  })
})

describe('an event', () => {
  const happened: HappenedEvent = {
    id: 'e-1',
    type: 'case.closed',
    at: now,
    caseId: 'c-1',
    caseNumber: 12,
    data: { by: 'u-1' },
  }
  const deliver = (url: string) =>
    webhook.listener!.deliver(happened, testCtx({ settings: { ...settings, eventUrl: url } }))

  test('is told, with ids and no text', async () => {
    const { url, had } = await receiver(() => ({ status: 200 }))
    await deliver(url)
    expect(JSON.parse(had[0]!.body)).toEqual({
      type: 'case.closed',
      timestamp: now.toISOString(),
      caseId: 'c-1',
      caseNumber: 12,
      data: { by: 'u-1' },
    })
    expect(had[0]!.headers['webhook-id']).toBe('e-1')
  })

  test.each([
    ['', true],
    ['case.closed', true],
    ['message.*, case.closed', true],
    ['case.*', true],
    ['case.close', false],
    ['message.*', false],
  ])('for who asks for “%s”: %s', (events, told) => {
    const asks = { ...testCtx({ settings: { ...settings, eventUrl: 'https://bi.rocdelta.example', events } }) }
    expect(webhook.listener!.wants!(happened.type, asks)).toBe(told)
  })

  test('is not for who gave no address', () => {
    expect(webhook.listener!.wants!(happened.type, testCtx({ settings }))).toBe(false)
  })

  test.each<[number, Record<string, string>, PluginError['code'], number | undefined]>([
    [410, {}, 'permanent', undefined],
    [404, {}, 'temporary', undefined],
    [401, {}, 'temporary', undefined],
    [301, { location: '/' }, 'temporary', undefined],
    [500, {}, 'temporary', undefined],
    [503, { 'retry-after': '30' }, 'temporary', 30],
  ])('answered with %i is %s', async (status, headers, code, retryAfter) => {
    const { url } = await receiver(() => ({ status, headers }))
    await expect(deliver(url)).rejects.toMatchObject({ name: 'PluginError', code, retryAfter })
  })
})

describe('the check', () => {
  test('pings each address', async () => {
    const { url, had } = await receiver(() => ({ status: 200 }))
    const steps: string[] = []
    await webhook.check?.(testCtx({ settings: { ...settings, replyUrl: url, eventUrl: url } }), step =>
      steps.push(step),
    )
    expect(steps).toEqual(['The address for replies took a signed ping', 'The address for events took a signed ping'])
    expect(had.map(({ body }) => JSON.parse(body).type)).toEqual(['ping', 'ping'])
  })

  test('says what is wrong', async () => {
    const { url } = await receiver(() => ({ status: 403 }))
    const checking = webhook.check?.(testCtx({ settings: { ...settings, replyUrl: url } }), () => {})
    await expect(checking).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'The receiver answered 403: does it have the same signing key?',
    })
  })
})
