import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { expect, test } from 'vitest'
import WebSocket from 'ws'
import { system } from '../../core/lib/actor.ts'
import { grant } from '../../core/team/rights.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { call, casesHeard, follow, type Line, pageOf } from '../support/socket.ts'
import { asksOn, openWorld, PASSWORD, type World } from '../support/world.ts'

each('the socket', database => {
  const openLive = () => openWorld({ database, listen: true, realTime: true })

  test('A-WS-09 nobody hears of a case on a connection that is not theirs', async () => {
    const world = await openLive()
    const foreign = await world.connection('Elders')
    const own = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const owner = await world.person('bas', { on: { [foreign]: 'reply' } })
    const lines = await Promise.all([
      follow(world, tess),
      follow(world, await world.token(owner, ['cases:read'], [own])),
      follow(world, await world.signIn('anna', { roles: ['admin'], level: 'none' })),
    ])
    const everything = await follow(world, await world.signIn('bas'))
    const hidden: string[] = []
    for (let one = 0; one < 20; one++) hidden.push(await asksOn(world, foreign, `Geheim ${one}`))
    const seen = await asksOn(world, own, 'Openbaar')
    await everything.next(() => casesHeard(everything).includes(seen))
    await Promise.all(lines.slice(0, 2).map(line => line.next(() => casesHeard(line).includes(seen))))
    await pause(300)
    expect(lines.map(line => [...new Set(casesHeard(line))])).toEqual([[seen], [seen], []])
    expect([...new Set(casesHeard(everything))].sort()).toEqual([...hidden, seen].sort())
    expect(JSON.stringify(lines.map(line => line.received))).not.toMatch(/Geheim|Elders/)
  })

  test('A-WS-09 after losing the right, none of a hundred events arrives', async () => {
    const world = await openLive()
    const own = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const line = await follow(world, tess)
    const caseId = await asksOn(world, own, 'Vraag')
    await line.next(() => casesHeard(line).includes(caseId))

    await world.core.write(system('test'), tx => grant(tx, { userId: tess.userId, connectionId: own, level: 'none' }))
    const before = casesHeard(line).length
    for (let event = 0; event < 100; event++) {
      await world.core.write(system('test'), tx => tx.record({ type: 'case.snoozed', caseId }))
    }
    await asksOn(world, own, 'Nog een')
    await line.next(({ payload }) => payload?.data?.changes.areas.includes('CONNECTIONS'))
    await pause(500)
    expect(casesHeard(line).length).toBe(before)
    expect(line.socket.readyState).toBe(WebSocket.OPEN)
  })

  test('A-WS-09 a right that is lost in the same moment as the event hides it', async () => {
    const world = await openLive()
    const own = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const caseId = await asksOn(world, own, 'Vraag')
    const line = await follow(world, tess)
    await world.core.write(system('test'), async tx => {
      await tx.record({ type: 'case.snoozed', caseId })
      await grant(tx, { userId: tess.userId, connectionId: own, level: 'none' })
    })
    await line.next(({ payload }) => payload?.data?.changes.areas.includes('CONNECTIONS'))
    expect(casesHeard(line)).toEqual([])
  })

  test('A-WS-11 whoever loses access is hung up on within five seconds, and only they', async () => {
    const world = await openLive()
    const admin = await world.signIn('anna', { roles: ['admin'] })
    const stays = await follow(world, await world.signIn('blijver'))
    const owner = await world.person('eigenaar')
    const programme = await world.token(owner, ['cases:read'])
    const { tokenId } = await world.core.db
      .selectFrom('apiTokens')
      .select('id as tokenId')
      .where('userId', '=', owner.id)
      .executeTakeFirstOrThrow()

    const endings: Record<string, (agent: Agent) => Promise<unknown>> = {
      'signs-out': agent => signOut(world, agent),
      'ends-it-elsewhere': async agent => {
        const elsewhere = await world.signIn('ends-it-elsewhere')
        const { me } = await elsewhere.get('{ me { sessions { id current } } }')
        const other = me.sessions.find((session: { current: boolean }) => !session.current)
        expect((await elsewhere.do('endSession', { sessionId: other.id })).errors).toEqual([])
        expect(agent.userId).toBe(elsewhere.userId)
      },
      resets: async agent => {
        const { data } = await admin.do('resetUser', { userId: agent.userId }, 'url')
        const answer = await world.request({
          method: 'POST',
          url: '/auth/reset',
          headers: { 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' },
          payload: { token: data.resetUser.url.split('#')[1], password: `${PASSWORD} nieuw` },
        })
        expect(answer.statusCode).toBe(200)
      },
      'is-disabled': agent => admin.do('disableUser', { userId: agent.userId }),
      'changes-role': agent => admin.do('updateUser', { userId: agent.userId, roles: ['READER'] }),
    }
    const lines: Record<string, Line> = { 'has-a-token': await follow(world, programme) }
    const agents: Record<string, Agent> = {}
    for (const name of Object.keys(endings)) {
      agents[name] = await world.signIn(name)
      lines[name] = await follow(world, agents[name])
    }

    const started = performance.now()
    for (const [name, end] of Object.entries(endings)) await end(agents[name]!)
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('apiTokens').set({ revokedAt: tx.now }).where('id', '=', tokenId).execute(),
    )
    const codes = await Promise.all(
      Object.entries(lines).map(async ([name, line]) => [name, (await line.closed).code] as const),
    )
    expect(performance.now() - started).toBeLessThan(5000)
    expect(Object.fromEntries(codes)).toEqual(Object.fromEntries(Object.keys(lines).map(name => [name, 4403])))
    expect(stays.socket.readyState).toBe(WebSocket.OPEN)
  })

  test('A-WS-11 a session that was left alone ends with its socket, however lively the socket is', async () => {
    const world = await openWorld({ database, listen: true })
    const tess = await world.signIn('tess')
    const line = await follow(world, tess)
    world.clock.advance({ minutes: 59 })
    await pause(2500)
    expect(line.socket.readyState).toBe(WebSocket.OPEN)
    world.clock.advance({ minutes: 2 })
    expect(await line.closed).toMatchObject({ code: 4403 })
  })

  test('who comes back with a cursor hears exactly what was missed, over a connection that keeps breaking', async () => {
    const world = await openLive()
    const own = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const asked = new Set<string>()
    const heard: Array<{ cursor: number; caseIds: string[] }> = []
    let { cursor } = await tess.get('{ cursor }')
    const start = cursor

    const client = createClient({
      url: world.url.replace('http://localhost', 'ws://127.0.0.1').concat('/graphql'),
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols, { headers: pageOf(world, tess) })
        }
      },
      retryAttempts: 0,
      lazyCloseTimeout: 0,
    })
    let over = false
    const listening = (async () => {
      while (!over) {
        const changes = client.iterate<{ changes: { cursor: number; caseIds: string[] } }>({
          query: 'subscription ($after: Int) { changes(after: $after) { cursor caseIds } }',
          variables: { after: cursor },
        })
        try {
          for await (const { data } of changes) {
            if (!data) continue
            cursor = data.changes.cursor
            // Who missed nothing is told so.
            if (!data.changes.caseIds.length) continue
            heard.push(data.changes)
            // Loses its connection after every other change.
            if (heard.length % 2 === 0) client.terminate()
          }
        } catch {
          await pause(10)
        }
      }
    })()

    for (let round = 0; round < 30; round++) {
      const texts = Array.from({ length: 1 + (round % 4) }, (_, n) => `Vraag ${round}.${n}`)
      for (const caseId of await Promise.all(texts.map(text => asksOn(world, own, text)))) asked.add(caseId)
      await pause(round % 3 ? 0 : 60)
    }
    const newest = (await tess.get('{ cursor }')).cursor
    for (let tries = 0; tries < 100 && cursor < newest; tries++) await pause(50)
    over = true
    await client.dispose()
    await listening

    expect(cursor).toBe(newest)
    const cursors = heard.map(change => change.cursor)
    expect(cursors).toEqual([...new Set(cursors)].sort((a, b) => a - b))
    const expected = await world.core.db
      .selectFrom('events')
      .select(['seq', 'caseId'])
      .where('seq', '>', start)
      // That the form was heard from again is an event too, of no case.
      .where('caseId', 'is not', null)
      .orderBy('seq')
      .execute()
    // Every change names the cases of the events up to its cursor, and of none before the last one.
    const inBetween = cursors.map((until, index) => {
      const from = cursors[index - 1] ?? start
      return [...new Set(expected.filter(({ seq }) => seq > from && seq <= until).map(({ caseId }) => caseId))].sort()
    })
    expect(heard.map(change => [...change.caseIds].sort())).toEqual(inBetween)
    expect(new Set(heard.flatMap(change => change.caseIds))).toEqual(asked)
  })

  test('a client that was far behind hears all of it, in several changes', async () => {
    const world = await openLive()
    const own = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const { cursor } = await tess.get('{ cursor }')
    const first = await asksOn(world, own, 'Eerste')
    await world.core.write(system('test'), async tx => {
      for (let event = 0; event < 1200; event++) await tx.record({ type: 'case.snoozed', caseId: first })
    })
    const last = await asksOn(world, own, 'Laatste')
    const line = await (await call(world, { headers: pageOf(world, tess) })).init()
    line.changes({ after: cursor })
    await line.next(() => casesHeard(line).includes(last))
    expect(casesHeard(line)).toEqual([first, first, first, last])
  })
})

const signOut = (world: World, { headers }: Agent) =>
  world.request({
    method: 'POST',
    url: '/auth/sign-out',
    headers: { ...headers, 'content-type': 'application/json' },
    payload: '{}',
  })
