import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow, type ImapFlowError, type MailboxObject } from 'imapflow'
import { PluginError } from 'webcare/plugin'
import { explain, reach } from './network.ts'
import { type Credentials, signedIn } from './oauth.ts'
import type { MailCtx } from './settings.ts'

/** How long a server may keep silent, in milliseconds: to connect and greet, and to answer a command. */
const GREETING_TIME = 10_000
const ANSWER_TIME = 45_000
/** An IDLE is renewed after this: routers forget a silent connection long before the 29 minutes of the standard. */
const IDLE_TIME = 4 * 60_000
/** The most bytes one answer of the server may have; above what `poll` asks for. */
const MOST_BYTES = 32 * 1024 * 1024

/** Signs in, hands the session over, and ends it whatever happens. Throws PluginError alone. */
export async function withImap<Result>(
  ctx: MailCtx,
  work: (client: ImapFlow) => Promise<Result>,
  passed: (step: string) => void = () => {},
): Promise<Result> {
  const client = await signedIn(ctx, credentials => connect(ctx, credentials, passed))
  const hangUp = () => client.close()
  ctx.signal.addEventListener('abort', hangUp, { once: true })
  try {
    if (ctx.signal.aborted) throw new PluginError('temporary', 'It took too long.')
    const result = await work(client)
    await client.logout().catch(() => {})
    return result
  } catch (error) {
    throw asPluginError(ctx, error)
  } finally {
    ctx.signal.removeEventListener('abort', hangUp)
    client.close()
  }
}

async function connect(ctx: MailCtx, credentials: Credentials, passed: (step: string) => void): Promise<ImapFlow> {
  const { imapHost, imapPort, imapSecurity } = ctx.settings
  const { host, servername } = await reach(ctx, imapHost)
  const client = new ImapFlow({
    host,
    port: imapPort,
    servername,
    secure: imapSecurity === 'tls',
    doSTARTTLS: imapSecurity === 'tls' ? undefined : imapSecurity === 'starttls',
    auth: credentials,
    clientInfo: { name: 'Webcare' },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_TIME,
    connectionTimeout: GREETING_TIME,
    greetingTimeout: GREETING_TIME,
    socketTimeout: ANSWER_TIME,
    maxLiteralSize: MOST_BYTES,
    maxResponseSize: 2 * MOST_BYTES,
  })
  // What goes wrong reaches the command that waits; without a listener it would end the thread as well.
  client.on('error', () => {})
  const hangUp = () => client.close()
  ctx.signal.addEventListener('abort', hangUp, { once: true })
  try {
    await client.connect()
    passed('IMAP: connected')
    passed('IMAP: signed in')
    return client
  } catch (error) {
    client.close()
    const problem = asPluginError(ctx, error)
    if (problem.code === 'unauthorized') passed('IMAP: connected')
    throw problem
  } finally {
    ctx.signal.removeEventListener('abort', hangUp)
  }
}

/** Opens the folder of the settings; the error names the folders there are. */
export async function openFolder(
  client: ImapFlow,
  ctx: MailCtx,
  options: { readOnly: boolean },
): Promise<MailboxObject> {
  const { folder } = ctx.settings
  try {
    return await client.mailboxOpen(folder, options)
  } catch (cause) {
    if (!client.usable) throw cause
    const names = (await client.list().catch(() => [])).map(({ path }) => path)
    throw new PluginError('permanent', `There is no folder “${folder}”. There are: ${names.slice(0, 20).join(', ')}.`, {
      cause,
    })
  }
}

/** Pauses before connecting again, in milliseconds: the first, and the longest. */
const PAUSE = { first: 1000, longest: 60_000 }

/**
 * Rings when mail arrives, until the signal. Servers hang up when they like, so it connects again by itself; only what an
 * admin must mend ends it.
 */
export async function listen(ring: () => void, ctx: MailCtx): Promise<void> {
  let pause = PAUSE.first
  while (!ctx.signal.aborted) {
    try {
      await withImap(ctx, async client => {
        await openFolder(client, ctx, { readOnly: true })
        client.on('exists', ring)
        pause = PAUSE.first
        // What came since the last poll rang nowhere.
        ring()
        let isHeard: boolean | undefined
        do isHeard = await client.idle()
        while (isHeard !== false && client.usable && client.mailbox)
      })
    } catch (error) {
      if (ctx.signal.aborted) return
      if (error instanceof PluginError && error.code !== 'temporary') throw error
    }
    await sleep(pause, undefined, { signal: ctx.signal }).catch(() => {})
    pause = Math.min(2 * pause, PAUSE.longest)
  }
}

/** The folder in which the server keeps what was sent, if it says so. */
async function sentFolder(client: ImapFlow): Promise<string | undefined> {
  return (await client.list()).find(({ specialUse }) => specialUse === '\\Sent')?.path
}

/** Whether the Sent folder holds a mail with this Message-ID. */
export const isInSent = (ctx: MailCtx, messageId: string): Promise<boolean> =>
  withImap(ctx, async client => {
    const folder = await sentFolder(client)
    if (!folder) return false
    await client.mailboxOpen(folder, { readOnly: true })
    const found = await client.search({ header: { 'message-id': messageId } }, { uid: true })
    return Array.isArray(found) && found.length > 0
  })

/** Puts a copy of what was sent in the Sent folder; does nothing where there is none. */
export const keepInSent = (ctx: MailCtx, source: Buffer): Promise<void> =>
  withImap(ctx, async client => {
    const folder = await sentFolder(client)
    if (folder) await client.append(folder, source, ['\\Seen'])
  })

/** Refusals that pass: too many connections, maintenance. RFC 5530. */
const PASSING = /^(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)$/

function asPluginError(ctx: MailCtx, error: unknown): PluginError {
  if (error instanceof PluginError) return error
  const { imapHost: host, imapPort: port, user } = ctx.settings
  const {
    authenticationFailed,
    serverResponseCode = '',
    responseStatus,
    responseText = '',
    throttleReset,
  } = error as ImapFlowError
  const said = responseText.slice(0, 200)
  if (authenticationFailed && !PASSING.test(serverResponseCode)) {
    return new PluginError(
      'unauthorized',
      `${host} does not let ${user} in${said && `: ${said}`}. Check the user name and password, and that IMAP is switched on for this mailbox.`,
      { cause: error },
    )
  }
  if (throttleReset || authenticationFailed || responseStatus) {
    return new PluginError('temporary', `${host} refuses for now${said && `: ${said}`}.`, {
      cause: error,
      ...(throttleReset && { retryAfter: Math.ceil(throttleReset / 1000) }),
    })
  }
  return new PluginError('temporary', explain(error, { host, port }), { cause: error })
}
