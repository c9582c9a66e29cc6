import { randomUUID } from 'node:crypto'
import { Agent, type AppBskyFeedDefs, CredentialSession, RichText } from '@atproto/api'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { OutboundMessage } from 'webcare/plugin'
import { testCtx } from 'webcare/plugin/testing'
import bluesky from '../../plugins/bluesky/index.ts'
import { openWorld } from '../support/world.ts'

/** The app view follows the server by itself; so long it may take. */
const soon = { timeout: 40_000, interval: 250 }
const unique = () => randomUUID().slice(0, 8)

/** Somebody with an account and an app of their own. */
async function person(name: string) {
  const session = new CredentialSession(new URL(inject('pdsUrl')))
  const handle = `${name}-${unique()}.test`
  await session.createAccount({ handle, email: `${handle}@mail.example`, password: 'een-lang-wachtwoord' })
  const agent = new Agent(session)
  return {
    agent,
    handle,
    did: agent.assertDid,
    async posts(text: string, reply?: AppBskyFeedDefs.PostView['record']) {
      const rich = new RichText({ text })
      await rich.detectFacets(agent)
      return agent.post({ text, facets: rich.facets ?? [], langs: ['nl'], ...(reply && { reply: reply as never }) })
    },
    /** What stands below a post, as the app view shows it to them. */
    async below(uri: string): Promise<AppBskyFeedDefs.PostView[]> {
      const { thread } = (await agent.getPostThread({ uri })).data as { thread: AppBskyFeedDefs.ThreadViewPost }
      return (thread.replies ?? []).flatMap(one => ('post' in one ? [one.post as AppBskyFeedDefs.PostView] : []))
    },
  }
}
type Person = Awaited<ReturnType<typeof person>>

/** The account's settings, with an app password as its owner would make one. */
async function settingsOf({ agent, handle }: Person) {
  const { data } = await agent.com.atproto.server.createAppPassword({ name: `webcare ${unique()}` })
  return { service: inject('pdsUrl'), identifier: handle, password: data.password }
}

