import {
  type Ctx,
  type HappenedEvent,
  type OutboundMessage,
  PluginError,
  type Sent,
  secondsToWait,
} from 'webcare/plugin'
import type { Settings } from './settings.ts'
import { signed } from './signature.ts'

/** Hands a reply to the channel. Its answer may say where the reply stands: `{ "externalId": "…", "url": "https://…" }`. */
export async function send(message: OutboundMessage, ctx: Ctx<Settings>): Promise<Sent> {
  const { replyUrl, dedupes } = ctx.settings
  if (!replyUrl) throw new PluginError('permanent', 'This connection has no address for replies')
  const { id, attachments, ...reply } = message
  const files = attachments.map(({ content, ...file }) => ({
    ...file,
    content: Buffer.from(content).toString('base64'),
  }))
  const data = { id, ...reply, ...(files.length && { attachments: files }) }
  const body = { type: 'reply', timestamp: ctx.now().toISOString(), data }
  const response = await post(replyUrl, id, body, ctx, dedupes ? 'temporary' : 'unknown')
  if (isTaken(response)) return placeOf(response.said, id)
  throw refusal(response, ctx, dedupes ? 'temporary' : 'unknown')
}

/** Tells an event. Any failure is tried again for days, but for 410: it has gone. */
export async function deliver({ id, type, at, ...event }: HappenedEvent, ctx: Ctx<Settings>): Promise<void> {
  const { eventUrl } = ctx.settings
  // Taken out of the settings since the event was queued.
  if (!eventUrl) return
  const response = await post(eventUrl, id, { type, timestamp: at.toISOString(), ...event }, ctx, 'temporary')
  if (isTaken(response)) return
  const { code, message, retryAfter } = refusal(response, ctx, 'temporary')
  throw new PluginError(response.status === 410 ? 'permanent' : 'temporary', message, {
    ...(code === 'temporary' && { retryAfter }),
  })
}

/** Sends `{ "type": "ping" }` to each address, which is to answer with any 2xx. */
export async function check(ctx: Ctx<Settings>, passed: (step: string) => void): Promise<void> {
  const addresses = { replies: ctx.settings.replyUrl, events: ctx.settings.eventUrl }
  for (const [what, url] of Object.entries(addresses)) {
    if (!url) continue
    const body = { type: 'ping', timestamp: ctx.now().toISOString(), data: {} }
    const response = await post(url, crypto.randomUUID(), body, ctx, 'temporary')
    if (!isTaken(response)) throw refusal(response, ctx, 'temporary')
    passed(`The address for ${what} took a signed ping`)
  }
}

interface Answer {
  status: number
  headers: Headers
  /** Its JSON, if it has any. */
  said: unknown
}
const isTaken = ({ status }: Answer) => status >= 200 && status < 300

/** A signed request. `lost` is what it means when the request went and no answer came. */
async function post(
  url: string,
  id: string,
  body: object,
  ctx: Ctx<Settings>,
  lost: PluginError['code'],
): Promise<Answer> {
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  const headers = { 'content-type': 'application/json', ...signed(bytes, id, ctx.now(), ctx.settings) }
  try {
    const response = await ctx.fetch(url, { method: 'POST', headers, body: bytes, signal: ctx.signal })
    // The status decides, also when the rest of the answer gets lost.
    return { status: response.status, headers: response.headers, said: await response.json().catch(() => undefined) }
  } catch (cause) {
    throw cause instanceof PluginError ? cause : new PluginError(lost, 'The receiver did not answer', { cause })
  }
}

/** What an answer other than 2xx means. `lost` as above: an error of a server comes after it had the request. */
function refusal({ status, headers }: Answer, ctx: Ctx, lost: PluginError['code']): PluginError {
  const said = `The receiver answered ${status}`
  const retryAfter = secondsToWait(headers.get('retry-after'), ctx.now())
  if (status === 429 || (status === 503 && retryAfter !== undefined)) {
    return new PluginError('temporary', said, { retryAfter })
  }
  if (status === 401 || status === 403) {
    return new PluginError('unauthorized', `${said}: does it have the same signing key?`)
  }
  // “I have this one already” is no refusal: whether it is there must be looked at.
  if (status === 409) return new PluginError('unknown', said)
  if (status >= 500 || status === 408) {
    return new PluginError(lost, said, lost === 'temporary' ? { retryAfter } : {})
  }
  if (status >= 300 && status < 400) return new PluginError('permanent', `${said}: enter the address it points to`)
  return new PluginError('permanent', status === 410 ? `${said}: it takes nothing any more` : said)
}

/** Where the receiver says the reply stands. It has the reply: whatever it says beyond that changes nothing. */
function placeOf(said: unknown, id: string): Sent {
  const { externalId, url } = (said ?? {}) as { externalId?: unknown; url?: unknown }
  return {
    externalId: typeof externalId === 'string' && externalId && externalId.length <= 500 ? externalId : id,
    ...(typeof url === 'string' && /^https?:\/\//.test(url) && { url }),
  }
}
