import type { BubbleFragment, ConversationQuery, Visibility } from '../../api/types.ts'
import type { AudienceKey } from './drafts.ts'

type Conversation = NonNullable<ConversationQuery['case']>
export type Note = NonNullable<Conversation['notes']>[number]
export type CaseEvent = Conversation['events'][number]

/** One thing in a conversation; `key` stays the same while it changes. `audience`: who reads what stands there. */
export type Entry = { key: string; at: string; audience?: AudienceKey } & (
  | { kind: 'day' }
  /** From here on one has not seen it. */
  | { kind: 'unread' }
  /** From here on others can read it than before. */
  | { kind: 'turn'; visibility: Visibility }
  | { kind: 'message'; message: BubbleFragment }
  | { kind: 'note'; note: Note }
  | { kind: 'events'; events: CaseEvent[] }
)

/** Events that say what the rest of the timeline does not show already. */
const told = new Set([
  'case.assigned',
  'case.closed',
  'case.reopened',
  'case.pended',
  'case.renamed',
  'case.snoozed',
  'case.woken',
  'case.prioritised',
  'case.labelled',
  'case.unlabelled',
  'draft.taken',
  'message.liked',
  'message.hidden',
  'message.deleted',
  'reply.undone',
  'reply.failed',
  'reply.discarded',
])

/** What of a conversation is shown, and where its marks stand. */
export interface Shown {
  /** Older messages are there, and not shown. */
  more: boolean
  /** The first message after those that are shown, when they do not go on to the newest. */
  next?: BubbleFragment | undefined
  /** The first message that one has not seen. */
  unread?: string | null | undefined
  dayOf: (at: string) => string
}

/**
 * Messages, notes and events in one line of time, with a mark where a day begins, where the audience changes and where what
 * is new begins, and events in a row together. While older messages are not shown, nothing from before them is there either,
 * and while newer ones are not, nothing from after.
 */
export function timeline(
  messages: readonly BubbleFragment[],
  { notes, events }: { notes: readonly Note[] | null; events: readonly CaseEvent[] },
  { more, next, unread, dayOf }: Shown,
): Entry[] {
  const from = more ? (messages[0]?.at ?? '') : ''
  const entries: Entry[] = [
    ...messages.map((message): Entry => ({ key: message.id, at: message.at, kind: 'message', message })),
    ...(notes ?? []).map((note): Entry => ({ key: note.id, at: note.at, kind: 'note', note })),
    ...events
      .filter(event => told.has(event.type))
      .map((event): Entry => ({ key: `e${event.seq}`, at: event.at, kind: 'events', events: [event] })),
  ]
    .filter(entry => entry.at >= from && (!next || entry.kind === 'message' || entry.at < next.at))
    // Stable: what has the same moment keeps the order in which it came.
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

  const isMixed = new Set(messages.map(message => message.visibility)).size > 1
  const line: Entry[] = []
  let audience: Visibility | undefined
  for (const entry of entries) {
    const { at } = entry
    const before = line.at(-1)
    const isNewDay = !before || dayOf(before.at) !== dayOf(at)
    if (isNewDay) line.push({ key: `d${dayOf(at)}`, at, kind: 'day' })
    if (entry.kind === 'message') {
      const { id, visibility } = entry.message
      if (isMixed && audience && audience !== visibility) line.push({ key: `t${id}`, at, kind: 'turn', visibility })
      audience = visibility
      if (id === unread) line.push({ key: 'unread', at, kind: 'unread' })
    }
    if (isMixed && audience) entry.audience = entry.kind === 'note' ? 'NOTE' : audience
    if (!isNewDay && entry.kind === 'events' && before.kind === 'events') before.events.push(...entry.events)
    else line.push(entry)
  }
  return line
}

/** The entries of one day. */
export interface Day {
  key: string
  at: string
  entries: Entry[]
}

/** A timeline by its days. */
export function daysOf(line: readonly Entry[]): Day[] {
  const days: Day[] = []
  for (const entry of line) {
    if (entry.kind === 'day') days.push({ key: entry.key, at: entry.at, entries: [] })
    else days.at(-1)?.entries.push(entry)
  }
  return days
}