describe('the product on a real network', () => {
  test('a mention becomes a case, is answered in its thread, liked, answered back and taken back', async () => {
    const [school, jamila] = [await person('school'), await person('jamila')]
    const world = await openWorld({
      listen: true,
      realTime: true,
      hostThread: true,
      settings: { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128' },
    })
    const admin = await world.signIn('ada', { roles: ['agent', 'admin'] })
    const input = { plugin: 'bluesky', name: 'Bluesky', settings: JSON.stringify(await settingsOf(school)) }
    const added = await admin.do('addConnection', input, 'id problem')
    expect(added).toMatchObject({ errors: [], data: { addConnection: { problem: null } } })
    const tess = await world.signIn('tess', { roles: ['lead'], on: { [added.data.addConnection.id]: 'lead' } })
    const messages = async (number: number) =>
      (
        await tess.get(
          `query ($number: Int!) { case(number: $number) { messages(last: 20) { edges { node {
            id text direction visibility author url actions deletedAt likedAt delivery { state } } } } } }`,
          { number },
        )
      ).case.messages.edges.map(({ node }: { node: object }) => node)

    const question = await jamila.posts(`@${school.handle} één vraag 🙋🏽: kan ik mij nog aanmelden?`)
    await expect.poll(() => tess.inbox('UNASSIGNED'), soon).toHaveLength(1)
    const { number } = (await tess.inbox('UNASSIGNED'))[0]!
    expect(await messages(number)).toMatchObject([
      { text: `@${school.handle} één vraag 🙋🏽: kan ik mij nog aanmelden?`, visibility: 'PUBLIC', actions: ['LIKE'] },
    ])

    await tess.takes(number)
    await tess.answers(number, `Ja @${jamila.handle}, tot 1 april: example.edu/aanmelden 🎓 ^TR`)
    await expect.poll(() => jamila.below(question.uri), soon).toHaveLength(1)
    const [answer] = await jamila.below(question.uri)
    expect(answer).toMatchObject({
      author: { did: school.did },
      record: { text: `Ja @${jamila.handle}, tot 1 april: example.edu/aanmelden 🎓 ^TR`, langs: ['nl'] },
    })
    expect(answer!.record.reply).toMatchObject({ root: { uri: question.uri }, parent: { uri: question.uri } })
    expect(answer!.record.facets).toMatchObject([
      { features: [{ did: jamila.did }] },
      { features: [{ uri: 'https://example.edu/aanmelden' }] },
    ])
    await expect.poll(async () => (await messages(number))[1], soon).toMatchObject({ delivery: { state: 'SENT' } })

    const [{ id: questionId }] = await messages(number)
    const liked = await tess.do('moderateMessage', { messageId: questionId, action: 'LIKE' }, 'likedAt')
    expect(liked.errors).toEqual([])
    const likes = async () => (await jamila.agent.getLikes({ uri: question.uri })).data.likes
    await expect.poll(likes, soon).toMatchObject([{ actor: { did: school.did } }])

    const reply = {
      root: { uri: question.uri, cid: question.cid },
      parent: { uri: answer!.uri, cid: answer!.cid },
    }
    const thanks = await jamila.posts('Top, en voor mijn broer?', reply)
    await expect.poll(() => messages(number), soon).toHaveLength(3)
    expect((await tess.case(number)).status).toBe('OPEN')

    await jamila.agent.deletePost(thanks.uri)
    await expect.poll(async () => (await messages(number))[2], soon).toMatchObject({ text: null })
    expect((await messages(number))[2].deletedAt).not.toBeNull()

    const ours = (await messages(number))[1]
    expect(ours.actions).toContain('REMOVE')
    const removed = await tess.do('moderateMessage', { messageId: ours.id, action: 'REMOVE' }, 'deletedAt')
    expect(removed.errors).toEqual([])
    await expect.poll(() => jamila.below(question.uri), soon).toEqual([])
  })
})

describe('the plugin on a real network', () => {
  let school: Person
  let jamila: Person
  let settings: Awaited<ReturnType<typeof settingsOf>>
  const channel = bluesky.channel!
  beforeAll(async () => {
    school = await person('school')
    jamila = await person('jamila')
    settings = await settingsOf(school)
  })
  const ctxNow = () => testCtx({ settings, now: new Date() })
  const answerTo = (uri: string, text = 'Ja, tot 1 april! ^TR'): OutboundMessage => ({
    id: randomUUID(),
    thread: { externalId: uri, visibility: 'public' },
    inReplyTo: uri,
    references: [uri],
    replyToken: '',
    to: { externalId: jamila.did },
    text,
    attachments: [],
  })
  const postsOf = async ({ agent, did }: Person) =>
    (await agent.com.atproto.repo.listRecords({ repo: did, collection: 'app.bsky.feed.post', limit: 100 })).data.records
  /** The app view has seen the post. */
  const shown = async ({ uri }: { uri: string }) => {
    await expect.poll(async () => (await school.agent.getPosts({ uris: [uri] })).data.posts, soon).toHaveLength(1)
  }

  test('the same answer twice is one post, also at the same moment', async () => {
    const question = await jamila.posts('Hoe laat begint de open dag?')
    await shown(question)
    const before = (await postsOf(school)).length
    const [ctx, message] = [ctxNow(), answerTo(question.uri)]
    const first = await channel.send(message, ctx)
    const again = await Promise.all([channel.send(message, ctx), channel.send(message, ctx)])
    expect(again.map(({ externalId }) => externalId)).toEqual([first.externalId, first.externalId])
    const racing = answerTo(question.uri, 'Om tien uur ^TR')
    const outcomes = await Promise.allSettled([
      channel.send(racing, ctx),
      channel.send(racing, ctx),
      channel.send(racing, ctx),
    ])
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect((await postsOf(school)).length - before).toBe(2)
  })

  test('the longest text goes, and a longer one is refused for good', async () => {
    const question = await jamila.posts('Wat is het adres?')
    await shown(question)
    const longest = `${'👩🏽‍🎓'.repeat(50)}${'é'.repeat(250)}`
    await channel.send(answerTo(question.uri, longest), ctxNow())
    await expect(channel.send(answerTo(question.uri, `${longest}!`), ctxNow())).rejects.toMatchObject({
      code: 'permanent',
    })
  })

  test('an answer below our post is hidden, for everybody', async () => {
    const root = await school.posts('Zaterdag open dag!')
    const strong = { root: { uri: root.uri, cid: root.cid }, parent: { uri: root.uri, cid: root.cid } }
    const rude = await jamila.posts('Stomme school', strong)
    const ctx = ctxNow()
    await expect
      .poll(async () => {
        const { items } = await channel.poll!(undefined, ctx)
        return (await Promise.all(items.map(item => channel.parse(item, ctx)))).flat()
      }, soon)
      .toMatchObject([{ externalId: rude.uri, place: 'brand', kind: 'comment', allows: ['like', 'hide'] }])
    await channel.hide!({ externalId: rude.uri, threadId: root.uri }, ctx)
    await channel.hide!({ externalId: rude.uri, threadId: root.uri }, ctx)
    const gate = async () => (await jamila.agent.getPosts({ uris: [root.uri] })).data.posts[0]?.threadgate?.record
    await expect.poll(gate, soon).toMatchObject({ hiddenReplies: [rude.uri] })
  })

  test('a wrong password and a taken away one ask for an admin', async () => {
    const wrong = testCtx({ settings: { ...settings, password: 'no' } })
    await expect(bluesky.check!(wrong, () => {})).rejects.toMatchObject({ code: 'unauthorized' })

    const { name, password } = (await school.agent.com.atproto.server.createAppPassword({ name: 'short' })).data
    const ctx = testCtx({ settings: { ...settings, password } })
    await channel.poll!(undefined, ctx)
    await school.agent.com.atproto.server.revokeAppPassword({ name })
    // The server lets the access token live its two hours; from the first refresh it is over.
    const kept = ctx.stored.get('session') as { session: { accessJwt: string } }
    ctx.stored.set('session', { ...kept, session: { ...kept.session, accessJwt: `${kept.session.accessJwt}x` } })
    await expect(channel.poll!(undefined, ctx)).rejects.toMatchObject({ code: 'temporary' })
    await expect(channel.poll!(undefined, ctx)).rejects.toMatchObject({ code: 'unauthorized' })
  })
})
