import { type LookupAddress, lookup as lookupAll } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import ipaddr from 'ipaddr.js'
import { AppError } from './errors.ts'

/** The one way out: every address that somebody typed or sent us is reached through this. */
export interface Egress {
  /** `fetch` that reaches no address inside the network, follows no redirect, and gives up in time and at a size. */
  fetch(signal?: AbortSignal): typeof globalThis.fetch
  /** An allowed address of a host, for raw TCP. Connect to it, not to the name: the name may answer otherwise next time. */
  address(host: string): Promise<string>
}

export interface EgressOptions {
  /** Networks inside that the operator allows, such as 10.1.0.0/16. */
  allowedNetworks: readonly string[]
  /** Of an answer, after decompression. */
  maxBytes?: number
  /** Milliseconds until the whole answer must be there. */
  timeLimit?: number
}

/** How long a plugin's request may take, in milliseconds: some platforms take most of a minute to publish. */
export const TIME_LIMIT = 50_000

/** Public by their range, private by their use: metadata services of hosting companies, and IPv4 in IPv6. */
const DENIED = ['168.63.129.16/32', '192.0.0.192/32', '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16']
/** Ports at which no web server listens, and something else may take a request for a command. */
const DENIED_PORTS = new Set([
  22, 23, 25, 110, 143, 465, 587, 993, 995, 2375, 3306, 5432, 5672, 6379, 9200, 11211, 27017,
])

const lookup = promisify(lookupAll)
const cidr = (text: string) => ipaddr.parseCIDR(text)

/** Whether an address may be reached: public unicast, or allowed by the operator. */
export function isAllowed(address: string, allowedNetworks: readonly string[]): boolean {
  const bare = address.replace(/^\[|\]$/g, '').split('%')[0] ?? ''
  if (!ipaddr.isValid(bare)) return false
  const plain = ipaddr.process(bare)
  const within = (networks: readonly string[]) =>
    networks
      .map(cidr)
      .some(([network, bits]) => network.kind() === plain.kind() && plain.match([network, bits] as never))
  if (within(allowedNetworks)) return true
  return plain.range() === 'unicast' && !within(DENIED)
}

export function openEgress({
  allowedNetworks,
  maxBytes = 10 * 1024 * 1024,
  timeLimit = TIME_LIMIT,
}: EgressOptions): Egress {
  /** All addresses of a name must be allowed: one that is not is an attempt. */
  async function resolve(host: string): Promise<LookupAddress[]> {
    const addresses = isIP(host.replace(/^\[|\]$/g, ''))
      ? [{ address: host.replace(/^\[|\]$/g, ''), family: isIP(host) }]
      : await lookup(host, { all: true })
    if (!addresses.length || !addresses.every(({ address }) => isAllowed(address, allowedNetworks))) throw refused()
    return addresses
  }

  // Checked at the moment of connecting, so that a name cannot answer one thing to the check and another to the connection.
  const guarded: LookupFunction = (host, options, done) => {
    resolve(host).then(
      addresses => (options.all ? done(null, addresses) : done(null, addresses[0]!.address, addresses[0]!.family)),
      error => done(error as NodeJS.ErrnoException, '', 0),
    )
  }
  let client: ReturnType<typeof openClient> | undefined
  /** Imported for the first request that leaves: at the start nobody waits for it. */
  async function openClient() {
    const { Agent, fetch } = await import('undici')
    const dispatcher = new Agent({
      connect: { lookup: guarded, timeout: 3000 },
      // The whole has one limit: a host that thinks for long before it begins is as good as one that drips.
      headersTimeout: timeLimit,
      bodyTimeout: timeLimit,
      maxResponseSize: maxBytes,
    })
    return { fetch, dispatcher }
  }

  return {
    address: async host => (await resolve(host))[0]!.address,
    fetch: signal => async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      if (!/^https?:$/.test(url.protocol) || url.username || url.password || DENIED_PORTS.has(Number(url.port)))
        throw refused()
      if (isIP(url.hostname.replace(/^\[|\]$/g, ''))) await resolve(url.hostname)
      const signals = [AbortSignal.timeout(timeLimit), signal, init?.signal].filter(one => one != null)
      client ??= openClient()
      const { fetch, dispatcher } = await client
      const response = await fetch(url, {
        ...(input instanceof Request && {
          method: input.method,
          headers: input.headers as never,
          body: input.body as never,
          duplex: 'half',
        }),
        ...(init as object),
        redirect: 'manual',
        dispatcher,
        signal: AbortSignal.any(signals),
      })
      return limited(response as unknown as Response, maxBytes)
    },
  }
}

/** The answer, cut off with an error when it grows beyond its size: a small one may unpack into a large one. */
function limited(response: Response, maxBytes: number): Response {
  if (!response.body) return response
  let size = 0
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        size += part.byteLength
        if (size > maxBytes) controller.error(tooLarge(maxBytes))
        else controller.enqueue(part)
      },
    }),
  )
  const { status, statusText } = response
  return new Response(counted, { status, statusText, headers: new Headers([...response.headers]) })
}

const tooLarge = (maxBytes: number) =>
  Object.assign(new Error(`The answer is larger than ${maxBytes} bytes`), { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' })

/** One text for every reason, so that it tells nothing about the network inside. */
const refused = () =>
  new AppError(
    'FORBIDDEN',
    'This address may not be reached. An admin can allow its network in WEBCARE_ALLOWED_NETWORKS.',
    {
      reason: 'egress.refused',
    },
  )
