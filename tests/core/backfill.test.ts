import { expect, test } from 'vitest'
import { backfillPage } from '../../core/intake/backfill.ts'
import { openRound, type Round, type Said } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const SINCE = new Date('2026-01-01T00:00:00.000Z')

/** What the platform holds: messages as a page of them is asked for, the cursor being how many went before. */
function holds({ peer, message }: Round, said: Said[], size = 2) {
  peer.answer = ({ path }) => {
    const asked = new URL(path, 'http://peer')
    if (asked.pathname !== '/history') return path === '/send' ? { body: { externalId: 'post-9' } } : {}
    const from = Number(asked.searchParams.get('after') || 0)
    const items = said
      .slice(from, from + size)
      .map(one => ({ key: one.id, body: JSON.stringify({ events: [message(one)] }) }))
    const left = Math.max(said.length - from - size, 0)
    return { body: { items, cursor: String(from + size), more: left > 0, left } }
  }
}

/** Reads until there is no more; each step's figures. */
async function reads({ world, connectionId }: Round) {
  const steps: Array<[read: number, fresh: number, left: number | null]> = []
  for (let cursor: string | null = null, first = true; first || cursor; first = false) {
    const step: Awaited<ReturnType<typeof backfillPage>> = await backfillPage(world.core, connectionId, {
      since: SINCE,
      cursor,
    })
    steps.push([step.read, step.fresh, step.left])
    cursor = step.cursor
  }
  return steps
}

const cases = ({ world }: Round) =>
  world.core.db.selectFrom('cases').select(['number', 'status', 'openedAt', 'waitingSince']).orderBy('number').execute()

each('reading what was written before', database => {
  test('brings each message once, page by page, and opens cases at their own time', async () => {
    const round = await openRound({ database })
    holds(round, [
      { id: 'm1', thread: 'a', from: 'sanne', at: '2026-01-10T09:00:00.000Z' },
      { id: 'm2', thread: 'a', from: 'sanne', at: '2026-01-10T09:05:00.000Z' },
      { id: 'm3', thread: 'b', from: 'bram', at: '2026-02-01T09:00:00.000Z' },
    ])
    expect(await reads(round)).toEqual([
      [2, 2, 1],
      [1, 1, 0],
    ])
    expect(await cases(round)).toEqual([
      { number: 1, status: 'new', openedAt: '2026-01-10T09:00:00.000Z', waitingSince: '2026-01-10T09:00:00.000Z' },
      { number: 2, status: 'new', openedAt: '2026-02-01T09:00:00.000Z', waitingSince: '2026-02-01T09:00:00.000Z' },
    ])
    const events = await round.world.core.db
      .selectFrom('events')
      .select('data')
      .where('type', '=', 'message.received')
      .execute()
    expect(events.map(({ data }) => JSON.parse(data).history)).toEqual([1, 1, 1])
    expect(await reads(round)).toEqual([
      [2, 0, 1],
      [1, 0, 0],
    ])
    expect(await round.messages()).toHaveLength(3)
    expect(round.peer.asked.find(({ path }) => path.startsWith('/history'))?.path).toBe(
      `/history?since=${SINCE.toISOString()}&after=`,
    )
    const { cursor } = await round.world.core.db
      .selectFrom('connections')
      .select('cursor')
      .where('id', '=', round.connectionId)
      .executeTakeFirstOrThrow()
    expect(cursor).toBe(null)
  })

  test('disturbs nothing that was answered or closed since', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'n1', thread: 'a' }), round.message({ id: 'n2', thread: 'b', from: 'bram' }))
    await round.tess.answers(1, 'Ja, tot tien uur. ^TR')
    await round.tess.closes(2)
    const before = await cases(round)
    holds(round, [
      { id: 'm1', thread: 'a', at: '2026-02-20T09:00:00.000Z' },
      { id: 'm2', thread: 'b', from: 'bram', at: '2026-02-20T09:00:00.000Z' },
      { id: 'm3', thread: 'b', from: 'bram', at: '2025-12-20T09:00:00.000Z' },
    ])
    await reads(round)
    expect(await cases(round)).toEqual(before)
    const number = (id: string) => round.messages().then(all => all.filter(one => one.caseId === id).length)
    const rows = await round.world.core.db.selectFrom('cases').select('id').orderBy('number').execute()
    expect([await number(rows[0]!.id), await number(rows[1]!.id)]).toEqual([3, 3])
  })

  test('keeps a matter of long ago apart from the present one, which gets the next message', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'n1', thread: 'a' }))
    holds(round, [
      { id: 'm1', thread: 'old', at: '2026-01-10T09:00:00.000Z' },
      { id: 'm2', thread: 'old', at: '2026-01-11T09:00:00.000Z' },
      { id: 'm3', thread: 'last-week', at: new Date(round.world.clock.now().getTime() - 3 * 86_400_000).toISOString() },
    ])
    await reads(round)
    await round.brings(round.message({ id: 'n2', thread: 'new' }))
    const all = await round.messages()
    const caseOf = (id: string) => all.find(({ externalId }) => externalId === id)?.caseId
    expect(caseOf('m2')).toBe(caseOf('m1'))
    expect(caseOf('m1')).not.toBe(caseOf('n1'))
    expect([caseOf('m3'), caseOf('n2')]).toEqual([caseOf('n1'), caseOf('n1')])
  })

  test('in which an answer of ours came before the last question: that one waits', async () => {
    const round = await openRound({ database })
    holds(
      round,
      [
        { id: 'm1', thread: 'a', at: '2026-01-10T09:00:00.000Z' },
        { id: 'm3', thread: 'a', at: '2026-01-12T09:00:00.000Z', text: 'En morgen?' },
        { id: 'm2', thread: 'a', at: '2026-01-11T09:00:00.000Z', text: 'Ja.', ours: true },
      ],
      1,
    )
    await reads(round)
    expect(await cases(round)).toMatchObject([{ status: 'new', waitingSince: '2026-01-12T09:00:00.000Z' }])
  })
})

test('a page that fails says when to try again, and a channel without history says so', async () => {
  const round = await openRound()
  const read = (connectionId: string) => backfillPage(round.world.core, connectionId, { since: SINCE, cursor: null })
  round.peer.next(() => ({ status: 429, headers: { 'retry-after': '30' } }))
  await expect(read(round.connectionId)).rejects.toMatchObject({
    name: 'PluginError',
    code: 'temporary',
    retryAfter: 30,
  })
  const web = await round.world.core.webConnection()
  await expect(read(web.id)).rejects.toMatchObject({ reason: 'connection.noHistory' })
  const admin = await round.world.signIn('ada')
  await admin.do('pauseConnection', { connectionId: round.connectionId })
  await expect(read(round.connectionId)).rejects.toMatchObject({ reason: 'connection.stopped' })
})
