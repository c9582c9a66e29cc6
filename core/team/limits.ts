import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'

/** How many tries count in how many seconds, at one door. */
export const LIMITS = {
  /** Of one account from one network, or from a browser that it signed in with before. */
  account: { tries: 5, seconds: 15 * 60 },
  /** Of one network. */
  network: { tries: 50, seconds: 60 * 60 },
  /** Of one account, wherever they come from. */
  everywhere: { tries: 100, seconds: 60 * 60 },
  /** Messages of one form that was shown once. */
  form: { tries: 20, seconds: 24 * 60 * 60 },
} as const
type Limit = keyof typeof LIMITS

/** From this many tries on, each next one waits: 10 seconds, then 20. */
const PATIENT_TRIES = 3
const DELAY_SECONDS = 10

/** Where something is tried: the limits of one door know nothing of another's. */
export type Door = 'sign-in' | 'forgot' | 'link' | 'set-up' | 'confirm'

/** A try at a door, and who makes it. */
export interface Knock {
  door: Door
  account: string
  /** The network address it comes from. */
  address: string
  /** A secret by which the asker is known beforehand: the browser that this account signed in with before, or the session it has. */
  known?: string | undefined
}

/** A try that counts as failed until `forgive` takes it back. */
export interface Try {
  ids: readonly string[]
  /** The subjects that say of this account alone that it was tried. */
  ofAccount: readonly string[]
}

/**
 * Counts a try before it is made, so that tries at the same moment cannot all pass. Throws UNAVAILABLE with
 * `retryAfter` in seconds when there were too many; such a try is not counted, so that waiting always helps. Tries of
 * strangers never keep out who is known: those have a limit of their own.
 */
export async function tryOnce(tx: Tx, { door, account, address, known }: Knock): Promise<Try> {
  const name = account.trim().toLowerCase()
  const network = networkOf(address)
  const own: Array<[Limit, string]> = [['account', subjectOf('account', door, name, known ?? network)]]
  if (known === undefined) own.push(['everywhere', subjectOf('everywhere', door, name)])
  const shared: Array<[Limit, string]> = known === undefined ? [['network', subjectOf('network', door, network)]] : []
  const subjects = [...own, ...shared]
  const waits: number[] = []
  for (const [limit, subject] of subjects) waits.push(secondsToWait(tx.now, limit, await triesOf(tx, limit, subject)))
  const wait = Math.max(...waits)
  if (wait > 0) {
    throw new AppError('UNAVAILABLE', `Too many tries. Wait ${wait} seconds.`, {
      reason: 'auth.tooMany',
      facts: { retryAfter: wait },
    })
  }
  const rows = subjects.map(([, subject]) => ({ id: newId(), subject, at: tx.now }))
  await tx.db.insertInto('attempts').values(rows).execute()
  return { ids: rows.map(row => row.id), ofAccount: own.map(([, subject]) => subject) }
}

/**
 * Whether a form that was shown once may bring this message. It brings a bounded number; the same message again, by
 * somebody who presses twice, is no other one.
 */
export async function mayBring(tx: Tx, formId: string, messageKey: string): Promise<boolean> {
  const subject = FORM + subjectOf(formId)
  const id = subjectOf(messageKey)
  const known = await tx.db.selectFrom('attempts').select('id').where('id', '=', id).executeTakeFirst()
  if (known) return true
  const brought = await triesOf(tx, 'form', subject)
  if (brought.length >= LIMITS.form.tries) return false
  await tx.db.insertInto('attempts').values({ id, subject, at: tx.now }).execute()
  return true
}

/** The try was never made: somebody else was in the way. */
export const withdraw = (tx: Tx, made: Try) => tx.db.deleteFrom('attempts').where('id', 'in', made.ids).execute()

/** The try was right: it no longer counts, and neither do earlier ones of this account, here or from everywhere. */
export const forgive = (tx: Tx, made: Try) =>
  tx.db
    .deleteFrom('attempts')
    .where(eb => eb.or([eb('id', 'in', made.ids), eb('subject', 'in', made.ofAccount)]))
    .execute()

/** How the subject of a form begins, whose messages count for longer than tries do. */
const FORM = 'form '
const before = (now: string, limit: Limit) => plusSeconds(now, -LIMITS[limit].seconds)

/** Removes tries and messages that no longer count. */
export const forgetOldAttempts = (tx: Tx) =>
  tx.db
    .deleteFrom('attempts')
    .where(eb =>
      eb.or([
        eb('at', '<=', before(tx.now, 'form')),
        eb.and([eb('at', '<=', before(tx.now, 'network')), eb('subject', 'not like', `${FORM}%`)]),
      ]),
    )
    .execute()

/** The moments of the tries that still count, newest first, no more than matter. */
const triesOf = async (tx: Tx, limit: Limit, subject: string): Promise<string[]> =>
  (
    await tx.db
      .selectFrom('attempts')
      .select('at')
      .where('subject', '=', subject)
      .where('at', '>', before(tx.now, limit))
      .orderBy('at', 'desc')
      .limit(LIMITS[limit].tries)
      .execute()
  ).map(row => row.at)

function secondsToWait(now: string, limit: Limit, tries: readonly string[]): number {
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
