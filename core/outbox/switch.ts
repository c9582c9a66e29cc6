import type { Db, Session } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { audit } from '../team/audit.ts'
import { must } from '../team/may.ts'

/** Since when nothing is sent anywhere; null while everything runs. */
export async function stoppedSince(db: Db | Session): Promise<string | null> {
  const row = await db.selectFrom('switches').select('offSince').where('name', '=', 'sending').executeTakeFirst()
  return row?.offSince ?? null
}

/** Stops all sending, on every connection, from the next claim on; what is leaving at this moment leaves. */
export async function stopSending(tx: Tx): Promise<string> {
  must(tx.actor, 'connection.manage')
  await tx.db
    .insertInto('switches')
    .values({ name: 'sending', offSince: tx.now, userId: userOf(tx.actor) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await audit(tx, { action: 'sending.stop', result: 'ok' })
  await tx.record({ type: 'sending.changed' })
  return (await stoppedSince(tx.db)) ?? tx.now
}

/** Lets answers leave again. */
export async function resumeSending(tx: Tx): Promise<void> {
  must(tx.actor, 'connection.manage')
  await tx.db.deleteFrom('switches').where('name', '=', 'sending').execute()
  await audit(tx, { action: 'sending.resume', result: 'ok' })
  await tx.record({ type: 'sending.changed' })
}
