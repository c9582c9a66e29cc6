import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { fold } from '../lib/text.ts'
import type { Dialect, Session } from './db.ts'

/** The words of a text, the same for both engines: Postgres alone would read 06-123 as six and minus 123. */
const foldedWords = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** Letters that are no other letter with a sign, and how people write them who have no key for them. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ĸ: 'k' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
}
const plain = (word: string) => word.replace(/[ıłøđðħŧŋĸßæœþ]/gu, letter => PLAIN[letter] ?? letter)

/** A word as it is written, and in plain letters where that differs. */
function spellings(word: string): string[] {
  const other = plain(word)
  return other === word ? [word] : [word, other]
}

/** The words a text is found by: as they are written, and in plain letters where those differ. */
export const wordsOf = (text: string): readonly string[] => foldedWords(text).flatMap(spellings)

/** The words that are looked for; Postgres refuses to look for a longer one. */
export const soughtIn = (query: string): string[] =>
  foldedWords(query)
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
  // As it is typed, or in plain letters: “straße” was perhaps written “strasse”.
  const either = (one: (word: string) => string, or: string) => words.map(word => spellings(word).map(one).join(or))
  return dialect === 'sqlite'
    ? sql`(select rowid from message_words where words match ${either(word => `"${word}"*`, ' OR ')
        .map(group => `(${group})`)
        .join(' AND ')})`
    : sql`(select rowid from message_words where words @@ to_tsquery('simple', ${either(word => `'${word}':*`, ' | ')
        .map(group => `(${group})`)
        .join(' & ')}))`
}
