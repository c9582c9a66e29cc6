import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openRound, type Round, SECRET } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import type { Answer } from '../support/peer.ts'

const CONNECTIONS = `{ connections { id name settings webhookUrl formUrl problem problemSince pausedAt parkedAt parkedText workedAt } }`

const shown = async (round: Round, id = round.connectionId) => {
  const ada = await round.world.signIn('ada')
  const { connections } = await ada.get(CONNECTIONS)
  return connections.find((one: { id: string }) => one.id === id)
}
const doing = async (round: Round, verb: string, input: object, fields = 'id') => {
  const { data, errors } = await (await round.world.signIn('ada')).do(verb, input as never, fields)
  return errors[0]?.extensions ?? data[verb]
}
const update = (round: Round, settings: unknown, connectionId = round.connectionId) =>
  doing(round, 'updateConnection', { connectionId, settings: JSON.stringify(settings) })

/** Everything the database holds, as bytes where it is a file and as rows in any case. */
async function everythingStored({ world: { core } }: Round): Promise<string> {
  const tables = (await core.db.introspection.getTables()).map(({ name }) => name as 'connections')
  const rows = await Promise.all(tables.map(name => core.db.selectFrom(name).selectAll().execute()))
  const file = core.config.DATABASE_URL.replace(/^file:/, '')
  const files = /^postgres/.test(file)
    ? []
    : readdirSync(dirname(file))
        .filter(name => name.startsWith(basename(file)))
        .map(name => join(dirname(file), name))
  return JSON.stringify(rows) + files.map(name => readFileSync(name).toString('latin1')).join()
}

each('the secrets of a connection', database => {
  test('are sealed where they are stored, and come out nowhere', async () => {
    const round = await openRound({ database })
    const ada = await round.world.signIn('ada')
    const answers = [
      await ada.ask(CONNECTIONS),
      await ada.do('updateConnection', { connectionId: round.connectionId, name: 'Nieuw' }, 'id settings'),
      await ada.do('checkConnection', { connectionId: round.connectionId }, 'steps problem'),
      await ada.ask('{ plugins { settingsSchema broken } }'),
    ]
    expect(JSON.stringify(answers)).not.toContain(SECRET)
    expect(round.world.log.join()).not.toContain(SECRET)
    expect(await everythingStored(round)).not.toContain(SECRET)
    expect(JSON.parse((await shown(round)).settings)).toEqual({ peer: round.peer.url, secret: null })
    // It is there all the same: what is signed with it comes in.
    expect(await round.posts([])).toBe(200)
  })

  test('stay when they are left out, and change when they are given', async () => {
    const round = await openRound({ database })
    const { peer } = round
    await update(round, { peer: peer.url, account: 'roc' })
    await update(round, { peer: peer.url, secret: '' })
    expect(JSON.parse((await shown(round)).settings)).toEqual({ peer: peer.url, secret: null })
    expect(await round.posts([])).toBe(200)
    await update(round, { peer: peer.url, secret: 'een-nieuw-geheim' })
    expect(await round.posts([])).toBe(401)
    expect(await round.posts([], { secret: 'een-nieuw-geheim' })).toBe(200)
  })

  test('do not open in another row, nor under another name', async () => {
    const round = await openRound({ database })
    const other = await round.connect('@sport')
    const { writer, read } = round.world.core.database
    const { settings } = await read
      .selectFrom('connections')
      .select('settings')
      .where('id', '=', round.connectionId)
      .executeTakeFirstOrThrow()
    await writer.updateTable('connections').set({ settings }).where('id', '=', other).execute()
    await expect(round.world.core.connections.open(read, other)).rejects.toThrow()
    expect(await round.posts([], { to: other })).toBe(500)
    const renamed = JSON.stringify({ ...JSON.parse(settings), account: JSON.parse(settings).secret })
    await writer.updateTable('connections').set({ settings: renamed }).where('id', '=', other).execute()
    await expect(round.world.core.connections.open(read, other)).rejects.toThrow()
    expect(await read.selectFrom('rawItems').selectAll().execute()).toEqual([])
  })

  test('and the rest of its settings are for admins alone', async () => {
    const round = await openRound({ database })
    const { connections } = await round.tess.get(CONNECTIONS)
    expect(connections).toContainEqual(
      expect.objectContaining({ id: round.connectionId, settings: null, webhookUrl: null }),
    )
    expect(await shown(round)).toMatchObject({ webhookUrl: `http://localhost:4321/hooks/${round.connectionId}` })
  })
})

