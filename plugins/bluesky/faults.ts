import { XRPCError } from '@atproto/api'
import { PluginError } from 'webcare/plugin'

/** The account cannot be used, whatever is asked of it. */
const LOCKED_OUT = new Set(['AccountDeactivated', 'AccountSuspended', 'AccountTakedown', 'AuthFactorTokenRequired'])
/** Where Bluesky asks to wait and does not say how long, in seconds. */
const WAIT = 60

/** A call failed in a way that says: sign in again. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof XRPCError && (error.error === 'ExpiredToken' || error.error === 'InvalidToken')

/**
 * What a failed call means for whoever asked. A call that `posts` and whose outcome nobody saw may have done it; any
 * other is simply made again.
 */
export function faultOf(error: unknown, posts: boolean, now: Date): PluginError {
  if (error instanceof PluginError) return error
  const fault = (code: PluginError['code'], message: string, retryAfter?: number) =>
    new PluginError(code, message, { cause: error, ...(retryAfter !== undefined && { retryAfter }) })
  const unclear = posts ? 'unknown' : 'temporary'
  if (!(error instanceof XRPCError)) throw error
  const { status, error: name, message, headers } = error

  if (status === 429)
    return fault('temporary', 'Bluesky asks us to wait.', secondsUntil(headers?.['ratelimit-reset'], now))
  if (status === 401 || LOCKED_OUT.has(name)) return fault('unauthorized', `Bluesky does not let us in: ${message}`)
  if (status >= 400 && status < 500) return fault('permanent', `Bluesky refuses it: ${message}`)
  if (status >= 500) return fault(unclear, `Bluesky failed: ${message}`)
  const never = causes(error).find(one => one instanceof PluginError)
  if (never) return never
  return fault(unclear, 'Bluesky gave an answer that we do not understand.')
}

/** Bluesky says when, in seconds since 1970. */
function secondsUntil(reset: string | undefined, now: Date): number {
  const seconds = Math.ceil(Number(reset) - now.getTime() / 1000)
  return seconds > 0 ? seconds : WAIT
}

/** An error and what it was caused by, outermost first. */
function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : []
}
