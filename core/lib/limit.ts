import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { AppError } from './errors.ts'

/** How often something may happen, counted by hand: where only what happens to a request says whether it counts. */
export interface Limit {
  /** Refuses what comes after too many. */
  check(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Counts this one too; refuses it when it is one too many. */
  count(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

/** Of the server itself, by sender, or one of its own: so many a minute for each key. */
export function openLimit(
  app: FastifyInstance,
  own?: { max: number; keyGenerator(request: FastifyRequest): string },
): Limit {
  const limit = app.createRateLimit(own && { ...own, timeWindow: '1 minute' })
  const run = async (request: FastifyRequest, reply: FastifyReply, options?: { increment: false }) => {
    const now = await limit(request, options)
    if (now.isAllowed || !now.isExceeded) return
    reply.header('retry-after', now.ttlInSeconds)
    throw tooMany(now.ttl)
  }
  return {
    check: (request, reply) => run(request, reply, { increment: false }),
    count: (request, reply) => run(request, reply),
  }
}

export const tooMany = (milliseconds: number) =>
  new AppError('UNAVAILABLE', `Too many requests. Try again in ${Math.ceil(milliseconds / 1000)} seconds.`, {
    reason: 'rate.limit',
  })

/** The sender behind an address: whoever has one of IPv6 has the other 2^64 of their network too. */
export function senderOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv6' ? parsed.toNormalizedString().split(':').slice(0, 4).join(':') : parsed.toString()
}
