import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { openActorOf } from './auth/actor-of.ts'
import { mustBeOurs } from './auth/guard.ts'
import { authRoutes } from './auth/routes.ts'
import { resolvers as cases } from './cases/resolvers.ts'
import { resolvers as connections } from './connections/resolvers.ts'
import type { Core } from './core.ts'
import { resolvers as customers } from './customers/resolvers.ts'
import { resolvers as files } from './files/resolvers.ts'
import { fileRoutes } from './files/routes.ts'
import { graphqlRoutes } from './graphql/graphql.ts'
import { resolvers as base } from './graphql/resolvers.ts'
import { buildSchema } from './graphql/schema.ts'
import { resolvers as intake } from './intake/resolvers.ts'
import { HOOKS, webhookRoutes } from './intake/webhook.ts'
import { AppError, httpStatus } from './lib/errors.ts'
import { openLimit, tooMany } from './lib/limit.ts'
import { traceOf } from './lib/log.ts'
import { resolvers as notify } from './notify/resolvers.ts'
import { resolvers as outbox } from './outbox/resolvers.ts'
import { openLost } from './public/lost.ts'
import { publicPages } from './public/public.ts'
import { resolvers as tasks } from './tasks/resolvers.ts'
import { exportRoutes } from './tasks/routes.ts'
import { auditDenial } from './team/audit.ts'
import { resolvers as team } from './team/resolvers.ts'

const DIST = join(import.meta.dirname, '../web/dist')
const MEGABYTE = 1024 * 1024

/** What anybody may reach. `/graphql` and `/auth` decide for themselves who asks; everything else needs a session. */
const OPEN = [/^\/graphql$/, /^\/auth\//, /^\/webcare(\/|$)/, /^\/health\//, /^\/hooks\//]
/** Addresses of screens: they all get the same page, and the page asks for data as whoever is signed in. */
const SCREENS =
  /^\/(|setup|login(\/.*)?|invite|reset|inbox(\/.*)?|c\/\d+|me(\/.*)?|admin(\/.*)?|search|customers\/[\w-]+)$/
/** Files of the built inbox, for everybody; what else may lie beside them is for nobody. */
const FILES = /^\/(assets\/[\w.-]+\.(js|css|woff2|svg|png)|[\w-]+\.(svg|ico|png|webmanifest|txt))$/

const CSP = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['solid', 'mail'],
}

