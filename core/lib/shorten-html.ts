import { Tokenizer } from 'htmlparser2'

/** How much markup of a stranger is looked at, in characters; newsletters with their styles stay below it. */
const LENGTH = 1_000_000
/** How much of it is for reading, in characters. */
const TEXT = 100_000
/** How many tags stand in it, and how deep. Beyond that their words are shown without them. */
const TAGS = 20_000
const DEPTH = 100
/** How long the value of an attribute is, in characters; a longer one is left out, for half an address leads elsewhere. */
const VALUES: Readonly<Record<string, number>> = {
  ...{ href: 4000, src: 4000, alt: 500 },
  // A sign without a value.
  'data-quoted': 0,
  ...{ width: 10, height: 10, colspan: 10, rowspan: 10, dir: 10, lang: 40 },
}

/** Tags without an end and without content. */
const VOID = new Set(
  'area base basefont br col command embed frame hr image img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
)
/** Tags around text that is not for reading, up to their end whatever stands in it. */
const RAW = new Set('script style title textarea xmp iframe noembed noframes'.split(' '))
/** Tags that end an open paragraph. */
const BLOCKS =
  'p div blockquote pre h1 h2 h3 h4 h5 h6 ul ol li dl dt dd hr table thead tbody tfoot tr th td caption'.split(' ')
const CELLS = ['th', 'td', 'caption', 'p']
/** Tags that end by themselves where another begins, as browsers have it: lists and tables are often written without their ends. */
const ENDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...BLOCKS.map(block => [block, new Set(['p'])] as const),
  ['li', new Set(['li', 'p'])],
  ...['dt', 'dd'].map(term => [term, new Set(['dt', 'dd', 'p'])] as const),
  ...['th', 'td'].map(cell => [cell, new Set(CELLS)] as const),
  ['tr', new Set(['tr', ...CELLS])],
  ...['thead', 'tbody', 'tfoot'].map(part => [part, new Set(['thead', 'tbody', 'tfoot', 'tr', ...CELLS])] as const),
  ['option', new Set(['option'])],
])

/**
 * Markup with the tags in `known` alone, closed in order, and bounded in every direction: in one pass, whose time grows with
 * its length and nothing else. The rest is for a sanitiser, which may then take its time.
 */
export function shorten(html: string, known: ReadonlySet<string>): { html: string; isCut: boolean } {
  const given = html.length > LENGTH ? html.slice(0, LENGTH).toWellFormed() : html
  const kept: string[] = []
  const open: string[] = []
  /** How many of each stand open of which the tag was left out. */
  const unseen = new Map<string, number>()
  let tags = 0
  let text = 0
  let isCut = html.length > LENGTH
  let name = ''
  let attribute = ''
  let attributes = new Map<string, string>()

  const nameIn = (start: number, end: number) => (end - start > 12 ? '' : given.slice(start, end).toLowerCase())
  function close() {
    const tag = open.pop() ?? ''
    if (known.has(tag)) kept.push(`</${tag}>`)
  }

  function begin(tag: string) {
    const ends = ENDS.get(tag)
    while (ends?.has(open.at(-1) ?? '')) close()
    if (!VOID.has(tag)) {
      if (open.length >= DEPTH || tags >= TAGS) return void unseen.set(tag, (unseen.get(tag) ?? 0) + 1)
      open.push(tag)
    }
    if (!known.has(tag) || tags >= TAGS) return
    tags += 1
    kept.push(`<${tag}${[...attributes].map(([key, value]) => ` ${key}="${value}"`).join('')}>`)
  }

  function finish(tag: string) {
    const left = unseen.get(tag) ?? 0
    if (left) return void unseen.set(tag, left - 1)
    if (tag === 'br') return begin(tag)
    const at = open.lastIndexOf(tag)
    while (at >= 0 && open.length > at) close()
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname(start, end) {
        name = nameIn(start, end)
        attributes = new Map()
      },
      onattribname(start, end) {
        const key = nameIn(start, end)
        attribute = Object.hasOwn(VALUES, key) && !attributes.has(key) ? key : ''
        if (attribute) attributes.set(attribute, '')
      },
      onattribdata(start, end) {
        if (!attribute) return
        const value =
          attributes.get(attribute) + given.slice(start, end).replaceAll('"', '&quot;').replaceAll('<', '&lt;')
        if (value.length <= (VALUES[attribute] ?? 0)) return void attributes.set(attribute, value)
        attributes.delete(attribute)
        attribute = ''
      },
      onattribend() {
        attribute = ''
      },
      onopentagend() {
        if (name) begin(name)
      },
      onselfclosingtag() {
        if (name) begin(name)
        // Only in drawings and formulas, which hold no text of ours: elsewhere the slash means nothing.
        if (name === 'svg' || name === 'math') finish(name)
      },
      onclosetag(start, end) {
        const tag = nameIn(start, end)
        if (tag) finish(tag)
      },
      ontext(start, end) {
        if (RAW.has(open.at(-1) ?? '')) return
        const rest = TEXT - text
        text += end - start
        if (text > TEXT) isCut = true
        // No tag begins within what was read as text, whoever reads it next.
        if (rest > 0) kept.push(given.slice(start, Math.min(end, start + rest)).replaceAll('<', '&lt;'))
      },
      onattribentity() {},
      ontextentity() {},
      oncomment() {},
      oncdata() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  )
  tokenizer.write(given)
  tokenizer.end()
  while (open.length) close()
  return { html: kept.join(''), isCut }
}
