import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelContract } from 'webcare/plugin/testing'
import bluesky from './index.ts'
import { JAMILA, network, US } from './network.ts'
import { answer, at, channel, failure, NOW, type Opened, open, oursIn, settings } from './testing.ts'
import { readUri, rkeyOf } from './uris.ts'

const contract = network()
let written = 0
const asked = contract.post(JAMILA, { text: 'Kan ik mij nog aanmelden?' })

channelContract(bluesky, {
  settings: settings('https://bsky.social'),
  fixtures: `${import.meta.dirname}/fixtures`,
  peer: {
    handle: contract.handle,
    settings,
    posts: () => oursIn(contract).length,
    publishes: request => request.url === '/xrpc/com.atproto.repo.putRecord',
    refusal: ({ wait }) => ({
      body: JSON.stringify({ error: 'Refused', message: 'Refused' }),
      ...(wait && { headers: { 'ratelimit-reset': String(NOW.getTime() / 1000 + wait.seconds) } }),
    }),
    message: { thread: { externalId: asked.uri, visibility: 'public' }, inReplyTo: asked.uri },
    arrives(count) {
      for (let times = 0; times < count; times++) {
        const createdAt = new Date(NOW.getTime() + ++written).toISOString()
        contract.post(JAMILA, { text: `Vraag ${written}`, createdAt }, 'mention', createdAt)
      }
    },
    moderates(action) {
      // A post that is taken down is our own, and so is the thread in which an answer is hidden.
      const { uri } = contract.post(action === 'remove' ? US : JAMILA, { text: 'Top!' })
      return { externalId: uri, threadId: contract.post(US, { text: 'Zaterdag open dag!' }).uri }
    },
  },
})

describe('a key of our own', () => {
  test('is a TID of the time in the id, and the same each time', () => {
    const id = '019cae00-0000-7000-8000-00000000000'
    expect(rkeyOf(`${id}1`)).toMatch(/^[234567abcdefghij][2-7a-z]{12}$/)
    expect(rkeyOf(`${id}1`)).toBe(rkeyOf(`${id}1`))
    expect(rkeyOf(`${id}1`)).not.toBe(rkeyOf(`${id}2`))
    // A later id sorts later, as Bluesky wants it.
    expect(rkeyOf(`019cae00-0001${id.slice(13)}1`) > rkeyOf(`${id}1`)).toBe(true)
    const micro =
      [...rkeyOf(`${id}1`)].reduce(
        (bits, digit) => (bits << 5n) | BigInt('234567abcdefghijklmnopqrstuvwxyz'.indexOf(digit)),
        0n,
      ) >> 10n
    expect(Number(micro / 1000n)).toBe(0x019cae000000)
  })

  test('exists for any id', () => expect(rkeyOf('reply-7')).toMatch(/^[234567abcdefghij][2-7a-z]{12}$/))
})

let net: Opened['net']
let ctx: Opened['ctx']
let ask: Opened['ask']
let ours: Opened['ours']
let close: Opened['close']
beforeEach(async () => {
  ;({ net, ctx, ask, ours, close } = await open())
})
afterEach(() => close())

