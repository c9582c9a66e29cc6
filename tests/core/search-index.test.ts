import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../core/db/db.ts'
import { index, matching, unindex } from '../../core/db/search.ts'
import { each, freshDatabaseUrl } from '../support/databases.ts'

each('the search index', engine => {
  let database: Database
  const texts = [
    'Kan ik mij nog aanmelden voor de opleiding Verpleegkunde?',
    '¿Cuándo empieza la matrícula? Él preguntó por el CAFÉ',
    'AND OR NOT NEAR ik bel je — 50% "korting" (nu!)',
    'nul\u0000teken en emoji 🎓',
    'Łukasz uit Łódź, Bjørn, Aydın en Đorđe in de Große Straße, bij cœur en þing æble',
    'De Hauptstrasse is dicht',
  ]

  beforeAll(async () => {
    database = await openDatabase(await freshDatabaseUrl(engine))
    for (const [at, text] of texts.entries()) await index(database.writer, engine, at + 1, text.replaceAll('\0', ''))
  })
  afterAll(() => database.close())

  const found = async (query: string) => {
    const hits = matching(engine, query)
    if (!hits) return undefined
    const rows = await database.read
      .selectFrom(hits.found)
      .where(hits.holds)
      .orderBy('found.rowid')
      .select('found.rowid')
      .execute()
    return rows.map(row => row.rowid)
  }

  test.each([
    ['the beginning of a word', 'verpl', [1]],
    ['not its middle', 'pleegkunde', []],
    ['all words, in any order', 'verpleegkunde aanmelden', [1]],
    ['nothing when one word is missing', 'verpleegkunde rechten', []],
    ['no accents needed', 'matricula', [2]],
    ['accents welcome', 'Matrícula', [2]],
    ['capitals, also those with an accent', 'café él', [2]],
    ['a letter that is no other with a sign', 'lukasz', [5]],
    ['the same, as it is written', 'Łukasz', [5]],
    ['several in one word', 'dorde', [5]],
    ['a capital that has none', 'AYDIN', [5]],
    ['a dotless one', 'aydın', [5]],
    ['one that stands for two', 'strasse', [5]],
    ['the beginning of such a word', 'gros', [5]],
    ['one that was written as two', 'Hauptstraße', [6]],
    ['all of them together', 'bjorn coeur thing aeble lodz', [5]],
    ['operators of the engines as words', 'AND', [3]],
    ['NOT is no negation', 'NOT ik', [3]],
    ['NEAR is no function', 'NEAR(ik, bel)', [3]],
    ['quotes', '"korting"', [3]],
    ['half a quote', '"korting', [3]],
    ['tsquery operators', 'ik & !bel | (je <-> 50:*)', [3]],
    ['an apostrophe and a backslash', "'korting\\", [3]],
    ['a column filter', 'words:korting', []],
    ['a NUL between', 'emoji\u0000', [4]],
    ['common words of no language in particular', 'ik', [1, 3]],
  ])('finds %s', async (_, query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  test.each([[''], ['   '], ['🎓'], ['"*()'], ['\u0000']])('has no words in %j', async query => {
    expect(await found(query)).toBeUndefined()
  })

  test('keeps up with an edit and a deletion', async () => {
    await index(database.writer, engine, 1, 'Laat maar, opgelost')
    expect([await found('verpleegkunde'), await found('opgelost')]).toEqual([[], [1]])
    await unindex(database.writer, 1)
    expect(await found('opgelost')).toEqual([])
  })

  test('takes a text of a million characters', async () => {
    await index(database.writer, engine, 9, `${'lorem ipsum '.repeat(80_000)} slotwoord`)
    expect(await found('slotw')).toEqual([9])
  })

  test('takes 700 kB of different words and finds each of them', async () => {
    const words = Array.from({ length: 90_000 }, (_, at) => `w${at.toString(36)}x${at % 97}`)
    await index(database.writer, engine, 10, words.join(' '))
    expect(await found(words[0]!)).toEqual([10])
    expect(await found(words.at(-1)!)).toEqual([10])
  })

  test('takes more words than it holds, and finds the first of them', async () => {
    const words = Array.from({ length: 20_000 }, (_, at) => `${at}`.padStart(90, 'q'))
    await index(database.writer, engine, 11, words.join(' '))
    expect(await found(words[11_000]!)).toEqual([11])
    expect(await found(words.at(-1)!)).toEqual([])
  })

  test.each([
    ['a word of 8,000 letters', 'z'.repeat(8000), 'z'.repeat(8000)],
    ['a word of 8,000 letters of four bytes', '𐐀'.repeat(8000), '𐐀'.repeat(200)],
    ['a number that a parser reads as two', '12e5x 1e 0x1F', '1e'],
    ['letters and digits together', 'abc123def', 'abc123'],
    ['a script without spaces', '招生办公室', '招生'],
  ])('finds %s', async (_, text, query) => {
    await index(database.writer, engine, 12, text)
    expect(await found(query)).toContain(12)
  })
})
