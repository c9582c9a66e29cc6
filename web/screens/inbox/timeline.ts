import type { BubbleFragment, ConversationQuery } from '../../api/types.ts'

type Conversation = NonNullable<ConversationQuery['case']>
export type Note = NonNullable<Conversation['notes']>[number]
export type CaseEvent = Conversation['events'][number]

/** One thing in a conversation; `key` stays the same while it changes. */
export type Entry = { key: string; at: string } & (
  | { kind: 'day' }
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
  'reply.undone',
  'reply.discarded',
])

/**
 * Messages, notes and events in one line of time, with a mark where a day begins and events in a row together. While
 * older messages are not loaded, nothing from before them is there either.
 */
export function timeline(
  messages: readonly BubbleFragment[],
  { notes, events }: { notes: readonly Note[] | null; events: readonly CaseEvent[] },
  options: { more: boolean; dayOf: (at: string) => string },
): Entry[] {
  const from = options.more ? (messages[0]?.at ?? '') : ''
  const entries: Entry[] = [
    ...messages.map((message): Entry => ({ key: message.id, at: message.at, kind: 'message', message })),
    ...(notes ?? []).map((note): Entry => ({ key: note.id, at: note.at, kind: 'note', note })),
    ...events
      .filter(event => told.has(event.type))
      .map((event): Entry => ({ key: `e${event.seq}`, at: event.at, kind: 'events', events: [event] })),
  ]
    .filter(entry => entry.at >= from)
    // Stable: what has the same moment keeps the order in which it came.
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

  const line: Entry[] = []
  for (const entry of entries) {
    const before = line.at(-1)
    if (!before || options.dayOf(before.at) !== options.dayOf(entry.at)) {
      line.push({ key: `d${options.dayOf(entry.at)}`, at: entry.at, kind: 'day' }, entry)
    } else if (entry.kind === 'events' && before.kind === 'events') before.events.push(...entry.events)
    else line.push(entry)
  }
  return line
}
