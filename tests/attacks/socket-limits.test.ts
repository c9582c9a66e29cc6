import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { openSession } from '../../core/team/sessions.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { call, casesHeard, follow, knock, type Line, pageOf, subscribe } from '../support/socket.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'

const live = { listen: true, realTime: true } as const

/** A page of a colleague with its line open, and the server's end of that. */
async function page(): Promise<{ world: World; tess: Agent; line: Line; end: Socket }> {
  const world = await openWorld(live)
  const tess = await world.signIn('tess')
  const opened = once(world.server.server, 'upgrade')
  const line = await (await call(world, { headers: pageOf(world, tess) })).init()
  return { world, tess, line, end: (await opened)[1] as Socket }
}

/** The headers of one more session of somebody, on a page of ours. */
async function sessionOf(world: World, { userId }: Agent) {
  const device = { address: '127.0.0.1', device: 'test' }
  const { secret } = await world.core.write(system('test'), tx => openSession(tx, userId, device))
  return pageOf(world, { headers: { cookie: `__Host-wc_session=${secret}` } })
}

/** How many subscriptions listen to what changes. */
function countListeners(world: World) {
  const { rounds } = world.core
  const { listen } = rounds
  const listening = new Set<object>()
  rounds.listen = wake => {
    listening.add(wake)
    const stop = listen(wake)
    return () => {
      listening.delete(wake)
      stop()
    }
  }
  return () => listening.size
}

const waitFor = async (what: () => boolean, seconds = 5) => {
  for (let tries = 0; tries < seconds * 20 && !what(); tries++) await pause(50)
  expect(what()).toBe(true)
}

test('A-WS-08 an id in use is not used again', async () => {
  const { world, line } = await page()
  const listeners = countListeners(world)
  line.changes({ id: 'x' })
  line.changes({ id: 'x' })
  expect(await line.closed).toMatchObject({ code: 4409 })
  await waitFor(() => listeners() === 0)
})

test('A-WS-08 a socket has at most twenty subscriptions', async () => {
  const { world, tess, line } = await page()
  const listeners = countListeners(world)
  for (let id = 0; id < 20; id++) line.changes({ id: String(id) })
  await waitFor(() => listeners() === 20)
  expect(line.socket.readyState).toBe(line.socket.OPEN)
  line.changes({ id: 'one more' })
  expect(await line.closed).toMatchObject({ code: 4429 })
  await waitFor(() => listeners() === 0)
  expect((await tess.ask('{ cursor }')).status).toBe(200)
})

test('A-WS-08 a subscription that is ended listens no more, however often', async () => {
  const { world, line } = await page()
  const listeners = countListeners(world)
  for (let id = 0; id < 40; id++) {
    line.changes({ id: String(id) })
    line.send({ type: 'ping' })
    await waitFor(() => listeners() >= 1)
    line.send({ id: String(id), type: 'complete' })
    await waitFor(() => listeners() === 0)
    if (id % 20 === 19) await pause(2100)
  }
})

/** Keeps sessions from being looked up for a moment, so that many lookups end at once. Postgres only. */
const holdSessions = (world: World) =>
  world.core.write(system('test'), async tx => {
    await sql`lock table sessions in access exclusive mode`.execute(tx.db)
    await pause(500)
  })

each('A-WS-08', database => {
  test('a session has at most five sockets, those opened at one moment included', async () => {
    const world = await openWorld({ ...live, database })
    const headers = pageOf(world, await world.signIn('tess'))
    const held = database === 'postgres' ? holdSessions(world) : Promise.resolve()
    const answers = await Promise.all(Array.from({ length: 40 }, () => knock(world, { headers })))
    await held
    const lines = answers.flatMap(answer => ('refused' in answer ? [] : [answer]))
    await waitFor(() => lines.filter(({ socket }) => socket.readyState === socket.OPEN).length === 5)
    expect(answers.filter(answer => 'refused' in answer && answer.refused !== 429)).toEqual([])

    const open = lines.find(({ socket }) => socket.readyState === socket.OPEN)
    await open?.close()
    const next = await (await call(world, { headers })).init()
    expect(next.received).toHaveLength(1)
  })
})

test('A-WS-08 an address has at most fifty sockets, and the next address has its own', async () => {
  const world = await openWorld(live)
  const tess = await world.signIn('tess')
  const lines: Line[] = []
  for (let session = 0; session < 10; session++) {
    const headers = await sessionOf(world, tess)
    for (let one = 0; one < 5; one++) lines.push(await (await call(world, { headers })).init())
  }
  const headers = await sessionOf(world, tess)
  expect(await knock(world, { headers })).toMatchObject({ refused: 429 })
  expect(await knock(world, { headers: { ...headers, 'x-forwarded-for': '192.0.2.7' } })).toMatchObject({
    refused: 429,
  })
  const elsewhere = await call(world, { headers, localAddress: '127.0.0.2' })
  await elsewhere.init()
  expect(lines.filter(({ socket }) => socket.readyState !== socket.OPEN)).toEqual([])
})

