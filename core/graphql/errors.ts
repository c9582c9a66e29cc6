import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { AppError } from '../lib/errors.ts'
import { type Log, traceOf } from '../lib/log.ts'

/**
 * What a client gets to see of an error: ours with their code, those of the query itself with their text, and nothing of
 * anything else but a number to find it in the log by.
 */
export function formatError(error: unknown, log: Log, requestId: string): GraphQLFormattedError {
  const cause = causeOf(error)
  const place = error instanceof GraphQLError ? { locations: error.locations, path: error.path } : {}
  if (cause instanceof AppError) {
    const { code, reason, facts } = cause
    return { message: cause.message, ...place, extensions: { code, ...(reason && { reason }), facts } }
  }
  if (error instanceof GraphQLError && cause instanceof GraphQLError) {
    return { message: withoutSuggestions(error.message), ...place, extensions: { code: 'INVALID' } }
  }
  log.error({ requestId, error: traceOf(cause) }, 'A resolver failed')
  return {
    message: `Internal error. Ask your admin to look for ${requestId} in the log.`,
    ...place,
    extensions: { code: 'INTERNAL' },
  }
}

/** What lies at the bottom: graphql wraps an error anew at each place it passes, a variable's twice. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error
}

/** A suggestion names fields to somebody who does not know them. */
const withoutSuggestions = (message: string) => message.replace(/ Did you mean .*$/s, '')
