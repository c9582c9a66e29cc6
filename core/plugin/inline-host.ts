import type { Egress } from '../lib/egress.ts'
import { type CallName, calls, failureOf } from './calls.ts'
import { contextFetch } from './fetch.ts'
import { CutOff, type Host, type HostCore, type Target } from './host.ts'
import { type Ctx, PluginError } from './index.ts'
import type { Loaded } from './load.ts'

/**
 * Plugins in the caller's own thread, for the command line and for tests: the same calls, contexts and deadlines, without
 * the time a thread takes to start, and without its protection.
 */
export function inlineHost(
  plugins: readonly Loaded[],
  core: HostCore,
  egress: Egress = { fetch: () => globalThis.fetch, address: async host => host },
): Host {
  const contextOf = ({ connection, settings, webhookUrl }: Target, signal: AbortSignal): Ctx => ({
    connection,
    settings,
    webhookUrl,
    signal,
    log: core.log,
    fetch: contextFetch(egress.fetch(signal)),
    address: egress.address,
    store: core.storeOf(connection.id),
    now: () => core.now(),
  })
  return {
    async call(name, target, args, { deadline, signal, onEmit } = {}) {
      const plugin = plugins.find(({ plugin }) => plugin.id === target.plugin)?.plugin
      if (!plugin) throw new PluginError('temporary', 'There is no such plugin')
      const late = deadline === undefined ? undefined : AbortSignal.timeout(deadline)
      const ends = AbortSignal.any([late, signal].filter(one => one !== undefined))
      const call = calls[name] as (...all: unknown[]) => Promise<never>
      const cut = new Promise<never>((_, reject) => {
        ends.addEventListener('abort', () => reject(cutOff(name)), { once: true })
      })
      try {
        return await Promise.race([call(plugin, contextOf(target, ends), onEmit ?? (() => {}), ...args), cut])
      } catch (error) {
        if (error instanceof CutOff) throw error
        const { code, message, retryAfter } = failureOf(error, name)
        throw new PluginError(code, message, retryAfter === undefined ? {} : { retryAfter })
      }
    },
  }
}

const cutOff = (name: CallName) =>
  new CutOff(name === 'send' ? 'unknown' : 'temporary', 'The plugin did not finish in time')
