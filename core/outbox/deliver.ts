import type { Message } from '../cases/messages.ts'
import { replyWindow } from '../cases/window.ts'
import type { Connections, Open } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import type { Files } from '../files/store.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { type Log, traceOf } from '../lib/log.ts'
import type { Seal } from '../lib/seal.ts'
import { type OutboundMessage, PluginError, type Sent } from '../plugin/index.ts'
import { faultOf } from './fault.ts'
import { outbound } from './outbound.ts'
import { isDue } from './pace.ts'
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

/** How long a plugin may take to send, in milliseconds: given up too early, a reply that was published is of unknown fate. */
export const SEND_TIME = 60_000
/** Its author wrote to one person, and everybody would read it. */
const PUBLIC =
  'The conversation became public after this was written. Take it back, or send it again for everybody to read.'
/** How long a stop waits for that. */
const STOP_TIME = 12_000

export function openDelivery(core: {
  db: Db
  write: Write
  connections: Connections
  seal: Seal
  files: Files
  clock: Clock
  log: Log
  /** This process: a claim of another one is never trusted. */
  bootId: string
  /** Notes outside the data how many answers have left, before one leaves. */
  noteDeparture(departures: number): Promise<void>
  /** How long a plugin may take, in milliseconds. */
  sendTime?: number
}): Delivery {
  const { db, write, connections, clock, log, bootId, noteDeparture, sendTime = SEND_TIME } = core
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
      // With its plugin away the answer is tried all the same: that is how its author learns what it waits for.
      const perMinute = await connections.open(db, connectionId).then(
        ({ limits }) => limits?.perMinute,
        () => undefined,
      )
      const claimed = await write(actor, tx => claim(tx, connectionId, bootId, perMinute))
      if (!claimed) return
      await noteDeparture(claimed.departures).catch(() =>
        log.error({}, 'It could not be noted that an answer leaves: whether data is put back may go unseen'),
      )
      await send(claimed)
    }
  }

  async function send({ message, reply }: Claimed) {
    const outcome = await attempt(message, reply)
    await write(actor, tx => settle(tx, message, reply, outcome, bootId))
    if (outcome instanceof PluginError) {
      log.warn({ message: message.id, connection: message.connectionId, outcome: outcome.code }, 'An answer did not go')
    }
  }

  /** Calls the plugin. What fails before that certainly was not sent. */
  async function attempt(message: Message, { attempts }: Reply): Promise<Sent | PluginError> {
    let ready: { open: Open; answer: OutboundMessage }
    try {
      const open = await connections.open(db, message.connectionId)
      const thread = await db
        .selectFrom('threads')
        .selectAll()
        .where('id', '=', message.threadId)
        .executeTakeFirstOrThrow()
      if (message.visibility === 'private' && thread.visibility === 'public')
        return new PluginError('permanent', PUBLIC)
      const window = await replyWindow(db, open, thread)
      if (window.form === 'closed') return new PluginError('permanent', window.reason ?? 'It can no longer be answered')
      ready = { open, answer: await outbound(core, message) }
    } catch (cause) {
      if (!(cause instanceof AppError || cause instanceof PluginError)) {
        log.error({ message: message.id, error: traceOf(cause) }, 'An answer could not be made ready')
      }
      return faultOf(cause, attempts)
    }
    try {
      const options = { deadline: sendTime, signal: stopping.signal }
      const outcome = await ready.open.call('send', [ready.answer], options)
      if (typeof outcome?.externalId !== 'string') throw new PluginError('unknown', 'The plugin gave no id')
      return outcome
    } catch (cause) {
      return cause instanceof PluginError ? cause : new PluginError('unknown', 'The plugin failed', { cause })
    }
  }

  async function look(message: Message, reply: Reply) {
    // The platform told us of it before it answered our call.
    const echoed: Found | undefined = message.externalId
      ? { externalId: message.externalId, ...(message.url && { url: message.url }) }
      : undefined
    const found = echoed ?? (await lookFor(message, reply))
    await write(actor, tx => lookedFor(tx, message, found))
  }

  async function lookFor(message: Message, reply: Reply): Promise<Found> {
    const open = await connections.open(db, message.connectionId)
    if (open.limits?.idempotent) return 'again'
    if (!open.plugin.channel?.reconcile || !reply.startedAt) return 'unsure'
    const since = new Date(await askedAt(message, reply.startedAt))
    try {
      return await open.call('reconcile', [await outbound(core, message), since], { deadline: sendTime })
    } catch {
      return 'unsure'
    }
  }

  /** An answer stands below its question, wherever our own clock stood when it was sent. */
  async function askedAt({ threadId, seq }: Message, startedAt: string): Promise<string> {
    const question = await db
      .selectFrom('messages')
      .where('threadId', '=', threadId)
      .where('direction', '=', 'in')
      .where('seq', '<', seq)
      .orderBy('seq', 'desc')
      .select('at')
      .executeTakeFirst()
    const before = plusSeconds(startedAt, -120)
    return question && question.at < before ? question.at : before
  }

  async function recover() {
    const cut = await write(actor, tx => cutOff(tx, bootId, [...busy.keys()]))
    if (cut.length) log.warn({ messages: cut }, 'Answers were cut off while being sent')
  }

  return {
    async deliver() {
      const due = await db
        .selectFrom('replies')
        .innerJoin('messages', 'messages.id', 'replies.messageId')
        .innerJoin('connections', 'connections.id', 'replies.connectionId')
        .where('replies.state', '=', 'queued')
        .where(isDue(iso(clock.now())))
        .where('connections.pausedAt', 'is', null)
        .where('connections.parkedAt', 'is', null)
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
