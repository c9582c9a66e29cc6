import { CompiledQuery, type SqlBool, sql } from 'kysely'
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

/** Characters of a word that count. */
const MAX_WORD = 100

/** The words that are looked for. */
export const soughtIn = (query: string): string[] =>
  foldedWords(query)
    .slice(0, 10)
    .map(word => [...word].slice(0, MAX_WORD).join(''))

/** Bytes of different words that one message is found by: Postgres holds a megabyte. Words after them are not found. */
const MAX_BYTES = 1_000_000

/** The words that a text is found by, each once and no longer than one that is looked for. */
export function indexed(text: string): string[] {
  const words = new Set<string>()
  let bytes = 0
  for (const word of wordsOf(text)) {
    const cut = word.length > MAX_WORD ? [...word].slice(0, MAX_WORD).join('') : word
    if (words.has(cut)) continue
    bytes += Buffer.byteLength(cut)
    if (bytes > MAX_BYTES) break
    words.add(cut)
  }
  return [...words]
}

/** Adds a message's words to the index, or replaces them. */
export async function index(db: Session, dialect: Dialect, seq: number, text: string): Promise<void> {
  const words = indexed(text)
  // As it stands: it runs with every message, and building a query takes longer than running this one.
  await db.executeQuery(CompiledQuery.raw(INDEX[dialect], [seq, dialect === 'sqlite' ? words.join(' ') : words]))
}

const INDEX = {
  sqlite: 'insert or replace into message_words (rowid, words) values (?, ?)',
  // The words are told apart already; a parser would read some of them as two.
  postgres: `insert into message_words (rowid, words) values ($1, array_to_tsvector($2::text[]))
    on conflict (rowid) do update set words = excluded.words`,
}

/** Takes a message out of the index. */
export const unindex = (db: Session, seq: number) => sql`delete from message_words where rowid = ${seq}`.execute(db)

/**
 * The index, and what holds for its rows whose text has every word of `query`, each as the beginning of a word; undefined
 * when there is no word in it. Its `rowid` is `messages.seq`: joined from here and sorted by it, the newest come first
 * without the others being read. Whatever a person types is words: no operator of either engine comes through.
 */
export function matching(dialect: Dialect, query: string) {
  const words = soughtIn(query)
  if (!words.length) return undefined
  // As it is typed, or in plain letters: “straße” was perhaps written “strasse”.
  const all = (one: (word: string) => string, or: string, and: string) =>
    words.map(word => `(${spellings(word).map(one).join(or)})`).join(and)
  const holds =
    dialect === 'sqlite'
      ? sql<SqlBool>`found.words match ${all(word => `"${word}"*`, ' OR ', ' AND ')}`
      : sql<SqlBool>`found.words @@ ${all(word => `'${word}':*`, ' | ', ' & ')}::tsquery`
  return { found: sql<{ rowid: number }>`message_words`.as<'found'>(sql.ref('found')), holds }
}

/** How many of the newest messages tell whether words are common, and hits among them that do. */
const PROBED = { messages: 20_000, hits: 50 }

/**
 * Whether words stand in many messages: then the newest hits are found by going back from the newest message, else by the
 * index. SQLite's index goes back by itself; Postgres takes every word for a common one, and went back through all years.
 */
export async function areCommon(db: Session, dialect: Dialect, query: string): Promise<boolean> {
  const index = dialect === 'postgres' ? matching(dialect, query) : undefined
  if (!index) return true
  const { newest } = await db
    .selectFrom('messages')
    .select(eb => eb.fn.max('seq').as('newest'))
    .executeTakeFirstOrThrow()
  const hits = await db
    .selectFrom(index.found)
    .where(index.holds)
    .where('found.rowid', '>', Number(newest ?? 0) - PROBED.messages)
    .limit(PROBED.hits)
    .select('found.rowid')
    .execute()
  return hits.length === PROBED.hits
}
