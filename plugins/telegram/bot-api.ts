import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Type } from 'typebox'
import { Value } from 'typebox/value'

// For tests: a Bot API that takes what Telegram documents and nothing else. https://core.telegram.org/bots/api

export const TOKEN = '710000:AAE-test_token'

const Chat = Type.Integer()
const Text = Type.String({ minLength: 1, maxLength: 4096 })
const exactly = { additionalProperties: false }
const Updates = Type.Array(
  Type.Enum(['message', 'edited_message', 'channel_post', 'my_chat_member', 'message_reaction', 'callback_query']),
)
const Caption = Type.String({ minLength: 1, maxLength: 1024 })
/** A file as it was uploaded. */
const File = Type.Object({ name: Type.String({ minLength: 1 }), bytes: Type.String() }, exactly)
const posting = {
  chat_id: Chat,
  message_thread_id: Type.Optional(Type.Integer()),
  reply_parameters: Type.Optional(
    Type.Object({ message_id: Type.Integer(), allow_sending_without_reply: Type.Optional(Type.Boolean()) }, exactly),
  ),
}
const METHODS = {
  getMe: Type.Object({}, exactly),
  getUpdates: Type.Object(
    {
      offset: Type.Optional(Type.Integer()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      timeout: Type.Optional(Type.Integer({ minimum: 0 })),
      allowed_updates: Type.Optional(Updates),
    },
    exactly,
  ),
  setWebhook: Type.Object(
    {
      url: Type.String({ pattern: '^https://' }),
      secret_token: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,256}$' })),
      allowed_updates: Type.Optional(Updates),
    },
    exactly,
  ),
  deleteWebhook: Type.Object({ drop_pending_updates: Type.Optional(Type.Literal(false)) }, exactly),
  getWebhookInfo: Type.Object({}, exactly),
  sendMessage: Type.Object({ ...posting, text: Text }, exactly),
  sendPhoto: Type.Object({ ...posting, photo: File, caption: Caption }, exactly),
  sendDocument: Type.Object({ ...posting, document: File, caption: Caption }, exactly),
  sendMediaGroup: Type.Object(
    {
      ...posting,
      media: Type.Array(
        Type.Object({ type: Type.Enum(['photo', 'document']), media: File, caption: Type.Optional(Caption) }, exactly),
        { minItems: 2, maxItems: 10 },
      ),
    },
    exactly,
  ),
  getFile: Type.Object({ file_id: Type.String() }, exactly),
  setMessageReaction: Type.Object(
    {
      chat_id: Chat,
      message_id: Type.Integer(),
      reaction: Type.Array(Type.Object({ type: Type.Literal('emoji'), emoji: Type.Enum(['👍', '❤', '🔥']) }, exactly), {
        maxItems: 1,
      }),
    },
    exactly,
  ),
  deleteMessage: Type.Object({ chat_id: Chat, message_id: Type.Integer() }, exactly),
}
type Method = keyof typeof METHODS
type Payload = Record<string, unknown>

/** A definite answer other than success. */
interface Refusal {
  status: number
  description: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}
const isRefusal = (answer: unknown): answer is Refusal => typeof (answer as Refusal)?.status === 'number'

/** What a test sees of the Bot API, and does in Telegram's place. */
export interface BotApi {
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Messages of the bot, as they were asked for; an album is several. */
  sent: Payload[]
  /** What customers sent, by path. */
  files: Map<string, string>
  reactions: Payload[]
  /** Messages that can be removed, as `chat:message`. */
  removable: Set<string>
  /** What waits for the bot, oldest first. */
  updates: Array<{ update_id: number }>
  webhook: Payload | undefined
  webhookTrouble: string | undefined
  /** Chats in which a message is refused, and how. */
  refusing: Map<number, Refusal>
}

