import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Channel, Ctx, PluginError, RawItem } from '../index.ts'
import { asJson, forbidden, isolated, rawItem } from './ctx.ts'
import { brokenBodies, faultsOf } from './faults.ts'

/** What a platform sends becomes events, at any time the same; what is broken is refused and nothing worse. */
export function parsing<Settings>(channel: Channel<Ctx<Settings>>, fixtures: string[], settings: Settings) {
  const parse = async (raw: RawItem) => channel.parse(raw, isolated(settings))

  describe('parse', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date'] })
      vi.stubGlobal('fetch', forbidden('fetch'))
    })
    afterEach(() => {
      vi.useRealTimers()
      vi.unstubAllGlobals()
    })

    describe.each(fixtures.map(file => [basename(file), file] as const))('%s', (_, file) => {
      const outcome = (): Promise<unknown> =>
        parse(rawItem(file)).then(asJson, (error: unknown) => ({ error: refusedWith(error) }))

      test('becomes the events that are expected of it', async () => {
        expect(await outcome()).toEqual(expectedOf(file, await outcome()))
      })

      test('becomes the same events on any day, for the same item may be read again', async () => {
        vi.setSystemTime('2001-01-01T00:00:00Z')
        const before = await outcome()
        vi.setSystemTime('2040-12-31T23:59:59Z')
        expect(await outcome(), 'Take times and ids from the item, not from the clock or by chance.').toEqual(before)
      })

      test('becomes events that core can take', async () => {
        const events = await parse(rawItem(file)).catch((error: unknown) => void refusedWith(error))
        expect(events?.flatMap(event => faultsOf(event, channel.limits)) ?? []).toEqual([])
        const ids = events?.filter(({ type }) => type === 'message').map(({ externalId }) => externalId) ?? []
        expect(new Set(ids).size, 'Two messages of one item share an externalId: core would drop one.').toBe(ids.length)
        expect(() => structuredClone(events), 'Events cross threads: plain data only.').not.toThrow()
      })
    })

    const whole = new Map(fixtures.map(file => [basename(file), rawItem(file).body]))
    test.each([...brokenBodies(whole)])('takes %s', async (name, body) => {
      const headers = fixtures.length ? rawItem(fixtures[0]!).headers : {}
      const events = await parse({ key: name, headers, body }).catch((error: unknown) => {
        refusedWith(error)
        return []
      })
      expect(events.flatMap(event => faultsOf(event, channel.limits))).toEqual([])
    })
  })
}

/** What stands beside a fixture. */
function expectedOf(file: string, now: unknown): unknown {
  const path = `${file.slice(0, file.length - extname(file).length)}.expected.json`
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Error(
      `${basename(path)} is missing or is no JSON. Write the events that ${basename(file)} should become; these are what it becomes now:\n${JSON.stringify(now, null, 2)}`,
      { cause },
    )
  }
}

/** The code of the PluginError; anything else that a plugin throws fails the test. */
function refusedWith(error: unknown): PluginError['code'] {
  if (error instanceof Error && error.name === 'PluginError') return (error as PluginError).code
  throw new Error(
    `parse must throw a PluginError for what it cannot understand: read JSON with try and catch, and use checked(). It threw ${String(error)}`,
    { cause: error },
  )
}
