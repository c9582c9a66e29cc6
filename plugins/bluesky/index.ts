import { definePlugin } from 'webcare/plugin'
import { parse } from './parse.ts'
import { settings } from './settings.ts'
import { texts } from './texts.ts'

/** Bluesky's library is large: only the thread that talks to Bluesky loads it, when it first does. */
const api = () => import('./api.ts')

/** An account of the organisation: what people write to it, in answer to it and about it. */
export default definePlugin({
  id: 'bluesky',
  name: 'Bluesky',
  api: 1,
  settings,
  texts,
  check: async (ctx, passed) => (await api()).check(ctx, passed),
  disconnect: async ctx => (await api()).disconnect(ctx),
  channel: {
    limits: {
      visibility: ['public'],
      format: 'text',
      maxLength: 300,
      count: 'graphemes',
      idempotent: true,
      // 5000 points an hour, of which a post takes three: 27 a minute, and likes want some.
      perMinute: 20,
      // One million bytes is what every server takes; some take two.
      attachments: { maxCount: 4, maxBytes: 1_000_000, types: ['image/jpeg', 'image/png', 'image/webp'] },
    },
    poll: async (cursor, ctx) => (await api()).poll(cursor, ctx),
    backfill: async (cursor, since, ctx) => (await api()).backfill(cursor, since, ctx),
    parse,
    send: async (message, ctx) => (await api()).send(message, ctx),
    like: async (message, ctx) => (await api()).like(message, ctx),
    hide: async (message, ctx) => (await api()).hide(message, ctx),
    remove: async (message, ctx) => (await api()).remove(message, ctx),
  },
})
