import { definePlugin, documents, type Limits } from 'webcare/plugin'
import { check, deliver, send } from './api.ts'
import { isWanted } from './events.ts'
import { parse } from './parse.ts'
import { Settings } from './settings.ts'
import { isSigned } from './signature.ts'
import { texts } from './texts.ts'

const MEGABYTE = 1024 * 1024
const limits: Limits = { visibility: ['public', 'private'], format: 'text' }

/**
 * Any program can be a channel, any system can listen: JSON over HTTP, signed both ways as Standard Webhooks describes.
 */
export default definePlugin({
  id: 'webhook',
  name: 'Webhook',
  api: 1,
  settings: Settings,
  texts,
  channel: {
    limits,
    limitsFor: ({ dedupes, takesFiles }) => ({
      ...limits,
      idempotent: dedupes,
      ...(takesFiles && {
        attachments: { maxCount: 10, maxBytes: 5 * MEGABYTE, maxTotalBytes: 10 * MEGABYTE, types: documents },
      }),
    }),
    webhook: {
      verify: (request, { settings, now }) => isSigned(request, settings, now()),
      key: ({ headers }) => headers['webhook-id'],
    },
    parse,
    send,
  },
  listener: { wants: (type, { settings }) => isWanted(type, settings), deliver },
  check,
})