export function botApi(): BotApi {
  const missing = { status: 400, description: 'Bad Request: message to delete not found' }
  const api: BotApi = {
    // Who hangs up half-way gets no answer.
    handle: (request, response) =>
      void read(request).then(
        payload => answer(request.url ?? '', payload, response),
        () => response.destroy(),
      ),
    sent: [],
    files: new Map(),
    reactions: [],
    removable: new Set(),
    updates: [],
    webhook: undefined,
    webhookTrouble: undefined,
    refusing: new Map(),
  }
  function publish(payload: Payload) {
    const refused = api.refusing.get(payload.chat_id as number)
    if (refused) return refused
    api.sent.push(payload)
    const chat = { id: payload.chat_id, type: 'private', first_name: 'Jamila' }
    return { message_id: 900 + api.sent.length, date: 1_772_442_100, chat, text: payload.text }
  }
  const act: Record<Method, (payload: Payload) => unknown> = {
    getMe: () => ({ id: 710000, is_bot: true, first_name: 'Hogeschool', username: 'hogeschool_bot' }),
    getUpdates({ offset = 0, limit = 100 }) {
      if (api.webhook) {
        return { status: 409, description: "Conflict: can't use getUpdates method while webhook is active" }
      }
      api.updates = api.updates.filter(update => update.update_id >= Number(offset))
      return api.updates.slice(0, Number(limit))
    },
    setWebhook: payload => {
      api.webhook = payload
      return true
    },
    deleteWebhook: () => {
      api.webhook = undefined
      return true
    },
    getWebhookInfo: () => ({
      url: api.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: 0,
      ...(api.webhookTrouble && { last_error_message: api.webhookTrouble }),
    }),
    sendMessage: payload => publish(payload),
    sendPhoto: payload => publish(payload),
    sendDocument: payload => publish(payload),
    sendMediaGroup(payload) {
      const { media, ...rest } = payload
      const parts = (media as Payload[]).map(part => publish({ ...rest, ...part }))
      return parts.find(isRefusal) ?? parts
    },
    getFile({ file_id }) {
      const path = `documents/${file_id}`
      const refused = { status: 400, description: 'Bad Request: file is too big' }
      return api.files.has(path) ? { file_id, file_unique_id: 'u', file_path: path } : refused
    },
    setMessageReaction: payload => {
      api.reactions.push(payload)
      return true
    },
    deleteMessage: ({ chat_id, message_id }) => api.removable.delete(`${chat_id}:${message_id}`) || missing,
  }

  function answer(url: string, payload: Payload, response: ServerResponse) {
    const file = url.startsWith(`/file/bot${TOKEN}/`) && api.files.get(url.slice(`/file/bot${TOKEN}/`.length))
    if (file) return response.writeHead(200).end(file)
    const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(url) ?? []
    const refuse = ({ status, description, parameters }: Refusal) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ ok: false, error_code: status, description, ...(parameters && { parameters }) }))
    }
    if (token !== TOKEN) return refuse({ status: 401, description: 'Unauthorized' })
    if (!method || !Object.hasOwn(METHODS, method)) return refuse({ status: 404, description: `Not Found: ${method}` })
    const [fault] = Value.Errors(METHODS[method as Method], payload)
    if (fault) {
      return refuse({ status: 400, description: `Bad Request: ${method}${fault.instancePath} ${fault.message}` })
    }
    const result = act[method as Method](payload)
    if (isRefusal(result)) return refuse(result)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }))
  }
  return api
}

/** The Bot API at an address on this machine, until `close`. */
export async function serve(api: BotApi): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(api.handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What is asked for: JSON, or a form in which files are named as `attach://`. */
async function read(request: IncomingMessage): Promise<Payload> {
  const body = await buffer(request)
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return JSON.parse(body.toString() || '{}') as Payload
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const files = new Map<string, { name: string; bytes: string }>()
  for (const [key, value] of form) {
    if (typeof value !== 'string') files.set(`attach://${key}`, { name: value.name, bytes: await value.text() })
  }
  const whole = (value: unknown): unknown => files.get(value as string) ?? value
  const fields = [...form].flatMap(([key, value]) => {
    if (typeof value !== 'string') return []
    const plain = key === 'caption' || value.startsWith('attach://') ? whole(value) : JSON.parse(value)
    return [[key, Array.isArray(plain) ? plain.map(part => ({ ...part, media: whole(part.media) })) : plain]]
  })
  return Object.fromEntries(fields)
}
