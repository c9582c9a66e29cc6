import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { cell } from '../../core/tasks/csv.ts'
import { writePart } from '../../core/tasks/export.ts'
import { openTasks, type Step } from '../../core/tasks/runner.ts'
import { grant } from '../../core/team/rights.ts'
import type { Agent } from '../support/agent.ts'
import { openRound } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { manyCases } from '../support/many-cases.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'

const TASK = `id kind state done total refused reason deed format url fileName bytes fileUntil finishedAt connection { name }
  refusals { caseId reason }`

const starts = async (agent: Agent, verb: string, input: Record<string, unknown>) => {
  const { data, errors } = await agent.do(verb, input, 'id')
  if (errors.length) throw new Error(JSON.stringify(errors))
  return data[verb].id as string
}
const task = async (agent: Agent, id: string) =>
  (await agent.get(`{ tasks { ${TASK} } }`)).tasks.find((row: { id: string }) => row.id === id)
const refusal = async (agent: Agent, verb: string, input: Record<string, unknown>) =>
  (await agent.do(verb, input, 'id')).errors[0]?.extensions
const download = (world: World, { headers }: Agent, url: string) => world.request({ url, headers })
const filesOf = ({ core }: World) => {
  const folder = join(core.config.WEBCARE_DATA, 'exports')
  return existsSync(folder) ? readdirSync(folder) : []
}

/** The runner with steps of our own, as another process would have it. */
function runnerOf({ core }: World, steps: Partial<Record<'export' | 'bulk' | 'backfill', Step>>) {
  const never: Step = () => Promise.reject(new Error('not this one'))
  const { database, write, clock, log, exports } = core
  return openTasks({
    database,
    write,
    clock,
    log,
    exports,
    steps: { export: never, bulk: never, backfill: never, ...steps },
  })
}
/** Writes as few cases at once as it can. */
const exporting =
  ({ core: { database, exports } }: World): Step =>
  (row, actor) =>
    writePart({ database, exports, timeZone: 'Europe/Amsterdam', part: 0 }, row, actor)

