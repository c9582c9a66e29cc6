import { randomUUID } from 'node:crypto'
import type { GraphQLInputObjectType, GraphQLObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { buildSchema } from '../../core/graphql/schema.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

const VIEW = `id name list search order filter { status priority ownerIds teamIds labelIds connectionIds plugins visibility
  place waitingMinutes }`

const nothing = {
  status: null,
  priority: null,
  ownerIds: null,
  teamIds: null,
  labelIds: null,
  connectionIds: null,
  plugins: null,
  visibility: null,
  place: null,
  waitingMinutes: null,
}

const views = async (agent: Agent) => (await agent.get(`{ views { ${VIEW} } }`)).views
const names = async (agent: Agent) => (await views(agent)).map(({ name }: { name: string }) => name)

const makes = async (agent: Agent, input: Record<string, unknown>) => {
  const { data, errors } = await agent.do('createView', input, VIEW)
  return errors[0]?.extensions ?? data.createView
}

test('a view narrows by all that a list does, but for what is of one moment or one customer', () => {
  const types = buildSchema([]).getTypeMap()
  const fields = (name: string) =>
    Object.values((types[name] as GraphQLObjectType | GraphQLInputObjectType).getFields()).map(
      field => `${field.name}: ${field.type}`,
    )
  const lasting = fields('CaseFilter').filter(field => !/^(ids|customerId|waitingBefore):/.test(field))
  expect(fields('ViewFilterInput').sort()).toEqual([...lasting, 'waitingMinutes: Int'].sort())
  expect(fields('ViewFilter').sort()).toEqual(fields('ViewFilterInput').sort())
})

each('a view', database => {
  test('is kept as it was made, changed by what is given, and its owner’s alone', async () => {
    const world = await openWorld({ database })
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    const web = (await world.core.webConnection()).id
    const filter = {
      status: ['NEW', 'OPEN'],
      priority: ['HIGH'],
      ownerIds: [bas.userId],
      connectionIds: [web],
      plugins: ['web'],
      visibility: 'PRIVATE',
      place: 'BRAND',
      waitingMinutes: 240,
    }
    const made = await makes(tess, {
      name: ' Lang\nwachten ',
      list: 'UNASSIGNED',
      filter,
      search: 'stage',
      order: 'WAITING',
    })
    const kept = { id: made.id, name: 'Lang wachten', list: 'UNASSIGNED', search: 'stage', order: 'WAITING' }
    expect(made).toEqual({ ...kept, filter: { ...nothing, ...filter } })
    expect(await views(tess)).toEqual([{ ...kept, filter: { ...nothing, ...filter } }])
    expect(await views(bas)).toEqual([])

    await tess.do('updateView', { viewId: made.id, name: 'Wachten', search: '', filter: { plugins: ['web'] } })
    const changed = { ...kept, name: 'Wachten', search: null, filter: { ...nothing, plugins: ['web'] } }
    expect(await views(tess)).toEqual([changed])
    for (const verb of ['updateView', 'deleteView']) {
      const { errors } = await bas.do(verb, { viewId: made.id })
      expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
    }
    expect(await views(tess)).toEqual([changed])
    await tess.do('deleteView', { viewId: made.id })
    expect(await views(tess)).toEqual([])
    expect(await makes(tess, { name: 'Alles' })).toMatchObject({ list: 'ALL', order: 'URGENCY', filter: nothing })
  })

  test('moves among the others, which make room', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    for (const name of ['A', 'B', 'C', 'D']) await makes(tess, { name })
    const ids = Object.fromEntries((await views(tess)).map(({ name, id }: { name: string; id: string }) => [name, id]))
    const moves: Array<[string, number, string[]]> = [
      ['D', 0, ['D', 'A', 'B', 'C']],
      ['D', 2, ['A', 'B', 'D', 'C']],
      ['A', 99, ['B', 'D', 'C', 'A']],
      ['C', -1, ['C', 'B', 'D', 'A']],
    ]
    for (const [name, position, order] of moves) {
      await tess.do('updateView', { viewId: ids[name], position })
      expect(await names(tess)).toEqual(order)
    }
    await tess.do('deleteView', { viewId: ids.B })
    await makes(tess, { name: 'E' })
    expect(await names(tess)).toEqual(['C', 'D', 'A', 'E'])
  })

  test('leaves out what exists no more', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const gone = randomUUID()
    const filter = { labelIds: [gone], ownerIds: [gone, tess.userId], teamIds: [gone], connectionIds: [gone] }
    await makes(tess, { name: 'Oud', filter: { ...filter, status: ['NEW'] } })
    expect((await views(tess))[0].filter).toEqual({ ...nothing, ownerIds: [tess.userId], status: ['NEW'] })
  })

  test('is small, and there are fifty at most', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const refusals: Array<[Record<string, unknown>, string | undefined]> = [
      [{ name: ' ' }, 'name.empty'],
      [{ name: 'A', filter: { waitingMinutes: 0 } }, 'view.wait'],
      [{ name: 'A', filter: { waitingMinutes: 100_001 } }, 'view.wait'],
      [{ name: 'A', filter: { plugins: Array.from({ length: 101 }, () => 'web') } }, 'filter.tooMany'],
      [{ name: 'A', filter: { labelIds: ['x'.repeat(20_000)] } }, 'filter.tooMany'],
      [{ name: 'A', filter: { ids: [randomUUID()] } }, undefined],
      [{ name: 'A', userId: randomUUID() }, undefined],
    ]
    for (const [input, reason] of refusals) {
      expect([input, await makes(tess, input)]).toMatchObject([input, { code: 'INVALID', ...(reason && { reason }) }])
    }
    for (let one = 0; one < 50; one++) await makes(tess, { name: `Weergave ${one}` })
    expect(await makes(tess, { name: 'Te veel' })).toMatchObject({ code: 'INVALID', reason: 'view.tooMany' })
    expect((await names(tess)).length).toBe(50)
  })
})
