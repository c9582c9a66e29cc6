/**
 * Something that happened, in the past tense. Holds ids and enums, never a person's text, so that erasing a person
 * touches no event.
 */
export interface DomainEvent {
  type: EventType
  caseId?: string
  data?: Readonly<Record<string, string | number | null>>
}

export const eventTypes = [
  'case.opened',
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
  'note.added',
  'draft.started',
  'draft.discarded',
  'draft.taken',
  'case.seen',
  'message.received',
  'message.edited',
  'message.deleted',
  'reply.queued',
  'reply.undone',
  'reply.sending',
  'reply.sent',
  'reply.delayed',
  'reply.failed',
  'reply.uncertain',
  'reply.discarded',
  'reply.receipt',
  'message.liked',
  'message.hidden',
  'label.changed',
  'team.changed',
  'user.changed',
  'preferences.changed',
  'view.changed',
  'right.changed',
  'connection.changed',
  'sending.changed',
  'task.changed',
  'notification.changed',
] as const
export type EventType = (typeof eventTypes)[number]

/** What concerns one colleague alone, whom `data.userId` names or who did it: nobody else's screens are told. */
export const ownTypes: readonly EventType[] = [
  'case.seen',
  'preferences.changed',
  'view.changed',
  'task.changed',
  'notification.changed',
]

/** What only makes open screens look again: no line in a case's history, and nothing for other systems. */
export const quietTypes: readonly EventType[] = ['draft.started', 'draft.discarded', ...ownTypes]
