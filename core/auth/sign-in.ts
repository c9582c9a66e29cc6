import type { Config } from '../../config/load.ts'
import type { Db } from '../db/db.ts'
import type { Tx, Write } from '../db/write.ts'
import { system, type UserActor } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { audit } from '../team/audit.ts'
import { knownDevice, rememberDevice } from '../team/devices.ts'
import { acceptLink, forgot, type Post, replacePassword } from '../team/invite.ts'
import { forgive, type Knock, tryOnce, withdraw } from '../team/limits.ts'
import { type Purpose, userOfLink } from '../team/links.ts'
import { CONFIRM_SECONDS } from '../team/may.ts'
import { mustBeGoodPassword } from '../team/password-rule.ts'
import type { Passwords } from '../team/passwords.ts'
import { confirmSession, endSession, openSession } from '../team/sessions.ts'
import { addFirstUser, type Setup } from '../team/setup.ts'
import { isEmpty, stillHas, userById } from '../team/users.ts'

/** What signing in needs of core. */
export interface AuthCore {
  config: Config
  db: Db
  clock: Clock
  write: Write
  mailer: Post['mailer']
  passwords: Passwords
  /** Works only while nobody was added yet. */
  setup: Setup
}

/** Where a request comes from. */
export interface From {
  address: string
  device: string
  /** The cookie of a browser that somebody signed in with before. */
  deviceSecret?: string | undefined
}

/** The cookies of who is let in. */
export interface Admission {
  session: string
  device: string
}

const door = system('auth')

/** Signs a user in on the device that asks, and knows it from then on. */
async function admit(tx: Tx, userId: string, { deviceSecret, ...from }: From): Promise<Admission> {
  const { secret } = await openSession(tx, userId, from)
  return { session: secret, device: await rememberDevice(tx, userId, deviceSecret) }
}

/** Counts a try against the limits, and takes it back when `check` passes. Throws UNAVAILABLE when there were too many. */
async function limited<Result>({ write }: AuthCore, knock: Knock, check: () => Promise<Result>): Promise<Result> {
  const made = await write(door, tx => tryOnce(tx, knock))
  try {
    const result = await check()
    await write(door, tx => forgive(tx, made))
    return result
  } catch (error) {
    if (isBusy(error)) await write(door, tx => withdraw(tx, made))
    throw error
  }
}

/** Nothing was tried: too many others were in the way. */
const isBusy = (error: unknown) => error instanceof AppError && error.code === 'UNAVAILABLE'

/** Adds the first user and signs them in. */
export async function setUp(
  core: AuthCore,
  input: { code: string; name: string; email: string; password: string; language: string },
  from: From,
): Promise<Admission> {
  if (!(await isEmpty(core.db))) {
    throw new AppError('CONFLICT', 'Webcare is set up already. Sign in, or ask an admin for an invitation.', {
      reason: 'setup.done',
    })
  }
  if (!core.setup.matches(input.code)) {
    await core.write(door, async tx => {
      await tryOnce(tx, { door: 'set-up', account: '', address: from.address })
      await audit(tx, { action: 'setup', result: 'failed', address: from.address })
    })
    throw new AppError('FORBIDDEN', 'This is not the code that the terminal shows.', { reason: 'setup.code' })
  }
  mustBeGoodPassword(input.password, { organisation: core.config.WEBCARE_ORGANISATION, ...input })
  const passwordHash = await core.passwords.hash(input.password)
  return core.write(door, async tx => {
    const user = await addFirstUser(tx, { ...input, passwordHash })
    await audit(tx, { action: 'setup', object: user.id, result: 'ok', address: from.address })
    return admit(tx, user.id, from)
  })
}

/**
 * Signs in. An unknown account, a wrong password and a disabled user get the same answer
 * after the same work.
 */
export async function signIn(
  core: AuthCore,
  { email, password }: { email: string; password: string },
  from: From,
): Promise<Admission> {
  const { address } = from
  const known = await knownDevice(core.db, from.deviceSecret, email)
  return limited(core, { door: 'sign-in', account: email, address, known }, async () => {
    const account = await core.db
      .selectFrom('users')
      .select(['id', 'passwordHash', 'disabledAt'])
      .where('email', '=', email.trim().toLowerCase())
      .executeTakeFirst()
    const { right, stale } = await core.passwords.verify(account?.passwordHash ?? null, password)
    const passes = right && account !== undefined && account.disabledAt === null
    const renewed = passes && stale ? await core.passwords.hash(password) : undefined
    const admission = await core.write(door, async tx => {
      const stays = passes && (await stillHas(tx, account.id, account.passwordHash ?? ''))
      await audit(tx, { action: 'sign-in', object: account?.id, result: stays ? 'ok' : 'failed', address })
      if (!stays) return undefined
      if (renewed) {
        await tx.db.updateTable('users').set({ passwordHash: renewed }).where('id', '=', account.id).execute()
      }
      return admit(tx, account.id, from)
    })
    if (!admission) throw wrong()
    return admission
  })
}

