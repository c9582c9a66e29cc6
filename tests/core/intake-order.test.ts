import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder } from '../../core/intake/in-order.ts'
import { store } from '../../core/intake/items.ts'
import { openRound, type Round } from '../support/courier.ts'
import { each } from '../support/databases.ts'

const file = (text: string) => ({ type: 'text/plain', name: 'a.txt', base64: Buffer.from(text).toString('base64') })
const itemOf = (...events: object[]) => ({
  key: randomUUID(),
  headers: {},
  body: Buffer.from(JSON.stringify({ events })),
})
const ids = async (round: Round) => (await round.messages()).map(({ externalId }) => externalId)

/** Holds the files that say so on their way to the disk, until they are let go. */
function slowDisk({ world }: Round) {
  const { files } = world.core
  const keep = files.keep.bind(files)
  const gates = new Map<string, PromiseWithResolvers<void>>()
  const gate = (text: string) => {
    const known = gates.get(text) ?? Promise.withResolvers<void>()
    gates.set(text, known)
    return known
  }
  files.keep = async content => {
    const text = Buffer.from(content).toString()
    if (text.startsWith('slow')) await gate(text).promise
    return keep(content)
  }
  return { letGo: (text: string) => gate(text).resolve() }
}

test('a row goes on in its order, whoever is ready first, and rows do not wait for each other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b'), { maxLength: 20 }),
      fc.infiniteStream(fc.nat(3)),
      async (keys, waits) => {
        const turns = inOrder()
        const passed: number[] = []
        await Promise.all(
          keys.map(async (key, at) => {
            const turn = turns(key)
            const [wait = 0] = waits.take(1)
            for (let tick = 0; tick < wait; tick++) await new Promise(setImmediate)
            await turn.come
            passed.push(at)
            turn.pass()
          }),
        )
        for (const key of ['a', 'b']) {
          const own = passed.filter(at => keys[at] === key)
          expect(own).toEqual([...own].sort((a, b) => a - b))
        }
        expect(passed).toHaveLength(keys.length)
      },
    ),
  )
})

each('what comes in on a connection', database => {
  test('in one page of a poll stands in the order of the page, and names its case after the first', async () => {
    const round = await openRound({ database })
    const { letGo } = slowDisk(round)
    const { intake, db } = round.world.core
    const page = intake.acceptPage(round.connectionId, [
      itemOf(round.message({ id: 'm1', text: 'Wat is dit?', attachments: [file('slow 1')] })),
      itemOf(round.message({ id: 'm2', text: 'O, ik zie het al' })),
      itemOf(round.message({ id: 'm3', text: 'Of toch niet', attachments: [file('slow 3')] })),
      itemOf(round.message({ id: 'm4', text: 'Hallo?' })),
    ])
    letGo('slow 3')
    await new Promise(resolve => setTimeout(resolve, 50))
    letGo('slow 1')
    expect(await page).toBe(4)
    expect(await ids(round)).toEqual(['m1', 'm2', 'm3', 'm4'])
    expect(await db.selectFrom('cases').select('subject').execute()).toEqual([{ subject: 'Wat is dit?' }])
  })

  test('by its webhook stands in the order it was posted, each after the answer to the one before', async () => {
    const round = await openRound({ database })
    const large = file('x'.repeat(60_000))
    for (const [at, more] of [{ attachments: [large, large] }, {}, {}].entries()) {
      expect(await round.posts([round.message({ id: `m${at}`, ...more })])).toBe(200)
    }
    await expect.poll(() => ids(round)).toEqual(['m0', 'm1', 'm2'])
  })

  test('does not wait for another connection, nor for what cannot be understood', async () => {
    const round = await openRound({ database })
    const other = await round.connect('@rocdelta-sport')
    const { letGo } = slowDisk(round)
    const { intake } = round.world.core
    const slow = await intake.accept(
      round.connectionId,
      itemOf(round.message({ id: 'm1', attachments: [file('slow')] })),
    )
    const broken = await intake.accept(round.connectionId, { ...itemOf(), body: Buffer.from('{"events":[{}]}') })
    const behind = await intake.accept(round.connectionId, itemOf(round.message({ id: 'm2' })))
    const elsewhere = await intake.accept(other, itemOf(round.message({ id: 'm3', from: 'bram' })))
    await Promise.all([broken.understood, elsewhere.understood])
    expect(await ids(round)).toEqual(['m3'])
    letGo('slow')
    await Promise.all([slow.understood, behind.understood])
    expect(await ids(round)).toEqual(['m3', 'm1', 'm2'])
  })

  test('while it was stopped, or before a process ended, comes before what is new', async () => {
    const round = await openRound({ database })
    const { intake, write } = round.world.core
    const system = { kind: 'system', id: 'test' } as const
    const bring = async (id: string) =>
      (await intake.accept(round.connectionId, itemOf(round.message({ id })))).understood
    // As an earlier process would have left them.
    for (const id of ['m1', 'm2']) {
      await write(system, tx => store(tx, round.connectionId, itemOf(round.message({ id }))))
    }
    await bring('m3')
    const pause = (pausedAt: string | null) =>
      write(system, tx => tx.db.updateTable('connections').set({ pausedAt }).execute())
    await pause(round.world.clock.iso())
    for (const id of ['m4', 'm5']) await bring(id)
    expect(await ids(round)).toEqual(['m1', 'm2', 'm3'])
    await pause(null)
    await bring('m6')
    expect(await ids(round)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6'])
  })

  test('by the hundred, as the first thing a process gets, is all there when its page was taken', {
    timeout: 60_000,
  }, async () => {
    const round = await openRound({ database })
    const items = Array.from({ length: 300 }, (_, at) => itemOf(round.message({ id: `m${at}`, text: `Bericht ${at}` })))
    expect(await round.world.core.intake.acceptPage(round.connectionId, items)).toBe(300)
    expect(await ids(round)).toEqual(items.map((_, at) => `m${at}`))
  })

  test('and failed gives its place up: the rest goes on, and it comes when it is tried again', async () => {
    const round = await openRound({ database })
    const { files } = round.world.core
    const keep = files.keep.bind(files)
    files.keep = () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' }))
    await round.brings(round.message({ id: 'm1', attachments: [file('a')] }))
    files.keep = keep
    await round.brings(round.message({ id: 'm2' }))
    expect(await ids(round)).toEqual(['m2'])
    round.world.clock.advance({ minutes: 1 })
    await round.world.run('intake')
    expect(await ids(round)).toEqual(['m2', 'm1'])
  })
})
