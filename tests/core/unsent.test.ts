import { describe, expect, test, vi } from 'vitest'
import { PluginError } from '../../core/plugin/index.ts'
import { engines } from '../support/engines.ts'
import { openWorld, type World } from '../support/world.ts'

/** Somebody waits, Tess has answered, and the web form takes answers as `sends` says. */
async function answered(database: 'sqlite' | 'postgres', sends?: PluginError) {
  const world = await openWorld({ database })
  const visitor = await world.visitor().asks('Kan ik mij nog aanmelden?')
  const tess = await world.signIn('tess')
  const channel = world.core.connections.plugin('web')?.channel
  const send = vi.spyOn(channel!, 'send')
  if (sends) send.mockRejectedValue(sends)
  await tess.takes(visitor.case)
  return { world, visitor, tess, send, deliver: (seconds: number) => deliver(world, seconds) }
}

async function deliver(world: World, seconds: number) {
  world.clock.advance({ seconds })
  await world.run('deliver')
  await world.run('reconcile')
}

const row = async (tess: Awaited<ReturnType<World['signIn']>>, list: string) =>
  (await tess.get(`{ cases(list: ${list}) { edges { node { number status unsent waitingSince } } } }`)).cases.edges.map(
    (edge: { node: unknown }) => edge.node,
  )

describe.each(engines)('%s', database => {
  test.each([
    ['is away for a while', 'temporary', 'QUEUED'],
    ['took it or not', 'unknown', 'UNKNOWN'],
    ['refuses it', 'permanent', 'FAILED'],
  ] as const)('an answer whose channel %s is in the inbox of its owner, with a mark', async (_, code, unsent) => {
    const { visitor, tess, deliver } = await answered(database, new PluginError(code, 'No answer'))
    await tess.answers(visitor.case, 'Ja, tot 1 april!')
    await deliver(60)
    // The first time may be a moment's fault.
    if (code !== 'permanent') expect(await row(tess, 'MINE')).toEqual([])
    await deliver(61)
    await deliver(61)
    expect(await row(tess, 'MINE')).toMatchObject([{ number: visitor.case, unsent, waitingSince: expect.any(String) }])
    expect(await row(tess, 'PENDING')).toEqual([])
  })

  test('once it went after all it waits for the customer', async () => {
    const { visitor, tess, send, deliver } = await answered(database, new PluginError('temporary', 'No answer'))
    await tess.answers(visitor.case, 'Ja, tot 1 april!')
    await deliver(60)
    await deliver(61)
    expect(await row(tess, 'MINE')).toMatchObject([{ unsent: 'QUEUED' }])
    send.mockRestore()
    await deliver(121)
    expect(await row(tess, 'MINE')).toEqual([])
    expect(await row(tess, 'PENDING')).toMatchObject([{ number: visitor.case, unsent: null, waitingSince: null }])
  })

  test('when the customer wrote meanwhile, that waits on', async () => {
    const { visitor, tess, send, deliver } = await answered(database, new PluginError('temporary', 'No answer'))
    await tess.answers(visitor.case, 'Ja, tot 1 april!')
    await deliver(60)
    await deliver(61)
    await visitor.answers('En mijn broer?')
    send.mockRestore()
    await deliver(121)
    expect(await row(tess, 'MINE')).toMatchObject([
      { number: visitor.case, unsent: null, waitingSince: expect.any(String) },
    ])
  })

  test('a connection that is paused gives its waiting answers back, and those that come while it is', async () => {
    const { world, visitor, tess, deliver } = await answered(database)
    const other = await world.visitor().asks('Hoe laat is de open dag?')
    const admin = await world.signIn('ada', { roles: ['admin'] })
    await tess.answers(visitor.case, 'Ja, tot 1 april!')
    const { id } = await world.core.db.selectFrom('connections').select('id').executeTakeFirstOrThrow()
    await admin.do('pauseConnection', { connectionId: id })
    await tess.answers(other.case, 'Om tien uur')
    expect(await row(tess, 'MINE')).toMatchObject([
      { number: visitor.case, unsent: 'QUEUED' },
      { number: other.case, unsent: 'QUEUED' },
    ])
    await admin.do('resumeConnection', { connectionId: id })
    await deliver(60)
    expect(await row(tess, 'MINE')).toEqual([])
    expect(await row(tess, 'PENDING')).toMatchObject([{ unsent: null }, { unsent: null }])
  })
})