each('settings that do not fit', database => {
  test('are refused with the one that is wrong', async () => {
    const round = await openRound({ database })
    const before = await shown(round)
    const { peer } = round
    for (const [settings, key] of [
      [{}, 'peer'],
      [{ peer: 5 }, 'peer'],
      [{ peer: 'geen adres' }, 'peer'],
      [{ peer: peer.url, secret: 5 }, 'secret'],
      [{ peer: peer.url, colour: 'red' }, 'colour'],
      [{ peer: peer.url, constructor: 'x' }, 'constructor'],
    ] as const) {
      expect(await update(round, settings), key).toMatchObject({
        ...{ code: 'INVALID', reason: 'settings.invalid', facts: { key } },
      })
    }
    const polluted = { connectionId: round.connectionId, settings: `{"peer":"${peer.url}","__proto__":{"x":1}}` }
    expect(await doing(round, 'updateConnection', polluted)).toMatchObject({ facts: { key: '__proto__' } })
    for (const settings of ['', '[]', 'null', '"x"', '{', '5']) {
      const input = { connectionId: round.connectionId, settings }
      expect(await doing(round, 'updateConnection', input)).toMatchObject({ reason: 'settings.invalid' })
    }
    expect(await shown(round)).toEqual(before)
    expect(await doing(round, 'addConnection', { plugin: 'ghost', name: 'x', settings: '{}' })).toMatchObject({
      reason: 'connection.noPlugin',
    })
  })
})

