import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import type { Resolvers } from '../graphql/types.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import type { Plugin } from '../plugin/index.ts'
import { said, translateSchema } from '../plugin/translate.ts'
import { may } from '../team/may.ts'
import { type Connections, connectionRow, levelOn, problemOf, visibleConnections } from './connections.ts'
import { add, park, pause, update } from './manage.ts'
import { shownSettings, type Values } from './settings.ts'
import { type CheckProgress, type CheckResult, check, connect, follow, tried } from './try.ts'

/** Of a request's context: which language its actor reads. */
interface Reader {
  language(): Promise<string>
}

/** How a try went, in the reader's language. */
const tryInWords = {
  steps: async ({ plugin, steps }: CheckResult, _: unknown, { language }: Reader) => {
    const reads = await language()
    return steps.map(step => said(reads, plugin, step))
  },
  problem: async ({ plugin, problem }: CheckResult, _: unknown, { language }: Reader) =>
    problem && said(await language(), plugin, problem),
}

export const resolvers: Resolvers = {
  Query: {
    connections: (_, _args, { core, actor }) => visibleConnections(core.db, actor),
    plugins: async (_, _args, { core, language }) => [
      ...(await Promise.all([...core.connections.plugins.found.values()].map(({ plugin }) => shown(plugin, language)))),
      ...core.connections.plugins.broken.map(({ source, reason }) => ({
        id: source,
        name: source,
        settingsSchema: null,
        presets: [],
        can: [],
        broken: reason,
      })),
    ],
  },
  Mutation: {
    addConnection: async (_, { input }, { core, actor }) => {
      const settings = settingsIn(input.settings)
      const row = await core.write(actor, tx => add(tx, core, { ...input, settings }))
      return setUp(core, actor, row.id)
    },
    updateConnection: async (_, { input }, { core, actor }) => {
      const settings = input.settings == null ? null : settingsIn(input.settings)
      const row = await core.write(actor, tx => update(tx, core, { ...input, settings }))
      const next = settings ? await setUp(core, actor, row.id) : row
      core.pollSoon(row.id)
      return next
    },
    checkConnection: async (_, { input }, { core }) => {
      const result = await check(core.connections, core.db, input.connectionId)
      core.pollSoon(input.connectionId)
      return result
    },
    pauseConnection: (_, { input }, { core, actor }) => core.write(actor, tx => pause(tx, input.connectionId, true)),
    resumeConnection: async (_, { input }, { core, actor }) => {
      const row = await core.write(actor, tx => pause(tx, input.connectionId, false))
      core.pollSoon(row.id)
      return row
    },
    parkConnection: (_, { input }, { core, actor }) =>
      core.write(actor, tx => park(tx, input.connectionId, input.text)),
    unparkConnection: async (_, { input }, { core, actor }) => {
      const row = await core.write(actor, tx => park(tx, input.connectionId, null))
      core.pollSoon(row.id)
      return row
    },
  },
  Subscription: {
    connectionCheck: {
      subscribe: async (_, { input }, { core, actor }) => {
        const settings = input.settings == null ? undefined : settingsIn(input.settings)
        const open = await tried(core.connections, core.db, { ...input, settings })
        if (input.connectionId && !settings) core.pollSoon(input.connectionId)
        return follow(open, async () => {
          const now = await core.rounds.current().now().again(actor)
          return now !== undefined && may(now, 'connection.manage')
        })
      },
      resolve: (progress: CheckProgress) => progress,
    },
  },
  CheckResult: tryInWords,
  CheckProgress: tryInWords,
  Connection: {
    channel: async (row, _, { core, language }) => {
      const plugin = core.connections.plugin(row.plugin)
      return plugin ? said(await language(), plugin, plugin.name) : row.plugin
    },
    level: (row, _, { actor }) => levelOn(actor, row.id),
    problem: async (row, _, { core, language }) => {
      const problem = problemOf(core.connections, row)
      return problem && said(await language(), core.connections.plugin(row.plugin), problem)
    },
    settings: (row, _, { core, actor }) => {
      const plugin = may(actor, 'connection.manage') ? core.connections.plugin(row.plugin) : undefined
      return plugin ? JSON.stringify(shownSettings(plugin.settings, row.settings)) : null
    },
    webhookUrl: (row, _, { core, actor }) =>
      may(actor, 'connection.manage') ? `${core.config.WEBCARE_BASE_URL}/hooks/${row.id}` : null,
    formUrl: async (row, _, { core }) =>
      row.id === (await core.webConnection()).id ? `${core.config.WEBCARE_BASE_URL}/webcare/contact` : null,
  },
}

/** Sets up what its platform needs. How that went stands on the connection, which is there all the same. */
async function setUp(core: { db: Db; write: Write; connections: Connections }, actor: Actor, connectionId: string) {
  await connect(await core.connections.open(core.db, connectionId))
  // As a unit of work: it stands behind the one that notes how it went.
  return core.write(actor, tx => connectionRow(tx, connectionId))
}

/** A plugin as an admin chooses and fills it in, in their language. */
async function shown(plugin: Plugin, language: Reader['language']) {
  const reads = await language()
  return {
    id: plugin.id,
    name: said(reads, plugin, plugin.name),
    settingsSchema: JSON.stringify(translateSchema(reads, plugin.settings, plugin.texts)),
    presets: (plugin.presets ?? []).map(({ title, hint, settings }) => ({
      title: said(reads, plugin, title),
      hint: hint === undefined ? null : said(reads, plugin, hint),
      settings: JSON.stringify(settings),
    })),
    can: abilitiesOf(plugin),
    broken: null,
  }
}

/** What a plugin can do: the functions it has. */
function abilitiesOf({ channel, listener }: Plugin): string[] {
  const optional = [
    'webhook',
    'poll',
    'backfill',
    'listen',
    'reconcile',
    'replyWindow',
    'like',
    'hide',
    'remove',
  ] as const
  return [...(channel ? ['channel', ...optional.filter(name => channel[name])] : []), ...(listener ? ['listener'] : [])]
}

function settingsIn(text: string): Values {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Values
  } catch {
    // One answer for everything that is no object.
  }
  throw new AppError('INVALID', '`settings` must be a JSON object.', { reason: 'settings.invalid' })
}
