import type { BubbleFragment } from '../../../api/types.ts'
import type { OpenCase } from '../conversation.ts'
import { type AudienceKey, change, draft } from '../drafts.ts'
import { saveSoon } from '../saving.ts'

/** A text as mail programs quote it, with room to write below. */
export const quoted = (text: string): string =>
  `${text
    .trim()
    .split('\n')
    .map(line => `> ${line}`)
    .join('\n')}\n\n`

/**
 * Puts the text of a message below what is being written, for who reads the message itself; as a memo where that cannot be
 * answered. `newest` is the last message one has seen. Says for whom it was put there.
 */
export function quote(
  open: OpenCase,
  message: BubbleFragment,
  newest: BubbleFragment | undefined,
): AudienceKey | undefined {
  const audience = open.audiences.find(one => one.visibility === message.visibility)
  if (!audience && !open.permissions.includes('note.write')) return undefined
  const place = { caseId: open.id, threadId: audience?.threadId ?? null }
  const { text, base } = draft(place)
  change(place, {
    text: (text && `${text.trimEnd()}\n\n`) + quoted(message.text ?? ''),
    base: text ? base : newest?.id,
  })
  saveSoon(place)
  return audience?.visibility ?? 'NOTE'
}
