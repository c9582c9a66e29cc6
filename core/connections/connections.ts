import type { Db, Session } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import type { Actor, Level } from '../lib/actor.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import { cleanLine } from '../lib/text.ts'
import type { Channel, Ctx, Plugin } from '../plugin/index.ts'
import type { Plugins } from '../plugin/load.ts'
import { connectionsFor, may, must } from '../team/may.ts'

export type ConnectionRow = Row<'connections'>

/** A connection with its plugin's channel facet, ready to be called. */
export interface OpenChannel {
  connection: ConnectionRow
  plugin: Plugin
  channel: Channel
  ctx(signal: AbortSignal): Ctx
}

/** The configured plugins. The engine asks this for a channel and never knows which one it got. */
export interface Connections {
  plugin(id: string): Plugin | undefined
  /** Throws UNAVAILABLE when the plugin is gone or has no channel. */
  channel(db: Session, connectionId: string): Promise<OpenChannel>
}

export function openConnections(plugins: Plugins, clock: Clock): Connections {
  return {
    plugin: id => plugins.get(id),
    async channel(db, connectionId) {
      const connection = await db
        .selectFrom('connections')
        .selectAll()
        .where('id', '=', connectionId)
        .executeTakeFirst()
      if (!connection) throw notFound('connection')
      const plugin = plugins.get(connection.plugin)
      if (!plugin?.channel) {
        throw new AppError('UNAVAILABLE', `The plugin “${connection.plugin}” is not installed or has no channel.`, {
          reason: 'connection.noPlugin',
        })
      }
      const { id, name } = connection
      const settings: unknown = JSON.parse(connection.settings)
      return {
        connection,
        plugin,
        channel: plugin.channel,
        ctx: signal => ({ connection: { id, name }, settings, signal, now: () => clock.now() }),
      }
    },
  }
}

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

/** Gives a connection another name, as agents see it. */
export async function rename(tx: Tx, connectionId: string, name: string): Promise<ConnectionRow> {
  must(tx.actor, 'connection.manage')
  const line = cleanLine(name, 80)
  if (!line) throw new AppError('INVALID', 'Give a name of 1 to 80 characters.', { reason: 'name.empty' })
  const row = await tx.db
    .updateTable('connections')
    .set({ name: line })
    .where('id', '=', connectionId)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw notFound('connection')
  await tx.record({ type: 'connection.changed', data: { connectionId } })
  return row
}

/** The connection of the organisation's own web form; made when there is none. */
export async function webConnection(tx: Tx, name: string): Promise<ConnectionRow> {
  const known = await tx.db
    .selectFrom('connections')
    .selectAll()
    .where('plugin', '=', 'web')
    .orderBy('id')
    .executeTakeFirst()
  if (known) return known
  const row: ConnectionRow = { id: newId(), plugin: 'web', name, settings: '{}', createdAt: tx.now, pausedAt: null }
  await tx.db.insertInto('connections').values(row).execute()
  await tx.record({ type: 'connection.changed', data: { connectionId: row.id } })
  return row
}
