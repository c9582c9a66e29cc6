import {
  type Attachment,
  checked,
  type InboundEvent,
  PluginError,
  type RawItem,
  type Static,
  Type,
} from 'webcare/plugin'
import { repoOf, webUrl } from './uris.ts'

/** The parts of a post that we read; lexicon app.bsky.feed.post and app.bsky.feed.defs#postView. */
const Ref = Type.Object({ uri: Type.String() })
const Facet = Type.Object({
  index: Type.Object({ byteStart: Type.Integer({ minimum: 0 }), byteEnd: Type.Integer({ minimum: 0 }) }),
  features: Type.Array(Type.Object({ did: Type.Optional(Type.String()), uri: Type.Optional(Type.String()) })),
})
const Record = Type.Object({
  text: Type.String(),
  facets: Type.Optional(Type.Array(Facet)),
  reply: Type.Optional(Type.Object({ root: Ref, parent: Ref })),
  langs: Type.Optional(Type.Array(Type.String())),
})
const media = {
  images: Type.Optional(Type.Array(Type.Object({ fullsize: Type.String(), alt: Type.String() }))),
  /** Of a video: what it looks like. */
  thumbnail: Type.Optional(Type.String()),
  alt: Type.Optional(Type.String()),
  external: Type.Optional(Ref),
}
const Post = Type.Object({
  uri: Type.String({ minLength: 1 }),
  record: Record,
  /** With a quote, the media stand one deeper. */
  embed: Type.Optional(Type.Object({ ...media, media: Type.Optional(Type.Object(media)) })),
})

/** What `poll` put together. */
const Item = Type.Union([
  Type.Object({
    type: Type.Literal('post'),
    /** Our own DID. */
    us: Type.String(),
    reason: Type.String(),
    indexedAt: Type.String(),
    post: Post,
    root: Type.Optional(Post),
    author: Type.Object({
      did: Type.String({ minLength: 1 }),
      handle: Type.String(),
      displayName: Type.Optional(Type.String()),
      followersCount: Type.Optional(Type.Integer()),
    }),
  }),
  Type.Object({ type: Type.Literal('deleted'), uri: Type.String({ minLength: 1 }), at: Type.String() }),
])
type Item = Static<typeof Item>

/** One item of a poll as an event. */
export function parse({ body }: RawItem): InboundEvent[] {
  const item = read(body)
  return [
    item.type === 'deleted'
      ? { type: 'deleted', externalId: item.uri, at: timeOf(item.at) }
      : { type: 'message', ...written(item) },
  ]
}

function read(body: Uint8Array): Item {
  try {
    return checked(Item, JSON.parse(new TextDecoder().decode(body)))
  } catch (cause) {
    throw cause instanceof PluginError ? cause : new PluginError('permanent', 'This is not valid JSON.', { cause })
  }
}

function timeOf(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new PluginError('permanent', 'Its time does not exist.')
  return time
}

function written({ us, reason, indexedAt, post, root, author }: Extract<Item, { type: 'post' }>) {
  const { text, reply, langs, facets = [] } = post.record
  const thread = reply?.root.uri ?? post.uri
  const isOurs = repoOf(thread) === us
  const isNamed = facets.some(({ features }) => features.some(({ did }) => did === us))
  const { did, handle, displayName, followersCount } = author
  return {
    externalId: post.uri,
    thread: {
      externalId: thread,
      visibility: 'public',
      url: webUrl(thread),
      // What everybody there talks about.
      title: root?.record.text.split('\n', 1)[0]?.slice(0, 200),
    },
    place: isOurs ? 'brand' : 'consumer',
    kind: reason === 'reply' ? 'comment' : 'mention',
    // Who answers somebody else below a post of ours does not talk to us.
    addressed: isNamed || repoOf(reply?.parent.uri ?? '') === us,
    allows: isOurs ? ['like', 'hide'] : ['like'],
    author: {
      externalId: did,
      handle: handle === 'handle.invalid' ? undefined : handle,
      name: displayName || undefined,
      followers: followersCount,
      profileUrl: `https://bsky.app/profile/${did}`,
    },
    text: [textOf(text, facets), cardOf(post, text)].filter(Boolean).join('\n'),
    // When Bluesky saw it: the author's own clock can say anything.
    at: timeOf(indexedAt),
    inReplyTo: reply?.parent.uri,
    url: webUrl(post.uri),
    language: langs?.[0],
    attachments: attachmentsOf(post),
  } satisfies Omit<Extract<InboundEvent, { type: 'message' }>, 'type'>
}

/** The text with its links whole: apps shorten them for the screen, and keep the address beside it. */
function textOf(text: string, facets: Array<Static<typeof Facet>>): string {
  const bytes = Buffer.from(text)
  let [whole, at] = ['', 0]
  for (const { index, features } of facets.toSorted((a, b) => a.index.byteStart - b.index.byteStart)) {
    const uri = features.find(feature => feature.uri)?.uri
    const isShort = /(…|\.\.\.)$/.test(bytes.subarray(index.byteStart, index.byteEnd).toString())
    if (!uri || !isShort || index.byteStart < at) continue
    whole += bytes.subarray(at, index.byteStart).toString() + uri
    at = index.byteEnd
  }
  return whole + bytes.subarray(at).toString()
}

/** The address of a link's card, which need not stand in the text. */
function cardOf({ record, embed }: Static<typeof Post>, text: string): string | undefined {
  const uri = embed?.external?.uri ?? embed?.media?.external?.uri
  const linked = record.facets?.some(({ features }) => features.some(feature => feature.uri === uri))
  return uri && !linked && !text.includes(uri) ? uri : undefined
}

/** Pictures, and of a video its first one. */
function attachmentsOf({ embed }: Static<typeof Post>): Attachment[] {
  const { images = [], thumbnail, alt } = embed?.media ?? embed ?? {}
  const pictures = images.map(image => ({ url: image.fullsize, alt: image.alt }))
  const still = thumbnail ? [{ url: thumbnail, alt: alt ?? '', name: 'video.jpg' }] : []
  return [...pictures, ...still].map(({ alt, ...picture }) => ({ ...picture, type: 'image/jpeg', ...(alt && { alt }) }))
}
