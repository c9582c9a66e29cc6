import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system, visitor } from '../../core/lib/actor.ts'
import { audit, verifyAudit } from '../../core/team/audit.ts'
import { each } from '../support/databases.ts'
import { openRoom, type Room } from './team-room.ts'

const written = async (room: Room) => {
  for (const object of ['c1', 'c2', 'c3', 'c4']) {
    await room.unit(tx => audit(tx, { action: 'case.export', object, result: 'ok', address: '192.0.2.7' }))
    room.clock.advance({ seconds: 1 })
  }
}

/** As somebody with the database's password would: past the triggers. */
async function tamper(room: Room, statement: string) {
  const { dialect, writer } = room.database
  for (const line of dialect === 'sqlite'
    ? ['drop trigger audit_no_update', 'drop trigger audit_no_delete', statement]
    : ['alter table audit disable trigger all', statement]) {
    await sql.raw(line).execute(writer)
  }
}

each('the audit', engine => {
  test('is a chain that holds together', async () => {
    const room = await openRoom(engine)
    expect(await verifyAudit(room.db)).toMatchObject({ rows: 0 })
    await written(room)
    await room.write(visitor, tx => audit(tx, { action: 'status.read', result: 'denied' }))
    const { rows, head, broken } = await verifyAudit(room.db)
    expect({ rows, broken }).toEqual({ rows: 5, broken: undefined })
    expect(head).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each([
    ['another object', "update audit set object = 'c9' where object = 'c3'", 2],
    ['another moment', "update audit set at = '2020-01-01T00:00:00.000Z' where object = 'c3'", 2],
    ['another actor', "update audit set actor_id = 'somebody' where object = 'c3'", 2],
    ['a denial made good', "update audit set result = 'denied' where object = 'c1'", 0],
    ['a row taken out', "delete from audit where object = 'c2'", 1],
  ])('names the row after %s', async (_, statement, good) => {
    const room = await openRoom(engine)
    await written(room)
    const seqs = (await room.db.selectFrom('audit').select('seq').orderBy('seq').execute()).map(row => row.seq)
    await tamper(room, statement)
    const left = statement.startsWith('delete') ? seqs.filter(seq => seq !== seqs[1]) : seqs
    expect(await verifyAudit(room.db)).toMatchObject({ rows: good, broken: left[good] })
  })

  test('shows rows cut off at the end by its head alone', async () => {
    const room = await openRoom(engine)
    await written(room)
    const { head } = await verifyAudit(room.db)
    await tamper(room, "delete from audit where object = 'c4'")
    const after = await verifyAudit(room.db)
    expect(after.broken).toBeUndefined()
    expect(after.head).not.toBe(head)
  })

  test('cannot be changed by a slip of ours', async () => {
    const room = await openRoom(engine)
    await written(room)
    for (const statement of ["update audit set object = 'x'", 'delete from audit']) {
      await expect(sql.raw(statement).execute(room.database.writer)).rejects.toThrow('append-only')
    }
  })

  test('stays one chain when many write at the same moment, and when some of it fails', async () => {
    const room = await openRoom(engine)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        room.write(system(`part${index}`), async tx => {
          await audit(tx, { action: 'test', result: 'ok' })
          if (index % 3 === 0) throw new Error('this unit fails')
        }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
    expect(await verifyAudit(room.db)).toMatchObject({ rows: 40 })
    expect((await verifyAudit(room.db)).broken).toBeUndefined()
  })
})
