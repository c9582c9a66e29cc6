import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST, Kind, parse } from 'graphql'
import mercurius from 'mercurius'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { AppError, httpStatus } from '../lib/errors.ts'
import type { Scope } from '../team/may.ts'
import { type Context, type Core, contextFor } from './context.ts'
import { formatError } from './errors.ts'
import { checkCost, checkIntrospection, MAX_DEPTH, MAX_TOKENS, rules } from './limits.ts'
import { missingScopes } from './scopes.ts'
import { graphqlSocket } from './socket.ts'

/** Who asks, by cookie or token; undefined for nobody. */
export type ActorOf = (request: FastifyRequest) => Promise<UserActor | TokenActor | undefined>

const GRAPHQL_JSON = 'application/graphql-response+json'
const JSON_TYPE = 'application/json'

interface Question {
  query: string
  variables: Record<string, unknown> | undefined
  operationName: string | undefined
}

/** A context that knows which of a document's operations is asked for, and which scopes its asker lacks for it. */
type Asked = Context & Pick<Question, 'operationName'> & { missing: readonly Scope[] }

/** `/graphql` over HTTP: POST, and GET for queries, as the GraphQL-over-HTTP specification has it. */
export async function graphqlRoutes(
  app: FastifyInstance,
  options: {
    core: Core
    schema: GraphQLSchema
    actorOf: ActorOf
    /** Refuses what a page elsewhere may have made a browser send. */
    guard(request: FastifyRequest): void
    /** Told of each refusal and the field that was refused, for the audit log. */
    denied(context: Context, field: string): void
  },
): Promise<void> {
  const { core, schema, actorOf } = options
  await app.register(mercurius, {
    schema,
    routes: false,
    graphiql: false,
    allowBatchedQueries: false,
    // Errors stay as they are until they are formatted below: mercurius would log their text and show it.
    errorFormatter: execution => ({ statusCode: 200, response: execution as never }),
    queryDepth: MAX_DEPTH,
    validationRules: rules,
    graphql: { parseOptions: { maxTokens: MAX_TOKENS }, validateOptions: { maxErrors: 5 } },
  })
  app.graphql.addHook('preExecution', async (_schema, document: DocumentNode, context, variables) => {
    const asked = context as unknown as Asked
    const { actor, operationName } = asked
    checkIntrospection(schema, document, actor)
    checkCost(schema, document, variables, operationName)
    asked.missing = missingScopes(schema, document, actor)
  })

  const socket = await graphqlSocket(app, options)
  const askedBy = new WeakMap<FastifyRequest, UserActor | TokenActor>()
  const route: RouteOptions = {
    method: 'POST',
    url: '/graphql',
    onRequest: (request, reply, done) => {
      reply.type(accepted(request))
      reply.header('cache-control', 'no-store')
      options.guard(request)
      done()
    },
    // Behind the limits, before the body is read: nobody makes us parse a megabyte without saying who they are.
    preParsing: async (request, reply) => {
      if (request.ws) return
      const actor = await actorOf(request)
      if (!actor) return refuse(reply, request, signIn, 401)
      askedBy.set(request, actor)
    },
    errorHandler: (error, request, reply) => refuse(reply, request, error),
    handler: async (request, reply) => {
      const actor = askedBy.get(request)
      if (!actor) return refuse(reply, request, signIn, 401)
      const { query, variables, operationName } = readQuestion(request)
      const context: Asked = { ...contextFor(core, actor, request.ip), operationName, missing: [] }
      try {
        const result = await reply.graphql(query, context as never, variables, operationName)
        const errors = result.errors?.map(error => {
          const formatted = formatError(error, core.log, request.id)
          if (isDenial(formatted.extensions?.code)) options.denied(context, fieldOf(error))
          return formatted
        })
        const { missing } = context
        const extensions = missing.length > 0 && { extensions: { missingScopes: missing } }
        return await reply.send(JSON.stringify({ data: result.data, ...(errors?.length && { errors }), ...extensions }))
      } catch (error) {
        return refuse(reply, request, error)
      }
    },
  }
  app.route(route)
  app.route({ ...route, ...socket, method: 'GET', exposeHeadRoute: false })

  function refuse(reply: FastifyReply, request: FastifyRequest, error: unknown, status?: number) {
    // Mercurius refuses a document with a list of errors of its own.
    const inner = (error as { errors?: unknown[] }).errors
    const ofDocument = Array.isArray(inner) && inner.length > 0
    const errors = (ofDocument ? inner.map(ofQuery) : [shown(error)]).map(one => formatError(one, core.log, request.id))
    const strict = String(reply.getHeader('content-type')).startsWith(GRAPHQL_JSON)
    const code =
      status ?? (ofDocument && (error as { statusCode?: number }).statusCode !== 405 && !strict ? 200 : statusOf(error))
    return reply.code(code).send(JSON.stringify({ errors }))
  }
}

