import { checked, type InboundEvent, PluginError, type RawItem, type Static, Type } from 'webcare/plugin'

const { Literal, Optional, String: Text } = Type
const id = Text({ minLength: 1 })
const at = Text({ format: 'date-time' })

const Posted = Type.Object({
  type: Literal('posted'),
  post: Type.Object({
    id,
    thread: id,
    where: Type.Union([Literal('page'), Literal('elsewhere'), Literal('direct')]),
    answers: Optional(id),
    text: Text(),
    at,
    url: Text(),
    /** What the conversation began with, unless it is this. */
    below: Optional(Type.Object({ text: Text(), url: Text() })),
    mine: Type.Boolean(),
    mentionsYou: Type.Boolean(),
    can: Type.Array(Type.Union([Literal('like'), Literal('hide'), Literal('remove')])),
    author: Type.Object({ id, handle: Text(), name: Text(), followers: Type.Integer({ minimum: 0 }) }),
  }),
})
const Edited = Type.Object({ type: Literal('edited'), at, postId: id, text: Text() })
const Deleted = Type.Object({ type: Literal('deleted'), at, postId: id })

/** One change of the network, from its webhook or from a poll. */
export function parse(raw: RawItem): InboundEvent[] {
  const change = json(raw.body)
  switch ((change as { type?: unknown } | null)?.type) {
    case 'posted':
      return [messageOf(checked(Posted, change).post)]
    case 'edited': {
      const { postId, text, at } = checked(Edited, change)
      return [{ type: 'edited', externalId: postId, text, at: time(at) }]
    }
    case 'deleted': {
      const { postId, at } = checked(Deleted, change)
      return [{ type: 'deleted', externalId: postId, at: time(at) }]
    }
    default:
      throw new PluginError('permanent', 'A change of a type that this plugin does not know')
  }
}

function messageOf(post: Static<typeof Posted>['post']): InboundEvent {
  const { id, thread, where, answers, author, text, at, url, below, mine, mentionsYou, can } = post
  const isDirect = where === 'direct'
  return {
    type: 'message',
    externalId: id,
    thread: {
      externalId: thread,
      visibility: isDirect ? 'private' : 'public',
      ...(!isDirect && { url: below?.url ?? url }),
      ...(below && { title: below.text.split('\n', 1)[0]?.slice(0, 200) }),
    },
    place: where === 'elsewhere' ? 'consumer' : 'brand',
    kind: isDirect ? 'direct' : where === 'elsewhere' ? 'mention' : answers === undefined ? 'post' : 'comment',
    addressed: isDirect || where === 'page' || mentionsYou,
    allows: can,
    author: {
      externalId: author.id,
      handle: author.handle,
      name: author.name,
      followers: author.followers,
    },
    text,
    at: time(at),
    ...(answers !== undefined && { inReplyTo: answers }),
    url,
    ...(mine && { ours: true }),
  }
}

function time(text: string): Date {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new PluginError('permanent', 'A time that does not exist')
  return at
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch (cause) {
    throw new PluginError('permanent', 'The item is no JSON', { cause })
  }
}
