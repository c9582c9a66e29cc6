import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PluginError } from 'webcare/plugin'
import { testCtx } from 'webcare/plugin/testing'
import { signedIn } from './oauth.ts'
import { school } from './testing.ts'

/** A token endpoint (RFC 6749, 6) that gives each refresh token away once, as Microsoft's and Google's may. */
let asked: URLSearchParams[] = []
let refuse: { status: number; body: object; headers?: Record<string, string> } | undefined
let current = 'refresh-0'
let expiresIn = 3600
const server = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  const form = new URLSearchParams(body)
  asked.push(form)
  const right =
    request.method === 'POST' &&
    request.headers['content-type'] === 'application/x-www-form-urlencoded' &&
    form.get('grant_type') === 'refresh_token' &&
    form.get('client_id') === 'webcare' &&
    form.get('client_secret') === 'klantgeheim'
  const isKnown = form.get('refresh_token') === current
  const no = refuse ?? { status: right ? 400 : 401, body: { error: right ? 'invalid_grant' : 'invalid_client' } }
  if (refuse || !right || !isKnown) {
    response.writeHead(no.status, no.headers).end(JSON.stringify(no.body))
    return
  }
  current = `refresh-${asked.length}`
  response.end(
    JSON.stringify({
      access_token: `access-${asked.length}`,
      token_type: 'Bearer',
      expires_in: expiresIn,
      refresh_token: current,
    }),
  )
})

let ctx = testCtx({ settings: school })
beforeEach(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  asked = []
  refuse = undefined
  current = 'refresh-0'
  expiresIn = 3600
  ctx = testCtx({
    settings: {
      ...school,
      auth: 'xoauth2',
      tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
      clientId: 'webcare',
      clientSecret: 'klantgeheim',
      refreshToken: 'refresh-0',
    },
  })
})
afterEach(() => new Promise(resolve => server.close(resolve)))

const token = () =>
  signedIn(ctx, async credentials => ('accessToken' in credentials ? credentials.accessToken : 'a password'))
const minutes = (n: number) => ctx.moveTo(new Date(ctx.now().getTime() + n * 60_000))

describe('XOAUTH2', () => {
  test('a token serves until shortly before it expires', async () => {
    expect(await token()).toBe('access-1')
    minutes(54)
    expect(await token()).toBe('access-1')
    minutes(2)
    expect(await token()).toBe('access-2')
    expect(asked.map(form => form.get('refresh_token'))).toEqual(['refresh-0', 'refresh-1'])
  })

  test('a token of a minute serves half of it', async () => {
    expiresIn = 60
    await token()
    minutes(0.4)
    expect(await token()).toBe('access-1')
    minutes(0.2)
    expect(await token()).toBe('access-2')
  })

  test('F-21: twenty at once ask once', async () => {
    expect(new Set(await Promise.all(Array.from({ length: 20 }, token)))).toEqual(new Set(['access-1']))
    expect(asked).toHaveLength(1)
  })

  test('F-21: a new refresh token is kept before the access token is used', async () => {
    await signedIn(ctx, async () => expect(ctx.stored.get('oauth.grant')).toMatchObject({ refreshToken: 'refresh-1' }))
    expect.assertions(1)
  })

  test('a token that is refused before its time is fetched anew, once', async () => {
    await token()
    const tried: string[] = []
    const use = signedIn(ctx, async credentials => {
      tried.push('accessToken' in credentials ? credentials.accessToken : '')
      throw new PluginError('unauthorized', 'No')
    })
    await expect(use).rejects.toMatchObject({ code: 'unauthorized' })
    expect(tried).toEqual(['access-1', 'access-2'])
  })

  test('another refresh token in the settings counts at once', async () => {
    await token()
    current = 'refresh-new'
    const changed = { ...ctx, settings: { ...ctx.settings, refreshToken: 'refresh-new' } }
    await signedIn(changed, async () => {})
    expect(asked.at(-1)?.get('refresh_token')).toBe('refresh-new')
  })

  test.each([
    [
      'the refresh token is no longer good',
      { status: 400, body: { error: 'invalid_grant', error_description: 'expired' } },
      'unauthorized',
      /invalid_grant: expired/,
    ],
    ['the client is wrong', { status: 401, body: { error: 'invalid_client' } }, 'unauthorized', /invalid_client/],
    ['the endpoint is away', { status: 503, body: {}, headers: { 'retry-after': '30' } }, 'temporary', /503/],
    ['too many requests', { status: 429, body: {}, headers: { 'retry-after': '30' } }, 'temporary', /429/],
  ])('%s', async (_, answer, code, message) => {
    refuse = answer
    const error = await token().catch(error => error)
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
    if (code === 'temporary') expect(error.retryAfter).toBe(30)
    refuse = undefined
    expect(await token()).toMatch(/^access-/)
  })

  test('an endpoint where nobody listens: temporary', async () => {
    ctx = testCtx({ settings: { ...ctx.settings, tokenUrl: 'http://127.0.0.1:1/token' } })
    await expect(token()).rejects.toMatchObject({ code: 'temporary' })
  })

  test.each(['refreshToken', 'clientId', 'tokenUrl'] as const)('without %s it says what is missing', async key => {
    ctx = testCtx({ settings: { ...ctx.settings, [key]: undefined } })
    await expect(token()).rejects.toMatchObject({ code: 'unauthorized', message: expect.stringContaining('settings') })
  })
})

test('without a password it says so', async () => {
  const bare = testCtx({ settings: { ...school, password: undefined } })
  await expect(signedIn(bare, async () => {})).rejects.toMatchObject({ code: 'unauthorized' })
})
