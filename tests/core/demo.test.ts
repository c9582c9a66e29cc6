import { expect, onTestFinished, test } from 'vitest'
import { beginning, play, STORIES } from '../../core/demo-play.ts'
import { PEOPLE, startNetwork } from '../../plugins/sandbox/network.ts'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

each('the demo', database => {
  test('is a morning at a school: cases in every state and on every channel, and colleagues at work', {
    timeout: 90_000,
  }, async () => {
    const world = await openWorld({ database, settings: { WEBCARE_ALLOWED_NETWORKS: '127.0.0.1/32' } })
    const { core, clock } = world
    const end = new Date('2026-03-12T09:40:00.000Z')
    clock.set(beginning(end))
    const network = await startNetwork({ now: () => clock.now() })
    onTestFinished(() => network.close())
    await play(core, { ...network, people: PEOPLE }, clock, end)
    expect(clock.iso()).toBe(end.toISOString())

    const cases = await core.db.selectFrom('cases').selectAll().execute()
    // A person who writes again in another place is still one customer.
    expect(cases).toHaveLength(new Set(STORIES.map(({ who }) => who)).size)
    expect(cases.length).toBeGreaterThanOrEqual(25)
    expect(cases.length).toBeLessThanOrEqual(40)
    // Nothing happens in the future, nothing before the school was there.
    const times = cases.flatMap(({ openedAt, lastMessageAt }) => [openedAt, lastMessageAt])
    expect(times.every(at => at !== null && at > beginning(end) && at <= end.toISOString())).toBe(true)

    const tess = await world.signIn('Tess Roos')
    const { lists } = await tess.get('{ lists { key count } }')
    const counts = Object.fromEntries(lists.map(({ key, count }: { key: string; count: number }) => [key, count]))
    expect(counts).toMatchObject({ ALL: cases.length, SNOOZED: 1 })
    for (const list of ['MINE', 'UNASSIGNED', 'PENDING', 'CLOSED']) expect(counts[list], list).toBeGreaterThan(1)
    expect(new Set(cases.map(({ ownerId }) => ownerId)).size).toBeGreaterThan(4)
    expect(new Set(cases.map(({ priority }) => priority))).toEqual(new Set(['normal', 'high', 'urgent']))

    const replies = await core.db.selectFrom('replies').select(['state', 'reason']).execute()
    const states = Object.groupBy(replies, ({ state }) => state)
    expect(Object.keys(states).sort()).toEqual(['failed', 'needs_human', 'sent'])
    expect(states.failed).toMatchObject([{ reason: expect.stringContaining('no such post') }])
    expect(states.needs_human).toHaveLength(1)
    const seen = await core.db
      .selectFrom('messages')
      .innerJoin('connections', 'connections.id', 'messages.connectionId')
      .where('direction', '=', 'in')
      .select(['plugin', 'visibility'])
      .distinct()
      .execute()
    expect(seen.map(({ plugin, visibility }) => `${plugin} ${visibility}`).sort()).toEqual([
      'sandbox private',
      'sandbox public',
      'web private',
    ])
    const { count } = core.db.fn
    const many = async (table: 'notes' | 'drafts' | 'caseLabels') =>
      Number((await core.db.selectFrom(table).select(count<number>('caseId').as('n')).executeTakeFirstOrThrow()).n)
    for (const table of ['notes', 'drafts', 'caseLabels'] as const) expect(await many(table)).toBeGreaterThan(1)
    // Every channel works when it is looked at.
    const connections = await core.db.selectFrom('connections').select(['problem', 'pausedAt', 'workedAt']).execute()
    expect(connections).toEqual(
      connections.map(() => ({ problem: null, pausedAt: null, workedAt: expect.any(String) })),
    )
  })
})
