import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { exportStep, type Thread } from '../../core/tasks/export-thread.ts'
import { openTasks } from '../../core/tasks/runner.ts'
import { grant } from '../../core/team/rights.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'

/** A file of an export that ran, as its owner gets it. */
async function exported(world: World, agent: Agent, input: Record<string, unknown>) {
  const { data } = await agent.do('startExport', input, 'id')
  await world.run('task')
  return world.request({ url: `/exports/${data.startExport.id}`, headers: agent.headers })
}

/** Cases with everything that an export says, and with what it must not say. */
async function someCases(world: World) {
  const foreign = await world.connection('Elders')
  const tess = await world.signIn('tess', { on: { [await world.connection('Instagram')]: 'read' } })
  const lea = await world.signIn('lea', { roles: ['lead'] })
  const first = await world
    .visitor()
    .asks('Kan ik mij nog aanmelden?\nGroet', { name: 'Sanne "S"', subject: 'Aanmelden' })
  const second = await world.visitor().asks('=1+1', { name: '+Mo' })
  await asksOn(world, foreign, 'Van een ander kanaal', 'Onbekend')
  const { data } = await lea.do('createLabel', { name: 'Klacht' }, 'id')
  const { data: other } = await lea.do('createLabel', { name: 'Open dag' }, 'id')
  const labels = [data.createLabel.id, other.createLabel.id]
  await tess.do('labelCase', { caseId: (await tess.case(first.case)).id, add: labels })
  await tess.takes(first.case)
  await tess.notes(first.case, 'KANARIE')
  await tess.answers(first.case, 'Ja, tot 1 april ✓')
  world.clock.advance({ minutes: 30 })
  await first.answers('Top, en voor mijn broer?')
  await tess.closes(second.case)
  await second.answers('Nog iets')
  const hidden = await world.core.db.selectFrom('messages').select('id').where('text', '=', 'Nog iets').execute()
  await world.core.write(system('test'), tx =>
    tx.db
      .updateTable('messages')
      .set({ deletedAt: tx.now })
      .where(
        'id',
        'in',
        hidden.map(row => row.id),
      )
      .execute(),
  )
  return { tess, first, second, foreign }
}

each('an export', database => {
  test('of the same cases has the same bytes, whatever writes it', async () => {
    const world = await openWorld({ database })
    const { tess } = await someCases(world)
    for (const format of ['CSV', 'JSON']) {
      const { body } = await exported(world, tess, { format })
      await expect(body).toMatchFileSnapshot(`export/cases.${format.toLowerCase()}.txt`)
    }
  })
  test('is refused to an owner who may see less by now, and given again with the right', async () => {
    const world = await openWorld({ database })
    const { tess } = await someCases(world)
    const web = (await world.core.webConnection()).id
    const { data } = await tess.do('startExport', { format: 'CSV' }, 'id')
    await world.run('task')
    const fetched = () => world.request({ url: `/exports/${data.startExport.id}`, headers: tess.headers })
    const give = (level: 'none' | 'read') =>
      world.core.write(system('test'), tx => grant(tx, { userId: tess.userId, connectionId: web, level }))
    await give('none')
    const refused = await fetched()
    expect([refused.statusCode, refused.json().error.reason]).toEqual([403, 'right.missing'])
    expect(refused.body).not.toContain('Sanne')
    await give('read')
    expect((await fetched()).statusCode).toBe(200)
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('userRoles').set({ role: 'reader' }).where('userId', '=', tess.userId).execute(),
    )
    expect((await fetched()).statusCode).toBe(403)
  })

  test('holds nothing of a connection that its owner was given only after they began', async () => {
    const world = await openWorld({ database })
    const { tess, foreign } = await someCases(world)
    const { data } = await tess.do('startExport', { format: 'JSON' }, 'id')
    await world.core.write(system('test'), tx =>
      grant(tx, { userId: tess.userId, connectionId: foreign, level: 'lead' }),
    )
    await world.run('task')
    const { body } = await world.request({ url: `/exports/${data.startExport.id}`, headers: tess.headers })
    expect(JSON.parse(body)).toHaveLength(2)
    expect(body).not.toContain('Van een ander kanaal')
  })
})

/** A thread that a test ends, or that answers nothing. */
function silentThread() {
  let ended = () => {}
  let posts = 0
  const thread: Thread = {
    post: () => void posts++,
    onMessage: () => {},
    onExit(callback) {
      ended = callback
    },
    end: () => ended(),
  }
  return { thread, posts: () => posts, end: () => ended() }
}

test('a part that hangs ends its thread, is tried again later and later, and at last the export has failed', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  await tess.do('startExport', { format: 'CSV' }, 'id')
  const { thread, posts } = silentThread()
  const never = () => Promise.reject(new Error('not this one'))
  const { database, write, clock, log, exports } = world.core
  const tasks = openTasks({
    database,
    write,
    clock,
    log,
    exports,
    steps: { export: exportStep(thread, { deadline: 5 }), bulk: never, backfill: never },
  })
  const state = async () => (await world.core.db.selectFrom('tasks').select(['state', 'reason']).execute())[0]
  await tasks.run()
  await tasks.run()
  expect([posts(), await state()]).toEqual([1, { state: 'running', reason: null }])
  for (let more = 0; more < 10; more++) {
    world.clock.advance({ hours: 2 })
    await tasks.run()
  }
  expect([posts(), await state()]).toEqual([11, { state: 'failed', reason: 'task.failed' }])
})

test('a thread that ends by itself costs nothing but the part it was at', async () => {
  const world = await openWorld()
  const tess = await world.signIn('tess')
  await tess.do('startExport', { format: 'CSV' }, 'id')
  const { thread, posts, end } = silentThread()
  const row = await world.core.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow()
  const step = exportStep(thread)
  const actor = { kind: 'user' as const, id: tess.userId, roles: [], rights: new Map(), sessionId: '', confirmedAt: '' }
  const part = step(row, actor, new AbortController().signal)
  await expect.poll(posts).toBe(1)
  end()
  await expect(part).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  const stopping = new AbortController()
  const last = step(row, actor, stopping.signal)
  stopping.abort()
  await expect(last).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})
