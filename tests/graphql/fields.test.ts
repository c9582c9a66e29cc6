import { randomUUID } from 'node:crypto'
import { isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import type { Dialect } from '../../core/db/db.ts'
import { buildSchema } from '../../core/graphql/schema.ts'
import { system } from '../../core/lib/actor.ts'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'
import { objectsIn, questionFor, saidIn, waysIn } from './field-questions.ts'
import { fields } from './field-table.ts'
import { goesOnAt } from './two-connections.ts'

const schema = buildSchema([])
const ways = waysIn(schema, {})
const namesIn = (line = '') => line.split(/\s+/).filter(Boolean)

/** Every word that only the reader of the other connection may see. */
const FOREIGN = /zeehond/i

/** A case on two connections, on each of which everything there is to tell was said; Tess reads here, Noor there. */
async function scene(database: Dialect) {
  const world = await openWorld({
    database,
    settings: { WEBCARE_PLUGINS: `${import.meta.dirname}/../support/plugins` },
  })
  const here = (await world.core.webConnection()).id
  const there = await world.connection('Zeehondenpost')
  await world.core.database.writer.updateTable('connections').set({ plugin: 'board' }).execute()
  const tess = await world.signIn('tess')
  const noor = await world.signIn('noor', { level: 'none', on: { [there]: 'reply' } })
  const caseId = await asksOn(world, here, 'Hoe laat begint het?', 'Sanne')
  world.clock.advance({ minutes: 1 })
  const other = { text: 'De zeehond begint', name: 'Zeehond', handle: 'zeehond', email: 'zeehond@zee.example' }
  await goesOnAt(world, caseId, there, other)
  const { customerId, number } = await world.core.db
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  for (const [connectionId, word] of [
    [here, 'hier'],
    [there, 'zeehond'],
  ] as const) {
    await tellAll(world, connectionId, word)
  }
  await world.core.write(system('test'), async tx => {
    const team = { id: randomUUID(), name: 'Balie', createdAt: tx.now, archivedAt: null }
    const label = { id: randomUUID(), name: 'Klacht', createdAt: tx.now, archivedAt: null }
    await tx.db.insertInto('teams').values(team).execute()
    await tx.db.insertInto('labels').values(label).execute()
    await tx.db.insertInto('caseLabels').values({ caseId, labelId: label.id }).execute()
    await tx.db.updateTable('cases').set({ teamId: team.id, ownerId: tess.userId }).where('id', '=', caseId).execute()
  })
  for (const [agent, text] of [
    [tess, 'Om negen uur'],
    [noor, 'Wij bellen de zeehond'],
  ] as const) {
    await agent.answers(number, text)
    const { audiences } = await agent.case(number)
    await agent.do('saveDraft', { caseId, threadId: audiences[0].threadId, text: `Concept: ${text}` })
  }
  await tess.notes(number, 'Gebeld')
  const { id: messageId } = await world.core.db
    .selectFrom('messages')
    .select('id')
    .where('connectionId', '=', here)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { world, here, there, tess, noor, number, customerId, messageId }
}

/** Everything that can be known of a message, different on each connection. */
async function tellAll({ core }: World, connectionId: string, word: string) {
  const rows = await core.db.selectFrom('messages').selectAll().where('connectionId', '=', connectionId).execute()
  const at = (minute: number) => `2026-03-02T${word === 'hier' ? '10' : '11'}:${minute}:00.000Z`
  const its = { kind: 'direct', place: 'brand', url: `https://${word}.example/1`, html: `<p>${word}</p>` } as const
  await core.write(system('test'), async tx => {
    for (const { id, seq: _, ...row } of rows) {
      const moments = { automaticAt: at(10), likedAt: at(11), hiddenAt: at(12), editedAt: at(13) }
      await tx.db
        .updateTable('messages')
        .set({ ...its, ...moments })
        .where('id', '=', id)
        .execute()
      const gone = { ...row, id: randomUUID(), externalId: randomUUID(), text: '', deletedAt: at(14) }
      await tx.db.insertInto('messages').values(gone).execute()
      const file = { id: randomUUID(), messageId: id, name: `${word}.png`, type: 'image/png', bytes: 3, hash: null }
      await tx.db
        .insertInto('attachments')
        .values({ ...file, url: null, cid: null, alt: word, attempts: 0, reason: word })
        .execute()
      await tx.db
        .updateTable('threads')
        .set({ title: `Over ${word}`, url: `https://${word}.example` })
        .where('id', '=', row.threadId)
        .execute()
    }
  })
}

test('every field that a reader of cases can reach has its expectation', () => {
  const there = [...ways.keys()].flatMap(name => {
    const type = schema.getType(name)
    return isObjectType(type) ? Object.keys(type.getFields()).map(field => `${name}.${field}`) : []
  })
  const expected = Object.entries(fields).flatMap(([name, { all, own, mine }]) =>
    [all, own, mine].flatMap(namesIn).map(field => `${name}.${field}`),
  )
  expect(expected.sort()).toEqual(there.sort())
})

each('fields', database => {
  test('show of a connection without a right nothing but that there is something', { timeout: 60_000 }, async () => {
    const { tess, noor, number, customerId, messageId } = await scene(database)
    const given = {
      case: `number: ${number}`,
      customer: `id: "${customerId}"`,
      changes: 'after: 0',
      message: `id: "${messageId}"`,
      searchMessages: 'text: "begint"',
      searchCustomers: 'text: "sanne"',
    }
    const told: string[] = []
    for (const [name, way] of waysIn(schema, given)) {
      const type = schema.getType(name)
      if (!isObjectType(type)) continue
      const asked = async (agent: Agent) => objectsIn(await agent.get(questionFor(type, way)), way)
      const [ours, theirs] = [await asked(tess), await asked(noor)]
      expect(JSON.stringify([...ours.values()]), name).not.toMatch(FOREIGN)
      for (const [id, object] of ours) {
        const other = theirs.get(id)
        if (!other) continue
        for (const field of namesIn(fields[name]?.all)) {
          expect({ field: `${name}.${field}`, said: object[field] }).toEqual({
            field: `${name}.${field}`,
            said: other[field],
          })
        }
        for (const field of namesIn(fields[name]?.own)) {
          const [said, elsewhere] = [saidIn(object[field]), saidIn(other[field])]
          expect({ field: `${name}.${field}`, both: said.filter(one => elsewhere.includes(one)) }).toEqual({
            field: `${name}.${field}`,
            both: [],
          })
          if (said.length || elsewhere.length) told.push(`${name}.${field}`)
        }
      }
    }
    // The comparison means something: of every such field somebody saw a value.
    const compared = ['Case', 'Customer', 'Message'].flatMap(name =>
      namesIn(fields[name]?.own).map(field => `${name}.${field}`),
    )
    expect(compared.filter(field => !told.includes(field))).toEqual([])
  })
})
