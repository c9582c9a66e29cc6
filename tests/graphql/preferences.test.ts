import { expect, test } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { each } from '../support/databases.ts'
import { casesHeard, follow } from '../support/socket.ts'
import { asksOn, openWorld } from '../support/world.ts'

const ALL = `theme density textSize reducedMotion quiet after shortcutKeys shortcuts { command key } undoFactor
  widths { navigation list panel composer } folded orders { list order } sound volume alerts { kind sound email }`

const heard = (kind: string) => ({ kind, sound: true, email: false })
const alerts = [
  heard('ASSIGNED'),
  heard('CUSTOMER_WROTE'),
  heard('UNASSIGNED'),
  heard('REPLY_FAILED'),
  heard('REPLY_UNCERTAIN'),
  { kind: 'CONNECTION_ILL', sound: false, email: true },
  { kind: 'TASK_FINISHED', sound: false, email: false },
]

const usual = {
  theme: 'SYSTEM',
  density: 'COMFORTABLE',
  textSize: 100,
  reducedMotion: false,
  quiet: false,
  after: 'NEXT',
  shortcutKeys: 'PLAIN',
  shortcuts: [],
  undoFactor: 1,
  widths: { navigation: null, list: null, panel: null, composer: null },
  folded: [],
  orders: [],
  sound: 'SOFT',
  volume: 50,
  alerts,
}

const preferences = async (agent: Agent) => (await agent.get(`{ me { preferences { ${ALL} } } }`)).me.preferences

const changing = async (agent: Agent, input: Record<string, unknown>) => {
  const { data, errors } = await agent.do('updatePreferences', input, `preferences { ${ALL} }`)
  return errors[0]?.extensions ?? data.updatePreferences.preferences
}

