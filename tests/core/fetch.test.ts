import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openEgress } from '../../core/lib/egress.ts'
import { contextFetch } from '../../core/plugin/fetch.ts'
import { freePort } from '../support/free-port.ts'

const failing = (code: string) =>
  contextFetch(() => Promise.reject(new TypeError('fetch failed', { cause: gone(code) })))
const gone = (code: string) => Object.assign(new Error('gone'), { code })
const real = contextFetch(openEgress({ allowedNetworks: ['127.0.0.1/32'] }).fetch())
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('It was answered.'),
    ({ name, code, message }: Error & { code?: string }) => ({ name, code, message }),
  )

test.each([
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])('a request that failed with %s certainly did not arrive', async code => {
  expect(await outcome(failing(code)('https://prikbord.example/posts'))).toEqual({
    name: 'PluginError',
    code: 'temporary',
    message: 'prikbord.example cannot be reached: gone',
  })
})

test('nor did one to nobody, or to where it may not go', async () => {
  const port = await freePort()
  expect(await outcome(real(new Request(`http://127.0.0.1:${port}/`)))).toMatchObject({
    code: 'temporary',
    message: expect.stringContaining(`127.0.0.1:${port} cannot be reached`),
  })
  expect(await outcome(real('http://10.1.2.3/'))).toMatchObject({
    code: 'temporary',
    message: expect.stringContaining('WEBCARE_ALLOWED_NETWORKS'),
  })
})

test.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'])(
  'of one that failed with %s nobody knows',
  async code => {
    expect(await outcome(failing(code)('https://prikbord.example/'))).toMatchObject({ name: 'TypeError' })
  },
)

test('nor of one that was cut off after it came', async () => {
  const server = createServer(socket => socket.once('data', () => socket.resetAndDestroy()))
  const port = await freePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  expect(await outcome(real(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' }))).toMatchObject({
    name: 'TypeError',
  })
})
