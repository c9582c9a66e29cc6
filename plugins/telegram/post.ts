import { type Api, InputFile } from 'grammy'
import type { OutboundAttachment, OutboundMessage } from 'webcare/plugin'

/** What Telegram shows as a photo, and not as a file to open: its own limits. */
const PHOTO_BYTES = 10_000_000
const PHOTO_SIDES = 10_000
const PHOTO_RATIO = 20

/** Where in a chat: a topic, and what is answered. */
type Where = Pick<NonNullable<Parameters<Api['sendMessage']>[2]>, 'message_thread_id' | 'reply_parameters'>
interface Posted {
  chat: { id: number }
  message_id: number
}

/**
 * Puts an answer with its files in a chat by one call, so that nothing is ever published by half. The first of what comes
 * back has the words; an album has more.
 */
export async function post(bot: Api, chat: number, message: OutboundMessage, where: Where): Promise<Posted[]> {
  const { text, attachments } = message
  const [first, ...more] = attachments
  if (!first) return [await bot.sendMessage(chat, text, where)]
  // An album has photos alone, or files alone.
  const arePhotos = attachments.every(isPhoto)
  if (!more.length && arePhotos) return [await bot.sendPhoto(chat, fileOf(first), { ...where, caption: text })]
  if (!more.length) return [await bot.sendDocument(chat, fileOf(first), { ...where, caption: text })]
  // Words stand below photos once, and below files after the last of them.
  const worded = arePhotos ? 0 : attachments.length - 1
  const captionAt = (index: number) => (index === worded ? { caption: text } : {})
  const posted = await bot.sendMediaGroup(
    chat,
    arePhotos
      ? attachments.map((file, index) => ({ type: 'photo' as const, media: fileOf(file), ...captionAt(index) }))
      : attachments.map((file, index) => ({ type: 'document' as const, media: fileOf(file), ...captionAt(index) })),
    where,
  )
  return [...posted.slice(worded), ...posted.slice(0, worded)]
}

const fileOf = ({ content, name }: OutboundAttachment) => new InputFile(content, name)

function isPhoto({ type, content, width = 0, height = 0 }: OutboundAttachment): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  const fits = content.byteLength <= PHOTO_BYTES && width + height <= PHOTO_SIDES && long <= PHOTO_RATIO * short
  return /^image\/(jpeg|png)$/.test(type) && short > 0 && fits
}
