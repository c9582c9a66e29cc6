import { Agent, type AtpSessionData, CredentialSession } from '@atproto/api'
import { PluginError } from 'webcare/plugin'
import { faultOf, isSignedOut } from './faults.ts'
import type { BlueskyCtx } from './settings.ts'

/** A session as it lasts between calls. */
interface Kept {
  /** For which settings it was opened. */
  account: string
  session: AtpSessionData
  /** Where the account lives: the server's front door may send us on. */
  home: string | undefined
}
const KEY = 'session'

/**
 * Does something as the connection's account. Signing in costs Bluesky dear (30 times in 5 minutes, 300 a day), so that a
 * session is kept until it ends, by itself or because somebody revoked it; the next call then signs in again.
 */
export async function signedIn<Result>(ctx: BlueskyCtx, call: (agent: Agent) => Promise<Result>): Promise<Result> {
  const kept = await ctx.store.get<Kept>(KEY)
  const { session, saved } = sessionIn(ctx)
  if (kept?.account === accountOf(ctx)) {
    session.session = kept.session
    if (kept.home) session.pdsUrl = new URL(kept.home)
  } else await signIn(ctx, session)
  try {
    const result = await call(new Agent(session))
    await saved()
    return result
  } catch (error) {
    if (session.hasSession && !isSignedOut(error)) throw faultOf(error, false, ctx.now())
    await ctx.store.delete(KEY)
    throw new PluginError('temporary', 'The session had ended.', { cause: error })
  }
}

/** Signs in with the password, though there may be a session: that is what a check is for. Gives the handle. */
export async function signInAfresh(ctx: BlueskyCtx): Promise<string> {
  const { session, saved } = sessionIn(ctx)
  await signIn(ctx, session)
  await saved()
  return session.session?.handle ?? ctx.settings.identifier
}

/** Ends the session here and there. */
export async function signOut(ctx: BlueskyCtx): Promise<void> {
  const kept = await ctx.store.get<Kept>(KEY)
  if (!kept) return
  const { session, saved } = sessionIn(ctx)
  session.session = kept.session
  await session.logout()
  await saved()
}

async function signIn(ctx: BlueskyCtx, session: CredentialSession): Promise<void> {
  const { identifier, password } = ctx.settings
  try {
    await session.login({ identifier: identifier.replace(/^@/, ''), password })
  } catch (error) {
    throw faultOf(error, false, ctx.now())
  }
}

/** A session that keeps what becomes of it; `saved` when it has. */
function sessionIn(ctx: BlueskyCtx): { session: CredentialSession; saved(): Promise<void> } {
  let saving = Promise.resolve()
  const session: CredentialSession = new CredentialSession(
    new URL(ctx.settings.service ?? 'https://bsky.social'),
    async (input, init) => {
      // Tokens replace each other: the new ones are kept before they are used.
      await saving
      return ctx.fetch(input, init)
    },
    (_, data) => {
      saving = data
        ? ctx.store.set(KEY, { account: accountOf(ctx), session: data, home: session.pdsUrl?.href } satisfies Kept)
        : ctx.store.delete(KEY)
      // Whoever waits for it hears of it.
      saving.catch(() => {})
    },
  )
  return { session, saved: () => saving }
}

const accountOf = ({ settings: { identifier, service = '' } }: BlueskyCtx) => `${identifier} ${service}`
