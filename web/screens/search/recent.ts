/** In this tab only: it is thrown away when somebody signs out, and not for who comes after them. */
const KEY = 'webcare.searches'
const MOST = 10

/** What was searched for before, the last first. */
export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** The same with one more before them. */
export const withLatest = (before: readonly string[], text: string): string[] =>
  [text, ...before.filter(one => one.toLowerCase() !== text.toLowerCase())].slice(0, MOST)

export const remember = (text: string): void => sessionStorage.setItem(KEY, JSON.stringify(withLatest(recent(), text)))
export const forget = (): void => sessionStorage.removeItem(KEY)
