import type { Database } from '../db/db.ts'
import { areCommon, soughtIn } from '../db/search.ts'
import type { Actor } from '../lib/actor.ts'
import { pageSize } from '../lib/page.ts'
import { hitsOf } from './filter.ts'
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
  { read, aside, dialect }: Database,
  actor: Actor,
  text: string,
  first: number | null | undefined,
): Promise<{ hits: MessageHit[]; total: number }> {
  const size = pageSize(first)
  const hits = hitsOf(dialect, actor, text, await areCommon(aside, dialect, text))
  if (!hits) return { hits: [], total: 0 }
  const [rows, { count }] = await Promise.all([
    hits(aside).limit(size).selectAll('messages').execute(),
    aside
      .selectFrom(hits(aside).limit(MAX_TOTAL).select('found.rowid').as('some'))
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  const words = soughtIn(text)
  const messages = await withReplies(read, actor, rows)
  return { hits: messages.map(message => ({ message, snippet: snippetOf(message.text, words) })), total: Number(count) }
}
