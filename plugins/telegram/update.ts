import { checked, PluginError, type RawItem, type Static, Type } from 'webcare/plugin'

/** The parts of Telegram's `Update` that we read; it may hold anything else beside them. */
const User = Type.Object({
  id: Type.Integer(),
  is_bot: Type.Optional(Type.Boolean()),
  first_name: Type.String(),
  last_name: Type.Optional(Type.String()),
  username: Type.Optional(Type.String()),
  language_code: Type.Optional(Type.String()),
})
const Chat = Type.Object({
  id: Type.Integer(),
  type: Type.String(),
  title: Type.Optional(Type.String()),
  username: Type.Optional(Type.String()),
})
const File = Type.Object({
  file_id: Type.String(),
  file_name: Type.Optional(Type.String()),
  mime_type: Type.Optional(Type.String()),
})
const Location = Type.Object({ latitude: Type.Number(), longitude: Type.Number() })
const Entities = Type.Array(
  Type.Object({
    type: Type.String(),
    offset: Type.Integer(),
    length: Type.Integer(),
    /** Of a text that is a link: where it leads. */
    url: Type.Optional(Type.String()),
  }),
)

const Message = Type.Object({
  message_id: Type.Integer({ minimum: 1 }),
  /** Seconds since 1970; the bound is the last that a date can hold. */
  date: Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 }),
  edit_date: Type.Optional(Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 })),
  chat: Chat,
  from: Type.Optional(User),
  /** In whose name it stands, where that is a chat: a channel, or a group's admin who stays anonymous. */
  sender_chat: Type.Optional(Chat),
  message_thread_id: Type.Optional(Type.Integer({ minimum: 1 })),
  is_topic_message: Type.Optional(Type.Boolean()),
  is_automatic_forward: Type.Optional(Type.Boolean()),
  reply_to_message: Type.Optional(
    Type.Object({ message_id: Type.Integer({ minimum: 1 }), from: Type.Optional(Type.Object({ id: Type.Integer() })) }),
  ),
  text: Type.Optional(Type.String()),
  entities: Type.Optional(Entities),
  caption: Type.Optional(Type.String()),
  caption_entities: Type.Optional(Entities),
  photo: Type.Optional(Type.Array(File)),
  animation: Type.Optional(File),
  document: Type.Optional(File),
  video: Type.Optional(File),
  video_note: Type.Optional(File),
  voice: Type.Optional(File),
  audio: Type.Optional(File),
  sticker: Type.Optional(Type.Object({ emoji: Type.Optional(Type.String()) })),
  dice: Type.Optional(Type.Object({ emoji: Type.String() })),
  contact: Type.Optional(
    Type.Object({
      first_name: Type.String(),
      last_name: Type.Optional(Type.String()),
      phone_number: Type.String(),
    }),
  ),
  venue: Type.Optional(Type.Object({ title: Type.String(), address: Type.String(), location: Location })),
  location: Type.Optional(Location),
  poll: Type.Optional(
    Type.Object({ question: Type.String(), options: Type.Array(Type.Object({ text: Type.String() })) }),
  ),
})
export type TelegramMessage = Static<typeof Message>
export type TelegramFile = Static<typeof File>

/** Of every update we read its number and, of the kinds that we ask for, its message. */
const Update = Type.Object({
  update_id: Type.Integer(),
  message: Type.Optional(Message),
  edited_message: Type.Optional(Message),
})
export const UPDATES = ['message', 'edited_message'] as const

/** What Telegram delivered, by webhook or asked for; a `permanent` error where it is none of its updates. */
export function readUpdate({ body }: Pick<RawItem, 'body'>): Static<typeof Update> {
  let update: unknown
  try {
    update = JSON.parse(new TextDecoder().decode(body))
  } catch (cause) {
    throw new PluginError('permanent', 'This is not valid JSON.', { cause })
  }
  return checked(Update, update)
}
