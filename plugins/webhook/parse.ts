import { type Attachment, checked, type InboundEvent, PluginError, type RawItem, Type } from 'webcare/plugin'

/** A field that is not listed is refused: a misspelt one would be lost in silence. */
const strict = { additionalProperties: false }
const id = Type.String({ minLength: 1, maxLength: 500 })
const line = Type.String({ maxLength: 1000 })
const text = Type.String({ maxLength: 100_000 })
const url = Type.String({ pattern: '^https?://', maxLength: 2000 })
const at = Type.String({ format: 'date-time', description: 'ISO 8601 with a zone, such as 2026-03-02T09:00:00Z' })
const { Literal, Optional } = Type

const Message = Type.Object(
  {
    type: Literal('message'),
    externalId: id,
    thread: Type.Object(
      {
        externalId: id,
        visibility: Type.Union([Literal('public'), Literal('private')]),
        title: Optional(line),
        url: Optional(url),
      },
      strict,
    ),
    references: Optional(Type.Array(id, { maxItems: 100 })),
    replyToken: Optional(line),
    place: Type.Union([Literal('brand'), Literal('consumer')]),
    kind: Optional(
      Type.Union([Literal('post'), Literal('comment'), Literal('review'), Literal('mention'), Literal('direct')]),
    ),
    addressed: Optional(Type.Boolean()),
    automatic: Optional(Type.Boolean()),
    author: Type.Object(
      {
        externalId: id,
        handle: Optional(line),
        name: Optional(line),
        email: Optional(line),
        followers: Optional(Type.Integer({ minimum: 0 })),
        profileUrl: Optional(url),
      },
      strict,
    ),
    text,
    html: Optional(text),
    at,
    inReplyTo: Optional(id),
    url: Optional(url),
    language: Optional(line),
    attachments: Optional(
      Type.Array(
        Type.Object(
          {
            url: Optional(url),
            content: Optional(Type.String({ description: 'base64', pattern: '^[A-Za-z0-9+/]*={0,2}$' })),
            type: Type.String({ minLength: 1, maxLength: 200 }),
            name: Optional(line),
            alt: Optional(line),
          },
          strict,
        ),
        { maxItems: 50 },
      ),
    ),
    ours: Optional(Type.Boolean()),
  },
  strict,
)
const Edited = Type.Object({ type: Literal('edited'), externalId: id, text, at }, strict)
const Deleted = Type.Object({ type: Literal('deleted'), externalId: id, at }, strict)
const Receipt = Type.Object(
  {
    type: Literal('receipt'),
    externalId: id,
    status: Type.Union([Literal('delivered'), Literal('read'), Literal('failed')]),
    at,
    reason: Optional(line),
  },
  strict,
)

/** A delivery: one event, or a list of at most 1000 that stands or falls together. */
export function parse(raw: RawItem): InboundEvent[] {
  const events = json(raw.body)
  const list = Array.isArray(events) ? events : [events]
  if (list.length > 1000) throw new PluginError('permanent', 'A delivery has at most 1000 events')
  return list.map(eventOf)
}

function eventOf(event: unknown): InboundEvent {
  switch ((event as { type?: unknown } | null)?.type) {
    case 'message': {
      const { attachments, ...message } = checked(Message, event)
      return { ...dated(message), ...(attachments && { attachments: attachments.map(attachmentOf) }) }
    }
    case 'edited':
      return dated(checked(Edited, event))
    case 'deleted':
      return dated(checked(Deleted, event))
    case 'receipt':
      return dated(checked(Receipt, event))
    default:
      throw new PluginError('permanent', '/type must be message, edited, deleted or receipt')
  }
}

function attachmentOf({ content, url, ...about }: { content?: string; url?: string; type: string }): Attachment {
  if ((content === undefined) === (url === undefined)) {
    throw new PluginError('permanent', '/attachments must each have a url or a content')
  }
  return {
    ...about,
    ...(content === undefined ? { url } : { content: new Uint8Array(Buffer.from(content, 'base64')) }),
  }
}

function dated<Event extends { at: string }>(event: Event): Omit<Event, 'at'> & { at: Date } {
  const at = new Date(event.at)
  if (Number.isNaN(at.getTime())) throw new PluginError('permanent', '/at must be a time that exists')
  return { ...event, at }
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new PluginError('permanent', 'The body is no JSON in UTF-8', { cause })
  }
}
