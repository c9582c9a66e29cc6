import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Dialect } from '../../core/db/db.ts'
import { userById } from '../../core/team/users.ts'
import { contentsOf } from '../graphql/contents.ts'
import { type Site, table } from '../graphql/permission-table.ts'
import { WHOLE_CASE } from '../graphql/whole-case.ts'
import type { Agent, Answer } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'

/** What only those of the other channel may read: in a question, a name, an answer and a note. */
const SECRETS = /zeehond|kanarie|narwal|walrus/i

const rowOf = ({ core }: World, caseId: string) =>
  core.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()

/** Tess has a right on the web form, Bas on Instagram; each channel has a case, worked on by its own agent. */
async function scene(database: Dialect) {
  const world = await openWorld({ database })
  const own = (await world.core.webConnection()).id
  const foreign = await world.connection('Instagram')
  const tess = await world.signIn('tess')
  const bas = await world.signIn('bas', { level: 'none', on: { [foreign]: 'reply' } })
  const ours = await rowOf(world, await asksOn(world, own, 'Hoe laat begint het?', 'Sanne'))
  const theirs = await rowOf(world, await asksOn(world, foreign, 'Mijn zeehond is ziek', 'Kanarie Visser'))
  await bas.answers(theirs.number, 'Bel de narwal')
  await bas.notes(theirs.number, 'Is een walrus')
  return { world, own, foreign, tess, bas, ours, theirs }
}

const ids = ({ data, errors }: Answer): string[] => {
  expect(errors).toEqual([])
  return data.cases.edges.map(({ node }: { node: { id: string } }) => node.id)
}

