import {
  type Agent,
  type AppBskyFeedDefs,
  type AppBskyNotificationListNotifications,
  stringifyLex,
  XRPCError,
} from '@atproto/api'
import { checked, type Page, type RawItem, type Static, Type } from 'webcare/plugin'
import { signedIn } from './session.ts'
import type { BlueskyCtx } from './settings.ts'
import { readUri, repoOf } from './uris.ts'

/** What people do that we want to hear of. */
const REASONS = ['mention', 'reply', 'quote']
/** The most that Bluesky gives of notifications, and of posts or profiles, at once. */
const PAGE = 100
const BATCH = 25
/** How many posts we remember: as far back a late one is noticed, and a deletion. */
const KNOWN = 200
/** How far a new connection looks back, in milliseconds. */
const FIRST_LOOK = 24 * 60 * 60_000

type Notification = AppBskyNotificationListNotifications.Notification

/** Where we are. Posts stand in it as time and address, so that they sort by time. */
const Cursor = Type.Object({
  /** What is not younger than this was handed over, or is from before our time. */
  floor: Type.String(),
  /** The youngest posts that were handed over, oldest first. */
  known: Type.Array(Type.String()),
  /** Inside a backlog: the page to go on with. */
  page: Type.Optional(Type.String()),
  /** How many of `known` were looked at for deletion in this round. */
  looked: Type.Integer({ minimum: 0 }),
})

/**
 * What people wrote to us or about us. Bluesky lists it youngest first and puts latecomers further down, so that every
 * poll looks at a whole page, and at the next one as long as all of it is new.
 */
export const poll = (cursor: string | undefined, ctx: BlueskyCtx): Promise<Page<RawItem>> =>
  signedIn(ctx, async agent => {
    const state = cursor === undefined ? start(ctx) : checked(Cursor, JSON.parse(cursor))
    const { data } = await agent.listNotifications({
      reasons: REASONS,
      limit: PAGE,
      ...(state.page && { cursor: state.page }),
    })
    const isNew = (notification: Notification) =>
      entryOf(notification) > state.floor && !state.known.includes(entryOf(notification))
    const fresh = data.notifications.filter(({ reason }) => REASONS.includes(reason)).filter(isNew)
    // A post that cannot be read is asked for again: it is late, or it is gone and so will be its notification.
    const found = await hydrated(agent, fresh)
    const known = [...new Set([...state.known, ...found.map(({ entry }) => entry)])].sort().slice(-KNOWN)
    const items = found.map(({ item }) => item).reverse()

    if (data.cursor && data.notifications.length > 0 && data.notifications.every(isNew)) {
      return { items, cursor: JSON.stringify({ ...state, known, page: data.cursor }), more: true }
    }
    const floor = known.length === KNOWN ? known[0]! : state.floor
    const { gone, looked } = await look(agent, known, state.looked)
    const next = { floor, known: known.filter(entry => !gone.includes(entry)), looked }
    return { items: [...items, ...gone.map(entry => deleted(uriOf(entry), ctx.now()))], cursor: JSON.stringify(next) }
  })

/** The same from before we looked, the youngest first, as Bluesky lists it; as far back as it goes. */
export const backfill = (cursor: string | undefined, since: Date, ctx: BlueskyCtx): Promise<Page<RawItem>> =>
  signedIn(ctx, async agent => {
    const { data } = await agent.listNotifications({ reasons: REASONS, limit: PAGE, ...(cursor && { cursor }) })
    const isWanted = ({ reason, indexedAt }: Notification) =>
      REASONS.includes(reason) && Date.parse(indexedAt) >= since.getTime()
    const wanted = data.notifications.filter(isWanted)
    const items = (await hydrated(agent, wanted)).map(({ item }) => item).reverse()
    // A latecomer stands among what is older: only a page without anything wanted is the end.
    return { items, ...(data.cursor && wanted.length > 0 && { cursor: data.cursor, more: true }) }
  })

const start = (ctx: BlueskyCtx): Static<typeof Cursor> => ({
  floor: new Date(ctx.now().getTime() - FIRST_LOOK).toISOString(),
  known: [],
  looked: 0,
})

const entryOf = ({ indexedAt, uri }: Notification) => `${new Date(indexedAt).toISOString()} ${uri}`
const uriOf = (entry: string) => entry.slice(entry.indexOf(' ') + 1)

/** The posts behind notifications, with who wrote them and what their thread began with: all that `parse` needs. */
async function hydrated(agent: Agent, notifications: Notification[]): Promise<Array<{ entry: string; item: RawItem }>> {
  const posts = await postsOf(
    agent,
    notifications.map(({ uri }) => uri),
  )
  const roots = await postsOf(
    agent,
    [...posts.values()].flatMap(post => rootOf(post) ?? []),
  )
  const authors = new Map<string, unknown>()
  for (const actors of batches([...posts.values()].map(post => post.author.did))) {
    for (const profile of (await agent.getProfiles({ actors })).data.profiles) authors.set(profile.did, profile)
  }
  return notifications.flatMap(notification => {
    const post = posts.get(notification.uri)
    if (!post) return []
    const root = roots.get(rootOf(post) ?? '')
    const author = authors.get(post.author.did) ?? post.author
    const { reason, indexedAt } = notification
    const body = { type: 'post', us: agent.assertDid, reason, indexedAt, post, author, ...(root && { root }) }
    return [{ entry: entryOf(notification), item: itemOf(post.uri, body) }]
  })
}

/** Where the post's thread began, unless it is the post itself; its author wrote that, so that it may be anything. */
function rootOf({ record }: AppBskyFeedDefs.PostView): string | undefined {
  const uri = (record as { reply?: { root?: { uri?: unknown } } }).reply?.root?.uri
  return typeof uri === 'string' && repoOf(uri) ? uri : undefined
}

async function postsOf(agent: Agent, all: string[]): Promise<Map<string, AppBskyFeedDefs.PostView>> {
  const found = new Map<string, AppBskyFeedDefs.PostView>()
  for (const uris of batches(all)) {
    for (const post of (await agent.getPosts({ uris })).data.posts) found.set(post.uri, post)
  }
  return found
}

/** Looks at some of the posts that we know, others each time, and says which are gone. */
async function look(agent: Agent, known: string[], looked: number): Promise<{ gone: string[]; looked: number }> {
  const some = known.slice(looked, looked + BATCH)
  const found = await postsOf(agent, some.map(uriOf))
  const gone: string[] = []
  // One that is hidden from us, because its author blocked us, is still there.
  for (const entry of some.filter(entry => !found.has(uriOf(entry)))) {
    if (await isGone(agent, uriOf(entry))) gone.push(entry)
  }
  return { gone, looked: looked + BATCH < known.length ? looked + BATCH - gone.length : 0 }
}

/** Only where the server says that there is no such record; when it cannot say, the post stays. */
const isGone = (agent: Agent, uri: string): Promise<boolean> =>
  agent.com.atproto.repo.getRecord(readUri(uri)).then(
    () => false,
    error => error instanceof XRPCError && error.status === 400 && !/Token/.test(error.error),
  )

const deleted = (uri: string, at: Date): RawItem =>
  itemOf(`deleted:${uri}`, { type: 'deleted', uri, at: at.toISOString() })

const itemOf = (key: string, body: object): RawItem => ({
  key,
  headers: {},
  body: new TextEncoder().encode(stringifyLex(body)),
})

function* batches(all: string[]): Generator<string[]> {
  const each = [...new Set(all)]
  for (let from = 0; from < each.length; from += BATCH) yield each.slice(from, from + BATCH)
}
