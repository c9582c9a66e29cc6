import { Tokenizer } from 'htmlparser2'

/** Gets the pieces of markup in their order; `at` is where each stands. Names are in lower case. */
export interface Reader {
  open(name: string, attributes: ReadonlyMap<string, string>, at: number): void
  close(name: string, at: number): void
  text(words: string, at: number): void
}

/** Their content is nothing that is read. */
const SILENT = new Set('script style title template noembed noframes xmp textarea select svg math'.split(' '))
const LONGEST_NAME = 20
const LONGEST_VALUE = 3000

/** Reads markup from tag to tag. No tree is built, so it takes time by the length, whatever stands in it. */
export function readTags(html: string, reader: Reader): void {
  const nameAt = (start: number, end: number) => html.slice(start, Math.min(end, start + LONGEST_NAME)).toLowerCase()
  let silent = ''
  let tag = ''
  let attribute = ''
  const attributes = new Map<string, string>()
  const keep = (value: string) => {
    const said = attributes.get(attribute) ?? ''
    if (said.length < LONGEST_VALUE) attributes.set(attribute, said + value)
  }
  // Text comes in pieces, however small: they are read as one.
  let run = { from: 0, to: 0 }
  const endRun = () => {
    const { from, to } = run
    run = { from: to, to }
    if (from < to && !silent) reader.text(html.slice(from, to), from)
  }
  const opened = (end: number) => {
    endRun()
    if (silent) return
    if (SILENT.has(tag)) silent = tag
    else reader.open(tag, attributes, end)
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = nameAt(start, end)
        attributes.clear()
      },
      onattribname(start, end) {
        attribute = nameAt(start, end)
      },
      onattribdata: (start, end) => keep(html.slice(start, Math.min(end, start + LONGEST_VALUE))),
      onattribentity: code => keep(String.fromCodePoint(code)),
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag(start, end) {
        endRun()
        const name = nameAt(start, end)
        if (!silent) reader.close(name, end)
        else if (name === silent) silent = ''
      },
      ontext(start, end) {
        if (start !== run.to) endRun()
        run = { from: start === run.to ? run.from : start, to: end }
      },
      ontextentity(code, end) {
        endRun()
        if (!silent) reader.text(String.fromCodePoint(code), html.lastIndexOf('&', end - 1))
      },
      onattribend() {},
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  endRun()
}
