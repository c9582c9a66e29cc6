import { GrammyError, HttpError } from 'grammy'
import { PluginError } from 'webcare/plugin'

/**
 * What a failed call means for whoever asked. A call that `posts` and whose outcome nobody saw may have done it; any
 * other is simply made again.
 */
export function faultOf(error: unknown, posts: boolean): PluginError {
  if (error instanceof PluginError) return error
  const unclear = (message: string) => new PluginError(posts ? 'unknown' : 'temporary', message, { cause: error })
  if (error instanceof GrammyError) return refusal(error) ?? unclear(`Telegram failed: ${error.description}`)
  const cause = error instanceof HttpError ? error.error : error
  const never = causes(cause).find(one => one instanceof PluginError)
  if (never) return never
  return unclear('Telegram gave no answer.')
}

/** Telegram's definite refusals; undefined for faults of its own, which may have come after the deed. */
function refusal({ error_code: status, description, parameters }: GrammyError): PluginError | undefined {
  if (status === 429) {
    return new PluginError('temporary', 'Telegram asks us to wait.', { retryAfter: parameters.retry_after ?? 30 })
  }
  // A token of a wrong shape is a path that does not exist.
  if (status === 401 || status === 404) {
    return new PluginError('unauthorized', 'Telegram does not know this token. Ask @BotFather for it again.')
  }
  if (status === 409) {
    return new PluginError('temporary', `Somebody else receives this bot's messages: ${description}`)
  }
  if (status >= 400 && status < 500) return new PluginError('permanent', `Telegram refuses it: ${description}`)
  return undefined
}

/** An error and what it was caused by, outermost first. */
function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : []
}
