import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../core/db/db.ts'
import { each, freshDatabaseUrl } from '../support/databases.ts'

each('reads aside', engine => {
  const open = async () => openDatabase(await freshDatabaseUrl(engine))
  const team = (id: string) => ({ id, name: `Team ${id}`, createdAt: '2026-03-02T09:00:00.000Z' })

  test('see what is committed, as other reads do', async () => {
    const database = await open()
    const teams = () => database.aside.selectFrom('teams').selectAll().orderBy('id').execute()
    expect(await teams()).toEqual([])
    await database.writer
      .insertInto('teams')
      .values([team('a'), team('b')])
      .execute()
    expect(await teams()).toEqual([
      { ...team('a'), archivedAt: null },
      { ...team('b'), archivedAt: null },
    ])
    expect(await teams()).toEqual(await database.read.selectFrom('teams').selectAll().orderBy('id').execute())
    await database.close()
  })

  test('say what was wrong, and go on', async () => {
    const database = await open()
    const wrong = database.aside
      .selectFrom('teams')
      .select('nothing' as 'name')
      .execute()
    await expect(wrong).rejects.toThrow(/nothing/)
    const both = [1, 2].map(() => database.aside.selectFrom('teams').select('id').execute())
    expect(await Promise.all(both)).toEqual([[], []])
    await database.close()
  })
})

/** Counts to a number: some hundred nanoseconds each. */
const counting = (to: number) =>
  sql<{
    n: number
  }>`with recursive c(i) as (select 1 union all select i + 1 from c where i < ${to}) select count(*) as n from c`

test('a read aside on SQLite holds up nothing', async () => {
  const database = await openDatabase(await freshDatabaseUrl('sqlite'))
  const order: string[] = []
  const slow = counting(400_000)
    .execute(database.aside)
    .then(({ rows }) => order.push(`counted to ${rows[0]?.n}`))
  await database.read.selectFrom('teams').select('id').execute()
  order.push('read')
  await slow
  expect(order).toEqual(['read', 'counted to 400000'])
  await database.close()
})

test('a read aside can change nothing', async () => {
  const database = await openDatabase(await freshDatabaseUrl('sqlite'))
  const team = { id: 'a', name: 'A', createdAt: '' }
  await expect(database.aside.insertInto('teams').values(team).returning('id').execute()).rejects.toThrow(/readonly/)
  await database.close()
})

test('a read under way when the database closes ends with it', async () => {
  const database = await openDatabase(await freshDatabaseUrl('sqlite'))
  const slow = expect(counting(2_000_000).execute(database.aside)).rejects.toThrow(/ended/)
  await database.read.selectFrom('teams').select('id').execute()
  await database.close()
  await slow
})
