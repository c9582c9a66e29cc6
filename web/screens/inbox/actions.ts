import type { AnyVariables, OperationResult } from '@urql/core'
import { createSignal } from 'solid-js'
import { client } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import {
  AssignDocument,
  type CaseRowFragment,
  CloseDocument,
  PrioritiseDocument,
  type Priority,
  ReopenDocument,
  SetLabelsDocument,
  SnoozeDocument,
  WakeDocument,
} from '../../api/types.ts'
import { problemText } from '../../app/problems.ts'
import { t } from '../../locales/text.ts'
import { toast } from '../../ui/toasts.ts'

type Owned = Pick<CaseRowFragment, 'id' | 'owner' | 'team'>
type Result = Promise<OperationResult<unknown, AnyVariables>>

/** What was done, and how to take it back. */
interface Done {
  text: string
  undo: () => Promise<boolean>
}

const [acted, setActed] = createSignal(0)

/** Counts what was done here. */
export { acted }
export const noteDeed = (): void => void setActed(count => count + 1)

/** Does something with a case. It shows at once; when the server refuses it is taken back and said why. */
export async function act(doing: Result, done?: Done): Promise<boolean> {
  noteDeed()
  const { error } = await doing
  if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
  else if (done) toast({ text: done.text, action: { label: t('undo'), key: 'z', run: () => void done.undo() } })
  return !error
}

/** To a colleague, a team, or nobody. */
export type Assignee = { userId?: string; teamId?: string }

export function assign(row: Owned, to: Assignee, text: string): Promise<boolean> {
  const back: Assignee = row.owner ? { userId: row.owner.id } : row.team ? { teamId: row.team.id } : {}
  const set = (assignee: Assignee) =>
    client.mutation(AssignDocument, { input: { caseId: row.id, ...assignee } }).toPromise()
  return act(set(to), { text, undo: () => act(set(back)) })
}

const closing = (caseId: string) => client.mutation(CloseDocument, { input: { caseId } }).toPromise()
/** Opens a case again; without a word about it. */
export const opening = (caseId: string) => client.mutation(ReopenDocument, { input: { caseId } }).toPromise()

type Left = Pick<CaseRowFragment, 'waitingSince'> & { drafts: ReadonlyArray<{ text: string }> }

/** The things that a closed case leaves undone; nothing when all is said. */
const leftOf = ({ waitingSince, drafts }: Left) => {
  const isWritten = drafts.some(draft => draft.text.trim() !== '')
  if (waitingSince) return isWritten ? 'Both' : 'Waiting'
  return isWritten ? 'Draft' : ''
}
export const leavesSomething = (row: Left): boolean => leftOf(row) !== ''

/** Closes a case, and says when its customer still waits or a draft of an answer is left there. */
export const close = ({ id, number, ...left }: Pick<CaseRowFragment, 'id' | 'number'> & Left): Promise<boolean> =>
  act(closing(id), { text: t(`done.closed${leftOf(left)}`, { number }), undo: () => act(opening(id)) })

export const reopen = ({ id, number }: CaseRowFragment): Promise<boolean> =>
  act(opening(id), { text: t('done.reopened', { number }), undo: () => act(closing(id)) })

const sleeping = (caseId: string, until: string) =>
  client.mutation(SnoozeDocument, { input: { caseId, until } }).toPromise()
const waking = (caseId: string) => client.mutation(WakeDocument, { input: { caseId } }).toPromise()

export const snooze = ({ id, number }: CaseRowFragment, until: string): Promise<boolean> =>
  act(sleeping(id, until), { text: t('done.snoozed', { number }), undo: () => act(waking(id)) })

export const wake = ({ id, number, snoozedUntil }: CaseRowFragment): Promise<boolean> =>
  act(waking(id), { text: t('done.woken', { number }), undo: () => act(sleeping(id, snoozedUntil!)) })

export function prioritise({ id, number, priority }: CaseRowFragment, to: Priority): Promise<boolean> {
  const before = priority
  const set = (wanted: Priority) =>
    client.mutation(PrioritiseDocument, { input: { caseId: id, priority: wanted } }).toPromise()
  const text = t('done.priority', { number, priority: t(`priority.${to}`) })
  return act(set(to), { text, undo: () => act(set(before)) })
}

/** Adds or removes one label. */
export function setLabel({ id }: { id: string }, label: { id: string; name: string }, on: boolean): Promise<boolean> {
  const set = (wanted: boolean) =>
    client.mutation(SetLabelsDocument, { input: { caseId: id, [wanted ? 'add' : 'remove']: [label.id] } }).toPromise()
  const text = t(on ? 'done.labelled' : 'done.unlabelled', { label: label.name })
  return act(set(on), { text, undo: () => act(set(!on)) })
}
