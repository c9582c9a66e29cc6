import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { fold } from '../lib/text.ts'
import type { Dialect, Session } from './db.ts'

/** The words of a text, the same for both engines: Postgres alone would read 06-123 as six and minus 123. */
export const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** The words that are looked for; Postgres refuses to look for a longer one. */
export const soughtIn = (query: string): string[] =>
  wordsOf(query)
    .slice(0, 10)
    .map(word => [...word].slice(0, 100).join(''))

/** Adds a message's words to the index, or replaces them. */
export async function index(db: Session, dialect: Dialect, seq: number, text: string): Promise<void> {
  const words = wordsOf(text).join(' ')
  // As it stands: it runs with every message, and building a query takes longer than running this one.
  await db.executeQuery(CompiledQuery.raw(INDEX[dialect], [seq, words]))
}

const INDEX = {
  sqlite: 'insert or replace into message_words (rowid, words) values (?, ?)',
  postgres: `insert into message_words (rowid, words) values ($1, to_tsvector('simple', $2))
    on conflict (rowid) do update set words = excluded.words`,
}

/** Takes a message out of the index. */
export const unindex = (db: Session, seq: number) => sql`delete from message_words where rowid = ${seq}`.execute(db)

/**
 * A subquery of the `messages.seq` whose text holds every word of `query`, each as the beginning of a word. Undefined
 * when there is no word in it. Whatever a person types is words: no operator of either engine comes through.
 */
export function matching(dialect: Dialect, query: string): RawBuilder<unknown> | undefined {
  const words = soughtIn(query)
  if (!words.length) return undefined
  return dialect === 'sqlite'
    ? sql`(select rowid from message_words where words match ${words.map(word => `"${word}"*`).join(' ')})`
    : sql`(select rowid from message_words where words @@ to_tsquery('simple', ${words.map(word => `'${word}':*`).join(' & ')}))`
}
