import { describe, expect, test } from 'vitest'
import { failureOf } from '../calls.ts'
import type { Action, Channel, Ctx, MessageRef } from '../index.ts'
import type { Failure, Peer } from './peer.ts'
import { standing } from './standing.ts'

const ACTIONS: readonly Action[] = ['like', 'hide', 'remove']

/** A button does what it says, or says that it did not. */
export function acting<Settings>(channel: Channel<Ctx<Settings>>, peer: Peer<Settings>) {
  const able = ACTIONS.filter(action => channel[action])
  describe.each(able)('%s', action => {
    if (!peer.moderates) {
      test('is proven', () =>
        expect.fail('Give in `peer.moderates` a message on the platform that this can be done with.'))
      return
    }
    const { moderates } = peer
    const stand = standing(peer)
    const act = (ref: MessageRef) => channel[action]!(ref, stand.ctx())

    test('reaches the platform', async () => {
      const ref = await moderates(action)
      const before = stand.open.writes()
      await act(ref)
      expect(stand.open.writes() - before, 'It resolved, and asked the platform for nothing.').toBeGreaterThan(0)
    })

    test('is safe to do twice, for nobody knows of the first time whether it was done', async () => {
      const ref = await moderates(action)
      await act(ref)
      await act(ref).catch((error: unknown) => expect(failureOf(error, action).code).toBe('permanent'))
    })

    test.each<[string, Failure, string[]]>([
      ['not signed in', { status: 401 }, ['unauthorized']],
      ['an error of the platform', { status: 500 }, ['temporary', 'unknown']],
      ['a connection cut off before the answer', 'reset', ['temporary', 'unknown']],
    ])('%s: thrown, never called done', async (_, failure, codes) => {
      const ref = await moderates(action)
      stand.open.fail(failure, 'all')
      const outcome = await act(ref).then(
        () => expect.fail('It resolved, and the platform had refused.'),
        (error: unknown) => failureOf(error, action),
      )
      expect(codes).toContain(outcome.code)
    })
  })
}
