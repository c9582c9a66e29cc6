/** What went wrong, in the only five ways a client can act upon. Anything else is INTERNAL and shows nothing. */
export type ErrorCode = 'NOT_FOUND' | 'INVALID' | 'FORBIDDEN' | 'CONFLICT' | 'UNAVAILABLE'

/** Facts a screen needs to say it in the reader's language: numbers, ids and enums, and of texts only the asker's own. */
export type ErrorFacts = Readonly<Record<string, string | number | readonly string[] | undefined>>

/**
 * An error whose text a client may see. `message` is for developers and says what to do; `reason` is the key a screen
 * translates, such as `reply.tooLong`; `facts` fill its placeholders.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly reason: string | undefined
  readonly facts: ErrorFacts

  constructor(
    code: ErrorCode,
    message: string,
    options: { reason?: string; facts?: ErrorFacts; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.reason = options.reason
    this.facts = options.facts ?? {}
  }
}

/** The one answer for what does not exist and for what the reader may not see. */
export const notFound = (what: string) =>
  new AppError('NOT_FOUND', `This ${what} does not exist, or you may not see it.`)

const statuses: Record<ErrorCode, number> = {
  NOT_FOUND: 404,
  INVALID: 422,
  FORBIDDEN: 403,
  CONFLICT: 409,
  UNAVAILABLE: 503,
}
/** Reasons that HTTP has a status of its own for. */
const statusesOfReasons: Record<string, number> = {
  'auth.required': 401,
  'auth.wrong': 401,
  'auth.tooMany': 429,
  'webhook.signature': 401,
  'rate.limit': 429,
  'upload.tooLarge': 413,
  'disk.full': 507,
}

/** The HTTP status of an error, for routes outside GraphQL. */
export const httpStatus = ({ code, reason = '' }: AppError): number => statusesOfReasons[reason] ?? statuses[code]
