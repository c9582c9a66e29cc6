import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config/load.ts'
import { type Command, given } from './command.ts'
import { openConnections } from './connections/connections.ts'
import { add } from './connections/manage.ts'
import { openStore } from './connections/store.ts'
import { check } from './connections/try.ts'
import { system } from './lib/actor.ts'
import { systemClock } from './lib/clock.ts'
import { openEgress } from './lib/egress.ts'
import { AppError } from './lib/errors.ts'
import type { Log } from './lib/log.ts'
import { masterKeys } from './lib/master-key.ts'
import { refusalOf } from './lib/refusal.ts'
import { openSeal } from './lib/seal.ts'
import { type Plugin, PluginError } from './plugin/index.ts'
import { inlineHost } from './plugin/inline-host.ts'
import { loadPlugin, loadPlugins, SHIPPED } from './plugin/load.ts'
import { brokenBodies, limitFaults } from './plugin/testing/faults.ts'
import { settingLines, settingsTemplate } from './plugin-shown.ts'

const cli = system('cli')
const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** Ours, and those that the settings name. */
export const plugins = (config: Config) =>
  loadPlugins({
    folders: [SHIPPED, ...(config.WEBCARE_PLUGINS ? [config.WEBCARE_PLUGINS] : [])],
    packages: config.WEBCARE_PLUGIN_PACKAGES,
  })

/** Commands for who writes a plugin or connects one. */
export const pluginCommands: readonly Command[] = [
  {
    name: 'plugin list',
    usage: '',
    description: 'Shows which plugins there are, and why a broken one is broken.',
    async runOnFiles({ config, print }) {
      const { found, broken } = await plugins(config)
      for (const { plugin } of found.values()) print(`${plugin.id}\t${plugin.name}`)
      for (const { source, reason } of broken) print(`broken\t${source}\t${reason}`)
      return broken.length ? 1 : 0
    },
  },
  {
    name: 'plugin show',
    words: ['id'],
    usage: '<id or file> [--json]',
    description:
      'Shows what a plugin needs to be connected: each setting, and a file of settings to fill in. --json prints that file alone.',
    options: { json: { type: 'boolean' } },
    async runOnFiles({ config, print }, values) {
      const plugin = await pluginCalled(config, given(values, 'id'))
      const template = JSON.stringify(settingsTemplate(plugin), null, 2)
      if (values.json) {
        print(template)
        return 0
      }
      const facets = [plugin.channel && 'a channel', plugin.listener && 'a listener'].filter(Boolean)
      print(`${plugin.id}\t${plugin.name}\t${facets.join(' and ')}`)
      for (const line of settingLines(plugin)) print(line)
      print('')
      print(template)
      print('')
      print(`Save that as settings.json, fill it in, and add the connection:`)
      print(`webcare connection add ${plugin.id} --name <name> --settings settings.json`)
      return 0
    },
  },
  {
    name: 'plugin check',
    words: ['file'],
    usage: '<file>',
    description:
      'Checks a plugin in a file: whether Webcare would load it, and whether it survives what no platform sends. Its own tests with webcare/plugin/testing prove more.',
    async runOnFiles({ print }, values) {
      const loaded = await loadPlugin(resolve(given(values, 'file')))
      if ('reason' in loaded) {
        print(`wrong\t${loaded.line ? `line ${loaded.line}: ` : ''}${loaded.reason.trim()}`)
        return 1
      }
      const { plugin } = loaded
      print(`ok\t${plugin.id} can be loaded`)
      const ctx = { connection: { id: 'check', name: 'check' }, settings: {}, now: () => new Date() } as never
      for (const fault of plugin.channel ? limitFaults(plugin.channel.limits) : []) {
        print(`wrong\tlimits: ${fault}`)
        return 1
      }
      for (const [name, body] of plugin.channel ? brokenBodies(new Map()) : []) {
        const raw = { key: 'check', headers: {}, body }
        try {
          const events = await plugin.channel?.parse(raw, ctx)
          if (!Array.isArray(events)) throw new TypeError('parse gave no list')
        } catch (error) {
          if (error instanceof PluginError || error instanceof SyntaxError) continue
          print(`wrong\tparse fails on ${name} with ${String(error)}; throw PluginError`)
          return 1
        }
      }
      if (plugin.channel) print('ok\tits parser survives rubbish')
      return 0
    },
  },
  {
    name: 'connection add',
    words: ['plugin'],
    usage: '<plugin> --name <name> [--settings <file.json>]',
    description: 'Adds a connection, and prints its id and the address its platform posts to.',
    options: { name: { type: 'string' }, settings: { type: 'string' } },
    async run({ config, write, print }, values) {
      const { found } = await plugins(config)
      const file = values.settings
      const settings = typeof file === 'string' ? readSettings(file) : {}
      const seal = openSeal(...masterKeys(config.WEBCARE_KEY_FILE))
      const connections = { plugin: (id: string) => found.get(id)?.plugin }
      const input = { plugin: given(values, 'plugin'), name: given(values, 'name'), settings }
      const { id } = await write(cli, tx => add(tx, { connections, seal }, input))
      print(id)
      print(`${config.WEBCARE_BASE_URL}/hooks/${id}`)
      return 0
    },
  },
  {
    name: 'connection check',
    words: ['id'],
    usage: '<id>',
    description: 'Tries a connection step by step.',
    async run({ config, db, write, print }, values) {
      const found = await plugins(config)
      const seal = openSeal(...masterKeys(config.WEBCARE_KEY_FILE))
      const outside = { log: quiet, now: () => systemClock.now(), storeOf: openStore({ db, write, seal }) }
      const egress = openEgress({ allowedNetworks: config.WEBCARE_ALLOWED_NETWORKS })
      const connections = openConnections({
        db,
        write,
        host: inlineHost([...found.found.values()], outside, egress),
        plugins: found,
        seal,
        clock: systemClock,
        baseUrl: config.WEBCARE_BASE_URL,
      })
      const { problem } = await check(connections, db, given(values, 'id'), step => print(`ok\t${step}`))
      if (problem) print(`wrong\t${problem}`)
      return problem ? 1 : 0
    },
  },
]

/** A file of settings, as `plugin show` prints one and somebody filled it in. */
export function readSettings(file: string): Record<string, unknown> {
  let settings: unknown
  try {
    settings = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // Not the parser's own words: they quote the file, which may hold a password.
    const problem = error instanceof SyntaxError ? 'is not JSON.' : `cannot be read. ${refusalOf(error)}`
    throw new AppError('INVALID', `The file of settings ${file} ${problem}`)
  }
  if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return { ...settings }
  throw new AppError('INVALID', `The file of settings ${file} must hold one JSON object, with a key for each setting.`)
}

/** By its id, or by the path of its file or folder. */
export async function pluginCalled(config: Config, name: string): Promise<Plugin> {
  const { found } = await plugins(config)
  const known = found.get(name)?.plugin
  if (known) return known
  if (!existsSync(name)) {
    throw new AppError('NOT_FOUND', `There is no plugin “${name}”. See: npm run webcare -- plugin list`)
  }
  const loaded = await loadPlugin(resolve(name))
  if ('reason' in loaded)
    throw new AppError('INVALID', `${name} is no plugin that can be loaded: ${loaded.reason.trim()}`)
  return loaded.plugin
}
