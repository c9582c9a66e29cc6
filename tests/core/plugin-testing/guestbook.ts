import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Ctx, checked, definePlugin, type OutboundMessage, PluginError, Secret, Type } from 'webcare/plugin'
import type { ChannelContract, Peer } from 'webcare/plugin/testing'

const Entry = Type.Object({
  id: Type.String({ minLength: 1 }),
  by: Type.String({ minLength: 1 }),
  text: Type.String(),
  at: Type.String(),
})
/** How many entries the guestbook gives at once. */
const PAGE = 50
const Settings = Type.Object({ url: Type.String(), key: Secret('API key') })
export type Settings = { url: string; key: string }

/** A small channel that does everything right, to be broken in one place at a time. */
export const guestbook = definePlugin({
  id: 'guestbook',
  name: 'Guestbook',
  api: 1,
  settings: Settings,
  channel: {
    limits: { visibility: ['public'], format: 'text', maxLength: 500, idempotent: true },
    webhook: {
      verify: ({ headers, body }, { settings }) => same(headers['x-signature'] ?? '', signature(body, settings.key)),
    },
    poll: async (cursor = '0', ctx) => {
      const entries = `${ctx.settings.url}/entries?after=${cursor}`
      const response = await ctx.fetch(entries, { headers: { authorization: ctx.settings.key } })
      if (!response.ok) throw refused(response, ctx)
      const page = checked(Type.Array(Entry), await response.json())
      return {
        items: page.map(entry => ({ key: entry.id, headers: {}, body: Buffer.from(JSON.stringify(entry)) })),
        cursor: page.at(-1)?.id ?? cursor,
        more: page.length === PAGE,
      }
    },
    parse: raw => {
      const { id, by, text, at } = checked(Entry, json(raw.body))
      if (Number.isNaN(Date.parse(at))) throw new PluginError('permanent', '/at must be a time')
      return [
        {
          type: 'message',
          externalId: id,
          thread: { externalId: id, visibility: 'public' },
          place: 'brand',
          author: { externalId: by },
          text,
          at: new Date(at),
        },
      ]
    },
    send,
  },
})

async function send(message: OutboundMessage, ctx: Ctx<Settings>) {
  const response = await ctx.fetch(`${ctx.settings.url}/entries`, {
    method: 'POST',
    headers: { authorization: ctx.settings.key, 'idempotency-key': message.id },
    body: JSON.stringify({ text: message.text }),
  })
  if (!response.ok) throw refused(response, ctx)
  return { externalId: ((await response.json()) as { id: string }).id }
}

function refused({ status, headers }: Response, ctx: Ctx) {
  const after = headers.get('retry-after') ?? '60'
  const retryAfter = /^\d+$/.test(after) ? Number(after) : Math.ceil((Date.parse(after) - ctx.now().getTime()) / 1000)
  if (status === 429) return new PluginError('temporary', 'The guestbook is busy', { retryAfter })
  const code = status === 401 || status === 403 ? 'unauthorized' : status >= 500 ? 'unknown' : 'permanent'
  return new PluginError(code, `The guestbook answered ${status}`)
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw new PluginError('permanent', 'It is no JSON')
  }
}

const signature = (body: Uint8Array, key: string) => createHmac('sha256', key).update(body).digest('hex')
const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const settings = { url: 'https://guestbook.example', key: 'a-key' }

/** The guestbook itself, as far as it matters: it knows its key, its limit, and an entry that it has already. */
export function fakeGuestbook(): Peer<Settings> {
  const posted = new Map<string, string>()
  const written: Array<{ id: string; by: string; text: string; at: string }> = []
  return {
    settings: url => ({ ...settings, url }),
    posts: () => posted.size,
    arrives(count) {
      for (let times = 0; times < count; times++) {
        written.push({ id: String(written.length + 1), by: 'sanne', text: 'Mooi!', at: '2026-03-02T08:00:00.000Z' })
      }
    },
    async handle(request, response) {
      let body = ''
      for await (const part of request) body += part
      const said = (status: number, answer: object) => response.writeHead(status).end(JSON.stringify(answer))
      if (request.headers.authorization !== settings.key) return said(401, {})
      const after = Number(new URL(request.url ?? '', settings.url).searchParams.get('after'))
      if (request.method === 'GET') return said(200, written.slice(after, after + PAGE))
      const text: unknown = JSON.parse(body).text
      if (typeof text !== 'string' || [...text].length > 500) return said(422, {})
      const key = String(request.headers['idempotency-key'] ?? posted.size)
      posted.set(key, posted.get(key) ?? `entry-${posted.size}`)
      said(201, { id: posted.get(key) })
    },
  }
}

export const contract = (): ChannelContract<Settings> => ({
  settings,
  fixtures: `${import.meta.dirname}/fixtures`,
  webhook: {
    sign: (body, { key }) => ({ headers: { 'x-signature': signature(body, key) } }),
    otherSettings: { ...settings, key: 'another-key' },
  },
  peer: fakeGuestbook(),
})
