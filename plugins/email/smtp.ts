import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { PluginError } from 'webcare/plugin'
import { explain, reach } from './network.ts'
import { type Credentials, signedIn } from './oauth.ts'
import { domainOf, type MailCtx } from './settings.ts'

/** How long a server may keep silent, in milliseconds: to connect and greet, and to take a mail. */
const GREETING_TIME = 8_000
const ANSWER_TIME = 25_000
const PIECE = 64 * 1024

export interface Envelope {
  from: string
  to: string
}

/**
 * Hands a mail to the server; resolves when the server has taken it, with the Message-ID it gave the mail if that is
 * another than ours. `unknown` only when the whole mail had left and no answer came: until its last line a server may not
 * deliver it.
 */
export async function deliver(ctx: MailCtx, envelope: Envelope, source: Buffer): Promise<string | undefined> {
  const session = await signedIn(ctx, credentials => open(ctx, credentials, () => {}))
  let hasLeft = false
  try {
    const mail = Readable.from(piecesOf(source), { objectMode: false })
    // Heard before the closing line is written, which comes after the last piece.
    mail.once('end', () => {
      hasLeft = true
    })
    const size = source.byteLength
    const sent = await session.step<{ serverMessageId?: string | undefined }>(done =>
      session.connection.send({ from: envelope.from, to: [envelope.to], size }, mail, done),
    )
    return sent.serverMessageId
  } catch (error) {
    throw asPluginError(ctx, error, hasLeft)
  } finally {
    session.end()
  }
}

/** Connects and signs in, and sends nothing. */
export async function checkSmtp(ctx: MailCtx, passed: (step: string) => void): Promise<void> {
  const session = await signedIn(ctx, credentials => open(ctx, credentials, passed))
  session.end()
}

interface Session {
  connection: SMTPConnection
  /** One exchange; rejects when it fails, when the connection breaks, and when the time is up. */
  step<Result>(start: (done: (error?: Error | null, result?: Result) => void) => void): Promise<Result>
  end(): void
}

async function open(ctx: MailCtx, credentials: Credentials, passed: (step: string) => void): Promise<Session> {
  const { smtpHost, smtpPort, smtpSecurity, fromAddress } = ctx.settings
  const session = sessionOf(
    ctx,
    new SMTPConnection({
      ...(await reach(ctx, smtpHost)),
      port: smtpPort,
      secure: smtpSecurity === 'tls',
      requireTLS: smtpSecurity === 'starttls',
      ignoreTLS: smtpSecurity === 'none',
      name: domainOf(fromAddress),
      connectionTimeout: GREETING_TIME,
      greetingTimeout: GREETING_TIME,
      socketTimeout: ANSWER_TIME,
      socketCloseTimeout: 1000,
    }),
  )
  const { connection, step } = session
  try {
    await step(done => connection.connect(done))
    passed('SMTP: connected')
    // A relay inside a network knows its clients by their address and asks for no sign-in.
    if (connection.allowsAuth) {
      await step(done => connection.login(authOf(credentials), done))
      passed('SMTP: signed in')
    } else passed('SMTP: asks for no sign-in')
    return session
  } catch (error) {
    session.end()
    throw asPluginError(ctx, error, false)
  }
}

const authOf = (credentials: Credentials) =>
  'accessToken' in credentials
    ? { user: credentials.user, method: 'XOAUTH2', oauth2: new XOAuth2(credentials) }
    : { user: credentials.user, credentials }

function sessionOf(ctx: MailCtx, connection: SMTPConnection): Session {
  const broken = new Promise<never>((_, reject) => {
    connection.on('error', reject)
    const timeUp = () => reject(Object.assign(new Error('The time was up'), { code: 'ETIMEDOUT' }))
    if (ctx.signal.aborted) timeUp()
    ctx.signal.addEventListener('abort', timeUp, { once: true })
  })
  broken.catch(() => {})
  return {
    connection,
    step: start =>
      Promise.race([
        broken,
        new Promise<never>((resolve, reject) => {
          start((error, result) => (error ? reject(error) : resolve(result as never)))
        }),
      ]),
    end: () => connection.close(),
  }
}

function* piecesOf(source: Buffer): Generator<Buffer> {
  for (let start = 0; start < source.length; start += PIECE) yield source.subarray(start, start + PIECE)
}

/** RFC 5321, 4.2.1: 4yz passes, 5yz does not. */
function asPluginError(ctx: MailCtx, error: unknown, hasLeft: boolean): PluginError {
  if (error instanceof PluginError) return error
  const { smtpHost: host, smtpPort: port, user } = ctx.settings
  const {
    code,
    responseCode,
    response = '',
    command = '',
  } = error as {
    code?: string
    responseCode?: number
    response?: string
    command?: string
  }
  const said = response.replace(/\s+/g, ' ').slice(0, 300)
  const isSignIn = code === 'EAUTH' || command.startsWith('AUTH') || responseCode === 530 || responseCode === 535
  if (isSignIn && !(responseCode && responseCode < 500)) {
    return new PluginError(
      'unauthorized',
      `${host} does not let ${user} in${said && `: ${said}`}. Check the user name and password, and that SMTP sign-in is switched on for this mailbox.`,
      { cause: error },
    )
  }
  if (responseCode && code !== 'ETLS') {
    const passes = responseCode < 500
    return new PluginError(passes ? 'temporary' : 'permanent', `${host} refuses${passes ? ' for now' : ''}: ${said}`, {
      cause: error,
    })
  }
  if (code === 'EMESSAGE') {
    return new PluginError('permanent', `${host} does not accept mail this large. Send the files another way.`, {
      cause: error,
    })
  }
  if (hasLeft) {
    return new PluginError('unknown', `${host} had the whole mail and did not say whether it took it.`, {
      cause: error,
    })
  }
  return new PluginError('temporary', explain(error, { host, port }), { cause: error })
}
