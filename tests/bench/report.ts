/** One figure, as a line of JSON: what was reached, what could be, and their ratio. */
export function report(name: string, value: number, unit: string, limit: number): void {
  const round = (number: number) => Number(number.toPrecision(4))
  const line = { name, value: round(value), unit, limit: round(limit), ratio: round(value / limit) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** The value below which so large a part of them lies: 0.5 is the middle one. */
export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]!
