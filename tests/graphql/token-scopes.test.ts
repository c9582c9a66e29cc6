import { expect, test } from 'vitest'
import { scopes } from '../../core/team/may.ts'
import { userById } from '../../core/team/users.ts'
import { openWorld } from '../support/world.ts'

/** The question that stands in the README. */
const QUESTION = '{ cases(list: ALL, first: 10) { edges { node { number subject status waitingSince } } } }'

async function scene() {
  const world = await openWorld()
  await world.visitor().asks('Hoe laat begint het?')
  const tess = await world.signIn('tess')
  const owner = await userById(world.core.db, tess.userId)
  const ask = async (headers: Record<string, string>, query: string) =>
    (
      await world.request({
        ...{ method: 'POST', url: '/graphql', payload: JSON.stringify({ query }) },
        headers: { ...headers, 'content-type': 'application/json' },
      })
    ).json()
  return { world, tess, owner, ask }
}

test('a field that is empty for want of a scope says so beside the data', async () => {
  const { world, tess, owner, ask } = await scene()
  const reading = await world.token(owner, ['cases:read'])
  const whole = await world.token(owner, ['cases:read', 'messages:read', 'customers:read'])
  const subjectOf = ({ data }: { data: { cases: { edges: Array<{ node: { subject: string } }> } } }) =>
    data.cases.edges[0]?.node.subject
  for (const [agent, query, subject, missing] of [
    [reading, QUESTION, '', ['messages:read']],
    [
      reading,
      '{ cases { edges { node { s: subject customer { name } } } } }',
      undefined,
      ['messages:read', 'customers:read'],
    ],
    [
      reading,
      '{ cases { edges { node { ...F } } } } fragment F on Case { customer { handles { id } } }',
      undefined,
      ['customers:read'],
    ],
    [reading, '{ cases { edges { node { audiences { to { id } } } } } }', undefined, ['customers:read']],
    [reading, '{ cases { edges { node { number } } } }', undefined, undefined],
    [whole, QUESTION, 'Hoe laat begint het?', undefined],
    [tess, QUESTION, 'Hoe laat begint het?', undefined],
  ] as const) {
    const answer = await ask(agent.headers, query)
    expect(answer.errors).toBeUndefined()
    expect({ query, subject: subjectOf(answer), missing: answer.extensions?.missingScopes }).toEqual({
      query,
      subject,
      missing,
    })
  }
})

test('a refusal says which scope is missing, that no token may do it, or that an admin can help', async () => {
  const { world, owner, ask } = await scene()
  const reading = await world.token(owner, ['cases:read'])
  const every = await world.token(owner, scopes)
  const reader = await world.token(await world.person('els', { roles: ['reader'] }), scopes)
  for (const [agent, query, message, facts] of [
    [
      reading,
      '{ searchMessages(text: "a") { totalCount } }',
      /lacks the scope messages:read/,
      { scope: 'messages:read' },
    ],
    [
      reading,
      '{ searchCustomers(text: "a") { totalCount } }',
      /lacks the scope customers:read/,
      { scope: 'customers:read' },
    ],
    [every, 'mutation { startExport(input: { format: CSV }) { id } }', /no token may do it/, {}],
    [every, 'mutation { createLabel(input: { name: "x" }) { id } }', /no token may do it/, {}],
    [reader, 'mutation { closeCase(input: { caseId: "x" }) { id } }', /Ask an admin/, {}],
  ] as const) {
    const { errors } = await ask(agent.headers, query)
    expect(errors[0].message).toMatch(message)
    const { permission, ...rest } = errors[0].extensions.facts
    expect({ ...errors[0].extensions, facts: rest }).toEqual({ code: 'FORBIDDEN', reason: 'right.missing', facts })
    expect(permission).toContain('.')
  }
})
