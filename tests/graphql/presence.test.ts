import { expect, test } from 'vitest'
import { system } from '../../core/lib/actor.ts'
import { grant } from '../../core/team/rights.ts'
import type { Agent } from '../support/agent.ts'
import { call, type Line, pageOf, subscribe } from '../support/socket.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'
import { goesOnAt } from './two-connections.ts'

const PRESENCE = `subscription ($caseId: ID, $writing: Boolean, $threadId: ID) {
  presence(caseId: $caseId, writing: $writing, threadId: $threadId) { caseId writing since user { name } }
}`

interface Seen {
  caseId: string
  writing: string | null
  since: string
  user: { name: string }
}

const lineOf = async (world: World, agent: Agent): Promise<Line> =>
  (await call(world, { headers: pageOf(world, agent) })).init()

const sees = (line: Line, id: string, where: object = {}) => line.send(subscribe(id, PRESENCE, where))

const lists = (line: Line, id: string): Seen[][] =>
  line.received
    .filter(message => message.id === id && message.type === 'next')
    .map(({ payload }) => payload.data.presence)

/** Waits until the last list a line got is this one: who, and what they write. */
async function last(line: Line, id: string, wanted: string[]): Promise<Seen[]> {
  const newest = () => lists(line, id).at(-1)
  const words = () => newest()?.map(({ user, writing }) => `${user.name} ${writing ?? 'looks'}`)
  await line.next(() => JSON.stringify(words()) === JSON.stringify(wanted)).catch(() => expect(words()).toEqual(wanted))
  return newest()!
}

async function scene() {
  const world = await openWorld({ listen: true, realTime: true })
  const web = (await world.core.webConnection()).id
  const caseId = await asksOn(world, web, 'Kan ik mij nog aanmelden?')
  const { threadId } = await world.core.db
    .selectFrom('caseThreads')
    .select('threadId')
    .where('caseId', '=', caseId)
    .executeTakeFirstOrThrow()
  return { world, web, caseId, threadId }
}

test('who opens a case, writes and leaves is seen by the others, once however many tabs they have', async () => {
  const { world, caseId, threadId } = await scene()
  const bas = await world.signIn('bas')
  const list = await lineOf(world, await world.signIn('tess'))
  sees(list, 'list')
  await last(list, 'list', [])

  const tab = await lineOf(world, bas)
  sees(tab, 'looks', { caseId })
  const [came] = await last(list, 'list', ['bas looks'])
  const other = await lineOf(world, bas)
  sees(other, 'too', { caseId })
  sees(tab, 'writes', { caseId, threadId, writing: true })
  tab.send({ id: 'looks', type: 'complete' })
  const [writes] = await last(list, 'list', ['bas PRIVATE'])
  expect(writes).toEqual({ ...came, writing: 'PRIVATE' })

  sees(tab, 'notes', { caseId, writing: true })
  tab.send({ id: 'writes', type: 'complete' })
  await last(list, 'list', ['bas NOTE'])
  await tab.close()
  await last(list, 'list', ['bas looks'])
  await other.close()
  await last(list, 'list', [])
  // Nobody is told of themselves.
  expect([...lists(tab, 'looks'), ...lists(tab, 'writes'), ...lists(other, 'too')].flat()).toEqual([])
})

test('what happens within half a second is told together', async () => {
  const { world, caseId } = await scene()
  const list = await lineOf(world, await world.signIn('tess'))
  sees(list, 'list')
  await last(list, 'list', [])
  const names = ['bas', 'anna', 'chris', 'dirk', 'els']
  const lines = await Promise.all(names.map(async name => lineOf(world, await world.signIn(name))))
  for (const [index, line] of lines.entries()) sees(line, String(index), { caseId })
  await list.next(() => lists(list, 'list').at(-1)?.length === names.length)
  expect(lists(list, 'list').length).toBeLessThanOrEqual(3)
})

