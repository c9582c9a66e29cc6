import { expect, test } from 'vitest'
import { noteScope } from '../../core/cases/scopes.ts'
import { system } from '../../core/lib/actor.ts'
import { goesOnAt } from '../graphql/two-connections.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { manyCases } from '../support/many-cases.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'

const PAGE = `query ($list: CaseList, $filter: CaseFilter, $search: String, $order: CaseOrder, $first: Int, $after: String, $skip: Int) {
  cases(list: $list, filter: $filter, search: $search, order: $order, first: $first, after: $after, skip: $skip) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { id number subject waitingSince priority lastMessageAt } } } }`

interface Row {
  id: string
  number: number
  subject: string
  waitingSince: string | null
  priority: string
  lastMessageAt: string
}

async function page(agent: Agent, query: Record<string, unknown> = {}): Promise<Page> {
  const { cases } = await agent.get(PAGE, query)
  return { rows: cases.edges.map(({ node }: { node: Row }) => node), total: cases.totalCount, ...cases.pageInfo }
}

interface Page {
  rows: Row[]
  total: number
  hasNextPage: boolean
  hasPreviousPage: boolean
  endCursor: string | null
}

/** The same rows once more, by their own facts alone. */
const inOrder: Record<string, (a: Row, b: Row) => number> = {
  NEWEST: (a, b) => (a.lastMessageAt > b.lastMessageAt ? -1 : a.lastMessageAt < b.lastMessageAt ? 1 : 0),
  WAITING: (a, b) => ((a.waitingSince ?? `9${a.lastMessageAt}`) < (b.waitingSince ?? `9${b.lastMessageAt}`) ? -1 : 1),
  PRIORITY: (a, b) => ranks.indexOf(a.priority) - ranks.indexOf(b.priority),
}
const ranks = ['URGENT', 'HIGH', 'NORMAL', 'LOW']

async function onThread(world: World, caseId: string, visibility: 'public' | 'private', place: 'brand' | 'consumer') {
  await world.core.write(system('test'), async tx => {
    const ofCase = tx.db.selectFrom('caseThreads').where('caseId', '=', caseId).select('threadId')
    await tx.db.updateTable('threads').set({ visibility }).where('id', 'in', ofCase).execute()
    await tx.db.updateTable('messages').set({ place }).where('caseId', '=', caseId).execute()
    await tx.db.updateTable('cases').set({ scope: 0 }).where('id', '=', caseId).execute()
    const said = tx.db.selectFrom('messages').where('caseId', '=', caseId).selectAll()
    await noteScope(tx, { ...(await said.executeTakeFirstOrThrow()), visibility })
  })
}

