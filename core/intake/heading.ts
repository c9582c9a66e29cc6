import { cleanLine } from '../lib/text.ts'

/** The names of a conversation that goes on: by the message that came, and before it. */
export interface Titles {
  /** By the writer of the message. */
  own: string | undefined
  /** Of the thread, or of the case where the thread is new to it. */
  known: string | null
}

/**
 * The subject of a message that goes on under another one, as it was written. It is part of what was said: “Rekening” above
 * “graag een kopie”. Undefined where it says nothing new.
 */
export function headingOf({ own, known }: Titles): string | undefined {
  const heading = cleanLine(own ?? '')
  return bare(heading) && bare(heading) !== bare(known ?? '') ? heading : undefined
}

/** Without what programs on the way put in front of it: “[EXTERN] Re: Aanmelden”. */
const bare = (title: string) =>
  cleanLine(title)
    .toLowerCase()
    .replace(/\[[^[\]]{1,40}\]|(?<!\p{L})(?:re|aw|antw|sv|fwd?|wg|tr|rv) ?:/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** The heading above a text. */
export const headed = (heading: string | undefined, text: string): string =>
  heading ? `${heading}\n\n${text}`.trimEnd() : text

/** The same above markup, of which nothing but letters is taken. */
export const headedMarkup = (heading: string | undefined, html: string): string =>
  heading ? `<p><strong>${heading.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)}</strong></p>${html}` : html
