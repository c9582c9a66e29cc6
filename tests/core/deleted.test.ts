import { expect, test } from 'vitest'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const standing = ({ world }: Round) =>
  world.core.db.selectFrom('cases').select(['status', 'waitingSince', 'closedAt']).executeTakeFirstOrThrow()
const deleted = (round: Round, externalId: string) => ({ type: 'deleted', externalId, at: round.world.clock.iso() })
const at = (minute: number) => new Date(Date.parse('2026-03-02T08:00:00.000Z') + minute * 60_000).toISOString()
const GONE = { status: 'pending', waitingSince: null, closedAt: null }

each('what was deleted on its platform', database => {
  test('keeps nobody waiting: the case rests when all of it is gone, and says so', async () => {
    const round = await openRound({ database })
    await round.brings(
      round.message({ id: 'm1', at: at(1) }),
      round.message({ id: 'm2', at: at(2) }),
      round.message({ id: 'r1', at: at(3), automatic: true }),
    )
    await round.brings(deleted(round, 'm1'))
    expect(await standing(round)).toMatchObject({ status: 'new', waitingSince: at(2) })
    await round.brings(deleted(round, 'm2'))
    expect(await standing(round)).toEqual(GONE)
    expect(await round.tess.inbox('UNASSIGNED')).toEqual([])
    expect((await round.tess.case(1)).events.at(-1)).toMatchObject({ type: 'case.pended' })
    await round.brings(deleted(round, 'm2'))
    await round.brings(round.message({ id: 'm3', text: 'Toch nog iets' }))
    expect(await round.tess.inbox('UNASSIGNED')).toMatchObject([{ waiting: true }])
  })

  test('before it came, or by ourselves, keeps nobody waiting either', async () => {
    const round = await openRound({ database })
    await round.brings(deleted(round, 'm1'))
    await round.brings(round.message({ id: 'm1' }))
    expect(await standing(round)).toEqual(GONE)
    await round.brings(round.message({ id: 'm2', text: 'Stomme school' }))
    const { id } = (await round.messages()).at(-1)!
    expect((await round.tess.do('moderateMessage', { messageId: id, action: 'REMOVE' })).errors).toEqual([])
    expect(await standing(round)).toEqual(GONE)
  })

  test('is not waited for again when an answer is taken back, or the case is opened again', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1', at: at(1) }))
    const messageId = await round.tess.answers(1, 'Ja!')
    await round.brings(deleted(round, 'm1'))
    await round.tess.do('undoReply', { messageId })
    expect(await standing(round)).toEqual(GONE)
    await round.tess.closes(1)
    const { id } = await round.tess.case(1)
    await round.tess.do('reopenCase', { caseId: id })
    expect(await standing(round)).toMatchObject({ waitingSince: null, closedAt: null })
  })

  test('stays where a person must decide about an answer', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    await round.tess.answers(1, 'Ja!')
    round.peer.next(() => ({ status: 410 }))
    round.world.clock.advance({ minutes: 1 })
    await round.world.run('deliver')
    await round.brings(deleted(round, 'm1'))
    expect(await standing(round)).toMatchObject({ waitingSince: null, status: expect.stringMatching(/new|open/) })
  })

  test('is told to who answers it: that an answer would stand under nothing', async () => {
    const round = await openRound({ database })
    const audience = async () =>
      (await round.tess.get('{ case(number: 1) { audiences { deletedAt to { name } } } }')).case.audiences[0]
    const post = { thread: 'post', visibility: 'public' } as const
    await round.brings(round.message({ ...post, id: 'm1' }), round.message({ ...post, id: 'm2' }))
    await round.brings(deleted(round, 'm2'))
    expect(await audience()).toEqual({ deletedAt: null, to: { name: 'sanne' } })
    await round.brings(deleted(round, 'm1'))
    expect(await audience()).toEqual({ deletedAt: round.world.clock.iso(), to: { name: 'sanne' } })
    await round.tess.answers(1, 'Dan zeggen we het zo')
    round.world.clock.advance({ minutes: 1 })
    await round.world.run('deliver')
    expect(round.peer.posted('/send')).toMatchObject([{ inReplyTo: 'm2', to: { externalId: 'sanne' } }])
    await round.brings(round.message({ ...post, id: 'm3' }))
    expect(await audience()).toMatchObject({ deletedAt: null })
  })
})
