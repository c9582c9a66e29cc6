import type { CombinedError } from '@urql/core'

/** What went wrong, as a screen needs it: `reason` is the key of a text, `facts` fill its places. */
export interface Problem {
  code: 'NOT_FOUND' | 'INVALID' | 'FORBIDDEN' | 'CONFLICT' | 'UNAVAILABLE' | 'INTERNAL' | 'OFFLINE'
  reason?: string
  facts?: Record<string, unknown>
}

/** The first problem of an answer. Without any answer the server could not be reached. */
export function problemOf(error: CombinedError): Problem {
  const extensions = error.graphQLErrors[0]?.extensions
  if (!extensions) return { code: error.response ? 'INTERNAL' : 'OFFLINE' }
  return { code: 'INTERNAL', ...extensions }
}
