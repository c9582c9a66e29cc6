import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openIntake } from '../../core/intake/intake.ts'
import { system } from '../../core/lib/actor.ts'
import { CutOff } from '../../core/plugin/host.ts'
import { PluginError } from '../../core/plugin/index.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'
import { held } from '../support/peer.ts'

const cases = ({ world }: Round) => world.core.db.selectFrom('cases').selectAll().orderBy('number').execute()
const first = async (round: Round) => (await cases(round))[0]!

/** WEBCARE_RUNS=10000 is the full run. */
const RUNS = Number(process.env.WEBCARE_RUNS ?? 60)
/** WEBCARE_ALBUMS=1000 is the full run. */
const ALBUMS = Number(process.env.WEBCARE_ALBUMS ?? 20)
const second = (at: number) => new Date(Date.parse('2026-03-02T08:00:00.000Z') + at * 1000).toISOString()

/** What happened to some messages of one person, each at a second of its own, and an order in which we hear of it. */
const happened = fc
  .array(fc.record({ edits: fc.integer({ min: 0, max: 2 }), deleted: fc.boolean() }), { minLength: 1, maxLength: 4 })
  .chain(messages => {
    let at = 0
    const events = messages.flatMap(({ edits, deleted }, id) => [
      { type: 'message', id, at: at++ },
      ...Array.from({ length: edits }, () => ({ type: 'edited', id, at: at++ })),
      ...(deleted ? [{ type: 'deleted', id, at: at++ }] : []),
    ])
    // Half of them are heard of twice.
    return fc.record({
      messages: fc.constant(events),
      heard: fc
        .shuffledSubarray([...events, ...events.slice(events.length >> 1)], { minLength: 0 })
        .map(some => [...some, ...events.filter(event => !some.includes(event))]),
    })
  })

