import { PluginError } from './index.ts'

/** Faults of a request of which certainly no byte arrived: no address, nobody there, no trust, not allowed to go there. */
const NEVER_LEFT =
  /^(E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)|UND_ERR_CONNECT_TIMEOUT|FORBIDDEN|(ERR_TLS|CERT|UNABLE|DEPTH|SELF)_.*)$/

/**
 * The `fetch` of a context. A request that certainly never left is `temporary`, so that a reply is simply sent again. Any
 * other fault is passed on: whether the platform acted is then anybody's guess.
 */
export const contextFetch =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    try {
      return await fetch(input, init)
    } catch (cause) {
      const never = causes(cause).find(({ code }) => NEVER_LEFT.test(String(code)))
      if (!never) throw cause
      const { host } = new URL(input instanceof Request ? input.url : input)
      throw new PluginError('temporary', `${host} cannot be reached: ${never.message || never.code}`, { cause })
    }
  }

/** An error and what it was caused by, outermost first. */
function causes(error: unknown): Array<Error & { code?: unknown }> {
  return error instanceof Error ? [error, ...causes(error.cause)] : []
}
