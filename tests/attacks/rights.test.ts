import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Dialect } from '../../core/db/db.ts'
import { type Level, system } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import type { Scope } from '../../core/team/may.ts'
import { grant } from '../../core/team/rights.ts'
import { createTeam, updateTeam } from '../../core/team/teams.ts'
import { userById } from '../../core/team/users.ts'
import { contentsOf } from '../graphql/contents.ts'
import { type Site, table } from '../graphql/permission-table.ts'
import { WHOLE_CASE } from '../graphql/whole-case.ts'
import type { Agent, Answer } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld } from '../support/world.ts'

const ALL: Scope[] = ['cases:read', 'cases:write', 'messages:read', 'replies:publish', 'customers:read', 'schema']

/** Tess works on the web form; an admin, a second connection, and a case on each. */
async function scene(database: Dialect) {
  const world = await openWorld({ database })
  const own = (await world.core.webConnection()).id
  const foreign = await world.connection('Instagram')
  const tess = await world.signIn('tess')
  const admin = await world.signIn('anna', { roles: ['admin'], level: 'none' })
  const bas = await world.signIn('bas', { on: { [foreign]: 'reply' } })
  const caseOf = async (connectionId: string) => {
    const caseId = await asksOn(world, connectionId, 'Hoe laat begint het?')
    return world.core.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()
  }
  const owner = await userById(world.core.db, tess.userId)
  return {
    ...{ world, own, foreign, tess, admin, bas, owner },
    ours: await caseOf(own),
    theirs: await caseOf(foreign),
    /** As the command line does it, in another process. */
    granted: (level: Level, to: { userId: string } | { teamId: string } = { userId: tess.userId }) =>
      world.core.write(system('cli'), tx => grant(tx, { ...to, connectionId: own, level })),
  }
}

const codeOf = ({ errors }: Answer) => errors[0]?.extensions.code
const sees = async (agent: Agent, number: number) => {
  const { data } = await agent.ask('query ($number: Int!) { case(number: $number) { id } }', { number })
  return Boolean(data?.case)
}

