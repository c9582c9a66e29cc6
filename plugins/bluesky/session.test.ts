import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import bluesky from './index.ts'
import { answer, channel, failure, NOW, type Opened, open, oursIn } from './testing.ts'

let net: Opened['net']
let ctx: Opened['ctx']
let ask: Opened['ask']
let close: Opened['close']
beforeEach(async () => {
  ;({ net, ctx, ask, close } = await open())
})
afterEach(() => close())

describe('a session', () => {
  const signIns = () => net.asked.filter(method => method === 'com.atproto.server.createSession').length

  test('is opened once for many calls, and goes on after two hours', async () => {
    await channel.poll!(undefined, ctx)
    net.expire()
    await channel.poll!(undefined, ctx)
    await channel.poll!(undefined, ctx)
    expect(signIns()).toBe(1)
    expect(net.asked.filter(method => method === 'com.atproto.server.refreshSession')).toHaveLength(1)
    expect(ctx.stored.get('session')).toMatchObject({ session: { accessJwt: 'access-3', refreshJwt: 'refresh-3' } })
  })

  test('keeps its new tokens before it uses them, for the old ones are worth nothing', async () => {
    await channel.poll!(undefined, ctx)
    net.expire()
    const slow = {
      ...ctx,
      store: {
        ...ctx.store,
        set: async (key: string, value: unknown) => {
          await setTimeout(20)
          await ctx.store.set(key, value)
        },
      },
      fetch: async (input: string | URL | Request, init?: RequestInit) => {
        const bearer = input instanceof Request ? input.headers.get('authorization') : undefined
        const kept = ctx.stored.get('session') as { session: { accessJwt: string } }
        if (bearer) expect(bearer).toBe(`Bearer ${kept.session.accessJwt}`)
        return ctx.fetch(input, init)
      },
    }
    await channel.poll!(undefined, slow)
    expect(ctx.stored.get('session')).toMatchObject({ session: { accessJwt: 'access-3' } })
  })

  test('that was revoked ends, and the next call signs in again', async () => {
    await channel.poll!(undefined, ctx)
    net.expire('revoked')
    expect(await failure(channel.poll!(undefined, ctx))).toMatchObject({ code: 'temporary' })
    await channel.poll!(undefined, ctx)
    expect(signIns()).toBe(2)
  })

  test('that the server no longer recognises ends as well, with nothing posted', async () => {
    const question = ask(1)
    await channel.poll!(undefined, ctx)
    const kept = ctx.stored.get('session') as { session: { accessJwt: string } }
    ctx.stored.set('session', { ...kept, session: { ...kept.session, accessJwt: 'forgotten' } })
    expect(await failure(channel.send(answer(question), ctx))).toMatchObject({ code: 'temporary' })
    net.refuse('com.atproto.repo.putRecord', 400, 'InvalidToken')
    expect(await failure(channel.send(answer(question), ctx))).toMatchObject({ code: 'temporary' })
    expect(oursIn(net)).toEqual([])
    await channel.send(answer(question), ctx)
    expect(oursIn(net)).toHaveLength(1)
  })

  test('of another account is not used', async () => {
    await channel.poll!(undefined, ctx)
    const another = { ...ctx, settings: { ...ctx.settings, identifier: 'iemand.test' } }
    expect(await failure(channel.poll!(undefined, another))).toMatchObject({ code: 'unauthorized' })
  })

  test('too many of them: wait until Bluesky says', async () => {
    const reset = String(NOW.getTime() / 1000 + 240)
    net.refuse('com.atproto.server.createSession', 429, 'RateLimitExceeded', { 'ratelimit-reset': reset })
    expect(await failure(channel.poll!(undefined, ctx))).toMatchObject({ code: 'temporary', retryAfter: 240 })
  })

  test('of an account that was taken down asks for an admin', async () => {
    net.refuse('com.atproto.server.createSession', 400, 'AccountTakedown')
    expect(await failure(channel.poll!(undefined, ctx))).toMatchObject({ code: 'unauthorized' })
  })

  test('ends on both sides when the connection does', async () => {
    await channel.poll!(undefined, ctx)
    await bluesky.disconnect!(ctx)
    await bluesky.disconnect!(ctx)
    expect(ctx.stored.size).toBe(0)
    expect(net.asked.filter(method => method === 'com.atproto.server.deleteSession')).toHaveLength(1)
  })

  test('a check signs in with what was typed, though there is one', async () => {
    const steps: string[] = []
    await channel.poll!(undefined, ctx)
    await bluesky.check!(ctx, step => steps.push(step))
    expect(steps).toEqual(['Signed in as @hogeschool.test', 'Sees who writes to us'])
    const wrong = { ...ctx, settings: { ...ctx.settings, password: 'wrong' } }
    expect(await failure(bluesky.check!(wrong, () => {}))).toMatchObject({ code: 'unauthorized' })
  })
})
