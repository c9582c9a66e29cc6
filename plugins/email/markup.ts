import { readTags } from './tags.ts'

/** A line of markup as it is read, and where in the markup it begins. */
export interface Line {
  text: string
  at: number
}

/** Elements that stand on lines of their own; those of the second list with a blank line around them. */
const BLOCKS = new Set(
  `address article aside body caption center dd details div dl dt fieldset figcaption figure footer form header hr li main nav
  section summary table tbody tfoot thead tr`.split(/\s+/),
)
const PARAGRAPHS = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p pre ul'.split(' '))
/** A quote in a quote in a quote …: deeper ones look the same. So do lists in lists. */
const DEEPEST_QUOTE = 5
const DEEPEST_LIST = 10
const LONGEST_LINK = 2000
const BLANK = '[ \\t\\r\\n\\f\\u00a0]'
const WORDS = new RegExp(`${BLANK}+|${BLANK.replace('[', '[^')}+`, 'g')
const IS_BLANK = new RegExp(`^${BLANK}`)

/**
 * Markup as lines of text: cells and rows apart, words as they are written, the quotes of mail programs marked with “>”, the
 * address behind a link kept.
 */
export function linesIn(html: string): Line[] {
  const page = pageOf()
  /** For each blockquote that is open, whether a mail program made it. */
  const quotes: boolean[] = []
  /** For each list that is open, the number of its last item; undefined where it has none. */
  let lists: Array<number | undefined> = []
  let link: { href: string; said: string } | undefined

  readTags(html, {
    open(name, attributes, at) {
      if (name === 'br') page.endLine(at)
      else if (name === 'td' || name === 'th') page.gap('\t')
      else if (name === 'a') link = { href: (attributes.get('href') ?? '').trim(), said: '' }
      else if (PARAGRAPHS.has(name)) page.apart(at)
      else if (BLOCKS.has(name)) page.ownLine(at)
      if (name === 'pre') page.preformatted(1)
      else if (name === 'ul' || name === 'ol') lists = [...lists.slice(1 - DEEPEST_LIST), name === 'ol' ? 0 : undefined]
      else if (name === 'li') {
        const last = lists.at(-1)
        if (last !== undefined) lists[lists.length - 1] = last + 1
        page.bullet(last === undefined ? '- ' : `${last + 1}. `)
      } else if (name === 'blockquote') {
        const isProgram = ['type', 'class', 'id'].some(key => /cite|quot/i.test(attributes.get(key) ?? ''))
        quotes.push(isProgram)
        if (isProgram) page.quote(1)
      }
    },
    close(name, at) {
      if (name === 'a' && link) {
        const address = hiddenIn(link)
        link = undefined
        if (address) page.say(` <${address}>`, at)
      } else if (PARAGRAPHS.has(name)) page.apart(at)
      else if (BLOCKS.has(name)) page.ownLine(at)
      if (name === 'pre') page.preformatted(-1)
      else if (name === 'ul' || name === 'ol') lists.pop()
      else if (name === 'blockquote' && quotes.pop()) page.quote(-1)
    },
    text(words, at) {
      if (link && link.said.length < LONGEST_LINK) link.said += words
      page.say(words, at)
    },
  })
  return page.end(html.length)
}

/** The address of a link whose words do not say it. */
function hiddenIn({ href, said }: { href: string; said: string }): string | undefined {
  if (!/^https?:\/\//i.test(href) || href.length > LONGEST_LINK || !said.trim()) return undefined
  const bare = (address: string) => address.trim().replace(/^https?:\/\/(?:www\.)?|^www\.|\/$/gi, '')
  return bare(said) === bare(href) ? undefined : href
}

/** Lines as they fill. */
function pageOf() {
  const lines: Line[] = []
  let text = ''
  let at = -1
  let gap = ''
  let bullet = ''
  let quotes = 0
  let pre = 0
  const mark = () => (quotes ? `${'>'.repeat(Math.min(quotes, DEEPEST_QUOTE))} ` : '')

  const add = (word: string, position: number) => {
    if (!text) {
      at = position
      text = bullet + word
      bullet = ''
    } else text += gap + word
    gap = ''
  }
  const page = {
    endLine(position: number) {
      // The blank behind it makes it the delimiter of a signature.
      lines.push({ text: mark() + text + (text === '--' ? gap : ''), at: at < 0 ? position : at })
      text = ''
      at = -1
      gap = ''
    },
    /** The next words stand on a line of their own. */
    ownLine(position: number) {
      if (text) page.endLine(position)
      gap = ''
    },
    /** The next words stand below a blank line. */
    apart(position: number) {
      page.ownLine(position)
      if (lines.at(-1)?.text.replace(/^>+ /, '')) lines.push({ text: mark(), at: position })
    },
    /** The next word on this line stands apart. */
    gap(sign: string) {
      gap = sign
    },
    bullet(sign: string) {
      bullet = sign
    },
    quote(more: 1 | -1) {
      quotes += more
    },
    preformatted(more: 1 | -1) {
      pre = Math.max(0, pre + more)
    },
    say(words: string, position: number) {
      if (pre) {
        for (const [index, part] of words.split('\n').entries()) {
          if (index) page.endLine(position)
          if (part) add(part, position)
        }
        return
      }
      for (const { 0: word, index } of words.matchAll(WORDS)) {
        if (IS_BLANK.test(word)) gap ||= ' '
        else add(word, position + index)
      }
    },
    end(position: number): Line[] {
      page.ownLine(position)
      return lines
    },
  }
  return page
}

/** The lines as a text, with at most one blank line in a row. */
export const textOf = (lines: readonly Line[]): string =>
  lines
    .map(({ text }) => text)
    .filter((text, index, all) => text.trim() || all[index - 1]?.trim())
    .join('\n')
    .trim()

/** Says in markup where a mail's own words end. Screens fold what follows; a stranger's own such sign counts for nothing. */
export function foldedFrom(html: string, at: number): string {
  return `${unsigned(html.slice(0, at))}<span data-quoted=""></span>${unsigned(html.slice(at))}`
}
/** Without a stranger's own signs. Words stay what they are: an entity is a letter everywhere but in the name of an attribute. */
export const unsigned = (html: string): string => html.replace(/(data)-(quoted)/gi, '$1&#45;$2')

/** Plain text as markup; from line `cut` on it is folded. */
export function markupOf(lines: readonly string[], cut: number): string {
  const shown = lines.map(line =>
    line
      .replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
      .replace(/\t/g, '    ')
      .replace(/^ | (?= )/g, '\u00a0'),
  )
  const part = (some: string[]) => (some.length ? `<div>${some.join('<br>\n')}</div>` : '')
  return part(shown.slice(0, cut)) + (cut < lines.length ? `<span data-quoted=""></span>${part(shown.slice(cut))}` : '')
}
