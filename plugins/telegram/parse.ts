import type { Attachment, Author, InboundEvent, RawItem } from 'webcare/plugin'
import { messageId, threadId } from './ids.ts'
import { botIdOf, type TelegramCtx } from './settings.ts'
import { readUpdate, type TelegramFile, type TelegramMessage } from './update.ts'

/** One update of Telegram as events: a message, an edit, or nothing that anybody wrote. */
export function parse(raw: RawItem, ctx: TelegramCtx): InboundEvent[] {
  const { message, edited_message: edited } = readUpdate(raw)
  if (message) return received(message, botIdOf(ctx))
  const text = edited && textOf(edited)
  if (!edited || text === undefined) return []
  return [{ type: 'edited', externalId: idOf(edited), text, at: seconds(edited.edit_date ?? edited.date) }]
}

function received(message: TelegramMessage, botId: number): InboundEvent[] {
  const attachments = attachmentsOf(message)
  const text = textOf(message) ?? ''
  // Service messages have neither. `/start` alone is Telegram's own button, and a group's copy of a channel's post is ours.
  if ((!text && !attachments.length) || text === '/start' || message.is_automatic_forward) return []
  const { chat, from, reply_to_message: answered } = message
  const isPrivate = chat.type === 'private'
  const topic = message.is_topic_message ? message.message_thread_id : undefined
  // In a topic Telegram calls everything an answer to the message that opened it.
  const parent = answered && answered.message_id !== topic ? answered.message_id : undefined
  return [
    {
      type: 'message',
      externalId: idOf(message),
      thread: {
        externalId: threadId({ chat: chat.id, ...(topic !== undefined && { topic }) }),
        // Whoever is in a group reads what is answered there: more than the customer and us.
        visibility: isPrivate ? 'private' : 'public',
        ...(!isPrivate && { title: chat.title, ...(chat.username && { url: `https://t.me/${chat.username}` }) }),
      },
      place: 'brand',
      kind: isPrivate ? 'direct' : 'comment',
      addressed: isPrivate || answered?.from?.id === botId || namesBot(message),
      // A link with a parameter writes `/start …` in the customer's name; other bots write by themselves. Who speaks as a
      // chat is no bot, though Telegram puts one in their place.
      automatic: text.startsWith('/start ') || (from?.is_bot === true && !message.sender_chat),
      // An admin of the group who stays anonymous speaks for whoever runs it.
      ...(message.sender_chat?.id === chat.id && { ours: true }),
      // In a private chat removing would take the customer's words out of their own hands.
      allows: isPrivate ? ['like'] : ['like', 'remove'],
      author: authorOf(message),
      text,
      at: seconds(message.date),
      ...(parent !== undefined && { inReplyTo: messageId({ chat: chat.id, message: parent }) }),
      ...(!isPrivate && chat.username && { url: `https://t.me/${chat.username}/${message.message_id}` }),
      language: from?.language_code,
      attachments,
    },
  ]
}

/** An anonymous admin or a channel speaks as a chat; everybody else as themselves. */
function authorOf({ from, sender_chat, chat }: TelegramMessage): Author {
  const group = sender_chat ?? (from ? undefined : chat)
  if (group || !from) return { externalId: String(group?.id ?? chat.id), handle: group?.username, name: group?.title }
  return {
    externalId: String(from.id),
    handle: from.username,
    name: [from.first_name, from.last_name].filter(Boolean).join(' '),
    ...(from.username && { profileUrl: `https://t.me/${from.username}` }),
  }
}

/** A command, or a mention of a bot: their names alone end in “bot”, and a bot hears of no other's. */
function namesBot(message: TelegramMessage): boolean {
  const text = message.text ?? message.caption ?? ''
  return (message.entities ?? message.caption_entities ?? []).some(
    ({ type, offset, length }) =>
      type === 'bot_command' || (type === 'mention' && /bot$/i.test(text.slice(offset, offset + length))),
  )
}

/** What it says; what is no text, in words as plain as it has. Undefined = it says nothing. */
function textOf(message: TelegramMessage): string | undefined {
  const { text, caption, sticker, dice, contact, venue, location, poll } = message
  if (text !== undefined) return withAddresses(text, message.entities)
  if (caption !== undefined) return withAddresses(caption, message.caption_entities)
  if (sticker) return sticker.emoji ?? '🖼️'
  if (dice) return dice.emoji
  if (contact) return [contact.first_name, contact.last_name, contact.phone_number].filter(Boolean).join(' ')
  if (venue) return `${venue.title}, ${venue.address}\n${pointOf(venue.location)}`
  if (location) return pointOf(location)
  if (poll) return [poll.question, ...poll.options.map(option => `– ${option.text}`)].join('\n')
  return undefined
}

/** A text with the addresses that Telegram keeps behind words, each after its words. */
function withAddresses(text: string, entities: TelegramMessage['entities'] = []): string {
  let from = 0
  const pieces = entities
    .map(({ url, offset, length }) => ({ url, start: offset, end: offset + length }))
    .filter(({ url, start, end }) => url && text.slice(start, end).trim() && !isSame(text.slice(start, end), url))
    .sort((one, other) => one.end - other.end)
    .map(({ url, end }) => {
      const piece = `${text.slice(from, end).trimEnd()} (${url})${/\s*$/.exec(text.slice(from, end).slice(-20))}`
      from = end
      return piece
    })
  return pieces.join('') + text.slice(from)
}

/** Does it say its address itself? */
const isSame = (said: string, url: string) => bare(said) === bare(url)
const bare = (address: string) =>
  address
    .trim()
    .replace(/^https?:\/\/|\/$/gi, '')
    .toLowerCase()

const pointOf = ({ latitude, longitude }: { latitude: number; longitude: number }) => `geo:${latitude},${longitude}`

/** Files by Telegram's id. Their address would hold the token, for anybody who reads it. */
function attachmentsOf(message: TelegramMessage): Attachment[] {
  const { photo, animation, document, video, video_note, voice, audio } = message
  const found: Array<[TelegramFile | undefined, type: string]> = [
    // The same picture in several sizes, the largest last.
    [photo?.at(-1), 'image/jpeg'],
    [animation, 'video/mp4'],
    // An animation comes a second time as a document, for old programs.
    [animation ? undefined : document, 'application/octet-stream'],
    [video, 'video/mp4'],
    [video_note, 'video/mp4'],
    [voice, 'audio/ogg'],
    [audio, 'audio/mpeg'],
  ]
  return found.flatMap(([file, type]) =>
    file ? [{ url: `telegram:${file.file_id}`, type: file.mime_type ?? type, name: file.file_name }] : [],
  )
}

const idOf = ({ chat, message_id }: TelegramMessage) => messageId({ chat: chat.id, message: message_id })
const seconds = (since1970: number) => new Date(since1970 * 1000)
