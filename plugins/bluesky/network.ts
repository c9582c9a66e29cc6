import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jsonToLex, lexicons } from '@atproto/api'
import { rkeyOf } from './uris.ts'

// For tests: a Bluesky of one server, where requests, records and answers must be what the lexicons say.

export const US = 'did:plc:hogeschool22222222222222'
export const JAMILA = 'did:plc:jamila222222222222222222'
export const PASSWORD = 'abcd-efgh-ijkl-mnop'
const HANDLES: Record<string, string> = { [US]: 'hogeschool.test', [JAMILA]: 'jamila.test' }

type Json = Record<string, unknown>
export interface Stored {
  cid: string
  value: Json
  indexedAt: string
}
interface Notified {
  uri: string
  reason: string
  reasonSubject?: string
}

/** What a test sees of the network, and does in other people's place. */
export interface Network {
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Every record there is, by its address. */
  records: Map<string, Stored>
  /** What was uploaded, by its CID. */
  blobs: Map<string, string>
  /** What was asked, by method, in order. */
  asked: string[]
  /** Authors whose posts we do not get to see. */
  blocking: Set<string>
  /** Posts below which we may not answer. */
  closed: Set<string>
  /** Refuses the access token from now on, as after two hours; `revoked` refuses the refresh token too. */
  expire(how?: 'revoked'): void
  /** Answers the next call of a method like this. */
  refuse(method: string, status: number, error: string, headers?: Record<string, string>): void
  /** Somebody posts; whoever is told of it, is told why. */
  post(author: string, value: Json, reason?: string, at?: string): { uri: string; cid: string }
}

class Refusal extends Error {
  readonly status: number
  readonly error: string
  readonly headers: Record<string, string>
  constructor(status: number, error: string, message = error, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.error = error
    this.headers = headers
  }
}

