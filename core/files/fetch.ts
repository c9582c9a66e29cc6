import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import type { Egress } from '../lib/egress.ts'
import { MAX_BYTES } from './attachments.ts'
import type { Files } from './store.ts'

const MAX_ATTEMPTS = 5
const AT_ONCE = 20

/** Fetches the files that came as an address, through the guard, so that no reader's browser ever asks a stranger for them. */
export async function fetchDue(core: { db: Db; write: Write; files: Files; egress: Egress }): Promise<void> {
  const { db, write, files, egress } = core
  const due = await db
    .selectFrom('attachments')
    .selectAll()
    .where('hash', 'is', null)
    .where('url', 'is not', null)
    .where('attempts', '<', MAX_ATTEMPTS)
    .orderBy('attempts')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  for (const { id, url, attempts } of due) {
    const values = await fetchOne(url ?? '').catch(error => ({
      reason: error instanceof Error ? error.name : 'unknown',
      attempts: attempts + 1,
    }))
    await write(system('files'), tx => tx.db.updateTable('attachments').set(values).where('id', '=', id).execute())
  }

  async function fetchOne(url: string) {
    const answer = await egress.fetch()(url)
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
    const content = new Uint8Array(await answer.arrayBuffer())
    if (content.byteLength > MAX_BYTES) return { attempts: MAX_ATTEMPTS, reason: 'It is larger than what is kept' }
    return { ...(await files.keep(content)), reason: null }
  }
}
