import { client } from '../../api/client.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import type { ViewRowFragment } from '../../api/types.ts'
import { problemText } from '../../app/problems.ts'
import type { Session } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { toast } from '../../ui/toasts.ts'
import {
  CreateViewDocument,
  type CreateViewInput,
  DeleteViewDocument,
  UpdateViewDocument,
  type UpdateViewInput,
} from './types.ts'

/** Keeps a list with its filters; the id of the view, or why it was not taken. */
export async function createView(
  session: Session,
  input: CreateViewInput,
): Promise<{ id: string; problem?: undefined } | { problem: Problem }> {
  const { data, error } = await client.mutation(CreateViewDocument, { input })
  if (!data || error) return { problem: problemOf(error!) }
  await session.views.refresh()
  return data.createView
}

export async function updateView(session: Session, input: UpdateViewInput): Promise<Problem | undefined> {
  const { error } = await client.mutation(UpdateViewDocument, { input })
  await session.views.refresh()
  return error && problemOf(error)
}

/** Throws a view away, and offers to make it again. */
export async function deleteView(session: Session, view: ViewRowFragment): Promise<void> {
  const position = session.views.value?.views.findIndex(one => one.id === view.id)
  const { error } = await client.mutation(DeleteViewDocument, { input: { viewId: view.id } })
  await session.views.refresh()
  if (error) return toast({ text: problemText(problemOf(error)), tone: 'danger' })
  const { name, list, search, order, filter } = view
  async function again() {
    const made = await createView(session, { name, list, search, order, filter })
    if (made.problem) return toast({ text: problemText(made.problem), tone: 'danger' })
    await updateView(session, { viewId: made.id, position })
  }
  toast({ text: t('view.deleted', { name }), action: { label: t('undo'), key: 'z', run: () => void again() } })
}
