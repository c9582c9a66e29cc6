import type { Db, Session } from '../db/db.ts'
import { prepared, type Slots } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import type { Tx, Write } from '../db/write.ts'
import { type Actor, type Level, system } from '../lib/actor.ts'
import { type Clock, iso } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import type { Seal } from '../lib/seal.ts'
import type { CallArguments, CallName, CallResult } from '../plugin/calls.ts'
import type { CallOptions, Host } from '../plugin/host.ts'
import { type Limits, type Plugin, PluginError } from '../plugin/index.ts'
import type { Plugins } from '../plugin/load.ts'
import { connectionsFor, may } from '../team/may.ts'
import { noteFailure, noteSuccess } from './health.ts'
import { openSettings, sealSettings, type Values } from './settings.ts'
import { trialId } from './store.ts'

export type ConnectionRow = Row<'connections'>

/** A plugin with settings, ready to be called. */
export interface Callable {
  plugin: Plugin
  /** Calls a function of the plugin in the host, and notes how the connection fares. Rejects with PluginError. */
  call<Name extends CallName>(name: Name, args: CallArguments<Name>, options?: CallOptions): Promise<CallResult<Name>>
}

/** A connection whose plugin is there. */
export interface Open extends Callable {
  row: ConnectionRow
  /** Its settings, secrets opened. */
  settings: Values
  /** What a reply on it may be; undefined when its plugin is no channel. */
  limits: Limits | undefined
  /** Where its platform posts to. */
  webhookUrl: string
}

/** The configured plugins. The engine asks this for a connection and never knows which platform it got. */
export interface Connections {
  plugins: Plugins
  plugin(id: string): Plugin | undefined
  /** Throws NOT_FOUND, or UNAVAILABLE when its plugin is not installed. */
  open(db: Session, connectionId: string): Promise<Open>
  /** A connection as it would be with these settings, to be tried. Nothing of it is kept; a secret that is left out is the saved one's. */
  trial(wanted: { plugin: string; name: string; settings: Values; saved?: ConnectionRow | undefined }): Callable
  /** Connections that are in use and have this facet function. */
  inUse(can: (plugin: Plugin) => boolean): Promise<ConnectionRow[]>
}

const byId = prepared((db, its: Slots<{ connectionId: string }>) =>
  db.selectFrom('connections').selectAll().where('id', '=', its.connectionId),
)

export function openConnections(core: {
  db: Db
  write: Write
  host: Host
  plugins: Plugins
  seal: Seal
  clock: Clock
  baseUrl: string
}): Connections {
  const { db, write, host, plugins, seal, clock, baseUrl } = core
  const plugin = (id: string) => plugins.found.get(id)?.plugin
  /** Opened once for as long as they stay the same: a platform that posts much would have them unsealed each time. */
  const opened = new Map<string, { stored: string; settings: Values }>()

  function settingsOf(row: ConnectionRow, schema: Plugin['settings']): Values {
    const known = opened.get(row.id)
    if (known?.stored === row.settings) return known.settings
    const settings = Object.freeze(openSettings(seal, schema, row.id, row.settings))
    opened.set(row.id, { stored: row.settings, settings })
    return settings
  }

  /** Notes health only where it changes: a healthy connection is not written to with each message. */
  async function note(row: ConnectionRow, name: CallName, error?: PluginError) {
    const now = iso(clock.now())
    if (error && error.code === 'permanent' && isOfOne(name)) return
    // Without its bell a channel is only slower: that is over when the next poll works.
    const told =
      error && name === 'listen' && error.code === 'permanent' ? new PluginError('temporary', error.message) : error
    if (told) await write(system('health'), tx => noteFailure(tx, row.id, told, name === 'connect'))
    else if (row.failures > 0 || !row.workedAt || Date.parse(now) - Date.parse(row.workedAt) > 60_000) {
      await write(system('health'), tx => noteSuccess(tx, row.id))
    }
  }

  return {
    plugins,
    plugin,
    async open(session, connectionId) {
      const [row] = await byId(session, { connectionId })
      if (!row) throw notFound('connection')
      const found = plugin(row.plugin)
      if (!found) throw new AppError('UNAVAILABLE', notInstalled(row.plugin), { reason: 'connection.noPlugin' })
      const settings = settingsOf(row, found.settings)
      const webhookUrl = `${baseUrl}/hooks/${row.id}`
      const target = { plugin: row.plugin, connection: { id: row.id, name: row.name }, settings, webhookUrl }
      return {
        row,
        plugin: found,
        settings,
        limits: found.channel?.limitsFor?.(settings as never) ?? found.channel?.limits,
        webhookUrl,
        call: (name, args, options) => {
          const made = host.call(name, target, args, options)
          if (isPlatform(name)) {
            // Queued before the caller sees the outcome; a health that cannot be noted fails nobody's call.
            made
              .then(
                () => note(row, name),
                // A call that we broke off ourselves says nothing of the platform.
                error =>
                  error instanceof PluginError && !options?.signal?.aborted ? note(row, name, error) : undefined,
              )
              .catch(() => {})
          }
          return made
        },
      }
    },
    trial({ plugin: id, name, settings: given, saved }) {
      const found = plugin(id)
      if (!found) throw new AppError('UNAVAILABLE', notInstalled(id), { reason: 'connection.noPlugin' })
      const boundTo = saved?.id ?? newId()
      const sealed = sealSettings(seal, found.settings, boundTo, given, saved?.settings)
      const settings = openSettings(seal, found.settings, boundTo, sealed)
      const target = {
        plugin: id,
        connection: { id: trialId(), name },
        settings,
        webhookUrl: `${baseUrl}/hooks/${boundTo}`,
      }
      return { plugin: found, call: (call, args, options) => host.call(call, target, args, options) }
    },
    async inUse(can) {
      const rows = await db
        .selectFrom('connections')
        .selectAll()
        .where('pausedAt', 'is', null)
        .where('parkedAt', 'is', null)
        .execute()
      return rows.filter(row => {
        const known = plugin(row.plugin)
        return known !== undefined && can(known)
      })
    },
  }
}

