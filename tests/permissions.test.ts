import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildSchema, readSdl } from '../core/graphql/schema.ts'
import { levels, type Role, roles } from '../core/lib/actor.ts'
import { scopes } from '../core/team/may.ts'
import { userById } from '../core/team/users.ts'
import { contentsOf } from './graphql/contents.ts'
import { type Line, type Question, type Site, table } from './graphql/permission-table.ts'
import type { Agent } from './support/agent.ts'
import { each } from './support/databases.ts'
import { call, pageOf, subscribe } from './support/socket.ts'
import { openWorld, type Person, type World } from './support/world.ts'

const askers = ['session', 'token without the scope', 'token with the scope'] as const
type Asker = (typeof askers)[number]

/** What the table says of this one. */
function expected(line: Line, role: Role | 'nobody', asker: Asker, own: boolean): string {
  if (role === 'nobody' || (line.who !== 'everybody' && !line.who.includes(role))) return 'FORBIDDEN'
  if (asker !== 'session' && (asker === 'token without the scope' || !line.scope)) return 'FORBIDDEN'
  return own || line.foreign === 'same' ? 'allowed' : line.foreign
}

const isMeant = (question: Question) => (edge: { node: { id: string } }) =>
  !question.meant || edge.node.id === question.meant

/** Puts a field's question, and tells in a word or two what came of it: in the answer, and in every table. */
async function attempt(field: string, site: Site, agent: Agent): Promise<string> {
  const question = await table[field]!.ask(site)
  const [type, name] = field.split('.') as [string, string]
  if (type === 'Subscription') return follow(site.world, agent, name, question)
  const before = await contentsOf(site.world)
  const { data, errors } = await agent.ask(question.query, question.variables)
  const after = await contentsOf(site.world)
  const changed = Object.keys(after).filter(name => after[name] !== before[name])
  const [error] = errors
  const answer = error
    ? error.extensions.reason === 'auth.confirm'
      ? 'auth.confirm'
      : error.extensions.code
    : data[name] === null
      ? 'null'
      : data[name].edges?.filter(isMeant(question)).length === 0
        ? 'empty'
        : // One of many is refused without refusing the others.
          (data[name].refused?.[0]?.code ?? 'allowed')
  const changes = type === 'Mutation' && !table[field]!.leavesNoTrace
  if (changes && answer === 'allowed') return changed.length ? 'allowed' : 'allowed, but nothing changed'
  return changed.length ? `${answer}, but it changed ${changed}` : answer
}

async function follow(world: World, agent: Agent, name: string, { query, variables }: Question): Promise<string> {
  const { authorization } = agent.headers
  const line = await (await call(world, { headers: authorization ? { authorization } : pageOf(world, agent) })).init()
  line.send(subscribe('1', query, variables))
  const { payload } = await line.next(({ id }) => id === '1')
  await line.close()
  // A subscription that is refused ends with one answer, of nothing but errors.
  return payload.errors?.[0].extensions.code ?? (payload.data?.[name] ? 'allowed' : 'nothing')
}

const PLUGINS = { WEBCARE_PLUGINS: join(import.meta.dirname, 'support/plugins') }

/** Two notice boards: on one of them everybody here has a right, on the other only a colleague. */
async function scene(world: World) {
  const own = (await world.core.webConnection()).id
  const foreign = await world.connection('Instagram')
  await world.core.database.writer.updateTable('connections').set({ plugin: 'board' }).execute()
  const colleague = await world.signIn('bas', { on: { [foreign]: 'reply' } })
  const siteOf = (ownerId: string, isOwn: boolean): Site => ({
    world,
    connectionId: isOwn ? own : foreign,
    askerId: ownerId,
    ownerId: isOwn ? ownerId : colleague.userId,
    colleague,
  })
  return { siteOf }
}

async function signIn(world: World, role: Role | 'nobody', person: Person = {}) {
  const agent = await world.signIn('tess', { roles: [role === 'nobody' ? 'reader' : role], ...person })
  if (role === 'nobody')
    await world.core.database.writer.deleteFrom('userRoles').where('userId', '=', agent.userId).execute()
  return agent
}

test('every query, mutation and subscription stands in the table', () => {
  const schema = buildSchema([])
  const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(type =>
    Object.keys(type?.getFields() ?? {}).map(name => `${type?.name}.${name}`),
  )
  expect(Object.keys(table).sort()).toEqual(fields.sort())
})

