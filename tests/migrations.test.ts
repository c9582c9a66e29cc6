import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { handleWords } from '../core/customers/words.ts'
import { type Database, type Dialect, openDatabase } from '../core/db/db.ts'
import type { NewRow } from '../core/db/schema.ts'
import { each, emptyDatabaseUrl, freshDatabaseUrl } from './support/databases.ts'

const ROOT = join(import.meta.dirname, '..')
const START = '0001-start.ts'
const NOW = '2026-03-02T09:00:00.000Z'

/** Tables that no query of the core names: kysely's own, and the index that core/db/search.ts keeps. */
const UNNAMED = /^(kysely_|message_words|sqlite_)/
/** A column of one engine alone, which core/db/changes.ts reads by hand. */

type Tables = Record<string, Record<string, { nullable: boolean }>>

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** The tables as core/db/schema.ts has them. */
function declared(source: string): Tables {
  const interfaces = new Map<string, Tables[string]>()
  for (const [, name, body] of source.matchAll(/^(?:export )?interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
    const columns = [...body!.matchAll(/^ {2}(\w+): (.+)$/gm)]
    interfaces.set(
      name!,
      Object.fromEntries(columns.map(([, column, type]) => [snake(column!), { nullable: /\| null\b/.test(type!) }])),
    )
  }
  const schema = source.match(/^export interface Schema \{\n([\s\S]*?)^\}/m)?.[1] ?? ''
  const tables = [...schema.matchAll(/^ {2}(\w+): (\w+)$/gm)]
  return Object.fromEntries(tables.map(([, table, name]) => [snake(table!), interfaces.get(name!) ?? {}]))
}

/** The tables as the database has them. */
async function existing({ dialect, read }: Database): Promise<Tables> {
  const columns =
    dialect === 'sqlite'
      ? sql<{ table: string; column: string; nullable: number }>`
          select m.name as "table", c.name as "column", c."notnull" = 0 and c.pk = 0 as nullable
          from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'`
      : sql<{ table: string; column: string; nullable: boolean }>`
          select table_name as "table", column_name as "column", is_nullable = 'YES' as nullable
          from information_schema.columns where table_schema = 'public'`
  const tables: Tables = {}
  for (const { table, column, nullable } of (await columns.execute(read.withoutPlugins())).rows) {
    if (UNNAMED.test(table)) continue
    tables[table] ??= {}
    tables[table][column] = { nullable: Boolean(nullable) }
  }
  return tables
}

const folder = mkdtempSync(join(tmpdir(), 'webcare-migrations-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A folder with those of our migrations, in their order, where they find kysely too. */
function folderWith(files: readonly string[]) {
  const own = mkdtempSync(join(folder, 'own-'))
  for (const file of files) {
    const source = readFileSync(join(ROOT, 'migrations', file), 'utf8')
    writeFileSync(join(own, file), source.replace("from 'kysely'", `from '${import.meta.resolve('kysely')}'`))
  }
  return own
}

/** A folder with our migrations and one that a later version would bring. */
function withNext(name: string, body: string) {
  const own = folderWith(readdirSync(join(ROOT, 'migrations')))
  writeFileSync(join(own, `${name}.ts`), `export async function up(db) { ${body} }`)
  return own
}

each('migrations', engine => {
  test('make the tables of schema.ts from nothing', async () => {
    const database = await openDatabase(await emptyDatabaseUrl(engine))
    const expected = declared(readFileSync(join(ROOT, 'core/db/schema.ts'), 'utf8'))
    expect(Object.keys(expected).length).toBeGreaterThan(20)
    expect(await existing(database)).toEqual(expected)
    await database.close()
  })

  test('are not run twice', async () => {
    const url = await freshDatabaseUrl(engine)
    const database = await openDatabase(url)
    await database.writer.insertInto('teams').values({ id: 't1', name: 'Front desk', createdAt: NOW }).execute()
    await database.close()
    const again = await openDatabase(url)
    expect(await again.read.selectFrom('teams').select('name').execute()).toEqual([{ name: 'Front desk' }])
    await again.close()
  })

  test('of a newer version are refused with what to do', async () => {
    const url = await freshDatabaseUrl(engine)
    await (
      await openDatabase(url, {
        folder: withNext('9999-next', "await db.schema.alterTable('teams').addColumn('color', 'text').execute()"),
      })
    ).close()
    await expect(openDatabase(url)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('belongs to a newer Webcare. Start that version'),
    })
  })

  test('leave the database as it was when one fails', async () => {
    const url = await freshDatabaseUrl(engine)
    const failing = withNext(
      '9999-next',
      "await db.schema.dropTable('case_labels').execute(); throw new Error('no room')",
    )
    await expect(openDatabase(url, { folder: failing })).rejects.toThrow(
      /could not be brought up to date: Error: no room/,
    )
    const database = await openDatabase(url)
    expect(await database.read.selectFrom('caseLabels').selectAll().execute()).toEqual([])
    await database.close()
  })
})

each('customers from before they could be searched', engine => {
  test('are found by what they are called', async () => {
    const url = await emptyDatabaseUrl(engine)
    const older = await openDatabase(url, { folder: folderWith([START, '0002-channels.ts']) })
    await older.writer.insertInto('customers').values({ id: 'c1', name: 'Zoë', createdAt: NOW }).execute()
    const zoe = { id: 'h1', customerId: 'c1', plugin: 'web', scope: 'w', externalId: 'z', createdAt: NOW }
    const names = { name: 'Zoë Ünlü', handle: '@zoe.u', email: 'zoe@x.example' }
    await older.writer
      .insertInto('handles')
      .values({ ...zoe, ...names })
      .execute()
    await older.close()
    const database = await openDatabase(url)
    const handle = await database.read.selectFrom('handles').selectAll().executeTakeFirstOrThrow()
    expect(handle.words).toBe(handleWords(names))
    expect(handle.words).toBe(' zoe unlu zoe u zoe x example')
    await database.close()
  })
})

each('what was there before lists were read by scope', engine => {
  test('is where it took place, and found by every word of its customer', async () => {
    const url = await emptyDatabaseUrl(engine)
    const first = ['0001-start.ts', '0002-channels.ts', '0003-workplace.ts']
    const older = await openDatabase(url, { folder: folderWith(first) })
    const { writer } = older
    for (const id of ['co1', 'co2']) {
      const connection = { id, plugin: 'web', name: id, settings: '{}', createdAt: NOW }
      await writer.insertInto('connections').values(connection).execute()
    }
    await writer.insertInto('customers').values({ id: 'cu1', name: 'Noor', createdAt: NOW }).execute()
    const handle = { id: 'h1', customerId: 'cu1', plugin: 'web', scope: 'co1', externalId: 'n', createdAt: NOW }
    await writer
      .insertInto('handles')
      .values({ ...handle, words: ' noor de boer noor' })
      .execute()
    const standing = { customerId: 'cu1', subject: '', status: 'new', priority: 'normal', urgency: NOW } as const
    const times = { openedAt: NOW, lastMessageAt: NOW }
    for (const id of ['ca1', 'ca2', 'ca3']) {
      // As the older version wrote it: without what this one adds.
      await writer
        .insertInto('cases')
        .values({ id, ...standing, ...times })
        .execute()
    }
    for (const [id, connectionId, caseId] of [
      ['t1', 'co1', 'ca1'],
      ['t2', 'co2', 'ca1'],
      ['t3', 'co2', 'ca2'],
      ['t4', 'co2', 'ca3'],
    ] as const) {
      const thread = { id, connectionId, externalId: id, visibility: 'public' as const, createdAt: NOW }
      await writer.insertInto('threads').values(thread).execute()
      await writer.insertInto('caseThreads').values({ caseId, threadId: id, customerId: 'cu1', connectionId }).execute()
    }
    const at = { direction: 'in', visibility: 'public', text: '', at: NOW, createdAt: NOW } as const
    await writer
      .insertInto('messages')
      .values([
        { id: 'm1', caseId: 'ca1', threadId: 't1', connectionId: 'co1', place: 'consumer', ...at },
        { id: 'm2', caseId: 'ca1', threadId: 't1', connectionId: 'co1', ...at },
      ])
      .execute()
    await older.close()

    const database = await openDatabase(url)
    const cases = await database.read
      .selectFrom('cases')
      .innerJoin('scopes', 'scopes.id', 'cases.scope')
      .orderBy('cases.id')
      .select(['cases.id', 'scopes.places'])
      .execute()
    expect(cases).toEqual([
      { id: 'ca1', places: 'co1 public consumer\nco2 public ' },
      { id: 'ca2', places: 'co2 public ' },
      { id: 'ca3', places: 'co2 public ' },
    ])
    expect(await database.read.selectFrom('scopes').select('id').execute()).toHaveLength(2)
    expect(await database.read.selectFrom('scopePlaces').select('place').execute()).toHaveLength(3)
    const words = await database.read.selectFrom('handleWords').select('word').orderBy('word').execute()
    expect(words.map(({ word }) => word)).toEqual(['boer', 'de', 'noor'])
    await database.close()
  })
})

test('a SQLite file is copied before a migration changes it, and only then', async () => {
  const url = await freshDatabaseUrl('sqlite')
  const path = url.slice('file:'.length)
  const copies = () => readdirSync(dirname(path)).filter(name => name.startsWith(`${basename(path)}.before-`))
  const first = await openDatabase(url)
  await first.writer.insertInto('teams').values({ id: 't1', name: 'Front desk', createdAt: NOW }).execute()
  await first.close()
  expect(copies()).toEqual([])

  await (await openDatabase(url, { folder: withNext('9999-next', "await db.deleteFrom('teams').execute()") })).close()
  const [copy] = copies()
  const before = await openDatabase(`file:${join(dirname(path), copy!)}`)
  expect(await before.read.selectFrom('teams').select('name').execute()).toEqual([{ name: 'Front desk' }])
  await before.close()
})

each('a unique index', engine => {
  test('holds one receiving case for each thread and customer, but any number that received', async () => {
    const database = await withCase(engine)
    const on = (caseId: string, receivingSince: string | null) =>
      database.writer
        .insertInto('caseThreads')
        .values({ caseId, threadId: 'th1', customerId: 'cu1', connectionId: 'co1', receivingSince })
        .execute()
    await on('ca1', null)
    await on('ca2', NOW)
    await expect(on('ca3', NOW)).rejects.toThrow(/unique/i)
    await on('ca3', null)
    await database.close()
  })

  test('holds a message identity on its connection', async () => {
    const database = await withCase(engine)
    await database.writer.insertInto('messages').values(message('m1', 'p-1')).execute()
    await expect(database.writer.insertInto('messages').values(message('m2', 'p-1')).execute()).rejects.toThrow(
      /unique/i,
    )
    await database.writer.insertInto('messages').values(message('m3', null)).execute()
    await database.writer.insertInto('messages').values(message('m4', null)).execute()
    await database.close()
  })

  test('holds a handle identity within its scope', async () => {
    const database = await withCase(engine)
    const handle = (id: string, scope: string) =>
      database.writer
        .insertInto('handles')
        .values({ id, customerId: 'cu1', plugin: 'web', scope, externalId: 'u-1', createdAt: NOW })
        .execute()
    await handle('h1', 'co1')
    await handle('h2', 'co2')
    await expect(handle('h3', 'co1')).rejects.toThrow(/unique/i)
    await database.close()
  })

  test('lets a security event be added but never changed', async () => {
    const database = await withCase(engine)
    await database.writer
      .insertInto('audit')
      .values({
        at: NOW,
        actorKind: 'system',
        actorId: 'test',
        action: 'sign-in',
        result: 'ok',
        previousHash: '',
        hash: 'x',
      })
      .execute()
    await expect(database.writer.updateTable('audit').set({ result: 'failed' }).execute()).rejects.toThrow(
      /append-only/,
    )
    await expect(database.writer.deleteFrom('audit').execute()).rejects.toThrow(/append-only/)
    await database.close()
  })
})

const message = (id: string, externalId: string | null): NewRow<'messages'> => ({
  id,
  caseId: 'ca1',
  threadId: 'th1',
  connectionId: 'co1',
  externalId,
  direction: 'in',
  visibility: 'private',
  text: 'Hallo',
  at: NOW,
  createdAt: NOW,
})

/** A database with one customer on one thread, and three cases. */
async function withCase(engine: Dialect) {
  const database = await openDatabase(await freshDatabaseUrl(engine))
  const { writer } = database
  const createdAt = NOW
  await writer
    .insertInto('connections')
    .values({ id: 'co1', plugin: 'web', name: 'Form', settings: '{}', createdAt })
    .execute()
  await writer.insertInto('customers').values({ id: 'cu1', name: 'Noor', createdAt }).execute()
  await writer
    .insertInto('threads')
    .values({ id: 'th1', connectionId: 'co1', externalId: 't-1', visibility: 'private', createdAt })
    .execute()
  for (const id of ['ca1', 'ca2', 'ca3']) {
    await writer
      .insertInto('cases')
      .values({
        id,
        customerId: 'cu1',
        subject: 'Aanmelden',
        status: 'new',
        priority: 'normal',
        urgency: NOW,
        openedAt: NOW,
        lastMessageAt: NOW,
      })
      .execute()
  }
  return database
}
