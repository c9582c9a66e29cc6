import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { PluginError } from '../../core/plugin/index.ts'
import type { Agent } from '../support/agent.ts'
import { openRound } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { png } from '../support/images.ts'
import { casesHeard, follow } from '../support/socket.ts'
import { asksOn, openWorld, type World } from '../support/world.ts'
import { goesOnAt } from './two-connections.ts'

const DRAFT = 'id text revision threadId startedAt updatedAt user { name } takenFrom { name }'

interface Draft {
  id: string
  text: string
  revision: number
  threadId: string | null
  user: { name: string }
  takenFrom: { name: string } | null
}

interface Input {
  caseId: string
  threadId?: string
  text: string
  revision?: number
  attachments?: Array<{ uploadId: string; alt?: string }>
}

const saving = (agent: Agent, input: Input) => agent.do('saveDraft', { ...input }, DRAFT)

/** Brings an image; its id. */
async function bringsTo(world: World, agent: Agent): Promise<string> {
  const { body } = await world.request({
    method: 'POST',
    url: '/uploads?name=foto.png',
    headers: { 'content-type': 'application/octet-stream', ...agent.headers },
    payload: png(),
  })
  return JSON.parse(body).id
}

const drafts = async (agent: Agent, caseId: string): Promise<Draft[]> => {
  const { cases } = await agent.get(
    `query ($ids: [ID!]) { cases(filter: { ids: $ids }) { edges { node { drafts { ${DRAFT} } } } } }`,
    { ids: [caseId] },
  )
  return cases.edges[0]?.node.drafts
}

const texts = async (agent: Agent, caseId: string) =>
  (await drafts(agent, caseId)).map(({ text, user }) => `${user.name}: ${text}`)

const threadOf = async ({ core }: World, caseId: string) =>
  (await core.db.selectFrom('caseThreads').select('threadId').where('caseId', '=', caseId).executeTakeFirstOrThrow())
    .threadId

const eventsOf = async ({ core }: World, caseId: string) =>
  (
    await core.db
      .selectFrom('events')
      .select('type')
      .where('caseId', '=', caseId)
      .where('type', 'in', ['draft.started', 'draft.discarded', 'draft.taken'])
      .orderBy('seq')
      .execute()
  ).map(({ type }) => type)

async function scene(database: 'sqlite' | 'postgres') {
  const world = await openWorld({ database })
  const web = (await world.core.webConnection()).id
  const caseId = await asksOn(world, web, 'Kan ik mij nog aanmelden?')
  const tess = await world.signIn('tess')
  const bas = await world.signIn('bas')
  return { world, web, caseId, threadId: await threadOf(world, caseId), tess, bas }
}

const reply = (agent: Agent, caseId: string, threadId: string, text: string, draftRevision?: number) =>
  agent.do('sendReply', { caseId, threadId, text, draftRevision, clientMutationId: randomUUID() }, 'id')

