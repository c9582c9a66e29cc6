import type { Connections } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import type { Egress } from '../lib/egress.ts'
import { PluginError } from '../plugin/index.ts'
import { MAX_BYTES } from './attachments.ts'
import type { Files } from './store.ts'

const MAX_ATTEMPTS = 5
const AT_ONCE = 20
/** How long a plugin may take over a file, in milliseconds. */
const FILE_TIME = 30_000

/** Fetches the files that came as an address, through the guard, so that no reader's browser ever asks a stranger for them. */
export async function fetchDue(core: {
  db: Db
  write: Write
  connections: Connections
  files: Files
  egress: Egress
}): Promise<void> {
  const { db, write, connections, files, egress } = core
  const due = await db
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.messageId')
    .where('attachments.hash', 'is', null)
    .where('attachments.url', 'is not', null)
    .where('attachments.attempts', '<', MAX_ATTEMPTS)
    .orderBy('attachments.attempts')
    .orderBy('attachments.id')
    .limit(AT_ONCE)
    .select(['attachments.id', 'attachments.url', 'attachments.attempts', 'messages.connectionId'])
    .execute()
  for (const { id, url, attempts, connectionId } of due) {
    const values = await fetchOne(url ?? '', connectionId).catch(error => ({
      reason: reasonOf(error),
      attempts: isHopeless(error) ? MAX_ATTEMPTS : attempts + 1,
    }))
    await write(system('files'), tx => tx.db.updateTable('attachments').set(values).where('id', '=', id).execute())
  }

  async function fetchOne(url: string, connectionId: string) {
    const content = /^https?:/i.test(url) ? await overHttp(url) : await byPlugin(url, connectionId)
    if (content.byteLength > MAX_BYTES) return { attempts: MAX_ATTEMPTS, reason: 'It is larger than what is kept' }
    return { ...(await files.keep(content)), reason: null }
  }

  async function overHttp(url: string): Promise<Uint8Array> {
    const answer = await egress.fetch()(url)
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  }

  async function byPlugin(url: string, connectionId: string): Promise<Uint8Array> {
    const open = await connections.open(db, connectionId)
    if (!open.plugin.channel?.file) throw new PluginError('permanent', 'Nobody here knows how to fetch it')
    return open.call('file', [url], { deadline: FILE_TIME })
  }
}

/** A plugin's own words are for readers; of anything else they learn no more than what sort of fault it was. */
const reasonOf = (error: unknown) =>
  error instanceof PluginError ? error.message.slice(0, 200) : error instanceof Error ? error.name : 'unknown'

const isHopeless = (error: unknown) => error instanceof PluginError && error.code === 'permanent'
