import { deleteMessage } from '../cases/deleting.ts'
import { append, edit, type Message } from '../cases/messages.ts'
import { answeredElsewhere, isSettledSince, open, received, receiveOn } from '../cases/turns.ts'
import type { ConnectionRow } from '../connections/connections.ts'
import { identify } from '../customers/customers.ts'
import { insert, prepared, type Slots } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'
import { attach, type KeptFiles } from '../files/attachments.ts'
import { iso, plusSeconds } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import type { Seal } from '../lib/seal.ts'
import { clean, cleanLine } from '../lib/text.ts'
import type { Admitted, AdmittedMessage } from '../plugin/door.ts'
import type { InboundEvent, InboundMessage } from '../plugin/index.ts'
import { headed, headedMarkup, headingOf } from './heading.ts'
import { receivingCase } from './receiving.ts'
import { decide } from './threading.ts'

/** Where an event came in, and by which terms it joins a case. */
export interface Arrival {
  connection: ConnectionRow
  seal: Seal
  reopenHours: number
  files: KeptFiles
}

/** Brings one event of a platform into the cases. Doing it twice does it once, and in any order it ends the same. */
export async function ingest(tx: Tx, arrival: Arrival, event: Admitted): Promise<void> {
  const { connection } = arrival
  const [known] = await byExternalId(tx.db, { connectionId: connection.id, externalId: event.externalId })
  if (event.type === 'message') {
    if (!known) await receive(tx, arrival, event)
  } else if (event.type === 'receipt') {
    // The outbox takes it from there: now, or once the answer has its id. What a platform says of it is no part of an event.
    await early(tx, connection.id, event)
    if (known?.direction === 'out') {
      await tx.record({ type: 'reply.receipt', caseId: known.caseId, data: { messageId: known.id } })
    }
  } else if (known) await changed(tx, known, event)
  else await early(tx, connection.id, event)
}

async function receive(tx: Tx, arrival: Arrival, message: AdmittedMessage): Promise<void> {
  const { connection, reopenHours } = arrival
  const text = clean(message.text)
  const at = await saidAt(tx, connection, message)
  if (message.ours && (await isEcho(tx, connection.id, message, text))) return
  const thread = await threadOf(tx, connection, message)

  const author = message.ours ? undefined : await identify(tx, connection, message.author, message.language)
  const handle = author?.handle
  // Said before we were connected: it takes its place among what was said then, and disturbs nothing that came of it since.
  const isHistory = at < connection.createdAt
  const said = { ...message, before: isHistory ? plusSeconds(at, reopenHours * 3600) : undefined }
  const receiving = await receivingCase(tx, arrival, thread, author, said)
  const decision = decide(receiving, reopenHours, isHistory ? at : tx.now)
  // What we wrote elsewhere to nobody we know, and what a program wrote, is no reason to open a case again.
  if (message.ours && !receiving) return
  const by = message.automatic ? 'automatic' : 'person'
  const opens = decision.do === 'open' && !((message.automatic || message.ours) && receiving)
  const row = opens
    ? await open(tx, {
        customerId: handle?.customerId ?? '',
        openedAt: isHistory ? at : tx.now,
        place: message.place,
        ...{ thread, text, at, by },
      })
    : await tx.db.selectFrom('cases').selectAll().where('id', '=', receiving!.caseId).executeTakeFirstOrThrow()
  if (handle && !opens) await receiveOn(tx, row, thread)

  // Of a public thread, a title is somebody else's words.
  const isMail = thread.visibility === 'private' && !opens && !message.ours
  const known = thread.createdAt === tx.now ? row.subject : thread.title
  const heading = isMail ? headingOf({ own: message.thread.title, known }) : undefined
  const stored = await append(
    tx,
    {
      caseId: row.id,
      threadId: thread.id,
      connectionId: connection.id,
      externalId: message.externalId,
      direction: message.ours ? 'out' : 'in',
      visibility: thread.visibility,
      handleId: handle?.id ?? null,
      text: headed(heading, text),
      html: message.html ? headedMarkup(heading, message.html) : null,
      language: message.language ?? null,
      place: message.place,
      kind: message.kind ?? null,
      addressedAt: message.addressed ? at : null,
      automaticAt: message.automatic ? at : null,
      allows: message.allows ? JSON.stringify(message.allows) : null,
      inReplyTo: message.inReplyTo ?? null,
      url: message.url ?? null,
      at,
    },
    // Words of this connection alone: the case's own subject may come from another.
    [handle?.name ?? '', handle?.handle ?? '', thread.title ?? ''],
  )
  for (const attachment of message.attachments ?? []) await attach(tx, stored.id, attachment, arrival.files)
  const isSettled = isHistory && (await isSettledSince(tx, row, at))
  if (message.ours) await answeredElsewhere(tx, row, at)
  else if (!opens && !isSettled) await received(tx, row, at, by)
  const data = {
    messageId: stored.id,
    by: message.ours ? 'us' : by,
    ...(isHistory && { history: 1 }),
  }
  await tx.record({ type: 'message.received', caseId: row.id, data })
  await catchUp(tx, stored)
}

/**
 * When it was said, as far as that can be. A writer's clock may run ahead, and nobody waits since the future; it may run
 * behind or know no parts of a second, and nobody reacts to our answer before it was given.
 */
