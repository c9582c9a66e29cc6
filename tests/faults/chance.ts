import { randomInt } from 'node:crypto'

/** Chance that can be repeated: the moments and choices of a run, as far as the machine's own timing allows. */
export interface Chance {
  seed: number
  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number
  /** True in `percent` of 100 times. */
  happens(percent: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

/** WEBCARE_SEED repeats an earlier run. */
export function chance(seed = Number(process.env.WEBCARE_SEED ?? randomInt(2 ** 31))): Chance {
  let state = seed
  /** Mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    seed,
    between,
    happens: percent => next() * 100 < percent,
    pick<Item>(items: readonly Item[]) {
      if (!items.length) throw new Error('There is nothing to pick from')
      return items[between(0, items.length - 1)] as Item
    },
  }
}
