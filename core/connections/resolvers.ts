import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import type { Resolvers } from '../graphql/types.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import type { Plugin } from '../plugin/index.ts'
import { may } from '../team/may.ts'
import { type Connections, connectionRow, levelOn, problemOf, visibleConnections } from './connections.ts'
import { add, park, pause, update } from './manage.ts'
import { shownSettings, type Values } from './settings.ts'
import { type CheckProgress, check, connect, follow, tried } from './try.ts'

export const resolvers: Resolvers = {
  Query: {
    connections: (_, _args, { core, actor }) => visibleConnections(core.db, actor),
    plugins: (_, _args, { core }) => [
      ...[...core.connections.plugins.found.values()].map(({ plugin }) => ({
        id: plugin.id,
        name: plugin.name,
        settingsSchema: JSON.stringify(plugin.settings),
        can: abilitiesOf(plugin),
        broken: null,
      })),
      ...core.connections.plugins.broken.map(({ source, reason }) => ({
        id: source,
        name: source,
        settingsSchema: null,
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
      return settings ? setUp(core, actor, row.id) : row
    },
    checkConnection: (_, { input }, { core }) => check(core.connections, core.db, input.connectionId),
    pauseConnection: (_, { input }, { core, actor }) => core.write(actor, tx => pause(tx, input.connectionId, true)),
    resumeConnection: (_, { input }, { core, actor }) => core.write(actor, tx => pause(tx, input.connectionId, false)),
    parkConnection: (_, { input }, { core, actor }) =>
      core.write(actor, tx => park(tx, input.connectionId, input.text)),
    unparkConnection: (_, { input }, { core, actor }) => core.write(actor, tx => park(tx, input.connectionId, null)),
  },
  Subscription: {
    connectionCheck: {
      subscribe: async (_, { input }, { core, actor }) => {
        const settings = input.settings == null ? undefined : settingsIn(input.settings)
        const open = await tried(core.connections, core.db, { ...input, settings })
        return follow(open, async () => {
          const now = await core.rounds.current().now().again(actor)
          return now !== undefined && may(now, 'connection.manage')
        })
      },
      resolve: (progress: CheckProgress) => progress,
    },
  },
  Connection: {
    channel: (row, _, { core }) => core.connections.plugin(row.plugin)?.name ?? row.plugin,
    level: (row, _, { actor }) => levelOn(actor, row.id),
    problem: (row, _, { core }) => problemOf(core.connections, row),
    settings: (row, _, { core, actor }) => {
      const plugin = may(actor, 'connection.manage') ? core.connections.plugin(row.plugin) : undefined
      return plugin ? JSON.stringify(shownSettings(plugin.settings, row.settings)) : null
    },
    webhookUrl: (row, _, { core, actor }) =>
      may(actor, 'connection.manage') ? `${core.config.WEBCARE_BASE_URL}/hooks/${row.id}` : null,
  },
}

/** Sets up what its platform needs. How that went stands on the connection, which is there all the same. */
async function setUp(core: { db: Db; write: Write; connections: Connections }, actor: Actor, connectionId: string) {
  await connect(await core.connections.open(core.db, connectionId))
  // As a unit of work: it stands behind the one that notes how it went.
  return core.write(actor, tx => connectionRow(tx, connectionId))
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
