import { expect, test } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { manyCases } from '../support/many-cases.ts'
import { asksOn, openWorld } from '../support/world.ts'

const BULK = `mutation ($input: BulkCasesInput!) { bulkCases(input: $input) {
  done { id status priority waitingSince snoozedUntil owner { id } labels { name } }
  refused { caseId code reason case { status } } } }`

async function bulk(agent: Agent, caseIds: readonly string[], deed: object) {
  const { bulkCases } = await agent.get(BULK, { input: { caseIds, deed } })
  return bulkCases
}

each('many cases', database => {
  test('are done at once, and one that is refused holds up no other', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const instagram = await world.connection('Instagram')
    const tess = await world.signIn('tess', { on: { [instagram]: 'read' } })
    const lead = await world.signIn('lea', { roles: ['lead'] })
    const label = (await lead.do('createLabel', { name: 'Klacht' }, 'id')).data.createLabel.id
    const own = await manyCases(world, 3, { connectionId: web })
    const foreign = await asksOn(world, await world.connection('Facebook'), 'Hallo?')
    const readOnly = await asksOn(world, instagram, 'Hallo?')
    const gone = '00000000-0000-7000-8000-000000000000'

    const closed = await bulk(tess, [...own, foreign, readOnly, gone, own[0]!], { plain: 'CLOSE' })
    expect(closed.done.map((row: { id: string; status: string }) => [row.id, row.status]).sort()).toEqual(
      own.map(id => [id, 'CLOSED']).sort(),
    )
    expect(closed.refused).toEqual([
      { caseId: foreign, code: 'NOT_FOUND', reason: null, case: null },
      { caseId: readOnly, code: 'FORBIDDEN', reason: 'right.missing', case: { status: 'NEW' } },
      { caseId: gone, code: 'NOT_FOUND', reason: null, case: null },
    ])
    const denials = await world.core.db
      .selectFrom('audit')
      .select(['actorId', 'object'])
      .where('action', '=', 'access.denied')
      .execute()
    expect(denials).toEqual([{ actorId: tess.userId, object: 'bulkCases' }])

    const until = '2026-03-20T09:00:00.000Z'
    expect((await bulk(tess, own, { snooze: until })).refused).toEqual(
      own.map(caseId => ({ caseId, code: 'INVALID', reason: 'case.closed', case: { status: 'CLOSED' } })),
    )
    const deeds = [
      [{ plain: 'REOPEN' }, { status: 'NEW' }],
      [{ assign: { userId: tess.userId } }, { status: 'OPEN', owner: { id: tess.userId } }],
      [{ label: { add: [label] } }, { labels: [{ name: 'Klacht' }] }],
      [{ label: { remove: [label] } }, { labels: [] }],
      [{ prioritise: 'URGENT' }, { priority: 'URGENT' }],
      [{ snooze: until }, { snoozedUntil: until }],
      [{ plain: 'WAKE' }, { snoozedUntil: null }],
      [{ plain: 'PEND' }, { status: 'PENDING', waitingSince: null }],
      [{ assign: {} }, { owner: null }],
    ] as const
    for (const [deed, becomes] of deeds) {
      expect(await bulk(tess, own, deed)).toMatchObject({ done: own.map(() => becomes), refused: [] })
    }
  })

  test('are named and told one thing to do', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const ids = Array.from({ length: 51 }, (_, at) => `case-${at}`)
    const plain = { plain: 'CLOSE' }
    const refused = async (input: object) => (await tess.ask(BULK, { input })).errors[0]?.extensions
    expect(await refused({ caseIds: ids, deed: plain })).toMatchObject({ reason: 'bulk.tooMany', facts: { max: 50 } })
    expect(await refused({ caseIds: [], deed: plain })).toMatchObject({ reason: 'bulk.tooMany' })
    expect(await refused({ caseIds: ['x'], deed: {} })).toMatchObject({ code: 'INVALID', reason: 'input.invalid' })
    expect(await refused({ caseIds: ['x'], deed: { ...plain, prioritise: 'LOW' } })).toMatchObject({
      reason: 'input.invalid',
    })
    expect(await refused({ caseIds: ['x'], deed: { assign: { userId: 'a', teamId: 'b' } } })).toMatchObject({
      reason: 'assign.both',
    })
  })
})
