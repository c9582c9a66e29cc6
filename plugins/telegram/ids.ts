import { PluginError } from 'webcare/plugin'

/** A message of a chat. Its number counts within the chat, so that neither says anything without the other. */
export interface MessageId {
  chat: number
  message: number
}
/** A chat, or one topic of it. */
export interface ThreadId {
  chat: number
  topic?: number
}

/** `-100123:55` */
export const messageId = ({ chat, message }: MessageId): string => `${chat}:${message}`
/** `-100123`, or `-100123/7` for a topic. */
export const threadId = ({ chat, topic }: ThreadId): string => (topic === undefined ? `${chat}` : `${chat}/${topic}`)

export function readMessageId(id: string): MessageId {
  const [, chat, message] = /^(-?\d+):(\d+)$/.exec(id) ?? []
  if (!chat || !message) throw new PluginError('permanent', 'This is not a Telegram message.')
  return { chat: Number(chat), message: Number(message) }
}

export function readThreadId(id: string): ThreadId {
  const [, chat, topic] = /^(-?\d+)(?:\/(\d+))?$/.exec(id) ?? []
  if (!chat) throw new PluginError('permanent', 'This is not a Telegram chat.')
  return { chat: Number(chat), ...(topic && { topic: Number(topic) }) }
}