each('how a connection fares', database => {
  const failing = (status: number) => (): Answer => ({ status })

  /** Likes a message of a customer; whether the platform took it does not matter here. */
  async function calls(round: Round, answer: () => Answer, times = 1) {
    if ((await round.messages()).length === 0) await round.brings(round.message({ id: 'm1' }))
    const [message] = await round.messages()
    for (let time = 0; time < times; time++) {
      round.peer.next(answer)
      await round.tess.do('moderateMessage', { messageId: message!.id, action: 'REMOVE' })
    }
  }

  test('shows after two minutes of failures, however many, and no longer after one success', async () => {
    const round = await openRound({ database })
    await calls(round, failing(500), 15)
    round.world.clock.advance({ seconds: 119 })
    await calls(round, failing(500))
    expect(await shown(round)).toMatchObject({ problem: null })
    round.world.clock.advance({ seconds: 1 })
    await calls(round, failing(500))
    const since = round.world.clock.iso()
    await expect.poll(() => shown(round)).toMatchObject({ problem: 'HTTP 500', problemSince: since })
    round.world.clock.advance({ minutes: 1 })
    await calls(round, failing(503))
    await expect.poll(() => shown(round)).toMatchObject({ problem: 'HTTP 503', problemSince: since, pausedAt: null })
    await calls(round, () => ({}))
    expect(await shown(round)).toMatchObject({ problem: null, workedAt: round.world.clock.iso() })
  })

  test('says when something last came in, whoever brought it, and that mends nothing', async () => {
    const round = await openRound({ database })
    const { world } = round
    const web = (await world.core.webConnection()).id
    expect(await shown(round, web)).toMatchObject({ workedAt: null, formUrl: `${world.url}/webcare/contact` })
    expect(await shown(round)).toMatchObject({ formUrl: null })
    // Of another web form nothing is shown to visitors.
    expect(await shown(round, await world.connection('Een ander'))).toMatchObject({ formUrl: null })
    await world.visitor().asks('Is de bibliotheek open?')
    const first = world.clock.iso()
    expect(await shown(round, web)).toMatchObject({ workedAt: first })
    // Not written to with each message.
    await world.visitor().asks('En zondag?')
    expect(await shown(round, web)).toMatchObject({ workedAt: first })
    world.clock.advance({ minutes: 2 })
    await world.visitor().asks('En maandag?')
    expect(await shown(round, web)).toMatchObject({ workedAt: world.clock.iso() })

    round.peer.next(failing(500))
    await doing(round, 'updateConnection', {
      connectionId: round.connectionId,
      settings: JSON.stringify({ peer: round.peer.url }),
    })
    world.clock.advance({ minutes: 2 })
    expect(await round.posts([round.message()])).toBe(200)
    await expect.poll(() => shown(round)).toMatchObject({ problem: 'HTTP 500', workedAt: world.clock.iso() })
  })

  test('does not show where a platform is well and only refuses a message, as long as it may', async () => {
    const round = await openRound({ database })
    await calls(round, failing(410), 2)
    round.world.clock.advance({ days: 1 })
    await calls(round, failing(404))
    expect(await shown(round)).toMatchObject({ problem: null })
  })

  test('is shown at once where the platform refuses to be set up', async () => {
    const round = await openRound({ database })
    round.peer.next(failing(503))
    const { connectionId } = round
    const settings = JSON.stringify({ peer: round.peer.url })
    expect(await doing(round, 'updateConnection', { connectionId, settings }, 'problem')).toEqual({
      problem: 'HTTP 503',
    })
    expect(await shown(round)).toMatchObject({ problem: 'HTTP 503', pausedAt: null })
    expect(await doing(round, 'updateConnection', { connectionId, settings }, 'problem')).toEqual({ problem: null })
  })

  test('says when its plugin is away', async () => {
    const round = await openRound({ database })
    await round.world.core.database.writer.updateTable('connections').set({ plugin: 'gone' }).execute()
    expect(await shown(round)).toMatchObject({ problem: 'The plugin “gone” is not installed.' })
  })

  test('pauses it at once where the platform does not accept us any more, until an admin sees to it', async () => {
    const round = await openRound({ database })
    await calls(round, failing(401))
    const paused = { pausedAt: expect.any(String), problem: 'It does not know us any more' }
    expect(await shown(round)).toMatchObject(paused)
    expect(await doing(round, 'resumeConnection', { connectionId: round.connectionId })).toHaveProperty('id')
    expect(await shown(round)).toMatchObject({ pausedAt: null, problem: null })
    await calls(round, failing(401))
    expect(await shown(round)).toMatchObject(paused)
    await update(round, { peer: round.peer.url })
    expect(await shown(round)).toMatchObject({ pausedAt: null, problem: null })
  })

  test('is tried step by step, without changing anything', async () => {
    const round = await openRound({ database })
    const before = await shown(round)
    const check = async () => {
      const ada = await round.world.signIn('ada')
      const { data } = await ada.do('checkConnection', { connectionId: round.connectionId }, 'steps problem')
      return data.checkConnection
    }
    expect(await check()).toEqual({ steps: ['It answers', 'We may do what we must'], problem: null })
    round.peer.next(() => ({}), failing(401))
    expect(await check()).toEqual({ steps: ['It answers'], problem: 'It does not know us any more' })
    round.peer.next(failing(404))
    expect(await check()).toEqual({ steps: [], problem: 'HTTP 404' })
    expect(await shown(round)).toEqual(before)
  })

  test('R6: it is parked with a text, keeps its name and its past, and takes nothing in or out', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    const number = (await round.tess.inbox('UNASSIGNED'))[0]!.number
    await round.tess.answers(number, 'Ja, tot tien uur.')
    round.world.clock.advance({ seconds: 10 })
    const { connectionId } = round
    await doing(round, 'parkConnection', { connectionId, text: 'Wij antwoorden op Mastodon.' })
    expect(await shown(round)).toMatchObject({ name: '@rocdelta', parkedText: 'Wij antwoorden op Mastodon.' })
    await round.world.run('deliver')
    expect(await round.posts([round.message()])).toBe(404)
    expect(round.peer.posted('/send')).toEqual([])
    expect((await round.tess.case(number)).messages.edges[0].node.text).toBe('Is de bibliotheek open?')
    await doing(round, 'unparkConnection', { connectionId })
    await round.world.run('deliver')
    expect(round.peer.posted('/send')).toHaveLength(1)
  })
})