each('lists', database => {
  test('of 10,000 cases are counted and jumped into, without those of others', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const tess = await world.signIn('tess')
    const ids = await manyCases(world, 10_050, { connectionId: web })
    await manyCases(world, 300, { connectionId: await world.connection('Instagram') })

    const first = await page(tess, { order: 'NEWEST', first: 100 })
    expect(first).toMatchObject({ total: 10_000, hasNextPage: true, hasPreviousPage: false })
    expect(await page(tess, { list: 'CLOSED', first: 1 })).toMatchObject({ total: 2010 })

    const jumped = await page(tess, { order: 'NEWEST', first: 3, skip: 97 })
    expect(jumped.rows).toEqual(first.rows.slice(97))
    expect(jumped.hasPreviousPage).toBe(true)
    const onward = await page(tess, { order: 'NEWEST', first: 3, skip: 1, after: jumped.endCursor })
    expect(onward.rows).toEqual((await page(tess, { order: 'NEWEST', first: 3, skip: 101 })).rows)

    const last = await page(tess, { order: 'NEWEST', skip: 10_000 })
    expect(last.rows).toHaveLength(50)
    expect(ids).toEqual(expect.arrayContaining(last.rows.map(row => row.id)))
    expect(last.hasNextPage).toBe(false)
    expect((await page(tess, { skip: 20_000 })).rows).toEqual([])
    const { errors } = await tess.ask(PAGE, { skip: 20_001 })
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID', reason: 'page.skip', facts: { max: 20_000 } })
    expect((await tess.ask(PAGE, { skip: -1 })).errors[0]?.extensions.reason).toBe('page.skip')
  })

  test('page on to the end in every order, each case once', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const ids = await manyCases(world, 230, { connectionId: (await world.core.webConnection()).id })
    for (const order of ['URGENCY', 'NEWEST', 'WAITING', 'PRIORITY']) {
      const rows: Row[] = []
      let after: string | null = null
      do {
        const next: Page = await page(tess, { order, first: 37, after })
        rows.push(...next.rows)
        after = next.hasNextPage ? next.endCursor : null
      } while (after)
      expect(rows.map(row => row.id).sort()).toEqual([...ids].sort())
      const compare = inOrder[order]
      if (compare) expect(rows).toEqual([...rows].sort(compare))
    }
  })

  test('are narrowed by channel, who can read it and where it was said, of what one may see', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const instagram = await world.connection('Instagram')
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas', { on: { [instagram]: 'reply' } })
    const asked = await asksOn(world, web, 'Kan ik mij nog aanmelden?')
    const mentioned = await asksOn(world, instagram, 'Nooit antwoord van die school')
    await world.core.database.writer
      .updateTable('connections')
      .set({ plugin: 'board' })
      .where('id', '=', instagram)
      .execute()
    await onThread(world, asked, 'private', 'brand')
    await onThread(world, mentioned, 'public', 'consumer')
    const ids = async (agent: Agent, filter: object) => (await page(agent, { filter })).rows.map(row => row.id)

    expect(await ids(bas, { visibility: 'PUBLIC' })).toEqual([mentioned])
    expect(await ids(bas, { visibility: 'PRIVATE' })).toEqual([asked])
    expect(await ids(bas, { place: 'CONSUMER' })).toEqual([mentioned])
    expect(await ids(bas, { plugins: ['board'] })).toEqual([mentioned])
    expect(await ids(bas, { plugins: [] })).toEqual([])
    expect(await ids(bas, { plugins: ['board'], visibility: 'PRIVATE' })).toEqual([])
    for (const filter of [{ visibility: 'PUBLIC' }, { place: 'CONSUMER' }, { plugins: ['board'] }]) {
      expect(await page(tess, { filter })).toMatchObject({ rows: [], total: 0 })
    }

    // A case she sees by the web form tells her nothing of where else it plays.
    await goesOnAt(world, asked, instagram, { text: 'Ook hier', name: 'Sanne', handle: '@sanne', email: '' })
    expect(await ids(tess, { plugins: ['board'] })).toEqual([])
    expect((await ids(bas, { plugins: ['board'] })).sort()).toEqual([asked, mentioned].sort())
  })

  test('a search counts what it finds', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    for (const text of ['Kan ik mij áánmelden?', 'Aanmelden lukt niet', 'Waar is mijn pasje?']) {
      await world.visitor().asks(text)
    }
    await asksOn(world, await world.connection('Instagram'), 'Aanmelden kan nergens')
    expect(await page(tess, { search: 'aanmelden' })).toMatchObject({ total: 2, rows: [{}, {}] })
    expect(await page(tess, { search: '?!' })).toMatchObject({ total: 0, rows: [] })
  })
})

each('a case', database => {
  test('waits for the customer without an answer, until they write or somebody opens it', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Kan iemand mij bellen?')
    const { id } = await tess.case(visitor.case)
    await tess.takes(visitor.case)
    const pended = await tess.do('pendCase', { caseId: id }, 'status waitingSince owner { id }')
    expect(pended.data.pendCase).toEqual({ status: 'PENDING', waitingSince: null, owner: { id: tess.userId } })
    expect(await tess.inbox()).toEqual([])

    const reopened = await tess.do('reopenCase', { caseId: id }, 'status waitingSince')
    expect(reopened.data.reopenCase).toMatchObject({ status: 'OPEN', waitingSince: expect.any(String) })
    await tess.do('pendCase', { caseId: id })
    await visitor.answers('Vandaag nog?')
    expect(await tess.inbox()).toMatchObject([{ number: visitor.case, waiting: true }])

    await tess.closes(visitor.case)
    expect((await tess.do('pendCase', { caseId: id })).errors[0]?.extensions.reason).toBe('case.closed')
  })

  test('gets another name from who may read how it began', async () => {
    const world = await openWorld({ database })
    const instagram = await world.connection('Instagram')
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas', { level: 'none', on: { [instagram]: 'reply' } })
    const visitor = await world.visitor().asks('Hallo, ik heb een vraag')
    const { id } = await tess.case(visitor.case)
    const named = await tess.do('renameCase', { caseId: id, subject: '  Aanmelding\n verpleegkunde ' }, 'subject')
    expect(named.data.renameCase.subject).toBe('Aanmelding verpleegkunde')
    expect((await tess.do('renameCase', { caseId: id, subject: ' ' })).errors[0]?.extensions.reason).toBe('name.empty')

    await goesOnAt(world, id, instagram, { text: 'En hier?', name: 'Sanne', handle: '@sanne', email: '' })
    expect((await bas.case(visitor.case)).subject).toBe('')
    const { errors } = await bas.do('renameCase', { caseId: id, subject: 'Van mij' })
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'right.missing' })
    expect((await tess.case(visitor.case)).subject).toBe('Aanmelding verpleegkunde')
  })
})
