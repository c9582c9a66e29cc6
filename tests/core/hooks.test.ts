import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openRound, type Round, SECRET, signed } from '../support/courier.ts'
import { each } from '../support/databases.ts'

/** A delivery as it stands on the line. */
async function delivers({ world, connectionId }: Round, body: Buffer | string, more: InjectOptions = {}) {
  const payload = Buffer.from(body as string)
  const answer = await world.request({
    method: 'POST',
    url: `/hooks/${connectionId}`,
    ...more,
    headers: { 'content-type': 'application/json', ...signed(payload), ...more.headers },
    payload,
  })
  return answer.statusCode
}
const stored = ({ world }: Round) => world.core.db.selectFrom('rawItems').selectAll().orderBy('id').execute()
const parked = async ({ world }: Round) => {
  const ada = await world.signIn('ada')
  return (await ada.get('{ parkedItems { id reason attempts connection { id } } }')).parkedItems
}
const replayed = async ({ world }: Round, itemId: string) => {
  const ada = await world.signIn('ada')
  return (await ada.do('replayItem', { itemId }, 'id')).errors
}
/** Until everything that came in is understood, or parked. */
const settled = (round: Round) =>
  expect
    .poll(async () => (await stored(round)).filter(item => !item.doneAt && !item.parkedAt), { timeout: 60_000 })
    .toEqual([])
const message = (round: Round) => JSON.stringify({ events: [round.message({ id: 'm1' })] })
const signature = (body: string, secret?: string) => signed(Buffer.from(body), secret)['x-courier-signature'] ?? ''

