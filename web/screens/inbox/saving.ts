// Brings what is written to the server: half a second after the last key, one write at a time for each place, so that no
// save overtakes another, and none the sending.
import { client } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { type DraftFragment, SaveDraftDocument } from '../../api/types.ts'
import { adopt, draft, forget, keyOf, note, type Place } from './drafts.ts'

/** How long typing rests before it is saved, in milliseconds. */
const REST = 500
/** How long it waits after a save that did not arrive, in milliseconds. */
const AGAIN = 5000

const due = new Map<string, { place: Place; timer: ReturnType<typeof setTimeout> }>()
const running = new Map<string, Promise<void>>()

/** It changed: save it soon. */
export function saveSoon(place: Place, after = REST): void {
  const key = keyOf(place)
  clearTimeout(due.get(key)?.timer)
  due.set(key, { place, timer: setTimeout(() => void saveNow(place), after) })
}

/** Saves what is not on the server yet; resolves when nothing of this place is on its way any more. */
export async function saveNow(place: Place): Promise<void> {
  const key = keyOf(place)
  clearTimeout(due.get(key)?.timer)
  due.delete(key)
  await running.get(key)
  const { dirty, other } = draft(place)
  // Another save began while we waited, or a person must choose first.
  if (!dirty || other || running.has(key)) return running.get(key)
  const saving = save(place).finally(() => running.delete(key))
  running.set(key, saving)
  return saving
}

/** It is being sent: what is due is dropped, what is on its way is waited for. */
export async function holdSaving(place: Place): Promise<void> {
  const key = keyOf(place)
  clearTimeout(due.get(key)?.timer)
  due.delete(key)
  await running.get(key)
}

/** Saves everything at once: the tab is being hidden or left. */
export const saveAll = (): void => {
  for (const { place } of [...due.values()]) void saveNow(place)
}

async function save(place: Place): Promise<void> {
  const { text, files, synced, mutationId } = draft(place)
  const attachments = place.threadId
    ? { attachments: files.map(({ id, alt }) => ({ uploadId: id, alt: alt || null })) }
    : {}
  const input = { ...place, text, revision: synced?.revision ?? null, ...attachments }
  const { data, error } = await client.mutation(SaveDraftDocument, { input })
  const unchanged = draft(place).mutationId === mutationId
  if (data) {
    if (!data.saveDraft && unchanged) return forget(place)
    const saved = data.saveDraft
    note(place, {
      synced: saved ? { revision: saved.revision, text, at: saved.updatedAt } : undefined,
      dirty: !unchanged,
    })
    if (!unchanged) saveSoon(place)
    return
  }
  const problem = problemOf(error!)
  // A colleague goes on with it, and has the text; the composer shows who.
  if (problem.reason === 'draft.taken') return forget(place)
  if (problem.code === 'CONFLICT') return meet(place, problem.facts as { text: string; revision: number })
  // Not for now: without a line, or while it restarts. What can never be saved stays on this tab.
  if (problem.code !== 'FORBIDDEN' && problem.code !== 'NOT_FOUND' && problem.code !== 'INVALID') saveSoon(place, AGAIN)
}

/** The server has another text: a save or an answer met it. Is it one we know, only the count differs; else somebody must choose. */
export function meet(place: Place, { text, revision }: { text: string; revision: number }) {
  const { synced, text: mine } = draft(place)
  const known = text === (synced?.text ?? '') || text === mine || text === ''
  const at = new Date().toISOString()
  if (!known) return note(place, { other: { text, revision } })
  note(place, { synced: text ? { revision, text, at } : undefined })
  saveSoon(place, 0)
}

/** A person chose: their own text goes over the other one, or the other one comes in its place. */
export function choose(place: Place, which: 'mine' | 'other'): void {
  const { other } = draft(place)
  if (!other) return
  const at = new Date().toISOString()
  if (which === 'other') adopt(place, { ...other, updatedAt: at, attachments: [...draft(place).files] })
  else {
    note(place, { synced: { ...other, at }, other: undefined })
    saveSoon(place, 0)
  }
}

/** What the server has of one's own drafts, as a case was read: newer than what is here, it takes its place. */
export function meetServer(places: readonly Place[], theirs: readonly DraftFragment[]): void {
  for (const place of places) {
    const found = theirs.find(({ threadId }) => threadId === place.threadId)
    const { dirty, synced } = draft(place)
    if (running.has(keyOf(place)) || dirty) continue
    // Sent or emptied on another device. What was never read there may only not have come round yet.
    if (!found && synced?.read) forget(place)
    else if (found && found.revision > (synced?.revision ?? 0)) adopt(place, found)
    else if (found && synced && !synced.read) note(place, { synced: { ...synced, read: true } })
  }
}

addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && saveAll())
addEventListener('pagehide', saveAll)
