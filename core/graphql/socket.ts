import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, specifiedRules, validate } from 'graphql'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols, makeServer } from 'graphql-ws'
import type { WebSocket } from 'ws'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { actorAgain, actorsAgain } from '../team/actor.ts'
import { type Core, contextFor } from './context.ts'
import { formatError } from './errors.ts'
import type { ActorOf } from './graphql.ts'
import { checkIntrospection, MAX_TOKENS, rules } from './limits.ts'
import { subscribeTogether } from './told.ts'

/** The largest message in bytes, nothing compressed; who is hung up on has two seconds to do so too. */
const FRAMES = { maxPayload: 64 * 1024, perMessageDeflate: false, closeTimeout: 2000 }
const MAX_PER_SESSION = 5
const MAX_PER_ADDRESS = 50
const MAX_SUBSCRIPTIONS = 20
/** Frames, pings and pongs included, that one socket may send between two looks at its session. */
const MAX_FRAMES = 100
/** Bytes of our answers that a client may leave unread. */
const MAX_UNREAD = 1024 * 1024
/** How often every socket's session is looked up again, in milliseconds. */
const RECHECK = 2000
/** How long a client may stay silent to our ping, in milliseconds. */
const KEEP_ALIVE = 12_000

interface Live {
  socket: WebSocket
  request: FastifyRequest
  /** Undefined until a program without a header has introduced itself. */
  actor: UserActor | TokenActor | undefined
  frames: number
  /** When its last pong came, by the monotonic clock. */
  heard: number
}

/** Refusals of an upgrade, in words for whoever writes the client. */
const REFUSALS = {
  401: 'Sign in, or send a valid token: in the header `authorization: Bearer …`, or as `authorization` in connectionParams.',
  403: 'A page of another origin gets no socket, and a program brings a token, not a cookie.',
  429: 'There are too many sockets already. Close some, or share one.',
} as const

/**
 * `/graphql` as a WebSocket, with the graphql-transport-ws protocol, for subscriptions alone. Cookie or token are read at
 * the upgrade, and again every two seconds. A program that cannot set headers brings its token in the introduction
 * (`connectionParams: { authorization }`); of whoever is known already, the introduction says nothing.
 */
