import sanitizeHtml from 'sanitize-html'
import { shorten } from './shorten-html.ts'
import { clean } from './text.ts'

declare const isSafe: unique symbol
/** Markup that was sanitised: no other may be stored or shown. */
export type SafeHtml = string & { readonly [isSafe]: true }

/** What of a mail's markup is kept: text and its structure. No styles, no forms, nothing that loads or runs. */
const TAGS = [
  ...'p br div span b strong i em u s sub sup small hr blockquote pre code h1 h2 h3 h4 h5 h6'.split(' '),
  ...'ul ol li dl dt dd a img table thead tbody tfoot tr th td caption'.split(' '),
]
/** Tags that are left out with all that is in them. */
const UNREAD = 'style script textarea option noscript noembed noframes xmp iframe title template svg math'.split(' ')
/** How much sanitised markup is kept, in characters. */
const LONGEST = 500_000

const options: sanitizeHtml.IOptions = {
  allowedTags: TAGS,
  allowedAttributes: {
    a: ['href', 'rel'],
    // Where an image comes from is kept apart: the reader decides whether it is fetched.
    img: ['alt', 'data-source', 'width', 'height'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    // Where a mail's own words end, by the plugin that read it: screens fold what follows.
    span: ['data-quoted'],
    '*': ['dir', 'lang'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: UNREAD,
  nestingLimit: 50,
  transformTags: {
    a: (tagName, { href = '', ...attribs }) => ({
      tagName,
      // An address without its site would lead into our own.
      attribs: {
        ...(/^\s*(https?|mailto|tel):/i.test(href) && { href }),
        ...attribs,
        rel: 'noopener noreferrer nofollow',
      },
    }),
    img: (tagName, { src = '', alt = '', width = '', height = '' }) => ({
      tagName,
      attribs: { alt, width, height, ...(/^(https?|cid):/i.test(src) && { 'data-source': src }) },
    }),
  },
}

const known: ReadonlySet<string> = new Set([...TAGS, ...UNREAD])

/**
 * Markup of a stranger with everything taken out that could run, load, or dress up as ours; and whether words of it were cut
 * off. It takes time that grows with its length: never in the main thread, never within a unit of work. Undefined where it
 * is beyond all measure.
 */
export function sanitized(given: string): { html: SafeHtml | undefined; isCut: boolean } {
  const { html, isCut } = shorten(given, known)
  const safe = clean(sanitizeHtml(html, options)) as SafeHtml
  return safe.length > LONGEST ? { html: undefined, isCut } : { html: safe, isCut }
}

/** The same for a piece that is known to be small. */
export const sanitize = (html: string): string => sanitized(html).html ?? ''
