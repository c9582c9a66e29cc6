import { createSignal } from 'solid-js'
import { serverNow } from '../../api/http.ts'
import type { Problem } from '../../api/problem.ts'
import type { AudienceFragment, BubbleFragment } from '../../api/types.ts'
import { alarm } from '../../app/announce.ts'
import { problemText } from '../../app/problems.ts'
import { t } from '../../locales/text.ts'
import { toast } from '../../ui/toasts.ts'
import { close } from './actions.ts'
import type { OpenCase } from './conversation.ts'
import { draft, forget, type Place } from './drafts.ts'
import { useInbox } from './inbox.ts'
import { addNote, addressOf, sendReply, undoReply } from './reply.ts'
import { holdSaving, meet, saveSoon } from './saving.ts'

/** What comes after an answer: the next case, the same one, or the next with this one done. */
export type After = 'next' | 'stay' | 'close'

/** Sends what is written: as an answer, or saves it as a memo. */
export function createSending(of: {
  case: () => OpenCase
  place: () => Place
  audience: () => AudienceFragment | undefined
  /** The keyboard goes back to the field. */
  onFailed: () => void
}) {
  const inbox = useInbox()
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  const [conflict, setConflict] = createSignal(false)

  async function send(after: After = 'next', base = draft(of.place()).base): Promise<void> {
    if (busy()) return
    setBusy(true)
    setProblem(undefined)
    const place = of.place()
    await holdSaving(place)
    const failure = place.threadId === null ? await note(place) : await answer(place, after, base)
    setBusy(false)
    if (!failure) return
    if (failure.reason === 'draft.newer') {
      meet(place, failure.facts as { text: string; revision: number })
      // Beside the other text there are buttons to choose; without one, it is sent again or not.
      if (!draft(place).other) setProblem(failure)
      return alarm(problemText(failure))
    }
    saveSoon(place)
    if (failure.code === 'CONFLICT' && failure.reason === 'reply.conflict') return void setConflict(true)
    setProblem(failure)
    alarm(problemText(failure))
    of.onFailed()
  }

  async function note(place: Place): Promise<Problem | undefined> {
    const { text, synced, mutationId } = draft(place)
    const failure = await addNote({
      caseId: place.caseId,
      text,
      draftRevision: synced?.revision ?? 0,
      clientMutationId: mutationId,
    })
    if (!failure) forget(place)
    return failure
  }

  async function answer(place: Place, after: After, base: string | undefined): Promise<Problem | undefined> {
    const open = of.case()
    const { text, files, synced, mutationId, addresseeId } = draft(place)
    const sent = await sendReply({
      caseId: place.caseId,
      threadId: place.threadId!,
      addresseeId: addresseeId ?? null,
      text,
      attachments: files.map(({ id, alt }) => ({ uploadId: id, alt: alt || null })),
      baseMessageId: base ?? null,
      draftRevision: synced?.revision ?? 0,
      clientMutationId: mutationId,
    })
    if (!sent.message) return sent.problem
    const { message } = sent
    forget(place)
    // It was answered just now, by what was the draft of that thread.
    const drafts = open.drafts.filter(one => one.threadId !== place.threadId)
    if (after === 'close') void close({ ...open, waitingSince: null, drafts })
    offerUndo(open, message, async () => {
      if (await undoReply(message, open)) inbox.write(open.number, addressOf(message))
    })
    if (after !== 'stay') inbox.goOn(open.number)
    return undefined
  }

  function offerUndo({ customer }: OpenCase, message: BubbleFragment, undo: () => Promise<void>) {
    const until = message.delivery?.undoUntil ? Date.parse(message.delivery.undoUntil) : 0
    const left = until - serverNow()
    const name = message.delivery?.to?.name || customer.name || t('customer.unknown')
    const text = (s: number) => t('reply.queued', { s, name })
    if (left <= 0) return toast({ text: t('reply.sent') })
    toast({ text, until, action: { label: t('undo'), key: 'z', run: () => void undo() } }, left)
  }

  return { send, busy, problem, setProblem, conflict, setConflict }
}
