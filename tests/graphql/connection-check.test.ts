import { expect, test } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { openRound, type Round, SECRET } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'
import { call, pageOf, subscribe } from '../support/socket.ts'
import { PASSWORD } from '../support/world.ts'

const CHECK = `subscription ($input: ConnectionCheckInput!) { connectionCheck(input: $input) { steps problem done } }`
interface Progress {
  steps: string[]
  problem: string | null
  done: boolean
}

/** Tries, and hears it to its end: all that was told, or the error it was refused with. */
async function tries({ world }: Round, agent: Agent, input: object) {
  const line = await (await call(world, { headers: pageOf(world, agent) })).init()
  line.send(subscribe('1', CHECK, { input }))
  await line.next(({ id, type, payload }) => id === '1' && (type === 'complete' || type === 'error' || payload?.errors))
  await line.close()
  const payloads = line.received.filter(({ type }) => type === 'next').map(({ payload }) => payload)
  const errors =
    line.received.find(({ type }) => type === 'error')?.payload ?? payloads.find(({ errors }) => errors)?.errors
  return {
    told: payloads.flatMap(({ data }): Progress[] => (data?.connectionCheck ? [data.connectionCheck] : [])),
    error: errors?.[0].extensions,
  }
}

const admin = ({ world }: Round) => world.signIn('ada')

each('a try of a connection', database => {
  test('tells each step as it works, and at last that all did', async () => {
    const round = await openRound({ database, listen: true })
    const held = Promise.withResolvers<object>()
    const line = await (await call(round.world, { headers: pageOf(round.world, await admin(round)) })).init()
    round.peer.next(
      () => ({}),
      () => held.promise,
    )
    line.send(subscribe('1', CHECK, { input: { connectionId: round.connectionId } }))
    const first = await line.next(({ id }) => id === '1')
    // The second step is still under way: what is told is told at once.
    expect(first.payload.data.connectionCheck).toEqual({ steps: ['It answers'], problem: null, done: false })
    held.resolve({})
    await line.next(({ type }) => type === 'complete')
    expect(line.received.filter(({ type }) => type === 'next').at(-1)?.payload.data.connectionCheck).toEqual({
      ...{ steps: ['It answers', 'We may do what we must'], problem: null, done: true },
    })
    await line.close()
  })

  test('ends with what is wrong, in the plugin’s words', async () => {
    const round = await openRound({ database, listen: true })
    const ada = await admin(round)
    round.peer.next(
      () => ({}),
      () => ({ status: 401 }),
    )
    const { told } = await tries(round, ada, { connectionId: round.connectionId })
    expect(told.at(-1)).toEqual({ steps: ['It answers'], problem: 'It does not know us any more', done: true })
    const { pausedAt, failures } = await round.world.core.db
      .selectFrom('connections')
      .selectAll()
      .where('id', '=', round.connectionId)
      .executeTakeFirstOrThrow()
    expect([pausedAt, failures]).toEqual([null, 0])
  })

  test('of settings that nobody saved changes nothing, and has the secrets that were saved', async () => {
    const round = await openRound({ database, listen: true })
    const ada = await admin(round)
    const before = await round.world.core.db.selectFrom('connections').selectAll().orderBy('id').execute()
    const nowhere = `http://127.0.0.1:${await freePort()}`
    const changed = { connectionId: round.connectionId, settings: JSON.stringify({ peer: nowhere }) }
    expect((await tries(round, ada, changed)).told).toEqual([{ steps: [], problem: 'The line broke', done: true }])
    const same = { connectionId: round.connectionId, settings: JSON.stringify({ peer: round.peer.url }) }
    expect((await tries(round, ada, same)).told.at(-1)).toMatchObject({ problem: null, done: true })
    const anew = { plugin: 'courier', settings: JSON.stringify({ peer: round.peer.url, secret: SECRET }) }
    expect((await tries(round, ada, anew)).told.at(-1)).toMatchObject({ problem: null, done: true })
    expect(await round.world.core.db.selectFrom('connections').selectAll().orderBy('id').execute()).toEqual(before)
    expect(await round.world.core.db.selectFrom('pluginValues').selectAll().execute()).toEqual([])
  })
})

