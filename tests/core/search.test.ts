import { describe, expect, test } from 'vitest'
import { edit } from '../../core/cases/messages.ts'
import { snippetOf } from '../../core/cases/snippet.ts'
import { identify } from '../../core/customers/customers.ts'
import { reindexHandle } from '../../core/customers/words.ts'
import { soughtIn } from '../../core/db/search.ts'
import { system } from '../../core/lib/actor.ts'
import { goesOnAt } from '../graphql/two-connections.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld } from '../support/world.ts'

const CUSTOMERS =
  'query ($text: String!, $first: Int) { searchCustomers(text: $text, first: $first) { totalCount edges { node { name } } } }'
const MESSAGES = `query ($text: String!, $first: Int) { searchMessages(text: $text, first: $first) {
  totalCount edges { case { number } node { id author } snippet { text marks { at length } } } } }`

describe('a snippet', () => {
  /** The snippet with what is marked between brackets. */
  const marked = (text: string, words: string) => {
    const { text: line, marks } = snippetOf(text, soughtIn(words))
    expect(line.length).toBeLessThanOrEqual(200)
    return [...marks]
      .reverse()
      .reduce(
        (shown, { at, length }) => `${shown.slice(0, at)}[${shown.slice(at, at + length)}]${shown.slice(at + length)}`,
        line,
      )
  }
  const long = 'nog een woord '.repeat(30)

  test.each([
    [
      'marks each word that begins so',
      'Ik wil mij aanmelden. Aanmelding?',
      'aanmeld',
      'Ik wil mij [aanmelden]. [Aanmelding]?',
    ],
    ['minds neither capitals nor accents', 'REÜNIE in één café', 'reunie caf', '[REÜNIE] in één [café]'],
    ['minds no accents that are characters of their own', 'Re\u0301sume\u0301', 'resume', '[Re\u0301sume\u0301]'],
    ['marks nothing inside a word', 'Heraanmelden', 'aanmelden', 'Heraanmelden'],
    ['is one line', 'Hoi,\n\n  waar is\tmijn pasje?', 'pasje', 'Hoi, waar is mijn [pasje]?'],
    ['shows no markup as markup', '<b>pasje</b>', 'pasje', '<b>[pasje]</b>'],
    [
      'begins a little before what was found',
      `${long}pasje kwijt`,
      'pasje',
      `…${'nog een woord '.repeat(4)}[pasje] kwijt`,
    ],
  ])('%s', (_, text, words, expected) => expect(marked(text, words)).toBe(expected))

  test('never ends within a character or a mark', () => {
    for (const shift of [0, 1, 2]) {
      const { text, marks } = snippetOf(`${'a'.repeat(shift)} ${'😀'.repeat(200)}`, ['zzz'])
      expect(text.isWellFormed()).toBe(true)
      expect(text.endsWith('😀…')).toBe(true)
      expect(marks).toEqual([])
    }
    const cut = snippetOf(`${'pas '.repeat(49)}pasjeshouder`, ['pas'])
    expect(cut.marks.every(({ at, length }) => /^pas/.test(cut.text.slice(at, at + length)))).toBe(true)
  })
})

