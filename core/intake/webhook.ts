import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Connections } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { openLimit, senderOf } from '../lib/limit.ts'
import type { WebhookRequest } from '../plugin/index.ts'
import type { Intake } from './intake.ts'

/** Where platforms post to. */
export const HOOKS = '/hooks/:connection'
const BODY_LIMIT = 1024 * 1024
/** Deliveries in a minute: those that one connection takes, and those that one sender may post in vain. */
const DELIVERIES = 60_000
const STRANGERS = 600
/** Headers that say nothing about the delivery, or too much about somebody else. */
const DROPPED = new Set(['authorization', 'cookie', 'host', 'connection', 'content-length', 'accept-encoding'])

/**
 * `/hooks/<connection>`: where platforms post to. Refused unless the plugin recognises the signature; stored before it is
 * answered; understood after.
 */
export async function webhookRoutes(
  app: FastifyInstance,
  core: { db: Db; connections: Connections; intake: Intake; clock: Clock },
): Promise<void> {
  app.removeAllContentTypeParsers()
  // The bytes as they came: a signature is of those, not of what they mean.
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  /** Connections that a signature fitted for: only with one of these does a sender get a count for it alone. */
  const fitted = new Set<string>()
  const deliveries = openLimit(app, { max: DELIVERIES, keyGenerator: connectionOf })
  const strangers = openLimit(app, {
    max: STRANGERS,
    keyGenerator: request => {
      const connection = connectionOf(request)
      return `${senderOf(request.ip)} ${fitted.has(connection) ? connection : ''}`
    },
  })
  app.route<{ Params: { connection: string } }>({
    method: ['GET', 'POST'],
    url: HOOKS,
    exposeHeadRoute: false,
    // Counted below: what a sender has no signature for is their own, and uses up nothing of a connection's.
    config: { rateLimit: false },
    onRequest: async (request, reply) => {
      await strangers.check(request, reply)
      await deliveries.check(request, reply)
    },
    handler: async (request, reply) => {
      const refuse = async (error: AppError) => {
        await strangers.count(request, reply)
        throw error
      }
      const { row, plugin, settings } = await core.connections
        .open(core.db, request.params.connection)
        .catch(error => (isMissing(error) ? refuse(error) : Promise.reject(error)))
      const webhook = plugin.channel?.webhook
      if (!webhook || row.parkedAt) return refuse(notFound('address'))
      const delivery = deliveryOf(request)
      const ctx = { connection: { id: row.id, name: row.name }, settings, now: () => core.clock.now() } as never
      const challenge = webhook.handshake?.(delivery, ctx)
      if (challenge) {
        return reply
          .code(challenge.status ?? 200)
          .headers({ 'content-type': 'text/plain; charset=utf-8', ...challenge.headers })
          .send(challenge.body)
      }
      if (delivery.method !== 'POST' || !webhook.verify(delivery, ctx)) {
        return refuse(new AppError('FORBIDDEN', 'The signature does not fit.', { reason: 'webhook.signature' }))
      }
      fitted.add(row.id)
      await deliveries.count(request, reply)
      const key = webhook.key?.(delivery) ?? createHash('sha256').update(delivery.body).digest('hex')
      await core.intake.accept(row.id, { key, headers: delivery.headers, body: delivery.body })
      return reply.code(200).send()
    },
  })
}

const connectionOf = (request: FastifyRequest) => (request.params as { connection: string }).connection
const isMissing = (error: unknown): error is AppError => error instanceof AppError && error.code === 'NOT_FOUND'

function deliveryOf(request: FastifyRequest): WebhookRequest {
  const texts = (from: object) =>
    Object.fromEntries(
      Object.entries(from).flatMap(([key, value]) =>
        typeof value === 'string' && !DROPPED.has(key) ? [[key, value]] : [],
      ),
    )
  return {
    method: request.method as 'GET' | 'POST',
    headers: texts(request.headers),
    query: texts(request.query as object),
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
  }
}
