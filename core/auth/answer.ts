import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, httpStatus } from '../lib/errors.ts'
import { traceOf } from '../lib/log.ts'

/** Answers an error as `{ error: { code, reason, message, facts } }`. What is not ours shows nothing but a number for the log. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AppError) {
    const { code, reason, message, facts } = error
    if (typeof facts.retryAfter === 'number') reply.header('retry-after', facts.retryAfter)
    return reply.code(httpStatus(error)).send({ error: { code, reason, message, facts } })
  }
  const { statusCode = 500 } = (error ?? {}) as { statusCode?: number }
  if (statusCode < 500) {
    const message = 'This request cannot be read: send JSON of at most 16 KiB with content-type application/json.'
    return reply.code(statusCode).send({ error: { code: 'INVALID', reason: 'request.malformed', message, facts: {} } })
  }
  request.log.error({ error: traceOf(error) }, 'a request failed')
  const message = `Internal error. Ask your admin to look for ${request.id} in the log.`
  return reply.code(500).send({ error: { code: 'INTERNAL', message, facts: {} } })
}
