import { expect, test } from 'vitest'
import { noteScope, withPlace } from '../../core/cases/scopes.ts'
import { system } from '../../core/lib/actor.ts'
import { goesOnAt } from '../graphql/two-connections.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld } from '../support/world.ts'

const said = (connectionId: string, visibility: 'public' | 'private', place: 'brand' | 'consumer' | null) => ({
  connectionId,
  visibility,
  place,
})

test.each([
  ['the first place', '', said('c1', 'public', null), 'c1 public '],
  ['the same again', 'c1 public ', said('c1', 'public', null), 'c1 public '],
  ['whose it is, once that is known', 'c1 public ', said('c1', 'public', 'brand'), 'c1 public brand'],
  ['nothing by what says no place', 'c1 public brand', said('c1', 'public', null), 'c1 public brand'],
  [
    'another beside it, sorted',
    'c2 private brand',
    said('c1', 'public', 'consumer'),
    'c1 public consumer\nc2 private brand',
  ],
  ['both on one', 'c1 public brand', said('c1', 'public', 'consumer'), 'c1 public brand\nc1 public consumer'],
])('a scope gets %s', (_, places, message, expected) => expect(withPlace(places, message)).toBe(expected))

const LIST = `query ($list: CaseList, $order: CaseOrder, $filter: CaseFilter) {
  cases(list: $list, order: $order, filter: $filter) { totalCount edges { node { id } } } lists { key count } }`

each('a case on several connections', engine => {
  test('stands once in every order, for whoever sees one of them', async () => {
    const world = await openWorld({ database: engine })
    const web = (await world.core.webConnection()).id
    const other = await world.connection('Instagram')
    const both = await world.signIn('bas', { on: { [other]: 'reply' } })
    const one = await world.signIn('tess')
    const rest = await world.signIn('noor', { level: 'none', on: { [other]: 'reply' } })
    const wide = await asksOn(world, web, 'Kan ik mij nog aanmelden?')
    const narrow = await asksOn(world, web, 'Wanneer is de open dag?')
    await goesOnAt(world, wide, other, { text: 'Hier ook', name: 'Sanne', handle: '@sanne', email: '' })

    const seen = async (agent: Agent, query: object) => {
      const { cases, lists } = await agent.get(LIST, query as Record<string, unknown>)
      expect(cases.totalCount).toBe(cases.edges.length)
      expect(lists.find(({ key }: { key: string }) => key === 'UNASSIGNED').count).toBe(cases.edges.length)
      return cases.edges.map(({ node }: { node: { id: string } }) => node.id).toSorted()
    }
    for (const order of ['URGENCY', 'NEWEST', 'WAITING', 'PRIORITY']) {
      for (const list of ['UNASSIGNED', 'ALL']) {
        expect(await seen(both, { list, order })).toEqual([wide, narrow].toSorted())
        expect(await seen(one, { list, order })).toEqual([wide, narrow].toSorted())
        expect(await seen(rest, { list, order })).toEqual([wide])
      }
    }
    const { cases } = await both.get(LIST, { filter: { connectionIds: [other] } })
    expect(cases.edges).toEqual([{ node: { id: wide } }])
  })

  test('shares its scope with those that are on the same', async () => {
    const world = await openWorld({ database: engine })
    const web = (await world.core.webConnection()).id
    const ids = [await asksOn(world, web, 'Een'), await asksOn(world, web, 'Twee', 'Noor')]
    const scopes = await world.core.db.selectFrom('cases').where('id', 'in', ids).select('scope').distinct().execute()
    expect(scopes).toHaveLength(1)
    await world.core.write(system('test'), tx => noteScope(tx, { caseId: ids[0]!, ...said(web, 'private', 'brand') }))
    expect(await world.core.db.selectFrom('scopes').selectAll().execute()).toHaveLength(1)
  })
})
