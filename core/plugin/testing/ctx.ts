import { existsSync, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { contextFetch } from '../fetch.ts'
import type { Ctx, InboundEvent, RawItem } from '../index.ts'

export interface TestCtxOptions<Settings> {
  /** The connection's settings, with secrets as they are. */
  settings: Settings
  /** The connection; a school's by default. */
  connection?: Ctx['connection']
  /** Where the platform would post to. */
  webhookUrl?: string
  /** Where the clock stands at first; Monday 2 March 2026, 09:00 UTC, by default. It moves by `moveTo` alone. */
  now?: Date
  /** What ends the call, such as `AbortSignal.timeout(500)` to play a deadline. */
  signal?: AbortSignal
  /**
   * Addresses of the real platform and the local peer that stands in for each, by origin:
   * `{ 'https://api.example.com': 'http://127.0.0.1:4010' }`. For plugins whose platform has one fixed address.
   */
  origins?: Readonly<Record<string, string>>
}

/** A context for a plugin's own tests, and what a test wants to see of it. */
export interface TestCtx<Settings> extends Ctx<Settings> {
  /** What the plugin keeps, by key. */
  readonly stored: Map<string, unknown>
  /** What it logged. */
  readonly logged: Array<{ level: string; fields: object; message: string }>
  /** Moves `now()`. */
  moveTo(now: Date): void
}

/**
 * A context on the real `fetch`, to peers on this machine only: a test that would leave it fails. As in core, no redirect
 * is followed, a peer that is not there is a `temporary` fault, and what is stored is copied as JSON.
 */
export function testCtx<Settings>(options: TestCtxOptions<Settings>): TestCtx<Settings> {
  const { settings, origins = {}, signal = new AbortController().signal } = options
  const stored = new Map<string, unknown>()
  const logged: TestCtx<Settings>['logged'] = []
  const log = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message })
  let now = options.now ?? new Date('2026-03-02T09:00:00.000Z')
  return {
    settings,
    signal,
    stored,
    logged,
    connection: options.connection ?? { id: '01980000-0000-7000-8000-000000000001', name: 'De school' },
    webhookUrl: options.webhookUrl ?? 'https://webcare.example/hooks/01980000-0000-7000-8000-000000000001',
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    now: () => new Date(now),
    moveTo: to => {
      now = to
    },
    async fetch(input, init) {
      const asked = new URL(input instanceof Request ? input.url : input)
      const url = new URL(asked.href.slice(asked.origin.length), origins[asked.origin] ?? asked.origin)
      if (!isLocal(url.hostname)) throw new Error(beyond(url.origin))
      const signals = [signal, init?.signal].filter(one => one != null)
      const request = input instanceof Request ? new Request(url, input) : url
      return contextFetch(fetch)(request, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) })
    },
    async address(host) {
      if (!isLocal(host)) throw new Error(beyond(host))
      return host === 'localhost' ? '127.0.0.1' : host
    },
    store: {
      get: async <T>(key: string) => structuredClone(stored.get(key)) as T | undefined,
      set: async (key, value) => void stored.set(key, JSON.parse(JSON.stringify(value))),
      delete: async key => void stored.delete(key),
    },
  }
}

const isLocal = (host: string) => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)
const beyond = (where: string) =>
  `A test stays on this machine, and the plugin wants to reach ${where}. Start a peer on 127.0.0.1 and name it in the settings or in \`origins\`.`

/**
 * A fixture as the raw item that core would store: the file is the body; a file beside it that ends in `.headers.json`
 * holds the headers; the key is its name.
 */
export function rawItem(file: string): RawItem {
  const bare = file.slice(0, file.length - extname(file).length)
  const headers = `${bare}.headers.json`
  return {
    key: basename(bare),
    headers: existsSync(headers) ? JSON.parse(readFileSync(headers, 'utf8')) : {},
    body: new Uint8Array(readFileSync(file)),
  }
}

/**
 * Events as a file can hold them: times as ISO text, bytes as `{ "bytes": 3, "base64": "…" }` (only the first 48), absent
 * fields left out.
 */
export function asJson(events: readonly InboundEvent[]): unknown {
  return JSON.parse(
    JSON.stringify(events, (_, value: unknown) =>
      value instanceof Uint8Array
        ? { bytes: value.byteLength, base64: Buffer.from(value.subarray(0, 48)).toString('base64') }
        : value,
    ),
  )
}

/** A context without network, clock or store: what `parse` may use. */
export const isolated = <Settings>(settings: Settings): Ctx<Settings> => ({
  ...testCtx({ settings }),
  fetch: forbidden('ctx.fetch'),
  address: forbidden('ctx.address'),
  now: forbidden('ctx.now'),
  store: { get: forbidden('ctx.store'), set: forbidden('ctx.store'), delete: forbidden('ctx.store') },
})
export const forbidden = (what: string) => (): never => {
  throw new Error(
    `parse is pure: it may not use ${what}. What it needs must be in the raw item; let poll put it there.`,
  )
}
