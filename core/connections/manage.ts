// What an admin does with connections.
import type { Tx } from '../db/write.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import type { Seal } from '../lib/seal.ts'
import { clean, cleanLine } from '../lib/text.ts'
import type { Plugin } from '../plugin/index.ts'
import { audit } from '../team/audit.ts'
import { must } from '../team/may.ts'
import { grant } from '../team/rights.ts'
import { type ConnectionRow, type Connections, connectionRow } from './connections.ts'
import { sealSettings, type Values } from './settings.ts'

/** What these verbs need beside the unit of work. */
export interface Terms {
  connections: Pick<Connections, 'plugin'>
  seal: Seal
}

/** Nothing is known to be wrong. */
const WELL = { failures: 0, failingSince: null, problem: null, problemSince: null } as const

/** Adds a connection. The plugin's `check` and `connect` are the caller's, because they talk to the platform. */
export async function add(
  tx: Tx,
  { connections, seal }: Terms,
  input: { plugin: string; name: string; settings: Values },
): Promise<ConnectionRow> {
  must(tx.actor, 'connection.manage')
  const plugin = installed(connections, input.plugin)
  const id = newId()
  const events = await tx.db
    .selectFrom('events')
    .select(eb => eb.fn.max('seq').as('newest'))
    .executeTakeFirst()
  await tx.db
    .insertInto('connections')
    .values({
      id,
      plugin: plugin.id,
      name: lineOf(input.name),
      settings: sealSettings(seal, plugin.settings, id, input.settings),
      createdAt: tx.now,
      failures: 0,
      toldSeq: plugin.listener ? Number(events?.newest ?? 0) : null,
    })
    .execute()
  // Their maker can use a channel at once; a program made it for somebody who grants rights next.
  if (tx.actor.kind === 'user') await grant(tx, { userId: tx.actor.id, connectionId: id, level: 'lead' })
  return changed(tx, id, 'connection.add')
}

/** Changes its name or settings; a secret that is left out stays. New settings clear what was wrong with the old. */
export async function update(
  tx: Tx,
  { connections, seal }: Terms,
  input: { connectionId: string; name?: string | null; settings?: Values | null },
): Promise<ConnectionRow> {
  must(tx.actor, 'connection.manage')
  const row = await connectionRow(tx, input.connectionId)
  const settings = input.settings
    ? sealSettings(seal, installed(connections, row.plugin).settings, row.id, input.settings, row.settings)
    : row.settings
  await tx.db
    .updateTable('connections')
    .set({
      settings,
      ...(input.name != null && { name: lineOf(input.name) }),
      ...(input.settings && { ...WELL, pausedAt: null }),
    })
    .where('id', '=', row.id)
    .execute()
  return changed(tx, row.id, 'connection.update')
}

/** Stops all traffic in and out, or lets it go on. What was waiting goes on from there. */
export async function pause(tx: Tx, connectionId: string, paused: boolean): Promise<ConnectionRow> {
  must(tx.actor, 'connection.manage')
  const row = await connectionRow(tx, connectionId)
  await tx.db
    .updateTable('connections')
    .set(paused ? { pausedAt: row.pausedAt ?? tx.now } : { pausedAt: null, ...WELL })
    .where('id', '=', connectionId)
    .execute()
  return changed(tx, connectionId, paused ? 'connection.pause' : 'connection.resume')
}

/** Puts an account out of use without deleting it, so that nobody else takes its name, with the text for customers. R6 */
export async function park(tx: Tx, connectionId: string, text: string | null): Promise<ConnectionRow> {
  must(tx.actor, 'connection.manage')
  const row = await connectionRow(tx, connectionId)
  await tx.db
    .updateTable('connections')
    .set(
      text === null
        ? { parkedAt: null, parkedText: null }
        : { parkedAt: row.parkedAt ?? tx.now, parkedText: clean(text).trim().slice(0, 500) || null },
    )
    .where('id', '=', connectionId)
    .execute()
  return changed(tx, connectionId, text === null ? 'connection.unpark' : 'connection.park')
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
  const id = newId()
  await tx.db
    .insertInto('connections')
    .values({ id, plugin: 'web', name, settings: '{}', createdAt: tx.now, failures: 0 })
    .execute()
  await tx.record({ type: 'connection.changed', data: { connectionId: id } })
  return connectionRow(tx, id)
}

async function changed(tx: Tx, connectionId: string, action: string): Promise<ConnectionRow> {
  await audit(tx, { action, object: connectionId, result: 'ok' })
  await tx.record({ type: 'connection.changed', data: { connectionId } })
  return connectionRow(tx, connectionId)
}

function installed(connections: Terms['connections'], id: string): Plugin {
  const plugin = connections.plugin(id)
  if (!plugin) throw new AppError('INVALID', `There is no plugin “${id}”.`, { reason: 'connection.noPlugin' })
  return plugin
}

function lineOf(name: string): string {
  const line = cleanLine(name, 80)
  if (!line) throw new AppError('INVALID', 'Give a name of 1 to 80 characters.', { reason: 'name.empty' })
  return line
}
