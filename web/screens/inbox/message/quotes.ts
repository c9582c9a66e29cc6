/**
 * Folds what a mail quotes, from where the server says that its own words end; one press shows it. Words that the server
 * did not mark stay, so that the screen never hides words that a list, a search or a program shows.
 */
export function foldQuotes(page: Document, label: string): void {
  const sign = page.querySelector('[data-quoted]')
  if (!sign) return
  const range = page.createRange()
  range.setStartBefore(sign)
  range.setEndAfter(page.body.lastChild!)
  const above = page.createRange()
  above.setStart(page.body, 0)
  above.setEndBefore(sign)
  // Nothing but a quote is what one came to read.
  if (!above.toString().trim()) return
  const details = page.createElement('details')
  const summary = page.createElement('summary')
  summary.textContent = label
  details.append(summary, range.extractContents())
  range.insertNode(details)
}