export function network(): Network {
  const notifications: Notified[] = []
  const refusals = new Map<string, Refusal>()
  let [token, refresh, count] = ['access-1', 'refresh-1', 1]

  const net: Network = {
    records: new Map(),
    blobs: new Map(),
    asked: [],
    blocking: new Set(),
    closed: new Set(),
    expire(how) {
      token = `access-${++count}`
      if (how) refresh = `refresh-${count}`
    },
    refuse: (method, status, error, headers) =>
      void refusals.set(method, new Refusal(status, error, `${error} of the test`, headers)),
    post(author, value, reason, at = new Date().toISOString()) {
      const uri = `at://${author}/app.bsky.feed.post/${rkeyOf(`post ${net.records.size}`)}`
      const { cid } = put(uri, { $type: 'app.bsky.feed.post', createdAt: at, ...value }, at)
      if (reason) notifications.push({ uri, reason })
      return { uri, cid }
    },
    handle: (request, response) =>
      void serve(request).then(
        body => respond(response, 200, body),
        error => {
          const {
            status,
            error: name,
            message,
            headers,
          } = error instanceof Refusal ? error : new Refusal(500, 'InternalServerError', String(error))
          respond(response, status, { error: name, message }, headers)
        },
      ),
  }

  async function serve(request: IncomingMessage): Promise<Json | undefined> {
    const url = new URL(request.url ?? '', 'http://localhost')
    const method = url.pathname.replace('/xrpc/', '')
    net.asked.push(method)
    const act = methods[method]
    const def = act && lexicons.getDefOrThrow(method)
    if (!def || (def.type !== 'query' && def.type !== 'procedure'))
      throw new Refusal(501, 'MethodNotImplemented', method)
    if (request.method !== (def.type === 'query' ? 'GET' : 'POST'))
      throw new Refusal(405, 'InvalidRequest', 'Wrong verb')
    const refused = refusals.get(method)
    refusals.delete(method)
    if (refused) throw refused
    const params = readParams(url.searchParams, def.parameters?.properties ?? {})
    const takesBytes = def.type === 'procedure' && def.input?.encoding === '*/*'
    const input = takesBytes
      ? { encoding: request.headers['content-type'], content: await read(request) }
      : def.type === 'procedure' && def.input
        ? jsonToLex(JSON.parse(await read(request)))
        : undefined
    try {
      lexicons.assertValidXrpcParams(method, params)
      if (input && !takesBytes) lexicons.assertValidXrpcInput(method, input)
    } catch (error) {
      throw new Refusal(400, 'InvalidRequest', (error as Error).message)
    }
    const output = act({ ...params, ...(input as Json) }, request.headers.authorization?.replace('Bearer ', ''))
    lexicons.assertValidXrpcOutput(method, output)
    return output
  }

  const signedIn = (bearer: string | undefined) => {
    if (!bearer) throw new Refusal(401, 'AuthMissing', 'Authentication Required')
    if (!/^(access|refresh)-/.test(bearer)) throw new Refusal(400, 'InvalidToken', 'Token could not be verified')
    if (bearer !== token) throw new Refusal(400, 'ExpiredToken', 'Token has expired')
  }
  const session = () => ({ did: US, handle: HANDLES[US], accessJwt: token, refreshJwt: refresh, active: true })
  const uriOf = ({ repo, collection, rkey }: Json) => `at://${repo}/${collection}/${rkey}`
  const own = (input: Json) => {
    if (input.repo !== US) throw new Refusal(401, 'InvalidRequest', 'That is not your repository')
    return uriOf(input)
  }

  type Act = (input: Json, bearer: string | undefined) => Json | undefined
  const withAccess =
    (act: Act): Act =>
    (input, bearer) => {
      signedIn(bearer)
      return act(input, bearer)
    }
  const methods: Record<string, Act> = {
    'com.atproto.server.createSession': ({ identifier, password }) => {
      if (identifier !== HANDLES[US] || password !== PASSWORD) {
        throw new Refusal(401, 'AuthenticationRequired', 'Invalid identifier or password')
      }
      return session()
    },
    'com.atproto.server.refreshSession': (_, bearer) => {
      if (bearer !== refresh) throw new Refusal(400, 'ExpiredToken', 'Token has been revoked')
      token = `access-${++count}`
      refresh = `refresh-${count}`
      return session()
    },
    'com.atproto.server.getSession': withAccess(() => session()),
    'com.atproto.server.deleteSession': () => {
      net.expire('revoked')
      return undefined
    },
    'com.atproto.identity.resolveHandle': ({ handle }) => {
      const did = Object.keys(HANDLES).find(known => HANDLES[known] === handle)
      if (!did) throw new Refusal(400, 'HandleNotFound', 'Unable to resolve handle')
      return { did }
    },
    'com.atproto.repo.getRecord': input => {
      const found = net.records.get(uriOf(input))
      if (!found) throw new Refusal(400, 'RecordNotFound', `Could not locate record: ${uriOf(input)}`)
      return { uri: uriOf(input), cid: found.cid, value: found.value }
    },
    'com.atproto.repo.uploadBlob': withAccess(({ encoding, content }) => {
      const link = cidOf(`blob ${content}`, RAW)
      net.blobs.set(link, String(content))
      return {
        blob: jsonToLex({
          ...{ $type: 'blob', ref: { $link: link }, mimeType: String(encoding), size: String(content).length },
        }),
      }
    }),
    'com.atproto.repo.putRecord': withAccess(input => {
      const uri = own(input)
      const before = net.records.get(uri)
      if ('swapRecord' in input && input.swapRecord !== (before?.cid ?? null)) {
        throw new Refusal(400, 'InvalidSwap', `Record was at ${before?.cid ?? null}`)
      }
      const value = input.record as Json
      if (value.$type !== input.collection) throw new Refusal(400, 'InvalidRequest', 'Invalid $type')
      lexicons.assertValidRecord(String(input.collection), value)
      return { uri, cid: put(uri, value).cid, validationStatus: 'valid' }
    }),
    'com.atproto.repo.deleteRecord': withAccess(input => {
      net.records.delete(own(input))
      return {}
    }),
    'app.bsky.feed.getPosts': withAccess(({ uris }) => ({
      posts: (uris as string[]).flatMap(uri => viewOf(uri) ?? []),
    })),
    'app.bsky.actor.getProfiles': withAccess(({ actors }) => ({
      profiles: (actors as string[]).map(did => ({ ...profileOf(did), followersCount: 42 })),
    })),
    'app.bsky.notification.listNotifications': withAccess(({ reasons, limit, cursor }) => {
      const wanted = (reasons ?? []) as string[]
      const listed = notifications
        .flatMap(({ uri, reason }) => {
          const found = net.records.get(uri)
          return found && (!wanted.length || wanted.includes(reason)) ? [{ uri, reason, ...found }] : []
        })
        // By the author's clock where that is behind: latecomers stand further down.
        .sort((a, b) => sortTime(b).localeCompare(sortTime(a)))
        .filter(one => cursor === undefined || sortTime(one) < String(cursor))
      const page = listed.slice(0, Number(limit))
      return {
        ...(listed.length > page.length && { cursor: sortTime(page.at(-1)!) }),
        notifications: page.map(({ uri, cid, reason, value, indexedAt }) => {
          return { uri, cid, author: profileOf(repo(uri)), reason, record: value, isRead: false, indexedAt }
        }),
      }
    }),
  }

  function put(uri: string, value: Json, indexedAt = new Date().toISOString()): Stored {
    const [, , , collection] = uri.split('/')
    try {
      lexicons.assertValidRecord(String(collection), value)
      for (const { index } of (value.facets ?? []) as Array<{ index: { byteEnd: number } }>) {
        if (index.byteEnd > Buffer.byteLength(String(value.text))) throw new Error('A facet ends beyond the text')
      }
    } catch (error) {
      throw new Refusal(400, 'InvalidRequest', `Invalid ${collection} record: ${(error as Error).message}`)
    }
    const stored = { cid: cidOf(JSON.stringify(value)), value, indexedAt }
    net.records.set(uri, stored)
    return stored
  }
  const profileOf = (did: string) => ({ did, handle: HANDLES[did] ?? 'handle.invalid', displayName: 'Jamila de Vries' })

  function viewOf(uri: string): Json | undefined {
    const found = net.records.get(uri)
    if (!found || net.blocking.has(repo(uri))) return undefined
    const like = [...net.records].find(
      ([own, { value }]) => repo(own) === US && (value.subject as { uri?: string } | undefined)?.uri === uri,
    )
    const viewer = { ...(like && { like: like[0] }), ...(net.closed.has(uri) && { replyDisabled: true }) }
    return {
      uri,
      cid: found.cid,
      author: profileOf(repo(uri)),
      record: found.value,
      indexedAt: found.indexedAt,
      viewer,
    }
  }
  return net
}