test('A-WS-12 who reads nothing is cut off, and costs next to no memory', { timeout: 60_000 }, async () => {
  const { world, tess, line, end } = await page()
  const { cursor } = await tess.get('{ cursor }')
  for (let id = 0; id < 20; id++) line.changes({ id: String(id), after: cursor })
  line.socket.pause()
  const caseId = await asksOn(world, (await world.core.webConnection()).id, 'Vraag')
  let most = 0
  for (let burst = 0; burst < 100; burst++) {
    await world.core.write(system('test'), async tx => {
      for (let event = 0; event < 1000; event++) await tx.record({ type: 'case.snoozed', caseId })
    })
    most = Math.max(most, end.writableLength)
  }
  expect(most).toBeLessThan(1024 * 1024)
  await waitFor(() => end.destroyed, 40)
})

test('A-WS-12 who asks without reading is cut off at a megabyte', async () => {
  const { line, end } = await page()
  line.socket.pause()
  const message = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(60_000) } })
  let most = 0
  for (let round = 0; round < 8 && !end.destroyed; round++) {
    for (let one = 0; one < 90 && line.socket.readyState === line.socket.OPEN; one++) line.send(message)
    // Pretends to be awake, without having read what it answers to.
    line.socket.pong()
    for (let look = 0; look < 42; look++) {
      most = Math.max(most, end.writableLength)
      await pause(50)
    }
  }
  expect(end.destroyed).toBe(true)
  expect(most).toBeLessThan(2 * 1024 * 1024)
})

test.each([
  ['a frame of 70 KiB', 1009, ({ socket }: Line) => socket.send('x'.repeat(70 * 1024))],
  [
    'a message of 70 KiB in pieces',
    1009,
    ({ socket }: Line) => {
      for (let piece = 0; piece < 70; piece++) socket.send('x'.repeat(1024), { fin: false })
      socket.send('')
    },
  ],
  ['text that is no UTF-8', 1007, ({ socket }: Line) => socket.send(Buffer.from([0xc3, 0x28]), { binary: false })],
  ['half an emoji', 1007, ({ socket }: Line) => socket.send(Buffer.from([0xf0, 0x9f, 0x98]), { binary: false })],
  [
    '10,000 tiny messages',
    1008,
    (line: Line) => {
      for (let one = 0; one < 10_000; one++) line.send('{"type":"pong"}')
    },
  ],
  [
    // The library leaves at most a few pongs waiting, and hangs up without a word.
    '10,000 pings at once',
    1006,
    ({ socket }: Line) => {
      for (let one = 0; one < 10_000; one++) socket.ping()
    },
  ],
  [
    '200 pings, one after another',
    1008,
    ({ socket }: Line) => {
      const flood = setInterval(() => (socket.readyState === socket.OPEN ? socket.ping() : clearInterval(flood)), 2)
    },
  ],
  [
    '10,000 pongs that nobody asked for',
    1008,
    ({ socket }: Line) => {
      for (let one = 0; one < 10_000; one++) socket.pong()
    },
  ],
  ['bytes', 4400, ({ socket }: Line) => socket.send(Buffer.from([0, 1, 2]))],
])('A-WS-13 %s ends the socket with %i, and others are served meanwhile', async (_, code, attack) => {
  const { tess, line, end } = await page()
  attack(line)
  const served = performance.now()
  expect((await tess.ask('{ cursor }')).status).toBe(200)
  expect(performance.now() - served).toBeLessThan(1000)
  expect(await line.closed).toMatchObject({ code })
  await waitFor(() => end.destroyed)
})

test('A-WS-13 a flood that does not hear that it was hung up on is cut off', async () => {
  const { line, end } = await page()
  line.socket.pause()
  const flood = setInterval(() => {
    for (let one = 0; one < 200 && line.socket.readyState === line.socket.OPEN; one++) line.send('{"type":"pong"}')
  }, 20)
  await waitFor(() => end.destroyed)
  clearInterval(flood)
})

test('A-WS-13 a message in pieces, and compressed offers, are read as they should be', async () => {
  const { world, tess, line } = await page()
  line.socket.send('{"type":', { fin: false })
  line.socket.send('"pi', { fin: false })
  line.socket.send('ng"}')
  await line.next(({ type }) => type === 'pong')
  const offering = await call(world, { headers: pageOf(world, tess), perMessageDeflate: true })
  expect(offering.socket.extensions).toBe('')
})

