const MARKUP = Symbol('markup')

/** Markup that `html` made, and nothing else can: safe to put into other markup as it is. */
export interface Html {
  readonly [MARKUP]: string
}

/** What markup may hold. Text is escaped; what is absent or false leaves nothing. */
export type Content = string | number | Html | readonly Content[] | null | undefined | false

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, character => ENTITIES[character]!)

/**
 * Markup with everything in `${…}` escaped, for elements and for attributes in double quotes. The only way a page is
 * made, so that no page can forget it.
 */
export const html = (parts: TemplateStringsArray, ...contents: Content[]): Html => ({
  [MARKUP]: parts.reduce((markup, part, at) => markup + raw(contents[at - 1]) + part),
})

/** The markup as text, to send. */
export const render = (markup: Html): string => markup[MARKUP]

function raw(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (typeof content !== 'object') return escaped(String(content))
  return MARKUP in content ? content[MARKUP] : content.map(raw).join('')
}
