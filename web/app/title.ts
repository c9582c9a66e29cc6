let name = 'Webcare'
let unseen = 0

/** Says in the browser's tab what it shows. */
export function nameTab(text: string): void {
  name = `${text} · Webcare`
  show()
}

/** Says there too how many notifications wait: it is in sight when the page is not. */
export function countInTab(count: number): void {
  unseen = count
  show()
}

function show() {
  document.title = `${unseen ? `(${unseen > 99 ? '99+' : unseen}) ` : ''}${name}`
}
