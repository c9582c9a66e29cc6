/** One figure, as a line of JSON: what was reached, what could be, and their ratio. */
export function report(name: string, value: number, unit: string, limit: number): void {
  const round = (number: number) => Number(number.toPrecision(4))
  const line = { name, value: round(value), unit, limit: round(limit), ratio: round(value / limit) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
