import { PluginError } from './index.ts'

/** Faults of a request of which certainly no byte arrived: no address, nobody there, no trust, not allowed to go there. */
const NEVER_LEFT =
  /^(E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)|UND_ERR_CONNECT_TIMEOUT|FORBIDDEN|(ERR_TLS|CERT|UNABLE|DEPTH|SELF)_.*|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNSUPPORTED_PROTOCOL))$/
/** Why, where the fault itself says it in no words for people. */
const WHY: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such name',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'nothing answers there',
  UND_ERR_CONNECT_TIMEOUT: 'nothing answered there in time',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https there',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak https there',
  CERT_HAS_EXPIRED: 'its certificate has expired',
}
/** Faults after which nobody knows whether the request arrived, or that cut the answer off; each in words. */
const AFTERWARDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(TimeoutError|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'did not answer in time'],
  [/^UND_ERR_RES_EXCEEDED_MAX_SIZE$/, 'gave a larger answer than is read'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'broke the connection off'],
  [/^(HTTPParserError|HPE_.*|UND_ERR_HEADERS_OVERFLOW)$/, 'gave an answer that is no HTTP'],
]

/** A request without a clear end: whether the platform acted is anybody's guess. Its message says what happened. */
export class FetchError extends TypeError {
  override name = 'FetchError'
}

/**
 * The `fetch` of a context. A request that certainly never left is `temporary`, so that a reply is simply sent again. Of any
 * other fault core makes what fits the call: `unknown` of a send, `temporary` elsewhere. Both say what it was.
 */
export const contextFetch =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const { host } = new URL(input instanceof Request ? input.url : input)
    const response = await fetch(input, init).catch(cause => {
      throw named(host, cause)
    })
    return read(response, cause => named(host, cause))
  }

/** The same answer; what goes wrong while it is read is said in words too. */
function read(response: Response, inWords: (cause: unknown) => unknown): Response {
  if (!response.body) return response
  const reader = response.body.getReader()
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (cause) {
        controller.error(inWords(cause))
      }
    },
    cancel: reason => reader.cancel(reason),
  })
  return new Response(body, response)
}

/** A fault of a network by its name, whoever met it; any other as it is, such as one that a plugin caused by its signal. */
export function named(host: string, cause: unknown): unknown {
  if (cause instanceof PluginError || cause instanceof FetchError) return cause
  const all = causes(cause)
  const never = all.find(({ code }) => NEVER_LEFT.test(String(code)))
  if (never) {
    const why = WHY[String(never.code)] ?? (never.message || never.code)
    return new PluginError('temporary', `${host} cannot be reached: ${why}`, { cause })
  }
  const [, words] =
    AFTERWARDS.find(([pattern]) => all.some(({ name, code }) => pattern.test(name) || pattern.test(String(code)))) ?? []
  return words ? new FetchError(`${host} ${words}`, { cause }) : cause
}

/** An error and what it was caused by, outermost first. */
function causes(error: unknown): Array<Error & { code?: unknown }> {
  return error instanceof Error ? [error, ...causes(error.cause)] : []
}