export async function graphqlSocket(
  app: FastifyInstance,
  options: { core: Core; schema: GraphQLSchema; actorOf: ActorOf },
): Promise<{
  preValidation(request: FastifyRequest, reply: FastifyReply): Promise<void>
  wsHandler(socket: WebSocket, request: FastifyRequest): Promise<void>
}> {
  const { core, schema, actorOf } = options
  const sockets = new Map<WebSocket, Live>()
  const read = subscriptions(schema)

  const server = makeServer<Record<string, unknown>, Live>({
    connectionInitWaitTimeout: 5000,
    onConnect: ({ extra, connectionParams }) => introduced(extra, connectionParams?.authorization),
    subscribe: subscribeTogether,
    async onSubscribe(ctx, _id, { query, variables, operationName }) {
      const { request, socket } = ctx.extra
      if (Object.keys(ctx.subscriptions).length > MAX_SUBSCRIPTIONS) {
        socket.close(4429, 'Too many subscriptions')
        return []
      }
      try {
        const document = read(query)
        // As they are now: since the socket was opened they may have given their password again, or lost a right.
        const known = ctx.extra.actor
        const actor = known && (await actorAgain(core.db, core.clock, core.config, known))
        if (!actor) throw new AppError('FORBIDDEN', 'Sign in, or send a token.', { reason: 'auth.required' })
        checkIntrospection(schema, document, actor)
        const contextValue = contextFor(core, actor, request.ip)
        return { schema, document, variableValues: variables, operationName, contextValue }
      } catch (error) {
        return [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })]
      }
    },
    onError: (ctx, _id, _payload, errors) => errors.map(error => formatError(error, core.log, ctx.extra.request.id)),
    onNext: (ctx, _id, _payload, _args, result) =>
      result.errors && {
        ...result,
        errors: result.errors.map(error => formatError(error, core.log, ctx.extra.request.id) as GraphQLError),
      },
  })

  await app.register(websocket, {
    options: { ...FRAMES, handleProtocols },
    // A socket that breaks is closed; the library would print it.
    errorHandler: (_error, socket) => socket.terminate(),
  })

  const watch = setInterval(() => void look([...sockets.values()]), RECHECK)
  app.addHook('onClose', async () => clearInterval(watch))

  return {
    async preValidation(request, reply) {
      const refusal = request.ws ? await refusalOf(request) : undefined
      if (refusal) await reply.code(refusal).send({ errors: [{ message: REFUSALS[refusal] }] })
    },
    wsHandler: open,
  }

  /** The status to refuse an upgrade with. */
  async function refusalOf(request: FastifyRequest): Promise<keyof typeof REFUSALS | undefined> {
    const { origin, authorization, cookie } = request.headers
    if (introducesItself(request)) return isCrowded(undefined, request.ip) ? 429 : undefined
    // A browser always says where its script came from; a program that says nothing must bring a token.
    if (origin !== undefined ? origin !== core.config.origin : !authorization || cookie) return 403
    const actor = await actorOf(request)
    if (!actor) return 401
    return isCrowded(actor, request.ip) ? 429 : undefined
  }

  /** A program that shows nothing yet: it has five seconds for its token. */
  function introducesItself({ headers: { origin, authorization, cookie } }: FastifyRequest): boolean {
    return origin === undefined && authorization === undefined && cookie === undefined
  }

  /** Whether a socket goes on after its introduction; one that is refused is told why. */
  async function introduced(state: Live, authorization: unknown): Promise<boolean> {
    if (state.actor) return true
    const headers = typeof authorization === 'string' && authorization.length <= 200 ? { authorization } : {}
    const actor = await actorOf({ headers } as FastifyRequest)
    if (actor?.kind !== 'token') state.socket.close(4403, 'Send a valid token as `authorization`')
    else if (isCrowded(actor, undefined)) state.socket.close(4429, 'Too many sockets')
    else state.actor = actor
    return state.actor !== undefined
  }

  function isCrowded(actor: UserActor | TokenActor | undefined, address: string | undefined): boolean {
    const others = [...sockets.values()]
    const session = actor && sessionOf(actor)
    const own = session ? others.filter(other => other.actor && sessionOf(other.actor) === session).length : 0
    const near = others.filter(other => other.request.ip === address).length
    return own >= MAX_PER_SESSION || near >= MAX_PER_ADDRESS
  }

  async function open(socket: WebSocket, request: FastifyRequest): Promise<void> {
    socket.on('error', () => socket.terminate())
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) return socket.close(4406, 'Subprotocol not acceptable')
    // The first frames may come before the actor is read again.
    const early: string[] = []
    let receive = async (text: string): Promise<void> => {
      early.push(text)
    }
    const state: Live = { socket, request, actor: undefined, frames: 0, heard: performance.now() }
    /** Whether a frame is to be read: who sends too much or reads too little is hung up on. */
    const isFair = () => {
      state.frames += 1
      if (socket.bufferedAmount > MAX_UNREAD) socket.terminate()
      else if (state.frames > MAX_FRAMES) socket.close(1008, 'Too many messages')
      return socket.readyState === socket.OPEN
    }
    socket.on('message', data => {
      // What only a server says, such as connection_ack, makes the library throw.
      if (isFair()) receive(String(data)).catch(() => socket.close(4400, 'Invalid message received'))
    })
    socket.on('ping', isFair)
    socket.on('pong', () => {
      // While there is something unread, a pong answers nothing of ours.
      if (isFair() && socket.bufferedAmount === 0) state.heard = performance.now()
    })

    const actor = introducesItself(request) ? undefined : await actorOf(request)
    if (!actor && !introducesItself(request)) return socket.close(4403, 'Forbidden')
    // Once more, for many may have asked at one moment.
    if (isCrowded(actor, request.ip)) return socket.close(4429, 'Too many sockets')
    state.actor = actor
    sockets.set(socket, state)
    const closed = server.opened(
      {
        protocol: socket.protocol,
        // Waits until the client took it: whoever reads slowly is served slowly, and nothing piles up here.
        send: text => new Promise((resolve, reject) => socket.send(text, error => (error ? reject(error) : resolve()))),
        // A reason may hold an id of the client's, and has 123 bytes.
        close: (code, reason) => socket.close(code, reason?.slice(0, 40)),
        onMessage: callback => {
          receive = callback
        },
      },
      state,
    )
    socket.once('close', (code, reason) => {
      sockets.delete(socket)
      void closed(code, String(reason))
    })
    for (const text of early) await receive(text)
  }

  /** Ends sockets whose session is gone, or whose client no longer answers. */
  async function look(states: readonly Live[]) {
    const open = states.filter(state => {
      state.frames = 0
      if (performance.now() - state.heard > 2 * KEEP_ALIVE) state.socket.terminate()
      else if (state.socket.readyState === state.socket.OPEN) state.socket.ping()
      return state.socket.readyState === state.socket.OPEN
    })
    try {
      const known = open.flatMap(state => (state.actor ? { socket: state.socket, actor: state.actor } : []))
      const now = await actorsAgain(
        core.db,
        core.clock,
        core.config,
        known.map(({ actor }) => actor),
      )
      for (const [at, { socket }] of known.entries()) if (!now[at]) socket.close(4403, 'Forbidden')
    } catch {
      // The database is away for a moment: what is unknown is not refused, and nothing is pushed meanwhile.
    }
  }
}

const sessionOf = (actor: UserActor | TokenActor) => (actor.kind === 'user' ? actor.sessionId : actor.id)

/** How many documents are known: every open inbox sends the same few. */
const MAX_DOCUMENTS = 50

/** Reads the one subscription of a document, the same text once; throws what is wrong with it. */
function subscriptions(schema: GraphQLSchema): (query: unknown) => DocumentNode {
  const known = new Map<unknown, DocumentNode>()
  return query => {
    const document = known.get(query) ?? readSubscription(schema, query)
    if (known.size >= MAX_DOCUMENTS) known.clear()
    known.set(query, document)
    return document
  }
}

function readSubscription(schema: GraphQLSchema, query: unknown): DocumentNode {
  if (typeof query !== 'string') throw new AppError('INVALID', '`query` must be a text.', { reason: 'query.malformed' })
  const document = parse(query, { maxTokens: MAX_TOKENS })
  const [error] = validate(schema, document, [...specifiedRules, ...rules], { maxErrors: 5 })
  if (error) throw error
  const operations = document.definitions.filter(part => part.kind === Kind.OPERATION_DEFINITION)
  if (operations.length !== 1 || operations[0]?.operation !== 'subscription') {
    throw new AppError('INVALID', 'The socket takes one subscription; send queries and mutations by POST.', {
      reason: 'query.notSubscription',
    })
  }
  return document
}
