import { CompiledQuery, DefaultQueryExecutor, sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import type { Database, Dialect } from '../../core/db/db.ts'
import { index } from '../../core/db/search.ts'
import { jobs } from '../../core/jobs/jobs.ts'
import { allRows, makeTables } from '../bench/seed.ts'
import { connectionId, labelId } from '../bench/seed-rows.ts'
import type { Agent } from '../support/agent.ts'
import { each, emptyDatabaseUrl } from '../support/databases.ts'
import { screens } from '../support/screens.ts'
import { openWorld, type World } from '../support/world.ts'

const MESSAGES = 3000
/** Tables that grow for as long as people write. */
const GROWING =
  'attachments|audit|case_labels|case_threads|cases|customers|deliveries|drafts|events|handle_words|handles|messages|notes|raw_items|replies|seen_cases|threads'
/** Columns that many rows share: an index that is asked for one of these alone gives back a part that grows. */
const SHARED =
  /^(connection_id|direction|label_id|owner_id|place|plugin|scope|state|status|user_id|visibility|<expr>)=\?$/

/** Plans that read what grows, each with why it reads no more at size. */
const BOUNDED: Array<[plan: RegExp, text: RegExp, why: string]> = [
  [
    /^SCAN cases( USING (COVERING )?INDEX cases_(all|newest))?$/,
    /order by "(key|number)".* limit/s,
    'the first of an order of all',
  ],
  [/cases_by_\w+ \(scope=\? AND <expr>=\?/, /order by "key"/, 'slices, merged as they are read'],
  [/cases/, /^select count\(\*\) .*"cases".* limit/s, 'counted up to a limit: on an index alone, or aside'],
  [/cases_owner \(owner_id=\?/, /"owner_id" (=|in)/, 'what one colleague has before them'],
  [/case_labels_label \(label_id=\?/, /limit|"cases"\."id" in/, 'counted first, and read when they are few'],
  [/^SCAN customers/, /"handles".* limit/s, 'the newest, where many hold the word'],
  [/^SCAN raw_items USING INDEX raw_items_parked$/, / limit /, 'an index of the parked ones alone'],
  [/handles_email \(<expr>=\?\)/, /lower\("handles"\."email"\).* limit/, 'those of one address'],
  [/^(SCAN|SEARCH) raw_items USING INDEX raw_items_waiting/, /./, 'an index of what waits alone'],
  [/replies_due \(state=\?/, /./, 'answers on their way'],
  [/^SCAN audit$/, /order by "seq" desc limit/, 'the newest'],
]

afterEach(() => vi.restoreAllMocks())

/** Every statement that is run from now on, each text once. */
function statements(): Map<string, CompiledQuery> {
  const all = new Map<string, CompiledQuery>()
  const run = DefaultQueryExecutor.prototype.executeQuery
  vi.spyOn(DefaultQueryExecutor.prototype, 'executeQuery').mockImplementation(function (
    this: DefaultQueryExecutor,
    query,
  ) {
    all.set(query.sql, query)
    return run.call(this, query)
  })
  return all
}

/** How the engine would read, a line a step. */
async function planOf({ dialect, writer }: Database, { sql: text, parameters }: CompiledQuery): Promise<string[]> {
  if (dialect === 'sqlite') {
    const { rows } = await writer.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
    )
    return rows.map(row => row.detail)
  }
  return writer.connection().execute(async db => {
    await sql`set enable_seqscan = off`.execute(db)
    const { rows } = await db.executeQuery<Record<string, string>>(
      CompiledQuery.raw(`explain ${text}`, [...parameters]),
    )
    return rows.map(row => Object.values(row)[0] ?? '')
  })
}

/** The steps of a plan that read more the longer people write. */
function growing(dialect: Dialect, text: string, plan: readonly string[]): string[] {
  const isBounded = (step: string) => BOUNDED.some(([known, within]) => known.test(step) && within.test(text))
  if (dialect === 'postgres') {
    return plan.filter(step => new RegExp(`Seq Scan on (${GROWING})\\b`).test(step) && !isBounded(step))
  }
  return plan.filter(step => {
    const [, verb, , columns = ''] = new RegExp(`^(SCAN|SEARCH) (${GROWING})\\b[^(]*(?:\\((.*)\\))?`).exec(step) ?? []
    if (!verb) return false
    const isNarrow = verb === 'SEARCH' && columns.split(' AND ').some(column => !SHARED.test(column))
    return !isNarrow && !isBounded(step)
  })
}

const LISTS = ['MINE', 'UNASSIGNED', 'PENDING', 'SNOOZED', 'CLOSED', 'ALL']
const ORDERS = ['URGENCY', 'NEWEST', 'WAITING', 'PRIORITY']
const FILTERS = [
  { place: 'CONSUMER' },
  { visibility: 'PUBLIC' },
  { plugins: ['email'] },
  { connectionIds: [connectionId(1)] },
  { labelIds: [labelId(0)] },
  { labelIds: [labelId(11)] },
  { status: ['OPEN'] },
  { priority: ['HIGH'] },
]

/** With what each query of the screens is asked; a test fails when one is missing. */
const asked = (at: { id: string; number: number; customerId: string; userId: string }): Record<string, object[]> => ({
  CasePage: [
    ...LISTS.flatMap(list => ORDERS.map(order => ({ list, order, skip: 0, counted: true }))),
    ...FILTERS.flatMap(filter =>
      ['ALL', 'CLOSED'].map(list => ({ list, filter, order: 'NEWEST', skip: 10, counted: true })),
    ),
    { list: 'ALL', filter: { ownerIds: [at.userId] }, order: 'NEWEST', skip: 0, counted: true },
    { list: 'ALL', filter: { customerId: at.customerId }, order: 'NEWEST', skip: 0, counted: true },
    { list: 'ALL', search: 'aanmelden', order: 'NEWEST', skip: 0, counted: true },
  ],
  Changed: [{ ids: [at.id] }],
  Accounts: [{}],
  Drafts: [{ number: at.number }],
  Conversation: [{ number: at.number }],
  OlderMessages: [{ number: at.number, before: '1500' }],
  Start: [{}],
  Lists: [{}],
  Team: [{}],
  Labels: [{}],
  Views: [{}],
  Standing: [{}],
  Access: [{}],
  MailReady: [{}],
  Customer: [{ id: at.customerId }],
  Notifications: [{}],
  Tasks: [{}],
  Backfills: [{}],
  Connections: [{}],
  Rights: [{}],
  People: [{}],
  First: [{}],
  Found: ['aanmelden', 'klant', 'klant7', '17'].map(text => ({ text, customers: true })),
  Search: ['aanmelden', 'klant', 'klant7 student'].map(text => ({ text, messages: true, customers: true })),
})

/** The rows of the bench, and the words of their messages. */
async function fill({ writer, dialect }: Database): Promise<void> {
  await writer.transaction().execute(async db => {
    for (const { table, rows } of allRows(MESSAGES)) {
      for (let from = 0; from < rows.length; from += 500) {
        await db
          .insertInto(table as 'messages')
          .values(rows.slice(from, from + 500) as never)
          .execute()
      }
      for (const row of table === 'messages' ? rows : []) await index(db, dialect, Number(row.seq), String(row.text))
    }
    if (dialect === 'sqlite') return
    await sql`select setval(pg_get_serial_sequence('messages', 'seq'), ${MESSAGES})`.execute(db)
    await sql`select setval(pg_get_serial_sequence('cases', 'number'), ${MESSAGES})`.execute(db)
  })
}

/** A world in which people have been writing for years, and two colleagues: with all rights, and with few. */
async function oldWorld(engine: Dialect): Promise<{ world: World; all: Agent; few: Agent }> {
  const url = await emptyDatabaseUrl(engine)
  await makeTables(url, fill)
  const world = await openWorld({ database: engine, settings: { DATABASE_URL: url } })
  const everywhere = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [connectionId(at), 'reply' as const]))
  const all = await world.signIn('tess', { roles: ['admin', 'lead', 'agent'], on: everywhere })
  const few = await world.signIn('bas', {
    level: 'none',
    on: { [connectionId(8)]: 'reply', [connectionId(9)]: 'reply' },
  })
  return { world, all, few }
}

/** A case of the middle, as the screens ask for it. */
async function oneCase({ core }: World, userId: string) {
  const row = await core.db
    .selectFrom('cases')
    .where('number', '=', 150)
    .select(['id', 'number', 'customerId'])
    .executeTakeFirstOrThrow()
  return { ...row, userId }
}

/** Statements that read more the longer people write, of everything that was run. */
async function faults({ core }: World, all: ReadonlyMap<string, CompiledQuery>): Promise<string[]> {
  await core.database.writer.executeQuery(CompiledQuery.raw('analyze'))
  const found: string[] = []
  for (const query of [...all.values()]) {
    if (!/^\s*(select|update|delete|with)\b/.test(query.sql)) continue
    const plan = await planOf(core.database, query)
    for (const step of growing(core.database.dialect, query.sql, plan)) found.push(`${step} ← ${query.sql}`)
  }
  return found
}

each('at any size', engine => {
  vi.setConfig({ testTimeout: 120_000 })

  test('every screen reads what it shows', async () => {
    const { world, all, few } = await oldWorld(engine)
    const questions = asked(await oneCase(world, all.userId))
    const queries = screens()
    expect(queries.map(({ name }) => name).filter(name => !questions[name])).toEqual([])
    const run = statements()
    for (const { name, query } of queries) {
      for (const variables of questions[name] ?? []) {
        await all.get(query, variables as Record<string, unknown>)
        await few.ask(query, variables as Record<string, unknown>)
      }
    }
    expect(run.size).toBeGreaterThan(60)
    expect(await faults(world, run)).toEqual([])
  })

  test('what comes in, goes out and is scheduled reads what it needs', async () => {
    const { world, all } = await oldWorld(engine)
    const run = statements()
    const visitor = await world.visitor().asks('Kan ik mij nog aanmelden?')
    expect(await all.inbox('UNASSIGNED')).not.toEqual([])
    const { number } = await world.core.db
      .selectFrom('cases')
      .select('number')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await all.takes(number)
    await all.answers(number, 'Ja, tot 1 april.')
    world.clock.advance({ minutes: 1 })
    await visitor.answers('Dank u wel, en voor mijn broer?')
    await all.closes(number)
    for (const { name } of jobs) await world.run(name)
    expect(run.size).toBeGreaterThan(60)
    expect(await faults(world, run)).toEqual([])
  })

  test('what waits to be understood is read as it came, past nothing else', async () => {
    const { world } = await oldWorld(engine)
    await world.visitor().asks('Kan ik mij nog aanmelden?')
    const { writer } = world.core.database
    const newest = writer.selectFrom('rawItems').select(eb => eb.fn.max('id').as('id'))
    await writer.updateTable('rawItems').set({ doneAt: null }).where('id', '=', newest).execute()
    world.clock.advance({ minutes: 1 })
    const run = statements()
    await world.run('intake')
    const page = [...run.values()].filter(({ sql: text }) =>
      /from "raw_items".* order by "raw_items"."id" limit/.test(text),
    )
    expect(page.length).toBeGreaterThan(0)
    for (const query of page) {
      const plan = (await planOf(world.core.database, query)).join('\n')
      expect(plan).toContain('raw_items_waiting')
      if (engine === 'sqlite') expect(plan).not.toContain('ORDER BY')
    }
  })

  test('a read that grows is seen', async () => {
    const { world } = await oldWorld(engine)
    const run = statements()
    await world.core.db.selectFrom('messages').where('text', '=', 'x').select('id').execute()
    await world.core.db.selectFrom('messages').where('connectionId', '=', connectionId(0)).select('text').execute()
    expect(await faults(world, run)).toHaveLength(engine === 'sqlite' ? 2 : 1)
  })
})
