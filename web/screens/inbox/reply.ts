import { client } from '../../api/client.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import {
  AddNoteDocument,
  type AddNoteInput,
  type BubbleFragment,
  type DraftFragment,
  DraftsDocument,
  SendReplyDocument,
  type SendReplyInput,
  TakeOverDraftDocument,
  UndoReplyDocument,
} from '../../api/types.ts'
import { problemText } from '../../app/problems.ts'
import { toast } from '../../ui/toasts.ts'
import { type Addressed, adopt, type Place } from './drafts.ts'

/** Sends an answer; `problem` says why it was not taken. */
export async function sendReply(input: SendReplyInput): Promise<{ message?: BubbleFragment; problem?: Problem }> {
  const { data, error } = await client.mutation(SendReplyDocument, { input })
  if (!data || error) return { problem: problemOf(error!) }
  return { message: data.sendReply }
}

/** Reads what is being written on a case at this moment; what shows it is brought up to date. */
export const readDrafts = (number: number) =>
  client.query(DraftsDocument, { number }, { requestPolicy: 'network-only' }).toPromise()

/** Takes an answer back; its text and files are in the composer again. */
export async function undoReply(message: BubbleFragment, open: { id: string; number: number }): Promise<boolean> {
  const { error } = await client.mutation(UndoReplyDocument, { input: { messageId: message.id } })
  if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
  else await revive(message, open)
  return !error
}

/** Whom an answer was for. */
export const addressOf = ({ visibility, thread }: BubbleFragment): Addressed => ({
  audience: visibility,
  threadId: thread?.id,
})

/** Brings what the server made a draft again into the composer of its writer. */
export async function revive(message: BubbleFragment, open: { id: string; number: number }): Promise<void> {
  const place = { caseId: open.id, threadId: message.thread?.id ?? null }
  const { data } = await readDrafts(open.number)
  const revived = data?.case?.drafts.find(
    ({ threadId, user }) => threadId === place.threadId && user.id === message.user?.id,
  )
  if (revived) adopt(place, revived, message.delivery?.to?.id)
}

/** Goes on with what a colleague was writing. */
export async function takeOver(place: Place, theirs: DraftFragment): Promise<void> {
  const { data, error } = await client.mutation(TakeOverDraftDocument, { input: { draftId: theirs.id } })
  if (data) adopt(place, data.takeOverDraft)
  else toast({ text: problemText(problemOf(error!)), tone: 'danger' })
}

export async function addNote(input: AddNoteInput): Promise<Problem | undefined> {
  const { error } = await client.mutation(AddNoteDocument, { input })
  return error && problemOf(error)
}
