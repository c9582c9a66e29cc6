import { randomBytes } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Changes, openChanges } from '../../core/db/changes.ts'
import { type Database, openDatabase } from '../../core/db/db.ts'
import { openWriter, type Tx, type Write } from '../../core/db/write.ts'
import { system } from '../../core/lib/actor.ts'
import { AppError } from '../../core/lib/errors.ts'
import { movableClock } from '../support/clock.ts'
import { each, freshDatabaseUrl } from '../support/databases.ts'
import { engines } from '../support/engines.ts'

const us = system('test')

const addTeam = (name: string) => (tx: Tx) =>
  tx.db.insertInto('teams').values({ id: name, name, createdAt: tx.now }).execute()

const openAll = async (url: string, options: Partial<Parameters<typeof openWriter>[1]> = {}) => {
  const database = await openDatabase(url)
  const clock = movableClock()
  const { write, idle } = openWriter(database, { clock, onCommit: () => {}, onFatal: () => {}, ...options })
  const teams = async () =>
    (await database.read.selectFrom('teams').select('name').orderBy('name').execute()).map(team => team.name)
  return { database, clock, write, idle, teams, changes: openChanges(database) }
}

each('a unit of work', engine => {
  let database: Database
  let write: Write
  let teams: () => Promise<string[]>
  let changes: Changes
  const commits = vi.fn()
  const reactor = vi.fn(async (_tx: Tx, _event: { type: string }) => {})

  beforeEach(async () => {
    commits.mockReset()
    reactor.mockReset()
    const opened = await openAll(await freshDatabaseUrl(engine), { onCommit: commits, reactors: [reactor] })
    ;({ database, write, teams, changes } = opened)
  })
  afterEach(() => database.close())

  test('is there once it resolves, with its result', async () => {
    const result = await write(us, async tx => {
      await addTeam('Front desk')(tx)
      return tx.now
    })
    expect(result).toBe('2026-03-02T09:00:00.000Z')
    expect(await teams()).toEqual(['Front desk'])
  })

  test('leaves nothing when it fails, and says why', async () => {
    const failing = write(us, async tx => {
      await addTeam('Front desk')(tx)
      await tx.record({ type: 'team.changed' })
      throw new AppError('CONFLICT', 'Not this one.')
    })
    await expect(failing).rejects.toMatchObject({ code: 'CONFLICT', message: 'Not this one.' })
    expect(await teams()).toEqual([])
    expect(await changes.after(0)).toEqual([])
  })

  test('that fails takes nothing of its neighbours with it, though they share one commit', async () => {
    const outcomes = await Promise.allSettled([
      write(us, addTeam('A')),
      write(us, async tx => {
        await addTeam('B')(tx)
        await addTeam('A')(tx)
      }),
      write(us, addTeam('C')),
    ])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await teams()).toEqual(['A', 'C'])
    expect(commits).toHaveBeenCalledTimes(1)
  })

  test('sees what the units before it did, in the order they were asked for', async () => {
    const seen: number[] = []
    await Promise.all(
      ['A', 'B', 'C'].map(name =>
        write(us, async tx => {
          seen.push((await tx.db.selectFrom('teams').select('name').execute()).length)
          await addTeam(name)(tx)
        }),
      ),
    )
    expect(seen).toEqual([0, 1, 2])
  })

  test('is invisible to readers until its group is committed', async () => {
    const during = await write(us, async tx => {
      await addTeam('A')(tx)
      return teams()
    })
    expect(during).toEqual([])
    expect(await teams()).toEqual(['A'])
  })

  test('may be larger than one group', async () => {
    await Promise.all(Array.from({ length: 450 }, (_, number) => write(us, addTeam(String(number)))))
    expect(await teams()).toHaveLength(450)
    expect(commits).toHaveBeenCalledTimes(3)
  })

  test('runs its effects only once all of the group is durable, and none of a failed one', async () => {
    const effects: Array<[string, string[]]> = []
    const later: Array<Promise<unknown>> = []
    const effect = (name: string) => () => void later.push(teams().then(now => effects.push([name, now])))
    await Promise.allSettled([
      write(us, async tx => {
        tx.afterCommit(effect('A'))
        await addTeam('A')(tx)
      }),
      write(us, async tx => {
        tx.afterCommit(effect('B'))
        throw new Error('no')
      }),
      write(us, addTeam('C')),
    ])
    await Promise.all(later)
    expect(effects).toEqual([['A', ['A', 'C']]])
  })

  test('numbers its events in the order of the commits and names who did it', async () => {
    await Promise.all([
      write(us, tx => tx.record({ type: 'label.changed', data: { labelId: 'l1' } })),
      write(us, tx => tx.record({ type: 'team.changed', data: { teamId: 't1' } })),
    ])
    await write({ kind: 'visitor', id: 'visitor' }, tx => tx.record({ type: 'user.changed' }))
    const events = await changes.after(0)
    expect(events).toMatchObject([
      { type: 'label.changed', actorKind: 'system', actorId: 'test', data: '{"labelId":"l1"}' },
      { type: 'team.changed', at: '2026-03-02T09:00:00.000Z', caseId: null },
      { type: 'user.changed', actorKind: 'visitor', actorId: 'visitor' },
    ])
    expect(events.map(event => event.seq)).toEqual(events.map(event => event.seq).toSorted((a, b) => a - b))
    expect(await changes.cursor()).toBe(events.at(-1)!.seq)
    expect(await changes.after(events[0]!.seq, 1)).toEqual([events[1]])
  })

  test('lets a reactor take part in the same transaction', async () => {
    reactor.mockImplementationOnce(async tx => void (await addTeam('of the reactor')(tx)))
    await write(us, tx => tx.record({ type: 'team.changed' }))
    expect(await teams()).toEqual(['of the reactor'])

    reactor.mockImplementationOnce(async tx => {
      await addTeam('never')(tx)
      throw new Error('a rule is wrong')
    })
    await expect(write(us, tx => tx.record({ type: 'team.changed' }))).rejects.toThrow('a rule is wrong')
    expect(await teams()).toEqual(['of the reactor'])
  })

  test('refuses a row that belongs to nothing', async () => {
    const orphan = write(us, tx => tx.db.insertInto('teamMembers').values({ teamId: 'none', userId: 'none' }).execute())
    await expect(orphan).rejects.toThrow(/foreign key/i)
  })

  test('wakes listeners once for what was committed together', async () => {
    const wake = vi.fn()
    const stop = changes.listen(wake)
    changes.notify()
    changes.notify()
    await new Promise(setImmediate)
    expect(wake).toHaveBeenCalledTimes(1)
    stop()
    changes.notify()
    await new Promise(setImmediate)
    expect(wake).toHaveBeenCalledTimes(1)
  })
})