describe('send', () => {
  test('answers the question in its thread, in its language, with whole links', async () => {
    const root = ours()
    const question = ask(1, { reply: { root, parent: root }, langs: ['nl'] }, 'reply')
    const text = 'Één moment @jamila.test: zie example.edu/aanmelden 🎓 #open @niemand.test'
    const sent = await channel.send(
      answer(question, { text, thread: { externalId: root.uri, visibility: 'public' } }),
      ctx,
    )
    expect(readUri(sent.externalId)).toEqual({
      repo: US,
      collection: 'app.bsky.feed.post',
      rkey: rkeyOf(answer(root).id),
    })
    expect(sent.url).toBe(`https://bsky.app/profile/${US}/post/${readUri(sent.externalId).rkey}`)
    const { facets, ...record } = net.records.get(sent.externalId)!.value
    expect(record).toEqual({
      $type: 'app.bsky.feed.post',
      text,
      reply: { root, parent: question },
      langs: ['nl'],
      createdAt: NOW.toISOString(),
    })
    const shown = (facets as Array<{ index: { byteStart: number; byteEnd: number }; features: object[] }>).map(
      ({ index, features }) => [Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString(), features[0]],
    )
    expect(shown).toEqual([
      ['@jamila.test', { $type: 'app.bsky.richtext.facet#mention', did: JAMILA }],
      ['example.edu/aanmelden', { $type: 'app.bsky.richtext.facet#link', uri: 'https://example.edu/aanmelden' }],
      ['#open', { $type: 'app.bsky.richtext.facet#tag', tag: 'open' }],
    ])
  })

  test('brings pictures with what they show and how large they are, once', async () => {
    const question = ask(1)
    const pictures = [
      {
        type: 'image/jpeg',
        name: 'weg.jpg',
        alt: 'De weg naar lokaal 1.04',
        width: 800,
        height: 600,
        content: Buffer.from('a'),
      },
      { type: 'image/png', name: 'b.png', content: Buffer.from('b') },
    ]
    const sent = await channel.send(answer(question, { attachments: pictures }), ctx)
    const { embed } = net.records.get(sent.externalId)!.value as {
      embed: { images: Array<{ image: { ref: object } }> }
    }
    expect(embed).toMatchObject({
      $type: 'app.bsky.embed.images',
      images: [
        { alt: 'De weg naar lokaal 1.04', aspectRatio: { width: 800, height: 600 }, image: { mimeType: 'image/jpeg' } },
        { alt: '', image: { mimeType: 'image/png' } },
      ],
    })
    expect(embed.images.map(({ image }) => net.blobs.get(String(image.ref)))).toEqual(['a', 'b'])
    expect(await channel.send(answer(question, { attachments: pictures }), ctx)).toMatchObject({
      externalId: sent.externalId,
    })
    expect(net.asked.filter(method => method.endsWith('uploadBlob'))).toHaveLength(2)
  })

  test('a question of its own is root and parent', async () => {
    const question = ask(1)
    await channel.send(answer(question), ctx)
    expect(oursIn(net)).toMatchObject([{ reply: { root: question, parent: question } }])
  })

  test('an answer that went, though nobody heard of it, is found and not repeated', async () => {
    const question = ask(1)
    const first = await channel.send(answer(question), ctx)
    ctx.moveTo(new Date(at(5)))
    expect(await channel.send(answer(question), ctx)).toEqual(first)
    expect(oursIn(net)).toMatchObject([{ createdAt: NOW.toISOString() }])
  })

  test('an answer that went before its question was deleted is found as well', async () => {
    const question = ask(1)
    const first = await channel.send(answer(question), ctx)
    net.records.delete(question.uri)
    expect(await channel.send(answer(question), ctx)).toEqual(first)
  })

  test('two that start at the same moment are one', async () => {
    const question = ask(1)
    const both = await Promise.all([channel.send(answer(question), ctx), channel.send(answer(question), ctx)])
    expect(both[0]).toEqual(both[1])
    expect(oursIn(net)).toHaveLength(1)
  })

  test('a fault of the server while writing is of unknown outcome, while reading it is not', async () => {
    const question = ask(1)
    net.refuse('com.atproto.repo.putRecord', 502, 'UpstreamFailure')
    expect(await failure(channel.send(answer(question), ctx))).toMatchObject({ code: 'unknown' })
    net.refuse('app.bsky.feed.getPosts', 502, 'UpstreamFailure')
    expect(await failure(channel.send(answer(question), ctx))).toMatchObject({ code: 'temporary' })
  })

  test('a text of few characters and many bytes is refused before it leaves', async () => {
    const text = '👩‍👩‍👧‍👧'.repeat(121)
    expect(await failure(channel.send(answer(ask(1), { text }), ctx))).toMatchObject({ code: 'permanent' })
    expect(net.asked).toEqual([])
  })

  test('nothing is answered that is gone, or where we may not', async () => {
    const question = ask(1)
    net.closed.add(question.uri)
    expect(await failure(channel.send(answer(question), ctx))).toMatchObject({ code: 'permanent' })
    net.records.delete(question.uri)
    expect(await failure(channel.send(answer(question), ctx))).toMatchObject({ code: 'permanent' })
    expect(await failure(channel.send(answer({ uri: '41000111:11' }), ctx))).toMatchObject({ code: 'permanent' })
    expect(oursIn(net)).toEqual([])
  })
})

describe('what else can be done', () => {
  const ref = (post: { uri: string }, thread = post) => ({ externalId: post.uri, threadId: thread.uri })
  const kept = (collection: string) =>
    [...net.records].flatMap(([uri, { value }]) => (uri.includes(`/${collection}/`) ? [value] : []))

  test('a like is given once', async () => {
    const question = ask(1)
    await channel.like!(ref(question), ctx)
    await channel.like!(ref(question), ctx)
    expect(kept('app.bsky.feed.like')).toMatchObject([{ subject: question }])
  })

  test('our own answer can be taken back, again and again, and nobody else’s', async () => {
    const question = ask(1)
    const { externalId } = await channel.send(answer(question), ctx)
    await channel.remove!({ externalId, threadId: question.uri }, ctx)
    await channel.remove!({ externalId, threadId: question.uri }, ctx)
    expect(oursIn(net)).toEqual([])
    expect(await failure(channel.remove!(ref(question), ctx))).toMatchObject({ code: 'permanent' })
    const profile = { externalId: `at://${US}/app.bsky.actor.profile/self`, threadId: question.uri }
    expect(await failure(channel.remove!(profile, ctx))).toMatchObject({ code: 'permanent' })
  })

  test('an answer below our post is hidden, and who may answer stays as it was', async () => {
    const root = ours()
    const [one, two] = [1, 2].map(minutes => ask(minutes, { reply: { root, parent: root } }, 'reply'))
    await channel.hide!(ref(one!, root), ctx)
    expect(kept('app.bsky.feed.threadgate')).toMatchObject([{ post: root.uri, hiddenReplies: [one!.uri] }])
    const [uri, gate] = [...net.records].find(([key]) => key.includes('threadgate'))!
    gate.value.allow = [{ $type: 'app.bsky.feed.threadgate#mentionRule' }]
    expect(readUri(uri).rkey).toBe(readUri(root.uri).rkey)
    await channel.hide!(ref(two!, root), ctx)
    await channel.hide!(ref(two!, root), ctx)
    expect(kept('app.bsky.feed.threadgate')).toMatchObject([
      { allow: [{ $type: 'app.bsky.feed.threadgate#mentionRule' }], hiddenReplies: [one!.uri, two!.uri] },
    ])
  })

  test('what somebody else changed meanwhile is not overwritten', async () => {
    const root = ours()
    net.refuse('com.atproto.repo.putRecord', 400, 'InvalidSwap')
    expect(await failure(channel.hide!(ref(ask(1), root), ctx))).toMatchObject({ code: 'temporary' })
  })

  test('in the thread of somebody else nothing is hidden', async () => {
    const question = ask(1)
    expect(await failure(channel.hide!(ref(question), ctx))).toMatchObject({ code: 'permanent' })
  })
})
