import sanitizeHtml from 'sanitize-html'

/** What of a mail's markup is kept: text and its structure. No styles, no forms, nothing that loads or runs. */
const options: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'p',
      'br',
      'div',
      'span',
      'b',
      'strong',
      'i',
      'em',
      'u',
      's',
      'sub',
      'sup',
      'small',
      'hr',
      'blockquote',
      'pre',
      'code',
    ],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'img'],
    ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
  ],
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
  nonTextTags: [
    'style',
    'script',
    'textarea',
    'option',
    'noscript',
    'noembed',
    'noframes',
    'xmp',
    'iframe',
    'title',
    'template',
    'svg',
    'math',
  ],
  nestingLimit: 50,
  transformTags: {
    a: (tagName, { href = '', ...attribs }) => ({
      tagName,
      // Without a scheme it would lead into Webcare itself.
      attribs: { ...(/^\s*[a-z]+:/i.test(href) && { href }), ...attribs, rel: 'noopener noreferrer nofollow' },
    }),
    img: (tagName, { src = '', alt = '', width = '', height = '' }) => ({
      tagName,
      attribs: { alt, width, height, ...(/^(https?|cid):/i.test(src) && { 'data-source': src }) },
    }),
  },
}

/** Markup of a stranger with everything taken out that could run, load, or dress up as ours. */
export const sanitize = (html: string): string => sanitizeHtml(html, options)
