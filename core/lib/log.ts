/** Structured log lines: ids and enums, never what a person wrote. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Errors whose message says what is wrong with our code or tables, and quotes nothing that somebody sent. */
const OURS = /^(TypeError|ReferenceError)$|^(42\w{3}|SQLITE_\w+)$/
const MAX_FRAMES = 20

/**
 * An error for a log line: its name, its code and where it came from. Its message only where that cannot quote a request, as
 * those of parsers and of a database's constraints do.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { name, message, stack = '' } = error
  const given = (error as { code?: unknown }).code
  const code = typeof given === 'string' ? given.slice(0, 40) : ''
  const said = OURS.test(name) || OURS.test(code) ? message.slice(0, 500) : ''
  const frames = stack.split('\n').filter(line => /^ {4}at /.test(line))
  return [[name.slice(0, 40), code, said].filter(Boolean).join(' '), ...frames.slice(0, MAX_FRAMES)].join('\n')
}
