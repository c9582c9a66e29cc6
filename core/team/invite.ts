import type { Config } from '../../config/load.ts'
import type { Tx } from '../db/write.ts'
import type { Role } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { audit } from './audit.ts'
import { type Invitation, makeLink, type Purpose, useLink } from './links.ts'
import { must } from './may.ts'
import { languageOf, nameOf } from './person.ts'
import { letters } from './texts.ts'
import { addUser, setPassword, type UserRow, userByEmail, userById } from './users.ts'

/** How a link reaches a colleague: by mail, or, without a mail server, copied from the answer. */
export interface Post {
  config: Pick<Config, 'WEBCARE_BASE_URL' | 'WEBCARE_ORGANISATION' | 'WEBCARE_LANGUAGE'>
  mailer: {
    readonly enabled: boolean
    mail(tx: Tx, mail: { to: string | null; subject: string; text: string }): Promise<void>
  }
}

/** Adds a colleague, who chooses a password by the link. CONFLICT when somebody has this address. */
export async function inviteUser(
  tx: Tx,
  input: { name: string; email: string; roles: readonly Role[]; language?: string | null },
  post: Post,
): Promise<Invitation> {
  const user = await addUser(tx, { ...input, language: input.language ?? post.config.WEBCARE_LANGUAGE })
  return sendLink(tx, user, post)
}

/** Makes a link with which a colleague chooses a password, their first or a new one. CONFLICT when they are disabled. */
export async function resetUser(tx: Tx, userId: string, post: Post): Promise<Invitation> {
  must(tx.actor, 'user.manage')
  const user = await userById(tx.db, userId)
  if (user.disabledAt) {
    throw new AppError('CONFLICT', 'This colleague is disabled. Enable them first.', { reason: 'user.disabled' })
  }
  await audit(tx, { action: 'user.reset', object: userId, result: 'ok' })
  return sendLink(tx, user, post)
}

/**
 * Somebody forgot a password. Mails a link if there is such a colleague; the caller is never told, nor sees it by the work:
 * for nobody the same is done, and nothing comes of it.
 */
export async function forgot(tx: Tx, email: string, post: Post): Promise<void> {
  if (!post.mailer.enabled) return
  const found = await userByEmail(tx.db, email)
  const user = found && !found.disabledAt && !found.invited ? found : undefined
  await sendLink(tx, user ?? { ...nobody, language: post.config.WEBCARE_LANGUAGE }, post)
  await audit(tx, { action: 'user.forgot', ...(user && { object: user.id }), result: user ? 'ok' : 'failed' })
}

const nobody = { id: '', name: '', email: null, invited: false }

/**
 * Uses a link up: the user has this password from now on, and is signed in nowhere. NOT_FOUND when the link does not
 * work (any more). After a reset a mail says so, in case it was somebody else.
 */
export async function acceptLink(
  tx: Tx,
  link: { purpose: Purpose; secret: string },
  chosen: { passwordHash: string; name?: string | undefined },
  post: Post,
): Promise<UserRow> {
  const userId = await useLink(tx, link.purpose, link.secret)
  if (chosen.name !== undefined) {
    await tx.db
      .updateTable('users')
      .set({ name: nameOf(chosen.name) })
      .where('id', '=', userId)
      .execute()
  }
  return link.purpose === 'reset'
    ? replacePassword(tx, userId, chosen.passwordHash, post)
    : setPassword(tx, userId, chosen.passwordHash)
}

/** Puts a password in the place of another. The user is signed in nowhere, and a mail says so. */
export async function replacePassword(tx: Tx, userId: string, passwordHash: string, post: Post): Promise<UserRow> {
  const user = await setPassword(tx, userId, passwordHash)
  if (post.mailer.enabled) {
    const write = letters[languageOf(user.language)].passwordChanged
    await post.mailer.mail(tx, { to: user.email, ...write(user.name, post.config.WEBCARE_ORGANISATION) })
  }
  return user
}

type Addressee = Pick<UserRow, 'id' | 'name' | 'language' | 'invited'> & { email: string | null }

async function sendLink<To extends Addressee>(
  tx: Tx,
  user: To,
  { config, mailer }: Post,
): Promise<Omit<Invitation, 'user'> & { user: To }> {
  const purpose: Purpose = user.invited ? 'invite' : 'reset'
  const { secret, expiresAt } = await makeLink(tx, user.id, purpose)
  // The secret stands behind the #: a browser sends it to no server, so it reaches no log. The address comes from the
  // settings alone, whatever Host a request claims.
  const url = `${config.WEBCARE_BASE_URL}/${purpose}#${secret}`
  if (!mailer.enabled) return { user, url, expiresAt }
  const write = letters[languageOf(user.language)][purpose]
  await mailer.mail(tx, { to: user.email, ...write(user.name, config.WEBCARE_ORGANISATION, url) })
  return { user, url: null, expiresAt }
}
