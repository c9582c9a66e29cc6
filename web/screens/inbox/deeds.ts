// What is done with a case once it is open: waiting for the customer without an answer, and another name.
import { client } from '../../api/client.ts'
import type { CaseRowFragment } from '../../api/types.ts'
import { act, opening } from './actions.ts'
import { PendDocument, RenameDocument } from './message/types.ts'
import { t } from './words.ts'

/** Waits for the customer, without an answer. */
export const pend = ({ id, number }: CaseRowFragment): Promise<boolean> =>
  act(client.mutation(PendDocument, { input: { caseId: id } }).toPromise(), {
    text: t('done.pended', { number }),
    undo: () => act(opening(id)),
  })

/** Calls a case by another name. */
export function rename({ id, number, subject }: CaseRowFragment, to: string): Promise<boolean> {
  const before = subject
  const set = (name: string) => client.mutation(RenameDocument, { input: { caseId: id, subject: name } }).toPromise()
  return act(set(to), { text: t('done.renamed', { number, name: to }), undo: () => act(set(before)) })
}
