import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { isAllowed, openEgress } from '../../core/lib/egress.ts'

/** What names stand for, next time they are asked; a name that is not here is asked of the real resolver. */
const names = vi.hoisted(() => new Map<string, string[][]>())
vi.mock('node:dns', async original => {
  const real = await original<typeof import('node:dns')>()
  type Done = (error: Error | null, addresses: Array<{ address: string; family: number }>) => void
  const lookup = (host: string, options: { all: true }, done: Done) => {
    const answers = names.get(host)
    if (!answers) return real.lookup(host, options, done)
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? []
    done(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { ...real, lookup, default: { ...real, lookup } }
})
beforeEach(() => names.clear())

/** A server inside. It counts who got through. */
async function inside(answer: RequestListener = (_, response) => void response.end('inside'), host = '127.0.0.1') {
  const met: string[] = []
  const server = createServer((request, response) => {
    met.push(request.url ?? '')
    answer(request, response)
  })
  server.on('connection', () => met.push('connection'))
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return { met, port, url: `http://127.0.0.1:${port}` }
}

const guarded = openEgress({ allowedNetworks: [] }).fetch()
const REFUSED = { code: 'FORBIDDEN', reason: 'egress.refused' }

/** What a fetch failed with, wherever the guard stands in its causes. */
async function faultOf(fetched: Promise<unknown>) {
  const error = await fetched.then(
    () => {
      throw new Error('It was fetched')
    },
    (error: Error) => error,
  )
  return (error.cause ?? error) as Error & { code?: string }
}

const LOOPBACK = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '017700000001'],
  ...['127.255.255.254', '0', '0.0.0.0', '１２７.０.０.１', '127。0。0。1', '127.0.0.1.', '%31%32%37.0.0.1'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::7f00:1]'],
  ...[
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd00::1]',
    '[ff02::1]',
  ],
  ...['localhost', 'localhost.', 'LOCALHOST', 'ip6-localhost'],
]
const NETWORK = [
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '100.64.0.1', '198.18.0.1', '192.0.2.1'],
  ...['169.254.169.254', '192.0.0.192', '168.63.129.16', '100.100.100.200', '[fd00:ec2::254]', '255.255.255.255'],
  ...[
    '224.0.0.1',
    '240.0.0.1',
    '[::ffff:169.254.169.254]',
    '[::ffff:10.0.0.1]',
    '2852039166',
    '[fec0::1]',
    '[2001:db8::1]',
  ],
]

test('A-SS-01: no spelling of this machine is reached', async () => {
  const { met, port } = await inside()
  for (const host of LOOPBACK) {
    const fault = await faultOf(guarded(`http://${host}:${port}/`))
    // A resolver may not know a name: then nobody was asked either.
    if (fault.code !== 'ENOTFOUND') expect({ host, fault }).toMatchObject({ host, fault: REFUSED })
  }
  expect(met).toEqual([])
})

test('A-SS-01: no address of a network inside is reached, whatever it is for', { timeout: 60_000 }, async () => {
  for (const host of NETWORK) {
    expect({ host, fault: await faultOf(guarded(`http://${host}/`)) }).toMatchObject({ host, fault: REFUSED })
  }
})

test('A-SS-01: raw connections keep to the same rule', async () => {
  const { address } = openEgress({ allowedNetworks: [] })
  names.set('mail.example.org', [['93.184.216.34']])
  names.set('inside.example.org', [['10.0.0.1']])
  expect(await address('mail.example.org')).toBe('93.184.216.34')
  for (const host of ['127.0.0.1', '::1', '[::1]', '10.0.0.1', 'inside.example.org', 'localhost']) {
    await expect(address(host), host).rejects.toMatchObject(REFUSED)
  }
})

test.each([
  ['a public one', '93.184.216.34', true],
  ['a public one of IPv6', '2606:2800:220:1:248:1893:25c8:1946', true],
  ['with a zone', 'fe80::1%eth0', false],
  ['that is none', 'example.org', false],
  ['that is empty', '', false],
])('an address %s is judged', (_, address, allowed) => expect(isAllowed(address, [])).toBe(allowed))

test('A-SS-02: a name with one address inside among its own is refused', async () => {
  const { met, port } = await inside()
  for (const addresses of [['93.184.216.34', '127.0.0.1'], ['127.0.0.1', '93.184.216.34'], ['::1'], []]) {
    names.set('two-faced.example', [addresses])
    expect(await faultOf(guarded(`http://two-faced.example:${port}/`))).toMatchObject(REFUSED)
  }
  expect(met).toEqual([])
})

test('A-SS-02: a name that answers otherwise the second time is asked only once for each connection', async () => {
  const { met, port } = await inside()
  names.set('rebinds.example', [['93.184.216.34'], ['127.0.0.1']])
  const { address, fetch } = openEgress({ allowedNetworks: [] })
  expect(await address('rebinds.example')).toBe('93.184.216.34')
  expect(await faultOf(fetch()(`http://rebinds.example:${port}/`))).toMatchObject(REFUSED)
  expect(met).toEqual([])
})

