import { setTimeout as sleep } from 'node:timers/promises'
import formbody from '@fastify/formbody'
import type {} from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config/load.ts'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso } from '../lib/clock.ts'
import { AppError, httpStatus, notFound } from '../lib/errors.ts'
import { traceOf } from '../lib/log.ts'
import type { Seal } from '../lib/seal.ts'
import type { RawItem } from '../plugin/index.ts'
import { mayBring } from '../team/limits.ts'
import { contactPage } from './contact.ts'
import { conversation } from './conversation.ts'
import type { Draft } from './fields.ts'
import { newForm, noValues, type Problem, problemsIn, rawItem, sentForm, threadOf, valuesOf } from './form.ts'
import { type Html, render } from './html.ts'
import { noticePage, type Page, pageFor as pageOf } from './page.ts'
import { statusPage } from './status.ts'
import { styleSheet } from './style.ts'
import type { Texts } from './texts/nl.ts'

/** What the public pages need of core. */
export interface PublicCore {
  config: Config
  clock: Clock
  db: Db
  write: Write
  seal: Seal
  intake: {
    /** Durable when it resolves. */
    accept(connectionId: string, raw: RawItem): Promise<{ understood: Promise<void> }>
  }
  /** The connection of the web form. */
  webConnection(): Promise<{ id: string }>
}

/** Ten thousand emoji take twelve bytes each in a form; the other fields take the rest. */
const BODY_LIMIT = 128 * 1024
/** How long a visitor waits to see their own words on the next page, in milliseconds. */
const PATIENCE = 2000
const WRITING = { config: { rateLimit: { max: 30, timeWindow: '10 minutes' } } }
/** Whoever holds the address of a status page is its author: it must not travel on. */
export const SECRET_ADDRESS = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' }

/** The pages for visitors under /webcare: the form and the status page. Server-rendered, without JavaScript or cookies. */
export async function publicPages(app: FastifyInstance, core: PublicCore): Promise<void> {
  const { config, clock, seal } = core
  const style = await styleSheet()
  const pageFor = (request: FastifyRequest) => pageOf(config, style.address, request)

  await app.register(
    async pages => {
      // Nothing but a form is read here, so that nothing else has to be refused later.
      pages.removeAllContentTypeParsers()
      await pages.register(formbody, { bodyLimit: BODY_LIMIT })
      pages.addHook('onRequest', async request => {
        if (request.method === 'POST' && request.headers['sec-fetch-site'] === 'cross-site') {
          throw new AppError('FORBIDDEN', 'This form was sent from another website.')
        }
      })
      pages.setNotFoundHandler((request, reply) => sendNotice(request, reply, 404))
      pages.setErrorHandler((error, request, reply) => {
        const status = statusOf(error)
        if (status >= 500) request.log.error({ error: traceOf(error) }, 'A page failed')
        return sendNotice(request, reply, status)
      })

      pages.get('/style.css', async (_, reply) =>
        reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000').send(style.css),
      )
      pages.get('/', async (request, reply) =>
        reply.redirect(`${config.basePath}/webcare/contact${pageFor(request).query}`),
      )

      pages.get('/contact', async (request, reply) => send(reply, contactPage(pageFor(request), emptyDraft())))
      pages.post('/contact', WRITING, async (request, reply) => {
        const page = pageFor(request)
        const outcome = await submit(request, page)
        if (outcome.draft) return send(reply.code(outcome.status), contactPage(page, outcome.draft))
        return reply.redirect(`${page.base}/webcare/status/${seal.sign('status', outcome.thread)}${page.query}`, 303)
      })

      pages.get<{ Params: { token: string } }>('/status/:token', async (request, reply) => {
        const thread = threadBehind(request.params.token)
        return sendStatus(request, reply, thread, emptyDraft(thread))
      })
      pages.post<{ Params: { token: string } }>('/status/:token', WRITING, async (request, reply) => {
        const thread = threadBehind(request.params.token)
        const page = pageFor(request)
        const outcome = await submit(request, page, thread)
        if (outcome.draft) return sendStatus(request, reply.code(outcome.status), thread, outcome.draft)
        return reply
          .headers(SECRET_ADDRESS)
          .redirect(`${page.base}/webcare/status/${request.params.token}${page.query}`, 303)
      })
    },
    { prefix: '/webcare' },
  )

  /** Hands a filled-in form to the intake, or says why not, with everything that was typed. */
  async function submit(
    request: FastifyRequest,
    page: Page,
    thread?: string,
  ): Promise<{ thread: string; draft?: undefined } | { status: number; draft: Draft }> {
    const values = valuesOf(request.body)
    const sent = sentForm(seal, clock, request.body, thread)
    const refused = (status: number, problems: Problem[]) => ({
      status,
      draft: { signed: sent.signed, values, problems },
    })
    const problems = problemsIn(values)
    // A person who sends an empty form in haste reads what is missing, not that they may be a robot.
    if ('problem' in sent && !(problems.length && sent.problem.reason === 'robot')) {
      return refused(422, [sent.problem, ...problems])
    }
    if (problems.length || 'problem' in sent) return refused(422, problems)
    try {
      const { id } = await core.webConnection()
      const item = rawItem(sent.form, values, page.language, iso(clock.now()))
      if (!(await core.write(system('form'), tx => mayBring(tx, sent.form.id, item.key)))) {
        const problems: Problem[] = [{ reason: 'usedUp' }]
        return { status: 429, draft: { signed: newForm(seal, clock, thread), values, problems } }
      }
      const { understood } = await core.intake.accept(id, item)
      // It is safe; the page that follows shows it already, unless that takes long.
      await Promise.race([understood, sleep(PATIENCE)])
    } catch (error) {
      request.log.error({ error: traceOf(error) }, 'A form could not be stored')
      return refused(503, [{ reason: 'unavailable' }])
    }
    return { thread: threadOf(sent.form) }
  }

  async function sendStatus(request: FastifyRequest, reply: FastifyReply, thread: string, draft: Draft) {
    const { token } = request.params as { token: string }
    const talk = await conversation(core.db, (await core.webConnection()).id, thread)
    return send(reply.headers(SECRET_ADDRESS), statusPage(pageFor(request), token, talk, draft))
  }

  function threadBehind(token: string): string {
    const thread = seal.verify('status', token)
    if (thread === undefined) throw notFound('conversation')
    return thread
  }

  const emptyDraft = (thread?: string): Draft => ({
    signed: newForm(seal, clock, thread),
    values: noValues,
    problems: [],
  })

  function sendNotice(request: FastifyRequest, reply: FastifyReply, status: number) {
    const page = pageFor(request)
    return send(reply.code(status).headers(SECRET_ADDRESS), noticePage(page, page.texts.errors[noticeFor(status)]))
  }
}

/** Never stored by anything between us: a form is signed for one reader, a conversation is read by one. */
export const send = (reply: FastifyReply, page: Html) =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(render(page))

function statusOf(error: unknown): number {
  if (error instanceof AppError) return httpStatus(error)
  const status = (error as { statusCode?: number }).statusCode
  return status !== undefined && status >= 400 && status < 500 ? status : 500
}

const notices: Record<number, keyof Texts['errors']> = {
  403: 'forbidden',
  404: 'notFound',
  413: 'tooLarge',
  415: 'wrongType',
  429: 'tooMany',
}
const noticeFor = (status: number): keyof Texts['errors'] => notices[status] ?? (status < 500 ? 'wrongType' : 'failed')
