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
})