test.each([301, 302, 303, 307, 308])(
  'A-SS-03: a redirect with %d is not followed, and nothing is sent on',
  async status => {
    const target = await inside()
    const { met, url } = await inside((_, response) => response.writeHead(status, { location: target.url }).end())
    const fetch = openEgress({ allowedNetworks: ['127.0.0.0/8'] }).fetch()
    const answer = await fetch(url, { headers: { authorization: 'Bearer geheim' }, redirect: 'follow' })
    expect([answer.status, answer.headers.get('location')]).toEqual([status, target.url])
    expect([met, target.met]).toEqual([['connection', '/'], []])
  },
)

test.each([
  ['an answer that is too large', (): RequestListener => (_, response) => response.end(Buffer.alloc(2_000_000))],
  [
    'one without an end',
    (): RequestListener => (_, response) => void setInterval(() => response.write('x'.repeat(9999)), 1).unref(),
  ],
  [
    'one that unpacks to too much',
    (): RequestListener => (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
  ],
])('A-SS-04: %s is cut off at its size', async (_, answer) => {
  const { url } = await inside(answer())
  const fetch = openEgress({ allowedNetworks: ['127.0.0.0/8'], maxBytes: 1_000_000 }).fetch()
  const got = await fetch(url)
  await expect(got.arrayBuffer()).rejects.toThrow()
})

test.each([
  ['never begins', (): RequestListener => () => {}],
  ['drips', (): RequestListener => (_, response) => void setInterval(() => response.write('x'), 20).unref()],
  ['stops half-way', (): RequestListener => (_, response) => void response.write('half')],
])('A-SS-04: an answer that %s is given up in time', async (_, answer) => {
  const { url } = await inside(answer())
  const fetch = openEgress({ allowedNetworks: ['127.0.0.0/8'], timeLimit: 300 }).fetch()
  const late = pause(5000, 'still waiting', { ref: false })
  const given = fetch(url)
    .then(got => got.text())
    .catch((error: Error) => error.name)
  expect(await Promise.race([given, late])).toBe('TimeoutError')
})

test('an answer is given up when its caller is', async () => {
  const { url } = await inside(() => {})
  const caller = new AbortController()
  const fetched = openEgress({ allowedNetworks: ['127.0.0.0/8'] }).fetch(caller.signal)(url)
  caller.abort()
  await expect(fetched).rejects.toMatchObject({ name: 'AbortError' })
})

test.each([
  ...[
    'gopher://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'data:text/plain,hi',
    'unix:/run/docker.sock',
  ],
  ...['blob:https://example.org/1', 'http://user:secret@example.org/', 'http://user@example.org/'],
  ...[22, 25, 110, 465, 587, 993, 2375, 3306, 5432, 6379, 9200, 11211, 27017].map(
    port => `http://example.org:${port}/`,
  ),
])('A-SS-05: %s is refused', async url => {
  names.set('example.org', [['93.184.216.34']])
  expect(await faultOf(guarded(url))).toMatchObject(REFUSED)
})

test('A-SS-05: line breaks in an address or a header reach nobody as such', async () => {
  const { met, url } = await inside()
  const fetch = openEgress({ allowedNetworks: ['127.0.0.0/8'] }).fetch()
  expect((await fetch(`${url}/a\r\nx-evil: 1\r\n\r\n`)).status).toBe(200)
  await expect(fetch(url, { headers: { 'x-name': 'a\r\nx-evil: 1' } })).rejects.toThrow(TypeError)
  expect(met).toEqual(['connection', '/ax-evil:%201'])
})

test('A-SS-06: a refusal says the same of every address', async () => {
  const { port } = await inside()
  const said = await Promise.all(
    [`http://127.0.0.1:${port}/`, 'http://127.0.0.1:1/', 'http://10.9.8.7/', 'http://[::1]/', 'ftp://10.9.8.7/'].map(
      async url => (await faultOf(guarded(url))).message,
    ),
  )
  expect(new Set(said).size).toBe(1)
})

test('A-SS-09: a network inside is reached where an operator allowed it, and no other', async () => {
  const { met, port, url } = await inside()
  const fetch = openEgress({ allowedNetworks: ['127.0.0.1/32', 'fd12::/16'] }).fetch()
  expect(await (await fetch(url, { method: 'POST', body: 'x' })).text()).toBe('inside')
  expect(await (await fetch(new Request(`${url}/request`, { method: 'POST', body: 'x' }))).text()).toBe('inside')
  expect(met.filter(what => what !== 'connection')).toEqual(['/', '/request'])
  for (const host of ['127.0.0.2', '10.0.0.1', '[::1]']) {
    expect(await faultOf(fetch(`http://${host}:${port}/`)), host).toMatchObject(REFUSED)
  }
  expect(isAllowed('fd12::5', ['fd12::/16'])).toBe(true)
  expect(isAllowed('::ffff:10.1.2.3', ['10.1.0.0/16'])).toBe(true)
})
