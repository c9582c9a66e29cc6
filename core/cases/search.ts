import { type SqlBool, sql } from 'kysely'
import type { Database } from '../db/db.ts'
import { matching, soughtIn } from '../db/search.ts'
import type { Actor } from '../lib/actor.ts'
import { pageSize } from '../lib/page.ts'
import { seenThrough, visibleTo } from './filter.ts'
import { type Snippet, snippetOf } from './snippet.ts'
import { type MessageRow, withReplies } from './timeline.ts'

/** A message that was found, and the part of it in which the words stand. */
export interface MessageHit {
  message: MessageRow
  snippet: Snippet
}

const MAX_TOTAL = 1000

/** The messages the actor may read that hold all words of a text, each as the beginning of one; the newest first. */
export async function searchMessages(
  { read, dialect }: Database,
  actor: Actor,
  text: string,
  first: number | null | undefined,
): Promise<{ hits: MessageHit[]; total: number }> {
  const size = pageSize(first)
  const seqs = matching(dialect, text)
  if (!seqs) return { hits: [], total: 0 }
  const found = read
    .selectFrom('messages')
    .where(sql<SqlBool>`messages.seq in ${seqs}`)
    .where(eb => seenThrough(actor, 'message.read')(eb.ref('messages.connectionId')))
    .where(eb =>
      eb.exists(
        eb.selectFrom('cases').whereRef('cases.id', '=', 'messages.caseId').where(visibleTo(actor)).select('cases.id'),
      ),
    )
    .orderBy('messages.seq', 'desc')
  const [rows, { count }] = await Promise.all([
    found.selectAll('messages').limit(size).execute(),
    read
      .selectFrom(found.select('messages.seq').limit(MAX_TOTAL).as('some'))
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  const words = soughtIn(text)
  const messages = await withReplies(read, actor, rows)
  return { hits: messages.map(message => ({ message, snippet: snippetOf(message.text, words) })), total: Number(count) }
}
