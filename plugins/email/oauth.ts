import { createHash } from 'node:crypto'
import { checked, PluginError, secondsToWait, Type } from 'webcare/plugin'
import type { MailCtx } from './settings.ts'

/** What IMAP and SMTP sign in with. */
export type Credentials = { user: string; pass: string } | { user: string; accessToken: string }

/** A token and what it came from: with another refresh token in the settings it counts no longer. */
interface Grant {
  accessToken: string
  /** When it must be replaced, well before it expires; ISO-8601. */
  refreshAt: string
  /** The newest refresh token: some servers give another one each time. */
  refreshToken: string
  grantedTo: string
}

const Answer = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Optional(Type.Union([Type.Number(), Type.String()])),
  refresh_token: Type.Optional(Type.String({ minLength: 1 })),
})

const STORED = 'oauth.grant'
/** The last in line for each connection: two refreshing at once would invalidate each other's refresh token. */
const line = new Map<string, Promise<Grant>>()

/**
 * Signs in by `attempt`. A token that the server refuses is fetched anew, once: it may have been revoked before its time.
 */
export async function signedIn<Result>(
  ctx: MailCtx,
  attempt: (credentials: Credentials) => Promise<Result>,
): Promise<Result> {
  const { user, auth, password } = ctx.settings
  if (auth === 'password') {
    if (!password) throw new PluginError('unauthorized', 'There is no password in the settings.')
    return attempt({ user, pass: password })
  }
  const { accessToken } = await grantOf(ctx)
  try {
    return await attempt({ user, accessToken })
  } catch (error) {
    if (!(error instanceof PluginError) || error.code !== 'unauthorized') throw error
    const again = await grantOf(ctx, accessToken)
    return attempt({ user, accessToken: again.accessToken })
  }
}

/** Each in turn, so that the next finds what the one before it stored. */
function grantOf(ctx: MailCtx, refused?: string): Promise<Grant> {
  const { id } = ctx.connection
  const before = line.get(id)
  const mine = Promise.resolve(before?.catch(() => {}))
    .then(() => currentGrant(ctx, refused))
    .finally(() => {
      if (line.get(id) === mine) line.delete(id)
    })
  line.set(id, mine)
  return mine
}

/** The grant in use, or a new one when it is about to expire or its token is the `refused` one. */
async function currentGrant(ctx: MailCtx, refused: string | undefined): Promise<Grant> {
  const { refreshToken } = ctx.settings
  if (!refreshToken) throw new PluginError('unauthorized', 'There is no refresh token in the settings.')
  const grantedTo = createHash('sha256').update(refreshToken).digest('base64url')
  const stored = await ctx.store.get<Grant>(STORED)
  const known = stored?.grantedTo === grantedTo ? stored : undefined
  if (known && known.accessToken !== refused && Date.parse(known.refreshAt) > ctx.now().getTime()) return known
  return refresh(ctx, known?.refreshToken ?? refreshToken, grantedTo)
}

async function refresh(ctx: MailCtx, refreshToken: string, grantedTo: string): Promise<Grant> {
  const { tokenUrl, clientId, clientSecret } = ctx.settings
  if (!tokenUrl || !clientId) {
    throw new PluginError('unauthorized', 'The token endpoint or the client ID is missing in the settings.')
  }
  const asked = ctx.now().getTime()
  const response = await ctx
    .fetch(tokenUrl, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        ...(clientSecret && { client_secret: clientSecret }),
      }).toString(),
    })
    .catch(cause => {
      throw new PluginError('temporary', `The token endpoint ${new URL(tokenUrl).host} does not answer.`, { cause })
    })
  const answer: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw refusal(response, answer, ctx.now())

  const { access_token, expires_in = 3600, refresh_token } = checked(Answer, answer)
  const seconds = Number(expires_in) || 3600
  const grant: Grant = {
    accessToken: access_token,
    refreshAt: new Date(asked + Math.max(seconds - 300, seconds / 2) * 1000).toISOString(),
    refreshToken: refresh_token ?? refreshToken,
    grantedTo,
  }
  // Before it is used: a new refresh token that is lost locks the mailbox out.
  await ctx.store.set(STORED, grant)
  return grant
}

/** RFC 6749, 5.2: its `error` says whether anybody must act. */
function refusal(response: Response, answer: unknown, now: Date): PluginError {
  const { error, error_description } = (answer ?? {}) as { error?: unknown; error_description?: unknown }
  if (response.status === 429 || response.status >= 500) {
    return new PluginError('temporary', `The token endpoint answers ${response.status}.`, {
      retryAfter: secondsToWait(response.headers.get('retry-after'), now),
    })
  }
  const why = [error, error_description]
    .filter(part => typeof part === 'string')
    .join(': ')
    .slice(0, 300)
  return new PluginError(
    'unauthorized',
    `The token endpoint refuses (${why || response.status}). Check the client, and sign in anew for a refresh token.`,
  )
}