const repo = (uri: string) => uri.split('/')[2] ?? ''
const sortTime = ({ value, indexedAt }: Stored) => [String(value.createdAt), indexedAt].sort()[0]!

/** The query as the lexicon types it. */
function readParams(query: URLSearchParams, properties: Record<string, { type: string }>): Json {
  return Object.fromEntries(
    [...new Set(query.keys())].map(name => {
      const { type } = properties[name] ?? {}
      if (!type) throw new Refusal(400, 'InvalidRequest', `There is no parameter ${name}`)
      const value = query.get(name) ?? ''
      return [name, type === 'array' ? query.getAll(name) : type === 'integer' ? Number(value) : value]
    }),
  )
}

const [DAG_CBOR, RAW] = [0x71, 0x55]
/** A CID as they look: version 1, SHA-256. */
function cidOf(content: string, codec: number = DAG_CBOR): string {
  const digits = 'abcdefghijklmnopqrstuvwxyz234567'
  let bits = ''
  for (const byte of [1, codec, 0x12, 0x20, ...createHash('sha256').update(content).digest()]) {
    bits += byte.toString(2).padStart(8, '0')
  }
  return `b${(bits.match(/.{1,5}/g) ?? []).map(five => digits[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')}`
}

function respond(
  response: ServerResponse,
  status: number,
  body: Json | undefined,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { ...(body && { 'content-type': 'application/json' }), ...headers })
  response.end(body && JSON.stringify(body))
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  return body
}

/** The network at an address on this machine, until `close`. */
export async function serve(net: Network): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(net.handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
