/** How mail programs head what they quote without a mark: Outlook and the like, in our languages. */
const FROM = /^\W{0,3}(?:From|Van|De)\s?:/i
const OTHERS =
  /^\W{0,3}(?:Sent|Date|To|Cc|Subject|Verzonden|Datum|Aan|Onderwerp|Enviado(?: el)?|Fecha|Para|Asunto)\s?:/i
/** In any language: a line with a date or an address that ends in a colon says who wrote what follows. */
const INTRODUCTION = /^(?=.*(?:@|\d{1,2}[:.h]\d{2}|\b\d{4}\b)).{5,400}:$/s
const HEAD = 12

/**
 * Folds what a mail quotes, so that its own words are what one sees; one press shows it. What stands between or below
 * quotes stays, and a mail that is nothing but a quote stays whole.
 */
export function foldQuotes(page: Document, label: string): void {
  for (const quote of page.querySelectorAll('blockquote')) {
    if (quote.parentElement?.closest('blockquote')) continue
    const range = page.createRange()
    range.selectNode(quote)
    const before = textsBefore(page, quote).at(-1)
    if (before && INTRODUCTION.test(before.data.trim())) range.setStartBefore(before)
    fold(range, label)
  }
  const start = unmarkedQuote(textsIn(page.body))
  if (!start) return
  const range = page.createRange()
  range.setStartBefore(start)
  range.setEndAfter(page.body.lastChild!)
  fold(range, label)
}

function fold(range: Range, label: string) {
  const page = range.startContainer.ownerDocument!
  const above = page.createRange()
  above.setStart(page.body, 0)
  above.setEnd(range.startContainer, range.startOffset)
  if (!above.toString().trim()) return
  const details = page.createElement('details')
  const summary = page.createElement('summary')
  summary.textContent = label
  details.append(summary, range.extractContents())
  range.insertNode(details)
}

/** The text with which a quote begins that runs to the end: lines with “>”, or the head of another mail. */
function unmarkedQuote(texts: Text[]): Text | undefined {
  const lines = texts.map(text => text.data.trim())
  const head = lines.findIndex(
    (line, index) => FROM.test(line) && lines.slice(index, index + HEAD).filter(one => OTHERS.test(one)).length >= 2,
  )
  if (head >= 0) return texts[head]
  let marked = lines.length
  while (marked > 0 && lines[marked - 1]!.startsWith('>')) marked--
  if (marked === lines.length) return undefined
  return texts[marked > 0 && INTRODUCTION.test(lines[marked - 1]!) ? marked - 1 : marked]
}

/** The texts that are seen, outside what is folded already. */
function textsIn(root: Node): Text[] {
  const page = root.ownerDocument!
  const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) {
    const text = walker.currentNode as Text
    if (text.data.trim() && !text.parentElement?.closest('details')) texts.push(text)
  }
  return texts
}

const textsBefore = (page: Document, node: Node): Text[] =>
  textsIn(page.body).filter(text => node.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING)
