import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'

/** Tries of one account from one network, and of one network at all, with the seconds in which they count. */
export const LIMITS = {
  account: { tries: 5, seconds: 15 * 60 },
  network: { tries: 50, seconds: 60 * 60 },
} as const

/** From this many tries on, each next one waits: 10 seconds, then 20. */
const PATIENT_TRIES = 3
const DELAY_SECONDS = 10

/** A try that counts as failed until `forgive` takes it back. */
export interface Try {
  ids: readonly string[]
  account: string
}

/**
 * Counts a try before it is made, so that tries at the same moment cannot all pass. Throws UNAVAILABLE with
 * `retryAfter` in seconds when there were too many; such a try is not counted, so that waiting always helps. The limit
 * is of an account *and* a network: a stranger elsewhere never locks anybody out.
 */
export async function tryOnce(tx: Tx, what: string, account: string, address: string): Promise<Try> {
  const network = networkOf(address)
  const subjects = {
    account: subjectOf(what, account.trim().toLowerCase(), network),
    network: subjectOf('network', network),
  }
  const wait = Math.max(
    secondsToWait(tx.now, 'account', await triesOf(tx, 'account', subjects.account)),
    secondsToWait(tx.now, 'network', await triesOf(tx, 'network', subjects.network)),
  )
  if (wait > 0) {
    throw new AppError('UNAVAILABLE', `Too many tries. Wait ${wait} seconds.`, {
      reason: 'auth.tooMany',
      facts: { retryAfter: wait },
    })
  }
  const rows = [subjects.account, subjects.network].map(subject => ({ id: newId(), subject, at: tx.now }))
  await tx.db.insertInto('attempts').values(rows).execute()
  return { ids: rows.map(row => row.id), account: subjects.account }
}

/** The try was never made: somebody else was in the way. */
export const withdraw = (tx: Tx, made: Try) => tx.db.deleteFrom('attempts').where('id', 'in', made.ids).execute()

/** The try was right: it no longer counts, and neither do earlier ones of this account from this network. */
export const forgive = (tx: Tx, made: Try) =>
  tx.db
    .deleteFrom('attempts')
    .where(eb => eb.or([eb('id', 'in', made.ids), eb('subject', '=', made.account)]))
    .execute()

/** Removes tries that no longer count. */
export const forgetOldAttempts = (tx: Tx) =>
  tx.db.deleteFrom('attempts').where('at', '<=', plusSeconds(tx.now, -LIMITS.network.seconds)).execute()

/** The moments of the tries that still count, newest first, no more than matter. */
const triesOf = async (tx: Tx, limit: keyof typeof LIMITS, subject: string): Promise<string[]> =>
  (
    await tx.db
      .selectFrom('attempts')
      .select('at')
      .where('subject', '=', subject)
      .where('at', '>', plusSeconds(tx.now, -LIMITS[limit].seconds))
      .orderBy('at', 'desc')
      .limit(LIMITS[limit].tries)
      .execute()
  ).map(row => row.at)

function secondsToWait(now: string, limit: keyof typeof LIMITS, tries: readonly string[]): number {
  const until = (at: string, seconds: number) => Math.ceil((Date.parse(at) - Date.parse(now)) / 1000) + seconds
  const { tries: most, seconds } = LIMITS[limit]
  if (tries.length >= most) return until(tries[most - 1]!, seconds)
  if (limit === 'account' && tries.length >= PATIENT_TRIES) {
    return until(tries[0]!, DELAY_SECONDS * (tries.length - PATIENT_TRIES + 1))
  }
  return 0
}

/** The neighbourhood of an address, in which a stranger can take another one at will: /24, or /64 of IPv6. */
export function networkOf(address: string): string {
  const dotted = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1]
  if (dotted) return `${dotted}.0/24`
  if (!isIPv6(address)) return address
  const [left = '', right = ''] = address.split('%')[0]!.split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const zeros = 8 - groups(left).length - groups(right).length
  const all = [...groups(left), ...Array<string>(Math.max(zeros, 0)).fill('0'), ...groups(right)]
  return `${all
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** Hashed, so that the table does not say who tried to sign in from where. */
const subjectOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
