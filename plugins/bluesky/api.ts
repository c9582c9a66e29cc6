import { type Agent, type AppBskyFeedDefs, type AppBskyFeedPost, RichText, XRPCError } from '@atproto/api'
import { type MessageRef, type OutboundMessage, PluginError, type Sent } from 'webcare/plugin'
import { faultOf, isSignedOut } from './faults.ts'
import { signedIn, signInAfresh, signOut } from './session.ts'
import type { BlueskyCtx } from './settings.ts'
import { POST, readUri, rkeyOf, webUrl } from './uris.ts'

export { backfill, poll } from './poll.ts'

const LIKE = 'app.bsky.feed.like'
const GATE = 'app.bsky.feed.threadgate'
/** Beside 300 graphemes, which core counts. */
const MAX_BYTES = 3000
/** How many answers one thread can hide. */
const MAX_HIDDEN = 300

/**
 * Answers in the thread. The same message twice is one post: it has one key, is looked for before, and is only written where
 * nothing is.
 */
export async function send(message: OutboundMessage, ctx: BlueskyCtx): Promise<Sent> {
  if (Buffer.byteLength(message.text) > MAX_BYTES) {
    throw new PluginError('permanent', `Bluesky takes ${MAX_BYTES} bytes at most. Use fewer emoji.`)
  }
  return signedIn(ctx, async agent => {
    const rkey = rkeyOf(message.id)
    const before = await recordAt(agent, POST, rkey)
    if (before) return { externalId: before.uri, url: webUrl(before.uri) }
    const parent = await postAt(agent, message.inReplyTo ?? message.thread.externalId)
    if (parent.viewer?.replyDisabled) {
      throw new PluginError('permanent', 'The author of this thread lets others reply, but not us.')
    }
    const { reply: thread, langs } = parent.record as Partial<AppBskyFeedPost.Record>
    const record = {
      $type: POST,
      text: message.text,
      facets: await facetsOf(agent, message.text),
      reply: { root: thread?.root ?? strongRef(parent), parent: strongRef(parent) },
      ...(message.attachments.length && { embed: await imagesOf(agent, message.attachments) }),
      // Who answers does so in the language of the question.
      ...(langs && { langs: langs.slice(0, 3) }),
      createdAt: ctx.now().toISOString(),
    }
    const uri = await putOnce(agent, POST, rkey, record).catch(error => {
      throw isSignedOut(error) ? error : faultOf(error, true, ctx.now())
    })
    return { externalId: uri, url: webUrl(uri) }
  })
}

export const like = ({ externalId }: MessageRef, ctx: BlueskyCtx): Promise<void> =>
  signedIn(ctx, async agent => {
    const post = await postAt(agent, externalId)
    if (post.viewer?.like) return
    const record = { $type: LIKE, subject: strongRef(post), createdAt: ctx.now().toISOString() }
    await putOnce(agent, LIKE, rkeyOf(externalId), record)
  })

/** Our own posts only: nobody can take away somebody else's. */
export const remove = ({ externalId }: MessageRef, ctx: BlueskyCtx): Promise<void> =>
  signedIn(ctx, async agent => {
    const { repo, collection, rkey } = readUri(externalId)
    if (repo !== agent.assertDid || collection !== POST) {
      throw new PluginError('permanent', 'Only its author can remove a post from Bluesky.')
    }
    await agent.com.atproto.repo.deleteRecord({ repo, collection, rkey })
  })

/** Puts an answer to a thread of ours behind “hidden replies”, through the thread's gate. */
export const hide = ({ externalId, threadId }: MessageRef, ctx: BlueskyCtx): Promise<void> =>
  signedIn(ctx, async agent => {
    const { repo, rkey } = readUri(threadId)
    if (repo !== agent.assertDid)
      throw new PluginError('permanent', 'Only the one who began a thread can hide replies in it.')
    readUri(externalId)
    const gate = await recordAt(agent, GATE, rkey)
    const { hiddenReplies = [], ...rules } = gate?.value ?? {
      $type: GATE,
      post: threadId,
      createdAt: ctx.now().toISOString(),
    }
    const hidden = Array.isArray(hiddenReplies) ? hiddenReplies : []
    if (hidden.includes(externalId)) return
    if (hidden.length >= MAX_HIDDEN) throw new PluginError('permanent', `A thread can hide ${MAX_HIDDEN} replies.`)
    const record = { ...rules, hiddenReplies: [...hidden, externalId] }
    await agent.com.atproto.repo
      .putRecord({ repo, collection: GATE, rkey, record, swapRecord: gate?.cid ?? null })
      .catch(error => {
        // Somebody changed the gate meanwhile; read it again, and theirs is kept.
        throw isSwapped(error) ? new PluginError('temporary', 'The thread was changed meanwhile.') : error
      })
  })

export async function check(ctx: BlueskyCtx, passed: (step: string) => void): Promise<void> {
  passed(`Signed in as @${await signInAfresh(ctx)}`)
  await signedIn(ctx, agent => agent.listNotifications({ limit: 1 }))
  passed('Sees who writes to us')
}

export const disconnect = (ctx: BlueskyCtx): Promise<void> => signOut(ctx)

/** Writes a record where there is none; where there is one, it is ours from before. Gives its address. */
async function putOnce(
  agent: Agent,
  collection: string,
  rkey: string,
  record: Record<string, unknown>,
): Promise<string> {
  const repo = agent.assertDid
  try {
    return (await agent.com.atproto.repo.putRecord({ repo, collection, rkey, record, swapRecord: null })).data.uri
  } catch (error) {
    if (isSwapped(error)) return `at://${repo}/${collection}/${rkey}`
    throw error
  }
}
const isSwapped = (error: unknown) => error instanceof XRPCError && error.error === 'InvalidSwap'

async function postAt(agent: Agent, uri: string): Promise<AppBskyFeedDefs.PostView> {
  readUri(uri)
  const [post] = (await agent.getPosts({ uris: [uri] })).data.posts
  if (!post) throw new PluginError('permanent', 'The post is gone, or its author blocked us.')
  return post
}

const strongRef = ({ uri, cid }: AppBskyFeedDefs.PostView) => ({ uri, cid })

async function recordAt(agent: Agent, collection: string, rkey: string) {
  try {
    return (await agent.com.atproto.repo.getRecord({ repo: agent.assertDid, collection, rkey })).data
  } catch (error) {
    if (error instanceof XRPCError && error.error === 'RecordNotFound') return undefined
    throw error
  }
}

/** Pictures as a post holds them: uploaded first, kept by Bluesky once a post names them. */
async function imagesOf(agent: Agent, attachments: OutboundMessage['attachments']) {
  const images: object[] = []
  for (const { content, type, alt = '', width, height } of attachments) {
    const { blob } = (await agent.uploadBlob(content, { encoding: type })).data
    images.push({ image: blob, alt, ...(width && height && { aspectRatio: { width, height } }) })
  }
  return { $type: 'app.bsky.embed.images', images }
}

/** Links, tags and mentions, by their place in UTF-8. A mention of nobody is only text. */
async function facetsOf(agent: Agent, text: string) {
  const rich = new RichText({ text })
  await rich.detectFacets(agent)
  return rich.facets?.filter(({ features }) => features.every(feature => !('did' in feature) || feature.did))
}