/** Ends the session, if it has not ended since. */
export async function signOut({ write }: AuthCore, actor: UserActor): Promise<void> {
  await write(actor, tx => endSession(tx, actor.sessionId)).catch(error => {
    if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error
  })
}

/** The password once more, for what is sensitive. The cookie gets a new value. */
export async function confirm(
  core: AuthCore,
  actor: UserActor,
  password: string,
  from: From,
): Promise<{ secret: string; confirmedUntil: string }> {
  const passwordHash = await mustKnowPassword(core, actor, password, from)
  const secret = await core.write(actor, async tx => {
    if (!(await stillHas(tx, actor.id, passwordHash))) throw wrong()
    return confirmSession(tx, actor.sessionId)
  })
  return { secret, confirmedUntil: plusSeconds(iso(core.clock.now()), CONFIRM_SECONDS) }
}

/**
 * Chooses another password, with the present one as proof. Every session ends; the answer opens a new one, for the device
 * that asked. Of two changes at once the later one is refused: the password it proves was replaced meanwhile.
 */
export async function changePassword(
  core: AuthCore,
  actor: UserActor,
  { current, password }: { current: string; password: string },
  from: From,
): Promise<Admission> {
  const proven = await mustKnowPassword(core, actor, current, from)
  const user = await userById(core.db, actor.id)
  mustBeGoodPassword(password, { organisation: core.config.WEBCARE_ORGANISATION, ...user })
  const passwordHash = await core.passwords.hash(password)
  return core.write(actor, async tx => {
    if (!(await stillHas(tx, user.id, proven))) throw wrong()
    await replacePassword(tx, user.id, passwordHash, core)
    await audit(tx, { action: 'password.change', object: user.id, result: 'ok', address: from.address })
    return admit(tx, user.id, from)
  })
}

/**
 * Refuses whoever does not know the password of the user they are signed in as; answers the hash it was compared with. Tries
 * count for this session: others of the same network are no part of it.
 */
const mustKnowPassword = (core: AuthCore, actor: UserActor, password: string, { address }: From): Promise<string> =>
  limited(core, { door: 'confirm', account: actor.id, address, known: actor.sessionId }, async () => {
    const account = await core.db
      .selectFrom('users')
      .select('passwordHash')
      .where('id', '=', actor.id)
      .executeTakeFirst()
    const { right } = await core.passwords.verify(account?.passwordHash ?? null, password)
    const result = right ? 'ok' : 'failed'
    await core.write(actor, tx => audit(tx, { action: 'confirm', object: actor.sessionId, result, address }))
    if (!right || !account?.passwordHash) throw wrong()
    return account.passwordHash
  })

/** Mails a link if there is such a colleague. Who asks learns nothing, so each time counts towards the limits. */
export async function askReset(core: AuthCore, email: string, from: From): Promise<void> {
  const known = await knownDevice(core.db, from.deviceSecret, email)
  await core.write(door, tx => tryOnce(tx, { door: 'forgot', account: email, address: from.address, known }))
  await core.write(door, tx => forgot(tx, email, core))
}

/** Chooses a password by a link, and signs in. */
export async function useLink(
  core: AuthCore,
  link: { purpose: Purpose; secret: string },
  chosen: { password: string; name?: string | undefined },
  from: From,
): Promise<Admission> {
  const { purpose, secret } = link
  const userId = await userOfLink(core.db, purpose, secret, iso(core.clock.now())).catch(async error => {
    // Only what opens nothing counts: nobody guesses a secret of so many bits, so that a right one opens whatever others do.
    await core.write(door, tx => tryOnce(tx, { door: 'link', account: secret, address: from.address }))
    throw error
  })
  const user = await userById(core.db, userId)
  mustBeGoodPassword(chosen.password, { organisation: core.config.WEBCARE_ORGANISATION, ...user, ...chosen })
  const passwordHash = await core.passwords.hash(chosen.password)
  return core.write(door, async tx => {
    await acceptLink(tx, link, { passwordHash, name: chosen.name }, core)
    await audit(tx, { action: purpose, object: userId, result: 'ok', address: from.address })
    return admit(tx, userId, from)
  })
}

const wrong = () =>
  new AppError('FORBIDDEN', 'This e-mail address and password do not fit, or this account has no access.', {
    reason: 'auth.wrong',
  })
