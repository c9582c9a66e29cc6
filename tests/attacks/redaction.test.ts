import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { oneCase } from '../../core/cases/find.ts'
import type { Dialect } from '../../core/db/db.ts'
import { system } from '../../core/lib/actor.ts'
import { factsOf } from '../../core/tasks/facts.ts'
import { colleague } from '../../core/team/actor.ts'
import type { Scope } from '../../core/team/may.ts'
import { userById } from '../../core/team/users.ts'
import { goesOnAt } from '../graphql/two-connections.ts'
import { WHOLE_CASE } from '../graphql/whole-case.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld } from '../support/world.ts'

const SECRETS = /zeehond|kanarie|narwal|Instagram/i
const THERE = { text: 'Mijn zeehond is ziek', name: 'Kanarie Visser', handle: 'kanarie', email: 'k@visser.example' }

/** A case on two connections: Tess has a right on the web form alone, Bas on both. */
async function scene(database: Dialect, began: 'here' | 'there') {
  const world = await openWorld({ database })
  const here = (await world.core.webConnection()).id
  const there = await world.connection('Instagram')
  const tess = await world.signIn('tess')
  const bas = await world.signIn('bas', { on: { [there]: 'reply' } })
  const first = began === 'here' ? 'Hoe laat begint het?' : THERE.text
  const caseId = await asksOn(world, began === 'here' ? here : there, first, began === 'here' ? 'Sanne' : THERE.name)
  world.clock.advance({ minutes: 1 })
  const next =
    began === 'here' ? THERE : { text: 'Hoe laat begint het?', name: 'Sanne', handle: 'sanne', email: 's@s.example' }
  const { threadId, externalThread } = await goesOnAt(world, caseId, began === 'here' ? there : here, next)
  const { number, customerId } = await world.core.db
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const read = async (agent: Agent) =>
    (await agent.get(`query ($number: Int!) { case(number: $number) { ${WHOLE_CASE} } }`, { number })).case
  const search = async (agent: Agent, text: string) =>
    (await agent.get('query ($text: String) { cases(search: $text) { edges { node { number } } } }', { text })).cases
      .edges.length
  return { world, here, there, tess, bas, caseId, threadId, externalThread, number, customerId, read, search }
}

type Edge = { node: { id: string; text: string | null; redacted: boolean } }

