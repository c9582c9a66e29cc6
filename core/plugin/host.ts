import type { Log } from '../lib/log.ts'
import type { CallArguments, CallName, CallResult, Failure } from './calls.ts'
import { PluginError, type Store } from './index.ts'

/** For whom a plugin is called. */
export interface Target {
  plugin: string
  connection: { id: string; name: string }
  /** With its secrets opened. */
  settings: unknown
  webhookUrl: string
}

export interface CallOptions {
  /** Milliseconds that the plugin may take until the call is given up. Absent only for `listen`, which runs until its signal. */
  deadline?: number
  signal?: AbortSignal
  /** What the plugin calls back with while it runs. */
  onEmit?: (value: string | undefined) => void
}

/** Where plugins run. A call rejects with PluginError and nothing else. */
export interface Host {
  call<Name extends CallName>(
    name: Name,
    target: Target,
    args: CallArguments<Name>,
    options?: CallOptions,
  ): Promise<CallResult<Name>>
}

/** The thread that plugins run in, kept alive by whoever gives it. */
export interface HostThread {
  post(message: ToHost): void
  onMessage(receive: (message: FromHost) => void): void
  /** Told when the thread ended, however it ended; the next post starts another. */
  onExit(ended: () => void): void
  /** Ends the thread at once. */
  end(): void
}

export type ToHost =
  | { type: 'call'; id: number; name: CallName; target: Target; args: unknown[]; now: string }
  | { type: 'abort'; id: number }
  | { type: 'answer'; ask: number; value: unknown }
export type FromHost =
  | { type: 'begun'; id: number }
  | { type: 'done'; id: number; value: unknown }
  | { type: 'failed'; id: number; failure: Failure }
  | { type: 'emit'; id: number; value: string | undefined }
  | { type: 'ask'; ask: number; connectionId: string; op: keyof Store; key: string; value?: unknown }
  | { type: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; fields: object; message: string }

/** How long a call may wait for its turn, in milliseconds: for a thread that starts, for its plugin to be imported. */
const TURN = 15_000
/** How long a call that was told to stop may take to do so, in milliseconds, before its thread is ended. */
const GRACE = 1000

interface InFlight {
  name: CallName
  resolve(value: never): void
  reject(error: PluginError): void
  /** Its deadline counts from here. */
  begun(): void
  onEmit: CallOptions['onEmit']
  late: boolean
}

/**
 * The main thread's side. A call that does not keep its deadline is told to stop, and ends the whole thread when it does
 * not: whatever else was being called is then of unknown outcome, and the inbox goes on.
 */
export function openHost(
  thread: HostThread,
  core: { log: Log; now(): Date; storeOf(connectionId: string): Store },
): Host {
  const inFlight = new Map<number, InFlight>()
  let last = 0

  thread.onMessage(message => {
    if (message.type === 'log') return core.log[message.level](message.fields, message.message)
    if (message.type === 'ask') return void answer(message)
    const call = inFlight.get(message.id)
    if (!call) return
    if (message.type === 'begun') return call.begun()
    if (message.type === 'emit') return call.onEmit?.(message.value)
    inFlight.delete(message.id)
    if (message.type === 'done') return call.resolve(message.value as never)
    const { code, message: text, retryAfter } = message.failure
    // What was cut off by its deadline may have been done all the same.
    call.reject(
      call.late ? overdue(call.name) : new PluginError(code, text, retryAfter === undefined ? {} : { retryAfter }),
    )
  })
  thread.onExit(() => {
    const cut = [...inFlight.values()]
    inFlight.clear()
    for (const call of cut) call.reject(call.late ? overdue(call.name) : lost(call.name))
  })

  async function answer({ ask, connectionId, op, key, value }: Extract<FromHost, { type: 'ask' }>) {
    const store = core.storeOf(connectionId)
    const result = op === 'set' ? store.set(key, value) : op === 'get' ? store.get(key) : store.delete(key)
    thread.post({
      type: 'answer',
      ask,
      value: await result.then(
        found => ({ found }),
        () => ({ failed: true }),
      ),
    })
  }

  return {
    call: (name, target, args, { deadline, signal, onEmit } = {}) =>
      new Promise((resolve, reject) => {
        const id = ++last
        const call: InFlight = { name, resolve, reject, onEmit, late: false, begun: () => within(deadline) }
        inFlight.set(id, call)
        const stop = (late: boolean) => {
          if (!inFlight.has(id)) return
          call.late ||= late
          thread.post({ type: 'abort', id })
          setTimeout(() => {
            if (!inFlight.has(id)) return
            core.log.warn(
              { plugin: target.plugin, connection: target.connection.id, call: name },
              'A plugin hangs: its host is ended',
            )
            thread.end()
          }, GRACE).unref()
        }
        let timer: NodeJS.Timeout | undefined
        const within = (time: number | undefined) => {
          clearTimeout(timer)
          if (time !== undefined) timer = setTimeout(() => stop(true), time)
        }
        if (deadline !== undefined) within(TURN + deadline)
        const onAbort = () => stop(false)
        signal?.addEventListener('abort', onAbort, { once: true })
        const settled = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', onAbort)
        }
        call.resolve = value => {
          settled()
          resolve(value)
        }
        call.reject = error => {
          settled()
          reject(error)
        }
        thread.post({ type: 'call', id, name, target, args, now: core.now().toISOString() })
        if (signal?.aborted) onAbort()
      }),
  }
}

/** A send that was cut off may have been done; anything else is simply tried again. */
const overdue = (name: CallName) =>
  new PluginError(name === 'send' ? 'unknown' : 'temporary', 'The plugin did not finish in time')
const lost = (name: CallName) =>
  new PluginError(name === 'send' ? 'unknown' : 'temporary', 'The plugin host ended while this was running')
