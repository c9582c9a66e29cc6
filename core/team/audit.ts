import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { plusSeconds } from '../lib/clock.ts'

/** A security event: ids and enums, never a person's text. */
export interface AuditEntry {
  /** What was tried, such as `user.disable`. */
  action: string
  /** The id it was tried on. */
  object?: string
  result: 'ok' | 'denied' | 'failed'
  /** The network address it came from. */
  address?: string
}

const START = '0'.repeat(64)

/** Adds a row whose hash covers the row before it, so that changing or removing one shows. */
export async function audit(tx: Tx, entry: AuditEntry): Promise<void> {
  // Another process may append too: on Postgres both would build on the same row. SQLite's write lock prevents it.
  if (tx.dialect === 'postgres') await sql`lock table audit in share row exclusive mode`.execute(tx.db)
  const last = await tx.db.selectFrom('audit').select('hash').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const row = {
    at: tx.now,
    actorKind: tx.actor.kind,
    actorId: tx.actor.id,
    action: entry.action,
    object: entry.object ?? null,
    result: entry.result,
    address: entry.address ?? null,
    previousHash: last?.hash ?? START,
  }
  await tx.db
    .insertInto('audit')
    .values({ ...row, hash: hashOfRow(row) })
    .execute()
}

/** For how many seconds the same denial is not written down again. */
const DENIAL_SECONDS = 60

/**
 * Notes that the actor was refused a field, once a minute: nobody fills a log that nobody can prune. `field` is the schema's
 * name of it, never a text of who asked.
 */
export async function auditDenial(tx: Tx, field: string, address: string): Promise<void> {
  const noted = await tx.db
    .selectFrom('audit')
    .select('seq')
    .where('action', '=', DENIED)
    .where('actorKind', '=', tx.actor.kind)
    .where('actorId', '=', tx.actor.id)
    .where('object', '=', field)
    .where('at', '>', plusSeconds(tx.now, -DENIAL_SECONDS))
    .limit(1)
    .executeTakeFirst()
  if (!noted) await audit(tx, { action: DENIED, object: field, result: 'denied', address })
}

const DENIED = 'access.denied'

const hashOfRow = (row: Omit<Row<'audit'>, 'seq' | 'hash'>) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        row.previousHash,
        row.at,
        row.actorKind,
        row.actorId,
        row.action,
        row.object,
        row.result,
        row.address,
      ]),
    )
    .digest('hex')

const PAGE = 1000

/**
 * Reads the whole chain. `broken` is the first row that was changed or whose predecessor is gone. Rows cut off at the
 * end do not show: compare `head`, the newest hash, with one kept elsewhere.
 */
export async function verifyAudit(db: Session): Promise<{ rows: number; head: string; broken?: number }> {
  let head = START
  let rows = 0
  let seq = 0
  for (;;) {
    const page = await db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(PAGE).execute()
    for (const row of page) {
      if (row.previousHash !== head || row.hash !== hashOfRow(row)) return { rows, head, broken: row.seq }
      head = row.hash
      seq = row.seq
      rows++
    }
    if (page.length < PAGE) return { rows, head }
  }
}
