import { client } from '../../api/client.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import {
  AddNoteDocument,
  type BubbleFragment,
  SendReplyDocument,
  type SendReplyInput,
  UndoReplyDocument,
} from '../../api/types.ts'
import { problemText } from '../../app/problems.ts'
import { toast } from '../../ui/toasts.ts'
import { setDraft } from './drafts.ts'

/** Sends an answer; `problem` says why it was not taken. */
export async function sendReply(input: SendReplyInput): Promise<{ message?: BubbleFragment; problem?: Problem }> {
  const { data, error } = await client.mutation(SendReplyDocument, { input })
  if (!data || error) return { problem: problemOf(error!) }
  return { message: data.sendReply }
}

/** Takes an answer back; its text is in the composer again. */
export async function undoReply(message: BubbleFragment, caseId: string): Promise<boolean> {
  const { data, error } = await client.mutation(UndoReplyDocument, { input: { messageId: message.id } })
  if (!data || error) {
    toast({ text: problemText(problemOf(error!)), tone: 'danger' })
    return false
  }
  setDraft(caseId, message.visibility, data.undoReply.text ?? message.text ?? '')
  return true
}

export async function addNote(caseId: string, text: string, clientMutationId: string): Promise<Problem | undefined> {
  const { error } = await client.mutation(AddNoteDocument, { input: { caseId, text, clientMutationId } })
  return error && problemOf(error)
}
