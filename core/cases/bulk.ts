// One thing done with many cases: each in a unit of work of its own, so that one that is refused keeps nobody else's back.
import type { Tx, Write } from '../db/write.ts'
import type { Actor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { type Assignee, assign, type Case, close, pend, prioritise, reopen, snooze, wake } from './cases.ts'
import { label } from './labels.ts'

/** What is done without more words. */
export type PlainDeed = 'close' | 'reopen' | 'wake' | 'pend'
/** What can be done with many cases at once. A reply cannot: each is read before it goes. */
export type Deed =
  | { do: 'assign'; to: Assignee }
  | { do: 'label'; add: readonly string[]; remove: readonly string[] }
  | { do: 'snooze'; until: string }
  | { do: 'prioritise'; priority: Case['priority'] }
  | { do: PlainDeed }

export type DeedKind = Deed['do']

/** Why a case stayed as it was. */
export interface Refusal {
  caseId: string
  code: AppError['code']
  reason: string | null
  message: string
}

/** How many cases are done while one waits; more is a task. */
export const MAX_AT_ONCE = 50

/** Does one thing with one case. */
export function act(tx: Tx, caseId: string, deed: Deed): Promise<Case> {
  switch (deed.do) {
    case 'assign':
      return assign(tx, caseId, deed.to)
    case 'label':
      return label(tx, caseId, deed.add, deed.remove)
    case 'snooze':
      return snooze(tx, caseId, deed.until)
    case 'prioritise':
      return prioritise(tx, caseId, deed.priority)
    case 'close':
      return close(tx, caseId)
    case 'reopen':
      return reopen(tx, caseId)
    case 'wake':
      return wake(tx, caseId)
    case 'pend':
      return pend(tx, caseId)
  }
}

/** Does one thing with many cases; those that were refused stay as they were, each with its reason. */
export async function actOnAll(
  write: Write,
  actor: Actor,
  caseIds: readonly string[],
  deed: Deed,
): Promise<{ done: Case[]; refused: Refusal[] }> {
  const done: Case[] = []
  const refused: Refusal[] = []
  // Begun together, they share one commit.
  const outcomes = await Promise.all(
    [...new Set(caseIds)].map(caseId =>
      write(actor, tx => act(tx, caseId, deed)).catch(error => {
        if (error instanceof AppError) return refusalOf(caseId, error)
        throw error
      }),
    ),
  )
  for (const outcome of outcomes) {
    if ('caseId' in outcome) refused.push(outcome)
    else done.push(outcome)
  }
  return { done, refused }
}

const refusalOf = (caseId: string, { code, reason, message }: AppError): Refusal => ({
  caseId,
  code,
  reason: reason ?? null,
  message,
})

/** Refuses more cases than are done while one waits. */
export function mustBeFew(caseIds: readonly string[]): void {
  if (caseIds.length && caseIds.length <= MAX_AT_ONCE) return
  throw new AppError('INVALID', `Name 1 to ${MAX_AT_ONCE} cases; more is a task: startBulk.`, {
    reason: 'bulk.tooMany',
    facts: { max: MAX_AT_ONCE },
  })
}
