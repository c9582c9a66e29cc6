import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import type { OutboundMessage, WebhookRequest } from 'webcare/plugin'
import { testCtx } from 'webcare/plugin/testing'
import webhook from './index.ts'

const OTHER_KEY = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const answer: OutboundMessage = {
  id: '0198a0c4-7d1e-7c6e-9d0b-1f6c1a2b3c4d',
  thread: { externalId: 'sanne', visibility: 'private' },
  references: [],
  replyToken: 'case-1.c2ln',
  to: { externalId: 'sanne' },
  text: 'Ja, tot 1 april! ^TR',
  attachments: [],
}

const closers: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const hasPython = !spawnSync('python3', ['--version']).error
test.runIf(hasPython)('the channel in Python brings messages and takes replies', { timeout: 20_000 }, async () => {
  const key = `whsec_${randomBytes(32).toString('base64')}`
  const arrived: WebhookRequest[] = []
  const hook = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    arrived.push({
      method: 'POST',
      query: {},
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(parts),
    })
    response.end()
  })
  await new Promise<void>(resolve => hook.listen(0, '127.0.0.1', resolve))
  closers.push(() => hook.close())
  const port = await freePort()
  const python: ChildProcess = spawn('python3', [`${import.meta.dirname}/example/guestbook.py`], {
    env: {
      ...process.env,
      WEBCARE_HOOK: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/1`,
      WEBCARE_KEY: key,
      PORT: String(port),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  closers.unshift(() => python.kill())
  const printed: string[] = []
  createInterface({ input: python.stdout! }).on('line', line => printed.push(line))

  python.stdin?.write('sanne: Kan ik mij nog aanmelden? é👍\n')
  await expect.poll(() => arrived.length, { timeout: 10_000 }).toBe(1)
  const ctx = testCtx({ settings: { key, dedupes: true, replyUrl: `http://127.0.0.1:${port}/` }, now: new Date() })
  expect(webhook.channel?.webhook?.verify(arrived[0]!, ctx)).toBe(true)
  const [event] = await webhook.channel!.parse({ key: 'k', headers: {}, body: arrived[0]!.body }, ctx)
  expect(event).toMatchObject({
    type: 'message',
    author: { externalId: 'sanne' },
    text: 'Kan ik mij nog aanmelden? é👍',
  })

  await webhook.channel?.send(answer, ctx)
  await webhook.channel?.send(answer, ctx)
  const steps: string[] = []
  await webhook.check?.(ctx, step => steps.push(step))
  expect(steps).toHaveLength(1)
  await expect.poll(() => printed).toEqual(['to sanne: Ja, tot 1 april! ^TR'])

  const strangers = testCtx({ settings: { ...ctx.settings, key: OTHER_KEY }, now: new Date() })
  await expect(webhook.channel?.send(answer, strangers)).rejects.toMatchObject({ code: 'unauthorized' })
  const late = testCtx({ settings: ctx.settings, now: new Date(Date.now() - 400_000) })
  await expect(webhook.channel?.send(answer, late)).rejects.toMatchObject({ code: 'unauthorized' })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
