import type { Config } from '../../config/load.ts'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system, type UserActor } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { audit } from '../team/audit.ts'
import { acceptLink, forgot, type Post, replacePassword } from '../team/invite.ts'
import { forgive, tryOnce, withdraw } from '../team/limits.ts'
import { type Purpose, userOfLink } from '../team/links.ts'
import { CONFIRM_SECONDS } from '../team/may.ts'
import { mustBeGoodPassword } from '../team/password-rule.ts'
import type { Passwords } from '../team/passwords.ts'
import { confirmSession, endSession, openSession } from '../team/sessions.ts'
import { addFirstUser, type Setup } from '../team/setup.ts'
import { isEmpty, userById } from '../team/users.ts'

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
}

const door = system('auth')

/** Counts a try against the limits, and takes it back when `check` passes. Throws UNAVAILABLE when there were too many. */
async function limited<Result>(
  { write }: AuthCore,
  what: string,
  account: string,
  { address }: From,
  check: () => Promise<Result>,
): Promise<Result> {
  const made = await write(door, tx => tryOnce(tx, what, account, address))
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

/** Adds the first user and signs them in. Returns the cookie's value. */
export async function setUp(
  core: AuthCore,
  input: { code: string; name: string; email: string; password: string; language: string },
  from: From,
): Promise<string> {
  if (!(await isEmpty(core.db))) {
    throw new AppError('CONFLICT', 'Webcare is set up already. Sign in, or ask an admin for an invitation.', {
      reason: 'setup.done',
    })
  }
  await limited(core, 'set-up', '', from, async () => {
    if (core.setup.matches(input.code)) return
    await core.write(door, tx => audit(tx, { action: 'setup', result: 'failed', address: from.address }))
    throw new AppError('FORBIDDEN', 'This is not the code that the terminal shows.', { reason: 'setup.code' })
  })
  mustBeGoodPassword(input.password, { organisation: core.config.WEBCARE_ORGANISATION, ...input })
  const passwordHash = await core.passwords.hash(input.password)
  return core.write(door, async tx => {
    const user = await addFirstUser(tx, { ...input, passwordHash })
    await audit(tx, { action: 'setup', object: user.id, result: 'ok', address: from.address })
    return (await openSession(tx, user.id, from)).secret
  })
}

/**
 * Signs in. Returns the cookie's value. An unknown account, a wrong password and a disabled user get the same answer
 * after the same work.
 */
export async function signIn(
  core: AuthCore,
  { email, password }: { email: string; password: string },
  from: From,
): Promise<string> {
  return limited(core, 'sign-in', email, from, async () => {
    const account = await core.db
      .selectFrom('users')
      .select(['id', 'passwordHash', 'disabledAt'])
      .where('email', '=', email.trim().toLowerCase())
      .executeTakeFirst()
    const { right, stale } = await core.passwords.verify(account?.passwordHash ?? null, password)
    const passes = right && account !== undefined && account.disabledAt === null
    const renewed = passes && stale ? await core.passwords.hash(password) : undefined
    const secret = await core.write(door, async tx => {
      // Read again: the password may have been changed, or the user disabled, while it was compared.
      const user = passes
        ? await tx.db
            .selectFrom('users')
            .select('id')
            .where('id', '=', account.id)
            .where('passwordHash', '=', account.passwordHash)
            .where('disabledAt', 'is', null)
            .executeTakeFirst()
        : undefined
      const result = user ? 'ok' : 'failed'
      await audit(tx, { action: 'sign-in', object: account?.id, result, address: from.address })
      if (!user) return undefined
      if (renewed) {
        await tx.db.updateTable('users').set({ passwordHash: renewed }).where('id', '=', user.id).execute()
      }
      return (await openSession(tx, user.id, from)).secret
    })
    if (!secret) throw wrong()
    return secret
  })
}

/** Ends the session. */
export const signOut = ({ write }: AuthCore, actor: UserActor) => write(actor, tx => endSession(tx, actor.sessionId))

/** The password once more, for what is sensitive. The cookie gets a new value. */
export async function confirm(
  core: AuthCore,
  actor: UserActor,
  password: string,
  from: From,
): Promise<{ secret: string; confirmedUntil: string }> {
  await mustKnowPassword(core, actor, password, from)
  const secret = await core.write(actor, tx => confirmSession(tx, actor.sessionId))
  return { secret, confirmedUntil: plusSeconds(iso(core.clock.now()), CONFIRM_SECONDS) }
}

/**
 * Chooses another password, with the present one as proof. Every session ends; the answer is the cookie's value of a new
 * one, for the device that asked.
 */
export async function changePassword(
  core: AuthCore,
  actor: UserActor,
  { current, password }: { current: string; password: string },
  from: From,
): Promise<string> {
  await mustKnowPassword(core, actor, current, from)
  const user = await userById(core.db, actor.id)
  mustBeGoodPassword(password, { organisation: core.config.WEBCARE_ORGANISATION, ...user })
  const passwordHash = await core.passwords.hash(password)
  return core.write(actor, async tx => {
    await replacePassword(tx, user.id, passwordHash, core)
    await audit(tx, { action: 'password.change', object: user.id, result: 'ok', address: from.address })
    return (await openSession(tx, user.id, from)).secret
  })
}

/** Refuses whoever does not know the password of the user they are signed in as. Tries count, as at the door. */
const mustKnowPassword = (core: AuthCore, actor: UserActor, password: string, from: From) =>
  limited(core, 'confirm', actor.id, from, async () => {
    const account = await core.db
      .selectFrom('users')
      .select('passwordHash')
      .where('id', '=', actor.id)
      .executeTakeFirst()
    const { right } = await core.passwords.verify(account?.passwordHash ?? null, password)
    const result = right ? 'ok' : 'failed'
    await core.write(actor, tx =>
      audit(tx, { action: 'confirm', object: actor.sessionId, result, address: from.address }),
    )
    if (!right) throw wrong()
  })

/** Mails a link if there is such a colleague. Who asks learns nothing, so each time counts towards the limits. */
export async function askReset(core: AuthCore, email: string, from: From): Promise<void> {
  await core.write(door, tx => tryOnce(tx, 'forgot', email, from.address))
  await core.write(door, tx => forgot(tx, email, core))
}

/** Chooses a password by a link, and signs in. Returns the cookie's value. */
export async function useLink(
  core: AuthCore,
  link: { purpose: Purpose; secret: string },
  chosen: { password: string; name?: string | undefined },
  from: From,
): Promise<string> {
  const { purpose, secret } = link
  const userId = await limited(core, 'link', secret, from, () =>
    userOfLink(core.db, purpose, secret, iso(core.clock.now())),
  )
  const user = await userById(core.db, userId)
  mustBeGoodPassword(chosen.password, { organisation: core.config.WEBCARE_ORGANISATION, ...user, ...chosen })
  const passwordHash = await core.passwords.hash(chosen.password)
  return core.write(door, async tx => {
    await acceptLink(tx, link, { passwordHash, name: chosen.name }, core)
    await audit(tx, { action: purpose, object: userId, result: 'ok', address: from.address })
    return (await openSession(tx, userId, from)).secret
  })
}

const wrong = () =>
  new AppError('FORBIDDEN', 'This e-mail address and password do not fit, or this account has no access.', {
    reason: 'auth.wrong',
  })