async function saidAt(tx: Tx, connection: ConnectionRow, { at, inReplyTo }: InboundMessage): Promise<string> {
  const said = iso(at) > tx.now ? tx.now : iso(at)
  if (!inReplyTo) return said
  const [answered] = await byExternalId(tx.db, { connectionId: connection.id, externalId: inReplyTo })
  return answered?.direction === 'out' && answered.at > said ? answered.at : said
}

/** Applies an edit or deletion, unless a later one was applied already. A deletion is final. */
async function changed(
  tx: Tx,
  known: Message,
  event: { type: 'edited'; text: string; at: Date } | { type: 'deleted'; at: Date },
): Promise<void> {
  if (known.deletedAt) return
  const at = iso(event.at)
  if (event.type === 'deleted') await deleteMessage(tx, known, at)
  else if (!known.editedAt || known.editedAt < at) await edit(tx, known, clean(event.text), at)
}

/** Keeps what came before its message: platforms promise no order. */
async function early(tx: Tx, connectionId: string, event: Exclude<InboundEvent, { type: 'message' }>) {
  const at = iso(event.at)
  const text = textOf(event)
  await tx.db
    .insertInto('earlyEvents')
    .values({ connectionId, externalId: event.externalId, kind: event.type, text, at })
    .onConflict(conflict =>
      conflict
        .columns(['connectionId', 'externalId', 'kind'])
        .doUpdateSet({ text, at })
        .where('earlyEvents.at', '<', at),
    )
    .execute()
}

function textOf(event: Exclude<InboundEvent, { type: 'message' }>): string | null {
  if (event.type === 'deleted') return null
  return event.type === 'edited' ? clean(event.text) : JSON.stringify({ status: event.status, reason: event.reason })
}

const takeEarly = prepared((db, its: Slots<{ connectionId: string; externalId: string }>) =>
  db
    .deleteFrom('earlyEvents')
    .where('connectionId', '=', its.connectionId)
    .where('externalId', '=', its.externalId)
    .returningAll(),
)

async function catchUp(tx: Tx, stored: Message): Promise<void> {
  if (!stored.externalId) return
  const waiting = await takeEarly(tx.db, { connectionId: stored.connectionId, externalId: stored.externalId })
  const edited = waiting.find(event => event.kind === 'edited')
  if (edited) await changed(tx, stored, { type: 'edited', text: edited.text ?? '', at: new Date(edited.at) })
  const deleted = waiting.find(event => event.kind === 'deleted')
  if (deleted) await changed(tx, stored, { type: 'deleted', at: new Date(deleted.at) })
}

/**
 * Is this our own answer, seen by the platform before we could write down that it has it? Then it gets its external id
 * here; the outbox finds it when it looks.
 */
async function isEcho(tx: Tx, connectionId: string, message: InboundMessage, text: string): Promise<boolean> {
  const ours = await tx.db
    .selectFrom('messages')
    .innerJoin('replies', 'replies.messageId', 'messages.id')
    .innerJoin('threads', 'threads.id', 'messages.threadId')
    .where('messages.connectionId', '=', connectionId)
    .where('threads.externalId', '=', message.thread.externalId)
    .where('messages.externalId', 'is', null)
    .where('messages.text', '=', text.trim())
    .where('replies.state', 'in', ['sending', 'unknown', 'needs_human'])
    .orderBy('messages.seq')
    .select('messages.id')
    .executeTakeFirst()
  if (!ours) return false
  await tx.db
    .updateTable('messages')
    .set({ externalId: message.externalId, url: message.url ?? null })
    .where('id', '=', ours.id)
    .execute()
  return true
}

async function threadOf(tx: Tx, connection: ConnectionRow, message: InboundMessage): Promise<Row<'threads'>> {
  const { externalId, visibility, title, url } = message.thread
  const isHistory = iso(message.at) < connection.createdAt
  const [known] = await threadByExternalId(tx.db, { connectionId: connection.id, externalId })
  const named = title === undefined ? null : cleanLine(title) || null
  if (known) {
    // What it is about may be told with a later message only.
    const news = {
      // Who reads it may change; people choose their words by what the platform said last.
      ...(visibility !== known.visibility && !isHistory && { visibility }),
      ...(named && !known.title && { title: named }),
      ...(url && !known.url && { url }),
    }
    if (!Object.keys(news).length) return known
    await tx.db.updateTable('threads').set(news).where('id', '=', known.id).execute()
    return { ...known, ...news }
  }
  const thread: Row<'threads'> = {
    id: newId(),
    connectionId: connection.id,
    externalId,
    visibility,
    title: named,
    url: url ?? null,
    createdAt: tx.now,
  }
  await insert(tx.db, 'threads', thread)
  return thread
}

const threadByExternalId = prepared((db, its: Slots<{ connectionId: string; externalId: string }>) =>
  db
    .selectFrom('threads')
    .selectAll()
    .where('connectionId', '=', its.connectionId)
    .where('externalId', '=', its.externalId),
)

const byExternalId = prepared((db, its: Slots<{ connectionId: string; externalId: string }>) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('connectionId', '=', its.connectionId)
    .where('externalId', '=', its.externalId),
)