describe('a cell', () => {
  test.each([
    ['is a text', 'Hoi', '"Hoi"'],
    ['may have quotes and lines in it', 'Zij zei: "nee"\nen weg', '"Zij zei: ""nee""\nen weg"'],
    ['may be a number', 12, '12'],
    ['may be empty', null, '""'],
    ['is no formula', '=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['is no sum', '+31 6 123', `"'+31 6 123"`],
    ['is no difference', '-1+1', `"'-1+1"`],
    ['is no reference', '@SUM(A1)', `"'@SUM(A1)"`],
    ['is no formula behind a space', '  =1+1', `"'  =1+1"`],
    ['is no formula behind a tab', '\t=1+1', `"'\t=1+1"`],
    ['is no formula on the next line', '\r\n=1+1', `"'\r\n=1+1"`],
    ['is no wide formula', '＝1+1', `"'＝1+1"`],
    ['may have such a sign in it', 'a=b', '"a=b"'],
  ])('%s', (_, value, expected) => expect(cell(value)).toBe(expected))
})

each('an export', database => {
  test('is a file for a spreadsheet, of what its owner may see and for them alone', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    await asksOn(world, web, '=cmd|calc; "kom" je?\nGroet', '+Sanne')
    await asksOn(world, web, 'Waar is het feest?', 'Mo')
    await asksOn(world, await world.connection('Instagram'), 'GEHEIM')
    const label = (await (await world.signIn('lea', { roles: ['lead'] })).do('createLabel', { name: 'Klacht' }, 'id'))
      .data
    const { id: caseId } = await tess.case(1)
    await tess.do('labelCase', { caseId, add: [label.createLabel.id] })

    const id = await starts(tess, 'startExport', { format: 'CSV' })
    expect(await task(tess, id)).toMatchObject({ kind: 'EXPORT', state: 'RUNNING', done: 0, total: 2, url: null })
    await world.run('task')
    const done = await task(tess, id)
    expect(done).toMatchObject({ state: 'DONE', done: 2, format: 'CSV', fileName: 'cases-2026-03-02.csv' })

    const file = await download(world, tess, done.url)
    expect([file.statusCode, file.headers['content-type'], file.headers['content-disposition']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="cases-2026-03-02.csv"',
    ])
    expect(file.rawPayload.byteLength).toBe(done.bytes)
    const channel = (await world.core.webConnection()).name
    expect(file.body.split('\r\n')).toEqual([
      '\ufeff"Nummer";"Onderwerp";"Klant";"Kanalen";"Status";"Prioriteit";"Labels";"Toegewezen aan";"Team";"Geopend";"Wacht sinds";"Uitgesteld tot";"Afgerond";"Laatste bericht";"Laatste bericht van de klant"',
      `1;"'=cmd|calc; ""kom"" je?";"'+Sanne";"${channel}";"Nieuw";"Normaal";"Klacht";"";"";"2026-03-02 10:00";"2026-03-02 10:00";"";"";"2026-03-02 10:00";"'=cmd|calc; ""kom"" je?\nGroet"`,
      `2;"Waar is het feest?";"Mo";"${channel}";"Nieuw";"Normaal";"";"";"";"2026-03-02 10:00";"2026-03-02 10:00";"";"";"2026-03-02 10:00";"Waar is het feest?"`,
      '',
    ])

    const { id: userId } = await world.person('kim')
    const program = await world.token({ ...(await world.person('joost')), id: tess.userId }, [
      'cases:read',
      'messages:read',
    ])
    expect(userId).not.toBe(tess.userId)
    for (const other of [bas, program]) expect((await download(world, other, done.url)).statusCode).toBe(404)
    expect((await world.request({ url: done.url })).statusCode).toBe(404)
    expect((await bas.get('{ tasks { id } }')).tasks).toEqual([])
    const audit = await world.core.db
      .selectFrom('audit')
      .select(['action', 'object'])
      .where('action', 'like', 'export.%')
      .execute()
    expect(audit).toEqual([
      { action: 'export.start', object: id },
      { action: 'export.read', object: id },
    ])

    expect(filesOf(world)).toEqual([id])
    world.clock.advance({ days: 7 })
    expect((await download(world, await world.signIn('tess'), done.url)).statusCode).toBe(404)
    await world.run('forget')
    expect(filesOf(world)).toEqual([])
    expect(await task(await world.signIn('tess'), id)).toMatchObject({ state: 'DONE', url: null, bytes: null })
  })

  test('is one array with what was said, and without what was said inside', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Kan ik mij nog aanmelden?', { name: 'Sanne' })
    await world.visitor().asks('Iets anders')
    await tess.notes(visitor.case, 'KANARIE')
    await tess.answers(visitor.case, 'Ja, tot 1 april')
    const id = await starts(tess, 'startExport', { format: 'JSON', selection: { search: 'aanmelden' } })
    await world.run('task')
    const { body } = await download(world, tess, (await task(tess, id)).url)
    expect(JSON.parse(body)).toMatchObject([
      {
        number: visitor.case,
        customer: 'Sanne',
        status: 'pending',
        owner: 'tess',
        messages: [
          { direction: 'in', author: 'Sanne', text: 'Kan ik mij nog aanmelden?', delivery: null },
          { direction: 'out', author: 'tess', text: 'Ja, tot 1 april', delivery: 'queued' },
        ],
      },
    ])
    expect(body).not.toContain('KANARIE')

    await world.core.exports.remove(id)
    expect((await download(world, tess, `/exports/${id}`)).statusCode).toBe(404)
    const empty = await starts(tess, 'startExport', { format: 'JSON', selection: { list: 'CLOSED' } })
    await world.run('task')
    expect((await download(world, tess, (await task(tess, empty)).url)).json()).toEqual([])
  })

  test('goes on where it was after a restart, as if nothing had happened', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    await manyCases(world, 450, { connectionId: (await world.core.webConnection()).id })
    const id = await starts(tess, 'startExport', { format: 'CSV' })
    const step = exporting(world)
    const first = runnerOf(world, {
      async export(row, actor, signal) {
        const progress = await step(row, actor, signal)
        if (row.cursor === null) return progress
        // The second is on disk and not written down when the process ends.
        first.stop()
        throw new Error('cut off')
      },
    })
    await first.run()
    expect(await task(tess, id)).toMatchObject({ state: 'RUNNING', done: 200 })
    await runnerOf(world, { export: step }).run()
    const interrupted = await task(tess, id)
    expect(interrupted).toMatchObject({ state: 'DONE', done: 450, total: 450 })

    const whole = await starts(tess, 'startExport', { format: 'CSV' })
    await world.run('task')
    const [one, other] = await Promise.all(
      [interrupted, await task(tess, whole)].map(async ({ url }) => (await download(world, tess, url)).body),
    )
    expect(one).toBe(other)
    expect(one!.trim().split('\r\n')).toHaveLength(451)
  })

  test('holds what its owner may see while it runs, and ends when they may no more', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const instagram = await world.connection('Instagram')
    const tess = await world.signIn('tess', { on: { [instagram]: 'read' } })
    await manyCases(world, 250, { connectionId: instagram })
    await asksOn(world, web, 'De laatste')
    const id = await starts(tess, 'startExport', { format: 'CSV' })
    const step = exporting(world)
    const right = { userId: tess.userId, connectionId: instagram, level: 'none' as const }
    const losing: Step = async (row, actor, signal) => {
      const progress = await step(row, actor, signal)
      await world.core.write(system('test'), tx => grant(tx, right))
      return progress
    }
    await runnerOf(world, { export: losing }).run()
    const { state, done, url } = await task(tess, id)
    expect([state, done]).toEqual(['DONE', 201])
    expect((await download(world, tess, url)).statusCode).toBe(403)
    await world.core.write(system('test'), tx => grant(tx, { ...right, level: 'read' }))
    expect((await download(world, tess, url)).body).toContain('De laatste')

    const next = await starts(tess, 'startExport', { format: 'CSV' })
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('userRoles').set({ role: 'reader' }).where('userId', '=', tess.userId).execute(),
    )
    await world.run('task')
    expect(await task(tess, next)).toMatchObject({ state: 'FAILED', reason: 'right.missing', url: null })

    const bas = await world.signIn('bas')
    const last = await starts(bas, 'startExport', { format: 'CSV' })
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('users').set({ disabledAt: tx.now }).where('id', '=', bas.userId).execute(),
    )
    await world.run('task')
    const { state: ended, reason } = await world.core.db
      .selectFrom('tasks')
      .selectAll()
      .where('id', '=', last)
      .executeTakeFirstOrThrow()
    expect([ended, reason]).toEqual(['failed', 'task.noAccess'])
    expect(filesOf(world)).toEqual([id])
  })

  test('is held, goes on and is ended by its owner alone', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas')
    await manyCases(world, 450, { connectionId: (await world.core.webConnection()).id })
    const id = await starts(tess, 'startExport', { format: 'CSV' })
    const step = exporting(world)
    const held =
      (verb: string): Step =>
      async (row, actor, signal) => {
        const progress = await step(row, actor, signal)
        await starts(tess, verb, { taskId: id })
        return progress
      }
    await runnerOf(world, { export: held('pauseTask') }).run()
    await world.run('task')
    // What was done while it was being held is done again.
    expect(await task(tess, id)).toMatchObject({ state: 'PAUSED', done: 0 })
    for (const verb of ['pauseTask', 'resumeTask', 'stopTask']) {
      expect(await refusal(bas, verb, { taskId: id })).toMatchObject({ code: 'NOT_FOUND' })
    }
    await starts(tess, 'resumeTask', { taskId: id })
    await runnerOf(world, { export: held('stopTask') }).run()
    expect(await task(tess, id)).toMatchObject({ state: 'STOPPED', url: null, finishedAt: expect.any(String) })
    expect(filesOf(world)).toEqual([])
    expect(await refusal(tess, 'resumeTask', { taskId: id })).toMatchObject({ code: 'CONFLICT', reason: 'task.over' })

    for (let one = 0; one < 5; one++) await starts(tess, 'startExport', { format: 'CSV' })
    expect(await refusal(tess, 'startExport', { format: 'CSV' })).toMatchObject({
      reason: 'task.tooMany',
      facts: { max: 5 },
    })
    await starts(bas, 'startExport', { format: 'CSV' })
  })
})

