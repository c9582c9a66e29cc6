import type { Database } from '../db/db.ts'
import { areCommon, soughtIn } from '../db/search.ts'
import type { Actor } from '../lib/actor.ts'
import { numberIn, type Page, pageSize } from '../lib/page.ts'
import { hitsOf } from './filter.ts'
import { type Snippet, snippetOf } from './snippet.ts'
import { type MessageRow, withReplies } from './timeline.ts'

/** A message that was found, and the part of it in which the words stand. */
export interface MessageHit {
  message: MessageRow
  snippet: Snippet
}

/** A page of them, and how many there are, counted up to 1,000. */
export interface MessagesFound extends Page<MessageHit> {
  total: number
}

const MAX_TOTAL = 1000

/** The messages the actor may read that hold all words of a text, each as the beginning of one; the newest first. */
export async function searchMessages(
  { read, aside, dialect }: Database,
  actor: Actor,
  text: string,
  page: { first?: number | null; after?: string | null },
): Promise<MessagesFound> {
  const size = pageSize(page.first)
  const after = numberIn(page.after)
  const hits = hitsOf(dialect, actor, text, await areCommon(aside, dialect, text))
  if (!hits) return { items: [], hasMore: false, total: 0 }
  const [rows, { count }] = await Promise.all([
    hits(aside)
      .$if(after !== undefined, query => query.where('found.rowid', '<', after as number))
      .limit(size + 1)
      .selectAll('messages')
      .execute(),
    aside
      .selectFrom(hits(aside).limit(MAX_TOTAL).select('found.rowid').as('some'))
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  const words = soughtIn(text)
  const messages = await withReplies(read, actor, rows.slice(0, size))
  const items = messages.map(message => ({ message, snippet: snippetOf(message.text, words) }))
  return { items, hasMore: rows.length > size, total: Number(count) }
}