test('what cannot be tried is refused before anything is asked', async () => {
  const round = await openRound({ listen: true })
  const ada = await admin(round)
  const asked = round.peer.asked.length
  const refused: Array<[what: string, input: object, error: object]> = [
    ['nothing to try', {}, { reason: 'input.invalid' }],
    ['a plugin without settings', { plugin: 'courier' }, { reason: 'input.invalid' }],
    ['a plugin that is not there', { plugin: 'pigeon', settings: '{}' }, { reason: 'connection.noPlugin' }],
    ['settings that are no object', { plugin: 'courier', settings: '[]' }, { reason: 'settings.invalid' }],
    [
      'settings that lack something',
      { plugin: 'courier', settings: '{}' },
      { reason: 'settings.invalid', facts: { key: 'peer' } },
    ],
    ['a connection that is not there', { connectionId: '0', settings: '{}' }, { code: 'NOT_FOUND' }],
  ]
  for (const [what, input, error] of refused) {
    expect({ what, ...(await tries(round, ada, input)) }).toMatchObject({ what, told: [], error })
  }
  expect(round.peer.asked.length).toBe(asked)
})

test('is for admins whose password was just given, and on an open socket it may be given again', async () => {
  const round = await openRound({ listen: true })
  const input = { connectionId: round.connectionId }
  expect((await tries(round, round.tess, input)).error).toMatchObject({ code: 'FORBIDDEN', reason: 'right.missing' })
  await round.world.person('otto', { roles: ['admin'] })
  const otto = await round.world.signIn('otto')
  const line = await (await call(round.world, { headers: pageOf(round.world, otto) })).init()
  round.world.clock.advance({ minutes: 6 })
  line.send(subscribe('1', CHECK, { input }))
  const refused = await line.next(({ id }) => id === '1')
  expect((refused.payload.errors ?? refused.payload)[0].extensions.reason).toBe('auth.confirm')
  const confirmed = await round.world.request({
    method: 'POST',
    url: '/auth/confirm',
    headers: { ...otto.headers, 'content-type': 'application/json' },
    payload: JSON.stringify({ password: PASSWORD }),
  })
  expect(confirmed.statusCode).toBe(200)
  line.send(subscribe('2', CHECK, { input }))
  expect((await line.next(({ id }) => id === '2')).payload.data.connectionCheck).toMatchObject({ problem: null })
  await line.close()
})

test('ends when nobody listens any more', async () => {
  const round = await openRound({ listen: true })
  const ended = Promise.withResolvers<string>()
  round.peer.next((_, response) => {
    response.on('close', () => ended.resolve('hung up'))
    return undefined
  })
  const line = await (await call(round.world, { headers: pageOf(round.world, await admin(round)) })).init()
  line.send(subscribe('1', CHECK, { input: { connectionId: round.connectionId } }))
  await expect.poll(() => round.peer.asked.some(({ path }) => path === '/hello')).toBe(true)
  line.send({ id: '1', type: 'complete' })
  expect(await ended.promise).toBe('hung up')
  await line.close()
})

test('A-SS-06: says and takes the same, whether or not a machine inside is there', async () => {
  const round = await openRound({ listen: true, hostThread: true })
  const ada = await admin(round)
  const times: number[] = []
  const there = round.peer.url
  const asked = round.peer.asked.length
  for (const peer of [
    there,
    `http://127.0.0.1:${await freePort()}`,
    'http://10.255.255.1:81',
    'http://169.254.169.254',
  ]) {
    const started = performance.now()
    const { told } = await tries(round, ada, { plugin: 'courier', settings: JSON.stringify({ peer }) })
    times.push(performance.now() - started)
    expect(told).toEqual([{ steps: [], problem: 'The line broke', done: true }])
  }
  expect(round.peer.asked.length).toBe(asked)
  expect(Math.max(...times.slice(1))).toBeLessThan(1500)
})
