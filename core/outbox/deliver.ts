import type { Message } from '../cases/messages.ts'
import type { Connections, OpenChannel } from '../connections/connections.ts'
import type { Db, Session } from '../db/db.ts'
import type { Tx, Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { type Clock, hoursBetween, iso, plusSeconds } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { type OutboundMessage, PluginError, type Sent } from '../plugin/index.ts'
import { failed, type Reply, set } from './reply.ts'

/** The way out. A row says `sending` on disk before a byte leaves, so that no stop can make us post twice. */
export interface Delivery {
  /** Sends what is due, one at a time for each connection. */
  deliver(): Promise<void>
  /** Looks for answers whose fate is unknown. */
  reconcile(): Promise<void>
  /** Once at start: what another process was sending when it ended. */
  recover(): Promise<void>
}

/** How long a plugin may take to send, in milliseconds. */
const SEND_TIME = 30_000
/** When to look for an answer of unknown fate, in seconds after it was sent; after the last look a person decides. */
const LOOKS = [60, 300, 900]
/** How long something that certainly was not sent is tried again. */
const PATIENCE_HOURS = 24

type Claimed = { message: Message; reply: Reply }

export function openDelivery(core: {
  db: Db
  write: Write
  connections: Connections
  clock: Clock
  log: Log
  /** This process: a claim of another one is never trusted. */
  bootId: string
}): Delivery {
  const { db, write, connections, clock, log, bootId } = core
  const actor = system('outbox')
  const busy = new Set<string>()

  async function drain(connectionId: string) {
    if (busy.has(connectionId)) return
    busy.add(connectionId)
    try {
      for (;;) {
        const claimed = await write(actor, tx => claim(tx, connectionId, bootId))
        if (!claimed) return
        await send(claimed)
      }
    } finally {
      busy.delete(connectionId)
    }
  }

  async function send({ message, reply }: Claimed) {
    let outcome: Sent | PluginError
    try {
      const open = await connections.channel(db, message.connectionId)
      const signal = AbortSignal.timeout(SEND_TIME)
      outcome = await within(signal, open.channel.send(await outbound(db, message), open.ctx(signal)))
    } catch (error) {
      outcome = error instanceof PluginError ? error : new PluginError('unknown', 'The plugin failed', { cause: error })
    }
    await write(actor, tx => settle(tx, message, reply, outcome, bootId))
    if (outcome instanceof PluginError) {
      log.warn({ message: message.id, connection: message.connectionId, outcome: outcome.code }, 'An answer did not go')
    }
  }

  async function look(message: Message, reply: Reply) {
    const open = await connections.channel(db, message.connectionId)
    const found = await lookFor(open, await outbound(db, message), reply)
    await write(actor, async tx => {
      const current = await replyOf(tx, message.id)
      if (current?.state !== 'unknown') return
      if (found === 'again') await requeue(tx, message, current, tx.now, 'Sent again: this channel posts it once')
      else if (found === 'absent') await requeue(tx, message, current, tx.now, 'It was not there, so it is sent again')
      else if (found !== 'unsure') await sent(tx, message, found)
      else await set(tx, message.id, { looks: current.looks + 1, ...(isLast(current) && { state: 'needs_human' }) })
      if (found === 'unsure' && isLast(current)) {
        await tx.record({ type: 'reply.uncertain', caseId: message.caseId, data: { messageId: message.id } })
      }
    })
  }

  return {
    async deliver() {
      const due = await db
        .selectFrom('replies')
        .innerJoin('connections', 'connections.id', 'replies.connectionId')
        .where('replies.state', '=', 'queued')
        .where('replies.notBefore', '<=', iso(clock.now()))
        .where('connections.pausedAt', 'is', null)
        .select('replies.connectionId')
        .distinct()
        .execute()
      await Promise.all(due.map(row => drain(row.connectionId)))
    },
    async reconcile() {
      const now = iso(clock.now())
      const lost = await db.selectFrom('replies').selectAll().where('state', '=', 'unknown').execute()
      for (const reply of lost.filter(row => plusSeconds(row.startedAt ?? now, LOOKS[row.looks] ?? 0) <= now)) {
        const message = await db.selectFrom('messages').selectAll().where('id', '=', reply.messageId).executeTakeFirst()
        if (message) await look(message, reply)
      }
    },
    async recover() {
      const cut = await write(actor, tx =>
        tx.db
          .updateTable('replies')
          .set({ state: 'unknown', reason: 'The program stopped while this was being sent' })
          .where('state', '=', 'sending')
          .where('bootId', '<>', bootId)
          .returning('messageId')
          .execute(),
      )
      if (cut.length) log.warn({ messages: cut.map(row => row.messageId) }, 'Answers were cut off while being sent')
    },
  }
}

/** The next due answer of a connection, marked as being sent. */
async function claim(tx: Tx, connectionId: string, bootId: string): Promise<Claimed | undefined> {
  const next = await tx.db
    .selectFrom('replies')
    .innerJoin('messages', 'messages.id', 'replies.messageId')
    .innerJoin('connections', 'connections.id', 'replies.connectionId')
    .where('connections.id', '=', connectionId)
    .where('connections.pausedAt', 'is', null)
    .where('replies.state', '=', 'queued')
    .where('replies.notBefore', '<=', tx.now)
    .orderBy('messages.seq')
    .selectAll('messages')
    .executeTakeFirst()
  if (!next) return undefined
  const reply = await tx.db
    .updateTable('replies')
    .set(eb => ({ state: 'sending', attempts: eb('attempts', '+', 1), bootId, startedAt: tx.now }))
    .where('messageId', '=', next.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await tx.record({ type: 'reply.sending', caseId: next.caseId, data: { messageId: next.id } })
  return { message: next, reply }
}

/** Writes down what became of an answer that this process was sending. */
async function settle(tx: Tx, message: Message, reply: Reply, outcome: Sent | PluginError, bootId: string) {
  const current = await replyOf(tx, message.id)
  if (current?.state !== 'sending' || current.bootId !== bootId) return
  if (!(outcome instanceof PluginError)) return sent(tx, message, outcome)
  const reason = outcome.message
  if (outcome.code === 'unknown') {
    await set(tx, message.id, { state: 'unknown', reason })
    await tx.record({ type: 'reply.uncertain', caseId: message.caseId, data: { messageId: message.id } })
  } else if (outcome.code === 'permanent' || hoursBetween(message.createdAt, tx.now) >= PATIENCE_HOURS) {
    await failed(tx, message, reply, reason)
  } else {
    if (outcome.code === 'unauthorized') await pause(tx, message.connectionId)
    await requeue(tx, message, reply, plusSeconds(tx.now, outcome.retryAfter ?? backOff(reply.attempts)), reason)
  }
}

async function sent(tx: Tx, message: Message, { externalId, url, at }: Sent) {
  await tx.db
    .updateTable('messages')
    .set({ externalId, url: url ?? null, at: at ? iso(at) : tx.now })
    .where('id', '=', message.id)
    .execute()
  await set(tx, message.id, { state: 'sent', sentAt: tx.now, reason: null })
  await tx.record({ type: 'reply.sent', caseId: message.caseId, data: { messageId: message.id } })
}

async function requeue(tx: Tx, message: Message, reply: Reply, notBefore: string, reason: string) {
  await set(tx, message.id, { state: 'queued', notBefore, reason, bootId: null })
  await tx.record({
    type: 'reply.delayed',
    caseId: message.caseId,
    data: { messageId: message.id, attempts: reply.attempts, until: notBefore },
  })
}

async function pause(tx: Tx, connectionId: string) {
  await tx.db.updateTable('connections').set({ pausedAt: tx.now }).where('id', '=', connectionId).execute()
  await tx.record({ type: 'connection.changed', data: { connectionId } })
}

/** `again` where sending twice posts once, so that looking is not needed. */
async function lookFor(
  open: OpenChannel,
  message: OutboundMessage,
  reply: Reply,
): Promise<Sent | 'absent' | 'unsure' | 'again'> {
  if (open.channel.limits.idempotent) return 'again'
  if (!open.channel.reconcile || !reply.startedAt) return 'unsure'
  const signal = AbortSignal.timeout(SEND_TIME)
  const since = new Date(plusSeconds(reply.startedAt, -120))
  return within(signal, open.channel.reconcile(message, since, open.ctx(signal))).catch(() => 'unsure' as const)
}

/** What the plugin gets: the answer, to whom, and after which message. */
async function outbound(db: Session, message: Message): Promise<OutboundMessage> {
  const thread = await db.selectFrom('threads').selectAll().where('id', '=', message.threadId).executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('messages')
    .innerJoin('handles', 'handles.id', 'messages.handleId')
    .where('messages.caseId', '=', message.caseId)
    .where('messages.threadId', '=', message.threadId)
    .where('messages.direction', '=', 'in')
    .where('messages.seq', '<', message.seq)
    .orderBy('messages.seq', 'desc')
    .select([
      'messages.externalId as inReplyTo',
      'handles.externalId',
      'handles.handle',
      'handles.name',
      'handles.email',
    ])
    .executeTakeFirstOrThrow()
  const { inReplyTo, externalId, handle, name, email } = last
  return {
    id: message.id,
    thread: { externalId: thread.externalId, visibility: thread.visibility },
    inReplyTo: inReplyTo ?? undefined,
    to: { externalId, handle: handle ?? undefined, name: name ?? undefined, email: email ?? undefined },
    text: message.text,
  }
}

const replyOf = (tx: Tx, messageId: string) =>
  tx.db.selectFrom('replies').selectAll().where('messageId', '=', messageId).executeTakeFirst()

const isLast = (reply: Reply) => reply.looks + 1 >= LOOKS.length

const backOff = (attempts: number) => Math.min(30 * 2 ** (attempts - 1), 3600)

/** The call's own result, or `unknown` when the time is up: the platform may have acted. */
function within<Result>(signal: AbortSignal, call: Promise<Result>): Promise<Result> {
  return Promise.race([
    call,
    new Promise<never>((_, reject) => {
      signal.addEventListener(
        'abort',
        () => reject(new PluginError('unknown', 'The platform did not answer in time')),
        {
          once: true,
        },
      )
    }),
  ])
}
