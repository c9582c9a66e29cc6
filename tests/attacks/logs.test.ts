import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { traceOf } from '../../core/lib/log.ts'
import { verifyAudit } from '../../core/team/audit.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld } from '../support/world.ts'

each('the log of denials', database => {
  test('holds the field as we call it, once a minute for each actor, and nothing of what was asked', async () => {
    const world = await openWorld({ database })
    const there = await world.connection('Instagram')
    const caseId = await asksOn(world, there, 'Mijn zeehond is ziek')
    const [tess, bas] = [await world.signIn('tess', { roles: ['reader'] }), await world.signIn('bas')]
    const before = (await verifyAudit(world.core.db)).rows
    const alias = 'zeehond'.repeat(10_000)
    const ask = (name: string, agent = tess) =>
      agent.ask(`mutation { ${name}: closeCase(input: { caseId: "${caseId}" }) { id } }`)
    const denials = async () => {
      const { rows } = await verifyAudit(world.core.db)
      const all = await world.core.db.selectFrom('audit').selectAll().orderBy('seq').execute()
      expect(all.slice(before).every(({ action }) => action === 'access.denied')).toBe(true)
      expect(rows - before).toBe(all.length - before)
      return all.slice(before).map(({ actorId, object }) => [actorId, object])
    }
    for (const name of [alias, 'a', 'b', 'closeCase']) {
      expect((await ask(name)).errors[0]?.extensions.code).toBeOneOf(['FORBIDDEN', 'NOT_FOUND'])
    }
    // Many in one question, and of another field.
    const many = Array.from({ length: 10 }, (_, at) => `a${at}: startExport(input: { format: CSV }) { id }`)
    await tess.ask(`mutation { ${many.join(' ')} }`)
    await tess.do('bulkCases', { caseIds: [caseId], deed: { plain: 'CLOSE' } })
    await ask('theirs', bas)
    await ask('theirs', bas)
    await expect.poll(denials).toEqual([
      [tess.userId, 'closeCase'],
      [tess.userId, 'startExport'],
      [tess.userId, 'bulkCases'],
      [bas.userId, 'closeCase'],
    ])
    // They are written behind the answers, in turn: what comes after them is the last.
    await world.core.write(system('test'), async () => {})
    world.clock.advance({ seconds: 61 })
    await ask(alias)
    await ask(alias)
    await expect.poll(denials).toHaveLength(5)
    expect(JSON.stringify(await denials())).not.toContain('zeehond')
    expect(world.log.join('')).not.toContain('zeehond')
  })
})

test('the log of faults holds no text of who asked', () => {
  const faults = [
    [() => JSON.parse('zeehond'), /^SyntaxError\n/],
    [() => JSON.parse('{"a":"zeehond'), /^SyntaxError\n/],
    [() => decodeURIComponent('%zeehond'), /^URIError\n/],
    [() => new URL('zeehond'), /^TypeError ERR_INVALID_URL Invalid URL\n/],
    [() => fail({ code: '22P02', message: 'invalid input syntax: "zeehond"', detail: 'zeehond' }), /^Error 22P02\n/],
    [() => fail({ code: '23505', message: 'duplicate key (zeehond)' }), /^Error 23505\n/],
    [() => fail({ code: '42P01', message: 'relation "notes" does not exist' }), /^Error 42P01 relation "notes" does/],
    [() => fail({ message: 'zeehond\n    over two lines' }), /^Error\n/],
    [
      () => fail({ code: 'SQLITE_ERROR', message: 'no such table: notes' }),
      /^Error SQLITE_ERROR no such table: notes\n/,
    ],
  ] as const
  for (const [act, expected] of faults) {
    const trace = traced(act)
    expect(trace).toMatch(expected)
    expect(trace).not.toContain('zeehond')
    expect(trace).toContain('logs.test.ts')
  }
  expect([traceOf('zeehond'), traceOf(undefined)]).toEqual(['unknown', 'unknown'])
})

function fail(facts: object): never {
  throw Object.assign(new Error((facts as { message: string }).message), facts)
}

function traced(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return traceOf(error)
  }
  return 'nothing was thrown'
}
