import { expect, test } from 'vitest'
import { openRound, type Round, type Said } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const MESSAGES = `query ($number: Int!) { case(number: $number) { messages { edges { node {
  id text actions likedAt hiddenAt } } } } }`

/** What a customer said, as an agent sees it. */
async function said(round: Round, message: Said) {
  await round.brings(round.message({ id: 'm1', visibility: 'public', thread: 'post-1', text: 'Schande!', ...message }))
  const { number } = await round.world.core.db.selectFrom('cases').select('number').executeTakeFirstOrThrow()
  const shown = async () => (await round.tess.get(MESSAGES, { number })).case.messages.edges[0].node
  const { id } = await shown()
  const does = async (action: string) => {
    const { errors } = await round.tess.do('moderateMessage', { messageId: id, action }, 'id')
    return errors[0]?.extensions
  }
  return { shown, does, number }
}

each('a message on its platform', database => {
  test('has the buttons its channel has, each gone once it was used', async () => {
    const round = await openRound({ database })
    const { shown, does } = await said(round, {})
    expect(await shown()).toMatchObject({ actions: ['LIKE', 'HIDE', 'REMOVE'], likedAt: null, hiddenAt: null })
    expect(await does('LIKE')).toBe(undefined)
    expect(await shown()).toMatchObject({ actions: ['HIDE', 'REMOVE'], likedAt: round.world.clock.iso() })
    expect(await does('HIDE')).toBe(undefined)
    expect(await shown()).toMatchObject({ actions: ['REMOVE'], hiddenAt: round.world.clock.iso(), text: 'Schande!' })
    expect(await does('REMOVE')).toBe(undefined)
    expect(await shown()).toMatchObject({ actions: [], text: null })
    const ref = { externalId: 'm1', threadId: 'post-1' }
    expect(['/like', '/hide', '/remove'].map(path => round.peer.posted(path))).toEqual([[ref], [ref], [ref]])
  })

  test('has no more of them than its platform allows on it', async () => {
    const round = await openRound({ database })
    const { shown, does } = await said(round, { allows: ['hide'] })
    expect(await shown()).toMatchObject({ actions: ['HIDE'] })
    for (const action of ['LIKE', 'REMOVE']) {
      expect(await does(action)).toMatchObject({ code: 'INVALID', reason: 'message.action' })
    }
    expect(round.peer.asked.filter(({ path }) => /like|remove/.test(path))).toEqual([])
  })

  test('stays as it is when the platform does not do it, and the agent hears why', async () => {
    const round = await openRound({ database })
    const { shown, does } = await said(round, {})
    const before = await shown()
    for (const status of [500, 429, 410]) {
      round.peer.next(() => ({ status }))
      expect(await does('REMOVE')).toMatchObject({ code: 'UNAVAILABLE', reason: 'message.actionFailed' })
    }
    expect(await shown()).toEqual(before)
  })

  test('that was deleted there, or came by our own form, has none', async () => {
    const round = await openRound({ database })
    const { shown, does } = await said(round, {})
    await round.brings({ type: 'deleted', externalId: 'm1', at: round.world.clock.iso() })
    expect(await shown()).toMatchObject({ actions: [] })
    expect(await does('LIKE')).toMatchObject({ reason: 'message.action' })
    const visitor = await round.world.visitor().asks('Is het open?')
    const web = (await round.tess.get(MESSAGES, { number: visitor.case })).case.messages.edges[0].node
    expect(web.actions).toEqual([])
  })
})