/** The one HTTP server: who may come in, how much, and what every answer carries. `dist` holds the built inbox. */
export async function openServer(
  core: Core,
  logger: FastifyServerOptions['loggerInstance'],
  dist = DIST,
): Promise<FastifyInstance> {
  const { config } = core
  const actorOf = openActorOf(core)
  const app = Fastify({
    loggerInstance: logger,
    // Fastify's own lines hold addresses with secrets in them; ours is below.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.WEBCARE_TRUSTED_PROXIES.length ? [...config.WEBCARE_TRUSTED_PROXIES] : false,
    bodyLimit: MEGABYTE,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded, or that no database could hold, is nobody's: it gets the same answer as any other, with
    // the same headers.
    rewriteUrl: ({ url = '/' }) => (isDecodable(url.split('?', 1)[0] ?? '') ? below(config.basePath, url) : '/400'),
    // Elsewhere an Upgrade header is ignored: such a connection would be nobody's, without time limit or end.
    http: {
      shouldUpgradeCallback: ({ method, url = '' }) =>
        method === 'GET' && /^\/graphql(\?|$)/.test(below(config.basePath, url)),
    },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  })
  app.addHook('onRoute', route => {
    // A timer and a signal for each delivery cost a twentieth of its time, and taking one in asks nobody else.
    if (route.url !== HOOKS) route.handlerTimeout ??= 10_000
  })
  const lost = await openLost(config)
  const isSafe = config.WEBCARE_BASE_URL.startsWith('https:')

  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CSP },
    strictTransportSecurity: isSafe && { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  await app.register(rateLimit, {
    // A whole school may sit behind one address; sign-in and the public forms have limits of their own.
    max: 6000,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  })
  const limit = openLimit(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
    const path = request.url.split('?', 1)[0] ?? '/'
    const open = OPEN.some(pattern => pattern.test(path)) || isWebApp(path)
    // An address that no route answers has no limit of its own, and whoever is not let in never comes to that of a route.
    if (request.is404) await limit.count(request, reply)
    else if (!open) await limit.check(request, reply)
    if (!open && !(await actorOf(request))) {
      if (!request.is404) await limit.count(request, reply)
      throw new AppError('NOT_FOUND', 'There is nothing here.')
    }
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    // The route's pattern, not the address: an address may hold a secret.
    const route = request.routeOptions.url ?? 'none'
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })
  app.addHook('preClose', async () => {
    // A browser keeps its connection for later: one that served the last request would hold up the stop.
    const hangUp = setInterval(() => app.server.closeIdleConnections(), 100).unref()
    app.server.once('close', () => clearInterval(hangUp))
  })
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error)
    if (status >= 500) {
      request.log.error({ requestId: request.id, error: traceOf(error) }, 'A request failed')
    }
    const page = lost(request, reply, status)
    if (page) return page
    const { code, reason, message, facts } = shownOf(error, status, request.id)
    return reply.code(status).header('cache-control', 'no-store').send({ error: { code, reason, message, facts } })
  })
  app.setNotFoundHandler(
    (request, reply) =>
      lost(request, reply, 404) ??
      reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing here.' } }),
  )

  app.get('/health/live', () => ({ status: 'ok' }))
  app.get('/health/ready', async (_request, reply) => {
    const ready = await core.health.ready()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable' })
  })
  await app.register(async scope =>
    fileRoutes(scope, { ...core, actorOf, guard: request => mustBeOurs(request, config, { bytes: true }) }),
  )
  await app.register(async scope => authRoutes(scope, { ...core, actorOf }))
  await app.register(async scope => exportRoutes(scope, { ...core, actorOf }))
  await app.register(async scope => webhookRoutes(scope, core))
  await app.register(async scope => {
    await graphqlRoutes(scope, {
      core,
      schema: buildSchema([base, team, connections, files, customers, cases, intake, outbox, tasks, notify]),
      actorOf,
      guard: request => mustBeOurs(request, config),
      denied: ({ actor, address }, field) => {
        core
          .write(actor, tx => auditDenial(tx, field, address))
          .catch(() => core.log.error({}, 'A denial could not be written to the audit log'))
      },
    })
  })
  await publicPages(app, core)
  await webApp(app, dist, config.basePath)
  return app
}

/** The built inbox: its files for ever, its page never from a cache. */
async function webApp(app: FastifyInstance, dist: string, basePath: string) {
  if (!existsSync(join(dist, 'index.html'))) {
    app.log.warn({}, 'The inbox is not built: run `npm start`, or `node web/build.ts`')
    return
  }
  // The build leaves open below which path it is served.
  const page = readFileSync(join(dist, 'index.html'), 'utf8').replaceAll(/(?<=(src|href)=")\.\//g, `${basePath}/`)
  await app.register(fastifyStatic, {
    root: dist,
    index: false,
    wildcard: false,
    dotfiles: 'deny',
    allowedPath: path => FILES.test(path),
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    if (!SCREENS.test(path)) return reply.callNotFound()
    // A page that is not stored is not brought back by the Back button either, after signing out.
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page)
  })
}

/** An address as if we had the host to ourselves. What comes without the base path, such as a monitor's, stays as it is. */
function below(basePath: string, url: string): string {
  if (!basePath || !`${url.split('?', 1)[0]}/`.startsWith(`${basePath}/`)) return url
  const rest = url.slice(basePath.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}

const isWebApp = (path: string) => SCREENS.test(path) || FILES.test(path)

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}

function statusOf(error: unknown): number {
  if (error instanceof AppError) return httpStatus(error)
  return (error as { statusCode?: number } | undefined)?.statusCode ?? 500
}

/** What a client is told. Faults of the request itself keep fastify's words; ours that nobody foresaw show nothing. */
function shownOf(error: unknown, status: number, requestId: string) {
  if (error instanceof AppError) return error
  const message =
    status < 500 && error instanceof Error ? error.message : `Internal error. Look for ${requestId} in the log.`
  return { code: status < 500 ? 'INVALID' : 'INTERNAL', reason: undefined, message, facts: undefined }
}
