import { CompiledQuery, type ControlledTransaction, type Transaction } from 'kysely'
import type { Actor } from '../lib/actor.ts'
import { type Clock, iso } from '../lib/clock.ts'
import type { DomainEvent } from '../lib/event.ts'
import type { Database, Dialect } from './db.ts'
import { isDamage, isFull, isHeld, notStored } from './failures.ts'
import { POSTGRES_LOCKS } from './lock.ts'
import { insert } from './prepared.ts'
import type { Schema } from './schema.ts'

/** One unit of work: everything in it happens, or nothing does. */
export interface Tx {
  readonly db: Transaction<Schema>
  readonly dialect: Dialect
  readonly actor: Actor
  /** One instant for the whole unit. */
  readonly now: string
  /** Writes what happened, in the same transaction. */
  record(event: DomainEvent): Promise<void>
  /** Runs once the unit is durable, to wake a job or tell a listener. Never writes. */
  afterCommit(effect: () => void): void
}

/** Runs a unit of work; resolves when it is durable. Rejects with the unit's own error, and then nothing of it stays. */
export type Write = <Result>(actor: Actor, unit: (tx: Tx) => Promise<Result>) => Promise<Result>

/** What may follow an event in the same transaction. */
export type Reactor = (tx: Tx, event: DomainEvent) => Promise<void>

interface Waiting {
  actor: Actor
  unit: (tx: Tx) => Promise<unknown>
  resolve: (result: never) => void
  reject: (error: unknown) => void
}

const MAX_GROUP = 200

/** On Postgres others write too, such as a command: one after the other, so that events are numbered as they commit. */
const turn = CompiledQuery.raw('select pg_advisory_xact_lock($1)', [POSTGRES_LOCKS.writing])
const savepoint = CompiledQuery.raw('savepoint unit')
const release = CompiledQuery.raw('release savepoint unit')
const rollBack = CompiledQuery.raw('rollback to savepoint unit')

/**
 * The one writer. Units that wait together share one commit (and one fsync), each in a savepoint of its own, so that
 * one that fails takes nothing with it. Nobody is answered before that commit.
 */
export function openWriter(
  database: Database,
  options: {
    clock: Clock
    reactors?: readonly Reactor[]
    onCommit: () => void
    /** The database took nothing of a group, and may take the next. */
    onRefused?: (error: unknown) => void
    onFatal: (error: unknown) => void
  },
): { write: Write; idle(): Promise<void> } {
  const queue: Waiting[] = []
  let draining: Promise<void> | undefined

  const write = (<Result>(actor: Actor, unit: (tx: Tx) => Promise<Result>) =>
    new Promise<Result>((resolve, reject) => {
      queue.push({ actor, unit, resolve: resolve as Waiting['resolve'], reject })
      draining ??= drain()
    })) satisfies Write

  async function drain() {
    try {
      while (queue.length) {
        // One turn of the loop, so that what arrived in the same moment joins.
        await new Promise(setImmediate)
        await commit(queue.splice(0, MAX_GROUP))
      }
    } finally {
      draining = undefined
    }
  }

  async function commit(group: Waiting[]) {
    let trx: ControlledTransaction<Schema> | undefined
    const settled: Array<() => void> = []
    const effects: Array<() => void> = []
    try {
      trx = await database.writer.startTransaction().execute()
      if (database.dialect === 'postgres') await trx.executeQuery(turn)
      for (const waiting of group) {
        const ownEffects: Array<() => void> = []
        await trx.executeQuery(savepoint)
        const outcome = await run(waiting, trx, ownEffects)
        if (outcome.error === undefined) {
          await trx.executeQuery(release)
          settled.push(() => waiting.resolve(outcome.result as never))
          effects.push(...ownEffects)
        } else {
          // When the engine gave up the whole transaction (disk full, lost connection) this throws too.
          await trx.executeQuery(rollBack)
          settled.push(() => waiting.reject(outcome.error))
        }
      }
      await trx.commit().execute()
      // Before anybody is told that it is stored: where is it stored?
      database.mustBeThere()
    } catch (error) {
      if (!trx?.isCommitted) {
        await trx
          ?.rollback()
          .execute()
          .catch(() => {})
      }
      const failure = notStored(error)
      for (const waiting of group) waiting.reject(failure)
      if (isDamage(error)) options.onFatal(error)
      else options.onRefused?.(error)
      return
    }
    for (const settle of settled) settle()
    for (const effect of effects) effect()
    options.onCommit()
  }

  async function run(waiting: Waiting, trx: Transaction<Schema>, effects: Array<() => void>) {
    const now = iso(options.clock.now())
    const tx: Tx = {
      db: trx,
      dialect: database.dialect,
      actor: waiting.actor,
      now,
      async record(event) {
        await insert(trx, 'events', {
          at: now,
          type: event.type,
          actorKind: waiting.actor.kind,
          actorId: waiting.actor.id,
          caseId: event.caseId ?? null,
          data: JSON.stringify(event.data ?? {}),
        })
        for (const react of options.reactors ?? []) await react(tx, event)
      },
      afterCommit: effect => effects.push(effect),
    }
    try {
      return { result: await waiting.unit(tx) }
    } catch (error) {
      if (isDamage(error) || isFull(error)) throw error
      return { error: isHeld(error) ? notStored(error) : error }
    }
  }

  return {
    write,
    idle: async () => {
      while (draining) await draining
    },
  }
}
