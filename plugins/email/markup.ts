import { Tokenizer } from 'htmlparser2'

/** A line of markup as it is read, and where in the markup it begins. */
export interface Line {
  text: string
  at: number
}

/** Elements that stand on lines of their own; those of the second list with a blank line around them. */
const BLOCKS = new Set(
  'address article aside body caption center dd details div dl dt fieldset figcaption figure footer form header hr li main nav section summary table tbody tfoot thead tr'.split(
    ' ',
  ),
)
const PARAGRAPHS = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p pre ul'.split(' '))
/** Their content is nothing that is read. */
const SILENT = new Set('script style title template noembed noframes xmp textarea select svg math'.split(' '))
/** A quote in a quote in a quote …: deeper ones look the same. */
const DEEPEST_QUOTE = 5
const LONGEST_LINK = 2000

/**
 * Markup as lines of text: cells and rows apart, words as they are written, quotes marked with “>”, the address behind a link
 * kept. Reads from tag to tag and builds no tree, so it takes time by the length, whatever stands in it.
 */
export function linesIn(html: string): Line[] {
  const lines: Line[] = []
  let text = ''
  let at = -1
  /** A gap before the next word: a blank, or the border of a cell. */
  let gap = ''
  let quotes = 0
  let lists: Array<number | undefined> = []
  let bullet = ''
  let pre = 0
  let silent = ''
  let tag = ''
  let attribute = ''
  const attributes = new Map<string, string>()
  let link: { href: string; from: number } | undefined
  /** For each blockquote that is open, whether it is one of a mail program. */
  const blockquotes: boolean[] = []

  const marked = () => (quotes ? `${'>'.repeat(Math.min(quotes, DEEPEST_QUOTE))} ` : '')
  const endLine = (position: number) => {
    const isDelimiter = text === '--' && gap === ' '
    lines.push({ text: `${marked()}${text}${isDelimiter ? ' ' : ''}`, at: at < 0 ? position : at })
    text = ''
    at = -1
    gap = ''
  }
  const ownLine = (position: number) => {
    if (text) endLine(position)
    gap = ''
  }
  const apart = (position: number) => {
    ownLine(position)
    if (lines.length && lines.at(-1)!.text.replace(/^>+ /, '')) lines.push({ text: marked(), at: position })
  }
  const add = (word: string, position: number) => {
    if (!text) {
      at = position
      text = bullet + word
      bullet = ''
    } else text += gap + word
    gap = ''
  }
  /** Text comes in pieces, however small: it is read as one. */
  let run = { from: 0, to: 0 }
  const sayRun = () => {
    const { from, to } = run
    run = { from: to, to }
    if (from < to) say(html.slice(from, to), from)
  }
  const say = (words: string, position: number) => {
    if (silent) return
    if (pre) {
      for (const [index, part] of words.split('\n').entries()) {
        if (index) endLine(position)
        if (part) add(part, position)
      }
      return
    }
    for (const { 0: word, index } of words.matchAll(/[ \t\r\n\f\u00a0]+|[^ \t\r\n\f\u00a0]+/g)) {
      if (/^[ \t\r\n\f\u00a0]/.test(word)) gap ||= ' '
      else add(word, position + index)
    }
  }
  const endLink = () => {
    const href = link?.href ?? ''
    const said = link ? text.slice(link.from) : ''
    link = undefined
    if (!/^https?:\/\//i.test(href) || href.length > LONGEST_LINK || !said.trim()) return
    const bare = (address: string) => address.trim().replace(/^https?:\/\/(?:www\.)?|^www\.|\/$/gi, '')
    if (bare(said) !== bare(href)) text += ` <${href}>`
  }
  const opened = (name: string, position: number) => {
    sayRun()
    if (silent) return
    if (SILENT.has(name)) silent = name
    else if (name === 'br') endLine(position)
    else if (name === 'td' || name === 'th') gap = '\t'
    else if (name === 'a') link = { href: (attributes.get('href') ?? '').trim(), from: text.length }
    else if (PARAGRAPHS.has(name)) apart(position)
    else if (BLOCKS.has(name)) ownLine(position)
    if (name === 'pre') pre += 1
    else if (name === 'ul' || name === 'ol') lists = [...lists.slice(-9), name === 'ol' ? 0 : undefined]
    else if (name === 'li') {
      const number = lists.at(-1)
      if (number !== undefined) lists[lists.length - 1] = number + 1
      bullet = number === undefined ? '- ' : `${number + 1}. `
    } else if (name === 'blockquote') {
      const isProgram = /cite|quot/i.test(
        `${attributes.get('type')} ${attributes.get('class')} ${attributes.get('id')}`,
      )
      blockquotes.push(isProgram)
      if (isProgram) quotes += 1
    }
  }
  const closed = (name: string, position: number) => {
    sayRun()
    if (silent) {
      if (name === silent) silent = ''
      return
    }
    if (name === 'a') endLink()
    else if (PARAGRAPHS.has(name)) apart(position)
    else if (BLOCKS.has(name)) ownLine(position)
    if (name === 'pre') pre = Math.max(0, pre - 1)
    else if (name === 'ul' || name === 'ol') lists.pop()
    else if (name === 'blockquote' && blockquotes.pop()) quotes -= 1
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, Math.min(end, start + 20)).toLowerCase()
        attributes.clear()
      },
      onattribname(start, end) {
        attribute = html.slice(start, Math.min(end, start + 20)).toLowerCase()
      },
      onattribdata(start, end) {
        const said = attributes.get(attribute) ?? ''
        if (said.length <= LONGEST_LINK)
          attributes.set(attribute, said + html.slice(start, Math.min(end, start + 3000)))
      },
      onattribentity(code) {
        const said = attributes.get(attribute) ?? ''
        if (said.length <= LONGEST_LINK) attributes.set(attribute, said + String.fromCodePoint(code))
      },
      onattribend() {},
      onopentagend: end => opened(tag, end),
      onselfclosingtag: end => opened(tag, end),
      onclosetag: (start, end) => closed(html.slice(start, Math.min(end, start + 20)).toLowerCase(), end),
      ontext(start, end) {
        if (start !== run.to) sayRun()
        run = { from: start === run.to ? run.from : start, to: end }
      },
      ontextentity(code, end) {
        sayRun()
        say(String.fromCodePoint(code), html.lastIndexOf('&', end - 1))
      },
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  sayRun()
  ownLine(html.length)
  return lines
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
export const unsigned = (html: string): string => html.replace(/data-quoted/gi, 'data-q')

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