const notInstalled = (plugin: string) => `The plugin “${plugin}” is not installed.`

/** What is wrong with a connection, if anything is. */
export const problemOf = ({ plugin }: Connections, row: ConnectionRow): string | null =>
  plugin(row.plugin) ? row.problem : notInstalled(row.plugin)

/** Calls that say something about the platform; parsing and files say something about one item, checking is somebody's try. */
const isPlatform = (name: CallName) => !['parse', 'check', 'replyWindow', 'file'].includes(name)

/** Calls about one message or event: that the platform does not want it says that the platform is well. */
const isOfOne = (name: CallName) => ['send', 'reconcile', 'like', 'hide', 'remove', 'deliver'].includes(name)

/** The level the actor has on a connection. */
export const levelOn = (actor: Actor, connectionId: string): Level =>
  actor.kind === 'user' || actor.kind === 'token' ? (actor.rights.get(connectionId) ?? 'none') : 'lead'

/** Connections the actor has a right on, by name; all of them for those who manage connections. */
export async function visibleConnections(db: Db, actor: Actor): Promise<ConnectionRow[]> {
  const rows = await db.selectFrom('connections').selectAll().orderBy('name').orderBy('id').execute()
  const allowed = may(actor, 'connection.manage') ? 'all' : connectionsFor(actor, 'case.read')
  return allowed === 'all' ? rows : rows.filter(row => allowed.includes(row.id))
}

/** Connections by id, for rows the reader already may see. */
export const connectionsById = (db: Db, ids: readonly string[]): Promise<ConnectionRow[]> =>
  db.selectFrom('connections').selectAll().where('id', 'in', ids).execute()

/** The connections of cases that the actor has a right on, each with the id of its case. */
export async function connectionsOf(
  db: Db,
  actor: Actor,
  caseIds: readonly string[],
): Promise<Array<readonly [string, ConnectionRow]>> {
  const allowed = connectionsFor(actor, 'case.read')
  const rows = await db
    .selectFrom('caseThreads')
    .innerJoin('connections', 'connections.id', 'caseThreads.connectionId')
    .where('caseThreads.caseId', 'in', caseIds)
    .selectAll('connections')
    .select('caseThreads.caseId')
    .distinct()
    .orderBy('connections.name')
    .execute()
  return rows
    .filter(row => allowed === 'all' || allowed.includes(row.id))
    .map(({ caseId, ...connection }) => [caseId, connection] as const)
}

/** One connection inside a unit of work. */
export async function connectionRow(tx: Tx, connectionId: string): Promise<ConnectionRow> {
  const row = await tx.db.selectFrom('connections').selectAll().where('id', '=', connectionId).executeTakeFirst()
  if (!row) throw notFound('connection')
  return row
}
