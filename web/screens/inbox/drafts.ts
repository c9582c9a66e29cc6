import { createStore } from 'solid-js/store'
import type { Visibility } from '../../api/types.ts'

/** Who will be able to read it. */
export type AudienceKey = Visibility | 'NOTE'

/** What somebody is writing, and the newest message they had seen when they began. */
export interface Draft {
  text: string
  base?: string | undefined
}

const PREFIX = 'webcare.draft.'
const NOTHING: Draft = { text: '' }
const [drafts, setDrafts] = createStore<Record<string, Draft | undefined>>(kept())

/** What is written in a case for one audience. */
export const draft = (caseId: string, audience: AudienceKey): Draft => drafts[`${caseId}/${audience}`] ?? NOTHING

/** Keeps it on this tab, until it is sent, emptied, or the tab closes. */
export function setDraft(caseId: string, audience: AudienceKey, value: Draft): void {
  const key = `${caseId}/${audience}`
  setDrafts(key, value.text ? value : undefined)
  if (value.text) sessionStorage.setItem(PREFIX + key, JSON.stringify(value))
  else sessionStorage.removeItem(PREFIX + key)
}

/** What is written in a case for any audience. */
export const draftIn = (caseId: string): string | undefined =>
  Object.entries(drafts).find(([key, value]) => value?.text && key.startsWith(`${caseId}/`))?.[1]?.text

function kept(): Record<string, Draft> {
  const entries = Object.keys(sessionStorage)
    .filter(key => key.startsWith(PREFIX))
    .map(key => [key.slice(PREFIX.length), JSON.parse(sessionStorage.getItem(key)!) as Draft] as const)
  return Object.fromEntries(entries)
}