each('a webhook', engine => {
  const database = { database: engine }

  test('A-WH-01: is refused without the right signature, and nothing of it is stored', async () => {
    const round = await openRound(database)
    const body = message(round)
    const right = signature(body)
    const wrong = [
      '',
      right.slice(0, -2),
      `${right}00`,
      `sha256=${right}`,
      `sha1=${right}`,
      right.toUpperCase(),
      `0${right.slice(1)}`,
    ]
    for (const given of [...wrong, signature(body, ''), signature(body, 'geraden'), signature('')]) {
      if (given === right) continue
      expect(await delivers(round, body, { headers: { 'x-courier-signature': given } }), given).toBe(401)
    }
    expect(await stored(round)).toEqual([])
    expect(await delivers(round, body)).toBe(200)
  })

  test('A-WH-01: is refused with the secret of another connection, and where there is no secret', async () => {
    const round = await openRound(database)
    const other = await round.connect('@sport', { secret: 'een-ander-geheim' })
    const open = await round.connect('@open', { secret: undefined })
    expect(await round.posts([], { to: other })).toBe(401)
    expect(await round.posts([], { secret: 'een-ander-geheim' })).toBe(401)
    for (const secret of ['', 'undefined', SECRET]) expect(await round.posts([], { to: open, secret })).toBe(401)
    expect(await stored(round)).toEqual([])
  })

  test('A-WH-02: is signed as it came, byte for byte', async () => {
    const round = await openRound(database)
    const body = '{"events":[{"type":"edited","externalId":"caf\\u00e9","at":"2026-03-02T09:00:00Z","text":"x"}]}'
    const headers = { 'x-courier-signature': signature(body) }
    for (const changed of [body.replace(',', ', '), body.replace('\\u00e9', 'é'), `${body}\n`]) {
      expect(await delivers(round, changed, { headers })).toBe(401)
    }
    expect(await stored(round)).toEqual([])
    expect(await delivers(round, body)).toBe(200)
    await settled(round)
    expect(await parked(round)).toEqual([])
  })

  test('A-WH-03: sent a thousand times is one message', { timeout: 120_000 }, async () => {
    const round = await openRound(database)
    const send = [round.message({ id: 'm1' })]
    const statuses = await inParallel(32, Array.from({ length: 1000 }), () => round.posts(send, { id: 'delivery-1' }))
    expect(new Set(statuses)).toEqual(new Set([200]))
    await settled(round)
    expect([await stored(round), await round.messages()]).toMatchObject([{ length: 1 }, { length: 1 }])
    round.world.clock.advance({ days: 30 })
    expect(await round.posts(send, { id: 'delivery-1' })).toBe(200)
    expect(await round.posts(send, { id: 'delivery-2' })).toBe(200)
    await settled(round)
    expect(await round.messages()).toHaveLength(1)
  })

  test('F-12: many of them, three times each and in any order, are as many messages', {
    timeout: 60_000 + EVENTS * 60,
  }, async () => {
    const round = await openRound(database)
    const events = Array.from({ length: EVENTS }, (_, at) =>
      round.message({ id: `m${at}`, from: `person-${at % 50}`, thread: `thread-${at % 50}`, text: `Vraag ${at}` }),
    )
    const all = shuffled([...events, ...events, ...events])
    const statuses = await inParallel(32, all, async event => {
      for (;;) {
        const status = await round.posts([event], { id: randomUUID() })
        // More than sixty thousand a minute on one connection are asked to come back.
        if (status !== 429) return status
        await pause(1000)
      }
    })
    expect(new Set(statuses)).toEqual(new Set([200]))
    // What did not fit in memory is the job's.
    await expect
      .poll(
        async () => {
          round.world.clock.advance({ seconds: 5 })
          await round.world.run('intake')
          return (await stored(round)).filter(item => !item.doneAt).length
        },
        { timeout: 60_000 + EVENTS * 30 },
      )
      .toBe(0)
    const messages = await round.messages()
    expect(messages.map(({ externalId }) => externalId).sort()).toEqual(events.map(event => event.externalId).sort())
    expect(new Set(messages.map(({ caseId }) => caseId)).size).toBe(50)
    expect(await parked(round)).toEqual([])
  })

  test('is stored before it is answered: where it cannot be, it is not taken', async () => {
    const round = await openRound(database)
    const { writer } = round.world.core.database
    await sql`alter table raw_items rename to raw_items_gone`.execute(writer)
    expect(await delivers(round, message(round))).toBe(500)
    await sql`alter table raw_items_gone rename to raw_items`.execute(writer)
    expect(await delivers(round, message(round))).toBe(200)
    await settled(round)
    expect(await round.messages()).toHaveLength(1)
  })

  test('A-WH-05: has a size, and one that is larger is not read', async () => {
    const round = await openRound(database)
    const sized = (bytes: number) => `{"events":[]${' '.repeat(bytes - 13)}}`
    expect(await delivers(round, sized(1024 * 1024))).toBe(200)
    expect(await delivers(round, sized(1024 * 1024 + 1))).toBe(413)
    expect(await stored(round)).toHaveLength(1)
  })

  test('A-WH-05: that nobody understands is kept, shown to admins, and does not come back by itself', async () => {
    const round = await openRound(database)
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    const bodies = [
      ...['', 'hoi', '{', 'null', '[]', '{"events":5}', '{"events":[{"type":"message"}]}', deep, '{"events":[null]}'],
      '{"events":[{"type":"exploded","externalId":"x","at":"2026-03-02T09:00:00Z"}]}',
      `{"events":[{"type":"message","externalId":5,"at":"nooit"}],"__proto__":{"x":1}}`,
      Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    ]
    for (const body of bodies) expect(await delivers(round, body)).toBe(200)
    for (const type of [
      'text/html',
      'application/x-www-form-urlencoded',
      'image/svg+xml',
      'text/csv; charset=utf-16',
    ]) {
      expect(await delivers(round, `{"of":"${type}"}`, { headers: { 'content-type': type } })).toBe(200)
    }
    for (let hour = 0; hour < 12; hour++) {
      await round.world.run('intake')
      round.world.clock.advance({ hours: 1 })
    }
    expect(await parked(round)).toHaveLength(bodies.length + 4)
    expect((await stored(round)).every(({ attempts }) => attempts <= 8)).toBe(true)
    expect(await round.messages()).toEqual([])
  })

  test('A-WH-05: with a thousand events, some of them twice, is taken whole', async () => {
    const round = await openRound(database)
    const events = Array.from({ length: 1000 }, (_, at) => round.message({ id: `m${at % 990}`, thread: 't' }))
    expect(await round.posts(events)).toBe(200)
    await settled(round)
    expect(await round.messages()).toHaveLength(990)
  })

  test('A-WH-05: under an id of any length is taken once', async () => {
    const round = await openRound(database)
    const id = randomBytes(4000).toString('hex')
    expect(await round.posts([round.message({ id: 'm1' })], { id })).toBe(200)
    expect(await round.posts([round.message({ id: 'm2' })], { id })).toBe(200)
    await settled(round)
    expect((await round.messages()).map(({ externalId }) => externalId)).toEqual(['m1'])
    const { acceptPage } = round.world.core.intake
    const of = (key: string) => ({ key, headers: {}, body: Buffer.from(JSON.stringify({ events: [] })) })
    await acceptPage(round.connectionId, [of('a\0b'), of('c'.repeat(100_000)), of('d')], 'next')
    await settled(round)
    expect(await stored(round)).toHaveLength(4)
  })

  test('A-WH-06: proves itself by a challenge of digits, and to nobody without the token', async () => {
    const round = await openRound(database)
    const asks = (query: string) => round.world.request({ url: `/hooks/${round.connectionId}?${query}` })
    const right = await asks(`challenge=12345&token=${SECRET}`)
    expect([right.statusCode, right.body, right.headers['content-type']]).toEqual([
      200,
      '12345',
      'text/plain; charset=utf-8',
    ])
    for (const query of ['challenge=12345&token=x', 'challenge=12345', '', `challenge=<b>&token=${SECRET}`]) {
      expect((await asks(query)).statusCode).toBe(401)
    }
    expect(await stored(round)).toEqual([])
  })

  test('A-WH-07: for an account that is not ours is parked; once it is, its replay opens the case', async () => {
    const round = await openRound(database)
    const body = JSON.stringify({ account: 'roc', events: [round.message({ id: 'm1' })] })
    expect(await delivers(round, body)).toBe(200)
    await settled(round)
    const [item] = await parked(round)
    expect(item).toMatchObject({ reason: 'It is for another account', connection: { id: round.connectionId } })
    expect(await round.messages()).toEqual([])
    expect(await replayed(round, item.id)).toEqual([])
    expect(await parked(round)).toMatchObject([{ id: item.id }])
    const ada = await round.world.signIn('ada')
    const settings = JSON.stringify({ peer: round.peer.url, account: 'roc' })
    await ada.do('updateConnection', { connectionId: round.connectionId, settings })
    expect(await replayed(round, item.id)).toEqual([])
    expect([await parked(round), await round.messages()]).toMatchObject([[], [{ externalId: 'm1' }]])
    expect(await replayed(round, item.id)).toEqual([])
    expect(await round.messages()).toHaveLength(1)
    expect(await replayed(round, randomUUID())).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  test('A-WH-09: unsigned, in any number, costs no row and no thought, and nobody else a delivery', {
    timeout: 60_000,
  }, async () => {
    const round = await openRound(database)
    const from = (remoteAddress: string, secret: string, to = round.connectionId) => {
      const payload = Buffer.from('{"events":[]}')
      const headers = { 'content-type': 'application/json', 'x-courier-id': randomUUID(), ...signed(payload, secret) }
      return round.world.request({ method: 'POST', url: `/hooks/${to}`, headers, payload, remoteAddress })
    }
    const status = async (...post: Parameters<typeof from>) => (await from(...post)).statusCode
    expect(await status('2001:db8:1:2::a', SECRET)).toBe(200)
    const hosts = Array.from({ length: 700 }, (_, at) => `2001:db8:1:2::${at.toString(16)}`)
    const unsigned = await inParallel(32, hosts, host => status(host, 'x'))
    expect([...new Set(unsigned)].sort()).toEqual([401, 429])
    expect(unsigned.filter(one => one === 401)).toHaveLength(600)
    // It was counted for that network on that connection; a limit of the connection's own was never touched.
    const refused = await from('2001:db8:1:2::ffff', SECRET)
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 0]).toEqual([429, true])
    expect(await status('2001:db8:1:3::1', SECRET)).toBe(200)
    expect(await status('198.51.100.7', 'x')).toBe(401)

    const nowhere = await inParallel(32, Array.from({ length: 700 }), () => status('198.51.100.7', 'x', randomUUID()))
    expect(nowhere.filter(one => one === 404)).toHaveLength(600)
    expect(nowhere.filter(one => one === 429)).toHaveLength(100)
    // A sender whose signature fitted before is still heard from there.
    expect(await status('198.51.100.7', SECRET)).toBe(200)
    expect(await stored(round)).toHaveLength(3)
  })

  test('keeps nothing of the headers that are about somebody else', async () => {
    const round = await openRound(database)
    const headers = { authorization: 'Bearer x', cookie: 'a=b', 'x-courier-id': 'd1', 'x-more': 'yes' }
    expect(await delivers(round, message(round), { headers })).toBe(200)
    const [item] = await stored(round)
    expect(item!.key).toBe('d1')
    expect(JSON.parse(item!.headers)).toMatchObject({ 'x-more': 'yes' })
    expect(Object.keys(JSON.parse(item!.headers))).not.toEqual(expect.arrayContaining(['authorization']))
    expect(item!.headers).not.toMatch(/Bearer|a=b/)
  })

  test('finds nobody where there is no connection, no webhook, or another method', async () => {
    const round = await openRound(database)
    const web = await round.world.core.webConnection()
    expect(await round.posts([], { to: web.id })).toBe(404)
    expect(await round.posts([], { to: randomUUID() })).toBe(404)
    expect(await round.posts([], { to: `${round.connectionId}/..%2f` })).toBe(404)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'HEAD'] as const) {
      expect(await delivers(round, '{}', { method })).toBe(404)
    }
  })

  test('of a paused connection is kept, and understood when it goes on', async () => {
    const round = await openRound(database)
    const ada = await round.world.signIn('ada')
    await ada.do('pauseConnection', { connectionId: round.connectionId })
    expect(await delivers(round, message(round))).toBe(200)
    round.world.clock.advance({ days: 2 })
    await round.world.run('intake')
    expect([await stored(round), await round.messages()]).toMatchObject([[{ doneAt: null, attempts: 0 }], []])
    const later = await round.world.signIn('ada')
    await later.do('resumeConnection', { connectionId: round.connectionId })
    await round.world.run('intake')
    expect(await round.messages()).toHaveLength(1)
  })
})

/** WEBCARE_EVENTS=100000 is the full run. */
const EVENTS = Number(process.env.WEBCARE_EVENTS ?? 2000)

async function inParallel<Item, Result>(lanes: number, items: readonly Item[], work: (item: Item) => Promise<Result>) {
  const results: Result[] = []
  let next = 0
  const lane = async () => {
    while (next < items.length) results.push(await work(items[next++] as Item))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}

function shuffled<Item>(items: Item[]): Item[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1))
    ;[items[at], items[other]] = [items[other] as Item, items[at] as Item]
  }
  return items
}
