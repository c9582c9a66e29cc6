import type { Db, Session } from '../db/db.ts'
import type { Row, StopCause } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { audit } from '../team/audit.ts'
import { must } from '../team/may.ts'
import { askPerson } from './reply.ts'

/** Why and since when nothing is sent anywhere. */
export type Stop = Row<'switches'>

/** Whether everything is stopped; undefined while everything runs. */
export const stopOf = (db: Db | Session): Promise<Stop | undefined> =>
  db.selectFrom('switches').selectAll().where('name', '=', 'sending').executeTakeFirst()

/** Since when nothing is sent anywhere; null while everything runs. */
export const stoppedSince = async (db: Db | Session): Promise<string | null> => (await stopOf(db))?.offSince ?? null

/** Stops all sending, on every connection, from the next claim on; what is leaving at this moment leaves. */
export async function stopSending(tx: Tx): Promise<Stop> {
  must(tx.actor, 'connection.manage')
  return stop(tx, { because: null, dataFrom: null })
}

/**
 * Stops all sending because the data was put back. What was queued then may have been sent since: a person decides, also
 * after sending was resumed. Whoever was signed in then is signed out, and links that worked then do not.
 */
export async function freezeSending(tx: Tx, because: StopCause, dataFrom: string | null = null): Promise<Stop> {
  must(tx.actor, 'connection.manage')
  for (const reply of await tx.db.selectFrom('replies').selectAll().where('state', '=', 'queued').execute()) {
    const message = await tx.db
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', reply.messageId)
      .executeTakeFirstOrThrow()
    await askPerson(tx, message, reply, 'It was waiting in data that was put back: was it sent since?')
  }
  await tx.db.deleteFrom('sessions').execute()
  await tx.db.deleteFrom('oneTimeLinks').execute()
  return stop(tx, { because, dataFrom })
}

/** Lets answers leave again. */
export async function resumeSending(tx: Tx): Promise<void> {
  must(tx.actor, 'connection.manage')
  await tx.db.deleteFrom('switches').where('name', '=', 'sending').execute()
  await audit(tx, { action: 'sending.resume', result: 'ok' })
  await tx.record({ type: 'sending.changed' })
}

/** What stands stays, but a cause is added to it, so that nobody resumes without having seen it. */
async function stop(tx: Tx, cause: Pick<Stop, 'because' | 'dataFrom'>): Promise<Stop> {
  await audit(tx, { action: cause.because ? 'sending.freeze' : 'sending.stop', result: 'ok' })
  await tx.record({ type: 'sending.changed' })
  const standing = await stopOf(tx.db)
  if (standing && (!cause.because || (cause.because === 'older' && standing.because))) return standing
  return tx.db
    .insertInto('switches')
    .values({ name: 'sending', offSince: tx.now, userId: userOf(tx.actor), ...cause })
    .onConflict(conflict => conflict.column('name').doUpdateSet(cause))
    .returningAll()
    .executeTakeFirstOrThrow()
}
