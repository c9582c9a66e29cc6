import { expect, test } from 'vitest'
import { each } from '../support/databases.ts'
import { asksOn, openWorld } from '../support/world.ts'
import { goesOnAt } from './two-connections.ts'

const ASK = 'query ($id: ID!) { message(id: $id) { id text case { number } } }'

each('one row by its id', database => {
  test('is there for who may see it, and for nobody else', async () => {
    const world = await openWorld({ database })
    const { id: here } = await world.core.webConnection()
    const elsewhere = await world.connection('Elders')
    const caseId = await asksOn(world, here, 'Kan ik mij nog aanmelden?')
    const more = { text: 'En elders?', name: 'S', handle: 's', email: 's@example.org' }
    await goesOnAt(world, caseId, elsewhere, more)
    const rows = await world.core.db.selectFrom('messages').selectAll().where('caseId', '=', caseId).execute()
    const [mine, theirs] = [here, elsewhere].map(id => rows.find(row => row.connectionId === id)!.id)
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas', { level: 'none' })

    expect(await tess.get('query ($id: ID!) { case(id: $id) { number } }', { id: caseId })).toEqual({
      case: { number: 1 },
    })
    expect(await tess.get(ASK, { id: mine })).toEqual({
      message: { id: mine, text: 'Kan ik mij nog aanmelden?', case: { number: 1 } },
    })
    // On a connection without a right it is not there, though its place on the case is shown.
    expect(await tess.get(ASK, { id: theirs })).toEqual({ message: null })
    expect(await bas.get(ASK, { id: mine })).toEqual({ message: null })
    expect(await bas.get('query ($id: ID!) { case(id: $id) { number } }', { id: caseId })).toEqual({ case: null })
  })

  test('asks which case is meant when neither or both are given', async () => {
    const tess = await (await openWorld({ database })).signIn('tess')
    for (const asked of ['', '(number: 1, id: "x")']) {
      const { errors } = await tess.ask(`{ case${asked} { id } }`)
      expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID', reason: 'case.which' })
    }
  })

  test('is found page by page, by search, by customer, and in what changed since', async () => {
    const world = await openWorld({ database })
    const { id: web } = await world.core.webConnection()
    const { cursor } = await (await world.signIn('anna')).get('{ cursor }')
    for (const name of ['Sanne', 'Mo', 'Noor']) await asksOn(world, web, `Vraag van ${name}`, `${name} Visser`)
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas', { level: 'none' })
    const pages = async (field: string, args: string, node: string) => {
      const found: string[] = []
      for (let after = ''; ; ) {
        const query = `{ page: ${field}(first: 2, ${args}${after && `, after: "${after}"`}) { edges { node { ${node} } } pageInfo { hasNextPage endCursor } } }`
        const { page } = await tess.get(query)
        found.push(
          ...page.edges.map((edge: { node: { name?: string; text?: string } }) => edge.node.name ?? edge.node.text),
        )
        if (!page.pageInfo.hasNextPage) return found
        after = page.pageInfo.endCursor
      }
    }
    const people = ['Noor Visser', 'Mo Visser', 'Sanne Visser']
    expect(await pages('customers', '', 'name')).toEqual(people)
    expect(await pages('searchCustomers', 'text: "visser"', 'name')).toEqual(people)
    expect(await pages('searchMessages', 'text: "vraag"', 'text')).toEqual([
      'Vraag van Noor',
      'Vraag van Mo',
      'Vraag van Sanne',
    ])
    expect(await bas.get('{ customers { edges { node { id } } } }')).toEqual({ customers: { edges: [] } })

    const since = (agent: typeof tess, after: number) => agent.get(`{ changes(after: ${after}) { cursor caseIds } }`)
    const { changes } = await since(tess, cursor)
    expect(changes.caseIds).toHaveLength(3)
    expect((await since(tess, changes.cursor)).changes.caseIds).toEqual([])
    expect((await since(bas, cursor)).changes.caseIds).toEqual([])
    const { errors } = await tess.ask('{ changes(after: 999999) { cursor } }')
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID', reason: 'changes.cursor' })
  })
})
