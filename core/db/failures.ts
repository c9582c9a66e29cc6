import { AppError } from '../lib/errors.ts'

/** The engine's own error behind one that was put in words. */
export const originOf = (error: unknown) => (error instanceof AppError && error.cause ? error.cause : error)

/** The code of SQLite, Postgres or the system behind an error; empty when it has none. */
export function codeOf(error: unknown): string {
  const origin = originOf(error)
  if (origin instanceof AppError) return ''
  return String((origin as { code?: unknown } | null | undefined)?.code ?? '')
}

/** The database is not where it was opened any more: what is stored from now on would be lost. */
export class GoneError extends AppError {
  constructor(message: string) {
    super('UNAVAILABLE', message, { reason: 'database.unavailable' })
  }
}

/** The disk lies or dies, or the file is gone: what is stored cannot be trusted, so the process must stop and look again. */
export const isDamage = (error: unknown) =>
  error instanceof GoneError || /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(codeOf(error))

/** No room: reading goes on, and writing works again once there is room. */
export const isFull = (error: unknown) => /^(SQLITE_FULL|53100|ENOSPC|EDQUOT)$/.test(codeOf(error))

/** Somebody else has what is needed here, for longer than we wait: what was asked is not to blame. */
export const isHeld = (error: unknown) => /^(SQLITE_(BUSY|LOCKED).*|55P03|57014|40001|40P01|25P03)$/.test(codeOf(error))

/** Nobody answers: the connection broke, or there is none to be had. Some of it comes without a code. */
const isAway = (error: unknown) =>
  /^(08...|53...|57P0.|58...|SQLITE_(CANTOPEN|NOMEM).*|E(CONN|HOST|NET|PIPE|TIMEDOUT|NOTFOUND|AI_).*)$/.test(
    codeOf(error),
  ) ||
  (!codeOf(error) &&
    /connection (terminated|ended|error|is closed|timeout)|timeout exceeded when trying to connect|not queryable/i.test(
      (error as Error | undefined)?.message ?? '',
    ))

/** Whether the database was to blame for an error of its own, and not the statement. */
export const isUnavailable = (error: unknown) => isFull(error) || isHeld(error) || isDamage(error) || isAway(error)

const away = (message: string, cause: unknown) =>
  new AppError('UNAVAILABLE', message, { reason: 'database.unavailable', cause })
const full = (message: string, cause: unknown) => new AppError('UNAVAILABLE', message, { reason: 'disk.full', cause })

/** A unit of work that the database did not take, in words. */
export const notStored = (error: unknown): AppError =>
  isFull(error)
    ? full('The disk is full: nothing was stored. Make room and try again.', error)
    : away('The database did not take this: nothing was stored for sure. Try again.', error)

/** A read that the database did not answer, in words; any other error as it is. */
export function notRead(error: unknown): unknown {
  if (!isUnavailable(error) || error instanceof AppError) return error
  if (isFull(error)) return full('The disk is full: this cannot be shown now. Make room.', error)
  if (isHeld(error)) {
    return away('The database is held by something else, and did not answer in time. Try again.', error)
  }
  if (isDamage(error)) return away('The disk of the database fails. An admin finds it in the log.', error)
  return away('The database cannot be reached now. Try again.', error)
}
