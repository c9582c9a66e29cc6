// The thread in which a plugin runs. It imports it itself, calls it with a context, and never touches the database.
import { parentPort, workerData } from 'node:worker_threads'
import { type Egress, openEgress } from '../lib/egress.ts'
import { type CallName, calls, failureOf } from './calls.ts'
import { contextFetch } from './fetch.ts'
import type { FromHost, Target, ToHost } from './host.ts'
import type { Ctx, Plugin, Store } from './index.ts'
import './resolve.ts'

/** Facts that the main thread found: where the plugin is, and what may be reached outside. */
export interface HostData {
  url: string
  allowedNetworks: readonly string[]
}

const data = workerData as HostData
const egress: Egress = openEgress({ allowedNetworks: data.allowedNetworks })
let loaded: Promise<Plugin> | undefined
const running = new Map<number, AbortController>()
const asked = new Map<number, (value: unknown) => void>()
let asks = 0
/** The item that is being read. One at a time, so that it is known which one hangs. */
let reading: Promise<unknown> = Promise.resolve()

const tell = (message: FromHost) => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToHost | 'cancel') => {
  if (message === 'cancel') return process.exit(0)
  if (message.type === 'abort') return running.get(message.id)?.abort()
  if (message.type === 'answer') {
    asked.get(message.ask)?.(message.value)
    asked.delete(message.ask)
    return
  }
  void run(message)
})

async function run({ id, name, target, args, now }: Extract<ToHost, { type: 'call' }>) {
  const controller = new AbortController()
  running.set(id, controller)
  let begun = false
  try {
    loaded ??= import(data.url).then(module => module.default as Plugin)
    const plugin = await loaded
    const call = calls[name] as (...all: unknown[]) => Promise<unknown>
    const emit = (value?: string) => tell({ type: 'emit', id, value })
    const begin = async () => {
      controller.signal.throwIfAborted()
      begun = true
      tell({ type: 'begun', id })
      return call(plugin, contextOf(target, controller.signal, now), emit, ...args)
    }
    if (name === 'parse') reading = reading.then(begin, begin)
    tell({ type: 'done', id, value: await (name === 'parse' ? reading : begin()) })
  } catch (error) {
    const failure = failureOf(error, name satisfies CallName)
    // A call that never began was not done, whatever the reason.
    tell({ type: 'failed', id, failure: begun ? failure : { ...failure, code: 'temporary' } })
  } finally {
    running.delete(id)
  }
}

function contextOf({ plugin, connection, settings, webhookUrl }: Target, signal: AbortSignal, now: string): Ctx {
  const started = performance.now()
  const log =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (fields: object, message: string): void =>
      tell({ type: 'log', level, fields: { ...fields, plugin, connection: connection.id }, message })
  return {
    connection,
    settings,
    webhookUrl,
    signal,
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    fetch: contextFetch(egress.fetch(signal)),
    address: egress.address,
    store: storeOf(connection.id),
    // The main thread's clock, so that a test that moves it moves this too.
    now: () => new Date(Date.parse(now) + performance.now() - started),
  }
}

/** The store lives in the main thread, the one that writes. */
function storeOf(connectionId: string): Store {
  const ask = (op: keyof Store, key: string, value?: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++asks
      asked.set(id, answer => {
        const { found, failed } = answer as { found?: unknown; failed?: true }
        if (failed) reject(new Error('The store did not answer'))
        else resolve(found)
      })
      tell({ type: 'ask', ask: id, connectionId, op, key, ...(value !== undefined && { value }) })
    })
  return {
    get: <T>(key: string) => ask('get', key) as Promise<T | undefined>,
    set: async (key, value) => void (await ask('set', key, value)),
    delete: async key => void (await ask('delete', key)),
  }
}
