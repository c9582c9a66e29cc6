import { createStore } from 'solid-js/store'
import type { DraftFragment, UploadFragment, Visibility } from '../../api/types.ts'

/** Who will be able to read it. */
export type AudienceKey = Visibility | 'NOTE'

/** Whom something is for, and through which thread when there are several. */
export interface Addressed {
  audience: AudienceKey
  threadId?: string | undefined
}

/** Where something is written: an answer on a thread of a case, or with null a memo. */
export interface Place {
  caseId: string
  threadId: string | null
}

/** A file of a draft; `alt` says what it shows, and is empty on purpose when `decorative`. */
export interface DraftFile extends UploadFragment {
  decorative?: boolean
}

/** What somebody is writing, on this tab and on the server. */
export interface Draft {
  text: string
  files: readonly DraftFile[]
  /** The newest message they had seen when they began. */
  base?: string | undefined
  /** The handle its writer chose; without a choice it is the one that the server names. */
  addresseeId?: string | undefined
  /** Made anew for each change, so that sending one again after a lost answer sends nothing twice. */
  mutationId: string
  /** What the server has of it; undefined while it has nothing. `read`: as it was read there, not only written. */
  synced?: { revision: number; text: string; at: string; read?: boolean } | undefined
  /** It was changed here since. */
  dirty: boolean
  /** What the server has instead, when it was changed elsewhere too: a person chooses. */
  other?: { text: string; revision: number } | undefined
}

const PREFIX = 'webcare.draft.'
/** What the server takes of a draft, in characters. */
const LONGEST = 100_000
const NOTHING: Draft = { text: '', files: [], mutationId: '', dirty: false }
const [drafts, setDrafts] = createStore<Record<string, Draft | undefined>>(kept())

export const keyOf = ({ caseId, threadId }: Place): string => `${caseId}/${threadId ?? 'NOTE'}`

/** What is written there. */
export const draft = (place: Place): Draft => drafts[keyOf(place)] ?? NOTHING

/** Everything that is written in a case, for whomever. */
export const draftsIn = (caseId: string): Draft[] =>
  Object.entries(drafts).flatMap(([key, one]) => (one && key.startsWith(`${caseId}/`) ? [one] : []))

/** Changes what is written there. On this tab at once; `saving.ts` brings it to the server. */
export function change(place: Place, values: Partial<Pick<Draft, 'text' | 'files' | 'base'>>): void {
  put(place, { ...draft(place), ...values, mutationId: newMutationId(), dirty: true })
}

/** Notes what the server has of it, or has instead. */
export function note(place: Place, values: Partial<Pick<Draft, 'synced' | 'dirty' | 'other'>>): void {
  if (drafts[keyOf(place)]) put(place, { ...draft(place), ...values })
}

/** Chooses whom it is for; the text stays as it is. */
export function addressTo(place: Place, addresseeId: string): void {
  put(place, { ...draft(place), addresseeId, mutationId: newMutationId() })
}

/** Takes over what the server has, in place of what is here. */
export function adopt(
  place: Place,
  from: Pick<DraftFragment, 'text' | 'revision' | 'updatedAt' | 'attachments'>,
  addresseeId = draft(place).addresseeId,
): void {
  const { text, revision, updatedAt, attachments } = from
  put(place, {
    text,
    files: attachments,
    mutationId: newMutationId(),
    base: draft(place).base,
    addresseeId,
    synced: { revision, text, at: updatedAt, read: true },
    dirty: false,
  })
}

/** It was sent, or thrown away. */
export function forget(place: Place): void {
  setDrafts(keyOf(place), undefined)
  sessionStorage.removeItem(PREFIX + keyOf(place))
}

function put(place: Place, value: Draft) {
  setDrafts(keyOf(place), { other: undefined, ...value })
  // Longer than any draft may be: it is on the screen until it is made shorter.
  if (value.text.length > LONGEST) return
  try {
    sessionStorage.setItem(PREFIX + keyOf(place), JSON.stringify(value))
  } catch {
    // The browser gives no more room: the server has it within a second.
  }
}

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
    .map(key => [key.slice(PREFIX.length), { ...NOTHING, ...JSON.parse(sessionStorage.getItem(key)!) }] as const)
  return Object.fromEntries(entries)
}