const malformed = [
  '', ' ', '\0', '{', '[]', 'null', 'true', '0', '"connection_init"', '{}', '{"type":null}', '{"type":{}}',
  '{"type":"base"}', '{"event":"base"}', '{"type":"toString"}', '{"type":"__proto__"}', '{"type":"constructor"}',
  '{"type":"start","id":"1","payload":{"query":"{ cursor }"}}', '{"type":"connection_ack"}', '{"type":"next","id":"1"}',
  '{"type":"error","id":"1"}', '{"type":"error","id":"1","payload":[]}', '{"type":"subscribe"}',
  '{"type":"subscribe","id":null}', '{"type":"subscribe","id":"1"}', '{"type":"subscribe","id":"1","payload":null}',
  '{"type":"subscribe","id":"1","payload":[]}', '{"type":"subscribe","id":"1","payload":{}}',
  '{"type":"subscribe","id":"1","payload":{"query":{}}}', '{"type":"subscribe","id":"","payload":{"query":"{a}"}}',
  '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}',
  '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":"x"}}',
  '{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":{}}}',
  '{"type":"subscribe","id":"1","payload":{"query":"{a}","extensions":1}}',
  '{"type":"subscribe","id":{"toString":1},"payload":{"query":"{a}"}}',
  '{"type":"complete"}', '{"type":"complete","id":1}', '{"type":"complete","id":"__proto__"}',
  '{"type":"ping","payload":7}', '{"type":"connection_init","payload":"x"}',
  '{"__proto__":{"type":"ping"}}', `${'['.repeat(5000)}`, `${'{"a":'.repeat(5000)}`,
] // biome-ignore format: a list to read

const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('subscription { changes { cursor } }', 'subscription{', '__proto__', 'constructor', '1'),
)
const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), anyText)
const anyMessage = fc.oneof(
  fc.constantFrom(...malformed),
  anyText,
  anything.map(value => JSON.stringify(value)),
  fc
    .record(
      {
        type: fc.oneof(
          fc.constantFrom('connection_init', 'subscribe', 'complete', 'ping', 'pong', 'next', 'error'),
          anything,
        ),
        id: fc.oneof(anyText, anything),
        payload: fc.oneof(
          anything,
          fc.record(
            { query: fc.oneof(anyText, anything), variables: anything, operationName: anything, extensions: anything },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .map(message => JSON.stringify(message)),
)

test('A-WS-14 2,000 malformed messages end in a code of the protocol and show nothing of ours', {
  timeout: 60_000,
}, async () => {
  const world = await openWorld(live)
  const tess = await world.signIn('tess')
  const messages = [...malformed, ...fc.sample(anyMessage, { numRuns: 2000 - malformed.length, seed: 20260301 })]
  const endings = new Map<number, number>()
  const said: string[] = []

  async function worker(number: number) {
    const headers = await sessionOf(world, tess)
    let line: Line | undefined
    let used = 0
    for (const message of messages.filter((_, index) => index % 4 === number)) {
      if (!line || used >= 40) {
        await line?.close()
        // From ever other addresses: who knocks a thousand times a minute at one door is told to wait.
        const localAddress = `127.0.${number + 1}.${1 + (said.length % 250)}`
        line = await (await call(world, { headers, localAddress })).init()
        used = 0
      }
      line.send(message)
      used += 1
      line.send({ type: 'ping', payload: { after: used } })
      const open = line
      const ended = await Promise.race([
        line.closed,
        line.next(({ type, payload }) => type === 'pong' && payload?.after === used).catch(() => open.closed),
      ])
      if ('code' in ended) {
        endings.set(ended.code, (endings.get(ended.code) ?? 0) + 1)
        said.push(ended.reason, JSON.stringify(line.received))
        line = undefined
      }
    }
    said.push(JSON.stringify(line?.received ?? []))
  }
  await Promise.all([0, 1, 2, 3].map(worker))

  expect([...endings.keys()].sort()).toEqual([4400, 4429])
  expect(endings.get(4400)).toBeGreaterThan(500)
  expect(
    said.filter(text => /TypeError|RangeError|Cannot (read|destructure)|\.[jt]s:\d|node_modules|INTERNAL/.test(text)),
  ).toEqual([])
  expect(world.log.filter(entry => JSON.parse(entry).level >= 50)).toEqual([])
  expect(({} as Record<string, unknown>).type).toBeUndefined()

  const web = (await world.core.webConnection()).id
  const after = await follow(world, tess)
  const caseId = await asksOn(world, web, 'Werkt het nog?')
  await after.next(() => casesHeard(after).length > 0)
  expect(casesHeard(after)).toEqual([caseId])
})

test('A-WS-14 an id longer than a close reason ends the socket all the same', async () => {
  const { line } = await page()
  const id = 'x'.repeat(1000)
  line.send(subscribe(id, 'subscription { changes { cursor } }'))
  line.send(subscribe(id, 'subscription { changes { cursor } }'))
  const { code, reason } = await line.closed
  expect(code).toBe(4409)
  expect(reason.length).toBeLessThan(124)
})
