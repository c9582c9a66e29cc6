import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { engines } from '../support/engines.ts'

const INBOX = '{ lists { key count } cases(first: 50) { edges { node { id subject preview status } } } }'

test('F-19: two hundred platforms that hang at the same moment hold up nobody at a screen', {
  timeout: 120_000,
}, async () => {
  const SLOW = 200
  const settings = { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8' }
  const round = await openRound({ listen: true, hostThread: true, settings })
  const { world, peer } = round
  const { core } = world
  const connections = Array.from({ length: SLOW }, newId)
  await core.write(system('test'), async tx => {
    const more = { plugin: 'courier', settings: JSON.stringify({ peer: peer.url }), createdAt: tx.now, failures: 0 }
    for (const id of connections)
      await tx.db
        .insertInto('connections')
        .values({ id, name: id, ...more })
        .execute()
  })
  const bas = await world.signIn('bas', { on: Object.fromEntries(connections.map(id => [id, 'reply'])) })
  await Promise.all(
    connections.map(async id => {
      const body = Buffer.from(JSON.stringify({ events: [round.message({ thread: id, from: id })] }))
      await (await core.intake.accept(id, { key: id, headers: {}, body })).understood
    }),
  )
  const cases = await core.db.selectFrom('caseThreads').select(['caseId', 'threadId']).execute()
  expect(cases).toHaveLength(SLOW)
  await Promise.all(cases.map(on => bas.do('sendReply', { ...on, text: 'Ja', clientMutationId: on.caseId })))

  const { promise: patience, resolve: wakeUp } = Promise.withResolvers<void>()
  let posts = 0
  peer.answer = async ({ path }) => {
    if (path === '/send') await patience
    return { body: { externalId: `slow-${++posts}` } }
  }
  world.clock.advance({ seconds: 10 })
  const sending = world.run('deliver')
  await expect.poll(() => peer.posted('/send').length, { timeout: 30_000 }).toBe(SLOW)

  const took: number[] = []
  for (let look = 0; look < 60; look++) {
    const began = performance.now()
    const answer = await fetch(`${world.url.replace('localhost', '127.0.0.1')}/graphql`, {
      method: 'POST',
      headers: { ...bas.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: INBOX }),
    })
    expect((await answer.json()).data.cases.edges).toHaveLength(50)
    took.push(performance.now() - began)
  }
  expect(took.sort((a, b) => a - b)[56]).toBeLessThan(300)
  wakeUp()
  await sending
  const states = await core.db.selectFrom('replies').select('state').execute()
  expect(states.filter(({ state }) => state === 'sent')).toHaveLength(SLOW)
  expect(new Set(peer.posted('/send').map(({ id }) => id)).size).toBe(SLOW)
})

