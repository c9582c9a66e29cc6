import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { plusSeconds } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId, newSecret } from '../lib/id.ts'
import { cleanLine } from '../lib/text.ts'
import { audit } from './audit.ts'
import { scopes as known, must, type Scope } from './may.ts'
import { rightsOf } from './rights.ts'
import { hashOf } from './secret.ts'

/** An API token as its owner sees it. */
export interface TokenRow extends Omit<Row<'apiTokens'>, 'hash' | 'scopes' | 'connectionIds'> {
  scopes: readonly Scope[]
  /** Null: all connections of the owner. */
  connectionIds: readonly string[] | null
}

/** For how many days a token works. */
export const TOKEN_DAYS = { usual: 90, most: 365 } as const

const shape = ({ hash: _, scopes, connectionIds, ...row }: Row<'apiTokens'>): TokenRow => ({
  ...row,
  scopes: JSON.parse(scopes) as Scope[],
  connectionIds: connectionIds === null ? null : (JSON.parse(connectionIds) as string[]),
})

/** A user's tokens, newest first. */
export const tokensOf = async (db: Session, userId: string): Promise<TokenRow[]> =>
  (await db.selectFrom('apiTokens').selectAll().where('userId', '=', userId).orderBy('id', 'desc').execute()).map(shape)

const working = (db: Session, now: string) =>
  db.selectFrom('apiTokens').selectAll().where('expiresAt', '>', now).where('revokedAt', 'is', null)

/** The token with this secret while it works; whether its owner may still do anything is `actorOfToken`'s. */
export async function tokenOf(db: Session, secret: string, now: string): Promise<TokenRow | undefined> {
  const prefix = prefixOf(secret)
  if (!prefix) return undefined
  const row = await working(db, now).where('prefix', '=', prefix).where('hash', '=', hashOf(secret)).executeTakeFirst()
  return row && shape(row)
}

/** The token with this id while it works. */
export async function tokenById(db: Session, id: string, now: string): Promise<TokenRow | undefined> {
  const row = await working(db, now).where('id', '=', id).executeTakeFirst()
  return row && shape(row)
}

/** What a new token may do, and for how long. */
export interface NewToken {
  name: string
  scopes: readonly Scope[]
  connectionIds?: readonly string[] | null
  days?: number | null
}

/** Makes a token of `ownerId`, who is the actor unless the system acts. The secret is in this answer and nowhere else. */
export async function createToken(
  tx: Tx,
  ownerId: string,
  input: NewToken,
): Promise<{ token: TokenRow; secret: string }> {
  must(tx.actor, 'token.manage')
  if (tx.actor.kind !== 'system' && userOf(tx.actor) !== ownerId) throw notFound('user')
  const name = cleanLine(input.name, 80)
  const scopes = known.filter(scope => input.scopes.includes(scope))
  const days = input.days ?? TOKEN_DAYS.usual
  if (!name) throw new AppError('INVALID', 'Say what the token is for.', { reason: 'name.empty' })
  if (!scopes.length) throw new AppError('INVALID', 'Choose at least one scope.', { reason: 'token.noScope' })
  if (!Number.isInteger(days) || days < 1 || days > TOKEN_DAYS.most) {
    throw new AppError('INVALID', `A token works for 1 to ${TOKEN_DAYS.most} days.`, {
      reason: 'token.days',
      facts: { most: TOKEN_DAYS.most },
    })
  }
  const connectionIds = input.connectionIds ? [...new Set(input.connectionIds)] : null
  if (connectionIds) {
    const rights = await rightsOf(tx.db, ownerId)
    if (!connectionIds.every(id => rights.has(id))) throw notFound('connection')
  }
  const { prefix, secret } = mint()
  const row: Row<'apiTokens'> = {
    id: newId(),
    prefix,
    hash: hashOf(secret),
    userId: ownerId,
    name,
    scopes: JSON.stringify(scopes),
    connectionIds: connectionIds && JSON.stringify(connectionIds),
    createdAt: tx.now,
    expiresAt: plusSeconds(tx.now, days * 86_400),
    lastUsedAt: null,
    revokedAt: null,
  }
  await tx.db.insertInto('apiTokens').values(row).execute()
  await audit(tx, { action: 'token.create', object: row.id, result: 'ok' })
  return { token: shape(row), secret }
}

/** Ends one of the actor's own tokens at once. */
export async function revokeToken(tx: Tx, tokenId: string): Promise<TokenRow> {
  must(tx.actor, 'token.manage')
  const row = await tx.db
    .updateTable('apiTokens')
    .set(eb => ({ revokedAt: eb.fn.coalesce('revokedAt', eb.val(tx.now)) }))
    .where('id', '=', tokenId)
    .where('userId', '=', userOf(tx.actor))
    .returningAll()
    .executeTakeFirst()
  if (!row) throw notFound('token')
  await audit(tx, { action: 'token.revoke', object: tokenId, result: 'ok' })
  return shape(row)
}

/** Notes that a token is in use. */
export const touchToken = (tx: Tx, tokenId: string) =>
  tx.db.updateTable('apiTokens').set({ lastUsedAt: tx.now }).where('id', '=', tokenId).execute()

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** `wcp_<12>_<43>_<crc32>`: scanners of leaked secrets know it by its shape, and a slip of the pen by its check. */
function mint() {
  const prefix = `wcp_${Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
  const body = `${prefix}_${newSecret()}`
  return { prefix, secret: `${body}_${check(body)}` }
}

const check = (body: string) => crc32(body).toString(16).padStart(8, '0')

function prefixOf(secret: string): string | undefined {
  const [, body, prefix, given] = /^((wcp_[a-z0-9]{12})_[A-Za-z0-9_-]{43})_([0-9a-f]{8})$/.exec(secret) ?? []
  return body && check(body) === given ? prefix : undefined
}