each('access', database => {
  test('A-AZ-01 an agent reads a case of another channel by id', async () => {
    const { world, tess, bas, ours, theirs } = await scene(database)
    const ask = (agent: Agent) =>
      agent.ask(
        `query ($number: Int!, $ids: [ID!], $customerId: ID!) {
          case(number: $number) { ${WHOLE_CASE} }
          cases(filter: { ids: $ids }, first: 2) { edges { node { ${WHOLE_CASE} } } }
          customer(id: $customerId) { id name handles { name } cases { ${WHOLE_CASE} } }
        }`,
        { number: theirs.number, ids: [theirs.id, ours.id], customerId: theirs.customerId },
      )
    const { data, errors } = await ask(tess)
    expect(errors).toEqual([])
    expect(data).toMatchObject({ case: null, cases: { edges: [{ node: { id: ours.id } }] }, customer: null })
    expect(JSON.stringify(data)).not.toMatch(SECRETS)
    // What was looked for is there, for those who may.
    const seen = JSON.stringify((await ask(bas)).data)
    for (const secret of ['zeehond', 'Kanarie', 'narwal', 'walrus']) expect(seen).toContain(secret)

    const node = await tess.ask('query ($id: ID!) { node(id: $id) { id } }', { id: theirs.id })
    expect(node.errors[0]?.extensions.code).toBe('INVALID')
    const before = await contentsOf(world)
    const note = { caseId: theirs.id, text: 'Ik was hier', clientMutationId: randomUUID() }
    const { errors: refused } = await tess.do('addNote', note)
    expect(refused.map(error => error.extensions.code)).toEqual(['NOT_FOUND'])
    expect(await contentsOf(world)).toEqual(before)
    await vi.waitFor(async () => {
      const rows = await world.core.db.selectFrom('audit').selectAll().where('action', '=', 'access.denied').execute()
      expect(rows).toMatchObject([
        { actorKind: 'user', actorId: tess.userId, object: 'addNote', result: 'denied', address: '127.0.0.1' },
      ])
    })
  })

  test('A-AZ-02 an agent lists and counts with a filter on another channel', async () => {
    const { tess, bas, foreign, ours, theirs } = await scene(database)
    const list = (filter: object, agent = tess) =>
      agent
        .ask('query ($filter: CaseFilter) { cases(filter: $filter) { edges { node { id } } } }', { filter })
        .then(ids)
    expect(await list({})).toEqual([ours.id])
    for (const filter of [
      { connectionIds: [foreign] },
      { ids: [theirs.id] },
      { customerId: theirs.customerId },
      { ownerIds: [bas.userId] },
      { status: ['PENDING'] },
    ]) {
      expect(await list(filter), JSON.stringify(filter)).toEqual([])
      expect(await list(filter, bas), JSON.stringify(filter)).toEqual([theirs.id])
    }
    const { lists } = await tess.get('{ lists { key count } }')
    expect(lists).toEqual(
      Object.entries({ MINE: 0, UNASSIGNED: 1, PENDING: 0, SNOOZED: 0, CLOSED: 0, ALL: 1 }).map(([key, count]) => ({
        key,
        count,
      })),
    )
    const { connections } = await tess.get('{ connections { name } }')
    expect(connections).toEqual([{ name: 'Webformulier' }])
  })

  test('A-AZ-03 an agent searches for what was said and by whom on another channel', async () => {
    const { tess, bas, theirs } = await scene(database)
    const search = (text: string, agent = tess) =>
      agent.ask('query ($text: String) { cases(search: $text) { edges { node { id } } } }', { text }).then(ids)
    for (const text of [`#${theirs.number}`, String(theirs.number), 'zeehond', 'zee', 'kanarie', 'visser', 'narwal']) {
      expect(await search(text), text).toEqual([])
      expect(await search(text, bas), text).toEqual([theirs.id])
    }
    expect(await search(theirs.id)).toEqual([])
    // Notes are searched by nobody.
    expect(await search('walrus', bas)).toEqual([])
  })

  test('A-AZ-04 an agent answers in a case of their own on a thread, or to a message, of another', async () => {
    const { world, tess, bas, own, ours, theirs } = await scene(database)
    const other = await tess.case((await rowOf(world, await asksOn(world, own, 'Iets anders', 'Noor'))).number)
    const [mine, foreign] = [await tess.case(ours.number), await bas.case(theirs.number)]
    const before = await contentsOf(world)
    const answer = { caseId: ours.id, threadId: mine.audiences[0].threadId, text: 'Hallo', clientMutationId: 'een' }
    for (const wrong of [
      { threadId: foreign.audiences[0].threadId },
      { threadId: other.audiences[0].threadId },
      { threadId: randomUUID() },
      { baseMessageId: foreign.messages.edges[0].node.id },
      { baseMessageId: other.messages.edges[0].node.id },
    ]) {
      const { errors } = await tess.do('sendReply', { ...answer, ...wrong })
      expect(errors[0]?.extensions.code, JSON.stringify(wrong)).toBe('NOT_FOUND')
    }
    expect(await contentsOf(world)).toEqual(before)
    expect((await tess.do('sendReply', answer)).errors).toEqual([])
  })

  test('A-AZ-07 an agent reads the history of a customer who is also known elsewhere', async () => {
    const { world, tess, bas, ours, theirs } = await scene(database)
    // One person after all.
    for (const name of ['cases', 'handles'] as const) {
      await world.core.database.writer
        .updateTable(name)
        .set({ customerId: ours.customerId })
        .where('customerId', '=', theirs.customerId)
        .execute()
    }
    const ask = (agent: Agent) =>
      agent.get(`query ($id: ID!) { customer(id: $id) { handles { name } cases { ${WHOLE_CASE} } } }`, {
        id: ours.customerId,
      })
    const { customer } = await ask(tess)
    expect(customer).toMatchObject({ handles: [{ name: 'Sanne' }], cases: [{ id: ours.id }] })
    expect(customer.cases).toHaveLength(1)
    expect(JSON.stringify(customer)).not.toMatch(SECRETS)
    expect((await ask(bas)).customer.handles).toEqual([{ name: 'Kanarie Visser' }])
  })

  test("A-AZ-08 an agent reads secrets, settings and colleagues' addresses on any path", async () => {
    const { world, tess, ours } = await scene(database)
    await tess.takes(ours.number)
    const admin = await world.signIn('anna', { roles: ['admin', 'lead'] })
    await admin.do('createTeam', { name: 'Team', memberIds: [tess.userId] })
    const query = `query ($number: Int!) { me { user { email roles invited } } users { email roles invited }
      teams { members { email roles invited } } connections { rights { id } }
      case(number: $number) { owner { email roles invited } connections { rights { id } } } }`
    const people = (data: Record<string, never>) => JSON.stringify(data)
    const others = (data: Record<string, never>) => people(data).replaceAll('tess@rocdelta.example', 'her own')
    const hidden = await tess.get(query, { number: ours.number })
    expect(others(hidden)).not.toMatch(/@|ADMIN|AGENT|true|false/)
    expect([hidden.connections, hidden.case.connections]).toEqual([[{ rights: null }], [{ rights: null }]])
    expect(people(await admin.get(query, { number: ours.number }))).toMatch(/tess@rocdelta.example.*AGENT/)
    // Not even the admin's own program.
    const owner = await userById(world.core.db, admin.userId)
    const program = await world.token(owner, ['cases:read', 'customers:read', 'messages:read'])
    expect(people(await program.get(query, { number: ours.number }))).not.toMatch(/@|ADMIN|AGENT|true|false/)
    expect(await program.get('{ me { sessions { id } tokens { id } } }')).toEqual({ me: { sessions: [], tokens: [] } })

    for (const field of [
      'users { passwordHash }',
      'connections { secrets }',
      'me { tokens { hash } }',
      'me { tokens { secret } }',
      'me { sessions { hash } }',
      'mails { body }',
      'audit { hash }',
    ]) {
      const { data, errors } = await admin.ask(`{ ${field} }`)
      expect({ field, data, code: errors[0]?.extensions.code }).toMatchObject({ field, code: 'INVALID' })
      expect(data ?? null).toBeNull()
    }
  })

  test('A-AZ-09 an agent sorts and filters by what is hidden', async () => {
    const { tess } = await scene(database)
    for (const [query, variables] of [
      ['{ cases(order: PASSWORD_HASH) { edges { cursor } } }'],
      ['{ cases(filter: { passwordHash: "a" }) { edges { cursor } } }'],
      ['query ($order: CaseOrder) { cases(order: $order) { edges { cursor } } }', { order: 'users.password_hash' }],
      ['query ($order: CaseOrder) { cases(order: $order) { edges { cursor } } }', { order: 'constructor' }],
      ['query ($filter: CaseFilter) { cases(filter: $filter) { edges { cursor } } }', { filter: { hash: 'a' } }],
      [
        'query ($filter: CaseFilter) { cases(filter: $filter) { edges { cursor } } }',
        { filter: { ids: { like: '%' } } },
      ],
    ] as Array<[string, object?]>) {
      const { data, errors } = await tess.ask(query, variables as Record<string, unknown>)
      expect({ query, code: errors[0]?.extensions.code }).toEqual({ query, code: 'INVALID' })
      expect(data ?? null).toBeNull()
    }
  })

  test('A-AZ-10 extra keys in every mutation and every form', { timeout: 60_000 }, async () => {
    const { world, own, foreign, bas } = await scene(database)
    const admin = await world.signIn('anna', { roles: ['admin', 'lead'], on: { [foreign]: 'reply' } })
    const site: Site = { world, connectionId: foreign, ownerId: admin.userId, askerId: admin.userId, colleague: bas }
    const extras = { role: 'ADMIN', isAdmin: true, channelAccountId: own, authorId: bas.userId, state: 'sent' }
    for (const [field, line] of Object.entries(table).filter(([field]) => field.startsWith('Mutation'))) {
      const { query, variables } = await line.ask(site)
      const before = await contentsOf(world)
      for (const [key, value] of Object.entries({ ...extras, approvedBy: bas.userId, createdAt: '2020-01-01' })) {
        const input = { ...(variables?.input as object), [key]: value }
        const { errors } = await admin.ask(query, { input })
        expect({ field, key, code: errors[0]?.extensions.code }).toEqual({ field, key, code: 'INVALID' })
      }
      expect(await contentsOf(world), field).toEqual(before)
    }
    const password = 'een-lang-wachtwoord-8'
    for (const [path, body] of Object.entries({
      'sign-in': { email: 'anna@rocdelta.example', password: 'een-lang-wachtwoord-7' },
      setup: { code: 'x', name: 'Anna', email: 'a@rocdelta.example', password, language: 'nl' },
      confirm: { password: 'een-lang-wachtwoord-7' },
      forgot: { email: 'anna@rocdelta.example' },
      invite: { token: 'x', password },
      reset: { token: 'x', password },
    })) {
      const before = await contentsOf(world)
      const answer = await world.request({
        method: 'POST',
        url: `/auth/${path}`,
        headers: { ...admin.headers, 'content-type': 'application/json' },
        payload: JSON.stringify({ ...body, roles: ['admin'] }),
      })
      expect({ path, ...answer.json().error }).toMatchObject({ path, code: 'INVALID', reason: 'input.invalid' })
      expect(await contentsOf(world), path).toEqual(before)
    }
  })
})
