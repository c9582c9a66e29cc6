import { at } from './base.ts'
import type { Problem } from './problem.ts'

/** Shows the server that a script of ours asks, not a form on another site. */
export const csrf = { 'x-webcare-csrf': '1' }

let offset = 0

/** Now by the server's clock, in milliseconds: waiting times and undo windows must not depend on a wrong laptop. */
export const serverNow = (): number => Date.now() + offset

const lost = new Set<() => void>()

/** Calls back when the server says that nobody is signed in any more; the answer stops that. */
export function onSignedOut(callback: () => void): () => void {
  lost.add(callback)
  return () => lost.delete(callback)
}

/** `fetch` that keeps the server's clock and notices a session that ended. */
export const knownFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const date = Date.parse(response.headers.get('date') ?? '')
  // The header counts whole seconds: only a real difference says anything.
  if (Math.abs(date - serverNow()) > 2000) offset = date + 500 - Date.now()
  if (response.status === 401) for (const callback of lost) callback()
  return response
}

/** What anybody may know before signing in. */
export interface AuthState {
  setup: boolean
  signedIn: boolean
  mail: boolean
  organisation: string
  language: string
}

export const authState = async (): Promise<AuthState> => (await fetch(at('/auth/state'))).json()

/** Posts to one of the sign-in routes; the answer is nothing or the problem. */
export async function post(path: `/auth/${string}`, body: object = {}): Promise<Problem | undefined> {
  try {
    const response = await fetch(at(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...csrf },
      body: JSON.stringify(body),
    })
    if (response.ok) return undefined
    return (await response.json()).error
  } catch {
    return { code: 'OFFLINE' }
  }
}
