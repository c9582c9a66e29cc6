import { append, edit, remove } from '../cases/messages.ts'
import { open, received, receiveOn } from '../cases/turns.ts'
import type { ConnectionRow } from '../connections/connections.ts'
import { type HandleRow, identify } from '../customers/customers.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { iso } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import { clean, cleanLine } from '../lib/text.ts'
import type { InboundEvent, InboundMessage } from '../plugin/index.ts'
import { decide, type Receiving } from './threading.ts'

/** Brings one event of a platform into the cases. Doing it twice does it once. */
export async function ingest(
  tx: Tx,
  connection: ConnectionRow,
  event: InboundEvent,
  reopenHours: number,
): Promise<void> {
  const known = await tx.db
    .selectFrom('messages')
    .selectAll()
    .where('connectionId', '=', connection.id)
    .where('externalId', '=', event.externalId)
    .executeTakeFirst()
  if (event.type === 'message') {
    if (!known) await receive(tx, connection, event, reopenHours)
  } else if (known && !known.deletedAt) {
    if (event.type === 'deleted') await remove(tx, known, iso(event.at))
    else await edit(tx, known, clean(event.text), iso(event.at))
  }
}

async function receive(tx: Tx, connection: ConnectionRow, message: InboundMessage, reopenHours: number) {
  const scope = { plugin: connection.plugin, scope: connection.id }
  const handle = await identify(tx, scope, message.author, message.language)
  const thread = await threadOf(tx, connection, message)
  const text = clean(message.text)
  // A platform's clock may run ahead; nobody waits since the future.
  const at = iso(message.at) > tx.now ? tx.now : iso(message.at)

  const decision = decide(await receivingCase(tx, thread, handle), reopenHours, tx.now)
  const row =
    decision.do === 'open'
      ? await open(tx, { customerId: handle.customerId, thread, text, at })
      : await tx.db.selectFrom('cases').selectAll().where('id', '=', decision.caseId).executeTakeFirstOrThrow()
  if (decision.do !== 'open') await receiveOn(tx, row, thread)
  const stored = await append(
    tx,
    {
      caseId: row.id,
      threadId: thread.id,
      connectionId: connection.id,
      externalId: message.externalId,
      direction: 'in',
      visibility: thread.visibility,
      handleId: handle.id,
      text,
      language: message.language ?? null,
      place: message.place,
      kind: message.kind ?? null,
      inReplyTo: message.inReplyTo ?? null,
      url: message.url ?? null,
      at,
    },
    // Words of this connection alone: the case's own subject may come from another.
    [handle.name ?? '', handle.handle ?? '', thread.title ?? ''],
  )
  await received(tx, row, at)
  await tx.record({ type: 'message.received', caseId: row.id, data: { messageId: stored.id } })
}

async function threadOf(tx: Tx, connection: ConnectionRow, message: InboundMessage): Promise<Row<'threads'>> {
  const { externalId, visibility, title, url } = message.thread
  const known = await tx.db
    .selectFrom('threads')
    .selectAll()
    .where('connectionId', '=', connection.id)
    .where('externalId', '=', externalId)
    .executeTakeFirst()
  if (known) return known
  const thread = {
    id: newId(),
    connectionId: connection.id,
    externalId,
    visibility,
    title: title === undefined ? null : cleanLine(title) || null,
    url: url ?? null,
    createdAt: tx.now,
  }
  await tx.db.insertInto('threads').values(thread).execute()
  return thread
}

/**
 * The case that receives what this person writes on this thread; failing that, their latest case anywhere, so that a
 * public question that goes on in private stays one case. R13.
 */
async function receivingCase(tx: Tx, thread: Row<'threads'>, handle: HandleRow): Promise<Receiving | undefined> {
  const candidates = tx.db
    .selectFrom('cases')
    .innerJoin('caseThreads', 'caseThreads.caseId', 'cases.id')
    .select(['cases.id as caseId', 'cases.status', 'cases.closedAt'])
  const onThread = await candidates
    .where('caseThreads.threadId', '=', thread.id)
    .where('caseThreads.customerId', '=', handle.customerId)
    .where('caseThreads.receivingSince', 'is not', null)
    .executeTakeFirst()
  if (onThread) return onThread
  return candidates
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('messages')
          .whereRef('messages.caseId', '=', 'cases.id')
          .where('messages.handleId', '=', handle.id)
          .select('messages.id'),
      ),
    )
    .where('cases.customerId', '=', handle.customerId)
    .orderBy('cases.number', 'desc')
    .executeTakeFirst()
}
