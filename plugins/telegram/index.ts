import { createHash, timingSafeEqual } from 'node:crypto'
import { definePlugin, documents } from 'webcare/plugin'
import { check, connect, disconnect, file, like, poll, remove, send } from './api.ts'
import { parse } from './parse.ts'
import { settings } from './settings.ts'
import { texts } from './texts.ts'
import { readUpdate } from './update.ts'

/** A bot of the organisation: private chats with customers, and the groups that it was added to. */
export default definePlugin({
  id: 'telegram',
  name: 'Telegram',
  api: 1,
  settings,
  texts,
  check,
  connect,
  disconnect,
  channel: {
    limits: {
      visibility: ['private', 'public'],
      format: 'text',
      // Telegram's limit is 4096 characters. A text never has more of those than bytes, however they are counted.
      maxLength: 4096,
      count: 'bytes',
      perMinute: 60,
      // An album has ten; words beside files are captions, and shorter.
      attachments: { maxCount: 10, maxBytes: 20_000_000, types: documents, maxLength: 1024 },
    },
    webhook: {
      /** Only who was told the secret by `connect`. Digests have one length, so comparing them tells nothing. */
      verify: ({ headers }, ctx) => {
        const { receive, webhookSecret } = ctx.settings
        const given = headers['x-telegram-bot-api-secret-token']
        if (receive !== 'webhook' || !webhookSecret || !given) return false
        return timingSafeEqual(digest(given), digest(webhookSecret))
      },
      key: request => {
        try {
          return String(readUpdate(request).update_id)
        } catch {
          return undefined
        }
      },
    },
    poll,
    parse,
    send,
    file,
    like,
    remove,
  },
})

const digest = (secret: string) => createHash('sha256').update(secret).digest()