each('what happened on a platform', database => {
  test(`F-13: ends the same in whatever order we hear of it, ${RUNS} times`, {
    timeout: 60_000 + RUNS * 500,
  }, async () => {
    const round = await openRound({ database })
    const { db } = round.world.core
    await fc.assert(
      fc.asyncProperty(happened, async ({ messages, heard }) => {
        const run = randomUUID()
        for (const { type, id, at } of heard) {
          const text = `${id} as of ${at}`
          const about = { externalId: `${run}-${id}`, at: second(at) }
          const event = type === 'message' ? round.message({ from: run, thread: run, text }) : { type, text }
          await round.brings({ ...event, ...about })
        }
        // Asked for alone: among the thousands of all runs they would take ever longer to find.
        const stored = await db.selectFrom('messages').selectAll().where('externalId', 'like', `${run}-%`).execute()
        const ids = [...new Set(messages.map(({ id }) => id))]
        expect(Object.fromEntries(stored.map(row => [row.externalId, pick(row)]))).toEqual(
          Object.fromEntries(
            ids.map(id => {
              const own = messages.filter(event => event.id === id)
              const edited = own.findLast(({ type }) => type === 'edited')
              const deleted = own.find(({ type }) => type === 'deleted')
              const said = (edited ?? own[0])!.at
              return [
                `${run}-${id}`,
                {
                  text: deleted ? '' : `${id} as of ${said}`,
                  at: second(own[0]!.at),
                  // What was deleted need not say when it was edited before.
                  ...(deleted ? { deletedAt: second(deleted.at) } : { editedAt: edited ? second(edited.at) : null }),
                },
              ]
            }),
          ),
        )
        const caseIds = stored.map(({ caseId }) => caseId)
        const [row, ...others] = await db.selectFrom('cases').selectAll().where('id', 'in', caseIds).execute()
        const said = messages.filter(({ type }) => type === 'message').map(({ at }) => second(at))
        const gone = messages.filter(({ type }) => type === 'deleted').map(({ id }) => id)
        const [waits] = messages.filter(({ type, id }) => type === 'message' && !gone.includes(id))
        const turn = waits
          ? { status: 'new', waitingSince: second(waits.at) }
          : { status: 'pending', waitingSince: null }
        expect(others).toEqual([])
        expect(row).toMatchObject({ ...turn, lastMessageAt: said.at(-1) })
        expect(await db.selectFrom('earlyEvents').selectAll().execute()).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  test('F-14: ten first messages of somebody new at the same moment are one customer and one case', {
    timeout: 30_000 + ALBUMS * 1000,
  }, async () => {
    const round = await openRound({ database })
    for (let album = 0; album < ALBUMS; album++) {
      const pictures = Array.from({ length: 10 }, (_, at) =>
        // One half in a chat, the other as comments on ten posts of ours.
        round.message({ from: `author-${album}`, thread: album % 2 ? `post-${album}-${at}` : `chat-${album}` }),
      )
      expect(await Promise.all(pictures.map(picture => round.posts([picture])))).toEqual(Array(10).fill(200))
    }
    // What did not fit in memory is the job's.
    const count = async () => {
      round.world.clock.advance({ seconds: 5 })
      await round.world.run('intake')
      return (await round.messages()).length
    }
    await expect.poll(count, { timeout: 20_000 + ALBUMS * 500 }).toBe(10 * ALBUMS)
    const { db } = round.world.core
    expect(await cases(round)).toHaveLength(ALBUMS)
    expect(await db.selectFrom('customers').select('id').execute()).toHaveLength(ALBUMS)
    expect(await db.selectFrom('handles').select('id').execute()).toHaveLength(ALBUMS)
  })

  test('takes its words out of what is shown, searched and counted when it is deleted', async () => {
    const round = await openRound({ database })
    const said = { id: 'm1', text: 'Mijn nummer is 06-12345678', html: '<p>Mijn nummer is 06-12345678</p>' }
    await round.brings(round.message(said))
    const { number } = await first(round)
    await round.brings({
      type: 'edited',
      externalId: 'm1',
      at: round.world.clock.iso(),
      text: 'Bel mij op 06-87654321',
    })
    const found = async (text: string) =>
      (
        await round.tess.get('query ($text: String) { cases(search: $text) { edges { node { id } } } }', {
          text,
        })
      ).cases.edges.length
    expect(JSON.stringify(await shownOf(round, number))).toContain('06-87654321')
    expect(JSON.stringify((await shownOf(round, number)).messages)).not.toContain('06-12345678')
    expect([await found('12345678'), await found('87654321')]).toEqual([0, 1])
    await round.brings({ type: 'deleted', externalId: 'm1', at: round.world.clock.iso() })
    expect(JSON.stringify(await shownOf(round, number))).not.toMatch(/12345678|87654321/)
    expect(await found('87654321')).toBe(0)
    expect(JSON.stringify(await round.messages())).not.toMatch(/12345678|87654321/)
  })
})

each('a message', database => {
  test('joins the case of a message it answers, for whom it was and where only they and we can read', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1', thread: 'mail-1' }))
    const { id, number } = await first(round)
    await round.tess.closes(number)
    round.world.clock.advance({ days: 8 })
    await round.brings(round.message({ id: 'm2', thread: 'mail-2' }))
    const tess = await round.world.signIn('tess')
    await tess.do('reopenCase', { caseId: id })
    await round.brings(round.message({ id: 'm3', thread: 'mail-3', references: ['m0', 'm1'] }))
    await round.brings(round.message({ id: 'm4', thread: 'mail-4', inReplyTo: 'm3' }))
    const others = { from: 'somebody', inReplyTo: 'm1' }
    await round.brings(round.message({ id: 'm5', thread: 'mail-5', ...others }))
    await round.brings(round.message({ id: 'm6', thread: 'post-1', visibility: 'public', inReplyTo: 'm1' }))
    const joined = (await round.messages()).filter(({ caseId }) => caseId === id).map(message => message.externalId)
    expect(joined).toEqual(['m1', 'm3', 'm4'])
    expect(await cases(round)).toHaveLength(3)
  })

  test('stands after our answer that it is about, whatever the clock of its writer', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1' }))
    await round.tess.answers((await first(round)).number, 'Ja!')
    round.world.clock.advance({ seconds: 10 })
    await round.world.run('deliver')
    const answer = (await round.messages()).at(-1)!
    const slow = { at: second(-3600) }
    await round.brings(round.message({ id: 'm2', inReplyTo: answer.externalId ?? '', ...slow }))
    await round.brings(round.message({ id: 'm3', inReplyTo: 'm1', ...slow }))
    expect((await round.messages()).slice(2).map(({ at }) => at)).toEqual([answer.at, slow.at])
  })

  test('joins the case its token was signed for, and no other for a token that was not', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1', thread: 'mail-1' }))
    const { id, number } = await first(round)
    await round.tess.answers(number, 'Ja!')
    round.world.clock.advance({ seconds: 10 })
    await round.world.run('deliver')
    const token = String(round.peer.posted('/send')[0]!.replyToken)
    await round.brings(round.message({ id: 'm2', thread: 'mail-2', from: 'a-friend', replyToken: token }))
    const other = token.replace(/.(?=.{5}$)/, letter => (/a/i.test(letter) ? 'b' : 'a'))
    const forged = [other, token.slice(1), id, `${Buffer.from(id).toString('base64url')}.AAAA`, '']
    for (const [at, replyToken] of forged.entries()) {
      await round.brings(round.message({ id: `f${at}`, thread: `other-${at}`, from: `other-${at}`, replyToken }))
    }
    const joined = (await round.messages()).filter(({ caseId }) => caseId === id).map(message => message.externalId)
    expect(joined).toEqual(['m1', expect.stringMatching(/^post-/), 'm2'])
  })

  test('R13: of the same person in private goes on where they asked in public; of others there it does not', async () => {
    const round = await openRound({ database })
    const post = { thread: 'post-1', visibility: 'public' } as const
    await round.brings(round.message({ ...post, id: 'm1', from: 'sanne' }))
    await round.brings(round.message({ ...post, id: 'm2', from: 'bram' }))
    await round.brings(round.message({ id: 'm3', thread: 'chat-sanne', from: 'sanne' }))
    const by = new Map((await round.messages()).map(({ externalId, caseId }) => [externalId, caseId]))
    expect(by.get('m3')).toBe(by.get('m1'))
    expect(by.get('m2')).not.toBe(by.get('m1'))
  })

  test('of another person from the same address, or of its program, is a case of its own where nothing ties it', async () => {
    const round = await openRound({ database })
    const from = (name: string, email = 'familie@example.org') => ({ author: { externalId: 'familie', name, email } })
    await round.brings(round.message({ id: 'm1', thread: 't1', ...from('Fien') }))
    await round.brings(round.message({ id: 'm2', thread: 't2', ...from('Bram') }))
    await round.brings(round.message({ id: 'm3', thread: 't3', ...from('Bram') }))
    await round.brings(round.message({ id: 'm4', thread: 't4', ...from('Bram', 'bram@example.org') }))
    await round.brings(round.message({ id: 'm5', thread: 't5', ...from('Bram'), automatic: true }))
    await round.brings(round.message({ id: 'm6', thread: 't1', ...from('Mam'), inReplyTo: 'm1' }))
    const by = new Map((await round.messages()).map(({ externalId, caseId }) => [externalId, caseId]))
    const tied = [...by].map(([, caseId]) => [...new Set(by.values())].indexOf(caseId))
    expect(tied).toEqual([0, 1, 1, 2, 3, 0])
  })

  test('of a program opens nothing again and waits for nobody', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1', from: 'list', thread: 'list', automatic: true }))
    expect(await first(round)).toMatchObject({ status: 'closed', waitingSince: null })
    await round.brings(round.message({ id: 'm2', thread: 'mail-1' }))
    const [, { number } = { number: 0 }] = await cases(round)
    await round.tess.answers(number, 'Ja, tot tien uur.')
    await round.brings(round.message({ id: 'm3', thread: 'mail-1', automatic: true, text: 'Ik ben er niet' }))
    expect((await cases(round))[1]).toMatchObject({ status: 'pending', waitingSince: null })
    await round.tess.closes(number)
    round.world.clock.advance({ days: 30 })
    await round.brings(round.message({ id: 'm4', thread: 'mail-1', automatic: true, text: 'Ik ben er nog niet' }))
    expect(await cases(round)).toMatchObject([{}, { status: 'closed', number }])
    expect((await round.messages()).map(({ caseId }) => caseId)).toHaveLength(5)
  })

  test('goes on in what a person began, not in what a program of theirs sent since', async () => {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1', thread: 'mail-1' }))
    await round.brings(round.message({ id: 'm2', thread: 'mail-2', automatic: true, text: 'Ik ben er niet' }))
    await round.brings(round.message({ id: 'm3', thread: 'mail-3', text: 'En op zondag?' }))
    await round.brings(round.message({ id: 'm4', thread: 'mail-2', text: 'Ik ben er weer' }))
    const [asked, away, sunday, back] = (await round.messages()).map(({ caseId }) => caseId)
    expect(away).not.toBe(asked)
    expect(sunday).toBe(asked)
    // On the thread of the program itself, a person does go on there.
    expect(back).toBe(away)
  })

  test('says who reads its conversation from now on; one of before the connection does not', async () => {
    const round = await openRound({ database })
    const audience = async () => (await round.tess.case(1)).audiences[0].visibility
    await round.brings(round.message({ id: 'm1' }))
    expect(await audience()).toBe('PRIVATE')
    await round.tess.answers(1, 'Uw wachtwoord is 1234.')
    await round.brings(round.message({ id: 'm2', visibility: 'public' }))
    expect(await audience()).toBe('PUBLIC')
    // What was written to one person does not leave for everybody by itself.
    round.world.clock.advance({ minutes: 1 })
    await round.world.run('deliver')
    expect(round.peer.posted('/send')).toEqual([])
    const [, answer] = await round.messages()
    const { delivery } = (await round.tess.case(1)).messages.edges[1].node
    expect(delivery).toMatchObject({
      state: 'FAILED',
      reason: expect.stringMatching(/^The conversation became public/),
    })
    await round.tess.do('resolveReply', { messageId: answer!.id, outcome: 'RETRY' })
    await round.world.run('deliver')
    expect(round.peer.posted('/send')).toMatchObject([{ thread: { visibility: 'public' } }])

    await round.brings(round.message({ id: 'm0', visibility: 'private', at: second(-90 * 24 * 3600) }))
    expect(await audience()).toBe('PUBLIC')
    await round.brings(round.message({ id: 'm3', visibility: 'private' }))
    expect(await audience()).toBe('PRIVATE')
  })

  test('by nobody one can read the name of has none, and no words that cannot be seen name its case', async () => {
    const round = await openRound({ database })
    for (const [at, name] of ['\u200b\u200d', '\u3164', '\u2800 \u2060', '\u0301'].entries()) {
      const author = { externalId: `h${at}`, name, handle: `@h${at}` }
      await round.brings(round.message({ id: `h${at}`, thread: `h${at}`, author, text: name }))
    }
    const handles = await round.world.core.db.selectFrom('handles').select('name').execute()
    expect(handles.map(({ name }) => name)).toEqual([null, null, null, null])
    expect((await cases(round)).map(({ subject }) => subject)).toEqual(['', '', '', ''])
    await round.brings(round.message({ id: 'e', thread: 'e', author: { externalId: 'e', name: '👩‍🏫 Zoë' } }))
    expect((await round.world.core.db.selectFrom('handles').select('name').execute()).at(-1)).toEqual({
      name: '👩‍🏫 Zoë',
    })
    const { id, audiences } = await round.tess.case(1)
    const input = { caseId: id, threadId: audiences[0].threadId, text: '\u200b\u2060', clientMutationId: 'x' }
    expect((await round.tess.do('sendReply', input)).errors[0]!.extensions.reason).toBe('text.empty')
    const note = { caseId: id, text: '\u3164', clientMutationId: 'x' }
    expect((await round.tess.do('addNote', note)).errors[0]!.extensions.reason).toBe('text.empty')
  })

  test('of ours, written elsewhere, is an answer; where nobody asked anything it is nothing', async () => {
    const round = await openRound({ database })
    const ours = { ours: true, from: 'rocdelta', text: 'Ja hoor!' }
    await round.brings(round.message({ ...ours, id: 'o1', thread: 'elsewhere' }))
    expect([await cases(round), await round.messages()]).toEqual([[], []])
    await round.brings(round.message({ id: 'm1' }))
    await round.brings(round.message({ ...ours, id: 'o2' }))
    expect(await first(round)).toMatchObject({ status: 'pending', waitingSince: null })
    expect((await round.messages()).map(({ direction }) => direction)).toEqual(['in', 'out'])
    await round.brings(round.message({ id: 'm2', text: 'Dank!' }))
    expect(await first(round)).toMatchObject({ waitingSince: round.world.clock.iso() })
    expect(await round.tess.inbox('UNASSIGNED')).toHaveLength(1)
  })
})

each('our own answer that comes back to us', database => {
  /** An answer on its way, whose platform holds the line. */
  async function leaving(then: Parameters<typeof held>[0]) {
    const round = await openRound({ database })
    await round.brings(round.message({ id: 'm1', visibility: 'public' }))
    const { number } = await first(round)
    await round.tess.answers(number, 'Ja, zie rocdelta.nl/open')
    round.world.clock.advance({ seconds: 10 })
    const line = held(then)
    round.peer.next(line.way)
    const sending = round.world.run('deliver')
    await expect.poll(() => round.peer.posted('/send')).toHaveLength(1)
    const echoes = (text: string) =>
      round.brings(round.message({ id: 'o1', visibility: 'public', ours: true, from: 'rocdelta', text }))
    const answers = async () =>
      (await round.tess.case(number)).messages.edges
        .map(({ node }: { node: { direction: string } }) => node)
        .filter(({ direction }: { direction: string }) => direction === 'OUT')
    return { ...round, echoes, answers, letGo: line.letGo, sending }
  }

  test.each([
    ['as it was', 'Ja, zie rocdelta.nl/open'],
    ['as the platform changed it', 'Ja, zie https://sho.rt/x1'],
  ])('F-15: before we could write down that it went, %s, is the same message', async (_, text) => {
    const { echoes, answers, letGo, sending } = await leaving({ body: { externalId: 'o1' } })
    await echoes(text)
    letGo()
    await sending
    expect(await answers()).toMatchObject([{ delivery: { state: 'SENT', attempts: 1 } }])
    await echoes(text)
    expect(await answers()).toHaveLength(1)
  })

  test('F-15: while nobody knows whether it went, tells that it did', async () => {
    const { world, peer, echoes, answers, letGo, sending } = await leaving({ status: 502 })
    letGo()
    await sending
    expect(await answers()).toMatchObject([{ delivery: { state: 'UNKNOWN' } }])
    await echoes('Ja, zie rocdelta.nl/open')
    world.clock.advance({ minutes: 1 })
    await world.run('reconcile')
    expect(await answers()).toMatchObject([{ delivery: { state: 'SENT', attempts: 1 } }])
    expect(peer.asked.filter(({ path }) => path.startsWith('/find'))).toEqual([])
  })
})

each('an item over which its plugin hangs', database => {
  test('is parked after the second try with a sentence, and what waited for it never counts that', async () => {
    const round = await openRound({ database })
    const { core, clock } = round.world
    const fault = { next: new CutOff('temporary', 'The plugin did not finish in time') as PluginError }
    const open: typeof core.connections.open = async (db, id) => ({
      ...(await core.connections.open(db, id)),
      call: () => Promise.reject(fault.next),
    })
    const intake = openIntake({ ...core, connections: { ...core.connections, open }, reopenHours: 168, language: 'nl' })
    const item = async (key: string) => {
      const rows = await core.db.selectFrom('rawItems').selectAll().where('key', '=', key).execute()
      return rows.map(({ attempts, parkedAt, reason }) => ({ attempts, isParked: parkedAt !== null, reason }))[0]
    }
    const raw = (key: string) => ({ key, headers: {}, body: new Uint8Array([123]) })
    await (await intake.accept(round.connectionId, raw('hangs'))).understood
    const once = { attempts: 1, isParked: false, reason: 'The plugin did not finish in time' }
    expect(await item('hangs')).toEqual(once)
    clock.advance({ minutes: 1 })
    await intake.processDue()
    const twice = 'The plugin did not finish in time. It was tried 2 times.'
    expect(await item('hangs')).toEqual({ attempts: 2, isParked: true, reason: twice })

    fault.next = new PluginError('temporary', 'The plugin hangs: this did not get its turn')
    await (await intake.accept(round.connectionId, raw('waits'))).understood
    clock.advance({ minutes: 1 })
    await intake.processDue()
    expect(await item('waits')).toMatchObject({ attempts: 2, isParked: false })
  })
})

each('a connection whose plugin is slow', database => {
  test('keeps no other waiting, however much of it waits', async () => {
    const round = await openRound({ database })
    const { core } = round.world
    const slow = await round.connect('@sport')
    const { promise: patience, resolve: wakeUp } = Promise.withResolvers<void>()
    const open: typeof core.connections.open = async (db, id) => {
      const found = await core.connections.open(db, id)
      if (id !== slow) return found
      return { ...found, call: (...call) => patience.then(() => found.call(...call)) }
    }
    const intake = openIntake({ ...core, connections: { ...core.connections, open }, reopenHours: 168, language: 'nl' })
    const raw = (id: string) => {
      const body = Buffer.from(JSON.stringify({ events: [round.message({ id })] }))
      return { key: id, headers: {}, body }
    }
    const waiting = intake.acceptPage(
      slow,
      Array.from({ length: 300 }, (_, at) => raw(`slow-${at}`)),
    )
    await (await intake.accept(round.connectionId, raw('quick'))).understood
    expect((await round.messages()).map(({ externalId }) => externalId)).toEqual(['quick'])
    wakeUp()
    expect(await waiting).toBe(300)
    expect(await round.messages()).toHaveLength(301)
  })
})

type Stored = Awaited<ReturnType<Round['messages']>>[number]
const pick = ({ text, at, deletedAt, editedAt }: Stored) => ({
  text,
  at,
  ...(deletedAt ? { deletedAt } : { editedAt }),
})

const shownOf = async (round: Round, number: number) =>
  (
    await round.tess.get(
      'query ($number: Int!) { case(number: $number) { subject preview messages(last: 9) { edges { node { text html } } } } }',
      { number },
    )
  ).case

each('what platforms sent', database => {
  test('goes two weeks after it was understood; its key stays, and what was not understood stays whole', async () => {
    const round = await openRound({ database })
    const { world, connectionId } = round
    const raw = (key: string, body: string) => ({ key, headers: { 'x-name': 'Sanne' }, body: Buffer.from(body) })
    const event = JSON.stringify({ events: [round.message({ id: 'm1', text: 'Is het open?' })] })
    const accepts = async (key: string, body: string) =>
      (await world.core.intake.accept(connectionId, raw(key, body))).understood
    await accepts('good', event)
    await accepts('bad', 'geen json')
    await world.core.write(system('test'), ({ db }) =>
      db.updateTable('rawItems').set({ parkedAt: world.clock.iso() }).where('key', '=', 'bad').execute(),
    )
    const kept = async () => {
      const items = await world.core.db.selectFrom('rawItems').selectAll().orderBy('key').execute()
      return items.map(({ key, headers, body }) => [key, headers, String(body)])
    }
    const bad = ['bad', '{"x-name":"Sanne"}', 'geen json']
    world.clock.advance({ days: 13 })
    await world.run('forget')
    expect(await kept()).toEqual([bad, ['good', '{"x-name":"Sanne"}', event]])
    world.clock.advance({ days: 2 })
    // More than one commit lets go of at once.
    await Promise.all(Array.from({ length: 450 }, (_, at) => accepts(`many${at}`, '{"events":[]}')))
    await world.run('forget')
    expect((await kept()).slice(0, 2)).toEqual([bad, ['good', '', '']])
    expect((await kept())[2]).toEqual(['many0', '{"x-name":"Sanne"}', '{"events":[]}'])
    world.clock.advance({ days: 15 })
    await world.run('forget')
    expect((await kept()).filter(([, headers]) => headers !== '').map(([key]) => key)).toEqual(['bad'])

    // A second delivery is still known, and there is nothing left to be read again.
    await accepts('good', event)
    expect(await round.messages()).toHaveLength(1)
    const ada = await world.signIn('ada')
    const { id } = await world.core.db
      .selectFrom('rawItems')
      .select('id')
      .where('key', '=', 'good')
      .executeTakeFirstOrThrow()
    expect((await ada.do('replayItem', { itemId: id }, 'id')).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ])
  })
})