each('a draft', database => {
  test('is there on every device and for colleagues, one for each audience and person', async () => {
    const { caseId, threadId, tess, bas } = await scene(database)
    const { data } = await saving(tess, { caseId, threadId, text: 'Ja, dat kan' })
    expect(data.saveDraft).toMatchObject({ text: 'Ja, dat kan', revision: 1, threadId, takenFrom: null })
    await saving(tess, { caseId, text: 'Nog even nagaan' })
    await saving(bas, { caseId, threadId, text: 'Jazeker' })
    const next = await saving(tess, { caseId, threadId, text: 'Ja, dat kan nog', revision: 1 })
    expect(next.data.saveDraft).toMatchObject({ id: data.saveDraft.id, revision: 2 })
    for (const agent of [tess, bas]) {
      expect(await texts(agent, caseId)).toEqual(['tess: Ja, dat kan nog', 'tess: Nog even nagaan', 'bas: Jazeker'])
    }
  })

  test('that changed on another device is not written over: the other text is in the answer', async () => {
    const { caseId, threadId, tess } = await scene(database)
    await saving(tess, { caseId, threadId, text: 'Ja' })
    await saving(tess, { caseId, threadId, text: 'Ja, dat kan', revision: 1 })
    for (const revision of [undefined, 0, 1, 3]) {
      const { errors } = await saving(tess, { caseId, threadId, text: 'Nee', ...(revision != null && { revision }) })
      expect(errors[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        reason: 'draft.changed',
        facts: { text: 'Ja, dat kan', revision: 2 },
      })
    }
    expect(await texts(tess, caseId)).toEqual(['tess: Ja, dat kan'])
    // Whose answer got lost sends it again.
    const again = await saving(tess, { caseId, threadId, text: 'Ja, dat kan', revision: 1 })
    expect(again.data.saveDraft.revision).toBe(2)
  })

  test('that was emptied is gone, and a save that comes late does not bring it back', async () => {
    const { caseId, threadId, tess, bas } = await scene(database)
    await saving(tess, { caseId, threadId, text: 'Ja' })
    expect((await saving(tess, { caseId, threadId, text: ' \n', revision: 1 })).data.saveDraft).toBeNull()
    expect(await drafts(bas, caseId)).toEqual([])
    const { errors } = await saving(tess, { caseId, threadId, text: 'Ja, d', revision: 1 })
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'draft.gone', facts: { text: '' } })
    expect((await saving(tess, { caseId, threadId, text: '' })).data.saveDraft).toBeNull()
    expect((await saving(tess, { caseId, threadId, text: 'Opnieuw' })).data.saveDraft.revision).toBe(3)
  })

  test('is measured, and keeps every character that a text may hold', async () => {
    const { caseId, threadId, tess } = await scene(database)
    const { errors } = await saving(tess, { caseId, threadId, text: 'x'.repeat(100_001) })
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID', reason: 'text.tooLong', facts: { max: 100_000 } })
    expect(await drafts(tess, caseId)).toEqual([])
    const text = `  Dag 👋🏽 \n\n${'é'.repeat(99_000)} `
    await saving(tess, { caseId, threadId, text })
    expect((await drafts(tess, caseId))[0]?.text).toBe(text)
  })

  test('refreshes the rows of others when it is begun, thrown away or taken over, not with each save', async () => {
    const { world, caseId, threadId, tess, bas } = await scene(database)
    const { data } = await saving(tess, { caseId, threadId, text: 'Ja' })
    await saving(tess, { caseId, threadId, text: 'Ja, dat', revision: 1 })
    await saving(tess, { caseId, threadId, text: 'Ja, dat kan', revision: 2 })
    expect(await eventsOf(world, caseId)).toEqual(['draft.started'])
    await bas.do('takeOverDraft', { draftId: data.saveDraft.id })
    await saving(bas, { caseId, threadId, text: '', revision: 1 })
    expect(await eventsOf(world, caseId)).toEqual(['draft.started', 'draft.taken', 'draft.discarded'])
    const history = (await tess.case(1)).events.map((event: { type: string }) => event.type)
    expect(history).toContain('draft.taken')
    expect(history).not.toContain('draft.started')
  })

  test('that is taken over becomes the taker’s, in front of their own; its writer is told by whom', async () => {
    const { caseId, threadId, tess, bas } = await scene(database)
    const { data } = await saving(tess, { caseId, threadId, text: 'Ja, dat kan' })
    await saving(bas, { caseId, threadId, text: 'Jazeker' })
    const taken = await bas.do('takeOverDraft', { draftId: data.saveDraft.id }, DRAFT)
    expect(taken.data.takeOverDraft).toMatchObject({
      text: 'Ja, dat kan\n\nJazeker',
      revision: 2,
      user: { name: 'bas' },
      takenFrom: { name: 'tess' },
    })
    expect(await texts(tess, caseId)).toEqual(['bas: Ja, dat kan\n\nJazeker'])
    const { errors } = await saving(tess, { caseId, threadId, text: 'Ja, dat kan nog', revision: 1 })
    expect(errors[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      reason: 'draft.taken',
      facts: { text: '', revision: 2, userId: bas.userId },
    })
    // Their own is theirs already.
    const [draft] = await drafts(bas, caseId)
    expect((await bas.do('takeOverDraft', { draftId: draft!.id }, 'revision')).data.takeOverDraft.revision).toBe(2)
    expect((await bas.do('takeOverDraft', { draftId: data.saveDraft.id })).errors[0]?.extensions.code).toBe('NOT_FOUND')
  })

  test('is retired by the answer or note it became, and by no other', async () => {
    const { caseId, threadId, tess, bas } = await scene(database)
    for (const agent of [tess, bas]) {
      await saving(agent, { caseId, threadId, text: 'Ja' })
      await saving(agent, { caseId, text: 'Gebeld' })
    }
    await reply(tess, caseId, threadId, 'Ja')
    expect(await texts(bas, caseId)).toEqual(['tess: Gebeld', 'bas: Ja', 'bas: Gebeld'])
    const note = { caseId, text: 'Gebeld', clientMutationId: randomUUID() }
    await tess.do('addNote', note)
    expect(await texts(bas, caseId)).toEqual(['bas: Ja', 'bas: Gebeld'])
    // The note that is sent twice takes nothing that was begun since.
    await saving(tess, { caseId, text: 'Nog een' })
    await tess.do('addNote', note)
    expect(await texts(tess, caseId)).toContain('tess: Nog een')
    const late = await saving(tess, { caseId, threadId, text: 'Ja', revision: 1 })
    expect(late.errors[0]?.extensions.reason).toBe('draft.gone')
  })

  test('that another device went on with is not lost with the answer or note it was, which waits', async () => {
    const { world, caseId, threadId, tess } = await scene(database)
    const newer = { code: 'CONFLICT', reason: 'draft.newer', facts: { text: 'Ja, tot 1 april', revision: 2 } }
    await saving(tess, { caseId, threadId, text: 'Ja' })
    await saving(tess, { caseId, threadId, text: 'Ja, tot 1 april', revision: 1 })
    for (const seen of [0, 1]) {
      const { errors } = await reply(tess, caseId, threadId, 'Ja, dat kan', seen)
      expect(errors[0]?.extensions).toMatchObject(newer)
    }
    expect(await texts(tess, caseId)).toEqual(['tess: Ja, tot 1 april'])
    expect(await world.core.db.selectFrom('replies').selectAll().execute()).toEqual([])
    expect((await tess.case(1)).status).toBe('NEW')
    // The same words are the same draft, and whoever chose has seen it.
    expect((await reply(tess, caseId, threadId, ' Ja, tot 1 april', 0)).errors).toEqual([])
    expect(await texts(tess, caseId)).toEqual([])
    await saving(tess, { caseId, threadId, text: 'En tot dan' })
    expect((await reply(tess, caseId, threadId, 'Iets anders', 4)).errors).toEqual([])
    expect(await texts(tess, caseId)).toEqual([])

    await saving(tess, { caseId, text: 'Gebeld' })
    const note = { caseId, text: 'Niet gebeld', draftRevision: 0, clientMutationId: randomUUID() }
    const { errors } = await tess.do('addNote', note)
    expect(errors[0]?.extensions).toMatchObject({ reason: 'draft.newer', facts: { text: 'Gebeld', revision: 1 } })
    expect(await world.core.db.selectFrom('notes').selectAll().execute()).toEqual([])
  })

  test('comes back when its answer is taken back, in front of what was begun since', async () => {
    const { caseId, threadId, tess, bas } = await scene(database)
    await saving(tess, { caseId, threadId, text: 'Ja' })
    const { data } = await reply(tess, caseId, threadId, 'Ja, tot 1 april')
    expect(await drafts(tess, caseId)).toEqual([])
    await saving(tess, { caseId, threadId, text: 'En nog iets' })
    await bas.do('undoReply', { messageId: data.sendReply.id })
    expect(await texts(tess, caseId)).toEqual(['tess: Ja, tot 1 april\n\nEn nog iets'])
    await tess.do('undoReply', { messageId: data.sendReply.id })
    expect(await texts(tess, caseId)).toEqual(['tess: Ja, tot 1 april\n\nEn nog iets'])
  })

  test('comes back when its answer failed and is not to be sent', async () => {
    const { world, caseId, threadId, tess, bas } = await scene(database)
    const channel = world.core.connections.plugin('web')?.channel
    if (!channel) throw new Error('The web form has no channel')
    vi.spyOn(channel, 'send').mockRejectedValueOnce(new PluginError('permanent', 'It is too rude'))
    const { data } = await reply(tess, caseId, threadId, 'Ja, tot 1 april')
    world.clock.advance({ seconds: 31 })
    await world.run('deliver')
    expect(await drafts(tess, caseId)).toEqual([])
    await bas.do('resolveReply', { messageId: data.sendReply.id, outcome: 'DISCARD' })
    expect(await texts(tess, caseId)).toEqual(['tess: Ja, tot 1 april'])
  })

  test('is read by those alone who could write it', async () => {
    const { world, web, caseId, threadId, tess } = await scene(database)
    const elders = await world.connection('Elders')
    const said = { text: 'Ook hier', name: 'S', handle: 's', email: 's@example.org' }
    const other = await goesOnAt(world, caseId, elders, said)
    const anna = await world.signIn('anna', { on: { [elders]: 'reply' } })
    await saving(anna, { caseId, threadId: other.threadId, text: 'Geheim elders' })
    await saving(anna, { caseId, threadId, text: 'Hier' })
    await saving(anna, { caseId, text: 'Onder ons' })

    expect(await texts(tess, caseId)).toEqual(['anna: Hier', 'anna: Onder ons'])
    expect(await texts(await world.signIn('meelezer', { roles: ['reader'] }), caseId)).toEqual([])
    expect(await texts(await world.signIn('leest', { level: 'read' }), caseId)).toEqual(['anna: Onder ons'])
    const owner = await world.person('eigenaar', { on: { [elders]: 'reply' } })
    const programme = await world.token(owner, ['cases:read', 'cases:write'], [web])
    expect(await texts(programme, caseId)).toEqual(['anna: Hier', 'anna: Onder ons'])
    expect(await texts(await world.token(owner, ['cases:read']), caseId)).toEqual(['anna: Onder ons'])

    const [hidden] = await drafts(anna, caseId)
    const refusals = await Promise.all([
      saving(tess, { caseId, threadId: other.threadId, text: 'x' }),
      tess.do('takeOverDraft', { draftId: hidden!.id }),
      tess.do('takeOverDraft', { draftId: randomUUID() }),
    ])
    expect(refusals.map(({ errors }) => errors[0]?.extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
    expect(refusals[1]?.errors[0]?.message).toBe(refusals[2]?.errors[0]?.message)
    expect(await texts(anna, caseId)).toEqual(['anna: Geheim elders', 'anna: Hier', 'anna: Onder ons'])
  })

  test('keeps its files, for whoever goes on with it and when its answer is taken back', async () => {
    const round = await openRound({ database })
    const { world, tess } = round
    await round.brings(round.message())
    const bas = await world.signIn('bas', { on: { [round.connectionId]: 'reply' } })
    const { id: caseId, audiences } = await tess.case(1)
    const { threadId } = audiences[0]
    const files = async (agent: Agent) => {
      const { case: found } = await agent.get(
        '{ case(number: 1) { drafts { text user { name } attachments { name alt } } } }',
      )
      return found.drafts.map((draft: { text: string; user: object; attachments: object[] }) => [
        draft.text,
        ...draft.attachments,
      ])
    }
    const foto = { uploadId: await bringsTo(world, tess), alt: 'Het lokaal' }
    const started = await saving(tess, { caseId, threadId, text: '', attachments: [foto] })
    expect(started.data.saveDraft).toMatchObject({ text: '', revision: 1 })
    await saving(tess, { caseId, threadId, text: 'Hier is het', revision: 1 })
    const drafted = [['Hier is het', { name: 'foto.png', alt: 'Het lokaal' }]]
    expect([await files(tess), await files(bas)]).toEqual([drafted, drafted])
    // Nobody puts a colleague's file into a draft of their own, and a note has none.
    const refused = await Promise.all([
      saving(bas, { caseId, threadId, text: 'Ik', attachments: [foto] }),
      saving(tess, { caseId, text: 'Notitie', attachments: [foto] }),
    ])
    expect(refused.map(({ errors }) => errors[0]?.extensions.code)).toEqual(['NOT_FOUND', 'INVALID'])
    expect(await files(tess)).toEqual(drafted)

    await bas.do('takeOverDraft', { draftId: started.data.saveDraft.id })
    expect(await files(tess)).toEqual(drafted)
    // Files alone make no empty lines in front of what their taker wrote.
    const plan = { uploadId: await bringsTo(world, tess) }
    const alone = await saving(tess, { caseId, threadId, text: '', attachments: [plan], revision: 3 })
    await bas.do('takeOverDraft', { draftId: alone.data.saveDraft.id })
    expect((await files(bas))[0]).toEqual([...drafted[0]!, { name: 'foto.png', alt: null }])
    const attachments = [{ uploadId: foto.uploadId, alt: 'Het lokaal' }]
    const answer = { caseId, threadId, text: 'Hier is het', attachments, clientMutationId: randomUUID() }
    const { data } = await bas.do('sendReply', answer, 'id')
    expect(await files(tess)).toEqual([])
    await bas.do('undoReply', { messageId: data.sendReply.id })
    expect(await files(tess)).toEqual(drafted)
    const [draft] = await drafts(bas, caseId)
    await saving(bas, { caseId, threadId, text: 'Hier is het', attachments: [], revision: draft!.revision })
    expect(await files(tess)).toEqual([['Hier is het']])
  })

  test('goes on no thread of another case', async () => {
    const { world, web, caseId, tess } = await scene(database)
    const threadId = await threadOf(world, await asksOn(world, web, 'Iets anders'))
    expect((await saving(tess, { caseId, threadId, text: 'Ja' })).errors[0]?.extensions.code).toBe('NOT_FOUND')
  })
})

test('a draft that begins is told to open screens', async () => {
  const world = await openWorld({ listen: true, realTime: true })
  const web = (await world.core.webConnection()).id
  const caseId = await asksOn(world, web, 'Kan ik mij nog aanmelden?')
  const tess = await world.signIn('tess')
  const line = await follow(world, await world.signIn('bas'))
  await saving(tess, { caseId, threadId: await threadOf(world, caseId), text: 'Ja' })
  await line.next(() => casesHeard(line).includes(caseId))
})