describe('a field that names no permission of ours stops the start', () => {
  test.each([
    ['Query', 'secrets: String'],
    ['Mutation', 'wipe: String'],
    ['Subscription', 'everything: String'],
    ['Query', 'secrets: String @may(do: "case.raed")'],
    ['Mutation', 'wipe: String @may(do: "toString")'],
  ])('%s.%s', (type, field) => {
    const name = `${type}.${field.split(':', 1)[0]}`
    expect(() => buildSchema([], [...readSdl(), `extend type ${type} { ${field} }`])).toThrow(
      `${name} names no permission`,
    )
  })
})

each('permissions', database => {
  test.each([...roles, 'nobody'] as const)('of %s', { timeout: 120_000 }, async role => {
    const world = await openWorld({ database, listen: true, settings: PLUGINS })
    const { siteOf } = await scene(world)
    const session = await signIn(world, role)
    const owner = await userById(world.core.db, session.userId)
    const outcomes: Record<string, string> = {}
    const wanted: Record<string, string> = {}
    for (const [field, line] of Object.entries(table)) {
      const without = scopes.filter(scope => scope !== line.scope)
      const agents: Record<Asker, Agent> = {
        session,
        'token without the scope': await world.token(owner, without),
        'token with the scope': await world.token(owner, line.scope ? ['cases:read', line.scope] : scopes),
      }
      for (const asker of askers) {
        for (const own of [true, false]) {
          const key = `${field}, ${asker}, ${own ? 'own' : 'foreign'}`
          outcomes[key] = await attempt(field, siteOf(session.userId, own), agents[asker])
          wanted[key] = expected(line, role, asker, own)
        }
      }
    }
    expect(outcomes).toEqual(wanted)
  })

  test.each(levels)('of an agent with the level %s', { timeout: 60_000 }, async level => {
    const world = await openWorld({ database, listen: true, settings: PLUGINS })
    const { siteOf } = await scene(world)
    const tess = await signIn(world, 'agent', { level })
    const outcomes: Record<string, string> = {}
    const wanted: Record<string, string> = {}
    for (const [field, line] of Object.entries(table).filter(([, { level }]) => level)) {
      outcomes[field] = await attempt(field, siteOf(tess.userId, true), tess)
      const enough = levels.indexOf(level) >= levels.indexOf(line.level!)
      wanted[field] = enough ? 'allowed' : level === 'none' ? 'NOT_FOUND' : 'FORBIDDEN'
    }
    expect(Object.keys(wanted).length).toBeGreaterThan(10)
    expect(outcomes).toEqual(wanted)
  })

  test('that are sensitive ask for the password again after five minutes', { timeout: 60_000 }, async () => {
    const world = await openWorld({ database, settings: PLUGINS })
    const { siteOf } = await scene(world)
    const tess = await signIn(world, 'admin', { roles: ['admin', 'lead'] })
    const all = Object.entries(table).filter(([field]) => !field.startsWith('Subscription'))
    const trying = async () => {
      const outcomes: Record<string, string> = {}
      for (const [field] of all) outcomes[field] = await attempt(field, siteOf(tess.userId, true), tess)
      return outcomes
    }
    world.clock.advance({ minutes: 5 })
    expect(await trying()).toEqual(Object.fromEntries(all.map(([field]) => [field, 'allowed'])))
    world.clock.advance({ milliseconds: 1 })
    expect(await trying()).toEqual(
      Object.fromEntries(all.map(([field, { sensitive }]) => [field, sensitive ? 'auth.confirm' : 'allowed'])),
    )
  })

  test('of somebody who is not signed in: none', async () => {
    const world = await openWorld({ database, settings: PLUGINS })
    const { siteOf } = await scene(world)
    const site = siteOf((await world.person('tess')).id, true)
    for (const [field, line] of Object.entries(table)) {
      const question = await line.ask(site)
      const before = await contentsOf(world)
      const answer = await world.request({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', 'x-webcare-csrf': '1', 'sec-fetch-site': 'same-origin' },
        payload: JSON.stringify(question),
      })
      expect({ field, status: answer.statusCode, body: answer.json() }).toEqual({
        field,
        status: 401,
        body: {
          errors: [
            { message: expect.any(String), extensions: { code: 'FORBIDDEN', reason: 'auth.required', facts: {} } },
          ],
        },
      })
      expect(await contentsOf(world)).toEqual(before)
    }
  })
})
