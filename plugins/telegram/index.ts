import { createHash, timingSafeEqual } from 'node:crypto'
import { definePlugin, documents } from 'webcare/plugin'
import { parse } from './parse.ts'
import { settings } from './settings.ts'
import { texts } from './texts.ts'
import { readUpdate } from './update.ts'

// The code that speaks to Telegram is large: it is imported where it is called, which is in a thread.
const api = () => import('./api.ts')

/** A bot of the organisation: private chats with customers, and the groups that it was added to. */
export default definePlugin({
  id: 'telegram',
  name: 'Telegram',
  api: 1,
  settings,
  texts,
  check: async (...asked) => (await api()).check(...asked),
  connect: async (...asked) => (await api()).connect(...asked),
  disconnect: async (...asked) => (await api()).disconnect(...asked),
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
    poll: async (...asked) => (await api()).poll(...asked),
    parse,
    send: async (...asked) => (await api()).send(...asked),
    file: async (...asked) => (await api()).file(...asked),
    like: async (...asked) => (await api()).like(...asked),
    remove: async (...asked) => (await api()).remove(...asked),
  },
})

const digest = (secret: string) => createHash('sha256').update(secret).digest()
