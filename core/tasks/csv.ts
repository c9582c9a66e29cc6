/** What a spreadsheet would calculate when a cell begins so, spaces or not; the wide ones are the same to some. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

/**
 * One value of a CSV line. What a customer wrote is never a formula (A-IN): in front of one comes an apostrophe, which makes
 * it text.
 */
export function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** A line of values. `separator`: a spreadsheet expects the one of its user's country. */
export const csvLine = (values: ReadonlyArray<string | number | null>, separator: string): string =>
  `${values.map(cell).join(separator)}\r\n`
