import { existsSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { Value } from 'typebox/value'
import type { Config } from '../config/load.ts'
import { type Command, type Console, given, type Terminal, UsageError, type Values } from './command.ts'
import { openSettings, secretsIn } from './connections/settings.ts'
import { parkedItems, store } from './intake/items.ts'
import { withoutSecrets } from './intake/parked.ts'
import { system } from './lib/actor.ts'
import { iso } from './lib/clock.ts'
import { AppError, notFound } from './lib/errors.ts'
import { masterKeys } from './lib/master-key.ts'
import { openSeal } from './lib/seal.ts'
import { cleanLine } from './lib/text.ts'
import { type InboundEvent, type Plugin, PluginError, type RawItem } from './plugin/index.ts'
import { asJson, isolated, rawItem } from './plugin/testing/ctx.ts'
import { faultsOf } from './plugin/testing/faults.ts'
import { pluginCalled, readSettings } from './plugin-commands.ts'

const cli = system('cli')

/** Commands for what came in, and what a plugin makes of it. */
export const replayCommands: readonly Command[] = [
  {
    name: 'replay',
    words: ['fixture'],
    usage: '<fixture> [--plugin <id, file or folder>] [--settings <file.json>] [--json] [--connection <id>]',
    description:
      'Shows which events a plugin makes of a stored raw item: a fixture, or what `parked export` wrote. Nothing is changed; with --connection it is taken in there as if it had just arrived. --json prints what the fixture’s expected.json holds.',
    options: {
      plugin: { type: 'string' },
      settings: { type: 'string' },
      json: { type: 'boolean' },
      connection: { type: 'string' },
    },
    async runOnFiles(console, values) {
      const file = resolve(given(values, 'fixture'))
      if (!existsSync(file)) throw new AppError('NOT_FOUND', `There is no file ${file}.`)
      const raw = rawItem(file)
      const connectionId = values.connection
      if (typeof connectionId !== 'string')
        return show(console, raw, await readerOf(console.config, file, values), values)
      return console.inDatabase(async terminal => {
        const code = await show(console, raw, await readerOn(terminal, connectionId), values)
        return code || takeIn(terminal, connectionId, raw)
      })
    },
  },
  {
    name: 'parked list',
    usage: '',
    description: 'Shows what came in and could not be understood, the newest first, and why.',
    async run({ db, print }) {
      const connections = await db.selectFrom('connections').select(['id', 'name', 'plugin']).execute()
      for (const { id, connectionId, receivedAt, reason } of await parkedItems(db)) {
        const connection = connections.find(row => row.id === connectionId)
        print([id, receivedAt, `${connection?.plugin}: ${connection?.name}`, reason].join('\t'))
      }
      return 0
    },
  },
  {
    name: 'parked export',
    words: ['id', 'file'],
    usage: '<id> <file>',
    description:
      'Writes a parked item to a file for whoever mends the plugin, headers beside it, as a fixture. Signatures, the connection’s secrets and links that open something here are left out; what a person wrote is in it.',
    async run({ config, db, print }, values) {
      const [id, file] = [given(values, 'id'), resolve(given(values, 'file'))]
      const item = await db.selectFrom('rawItems').selectAll().where('id', '=', id).executeTakeFirst()
      if (!item?.parkedAt) throw notFound('parked item')
      const { plugin, settings } = await connectionOf(db, item.connectionId)
      const seal = openSeal(...masterKeys(config.WEBCARE_KEY_FILE))
      const { headers, body } = withoutSecrets(item, { secrets: secretsIn(seal, item.connectionId, settings), seal })
      const beside = `${file.slice(0, file.length - extname(file).length)}.headers.json`
      const taken = [file, beside].find(path => existsSync(path))
      if (taken) throw new AppError('CONFLICT', `There is a file ${taken} already. Give another name.`)
      writeFileSync(file, body, { mode: 0o600, flag: 'wx' })
      writeFileSync(beside, `${JSON.stringify(headers, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      print(`Wrote ${file} and ${beside}. Read them before you send them: what a person wrote is in them.`)
      print(`To see what becomes of it: webcare replay ${file} --plugin ${plugin}`)
      return 0
    },
  },
]

/** A plugin and the settings it reads by. */
interface Reader {
  plugin: Plugin
  settings: object
}

/** The plugin and settings of a connection. */
async function readerOn({ config, db }: Terminal, connectionId: string): Promise<Reader> {
  const row = await connectionOf(db, connectionId)
  const plugin = await channelCalled(config, row.plugin)
  const seal = openSeal(...masterKeys(config.WEBCARE_KEY_FILE))
  return { plugin, settings: openSettings(seal, plugin.settings, row.id, row.settings) }
}

/** The plugin that is named, or in whose folder the fixture lies. */
async function readerOf(config: Config, file: string, values: Values): Promise<Reader> {
  const named = typeof values.plugin === 'string' ? values.plugin : indexAbove(dirname(file))
  if (!named) throw new UsageError('No plugin lies above this file: say which one reads it with --plugin.')
  const plugin = await channelCalled(config, named)
  const settings = typeof values.settings === 'string' ? readSettings(values.settings) : {}
  return { plugin, settings: Value.Default(plugin.settings, settings) as object }
}

/** One that something comes in by. */
async function channelCalled(config: Config, name: string): Promise<Plugin> {
  const plugin = await pluginCalled(config, name)
  if (!plugin.channel) throw new AppError('INVALID', `${plugin.id} has no channel: nothing comes in by it.`)
  return plugin
}

function indexAbove(folder: string): string | undefined {
  const index = ['index.ts', 'index.js', 'index.mjs'].map(name => join(folder, name)).find(path => existsSync(path))
  return index ?? (folder === dirname(folder) ? undefined : indexAbove(dirname(folder)))
}

/** Prints what becomes of an item; the exit code says whether core can take it. */
async function show({ print }: Console, raw: RawItem, { plugin, settings }: Reader, { json }: Values): Promise<number> {
  if (!json && !Value.Check(plugin.settings, settings)) {
    print(`note\t${plugin.id} needs settings to read this as it should: give some with --settings, or a --connection.`)
  }
  try {
    const events = await plugin.channel!.parse(raw, isolated(settings) as never)
    if (json) print(JSON.stringify(asJson(events), null, 2))
    else for (const event of events) print(inWords(event))
    if (!events.length && !json) print('It becomes no event: there is nothing to take in.')
    const faults = events.flatMap(event => faultsOf(event, plugin.channel!.limits))
    for (const fault of faults) print(`wrong\t${fault}`)
    return faults.length ? 1 : 0
  } catch (error) {
    if (error instanceof PluginError) {
      const fate = error.code === 'permanent' ? 'It would be parked' : 'It would be tried again, and then be parked'
      print(`refused\t${error.message}\t${fate}.`)
    } else {
      print('wrong\tparse must throw a PluginError for what it cannot understand; it threw this:')
      print((error as Error)?.stack ?? String(error))
    }
    return 1
  }
}

/** An event in one line, with the beginning of its text. */
function inWords(event: InboundEvent): string {
  const quoted = (text: string) => `“${cleanLine(text, 80)}”`
  const at = iso(event.at)
  if (event.type === 'edited') return ['edited', event.externalId, at, quoted(event.text)].join('\t')
  if (event.type === 'receipt') return ['receipt', event.externalId, at, event.status, event.reason].join('\t').trim()
  if (event.type === 'deleted') return ['deleted', event.externalId, at].join('\t')
  const { externalId, thread, author, text, attachments = [] } = event
  const files = attachments.length === 1 ? '1 file' : `${attachments.length} files`
  return [
    event.ours ? 'ours' : event.automatic ? 'automatic' : 'message',
    externalId,
    at,
    [thread.visibility, event.kind, `on ${thread.externalId}`].filter(Boolean).join(' '),
    `by ${[author.name, author.handle && `@${author.handle}`, `(${author.externalId})`].filter(Boolean).join(' ')}`,
    quoted(text) + (attachments.length ? `, ${files}` : ''),
  ].join('\t')
}

/** Left to the running Webcare, or the next start: there everything follows from an event that has to. */
async function takeIn({ write, print }: Terminal, connectionId: string, raw: RawItem): Promise<number> {
  const item = await write(cli, tx => store(tx, connectionId, raw))
  if (item) print(`Stored as ${item.id}. Webcare takes it in within seconds.`)
  else print(`Something with the key ${raw.key} came in on this connection before: nothing was changed.`)
  return item ? 0 : 1
}

async function connectionOf(db: Terminal['db'], id: string) {
  const row = await db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('connection')
  return row
}