each('searching', database => {
  test('finds customers by name, @name and address, and messages with the part that matters', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const instagram = await world.connection('Instagram')
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas', { on: { [instagram]: 'reply' } })
    const sanne = await asksOn(world, web, 'Ik ben mijn PASJE kwijt. Krijg ik een nieuw pasje?', 'Sanne Vissér')
    await asksOn(world, web, 'Waar is het feest?', 'Mo Kaya')
    await asksOn(world, instagram, 'Ook mijn pasje is weg', 'Sanne de Boer')
    const named = (agent: typeof tess, text: string) =>
      agent.get(CUSTOMERS, { text }).then(({ searchCustomers: { totalCount, edges } }) => ({
        totalCount,
        names: edges.map(({ node }: { node: { name: string } }) => node.name),
      }))

    expect(await named(tess, 'visser sann')).toEqual({ totalCount: 1, names: ['Sanne Vissér'] })
    expect(await named(tess, 'sanne')).toEqual({ totalCount: 1, names: ['Sanne Vissér'] })
    expect(await named(bas, 'SANNE')).toEqual({ totalCount: 2, names: ['Sanne de Boer', 'Sanne Vissér'] })
    for (const nobody of ['anne', '%', '_anne', 'sanne kaya', '  ', '?']) {
      expect(await named(bas, nobody)).toEqual({ totalCount: 0, names: [] })
    }
    const { edges } = (await bas.get(CUSTOMERS, { text: 'sanne', first: 1 })).searchCustomers
    expect(edges).toHaveLength(1)

    // What she is called on Instagram finds her for those alone who may look there.
    await goesOnAt(world, sanne, instagram, {
      text: 'Hier ook',
      name: 'Kattenvrouw',
      handle: '@poes',
      email: 'p@x.example',
    })
    await world.core.write(system('test'), async ({ db }) => {
      const handle = db.selectFrom('handles').selectAll().where('name', '=', 'Kattenvrouw')
      const words = ' kattenvrouw poes p x example'
      await reindexHandle(db, await handle.executeTakeFirstOrThrow(), words)
      await db.updateTable('handles').set({ words }).where('name', '=', 'Kattenvrouw').execute()
    })
    expect(await named(tess, 'poes')).toEqual({ totalCount: 0, names: [] })
    expect(await named(bas, 'poes')).toEqual({ totalCount: 1, names: ['Sanne Vissér'] })

    const found = (await tess.get(MESSAGES, { text: 'pasje' })).searchMessages
    expect(found).toEqual({
      totalCount: 1,
      edges: [
        {
          case: { number: 1 },
          node: { id: expect.any(String), author: 'Sanne Vissér' },
          snippet: {
            text: 'Ik ben mijn PASJE kwijt. Krijg ik een nieuw pasje?',
            marks: [
              { at: 12, length: 5 },
              { at: 44, length: 5 },
            ],
          },
        },
      ],
    })
    const both = (await bas.get(MESSAGES, { text: 'pasje', first: 1 })).searchMessages
    expect(both).toMatchObject({ totalCount: 2, edges: [{ snippet: { text: 'Ook mijn pasje is weg' } }] })
    expect((await tess.get(MESSAGES, { text: 'vissér' })).searchMessages.edges[0].snippet.marks).toEqual([])
  })

  test('finds a case by the name it was given, and by who wrote it after an edit', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const caseId = await asksOn(world, (await world.core.webConnection()).id, 'Hallo daar', 'Sanne Visser')
    const numbers = async (search: string) =>
      (await tess.get('query ($search: String) { cases(search: $search) { edges { node { number } } } }', { search }))
        .cases.edges.length
    await tess.do('renameCase', { caseId, subject: 'Verpleegkunde' })
    expect(await numbers('verpleeg')).toBe(1)

    const message = await world.core.db.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
    await world.core.write(system('test'), tx => edit(tx, message, 'Goedemorgen', tx.now))
    for (const [words, found] of Object.entries({ verpleeg: 1, goedemorgen: 1, visser: 1, hallo: 0 })) {
      expect([words, await numbers(words)]).toEqual([words, found])
    }
  })
})

each('the words of a customer', database => {
  test('follow what they are called, each once on the connection', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const call = (name: string) =>
      world.core.write(system('test'), tx =>
        identify(tx, { id: web, plugin: 'web' }, { externalId: 'u1', name, email: 'kaya@x.example' }, 'nl'),
      )
    const words = async () => {
      const rows = await world.core.db.selectFrom('handleWords').selectAll().orderBy('word').execute()
      return rows.map(({ scope, word }) => (scope === web ? word : scope))
    }
    await call('Noor Kaya')
    expect(await words()).toEqual(['example', 'kaya', 'noor', 'x'])
    await call('Noor Kaya')
    await call('Noor de Boer')
    expect(await words()).toEqual(['boer', 'de', 'example', 'kaya', 'noor', 'x'])
    await call('Nour')
    expect(await words()).toEqual(['example', 'kaya', 'nour', 'x'])
  })
})