test('A-WS-09 nobody sees who is on a case, or writes where, that they may not read; not after losing the right either', async () => {
  const { world, web, caseId } = await scene()
  const elders = await world.connection('Elders')
  const said = { text: 'Ook hier', name: 'S', handle: 's', email: 's@example.org' }
  const { threadId } = await goesOnAt(world, caseId, elders, said)
  const hidden = await asksOn(world, elders, 'Geheim')
  const both = { on: { [elders]: 'reply' as const } }
  const anna = await lineOf(world, await world.signIn('anna', both))
  const tess = await world.signIn('tess')
  const [line, reads, everything] = await Promise.all(
    [tess, await world.signIn('meelezer', { roles: ['reader'] }), await world.signIn('bas', both)].map(async agent => {
      const line = await lineOf(world, agent)
      sees(line, 'list')
      return line
    }),
  )
  sees(anna, 'there', { caseId: hidden })
  sees(anna, 'here', { caseId, threadId, writing: true })
  await last(everything!, 'list', ['anna looks', 'anna PRIVATE'])
  await last(line!, 'list', ['anna looks'])
  await last(reads!, 'list', ['anna looks'])
  anna.send({ id: 'here', type: 'complete' })
  sees(anna, 'note', { caseId, writing: true })
  await last(line!, 'list', ['anna NOTE'])
  await last(reads!, 'list', ['anna looks'])
  expect(JSON.stringify(line!.received)).not.toContain(hidden)

  await world.core.write(system('test'), tx => grant(tx, { userId: tess.userId, connectionId: web, level: 'none' }))
  anna.send({ id: 'note', type: 'complete' })
  sees(anna, 'back', { caseId, writing: true })
  await last(line!, 'list', [])
})

test('nobody is present where they have no right, and a program nowhere', async () => {
  const { world, caseId, threadId } = await scene()
  const elders = await world.connection('Elders')
  const hidden = await asksOn(world, elders, 'Geheim')
  const reads = await lineOf(world, await world.signIn('meelezer', { roles: ['reader'] }))
  const owner = await world.person('eigenaar')
  const programme = await lineOf(world, await world.token(owner, ['cases:read', 'cases:write', 'messages:read']))
  const tries: Array<[Line, object, string]> = [
    [reads, { caseId: hidden }, 'NOT_FOUND'],
    [reads, { caseId: 'nowhere' }, 'NOT_FOUND'],
    [reads, { caseId, writing: true }, 'FORBIDDEN'],
    [reads, { caseId, writing: true, threadId }, 'FORBIDDEN'],
    [programme, {}, 'FORBIDDEN'],
    [programme, { caseId }, 'FORBIDDEN'],
  ]
  for (const [index, [line, where, code]] of tries.entries()) {
    const id = String(index)
    sees(line, id, where)
    const { payload } = await line.next(message => message.id === id)
    expect(payload.errors?.[0].extensions.code ?? payload[0]?.extensions.code).toBe(code)
  }
  const tess = await lineOf(world, await world.signIn('tess'))
  sees(tess, 'list')
  await last(tess, 'list', [])
})

test('A-WS-11 whose session ends is not there any more', async () => {
  const { world, caseId } = await scene()
  const list = await lineOf(world, await world.signIn('tess'))
  sees(list, 'list')
  const bas = await world.signIn('bas')
  const line = await lineOf(world, bas)
  sees(line, 'there', { caseId })
  await last(list, 'list', ['bas looks'])
  await world.core.write(system('test'), tx => tx.db.deleteFrom('sessions').where('userId', '=', bas.userId).execute())
  expect((await line.closed).code).toBe(4403)
  await last(list, 'list', [])
})

test('who comes and goes in a hurry leaves nobody behind', async () => {
  const { world, caseId } = await scene()
  const line = await lineOf(world, await world.signIn('bas'))
  for (let one = 0; one < 40; one++) {
    sees(line, String(one), { caseId })
    line.send({ id: String(one), type: 'complete' })
  }
  sees(line, 'stays', { caseId })
  await line.next(({ id }) => id === 'stays')
  await expect.poll(() => world.core.presences.all().length).toBe(1)
  line.socket.terminate()
  await expect.poll(() => world.core.presences.all()).toEqual([])
})