const signIn = new AppError('FORBIDDEN', 'Sign in, or send a token.', { reason: 'auth.required' })

/** The field as the schema calls it: what a question calls it is its asker's own text. */
function fieldOf({ nodes }: GraphQLError): string {
  const [node] = nodes ?? []
  return node?.kind === Kind.FIELD ? node.name.value : ''
}

const isDenial = (code: unknown) => code === 'NOT_FOUND' || code === 'FORBIDDEN'

/** What mercurius finds wrong with a document on top of what graphql does. */
const ofQuery = (error: unknown) =>
  error instanceof GraphQLError ? error : new GraphQLError(error instanceof Error ? error.message : 'Not allowed.')

/** Faults of the request itself may be told; they are fastify's and mercurius's words, not ours. */
function shown(error: unknown): unknown {
  const status = (error as { statusCode?: number } | undefined)?.statusCode
  if (status === 503 && !(error instanceof AppError)) {
    return new AppError('UNAVAILABLE', 'This took too long. Look whether it was done, then try again.')
  }
  return error instanceof Error && !(error instanceof AppError) && status !== undefined && status < 500
    ? new GraphQLError(error.message)
    : error
}

function statusOf(error: unknown): number {
  if (error instanceof AppError) return error.code === 'INVALID' ? 400 : httpStatus(error)
  // A rule that refuses a document does not say with which status.
  return (error as { statusCode?: number } | undefined)?.statusCode ?? (error instanceof GraphQLError ? 400 : 500)
}

/** The newer media type when the client asks for it, the older one for everybody else. */
function accepted(request: FastifyRequest): string {
  const accept = request.headers.accept ?? ''
  const wanted = accept.split(',').map(part => part.split(';')[0]?.trim())
  const type = wanted.find(part => part === GRAPHQL_JSON || part === JSON_TYPE || part === '*/*')
  return `${type === GRAPHQL_JSON ? GRAPHQL_JSON : JSON_TYPE}; charset=utf-8`
}

function readQuestion(request: FastifyRequest): Question {
  const given = request.method === 'GET' ? fromAddress(request.query as Record<string, unknown>) : fromBody(request)
  const { query, variables, operationName, extensions } = given
  if (typeof query !== 'string' || !query.trim()) throw bad('`query` must be a text with the GraphQL document.')
  // Mercurius would take a document as JSON, past the limit on tokens.
  if (isJson(query)) throw bad('`query` must be GraphQL, not JSON.')
  if (!isMap(variables)) throw bad('`variables` must be a map.')
  if (!isMap(extensions)) throw bad('`extensions` must be a map.')
  if (operationName != null && typeof operationName !== 'string') throw bad('`operationName` must be a text.')
  if (request.method === 'GET' && lacksOperation(query, operationName)) throw bad('`query` has no such operation.')
  return {
    query,
    variables: (variables as Record<string, unknown> | null) ?? undefined,
    operationName: operationName ?? undefined,
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Mercurius looks what sort of operation a GET asks for before it looks whether there is one. */
function lacksOperation(query: string, operationName: string | null | undefined): boolean {
  try {
    return !getOperationAST(parse(query, { maxTokens: MAX_TOKENS }), operationName)
  } catch {
    // Mercurius says by itself what is wrong with a document.
    return false
  }
}

const isMap = (value: unknown) => value == null || (typeof value === 'object' && !Array.isArray(value))
const bad = (message: string) => new AppError('INVALID', message, { reason: 'query.malformed' })

function fromBody(request: FastifyRequest): Record<string, unknown> {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json(; ?charset=utf-8)?$/.test(type)) {
    throw Object.assign(new Error('Send JSON with content-type application/json.'), { statusCode: 415 })
  }
  const { body } = request
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw bad('The body must be one JSON object.')
  return body as Record<string, unknown>
}

function fromAddress(query: Record<string, unknown>): Record<string, unknown> {
  const map = (key: string) => {
    if (typeof query[key] !== 'string') return query[key]
    try {
      return JSON.parse(query[key]) as unknown
    } catch {
      throw bad(`\`${key}\` must be JSON.`)
    }
  }
  return { ...query, variables: map('variables'), extensions: map('extensions') }
}
