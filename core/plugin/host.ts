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

/** The thread that a plugin runs in, kept alive by whoever gives it. */
export interface HostThread {
  post(message: ToHost): void
  onMessage(receive: (message: FromHost) => void): void
  /** Told when the thread ended, however it ended; the next post starts another. */
  onExit(ended: () => void): void
  /** Ends the thread at once. */
  end(): void
  /** Lets a thread that has nothing to do end; the next post starts another. */
  rest(): void
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

/** How long a thread may say nothing while a call waits for its turn, in milliseconds: it starts, imports its plugin, or hangs. */
const TURN = 15_000
/** How long a call that was told to stop may take to do so, in milliseconds, before its thread is ended. */
const GRACE = 1000
/** How long a thread stays without a call, in milliseconds: starting one costs little, keeping one costs memory. */
const IDLE = 5 * 60_000

/** A call that had begun and was cut off, by its deadline or with its thread: to try it for ever would end the thread for ever. */
export class CutOff extends PluginError {}

interface InFlight {
  posted: Extract<ToHost, { type: 'call' }>
  resolve(value: never): void
  reject(error: PluginError): void
  /** Its deadline counts from here. */
  begin(): void
  onEmit: CallOptions['onEmit']
  begun: boolean
  late: boolean
  /** Its caller, or its deadline, gave it up. */
  stopped: boolean
}

/** Parts of core that the host needs. */
export interface HostCore {
  log: Log
  now(): Date
  storeOf(connectionId: string): Store
}

/**
 * The main thread's side: a thread for each plugin, started by its first call and ended when it has none for some minutes. A
 * plugin that hangs or fills its memory costs what it was doing itself; no other plugin notices.
 */
export function openHost(
  threadOf: (plugin: string) => HostThread | undefined,
  core: HostCore,
  { idle = IDLE }: { idle?: number } = {},
): Host {
  const threads = new Map<string, Host>()
  return {
    call(name, target, args, options) {
      let host = threads.get(target.plugin)
      if (!host) {
        const thread = threadOf(target.plugin)
        if (!thread) return Promise.reject(new PluginError('temporary', 'There is no such plugin'))
        host = openThread(thread, core, idle)
        threads.set(target.plugin, host)
      }
      return host.call(name, target, args, options)
    },
  }
}

/**
 * The calls of one plugin. One that does not keep its deadline is told to stop, and ends the thread when it does not. Calls
 * that had begun there are then cut off; those that had not certainly were not done, and wait for the next thread.
 */
function openThread(thread: HostThread, core: HostCore, idle: number): Host {
  const inFlight = new Map<number, InFlight>()
  let last = 0
  let heardAt = 0
  let hasBegun = false
  let resting: NodeJS.Timeout | undefined

  thread.onMessage(message => {
    heardAt = performance.now()
    if (message.type === 'log') return core.log[message.level](message.fields, message.message)
    if (message.type === 'ask') return void answer(message)
    const call = inFlight.get(message.id)
    if (!call) return
    if (message.type === 'begun') {
      hasBegun = true
      return call.begin()
    }
    if (message.type === 'emit') return call.onEmit?.(message.value)
    if (message.type === 'done') return call.resolve(message.value as never)
    const { code, message: text, retryAfter } = message.failure
    // What was cut off by its deadline may have been done all the same.
    call.reject(call.late ? overdue(call) : new PluginError(code, text, retryAfter === undefined ? {} : { retryAfter }))
  })
  thread.onExit(() => {
    // A thread that ends before it begins anything is not tried for ever.
    const goesOn = hasBegun
    hasBegun = false
    for (const call of [...inFlight.values()]) {
      if (call.late) call.reject(overdue(call))
      else if (call.begun || call.stopped || !goesOn) call.reject(lost(call))
      else thread.post(call.posted)
    }
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
        clearTimeout(resting)
        const id = ++last
        let timer: NodeJS.Timeout | undefined
        const settled = () => {
          inFlight.delete(id)
          clearTimeout(timer)
          signal?.removeEventListener('abort', onAbort)
          if (!inFlight.size) resting = setTimeout(() => thread.rest(), idle).unref()
        }
        const call: InFlight = {
          posted: { type: 'call', id, name, target, args, now: core.now().toISOString() },
          onEmit,
          begun: false,
          late: false,
          stopped: false,
          begin() {
            call.begun = true
            clearTimeout(timer)
            if (deadline !== undefined) timer = setTimeout(() => setImmediate(stop, true), deadline)
          },
          resolve(value) {
            settled()
            resolve(value)
          },
          reject(error) {
            settled()
            reject(error)
          },
        }
        function stop(late: boolean) {
          if (!inFlight.has(id)) return
          call.late ||= late
          call.stopped = true
          thread.post({ type: 'abort', id })
          setTimeout(() => {
            if (!inFlight.has(id)) return
            core.log.warn(
              { plugin: target.plugin, connection: target.connection.id, call: name },
              'A plugin hangs: its thread is ended',
            )
            thread.end()
          }, GRACE).unref()
        }
        const onAbort = () => stop(false)
        /** A thread that begins or ends other calls meanwhile is busy; one that says nothing hangs. */
        function awaitTurn(silent: number) {
          // After what has arrived already: this process may have stood still itself.
          const look = () => {
            if (call.begun || !inFlight.has(id)) return
            const since = performance.now() - heardAt
            if (since < TURN) awaitTurn(since)
            else stop(true)
          }
          timer = setTimeout(() => setImmediate(look), TURN - silent)
        }
        inFlight.set(id, call)
        signal?.addEventListener('abort', onAbort, { once: true })
        if (deadline !== undefined) awaitTurn(0)
        thread.post(call.posted)
        if (signal?.aborted) onAbort()
      }),
  }
}

/** A send that was cut off may have been done; anything else, and what had not begun, is simply tried again. */
const cutOff = ({ begun, posted }: InFlight, message: string) =>
  begun ? new CutOff(posted.name === 'send' ? 'unknown' : 'temporary', message) : new PluginError('temporary', message)
const overdue = (call: InFlight) =>
  cutOff(call, call.begun ? 'The plugin did not finish in time' : 'The plugin hangs: this did not get its turn')
const lost = (call: InFlight) => cutOff(call, 'The plugin was ended while this was running')
