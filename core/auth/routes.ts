import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { UserActor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { DEVICE_SECONDS } from '../team/devices.ts'
import { isEmpty } from '../team/users.ts'
import type { ActorOf } from './actor-of.ts'
import { answerError } from './answer.ts'
import { clearSession, deviceIn, setDevice, setSession } from './cookie.ts'
import { deviceOf } from './device.ts'
import { mustBeOurs } from './guard.ts'
import {
  type Admission,
  type AuthCore,
  askReset,
  changePassword,
  confirm,
  type From,
  setUp,
  signIn,
  signOut,
  useLink,
} from './sign-in.ts'

// No database stores U+0000, and Postgres fails on the question alone.
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000]*$' })
// A password's length is counted in bytes, by its own rule; the body's limit bounds it here.
const Password = Type.String()
const Exactly = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })

const bodies = {
  setup: Exactly({ code: Text(64), name: Text(200), email: Text(254), password: Password, language: Text(2) }),
  signIn: Exactly({ email: Text(254), password: Password }),
  signOut: Exactly({}),
  confirm: Exactly({ password: Password }),
  password: Exactly({ current: Password, password: Password }),
  forgot: Exactly({ email: Text(254) }),
  invite: Exactly({ token: Text(100), name: Type.Optional(Text(200)), password: Password }),
  reset: Exactly({ token: Text(100), password: Password }),
}
type Body<Name extends keyof typeof bodies> = { Body: Static<(typeof bodies)[Name]> }

const BODY_LIMIT = 16 * 1024

/** Set-up, signing in and out, invitations and resets: plain JSON routes, because GraphQL has no anonymous visitors. */
export async function authRoutes(app: FastifyInstance, core: AuthCore & { actorOf: ActorOf }): Promise<void> {
  const { config, actorOf } = core
  const fromOf = (request: FastifyRequest): From => ({
    address: request.ip,
    device: deviceOf(request.headers['user-agent']),
    deviceSecret: deviceIn(request.headers, config),
  })

  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (request, text, done) => (text === '' ? done(null, {}) : parse(request, text, done)),
  )
  // Unknown keys are refused and nothing is converted, unlike Fastify's own validation.
  app.setValidatorCompiler(
    ({ schema }) =>
      value =>
        Value.Check(schema as never, value) ? { value } : { error: malformed() },
  )
  app.setErrorHandler(answerError)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    mustBeOurs(request, config)
  })

  /** Hands over a session; the one this browser had ends, so that a planted cookie is worth nothing. */
  async function enter(request: FastifyRequest, reply: FastifyReply, admission: Admission) {
    const before = await actorOf(request)
    if (before?.kind === 'user') await signOut(core, before)
    return reply.header('set-cookie', cookiesOf(admission)).send({})
  }

  const cookiesOf = ({ session, device }: Admission) => [
    setSession(session, config),
    setDevice(device, DEVICE_SECONDS, config),
  ]

  async function userOf(request: FastifyRequest): Promise<UserActor> {
    const actor = await actorOf(request)
    if (actor?.kind !== 'user') throw new AppError('FORBIDDEN', 'Sign in first.', { reason: 'auth.required' })
    return actor
  }

  app.get('/auth/state', async request => ({
    setup: await isEmpty(core.db),
    signedIn: (await actorOf(request)) !== undefined,
    mail: core.mailer.enabled,
    organisation: config.WEBCARE_ORGANISATION,
    language: config.WEBCARE_LANGUAGE,
  }))

  app.post<Body<'setup'>>('/auth/setup', { schema: { body: bodies.setup } }, async (request, reply) =>
    enter(request, reply, await setUp(core, request.body, fromOf(request))),
  )

  app.post<Body<'signIn'>>('/auth/sign-in', { schema: { body: bodies.signIn } }, async (request, reply) =>
    enter(request, reply, await signIn(core, request.body, fromOf(request))),
  )

  app.post<Body<'signOut'>>('/auth/sign-out', { schema: { body: bodies.signOut } }, async (request, reply) => {
    const actor = await actorOf(request)
    if (actor?.kind === 'user') await signOut(core, actor)
    return reply
      .header('set-cookie', clearSession(config))
      .header('clear-site-data', '"cache", "storage"')
      .code(204)
      .send()
  })

  app.post<Body<'confirm'>>('/auth/confirm', { schema: { body: bodies.confirm } }, async (request, reply) => {
    const actor = await userOf(request)
    const { secret, confirmedUntil } = await confirm(core, actor, request.body.password, fromOf(request))
    return reply.header('set-cookie', setSession(secret, config)).send({ confirmedUntil })
  })

  app.post<Body<'password'>>('/auth/password', { schema: { body: bodies.password } }, async (request, reply) => {
    const actor = await userOf(request)
    const admission = await changePassword(core, actor, request.body, fromOf(request))
    return reply.header('set-cookie', cookiesOf(admission)).send({})
  })

  app.post<Body<'forgot'>>('/auth/forgot', { schema: { body: bodies.forgot } }, async (request, reply) => {
    await askReset(core, request.body.email, fromOf(request))
    return reply.code(202).send({})
  })

  app.post<Body<'invite'>>('/auth/invite', { schema: { body: bodies.invite } }, async (request, reply) => {
    const { token, ...chosen } = request.body
    const link = { purpose: 'invite', secret: token } as const
    return enter(request, reply, await useLink(core, link, chosen, fromOf(request)))
  })

  app.post<Body<'reset'>>('/auth/reset', { schema: { body: bodies.reset } }, async (request, reply) => {
    const { token, ...chosen } = request.body
    const link = { purpose: 'reset', secret: token } as const
    return enter(request, reply, await useLink(core, link, chosen, fromOf(request)))
  })
}

const malformed = () =>
  new AppError('INVALID', 'The body lacks a key, has one that is not known, or a value of the wrong kind.', {
    reason: 'input.invalid',
  })
