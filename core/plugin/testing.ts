/**
 * Contract suites: what every channel must hold, as tests that run against yours. Use it in a vitest file of your own:
 *
 *     channelContract(guestbook, { settings: { url: 'https://…', key: 'k' }, fixtures: `${import.meta.dirname}/fixtures` })
 *
 * More options prove more: `webhook` that a forged delivery is refused, `peer` that each failure of the platform is called by
 * its right name.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Static, TObject } from 'typebox'
import { describe, expect, test } from 'vitest'
import { checked, type Plugin } from './index.ts'
import { checkPlugin } from './load.ts'
import { acting } from './testing/acting.ts'
import { limitFaults } from './testing/faults.ts'
import { parsing } from './testing/parse.ts'
import type { Peer } from './testing/peer.ts'
import { reading } from './testing/reading.ts'
import { reconciling } from './testing/reconcile.ts'
import { sending } from './testing/send.ts'
import { proving, type WebhookProof } from './testing/webhook.ts'

export { asJson, rawItem, type TestCtx, type TestCtxOptions, testCtx } from './testing/ctx.ts'
export type { Failure, Peer, Refusal } from './testing/peer.ts'
export type { WebhookProof } from './testing/webhook.ts'

export interface ChannelContract<Settings> {
  /** Settings that the plugin's own schema allows. */
  settings: Settings
  /**
   * A folder of raw items as the platform sends them. Each file is a body; beside `question.json` lie
   * `question.expected.json`, the events it becomes (times as ISO text, bytes as `{ bytes, base64 }`; for one that must
   * be refused `{ "error": "permanent" }`), and `question.headers.json` where headers matter.
   */
  fixtures: string
  /** For a channel with `webhook`: how the platform proves that a delivery is its own. */
  webhook?: WebhookProof<Settings>
  /** A fake of the platform, to prove what each function makes of its answers and failures. For platforms that speak HTTP. */
  peer?: Peer<Settings>
}

/** Registers the tests of the channel contract. Call it once for each plugin, at the top of a test file. */
export function channelContract<Schema extends TObject>(
  plugin: Plugin<Schema>,
  options: ChannelContract<Static<Schema>>,
): void {
  if (!plugin.channel) throw new Error(`${plugin.id} has no channel: channelContract is for plugins with that facet.`)
  const limits = plugin.channel.limitsFor?.(options.settings as never) ?? plugin.channel.limits
  const channel = { ...plugin.channel, limits }
  const fixtures = filesIn(options.fixtures)

  describe(`${plugin.id} keeps the contract of a channel:`, () => {
    test('core would load it', () => expect(checkPlugin(plugin)).toBe(plugin))

    test('the settings of this test are allowed by its schema', () => {
      expect(checked(plugin.settings, options.settings)).toBe(options.settings)
    })

    test('its limits make sense', () => expect(limitFaults(limits)).toEqual([]))

    parsing(channel, fixtures, options.settings)
    if (channel.webhook) proving(channel, fixtures, options.settings, options.webhook)
    if (!options.peer) return
    sending(channel, fixtures, options.peer)
    if (channel.reconcile) reconciling(channel, fixtures, options.peer)
    reading(channel, options.peer)
    acting(channel, options.peer)
  })
}

/** The raw items of a folder, as paths. */
function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && !/^\.|\.(expected|headers)\.json$/.test(entry.name))
    .map(entry => join(folder, entry.name))
    .sort()
  if (!files.length) throw new Error(`${folder} has no fixture: save at least one delivery of the platform there.`)
  return files
}
