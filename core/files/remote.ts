// Images that a message's markup has elsewhere: fetched here when a reader asks, so that who sent it learns nothing of them.
import type { Db } from '../db/db.ts'
import type { Actor } from '../lib/actor.ts'
import type { Egress } from '../lib/egress.ts'
import { connectionsFor } from '../team/may.ts'
import { SHOWN, typeOf } from './types.ts'

/** As the sanitised markup has them: no browser fetches by that attribute. */
const SOURCE = /\sdata-source="(https?:[^"]+)"/gi

/**
 * An image of a message that the actor may read, by its place among those that are elsewhere; undefined when there is none,
 * it cannot be had, or it is not of a type in which nothing runs.
 */
export async function remoteImage(
  core: { db: Db; egress: Egress },
  actor: Actor,
  messageId: string,
  index: number,
): Promise<{ type: string; content: Buffer } | undefined> {
  const address = sourcesIn(await htmlOf(core.db, actor, messageId))[index]
  if (!address) return undefined
  const content = await fetched(core.egress, address)
  const type = content && typeOf(content)
  return type && SHOWN.includes(type) ? { type, content } : undefined
}

async function htmlOf(db: Db, actor: Actor, messageId: string): Promise<string> {
  const allowed = connectionsFor(actor, 'message.read')
  const message = await db
    .selectFrom('messages')
    .where('id', '=', messageId)
    .where('deletedAt', 'is', null)
    .$if(allowed !== 'all', query => query.where('connectionId', 'in', ['', ...allowed]))
    .select('html')
    .executeTakeFirst()
  return message?.html ?? ''
}

const sourcesIn = (html: string): string[] =>
  [...html.matchAll(SOURCE)].map(([, address = '']) => address.replaceAll('&amp;', '&'))

/** Its bytes; nothing when it is not there, or not to be reached: the reader sees its words instead. */
async function fetched(egress: Egress, address: string): Promise<Buffer | undefined> {
  try {
    const answer = await egress.fetch()(address)
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined
  } catch {
    return undefined
  }
}
