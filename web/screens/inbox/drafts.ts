import { createStore } from 'solid-js/store'
import type { Visibility } from '../../api/types.ts'

/** Who will be able to read it. */
export type AudienceKey = Visibility | 'NOTE'

/** What somebody is writing. */
export interface Draft {
  text: string
  /** The newest message they had seen when they began. */
  base?: string | undefined
  /** Made anew for each text, so that sending one again after a lost answer sends nothing twice. */
  mutationId: string
}

const PREFIX = 'webcare.draft.'
const NOTHING: Draft = { text: '', mutationId: '' }
const [drafts, setDrafts] = createStore<Record<string, Draft | undefined>>(kept())

/** What is written in a case for one audience. */
export const draft = (caseId: string, audience: AudienceKey): Draft => drafts[`${caseId}/${audience}`] ?? NOTHING

/** Keeps it on this tab, until it is sent, emptied, or the tab closes. */
export function setDraft(caseId: string, audience: AudienceKey, text: string, base?: string): void {
  const key = `${caseId}/${audience}`
  const value: Draft = { text, base, mutationId: newMutationId() }
  setDrafts(key, text ? value : undefined)
  if (text) sessionStorage.setItem(PREFIX + key, JSON.stringify(value))
  else sessionStorage.removeItem(PREFIX + key)
}

/** What is written in a case for any audience. */
export const draftIn = (caseId: string): string | undefined =>
  Object.entries(drafts).find(([key, value]) => value?.text && key.startsWith(`${caseId}/`))?.[1]?.text

/** A UUID. Also without a secure context, where `crypto.randomUUID` is not there. */
function newMutationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function kept(): Record<string, Draft> {
  const entries = Object.keys(sessionStorage)
    .filter(key => key.startsWith(PREFIX))
    .map(key => [key.slice(PREFIX.length), JSON.parse(sessionStorage.getItem(key)!) as Draft] as const)
  return Object.fromEntries(entries)
}
