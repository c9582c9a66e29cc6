import { expect, test } from 'vitest'
import { userById } from '../../core/team/users.ts'
import type { Agent } from '../support/agent.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const MESSAGES = `{ case(number: 1) { messages(last: 10) { edges { node {
  redacted kind place thread { id title url visibility } handle { handle followers profileUrl } } } } } }`

/** Where each message of the first case stands, as somebody sees it. */
const seen = async (_: Round, agent: Agent) =>
  (await agent.get(MESSAGES)).case.messages.edges.map(({ node }: { node: object }) => node)

each('where a message stands', database => {
  test('is told with it: what sort it is, whose page, the post it answers, and who follows its author', async () => {
    const round = await openRound({ database })
    const post = {
      externalId: 'post-1',
      visibility: 'public',
      title: 'Zaterdag open dag!',
      url: 'https://plein.example/1',
    }
    await round.brings({
      ...round.message({ id: 'm1' }),
      ...{ thread: post, place: 'brand', kind: 'comment' },
      author: { externalId: 'p-1', handle: 'sanne', followers: 48_200, profileUrl: 'https://plein.example/@sanne' },
    })
    await round.brings({ ...round.message({ id: 'm2', from: 'p-1' }), place: 'consumer' })
    await round.tess.answers(1, 'Tot zaterdag! ^TR')
    const [first, second, ours] = await seen(round, round.tess)
    // A case is called by its own question, not by the post that it stands below.
    expect((await round.tess.case(1)).subject).toBe('Is de bibliotheek open?')
    expect(first).toEqual({
      ...{ redacted: false, kind: 'COMMENT', place: 'BRAND' },
      thread: { id: expect.any(String), title: post.title, url: post.url, visibility: 'PUBLIC' },
      handle: { handle: 'sanne', followers: 48_200, profileUrl: 'https://plein.example/@sanne' },
    })
    expect(second).toMatchObject({ kind: null, place: 'CONSUMER', thread: { title: null, visibility: 'PRIVATE' } })
    expect(ours).toMatchObject({ kind: null, place: null, handle: null })
  })

  test('what its thread is about may be told with a later message', async () => {
    const round = await openRound({ database })
    const thread = { externalId: 'post-1', visibility: 'public' }
    await round.brings({ ...round.message({ id: 'm1' }), thread })
    const told = { ...thread, title: 'Zaterdag open dag!', url: 'https://plein.example/1' }
    await round.brings({ ...round.message({ id: 'm2' }), thread: told })
    await round.brings({ ...round.message({ id: 'm3' }), thread: { ...told, title: 'Iets anders' } })
    expect(await seen(round, round.tess)).toMatchObject(Array(3).fill({ thread: { title: told.title, url: told.url } }))
  })

  test('is not told to who may not read it, nor its author to a token that reads no customers', async () => {
    const round = await openRound({ database })
    const other = await round.connect('@elders')
    await round.brings({ ...round.message({ id: 'm1' }), kind: 'direct' })
    await round.world.core.database.writer.updateTable('messages').set({ connectionId: other }).execute()
    expect(await seen(round, round.tess)).toEqual([
      { redacted: true, kind: null, place: null, thread: null, handle: null },
    ])
    await round.world.core.database.writer.updateTable('messages').set({ connectionId: round.connectionId }).execute()
    const owner = await userById(round.world.core.db, round.tess.userId)
    const token = await round.world.token(owner, ['cases:read', 'messages:read'])
    expect(await seen(round, token)).toMatchObject([{ kind: 'DIRECT', handle: null }])
  })
})
