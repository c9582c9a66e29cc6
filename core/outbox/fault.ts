import { NoResultError } from 'kysely'
import { AppError } from '../lib/errors.ts'
import { PluginError } from '../plugin/index.ts'

/** How often a fault that nobody foresaw is tried: a database that was away for a moment is back by then. */
const TRIES = 3
/** Faults of a program: the next try meets them too. */
const mistakes = [TypeError, RangeError, SyntaxError, ReferenceError, NoResultError]

/**
 * Why an answer could not be handed to its plugin, so that it certainly did not leave. Temporary is only what may pass by
 * waiting, such as a plugin that is away or a disk that does not answer now; the rest is told to the author at once.
 */
export function faultOf(cause: unknown, attempts: number): PluginError {
  const as = (code: 'permanent' | 'temporary', message: string) => new PluginError(code, message, { cause })
  if (cause instanceof PluginError) return as(cause.code === 'permanent' ? 'permanent' : 'temporary', cause.message)
  if (cause instanceof AppError) return as(cause.code === 'UNAVAILABLE' ? 'temporary' : 'permanent', cause.message)
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT') {
    return as('permanent', 'A file of this answer is no longer there. Attach it again, then send the answer.')
  }
  if (mistakes.some(kind => cause instanceof kind) || (code === undefined && attempts >= TRIES)) {
    return as('permanent', 'Webcare itself could not make it ready. An admin finds in the log why.')
  }
  return as('temporary', 'It could not be read')
}