each('bulk work', database => {
  test('is done with all that matched and still do, and tells what was refused', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const instagram = await world.connection('Instagram')
    const tess = await world.signIn('tess', { on: { [instagram]: 'read' } })
    const ids = await manyCases(world, 130, { connectionId: web, ownerId: tess.userId })
    const readOnly = await manyCases(world, 3, { connectionId: instagram, ownerId: tess.userId })
    const foreign = await manyCases(world, 5, {
      connectionId: await world.connection('Facebook'),
      ownerId: tess.userId,
    })
    const open = { list: 'MINE' }
    const count = async (query: string) => (await tess.get(`{ cases(${query}) { totalCount } }`)).cases.totalCount
    expect(await count('list: MINE')).toBe(81)

    const id = await starts(tess, 'startBulk', { selection: open, deed: { plain: 'CLOSE' } })
    // Somebody has seen to this one before its turn came, and this one came after.
    await tess.do('assignCase', { caseId: ids[121]! })
    const late = await asksOn(world, web, 'Ik ben nieuw')
    await tess.do('assignCase', { caseId: late, userId: tess.userId })
    await world.run('task')
    expect(await task(tess, id)).toMatchObject({
      kind: 'BULK',
      deed: 'CLOSE',
      state: 'DONE',
      done: 81,
      total: 81,
      refused: 3,
      refusals: readOnly.map(caseId => ({ caseId, reason: 'right.missing' })),
    })
    const left = await world.core.db.selectFrom('cases').select('id').where('status', 'in', ['new', 'open']).execute()
    expect(left.map(row => row.id).sort()).toEqual(
      [ids[121], late, ...readOnly, ...foreign.filter((_, at) => at % 5 < 3)].sort(),
    )

    const named = await starts(tess, 'startBulk', {
      caseIds: [...ids, foreign[0], 'nothing'],
      deed: { prioritise: 'LOW' },
    })
    await world.run('task')
    expect(await task(tess, named)).toMatchObject({ done: 132, refused: 2 })
    expect(await count('filter: { priority: [LOW] }')).toBeGreaterThanOrEqual(130)
    expect(await refusal(tess, 'startBulk', { deed: { plain: 'CLOSE' } })).toMatchObject({ reason: 'input.invalid' })
    const both = { caseIds: ['a'], selection: open, deed: { plain: 'CLOSE' } }
    expect(await refusal(tess, 'startBulk', both)).toMatchObject({ reason: 'input.invalid' })
    const program = await world.token(await world.person('pim'), ['cases:read', 'cases:write'])
    expect(await refusal(program, 'startBulk', { selection: open, deed: { plain: 'CLOSE' } })).toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

each('reading history', database => {
  test('waits when the platform is busy, reads each page once, and stops with the right to it', async () => {
    const pages = [
      { items: [{ key: 'a', body: '' }], cursor: '1', more: true, left: 2 },
      { items: [{ key: 'b', body: '' }], cursor: '2', more: true, left: 1 },
      { items: [{ key: 'c', body: '' }], more: false },
    ]
    let busy = true
    const round = await openRound({
      database,
      answer: path => {
        if (!path.startsWith('/history')) return { body: { items: [] } }
        const at = Number(new URL(path, 'http://peer').searchParams.get('after'))
        if (at === 1 && busy) return { status: 503 }
        const page = pages[at]!
        const events = page.items.map(({ key }) =>
          round.message({ id: key, thread: key, from: key, at: '2026-02-01T09:00:00.000Z' }),
        )
        return {
          body: {
            ...page,
            items: events.map(event => ({ key: event.externalId, body: JSON.stringify({ events: [event] }) })),
          },
        }
      },
    })
    const { world, connectionId } = round
    const ada = await world.signIn('ada')
    const input = { connectionId, since: '2026-01-01T00:00:00.000Z' }
    expect(await refusal(round.tess, 'startBackfill', input)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusal(ada, 'startBackfill', { ...input, since: '2026-03-02T09:00:00.000Z' })).toMatchObject({
      reason: 'backfill.since',
    })
    const web = (await world.core.webConnection()).id
    expect(await refusal(ada, 'startBackfill', { ...input, connectionId: web })).toMatchObject({
      reason: 'connection.noHistory',
    })

    const id = await starts(ada, 'startBackfill', input)
    expect(await refusal(ada, 'startBackfill', input)).toMatchObject({ code: 'CONFLICT', reason: 'backfill.running' })
    await world.run('task')
    expect(await task(ada, id)).toMatchObject({
      kind: 'BACKFILL',
      state: 'RUNNING',
      done: 1,
      total: 3,
      connection: { name: '@rocdelta' },
    })
    busy = false
    await world.run('task')
    expect(await task(ada, id)).toMatchObject({ state: 'RUNNING', done: 1 })
    world.clock.advance({ minutes: 1 })
    await world.run('task')
    expect(await task(ada, id)).toMatchObject({ state: 'DONE', done: 3, total: 3 })
    expect((await round.messages()).map(({ externalId }) => externalId)).toEqual(['a', 'b', 'c'])

    const next = await starts(await world.signIn('ada'), 'startBackfill', input)
    await world.core.write(system('test'), tx =>
      tx.db.updateTable('userRoles').set({ role: 'agent' }).where('userId', '=', ada.userId).execute(),
    )
    await world.run('task')
    expect(await task(ada, next)).toMatchObject({ state: 'FAILED', reason: 'right.missing', done: 0 })
  })
})
