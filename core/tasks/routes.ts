import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { type Clock, iso } from '../lib/clock.ts'
import { audit } from '../team/audit.ts'
import { userById } from '../team/users.ts'
import { fileNameOf, formatOf, mustHoldStill } from './export.ts'
import type { Exports } from './exports.ts'

/** `GET /exports/<task>`: the file of one's own export, for who is signed in, and noted in the audit log. */
export async function exportRoutes(
  app: FastifyInstance,
  core: {
    db: Db
    write: Write
    clock: Clock
    exports: Exports
    actorOf(request: FastifyRequest): Promise<UserActor | TokenActor | undefined>
  },
): Promise<void> {
  const { db, write, clock, exports, actorOf } = core
  app.get<{ Params: { id: string } }>('/exports/:id', { exposeHeadRoute: false }, async (request, reply) => {
    const actor = await actorOf(request)
    if (actor?.kind !== 'user') return reply.callNotFound()
    const task = await db
      .selectFrom('tasks')
      .selectAll()
      .where('id', '=', request.params.id)
      .where('userId', '=', actor.id)
      .where('fileUntil', '>', iso(clock.now()))
      .executeTakeFirst()
    if (!task) return reply.callNotFound()
    mustHoldStill(actor, task)
    const file = await exports.stream(task.id)
    if (!file) return reply.callNotFound()
    await write(actor, tx => audit(tx, { action: 'export.read', object: task.id, result: 'ok', address: request.ip }))
    const { language } = await userById(db, actor.id)
    return reply
      .type(formatOf(task) === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .headers({
        'content-disposition': `attachment; filename="${fileNameOf(task, language)}"`,
        'content-length': task.bytes ?? 0,
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'no-store',
      })
      .send(file)
  })
}