each('rights', database => {
  test('A-AZ-14 a reader with the highest level everywhere calls each mutation', { timeout: 60_000 }, async () => {
    const { world, own, foreign, bas } = await scene(database)
    const reader = await world.signIn('wim', { roles: ['reader'], level: 'lead', on: { [foreign]: 'lead' } })
    const site: Site = { world, connectionId: own, ownerId: reader.userId, askerId: reader.userId, colleague: bas }
    const mine = ['updateMe', 'updatePreferences', 'endSession', 'createToken', 'revokeToken', 'markRead']
    const views = ['createView', 'updateView', 'deleteView']
    const tasks = ['pauseTask', 'resumeTask', 'stopTask', 'markNotificationsSeen']
    const about = [...mine, ...views, ...tasks].map(name => `Mutation.${name}`)
    const others = Object.keys(table).filter(field => field.startsWith('Mutation') && !about.includes(field))
    for (const field of others) {
      const { query, variables } = await table[field]!.ask(site)
      const before = await contentsOf(world)
      expect([field, codeOf(await reader.ask(query, variables))]).toEqual([field, 'FORBIDDEN'])
      expect(await contentsOf(world), field).toEqual(before)
    }
    expect(others.length).toBeGreaterThan(20)
  })

  test('A-AZ-16 a token after its scope, its connections and its time', async () => {
    const { world, own, foreign, tess, owner, ours, theirs, granted } = await scene(database)
    await world.core.write(system('cli'), tx => grant(tx, { userId: owner.id, connectionId: foreign, level: 'reply' }))
    const narrow = await world.token(owner, ALL, [own])
    expect([await sees(narrow, ours.number), await sees(narrow, theirs.number)]).toEqual([true, false])
    expect(codeOf(await narrow.do('closeCase', { caseId: theirs.id }))).toBe('NOT_FOUND')
    const blind = await world.token(owner, ['messages:read'])
    expect(codeOf(await blind.ask('{ lists { key } }'))).toBe('FORBIDDEN')
    const reading = await world.token(owner, ['cases:read'])
    expect(codeOf(await reading.do('closeCase', { caseId: ours.id }))).toBe('FORBIDDEN')

    await granted('read')
    expect(codeOf(await narrow.do('closeCase', { caseId: ours.id }))).toBe('FORBIDDEN')
    await granted('none')
    expect([await sees(narrow, ours.number), await sees(tess, ours.number)]).toEqual([false, false])
    await granted('reply')
    expect(await sees(narrow, ours.number)).toBe(true)

    world.clock.advance({ days: 90 })
    expect((await narrow.ask('{ cursor }')).status).toBe(401)
  })

  test('A-AZ-16 a token that was revoked, guessed or taken apart', async () => {
    const { world, tess, owner, ours } = await scene(database)
    const { data } = await tess.do('createToken', { name: 'Koppeling', scopes: ['CASES_READ'] }, 'secret token { id }')
    const { secret, token } = data.createToken
    const ask = async (authorization: string, url = '/graphql') =>
      (
        await world.request({
          method: 'POST',
          url,
          headers: { authorization, 'content-type': 'application/json' },
          payload: JSON.stringify({ query: '{ cursor }' }),
        })
      ).statusCode
    expect(await ask(`Bearer ${secret}`)).toBe(200)
    for (const wrong of [
      `Bearer ${secret.slice(0, -1)}`,
      `Bearer ${secret.replace(/_.{43}_/, `_${'A'.repeat(43)}_`)}`,
      `Bearer ${secret.slice(0, 16)}`,
      `Basic ${secret}`,
      `Bearer ${secret} ${secret}`,
      'Bearer ',
      '',
    ]) {
      expect([wrong, await ask(wrong)]).toEqual([wrong, 401])
    }
    // A token that is wrong is not made good by a cookie beside it.
    const both = await world.request({
      method: 'POST',
      url: '/graphql',
      headers: { ...tess.headers, authorization: 'Bearer wcp_x', 'content-type': 'application/json' },
      payload: JSON.stringify({ query: '{ cursor }' }),
    })
    expect(both.statusCode).toBe(401)
    expect(await ask(`Bearer ${secret}`, `/graphql?access_token=${secret}`)).toBe(400)
    await tess.do('revokeToken', { tokenId: token.id })
    expect(await ask(`Bearer ${secret}`)).toBe(401)
    const again = await world.token(owner, ALL)
    expect(await sees(again, ours.number)).toBe(true)
  })

  test('A-AZ-16 what an admin is, a token of theirs is not', async () => {
    const { world, admin, tess, own } = await scene(database)
    const program = await world.token(await userById(world.core.db, admin.userId), ALL)
    for (const answer of [
      program.do('grantRight', { userId: admin.userId, connectionId: own, level: 'LEAD' }),
      program.do('updateUser', { userId: tess.userId, roles: ['ADMIN'] }),
      program.do('createToken', { name: 'Meer', scopes: ['CASES_READ'] }),
      program.do('updateMe', { name: 'Anders' }),
    ]) {
      expect(codeOf(await answer)).toBe('FORBIDDEN')
    }
  })

  test('A-AZ-17 a disabled colleague goes on with a session and a token', async () => {
    const { world, tess, admin, owner, ours } = await scene(database)
    const program = await world.token(owner, ALL)
    const statuses = async () => [(await tess.ask('{ cursor }')).status, (await program.ask('{ cursor }')).status]
    expect(await statuses()).toEqual([200, 200])
    expect((await admin.do('disableUser', { userId: tess.userId })).errors).toEqual([])
    expect(await statuses()).toEqual([401, 401])
    expect((await program.do('closeCase', { caseId: ours.id })).status).toBe(401)
    // Back again, the session stays gone; the token is theirs still.
    expect((await admin.do('enableUser', { userId: tess.userId })).errors).toEqual([])
    expect(await statuses()).toEqual([401, 200])
  })

  test('A-AZ-17 a right that is taken away bites on the next request', async () => {
    const { world, tess, admin, own, ours, granted } = await scene(database)
    const level = async () => (await tess.get('{ connections { level } }')).connections[0]?.level ?? 'none'
    expect([await level(), await sees(tess, ours.number)]).toEqual(['REPLY', true])
    await admin.do('grantRight', { userId: tess.userId, connectionId: own, level: 'READ' })
    expect([await level(), codeOf(await tess.do('closeCase', { caseId: ours.id }))]).toEqual(['READ', 'FORBIDDEN'])
    await granted('none')
    expect([await level(), await sees(tess, ours.number)]).toEqual(['none', false])

    const team = await world.core.write(system('cli'), tx => createTeam(tx, { name: 'Web', memberIds: [tess.userId] }))
    await granted('reply', { teamId: team.id })
    expect([await level(), await sees(tess, ours.number)]).toEqual(['REPLY', true])
    await world.core.write(system('cli'), tx => updateTeam(tx, { teamId: team.id, memberIds: [] }))
    expect([await level(), await sees(tess, ours.number)]).toEqual(['none', false])

    await granted('reply')
    expect(await sees(tess, ours.number)).toBe(true)
    await admin.do('updateUser', { userId: tess.userId, roles: ['ADMIN'] })
    expect((await tess.ask('{ cursor }')).status).toBe(401)
    expect(codeOf(await (await world.signIn('tess')).ask('{ lists { key } }'))).toBe('FORBIDDEN')
  })

  test('A-AZ-18 an agent guesses ids and numbers', async () => {
    const { tess, ours, theirs } = await scene(database)
    const found = async (ids: string[]) =>
      (
        await tess.get('query ($ids: [ID!]) { cases(filter: { ids: $ids }, first: 100) { edges { node { id } } } }', {
          ids,
        })
      ).cases.edges
    const neighbour = (by: number) => {
      const last = (Number.parseInt(theirs.id.slice(-6), 16) + by) & 0xffffff
      return theirs.id.slice(0, -6) + last.toString(16).padStart(6, '0')
    }
    expect(await found(Array.from({ length: 100 }, (_, index) => neighbour(index - 50)))).toEqual([])
    // Ids of other things, in other writings, and what SQL would match.
    const others = [
      ours.customerId,
      theirs.id.toUpperCase(),
      btoa(`Case:${ours.id}`),
      '%',
      `${ours.id}%`,
      "' or 1=1 --",
    ]
    expect(await found([...others, ours.id.toUpperCase(), ` ${ours.id}`, ''])).toEqual([])
    expect(await found([ours.id])).toHaveLength(1)
    for (let number = theirs.number - 3; number < theirs.number + 4; number++) {
      expect([number, await sees(tess, number)]).toEqual([number, number === ours.number])
    }
    // What was made in one moment does not follow from what was made before it.
    const made = Array.from({ length: 1000 }, newId).map(id => id.slice(-12))
    const steps = made.slice(1).map((tail, index) => Number.parseInt(tail, 16) - Number.parseInt(made[index]!, 16))
    expect(new Set(steps).size).toBeGreaterThan(990)
  })

  test('A-AZ-19 an agent tells what is elsewhere from what is nowhere by the answer', { timeout: 60_000 }, async () => {
    const { world, tess, bas, foreign } = await scene(database)
    const site: Site = { world, connectionId: foreign, ownerId: bas.userId, askerId: tess.userId, colleague: bas }
    const lines = Object.entries(table).filter(([, { who, foreign }]) => foreign !== 'same' && who.includes('agent'))
    const others = ['Mutation.createToken', 'Mutation.revokeToken', 'Mutation.endSession']
    for (const field of [...lines.map(([field]) => field), ...others]) {
      const { query, variables } = await table[field]!.ask(site)
      const there = await tess.ask(query, variables)
      const nowhere = await tess.ask(query, elsewhere(variables))
      expect({ field, ...nowhere }).toEqual({ field, ...there })
    }
    expect(lines.length).toBeGreaterThan(10)
  })

  test('A-AZ-24 whose case it is gives no right to it', async () => {
    const { world, tess, bas, owner, ours, granted } = await scene(database)
    await tess.takes(ours.number)
    const [program, { audiences }] = [await world.token(owner, ALL), await tess.case(ours.number)]
    expect(await tess.inbox('MINE')).toMatchObject([{ id: ours.id }])
    // A list holds what is whose; everybody with a right may still find it.
    expect(await bas.inbox('MINE')).toEqual([])
    expect(await sees(bas, ours.number)).toBe(true)

    await granted('none')
    const list = async (agent: Agent, args: string) =>
      (await agent.get(`{ cases(${args}) { edges { node { id } } } }`)).cases
    for (const agent of [tess, program]) {
      for (const name of ['MINE', 'ALL', 'UNASSIGNED', 'PENDING', 'CLOSED']) expect(await agent.inbox(name)).toEqual([])
      expect(await list(agent, `filter: { ownerIds: ["${tess.userId}"] }`)).toEqual({ edges: [] })
      expect(await list(agent, 'search: "begint"')).toEqual({ edges: [] })
      const { data } = await agent.ask(
        `query ($number: Int!, $id: ID!) { case(number: $number) { ${WHOLE_CASE} } customer(id: $id) { name } }`,
        { number: ours.number, id: ours.customerId },
      )
      expect(data).toEqual({ case: null, customer: null })
      const caseId = ours.id
      const clientMutationId = randomUUID()
      for (const answer of [
        agent.do('addNote', { caseId, text: 'Ik', clientMutationId }),
        agent.do('closeCase', { caseId }),
        agent.do('assignCase', { caseId, userId: tess.userId }),
        agent.do('sendReply', { caseId, threadId: audiences[0].threadId, text: 'Ja', clientMutationId }),
      ]) {
        expect(codeOf(await answer)).toBe('NOT_FOUND')
      }
    }
    const { lists } = await tess.get('{ lists { count } }')
    expect(lists.map(({ count }: { count: number }) => count)).toEqual([0, 0, 0, 0, 0, 0])
  })
})

/** The same question about things that are not there. */
function elsewhere(variables: Record<string, unknown> | undefined): Record<string, unknown> {
  const text = JSON.stringify(variables)
  const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
  return JSON.parse(text.replace(ids, () => randomUUID()).replace(/"number":\d+/, '"number":987654'))
}
