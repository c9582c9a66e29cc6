import { definePlugin } from 'webcare/plugin'
import { check, deliver, send } from './api.ts'
import { isWanted } from './events.ts'
import { parse } from './parse.ts'
import { Settings } from './settings.ts'
import { isSigned } from './signature.ts'

/**
 * Any program can be a channel, any system can listen: JSON over HTTP, signed both ways as Standard Webhooks describes.
 */
export default definePlugin({
  id: 'webhook',
  name: 'Webhook',
  api: 1,
  settings: Settings,
  channel: {
    // Not `idempotent`: whether a repetition is recognised depends on the receiver, and so on the connection.
    limits: { visibility: ['public', 'private'], format: 'text' },
    webhook: {
      verify: (request, { settings, now }) => isSigned(request, settings, now()),
      key: ({ headers }) => headers['webhook-id'],
    },
    parse,
    send,
    // A receiver that recognises what it has had says where that stands when it is asked to take it again.
    reconcile: async (message, _since, ctx) => (ctx.settings.dedupes ? send(message, ctx) : 'unsure'),
  },
  listener: { wants: (type, { settings }) => isWanted(type, settings), deliver },
  check,
})
