import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { openEgress, TIME_LIMIT } from '../../core/lib/egress.ts'
import { SEND_TIME } from '../../core/outbox/deliver.ts'
import { failureOf } from '../../core/plugin/calls.ts'
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
  ['EAI_AGAIN', 'its name could not be looked up'],
  ['EHOSTUNREACH', 'gone'],
  ['ENETUNREACH', 'gone'],
  ['ENOTFOUND', 'there is no such name'],
  ['UND_ERR_CONNECT_TIMEOUT', 'nothing answered there in time'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'gone'],
])('a request that failed with %s certainly did not arrive', async (code, why) => {
  expect(await outcome(failing(code)('https://prikbord.example/posts'))).toEqual({
    name: 'PluginError',
    code: 'temporary',
    message: `prikbord.example cannot be reached: ${why}`,
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

test.each([
  ['ECONNRESET', 'broke the connection off'],
  ['UND_ERR_SOCKET', 'broke the connection off'],
  ['UND_ERR_HEADERS_TIMEOUT', 'did not answer in time'],
  ['HPE_INVALID_CONSTANT', 'gave an answer that is no HTTP'],
])('of one that failed with %s nobody knows, and what happened is said', async (code, words) => {
  const fault = await failing(code)('https://prikbord.example/').catch(error => error)
  expect(fault).toMatchObject({ name: 'FetchError', message: `prikbord.example ${words}` })
  expect(failureOf(fault, 'send')).toMatchObject({ code: 'unknown', message: fault.message })
  expect(failureOf(fault, 'poll')).toMatchObject({ code: 'temporary', message: fault.message })
})

/** A host that answers so, and a `fetch` that has no patience. */
async function answering(answer: (socket: Socket) => void) {
  const server = createServer(socket => socket.once('data', () => answer(socket)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const egress = openEgress({ allowedNetworks: ['127.0.0.1/32'], maxBytes: 1000, timeLimit: 500 })
  return { fetch: contextFetch(egress.fetch()), host: `127.0.0.1:${port}`, egress }
}

test.each([
  ['cuts it off after it came', (socket: Socket) => socket.resetAndDestroy(), 'broke the connection off'],
  ['thinks for too long', () => {}, 'did not answer in time'],
  [
    'stops half-way',
    (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf'),
    'did not answer in time',
  ],
  [
    'answers too much',
    (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n${'x'.repeat(2000)}`),
    'gave a larger answer than is read',
  ],
  [
    'unpacks to too much',
    (socket: Socket) => {
      const body = gzipSync('x'.repeat(50_000))
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`)
      socket.write(body)
    },
    'gave a larger answer than is read',
  ],
  ['speaks no HTTP', (socket: Socket) => void socket.end('SSH-2.0-x\r\n'), 'gave an answer that is no HTTP'],
])('a host that %s is named with what it did, wherever it shows', async (_, answer, words) => {
  const { fetch, host } = await answering(answer)
  const fault = await fetch(`http://${host}/`, { method: 'POST', body: 'x' })
    .then(
      got => got.text(),
      error => error,
    )
    .catch(error => error)
  expect(fault).toMatchObject({ name: 'FetchError', message: `${host} ${words}` })
})

test('https where none is spoken never left, and neither did what has no address', async () => {
  const { fetch, host, egress } = await answering(socket => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  expect(await outcome(fetch(`https://${host}/`))).toMatchObject({
    code: 'temporary',
    message: `${host} cannot be reached: it does not speak https there`,
  })
  const refused = await egress.address('10.0.0.1').catch(error => error)
  expect(failureOf(refused, 'check')).toMatchObject({
    code: 'temporary',
    message: expect.stringContaining('WEBCARE_ALLOWED_NETWORKS'),
  })
})

test('an answer is passed on as it is, and can be left unread', async () => {
  const { fetch, host } = await answering(
    socket => void socket.write('HTTP/1.1 201 Made\r\nx-id: 7\r\ncontent-length: 5\r\n\r\nhallo'),
  )
  const answer = await fetch(`http://${host}/`)
  expect([answer.status, answer.statusText, answer.headers.get('x-id'), await answer.text()]).toEqual([
    ...[201, 'Made', '7', 'hallo'],
  ])
  const unread = await fetch(`http://${host}/`)
  await expect(unread.body?.cancel()).resolves.toBeUndefined()
})

test('a host that takes 40 seconds has answered before anybody gives up, and the README says the same numbers', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../plugins/README.md'), 'utf8')
  const [fetching] = /(?<=for at most )\d+(?= seconds and 10 MiB)/.exec(readme) ?? []
  const [sending] = /(?<=\| `send`, `reconcile` \| )\d+(?= s)/.exec(readme) ?? []
  expect([Number(fetching) * 1000, Number(sending) * 1000]).toEqual([TIME_LIMIT, SEND_TIME])
  // The plugin can still tell what it hears of its request.
  expect([40_000 < TIME_LIMIT, TIME_LIMIT < SEND_TIME]).toEqual([true, true])
})