describe.runIf(engines.includes('postgres'))('Postgres', () => {
  test('never lets a reader skip an event that commits later under an earlier number, nor wait for what others do there', async () => {
    const url = await freshDatabaseUrl('postgres')
    const [app, command] = [await openAll(url), await openAll(url)]
    const stranger = new pg.Client({ connectionString: url })
    await stranger.connect()
    await stranger.query(`begin; insert into teams (id, name, created_at) values ('theirs', 'Theirs', '')`)

    let commit = () => {}
    const recorded = Promise.withResolvers<void>()
    const first = command.write(us, async tx => {
      await tx.record({ type: 'case.opened' })
      recorded.resolve()
      await new Promise<void>(resolve => (commit = resolve))
    })
    await recorded.promise
    const second = app.write(us, tx => tx.record({ type: 'team.changed' }))
    const outcome = await Promise.race([second.then(() => 'committed'), pause(300, 'waits')])
    expect(outcome).toBe('waits')
    expect(await app.changes.after(0)).toEqual([])
    commit()
    await Promise.all([first, second])
    expect((await app.changes.after(0)).map(event => event.type)).toEqual(['case.opened', 'team.changed'])

    await stranger.end()
    await app.database.close()
    await command.database.close()
  })

  test('is refused when it would lose what was acknowledged', async () => {
    const url = await freshDatabaseUrl('postgres')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`)
    await client.end()
    await expect(openDatabase(url)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('synchronous_commit=off'),
    })
  })

  test('answers with its reason when the connection breaks, and works again with the next one', async () => {
    const { database, write, teams } = await openAll(await freshDatabaseUrl('postgres'))
    const broken = write(us, async tx => {
      await addTeam('lost')(tx)
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.db)
    })
    await expect(broken).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'database.unavailable' })
    await write(us, addTeam('kept'))
    expect(await teams()).toEqual(['kept'])
    await database.close()
  })
})

describe('the SQLite file', () => {
  test('survives a power cut: write-ahead log, full sync, foreign keys, a fixed version of SQLite', async () => {
    const { database } = await openAll(await freshDatabaseUrl('sqlite'))
    const pragma = async (name: string) => {
      const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.writer)
      return Object.values(rows[0]!)[0]
    }
    expect({
      journal: await pragma('journal_mode'),
      synchronous: await pragma('synchronous'),
      foreignKeys: await pragma('foreign_keys'),
      trustedSchema: await pragma('trusted_schema'),
      secureDelete: await pragma('secure_delete'),
    }).toEqual({ journal: 'wal', synchronous: 2, foreignKeys: 1, trustedSchema: 0, secureDelete: 1 })
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(database.read)
    const [major, minor, patch] = rows[0]!.version.split('.').map(Number)
    expect(major! * 1_000_000 + minor! * 1000 + patch!).toBeGreaterThanOrEqual(3_051_003)
    await database.close()
  })

  test('cannot be written through the reading side', async () => {
    const { database } = await openAll(await freshDatabaseUrl('sqlite'))
    const attempt = database.read.insertInto('teams').values({ id: 't', name: 'T', createdAt: 'now' }).execute()
    await expect(attempt).rejects.toThrow(/readonly/)
    await database.close()
  })

  test('that is damaged stops the process rather than go on', async () => {
    const url = await freshDatabaseUrl('sqlite')
    const before = await openAll(url)
    const page = sql<{ rootpage: number }>`select rootpage from sqlite_master where name = 'teams'`
    const [teams] = (await page.execute(before.database.read)).rows
    await before.database.close()

    const onFatal = vi.fn()
    const { database, write } = await openAll(url, { onFatal })
    const file = openSync(url.slice('file:'.length), 'r+')
    writeSync(file, randomBytes(4096), 0, 4096, (teams!.rootpage - 1) * 4096)
    closeSync(file)
    // Everything that was read at the start is forgotten, as it would be on a day of work.
    await sql`pragma shrink_memory`.execute(database.writer)
    await expect(write(us, addTeam('A'))).rejects.toMatchObject({ reason: 'database.unavailable' })
    expect(onFatal).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'SQLITE_CORRUPT' }))
    await database.close()
  })

  test('that is full refuses writes with their reason, still reads, and recovers without a restart', async () => {
    const { database, write, teams } = await openAll(await freshDatabaseUrl('sqlite'))
    await write(us, addTeam('before'))
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.writer.withoutPlugins())
    // SQLite itself answers as on a full disk once the file may not grow.
    await sql`pragma max_page_count = ${sql.raw(String(rows[0]!.page_count))}`.execute(database.writer)
    const large = (tx: Tx) => addTeam('large'.repeat(100_000))(tx)

    const outcomes = await Promise.allSettled([write(us, addTeam('with it')), write(us, large), write(us, large)])
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE', reason: 'disk.full' } })
    }
    expect(await teams()).toEqual(['before'])

    await sql`pragma max_page_count = 1000000`.execute(database.writer)
    await write(us, addTeam('after'))
    expect(await teams()).toEqual(['after', 'before'])
    await database.close()
  })
})
