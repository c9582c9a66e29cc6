import type { BubbleFragment } from '../../../api/types.ts'
import type { OpenCase } from '../conversation.ts'
import { type Addressed, change, draft } from '../drafts.ts'
import { saveSoon } from '../saving.ts'

/** No more than this is quoted, in characters: no answer could hold it. */
const MOST = 10_000

/** A text as mail programs quote it, with room to write below. */
export const quoted = (text: string): string =>
  `${text
    .trim()
    .slice(0, MOST)
    .split('\n')
    .map(line => `> ${line}`)
    .join('\n')}\n\n`

/**
 * Puts the text of a message below what is being written, for who reads the message itself: on its own thread as long as that
 * can be answered, as a memo where nothing can. `newest` is the last message one has seen. Says for whom it was put there.
 */
export function quote(
  open: OpenCase,
  message: BubbleFragment,
  newest: BubbleFragment | undefined,
): Addressed | undefined {
  const alike = open.audiences.filter(one => one.visibility === message.visibility)
  const audience = alike.find(one => one.threadId === message.thread?.id) ?? alike[0]
  if (!audience && !open.permissions.includes('note.write')) return undefined
  const place = { caseId: open.id, threadId: audience?.threadId ?? null }
  const { text, base } = draft(place)
  change(place, {
    text: (text && `${text.trimEnd()}\n\n`) + quoted(message.text ?? ''),
    base: text ? base : newest?.id,
  })
  saveSoon(place)
  return { audience: audience?.visibility ?? 'NOTE', threadId: audience?.threadId }
}
