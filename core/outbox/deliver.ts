import type { Message } from '../cases/messages.ts'
import type { Connections, OpenChannel } from '../connections/connections.ts'
import type { Db, Session } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { type OutboundMessage, PluginError, type Sent } from '../plugin/index.ts'
import type { Reply } from './reply.ts'
import { type Claimed, claim, cutOff, type Found, isLookDue, lookedFor, settle } from './settle.ts'

/** The way out. A row says `sending` on disk before a byte leaves, so that no stop can make us post twice. */
export interface Delivery {
  /** Sends what is due, one at a time for each connection. */
  deliver(): Promise<void>
  /** Looks for answers whose fate is unknown. */
  reconcile(): Promise<void>
  /** What was being sent when a process ended, or when its outcome could not be written down: nobody knows its fate. */
  recover(): Promise<void>
  /** Sends nothing more, and waits so many milliseconds for what is leaving; the fate of the rest is unknown. */
  stop(patience?: number): Promise<void>
}

/** How long a plugin may take to send, in milliseconds. */
const SEND_TIME = 30_000
/** How long a stop waits for that. */
const STOP_TIME = 12_000

export function openDelivery(core: {
  db: Db
  write: Write
  connections: Connections
  clock: Clock
  log: Log
  /** This process: a claim of another one is never trusted. */
  bootId: string
  /** How long a plugin may take, in milliseconds. */
  sendTime?: number
}): Delivery {
  const { db, write, connections, clock, log, bootId, sendTime = SEND_TIME } = core
  const actor = system('outbox')
  /** The connections that are sending now, each until it has nothing more to send. */
  const busy = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  let isStopping = false

  function drain(connectionId: string): Promise<void> {
    if (busy.has(connectionId)) return Promise.resolve()
    const drained = sendAll(connectionId).finally(() => busy.delete(connectionId))
    busy.set(connectionId, drained)
    return drained
  }

  async function sendAll(connectionId: string) {
    while (!isStopping) {
      const claimed = await write(actor, tx => claim(tx, connectionId, bootId))
      if (!claimed) return
      await send(claimed)
    }
  }

  async function send({ message, reply }: Claimed) {
    const outcome = await attempt(message)
    await write(actor, tx => settle(tx, message, reply, outcome, bootId))
    if (outcome instanceof PluginError) {
      log.warn({ message: message.id, connection: message.connectionId, outcome: outcome.code }, 'An answer did not go')
    }
  }

  /** Calls the plugin. What fails before that certainly was not sent. */
  async function attempt(message: Message): Promise<Sent | PluginError> {
    let ready: { open: OpenChannel; answer: OutboundMessage }
    try {
      ready = { open: await connections.channel(db, message.connectionId), answer: await outbound(db, message) }
    } catch (cause) {
      return new PluginError('temporary', cause instanceof AppError ? cause.message : 'It could not be read', { cause })
    }
    try {
      const { channel, ctx } = ready.open
      const signal = AbortSignal.any([AbortSignal.timeout(sendTime), stopping.signal])
      const outcome = await within(signal, channel.send(ready.answer, ctx(signal)))
      if (typeof outcome?.externalId !== 'string') throw new PluginError('unknown', 'The plugin gave no id')
      return outcome
    } catch (cause) {
      return cause instanceof PluginError ? cause : new PluginError('unknown', 'The plugin failed', { cause })
    }
  }

  async function look(message: Message, reply: Reply) {
    const open = await connections.channel(db, message.connectionId)
    const found = await lookFor(open, await outbound(db, message), reply, sendTime)
    await write(actor, tx => lookedFor(tx, message, found))
  }

  async function recover() {
    const cut = await write(actor, tx => cutOff(tx, bootId, [...busy.keys()]))
    if (cut.length) log.warn({ messages: cut }, 'Answers were cut off while being sent')
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
    recover,
    async reconcile() {
      await recover()
      const now = iso(clock.now())
      const lost = await db.selectFrom('replies').selectAll().where('state', '=', 'unknown').execute()
      for (const reply of lost.filter(row => isLookDue(row, now))) {
        const message = await db.selectFrom('messages').selectAll().where('id', '=', reply.messageId).executeTakeFirst()
        if (!message) continue
        // One that cannot be looked for keeps no other from being found.
        await look(message, reply).catch(() => log.error({ message: message.id }, 'An answer could not be looked for'))
      }
    },
    async stop(patience = STOP_TIME) {
      isStopping = true
      const deadline = setTimeout(() => stopping.abort(), patience)
      await Promise.allSettled(busy.values())
      clearTimeout(deadline)
    },
  }
}

async function lookFor(open: OpenChannel, message: OutboundMessage, reply: Reply, time: number): Promise<Found> {
  if (open.channel.limits.idempotent) return 'again'
  if (!open.channel.reconcile || !reply.startedAt) return 'unsure'
  const signal = AbortSignal.timeout(time)
  const since = new Date(plusSeconds(reply.startedAt, -120))
  try {
    return await within(signal, open.channel.reconcile(message, since, open.ctx(signal)))
  } catch {
    return 'unsure'
  }
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

/** The call's own result, or `unknown` when the time is up: the platform may have acted. */
function within<Result>(signal: AbortSignal, call: Promise<Result>): Promise<Result> {
  return Promise.race([
    call,
    new Promise<never>((_, reject) => {
      signal.addEventListener(
        'abort',
        () => reject(new PluginError('unknown', 'The platform did not answer in time')),
        { once: true },
      )
    }),
  ])
}
