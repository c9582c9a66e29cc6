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
function threadsOf(
  db: Db,
  actor: Actor,
  { id, customerId }: Pick<Row<'cases'>, 'id' | 'customerId'>,
  threadIds?: readonly string[] | null,
): Promise<Array<Row<'threads'>>> {
  const allowed = connectionsFor(actor, 'reply.send')
  return db
    .selectFrom('caseThreads')
    .innerJoin('threads', 'threads.id', 'caseThreads.threadId')
    .leftJoin('messages', join =>
      join
        .onRef('messages.threadId', '=', 'threads.id')
        .onRef('messages.caseId', '=', 'caseThreads.caseId')
        .on('messages.direction', '=', 'in'),
    )
    .leftJoin('handles', 'handles.id', 'messages.handleId')
    .where('caseThreads.caseId', '=', id)
    .$if(allowed !== 'all', q => q.where('threads.connectionId', 'in', ['', ...(allowed as readonly string[])]))
    .$if(Boolean(threadIds), q => q.where('threads.id', 'in', ['', ...(threadIds ?? [])]))
    .groupBy('threads.id')
    .orderBy(
      ({ fn, ref, lit, eb, and, case: when }) =>
        fn.max(
          when()
            .when(and([eb('handles.customerId', '=', customerId), eb('messages.automaticAt', 'is', null)]))
            .then(ref('messages.seq'))
            .else(lit(0))
            .end(),
        ),
      'desc',
    )
    .orderBy(({ fn, ref, lit }) => fn.coalesce(fn.max(ref('messages.seq')), lit(0)), 'desc')
    .limit(MAX_AUDIENCES)
    .selectAll('threads')
    .execute()
}
