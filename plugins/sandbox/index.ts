import { definePlugin, type ReplyTarget, type ReplyWindow, Secret, Type } from 'webcare/plugin'
import { backfill, check, connect, disconnect, hide, like, listen, poll, reconcile, remove, send } from './api.ts'
import { parse } from './parse.ts'
import { isChallenge, isSigned } from './signature.ts'
import { texts } from './texts.ts'

/** How long after a person's last direct message we may answer it. */
const DIRECT_HOURS = 24

/** A pretend network on this computer (network.ts). It can do all that a network can: copy this plugin to begin another. */
export default definePlugin({
  id: 'sandbox',
  name: 'Sandbox',
  api: 1,
  settings: Type.Object({
    url: Type.String({ title: 'Address of the pretend network', pattern: '^https?://[^/]+$' }),
    token: Secret('Access token'),
    secret: Secret('Webhook secret'),
  }),
  texts,
  check,
  connect,
  disconnect,
  channel: {
    limits: {
      visibility: ['public', 'private'],
      format: 'text',
      maxLength: 500,
      perMinute: 60,
      attachments: { maxCount: 4, maxBytes: 1_000_000, types: ['image/png', 'image/jpeg', 'image/webp'] },
    },
    webhook: {
      verify: (request, { settings, now }) => isSigned(request, settings.secret, now()),
      key: ({ headers }) => headers['x-network-delivery'],
      handshake: ({ method, query }, { settings }) => {
        if (method !== 'GET') return undefined
        if (!isChallenge(query, settings.secret)) return { status: 403, body: 'Not for us' }
        return { body: query.challenge ?? '' }
      },
    },
    poll,
    backfill,
    listen,
    parse,
    send,
    reconcile,
    replyWindow: (target, ctx) => windowOf(target, ctx.now()),
    like: ({ externalId }, ctx) => like(externalId, ctx),
    hide: ({ externalId }, ctx) => hide(externalId, ctx),
    remove: ({ externalId }, ctx) => remove(externalId, ctx),
  },
})

function windowOf({ thread, lastInboundAt }: ReplyTarget, now: Date): ReplyWindow {
  if (thread.visibility === 'public') return { form: 'free' }
  const closesAt = new Date((lastInboundAt?.getTime() ?? 0) + DIRECT_HOURS * 3600_000)
  if (now < closesAt) return { form: 'free', closesAt }
  return {
    form: 'closed',
    closesAt,
    reason: `Direct messages are possible for ${DIRECT_HOURS} hours after the last of theirs. Answer in public, or wait until they write.`,
  }
}