each('F-24: a database that is held by somebody else', database => {
  /** Somebody holds what every message must be written to, until `release`; nobody waits longer than a moment for it. */
  async function held({ world: { core } }: Round) {
    const { DATABASE_URL: url } = core.config
    if (database === 'sqlite') {
      await sql`pragma busy_timeout = 200`.execute(core.database.writer)
      const file = new Sqlite(url.slice('file:'.length))
      onTestFinished(() => void file.close())
      file.exec('begin immediate')
      return async () => void file.exec('rollback')
    }
    await sql`set lock_timeout = '200ms'`.execute(core.database.writer)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    onTestFinished(() => client.end())
    await client.query('begin; lock table raw_items, replies in exclusive mode')
    return async () => void (await client.query('rollback'))
  }

  test('takes nothing in or out meanwhile, says so, shows what it has, and goes on', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    const { number } = (await round.tess.inbox('UNASSIGNED'))[0]!
    await round.tess.answers(number, 'Ja!')
    round.world.clock.advance({ seconds: 10 })
    const release = await held(round)
    const began = performance.now()
    expect(await round.posts([round.message({ id: 'm2' })], { id: 'd2' })).toBe(503)
    await expect(round.world.run('deliver')).rejects.toMatchObject({ reason: 'database.unavailable' })
    expect(performance.now() - began).toBeLessThan(5000)
    expect((await round.tess.get(INBOX)).cases.edges).toHaveLength(1)
    expect((await round.world.request({ url: '/health/ready' })).statusCode).toBe(200)
    expect(round.peer.posted('/send')).toEqual([])
    await release()
    expect(await round.posts([round.message({ id: 'm2' })], { id: 'd2' })).toBe(200)
    await round.world.run('deliver')
    expect(round.peer.posted('/send')).toHaveLength(1)
    await expect.poll(async () => (await round.messages()).map(({ externalId }) => externalId)).toContain('m2')
    expect(await round.messages()).toHaveLength(3)
  })

  test('knows what left while it could not be written down', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    const { number } = (await round.tess.inbox('UNASSIGNED'))[0]!
    await round.tess.answers(number, 'Ja!')
    round.world.clock.advance({ seconds: 10 })
    const taken: { release?: () => Promise<void> } = {}
    round.peer.next(async () => {
      taken.release = await held(round)
      return { body: { externalId: 'post-1' } }
    })
    await expect(round.world.run('deliver')).rejects.toMatchObject({ reason: 'database.unavailable' })
    await taken.release?.()
    round.peer.answer = ({ path }) => ({ body: path.startsWith('/find') ? { found: { externalId: 'post-1' } } : {} })
    await round.world.run('reconcile')
    round.world.clock.advance({ minutes: 1 })
    await round.world.run('reconcile')
    await round.world.run('deliver')
    const { messages } = await round.tess.case(number)
    expect(messages.edges.at(-1).node.delivery).toMatchObject({ state: 'SENT', attempts: 1 })
    expect(round.peer.posted('/send')).toHaveLength(1)
  })
})

each('F-24: a database of which every reader is taken', database => {
  test('still takes in and out, and answers those who wait', async () => {
    const round = await openRound({ database })
    const { core } = round.world
    const readers = Array.from({ length: database === 'sqlite' ? 1 : 10 }, async () => {
      if (database === 'postgres') await sql`select pg_sleep(1)`.execute(core.db)
      else
        await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select max(i) from n`.execute(
          core.db,
        )
    })
    const began = performance.now()
    await core.write(system('test'), tx => tx.record({ type: 'team.changed' }))
    const wrote = performance.now() - began
    const waiting = [round.posts([round.message({ id: 'm1' })]), round.tess.get(INBOX)] as const
    await Promise.all(readers)
    expect((await Promise.all(waiting))[0]).toBe(200)
    expect(wrote).toBeLessThan(900)
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe.runIf(engines.includes('postgres'))('Postgres, of which a table is locked by somebody else', () => {
  test('refuses what must be read there with a sentence, and shows it once it is free', async () => {
    const round = await openRound({ database: 'postgres' })
    await round.brings(round.message({ id: 'm1' }))
    const { core } = round.world
    const client = new pg.Client({ connectionString: core.config.DATABASE_URL })
    await client.connect()
    onTestFinished(() => client.end())
    await client.query('begin; lock table cases in access exclusive mode')
    const { errors } = await round.tess.ask(INBOX)
    expect(errors.length).toBeGreaterThan(0)
    for (const { message, extensions } of errors) {
      expect(extensions).toMatchObject({ code: 'UNAVAILABLE', reason: 'database.unavailable' })
      expect(message).toContain('is held by something else')
    }
    await client.query('rollback')
    expect((await round.tess.get(INBOX)).cases.edges).toHaveLength(1)
  })

  test('that hangs up on everybody refuses with a sentence, and answers again', async () => {
    const round = await openRound({ database: 'postgres' })
    const { core } = round.world
    const hungUp = sql`select pg_terminate_backend(pg_backend_pid())`.execute(core.db)
    await expect(hungUp).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'database.unavailable' })
    // A connection that the pool still takes for a good one may say so once more.
    await expect.poll(async () => (await round.tess.ask(INBOX)).errors).toEqual([])
  })
})