each('a case on two connections', database => {
  test.each(['here', 'there'] as const)(
    'A-AZ-01 shows what was said on the other one as a gap; it began %s',
    async began => {
      const { tess, bas, read, customerId } = await scene(database, began)
      const seen = await read(tess)
      const messages = seen.messages.edges.map(({ node }: Edge) => node)
      const gap = {
        text: null,
        redacted: true,
        author: null,
        connection: null,
        user: null,
        language: null,
        editedAt: null,
        deletedAt: null,
        delivery: null,
      }
      const shown = { text: 'Hoe laat begint het?', redacted: false, author: 'Sanne' }
      expect(messages).toMatchObject(began === 'here' ? [shown, gap] : [gap, shown])
      expect(seen).toMatchObject({
        subject: began === 'here' ? 'Hoe laat begint het?' : '',
        preview: 'Hoe laat begint het?',
        connections: [{ name: 'Webformulier' }],
        audiences: [{ connection: { name: 'Webformulier' } }],
        customer: { name: 'Sanne', language: began === 'here' ? 'nl' : 'fy', handles: [{ name: 'Sanne' }] },
      })
      expect(JSON.stringify(seen)).not.toMatch(SECRETS)
      const panel = await tess.get(
        'query ($id: ID!) { customer(id: $id) { handles { name email } cases { subject preview } } }',
        {
          id: customerId,
        },
      )
      expect(JSON.stringify(panel)).not.toMatch(SECRETS)

      const whole = await read(bas)
      expect(whole.messages.edges.map(({ node }: Edge) => node.redacted)).toEqual([false, false])
      expect(JSON.stringify(whole)).toMatch(/zeehond.*Kanarie/)
    },
  )

  test.each(['here', 'there'] as const)(
    'exports nothing that is known from the other one; it began %s',
    async began => {
      const { world, tess, bas, number } = await scene(database, began)
      const exported = async (agent: Agent) => {
        const actor = await colleague(world.core.db, agent.userId)
        const row = actor && (await oneCase(world.core.db, actor, { number }))
        return row ? factsOf(world.core.db, actor, [row]) : []
      }
      expect(await exported(tess)).toMatchObject([{ number, customer: 'Sanne', channels: ['Webformulier'] }])
      expect(JSON.stringify(await exported(tess))).not.toMatch(SECRETS)
      expect(await exported(bas)).toMatchObject([{ customer: began === 'here' ? 'Sanne' : THERE.name }])
    },
  )

  test('names nobody who is known from the other one alone', async () => {
    const { world, tess, bas, here, number, customerId, search } = await scene(database, 'there')
    // As after an answer to our mail from another address: the case is on both, the customer on the other one only.
    await world.core.write(system('test'), async tx => {
      const handle = { customerId: randomUUID(), createdAt: tx.now }
      await tx.db.insertInto('customers').values({ id: handle.customerId, name: 'Zus', createdAt: tx.now }).execute()
      await tx.db.updateTable('handles').set(handle).where('scope', '=', here).execute()
    })
    const customerOf = async (agent: Agent) => (await agent.case(number)).customer
    expect(await customerOf(tess)).toEqual({ id: customerId, name: '' })
    expect(await customerOf(bas)).toEqual({ id: customerId, name: THERE.name })
    const found = await tess.get('{ searchCustomers(text: "kanarie") { totalCount edges { node { name } } } }')
    expect(found.searchCustomers).toEqual({ totalCount: 0, edges: [] })
    expect(await search(tess, 'kanarie')).toBe(0)
  })

  test.each(['here', 'there'] as const)('A-AZ-03 is found by what was said here alone; it began %s', async began => {
    const { tess, bas, search } = await scene(database, began)
    for (const word of ['zeehond', 'zee', 'ziek', 'kanarie', 'visser']) {
      expect(await search(tess, word), word).toBe(0)
      expect(await search(bas, word), word).toBe(1)
    }
    expect(await search(tess, 'begint')).toBe(1)
    expect(await search(tess, 'sanne')).toBe(1)
  })

  test('A-AZ-03 is not found by its subject when that was said on the other one', async () => {
    const { world, tess, here, externalThread, search } = await scene(database, 'there')
    const more = { id: randomUUID(), thread: externalThread, text: 'Hallo daar?', name: 'Sanne', language: 'nl' }
    const body = Buffer.from(JSON.stringify({ ...more, at: world.clock.iso() }))
    await (await world.core.intake.accept(here, { key: more.id, headers: {}, body })).understood
    expect([await search(tess, 'daar'), await search(tess, 'zeehond')]).toEqual([1, 0])
  })

  test('A-AZ-02 is not found by the other one, nor counted twice', async () => {
    const { tess, bas, here, there } = await scene(database, 'there')
    const on = async (agent: Agent, ...ids: string[]) =>
      (
        await agent.get('query ($ids: [ID!]) { cases(filter: { connectionIds: $ids }) { edges { node { id } } } }', {
          ids,
        })
      ).cases.edges.length
    expect([await on(tess, there), await on(tess, here), await on(tess, here, there)]).toEqual([0, 1, 1])
    expect([await on(bas, there), await on(bas, here), await on(bas, here, there)]).toEqual([1, 1, 1])
    const counts = async (agent: Agent) => (await agent.get('{ lists { key count } }')).lists.at(-1)
    expect([await counts(tess), await counts(bas)]).toEqual([
      { key: 'ALL', count: 1 },
      { key: 'ALL', count: 1 },
    ])
  })

  test('A-AZ-04 takes no answer on the other one, and none of its answers is taken back', async () => {
    const { tess, bas, caseId, threadId, number } = await scene(database, 'here')
    const answer = { caseId, threadId, text: 'Bel de narwal', clientMutationId: 'een' }
    const { errors } = await tess.do('sendReply', answer)
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
    const { data } = await bas.do('sendReply', answer, 'id')
    const messageId = data.sendReply.id
    const tries = [tess.do('undoReply', { messageId }), tess.do('resolveReply', { messageId, outcome: 'DISCARD' })]
    for (const { errors } of await Promise.all(tries)) expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
    const sent = (await bas.case(number)).messages.edges.at(-1).node
    expect(sent).toMatchObject({ id: messageId, text: 'Bel de narwal', delivery: { state: 'QUEUED' } })
    expect(JSON.stringify(await tess.case(number))).not.toMatch(SECRETS)
  })

  test('A-AZ-07 shows notes to those who may read notes on one of them', async () => {
    const { world, bas, number, read } = await scene(database, 'here')
    await bas.notes(number, 'Gebeld')
    const wim = await world.signIn('wim', { roles: ['reader'], level: 'lead' })
    expect((await read(wim)).notes).toBeNull()
    expect((await read(wim)).permissions.sort()).toEqual(['case.attend', 'case.read', 'customer.read', 'message.read'])
    expect((await read(bas)).notes).toMatchObject([{ text: 'Gebeld' }])
  })

  test('A-AZ-16 shows a program no more than its scopes and connections', async () => {
    const { world, bas, here, there, read, search } = await scene(database, 'here')
    const owner = await userById(world.core.db, bas.userId)
    const program = (scopes: Scope[], on?: string[]) => world.token(owner, scopes, on)

    const cases = await read(await program(['cases:read']))
    expect(cases).toMatchObject({ subject: '', preview: null, customer: { name: '', language: null, handles: [] } })
    expect(cases.messages.edges.map(({ node }: Edge) => node.text)).toEqual([null, null])
    expect(JSON.stringify(cases)).not.toMatch(/zeehond|kanarie|sanne|begint/i)
    expect(await search(await program(['cases:read', 'customers:read']), 'zeehond')).toBe(0)

    const narrowed = await read(await program(['cases:read', 'messages:read', 'customers:read'], [here]))
    expect(narrowed.messages.edges.map(({ node }: Edge) => node.redacted)).toEqual([false, true])
    expect(narrowed.connections).toMatchObject([{ id: here }])
    expect(JSON.stringify(narrowed)).not.toMatch(SECRETS)

    const whole = await program(['cases:read', 'messages:read', 'customers:read'], [here, there])
    expect(JSON.stringify(await read(whole))).toMatch(/zeehond/)
  })
})