each('preferences', database => {
  test('are as usual until one changes them, and one’s own', async () => {
    const world = await openWorld({ database })
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    expect(await preferences(tess)).toEqual(usual)
    const dark = {
      theme: 'DARK',
      widths: { list: 420, composer: 60 },
      shortcuts: [{ command: 'case.close', key: 'q' }],
    }
    const wanted = { ...usual, ...dark, widths: { navigation: null, list: 420, panel: null, composer: 60 } }
    expect(await changing(tess, dark)).toEqual(wanted)
    // What is left out stays, and so does what is null.
    const later = { orders: [{ list: 'mine', order: 'NEWEST' }], after: 'STAY', theme: null }
    const both = { ...wanted, orders: later.orders, after: 'STAY' }
    expect(await changing(tess, later)).toEqual(both)
    expect(await preferences(await world.signIn('tess'))).toEqual(both)
    expect(await preferences(bas)).toEqual(usual)
    expect(await changing(tess, { shortcuts: [], widths: {} })).toMatchObject({ shortcuts: [], widths: usual.widths })
  })

  test('about notifications hold for the kinds they name, and what one did not choose stays as usual', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const silent = { kind: 'ASSIGNED', sound: false, email: true }
    const others = alerts.slice(1)
    const chosen = await changing(tess, { sound: 'CLEAR', volume: 80, alerts: [silent, ...others] })
    expect(chosen).toEqual({ ...usual, sound: 'CLEAR', volume: 80, alerts: [silent, ...others] })
    // What is as usual is not written down: it may become another usual.
    const { settings } = await world.core.db.selectFrom('preferences').select('settings').executeTakeFirstOrThrow()
    expect(JSON.parse(settings).alerts).toEqual([{ ...silent, kind: 'assigned' }])
    expect((await changing(tess, { theme: 'DARK' })).alerts).toEqual([silent, ...others])
    expect((await changing(tess, { alerts: [] })).alerts).toEqual(alerts)
  })

  test('that are out of bounds, or that nobody knows, are refused whole', async () => {
    const world = await openWorld({ database })
    const tess = await world.signIn('tess')
    const key = { command: 'case.close', key: 'q' }
    const refusals: Array<[Record<string, unknown>, string | undefined]> = [
      [{ textSize: 89 }, 'preference.bounds'],
      [{ textSize: 131 }, 'preference.bounds'],
      [{ undoFactor: 0 }, 'preference.bounds'],
      [{ undoFactor: 4 }, 'preference.bounds'],
      [{ widths: { list: 99 } }, 'preference.bounds'],
      [{ widths: { panel: 2001 } }, 'preference.bounds'],
      [{ widths: { composer: 59 } }, 'preference.bounds'],
      [{ shortcuts: [key, { ...key, key: 'w' }] }, 'preference.many'],
      [{ shortcuts: Array.from({ length: 101 }, (_, n) => ({ ...key, command: `c${n}` })) }, 'preference.many'],
      [{ shortcuts: [{ command: 'case close', key: 'q' }] }, 'preference.form'],
      [{ shortcuts: [{ ...key, key: '' }] }, 'preference.form'],
      [{ shortcuts: [{ ...key, key: 'q'.repeat(31) }] }, 'preference.form'],
      [{ folded: ['x'.repeat(61)] }, 'preference.form'],
      [{ orders: [{ list: '', order: 'NEWEST' }] }, 'preference.form'],
      [{ orders: [{ list: 'mine', order: 'SIDEWAYS' }] }, undefined],
      [{ volume: 9 }, 'preference.bounds'],
      [{ volume: 101 }, 'preference.bounds'],
      [{ alerts: [heard('ASSIGNED'), heard('ASSIGNED')] }, 'preference.many'],
      [{ alerts: [heard('WEATHER')] }, undefined],
      [{ sound: 'LOUD' }, undefined],
      [{ theme: 'PINK' }, undefined],
      [{ userId: 'somebody', theme: 'DARK' }, undefined],
      [{ isAdmin: true }, undefined],
    ]
    for (const [input, reason] of refusals) {
      expect([input, await changing(tess, { quiet: true, ...input })]).toMatchObject([
        input,
        { code: 'INVALID', ...(reason && { reason }) },
      ])
    }
    expect(await preferences(tess)).toEqual(usual)
    expect(await world.core.db.selectFrom('preferences').selectAll().execute()).toEqual([])
  })

  test('lengthen the undo window of one’s own answers, and of no others', async () => {
    const world = await openWorld({ database })
    const web = (await world.core.webConnection()).id
    const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
    await changing(tess, { undoFactor: 3 })
    await asksOn(world, web, 'Een')
    await asksOn(world, web, 'Twee')
    const window = async (agent: Agent) => (await agent.case(1)).audiences[0].undoSeconds
    expect([await window(tess), await window(bas)]).toEqual([15, 5])

    const slow = await tess.answers(1, 'Ja')
    const quick = await bas.answers(2, 'Nee')
    world.clock.advance({ seconds: 14 })
    await world.run('deliver')
    const left = async (agent: Agent, messageId: string) =>
      (await agent.do('undoReply', { messageId })).errors[0]?.extensions.reason
    expect(await left(bas, quick)).toBe('reply.left')
    expect(await left(tess, slow)).toBeUndefined()
    const second = await tess.answers(1, 'Toch wel')
    world.clock.advance({ seconds: 15 })
    await world.run('deliver')
    expect(await left(tess, second)).toBe('reply.left')
  })
})

test('a change of them is told to one’s own other screens alone, and only when there is one', async () => {
  const world = await openWorld({ listen: true, realTime: true })
  const [tess, bas] = [await world.signIn('tess'), await world.signIn('bas')]
  const own = await follow(world, tess)
  const others = await follow(world, bas)
  const areas = (line: typeof own) =>
    line.received.flatMap(({ type, payload }) => (type === 'next' ? payload.data.changes.areas : []))
  await changing(tess, { theme: 'DARK' })
  await changing(tess, { theme: 'DARK' })
  await own.next(() => areas(own).includes('ME'))
  await tess.do('createView', { name: 'Klachten' })
  await own.next(() => areas(own).includes('VIEWS'))
  const caseId = await asksOn(world, (await world.core.webConnection()).id, 'Vraag')
  await others.next(() => casesHeard(others).includes(caseId))
  // Of the question itself both are told.
  const theirs = (line: typeof own) => areas(line).filter(area => area !== 'NOTIFICATIONS')
  expect(theirs(others)).toEqual([])
  expect(theirs(own)).toEqual(['ME', 'VIEWS'])
})
