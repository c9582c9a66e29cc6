// Where a case can be answered, on what terms, and whom that reaches: read together, however many threads it has.
import type { Connections } from '../connections/connections.ts'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import type { Limits, ReplyWindow } from '../plugin/index.ts'
import { connectionsFor, mayOn } from '../team/may.ts'
import { addresseeOf, peopleOf } from './addressee.ts'
import { termsOf } from './window.ts'
import { writersOn } from './writers.ts'

/** Where an answer would go, whom it reaches there, and what fits. Handles by id, as far as the actor may see them. */
export interface Reach {
  thread: Row<'threads'>
  toId: string | null
  peopleIds: string[]
  deletedAt: string | null
  limits: Limits | undefined
  window: ReplyWindow
}

/**
 * Threads of a case that are offered at once. Nobody chooses among more; a message on an older one is found by search and
 * names its thread, which is asked for by its id.
 */
export const MAX_AUDIENCES = 50
/** People of one thread that an answer can be sent to instead of the customer. */
const MAX_PEOPLE = 20
const NOBODY: ReplyWindow = { form: 'closed', reason: 'Only a program wrote here: there is nobody to answer' }

/** Where the actor can answer a case: on these threads, or on those where its customer wrote last. */
export async function audiencesOf(
  core: { db: Db; connections: Connections },
  actor: Actor,
  row: Pick<Row<'cases'>, 'id' | 'customerId'>,
  threadIds?: readonly string[] | null,
): Promise<Reach[]> {
  if (threadIds && threadIds.length > MAX_AUDIENCES) {
    throw new AppError('INVALID', `Ask for at most ${MAX_AUDIENCES} threads at once.`, {
      reason: 'page.size',
      facts: { max: MAX_AUDIENCES },
    })
  }
  const threads = await threadsOf(core.db, actor, row, threadIds)
  const writers = await writersOn(
    core.db,
    row.id,
    threads.map(({ id }) => id),
  )
  const terms = await termsOf(core, threads)
  return threads.map((thread, at) => {
    const here = writers.filter(({ threadId }) => threadId === thread.id)
    const people = peopleOf(here, row.customerId)
    const to = addresseeOf(here, row.customerId)
    const areNamed = mayOn(actor, 'customer.read', [thread.connectionId])
    const { limits, window } = terms[at]!
    return {
      thread,
      toId: (areNamed && to?.handleId) || null,
      peopleIds: areNamed ? people.slice(0, MAX_PEOPLE).map(({ handleId }) => handleId) : [],
      deletedAt: to?.deletedAt ?? null,
      limits,
      window: people.length ? window : NOBODY,
    }
  })
}

/** The threads of a case that the actor can answer on: where its customer wrote last comes first, where only others did last. */
async function threadsOf(
  db: Db,
  actor: Actor,
  { id, customerId }: Pick<Row<'cases'>, 'id' | 'customerId'>,
  threadIds?: readonly string[] | null,
): Promise<Array<Row<'threads'>>> {
  const allowed = connectionsFor(actor, 'reply.send')
  // Each of the two reads the case once. Joined, an engine may look for the messages of the case thread by thread.
  const [reached, lasts] = await Promise.all([
    db
      .selectFrom('caseThreads')
      .innerJoin('threads', 'threads.id', 'caseThreads.threadId')
      .where('caseThreads.caseId', '=', id)
      .$if(allowed !== 'all', q => q.where('threads.connectionId', 'in', ['', ...(allowed as readonly string[])]))
      .$if(Boolean(threadIds), q => q.where('threads.id', 'in', ['', ...(threadIds ?? [])]))
      .select('threads.id')
      .execute(),
    lastOn(db, id, customerId),
  ])
  const last = (threadId: string) => lasts.get(threadId) ?? { byCustomer: 0, byAnybody: 0 }
  const ids = reached
    .map(thread => thread.id)
    .sort((a, b) => last(b).byCustomer - last(a).byCustomer || last(b).byAnybody - last(a).byAnybody)
    .slice(0, MAX_AUDIENCES)
  const rows = ids.length ? await db.selectFrom('threads').selectAll().where('id', 'in', ids).execute() : []
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** Thread id → the newest message there, by its `seq`: by hand from the customer of the case, and from anybody. */
async function lastOn(db: Db, caseId: string, customerId: string) {
  const rows = await db
    .selectFrom('messages')
    .leftJoin('handles', 'handles.id', 'messages.handleId')
    .where('messages.caseId', '=', caseId)
    .where('messages.direction', '=', 'in')
    .groupBy('messages.threadId')
    .select(({ fn, ref, lit, eb, and, case: when }) => [
      'messages.threadId',
      fn.max('messages.seq').as('byAnybody'),
      fn
        .max(
          when()
            .when(and([eb('handles.customerId', '=', customerId), eb('messages.automaticAt', 'is', null)]))
            .then(ref('messages.seq'))
            .else(lit(0))
            .end(),
        )
        .as('byCustomer'),
    ])
    .execute()
  return new Map(
    rows.map(row => [row.threadId, { byAnybody: Number(row.byAnybody), byCustomer: Number(row.byCustomer) }]),
  )
}
