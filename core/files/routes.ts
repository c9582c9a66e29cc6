import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import type { Egress } from '../lib/egress.ts'
import { AppError } from '../lib/errors.ts'
import { MAX_BYTES, visibleAttachment } from './attachments.ts'
import { remoteImage } from './remote.ts'
import type { Files } from './store.ts'
import { SHOWN, UNKNOWN } from './types.ts'
import { addUpload, mustBring, mustFit, ownUpload, sendable } from './uploads.ts'

/** How long a file may take to come, in milliseconds: a phone's line is slow. */
const UPLOAD_TIME = 30_000

/**
 * Files in and out: `POST /uploads?name=…` with bytes, `GET /files/<id>` of a message or of one's own upload, and
 * `GET /messages/<id>/images/<n>` for an image that a message's markup has elsewhere.
 */
export async function fileRoutes(
  app: FastifyInstance,
  core: {
    db: Db
    write: Write
    files: Files
    egress: Egress
    actorOf(request: FastifyRequest): Promise<UserActor | TokenActor | undefined>
    /** Refuses what a page elsewhere may have made a browser send. */
    guard(request: FastifyRequest): void
  },
): Promise<void> {
  const { db, write, files, actorOf, guard } = core
  app.removeAllContentTypeParsers()
  // As it comes: nothing is read before it is known who brings it.
  app.addContentTypeParser(UNKNOWN, (_request, payload, done) => done(null, payload))

  app.post<{ Querystring: { name?: unknown } }>('/uploads', {
    bodyLimit: MAX_BYTES,
    handlerTimeout: UPLOAD_TIME,
    preParsing: async request => {
      guard(request)
      const userId = mustBring(await signedIn(request))
      // Too large for anybody is answered once it came; too much for its bringer before a byte is read.
      await mustFit(db, userId, Math.min(Number(request.headers['content-length']) || 0, MAX_BYTES))
    },
    handler: async (request, reply) => {
      const actor = await signedIn(request)
      const { name } = request.query
      if (typeof name !== 'string' || !(request.body instanceof Object)) throw malformed()
      const body = request.body as AsyncIterable<Uint8Array>
      const upload = await files
        .receive(body, MAX_BYTES, async given => {
          const content = sendable(given)
          // Looked at once more with its true size, before it is kept: what is refused was never there.
          await mustFit(db, mustBring(actor), content.byteLength)
          const kept = await files.keep(content)
          return write(actor, tx => addUpload(tx, name, kept))
        })
        .catch(error => {
          // What was not read to its end would hold the connection open.
          reply.header('connection', 'close')
          throw error.code === 'ECONNRESET' ? brokenOff(error) : error
        })
      const { id, name: called, type, bytes } = upload
      return reply.header('cache-control', 'no-store').send({ id, name: called, type, bytes })
    },
  })

  app.get<{ Params: { id: string } }>('/files/:id', async (request, reply) => {
    const actor = await actorOf(request)
    const { id } = request.params
    const file = actor && ((await visibleAttachment(db, actor, id)) ?? (await ownUpload(db, actor, id)))
    if (!file?.hash) return reply.callNotFound()
    const shown = SHOWN.includes(file.type)
    return reply
      .type(shown ? file.type : UNKNOWN)
      .headers({
        'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        ...inert,
      })
      .send(await files.read(file.hash))
  })

  app.get<{ Params: { id: string; index: string } }>('/messages/:id/images/:index', async (request, reply) => {
    const actor = await actorOf(request)
    const { id, index } = request.params
    const image = actor && (await remoteImage(core, actor, id, Number(index)))
    if (!image) return reply.callNotFound()
    return reply.type(image.type).headers(inert).send(image.content)
  })

  async function signedIn(request: FastifyRequest) {
    const actor = await actorOf(request)
    if (!actor) throw new AppError('FORBIDDEN', 'Sign in, or send a token.', { reason: 'auth.required' })
    return actor
  }
}

/** What a file carries: nothing in it runs or loads, wherever it is opened. */
const inert = { 'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, max-age=3600' }

const brokenOff = (cause: unknown) => new AppError('INVALID', 'The file broke off half-way. Bring it again.', { cause })

const malformed = () =>
  new AppError('INVALID', `Send the bytes as ${UNKNOWN}, and the name in the address: POST /uploads?name=photo.jpg`, {
    reason: 'input.invalid',
  })
