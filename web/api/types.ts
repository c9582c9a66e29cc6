// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
/** What to do with which cases. */
export type BulkCasesInput = {
  /** 1 to 50 cases. */
  caseIds: Array<string>;
  /** What to do with each. */
  deed: DeedInput;
};

/** One thing to do with a case: give exactly one of these. */
export type DeedInput = {
  /** Hand it over, as assignCase does. */
  assign?: AssigneeInput | null | undefined;
  /** Add and remove labels, as labelCase does. */
  label?: LabelsInput | null | undefined;
  /** Put it off until then, as snoozeCase does. */
  snooze?: string | null | undefined;
  /** Set how soon it must be answered, as prioritiseCase does. */
  prioritise?: Priority | null | undefined;
  /** What needs no more words. */
  plain?: PlainDeed | null | undefined;
};

/** What is done with a case without more words. */
export type PlainDeed =
  /** As closeCase does. */
  | 'CLOSE'
  /** As reopenCase does. */
  | 'REOPEN'
  /** As wakeCase does. */
  | 'WAKE'
  /** As pendCase does. */
  | 'PEND';

/** To whom. At most one of the two; neither means nobody. */
export type AssigneeInput = {
  /** A colleague who may work on the cases. */
  userId?: string | null | undefined;
  /** A team. */
  teamId?: string | null | undefined;
};

/** Which labels. */
export type LabelsInput = {
  /** Labels the cases get; those they have stay. */
  add?: Array<string> | null | undefined;
  /** Labels they lose. */
  remove?: Array<string> | null | undefined;
};

/** The lists of the navigation. */
export type CaseList =
  /** Yours, waiting for an answer or an action: new or open, and not snoozed. */
  | 'MINE'
  /** Nobody's yet. */
  | 'UNASSIGNED'
  /** Answered; waiting for the customer. */
  | 'PENDING'
  /** Put off until a moment. */
  | 'SNOOZED'
  /** Done. */
  | 'CLOSED'
  /** All you may see. */
  | 'ALL';

/** Where a case stands. */
export type CaseStatus =
  /** Nobody took it yet. */
  | 'NEW'
  /** Somebody works on it. */
  | 'OPEN'
  /** We answered; the customer is next. */
  | 'PENDING'
  /** Done. */
  | 'CLOSED';

/** How soon a case must be answered. */
export type Priority =
  /** It can wait a day. */
  | 'LOW'
  /** Within half a day. Every case begins here. */
  | 'NORMAL'
  /** Within the hour. */
  | 'HIGH'
  /** At once. */
  | 'URGENT';

/** How a list is sorted. */
export type CaseOrder =
  /** What must be answered first comes first: by how long it waits, and its priority. */
  | 'URGENCY'
  /** The last said comes first. */
  | 'NEWEST'
  /** Who has waited longest comes first. */
  | 'WAITING'
  /** The highest priority comes first; of the same priority, what must be answered first. */
  | 'PRIORITY';

/** Narrows a list; all given conditions hold together. */
export type CaseFilter = {
  /** Exactly these cases, at most 100. */
  ids?: Array<string> | null | undefined;
  /** In one of these states. */
  status?: Array<CaseStatus> | null | undefined;
  /** With one of these priorities. */
  priority?: Array<Priority> | null | undefined;
  /** Owned by one of these users. */
  ownerIds?: Array<string> | null | undefined;
  /** Handed to one of these teams. */
  teamIds?: Array<string> | null | undefined;
  /** With one of these labels. */
  labelIds?: Array<string> | null | undefined;
  /** On one of these connections. */
  connectionIds?: Array<string> | null | undefined;
  /** On a thread of one of these plugins. */
  plugins?: Array<string> | null | undefined;
  /** On a public thread, or on a private one. With `plugins`, one thread is both. */
  visibility?: Visibility | null | undefined;
  /** With a message that was said there. */
  place?: Place | null | undefined;
  /** Of this customer. */
  customerId?: string | null | undefined;
  /** The customer has waited since before this moment. */
  waitingBefore?: string | null | undefined;
};

/** Where something was said. */
export type Place =
  /** On our own page, or to us. */
  | 'BRAND'
  /** Elsewhere, where people talk among themselves. */
  | 'CONSUMER';

/** Who can read a message. */
export type Visibility =
  /** Everybody. */
  | 'PUBLIC'
  /** The customer and we. */
  | 'PRIVATE';

/** Which way a message went. */
export type Direction =
  /** From the customer. */
  | 'IN'
  /** From us. */
  | 'OUT';

/** What sort of message it is on its platform. */
export type MessageKind =
  /** It stands by itself. */
  | 'POST'
  /** It answers a post. */
  | 'COMMENT'
  /** With an opinion on us, usually with stars. */
  | 'REVIEW'
  /** It names us, elsewhere. */
  | 'MENTION'
  /** To us alone. */
  | 'DIRECT';

/** How a channel counts the length of a text. */
export type Counting =
  /** Unicode code points. */
  | 'CHARACTERS'
  /** What people see as one character. */
  | 'GRAPHEMES'
  /** UTF-8 bytes. */
  | 'BYTES';

/** To whom. At most one of `userId` and `teamId`; neither means nobody. */
export type AssignCaseInput = {
  /** The case to hand over. */
  caseId: string;
  /** A colleague who may work on this case. */
  userId?: string | null | undefined;
  /** A team. */
  teamId?: string | null | undefined;
};

/** Which case. */
export type CloseCaseInput = {
  /** The case that is done. */
  caseId: string;
};

/** Which case. */
export type ReopenCaseInput = {
  /** A case that is closed, or waits for the customer. */
  caseId: string;
};

/** Until when. */
export type SnoozeCaseInput = {
  /** A case that is not closed. */
  caseId: string;
  /** In the future, at most a year away. */
  until: string;
};

/** Which case. */
export type WakeCaseInput = {
  /** A snoozed case. */
  caseId: string;
};

/** How soon. */
export type PrioritiseCaseInput = {
  /** The case. */
  caseId: string;
  /** From now on. */
  priority: Priority;
};

/** Which labels. */
export type LabelCaseInput = {
  /** The case. */
  caseId: string;
  /** Labels it gets; those it has stay. */
  add?: Array<string> | null | undefined;
  /** Labels it loses. */
  remove?: Array<string> | null | undefined;
};

/** A note. */
export type AddNoteInput = {
  /** The case it is about. */
  caseId: string;
  /** At most 10,000 characters. */
  text: string;
  /** Of the draft it was, as you last saw it; 0 when you saw none. When another device went on with it since, the answer is CONFLICT and nothing is written. Left out, the draft goes whatever it says. */
  draftRevision?: number | null | undefined;
  /** Makes repeating harmless: the same id by the same user is the same note. A UUID. */
  clientMutationId: string;
};

/** A new label. */
export type CreateLabelInput = {
  /** 1 to 40 characters; no other label has it. */
  name: string;
};

/** What can be done with a message on its platform. */
export type Action =
  /** Show that we like it. */
  | 'LIKE'
  /** Hide it from others on our own page. */
  | 'HIDE'
  /** Take it away. */
  | 'REMOVE';

/** What you have so far. */
export type SaveDraftInput = {
  /** The case it is about. */
  caseId: string;
  /** From `case.audiences`; left out for a note. */
  threadId?: string | null | undefined;
  /** All of it, at most 100,000 characters; empty, and without files, throws the draft away. */
  text: string;
  /** All files of it from now on, at most 50; left out, they stay. A note has none. */
  attachments?: Array<AttachmentInput> | null | undefined;
  /** Of the draft you last saw or saved; left out when you saw none. */
  revision?: number | null | undefined;
};

/** Whose. */
export type TakeOverDraftInput = {
  /** From `case.drafts`. */
  draftId: string;
};

/** How far you have seen it. */
export type MarkReadInput = {
  /** A case you may see. */
  caseId: string;
  /** The newest message on your screen. */
  messageId: string;
};

/** A file to send along. */
export type AttachmentInput = {
  /** From `POST /uploads`. */
  uploadId: string;
  /** What it shows, for those who cannot see it; at most 2,000 characters. */
  alt?: string | null | undefined;
};

/** Data outside cases that a client may hold. */
export type ChangeArea =
  /** Labels. */
  | 'LABELS'
  /** Users and teams. */
  | 'TEAM'
  /** Connections and your rights on them. */
  | 'CONNECTIONS'
  /** Your own preferences. */
  | 'ME'
  /** Your own views. */
  | 'VIEWS'
  /** Your own tasks. */
  | 'TASKS'
  /** Your own notifications. */
  | 'NOTIFICATIONS';

/** Which session to end. */
export type EndSessionInput = {
  /** From `me.sessions`. */
  sessionId: string;
};

/** What somebody is writing. */
export type Writing =
  /** An answer that everybody can read. */
  | 'PUBLIC'
  /** An answer that the customer alone can read. */
  | 'PRIVATE'
  /** An internal note. */
  | 'NOTE';

/** What a notification tells. */
export type NotificationKind =
  /** Somebody else handed a case to you. */
  | 'ASSIGNED'
  /** The customer wrote on your case. */
  | 'CUSTOMER_WROTE'
  /** A question came in that nobody has yet, where you may answer. It names the newest one and counts them until you have seen it. */
  | 'UNASSIGNED'
  /** An answer of yours was not sent. */
  | 'REPLY_FAILED'
  /** Nobody knows whether an answer of yours was sent: look, and decide. */
  | 'REPLY_UNCERTAIN'
  /** A connection no longer works. For those who manage connections. */
  | 'CONNECTION_ILL'
  /** A task of yours that took a while is over. */
  | 'TASK_FINISHED';

/** The stages of an answer. */
export type ReplyState =
  /** Not offered for sending, or taken back. */
  | 'DRAFT'
  /** A colleague must approve it first. */
  | 'AWAITING_APPROVAL'
  /** Leaves when its undo window ends. */
  | 'QUEUED'
  /** Leaving now. */
  | 'SENDING'
  /** The platform has it. */
  | 'SENT'
  /** The customer's device has it. */
  | 'DELIVERED'
  /** The customer read it. */
  | 'READ'
  /** It was not sent, and will not be without you. */
  | 'FAILED'
  /** It may have been sent; we are looking for it. */
  | 'UNKNOWN'
  /** It may have been sent and we cannot tell: look on the platform, then resolve it. */
  | 'NEEDS_HUMAN';

/** An answer. */
export type SendReplyInput = {
  /** The case it answers. */
  caseId: string;
  /** From `case.audiences`. */
  threadId: string;
  /** One of the audience's `people`; left out, whom its `to` names. */
  addresseeId?: string | null | undefined;
  /** What the customer will read. It fits the audience's `maxLength`. */
  text: string;
  /** The newest message you had seen. When the customer or a colleague wrote since, the answer is CONFLICT and nothing is sent. */
  baseMessageId?: string | null | undefined;
  /** Files to send along, as far as they fit the audience's `attachments`. */
  attachments?: Array<AttachmentInput> | null | undefined;
  /** Of the draft it was, as you last saw it; 0 when you saw none. When another device went on with it since, the answer is CONFLICT and nothing is sent. Left out, the draft goes whatever it says. */
  draftRevision?: number | null | undefined;
  /** A UUID made once for each answer. */
  clientMutationId: string;
};

/** Which answer. */
export type UndoReplyInput = {
  /** From sendReply. */
  messageId: string;
};

/** What to do with it. */
export type ResolveReplyInput = {
  /** An answer that is FAILED, UNKNOWN or NEEDS_HUMAN. */
  messageId: string;
  /** What you found out. */
  outcome: ReplyOutcome;
};

/** What happened, or should happen. */
export type ReplyOutcome =
  /** It is there: mark it as sent. */
  | 'SENT'
  /** It is not there: send it again. */
  | 'RETRY'
  /** Do not send it; the case is as it was, and the text is its writer's draft again. */
  | 'DISCARD';

/** How a new notification sounds. */
export type Sound =
  /** Not at all. */
  | 'OFF'
  /** Two low notes. */
  | 'SOFT'
  /** Four high notes, for a room that is not quiet. */
  | 'CLEAR';

/** Light or dark. */
export type Theme =
  /** As the device has it. */
  | 'SYSTEM'
  /** Always light. */
  | 'LIGHT'
  /** Always dark. */
  | 'DARK';

/** How close together things stand. */
export type Density =
  /** With room around them. */
  | 'COMFORTABLE'
  /** As many on a screen as can be. */
  | 'COMPACT';

/** Where one goes when a case is answered or done. */
export type After =
  /** To the next case of the list. */
  | 'NEXT'
  /** Back to the list. */
  | 'LIST'
  /** Nowhere. */
  | 'STAY';

/** Which shortcuts of one key work. */
export type ShortcutKeys =
  /** All, by themselves. */
  | 'PLAIN'
  /** All, with Ctrl or Cmd held. */
  | 'CONTROL'
  /** None. */
  | 'OFF';

/** What a token may do, never more than its owner. */
export type Scope =
  /** Read cases, their history and labels. */
  | 'CASES_READ'
  /** Assign, close, label, snooze and note. */
  | 'CASES_WRITE'
  /** Read what was said. */
  | 'MESSAGES_READ'
  /** Answer customers. */
  | 'REPLIES_PUBLISH'
  /** Read customers. */
  | 'CUSTOMERS_READ'
  /** Read the schema by introspection. */
  | 'SCHEMA';

/** New values; what is left out stays. */
export type UpdateMeInput = {
  /** At most 80 characters. */
  name?: string | null | undefined;
  /** One to four letters or digits. */
  initials?: string | null | undefined;
  /** nl, en or es. */
  language?: string | null | undefined;
};

/** A new token. */
export type CreateTokenInput = {
  /** What it is for. */
  name: string;
  /** At least one. */
  scopes: Array<Scope>;
  /** Limits it to these connections. */
  connectionIds?: Array<string> | null | undefined;
  /** At most 365; 90 when left out. */
  days?: number | null | undefined;
};

/** Which token. */
export type RevokeTokenInput = {
  /** From `me.tokens`. */
  tokenId: string;
};

export type CaseRowFragment = { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> };

export type CasePageQueryVariables = Exact<{
  list?: CaseList | null | undefined;
  filter?: CaseFilter | null | undefined;
  search?: string | null | undefined;
  order?: CaseOrder | null | undefined;
  skip: number;
  counted: boolean;
}>;


export type CasePageQuery = { cases: { totalCount?: number, edges: Array<{ node: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } }>, pageInfo: { hasNextPage: boolean } } };

export type ChangedQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ChangedQuery = { cases: { edges: Array<{ node: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } }> } };

export type AssignMutationVariables = Exact<{
  input: AssignCaseInput;
}>;


export type AssignMutation = { assignCase: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } };

export type CloseMutationVariables = Exact<{
  input: CloseCaseInput;
}>;


export type CloseMutation = { closeCase: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } };

export type ReopenMutationVariables = Exact<{
  input: ReopenCaseInput;
}>;


export type ReopenMutation = { reopenCase: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } };

export type SnoozeMutationVariables = Exact<{
  input: SnoozeCaseInput;
}>;


export type SnoozeMutation = { snoozeCase: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } };

export type WakeMutationVariables = Exact<{
  input: WakeCaseInput;
}>;


export type WakeMutation = { wakeCase: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } };

export type PrioritiseMutationVariables = Exact<{
  input: PrioritiseCaseInput;
}>;


export type PrioritiseMutation = { prioritiseCase: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } };

export type SetLabelsMutationVariables = Exact<{
  input: LabelCaseInput;
}>;


export type SetLabelsMutation = { labelCase: { id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } };

export type CreateLabelMutationVariables = Exact<{
  input: CreateLabelInput;
}>;


export type CreateLabelMutation = { createLabel: { id: string, name: string, archivedAt: string | null } };

export type AccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsQuery = { connections: Array<{ id: string, name: string, plugin: string, channel: string }> };

export type BulkMutationVariables = Exact<{
  input: BulkCasesInput;
}>;


export type BulkMutation = { bulkCases: { done: Array<{ id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, drafts: Array<{ id: string, text: string, user: { id: string } }>, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> }>, refused: Array<{ caseId: string, code: string, reason: string | null, case: { id: string, number: number } | null }> } };

export type UploadFragment = { id: string, name: string, type: string, bytes: number, alt: string | null, url: string };

export type DraftFragment = { id: string, caseId: string, threadId: string | null, text: string, revision: number, updatedAt: string, user: { id: string, name: string }, takenFrom: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number, alt: string | null, url: string }> };

export type AddresseeFragment = { id: string, name: string | null, handle: string | null, email: string | null };

export type AudienceFragment = { threadId: string, visibility: Visibility, maxLength: number | null, counting: Counting, undoSeconds: number, closesAt: string | null, closed: string | null, deletedAt: string | null, to: { id: string, name: string | null, handle: string | null, email: string | null } | null, people: Array<{ id: string, name: string | null, handle: string | null, email: string | null }>, attachments: { maxCount: number, maxBytes: number, maxTotalBytes: number | null, types: Array<string>, maxLength: number | null } | null, connection: { id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null } };

export type SaveDraftMutationVariables = Exact<{
  input: SaveDraftInput;
}>;


export type SaveDraftMutation = { saveDraft: { id: string, text: string, revision: number, updatedAt: string } | null };

export type TakeOverDraftMutationVariables = Exact<{
  input: TakeOverDraftInput;
}>;


export type TakeOverDraftMutation = { takeOverDraft: { id: string, caseId: string, threadId: string | null, text: string, revision: number, updatedAt: string, user: { id: string, name: string }, takenFrom: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number, alt: string | null, url: string }> } };

export type PresenceSubscriptionVariables = Exact<{
  caseId?: string | null | undefined;
  writing?: boolean | null | undefined;
  threadId?: string | null | undefined;
}>;


export type PresenceSubscription = { presence: Array<{ caseId: string, writing: Writing | null, since: string, user: { id: string, name: string, initials: string } }> };

export type DraftsQueryVariables = Exact<{
  number: number;
}>;


export type DraftsQuery = { case: { id: string, drafts: Array<{ id: string, caseId: string, threadId: string | null, text: string, revision: number, updatedAt: string, user: { id: string, name: string }, takenFrom: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number, alt: string | null, url: string }> }> } | null };

export type BubbleFragment = { id: string, direction: Direction, visibility: Visibility, text: string | null, redacted: boolean, at: string, editedAt: string | null, deletedAt: string | null, author: string | null, kind: MessageKind | null, place: Place | null, language: string | null, html: string | null, url: string | null, automaticAt: string | null, likedAt: string | null, hiddenAt: string | null, actions: Array<Action>, handle: { id: string, followers: number | null } | null, thread: { id: string, title: string | null, url: string | null } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number | null, alt: string | null, url: string | null, reason: string | null, cid: string | null }>, user: { id: string, name: string } | null, connection: { id: string, name: string, plugin: string, channel: string } | null, delivery: { state: ReplyState, undoUntil: string | null, reason: string | null, sentAt: string | null, attempts: number, to: { id: string, name: string | null } | null } | null };

export type MessagesFragment = { edges: Array<{ node: { id: string, direction: Direction, visibility: Visibility, text: string | null, redacted: boolean, at: string, editedAt: string | null, deletedAt: string | null, author: string | null, kind: MessageKind | null, place: Place | null, language: string | null, html: string | null, url: string | null, automaticAt: string | null, likedAt: string | null, hiddenAt: string | null, actions: Array<Action>, handle: { id: string, followers: number | null } | null, thread: { id: string, title: string | null, url: string | null } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number | null, alt: string | null, url: string | null, reason: string | null, cid: string | null }>, user: { id: string, name: string } | null, connection: { id: string, name: string, plugin: string, channel: string } | null, delivery: { state: ReplyState, undoUntil: string | null, reason: string | null, sentAt: string | null, attempts: number, to: { id: string, name: string | null } | null } | null } }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } };

export type ConversationQueryVariables = Exact<{
  number: number;
}>;


export type ConversationQuery = { case: { openedAt: string, closedAt: string | null, firstUnread: string | null, permissions: Array<string>, id: string, number: number, subject: string, status: CaseStatus, priority: Priority, waitingSince: string | null, snoozedUntil: string | null, lastMessageAt: string, preview: string | null, unsent: ReplyState | null, unread: boolean, audiences: Array<{ threadId: string, visibility: Visibility, maxLength: number | null, counting: Counting, undoSeconds: number, closesAt: string | null, closed: string | null, deletedAt: string | null, to: { id: string, name: string | null, handle: string | null, email: string | null } | null, people: Array<{ id: string, name: string | null, handle: string | null, email: string | null }>, attachments: { maxCount: number, maxBytes: number, maxTotalBytes: number | null, types: Array<string>, maxLength: number | null } | null, connection: { id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null } }>, drafts: Array<{ id: string, text: string, caseId: string, threadId: string | null, revision: number, updatedAt: string, user: { id: string, name: string }, takenFrom: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number, alt: string | null, url: string }> }>, notes: Array<{ id: string, text: string, at: string, user: { id: string, name: string } }> | null, events: Array<{ seq: number, type: string, at: string, data: string, user: { id: string, name: string } | null }>, messages: { edges: Array<{ node: { id: string, direction: Direction, visibility: Visibility, text: string | null, redacted: boolean, at: string, editedAt: string | null, deletedAt: string | null, author: string | null, kind: MessageKind | null, place: Place | null, language: string | null, html: string | null, url: string | null, automaticAt: string | null, likedAt: string | null, hiddenAt: string | null, actions: Array<Action>, handle: { id: string, followers: number | null } | null, thread: { id: string, title: string | null, url: string | null } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number | null, alt: string | null, url: string | null, reason: string | null, cid: string | null }>, user: { id: string, name: string } | null, connection: { id: string, name: string, plugin: string, channel: string } | null, delivery: { state: ReplyState, undoUntil: string | null, reason: string | null, sentAt: string | null, attempts: number, to: { id: string, name: string | null } | null } | null } }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } }, owner: { id: string, name: string, initials: string } | null, team: { id: string, name: string } | null, customer: { id: string, name: string }, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } | null };

export type OlderMessagesQueryVariables = Exact<{
  number: number;
  before: string;
}>;


export type OlderMessagesQuery = { case: { id: string, messages: { edges: Array<{ node: { id: string, direction: Direction, visibility: Visibility, text: string | null, redacted: boolean, at: string, editedAt: string | null, deletedAt: string | null, author: string | null, kind: MessageKind | null, place: Place | null, language: string | null, html: string | null, url: string | null, automaticAt: string | null, likedAt: string | null, hiddenAt: string | null, actions: Array<Action>, handle: { id: string, followers: number | null } | null, thread: { id: string, title: string | null, url: string | null } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number | null, alt: string | null, url: string | null, reason: string | null, cid: string | null }>, user: { id: string, name: string } | null, connection: { id: string, name: string, plugin: string, channel: string } | null, delivery: { state: ReplyState, undoUntil: string | null, reason: string | null, sentAt: string | null, attempts: number, to: { id: string, name: string | null } | null } | null } }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } | null };

export type AddNoteMutationVariables = Exact<{
  input: AddNoteInput;
}>;


export type AddNoteMutation = { addNote: { id: string } };

export type SendReplyMutationVariables = Exact<{
  input: SendReplyInput;
}>;


export type SendReplyMutation = { sendReply: { id: string, direction: Direction, visibility: Visibility, text: string | null, redacted: boolean, at: string, editedAt: string | null, deletedAt: string | null, author: string | null, kind: MessageKind | null, place: Place | null, language: string | null, html: string | null, url: string | null, automaticAt: string | null, likedAt: string | null, hiddenAt: string | null, actions: Array<Action>, handle: { id: string, followers: number | null } | null, thread: { id: string, title: string | null, url: string | null } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number | null, alt: string | null, url: string | null, reason: string | null, cid: string | null }>, user: { id: string, name: string } | null, connection: { id: string, name: string, plugin: string, channel: string } | null, delivery: { state: ReplyState, undoUntil: string | null, reason: string | null, sentAt: string | null, attempts: number, to: { id: string, name: string | null } | null } | null } };

export type UndoReplyMutationVariables = Exact<{
  input: UndoReplyInput;
}>;


export type UndoReplyMutation = { undoReply: { id: string, direction: Direction, visibility: Visibility, text: string | null, redacted: boolean, at: string, editedAt: string | null, deletedAt: string | null, author: string | null, kind: MessageKind | null, place: Place | null, language: string | null, html: string | null, url: string | null, automaticAt: string | null, likedAt: string | null, hiddenAt: string | null, actions: Array<Action>, handle: { id: string, followers: number | null } | null, thread: { id: string, title: string | null, url: string | null } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number | null, alt: string | null, url: string | null, reason: string | null, cid: string | null }>, user: { id: string, name: string } | null, connection: { id: string, name: string, plugin: string, channel: string } | null, delivery: { state: ReplyState, undoUntil: string | null, reason: string | null, sentAt: string | null, attempts: number, to: { id: string, name: string | null } | null } | null } };

export type ResolveReplyMutationVariables = Exact<{
  input: ResolveReplyInput;
}>;


export type ResolveReplyMutation = { resolveReply: { id: string, direction: Direction, visibility: Visibility, text: string | null, redacted: boolean, at: string, editedAt: string | null, deletedAt: string | null, author: string | null, kind: MessageKind | null, place: Place | null, language: string | null, html: string | null, url: string | null, automaticAt: string | null, likedAt: string | null, hiddenAt: string | null, actions: Array<Action>, handle: { id: string, followers: number | null } | null, thread: { id: string, title: string | null, url: string | null } | null, attachments: Array<{ id: string, name: string, type: string, bytes: number | null, alt: string | null, url: string | null, reason: string | null, cid: string | null }>, user: { id: string, name: string } | null, connection: { id: string, name: string, plugin: string, channel: string } | null, delivery: { state: ReplyState, undoUntil: string | null, reason: string | null, sentAt: string | null, attempts: number, to: { id: string, name: string | null } | null } | null } };

export type MarkReadMutationVariables = Exact<{
  input: MarkReadInput;
}>;


export type MarkReadMutation = { markRead: { id: string, unread: boolean } };

export type AccessQueryVariables = Exact<{ [key: string]: never; }>;


export type AccessQuery = { me: { admins: Array<{ id: string, name: string }>, sessions: Array<{ id: string, device: string, address: string, createdAt: string, lastSeenAt: string, current: boolean }>, tokens: Array<{ id: string, name: string, prefix: string, scopes: Array<Scope>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null }> } };

export type TokenRowFragment = { id: string, name: string, prefix: string, scopes: Array<Scope>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null };

export type UpdateMeMutationVariables = Exact<{
  input: UpdateMeInput;
}>;


export type UpdateMeMutation = { updateMe: { language: string, permissions: Array<string>, confirmedUntil: string | null, timeZone: string, organisation: string, preferences: { theme: Theme, density: Density, textSize: number, reducedMotion: boolean, quiet: boolean, after: After, shortcutKeys: ShortcutKeys, undoFactor: number, folded: Array<string>, sound: Sound, volume: number, shortcuts: Array<{ command: string, key: string | null }>, widths: { navigation: number | null, list: number | null, panel: number | null, composer: number | null }, orders: Array<{ list: string, order: CaseOrder }>, alerts: Array<{ kind: NotificationKind, sound: boolean, email: boolean }> }, user: { id: string, name: string, initials: string, email: string | null } } };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { id: string } };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string, token: { id: string, name: string, prefix: string, scopes: Array<Scope>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null } } };

export type RevokeTokenMutationVariables = Exact<{
  input: RevokeTokenInput;
}>;


export type RevokeTokenMutation = { revokeToken: { id: string, name: string, prefix: string, scopes: Array<Scope>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null } };

export type StartQueryVariables = Exact<{ [key: string]: never; }>;


export type StartQuery = { cursor: number, me: { language: string, permissions: Array<string>, confirmedUntil: string | null, timeZone: string, organisation: string, preferences: { theme: Theme, density: Density, textSize: number, reducedMotion: boolean, quiet: boolean, after: After, shortcutKeys: ShortcutKeys, undoFactor: number, folded: Array<string>, sound: Sound, volume: number, shortcuts: Array<{ command: string, key: string | null }>, widths: { navigation: number | null, list: number | null, panel: number | null, composer: number | null }, orders: Array<{ list: string, order: CaseOrder }>, alerts: Array<{ kind: NotificationKind, sound: boolean, email: boolean }> }, user: { id: string, name: string, initials: string, email: string | null } }, users: Array<{ id: string, name: string, initials: string, disabledAt: string | null }>, teams: Array<{ id: string, name: string, archivedAt: string | null }>, labels: Array<{ id: string, name: string, archivedAt: string | null }> };

export type ListsQueryVariables = Exact<{ [key: string]: never; }>;


export type ListsQuery = { lists: Array<{ key: CaseList, count: number }> };

export type TeamQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamQuery = { users: Array<{ id: string, name: string, initials: string, disabledAt: string | null }>, teams: Array<{ id: string, name: string, archivedAt: string | null }> };

export type LabelsQueryVariables = Exact<{ [key: string]: never; }>;


export type LabelsQuery = { labels: Array<{ id: string, name: string, archivedAt: string | null }> };

export type ColleagueFragment = { id: string, name: string, initials: string, disabledAt: string | null };

export type LabelRowFragment = { id: string, name: string, archivedAt: string | null };

export type MyselfFragment = { language: string, permissions: Array<string>, confirmedUntil: string | null, timeZone: string, organisation: string, preferences: { theme: Theme, density: Density, textSize: number, reducedMotion: boolean, quiet: boolean, after: After, shortcutKeys: ShortcutKeys, undoFactor: number, folded: Array<string>, sound: Sound, volume: number, shortcuts: Array<{ command: string, key: string | null }>, widths: { navigation: number | null, list: number | null, panel: number | null, composer: number | null }, orders: Array<{ list: string, order: CaseOrder }>, alerts: Array<{ kind: NotificationKind, sound: boolean, email: boolean }> }, user: { id: string, name: string, initials: string, email: string | null } };

export type ChangesSubscriptionVariables = Exact<{
  after?: number | null | undefined;
}>;


export type ChangesSubscription = { changes: { cursor: number, areas: Array<ChangeArea>, cases: Array<{ id: string, status: CaseStatus, ownerId: string | null, snoozedUntil: string | null }> } };

export type CountsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CountsSubscription = { lists: Array<{ key: CaseList, count: number }> };

export type ViewsQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewsQuery = { views: Array<{ id: string, name: string, list: CaseList, search: string | null, order: CaseOrder, filter: { status: Array<CaseStatus> | null, priority: Array<Priority> | null, ownerIds: Array<string> | null, teamIds: Array<string> | null, labelIds: Array<string> | null, connectionIds: Array<string> | null, plugins: Array<string> | null, visibility: Visibility | null, place: Place | null, waitingMinutes: number | null } }> };

export type ViewRowFragment = { id: string, name: string, list: CaseList, search: string | null, order: CaseOrder, filter: { status: Array<CaseStatus> | null, priority: Array<Priority> | null, ownerIds: Array<string> | null, teamIds: Array<string> | null, labelIds: Array<string> | null, connectionIds: Array<string> | null, plugins: Array<string> | null, visibility: Visibility | null, place: Place | null, waitingMinutes: number | null } };

export const CaseRowFragmentDoc = gql`
    fragment CaseRow on Case {
  id
  number
  subject
  status
  priority
  waitingSince
  snoozedUntil
  lastMessageAt
  preview
  unsent
  unread
  drafts {
    id
    text
    user {
      id
    }
  }
  owner {
    id
    name
    initials
  }
  team {
    id
    name
  }
  customer {
    id
    name
  }
  labels {
    id
    name
  }
  connections {
    id
    name
    plugin
    channel
  }
}
    ` as unknown as DocumentNode<CaseRowFragment, unknown>;
export const UploadFragmentDoc = gql`
    fragment Upload on Upload {
  id
  name
  type
  bytes
  alt
  url
}
    ` as unknown as DocumentNode<UploadFragment, unknown>;
export const DraftFragmentDoc = gql`
    fragment Draft on Draft {
  id
  caseId
  threadId
  text
  revision
  updatedAt
  user {
    id
    name
  }
  takenFrom {
    id
    name
  }
  attachments {
    ...Upload
  }
}
    ` as unknown as DocumentNode<DraftFragment, unknown>;
export const AddresseeFragmentDoc = gql`
    fragment Addressee on Handle {
  id
  name
  handle
  email
}
    ` as unknown as DocumentNode<AddresseeFragment, unknown>;
export const AudienceFragmentDoc = gql`
    fragment Audience on Audience {
  threadId
  visibility
  maxLength
  counting
  undoSeconds
  closesAt
  closed
  deletedAt
  to {
    ...Addressee
  }
  people {
    ...Addressee
  }
  attachments {
    maxCount
    maxBytes
    maxTotalBytes
    types
    maxLength
  }
  connection {
    id
    name
    plugin
    channel
    pausedAt
    parkedAt
    parkedText
    problem
    problemSince
  }
}
    ` as unknown as DocumentNode<AudienceFragment, unknown>;
export const BubbleFragmentDoc = gql`
    fragment Bubble on Message {
  id
  direction
  visibility
  text
  redacted
  at
  editedAt
  deletedAt
  author
  handle {
    id
    followers
  }
  kind
  place
  thread {
    id
    title
    url
  }
  language
  html
  url
  automaticAt
  likedAt
  hiddenAt
  actions
  attachments {
    id
    name
    type
    bytes
    alt
    url
    reason
    cid
  }
  user {
    id
    name
  }
  connection {
    id
    name
    plugin
    channel
  }
  delivery {
    state
    undoUntil
    reason
    sentAt
    attempts
    to {
      id
      name
    }
  }
}
    ` as unknown as DocumentNode<BubbleFragment, unknown>;
export const MessagesFragmentDoc = gql`
    fragment Messages on MessagePage {
  edges {
    node {
      ...Bubble
    }
  }
  pageInfo {
    hasPreviousPage
    startCursor
  }
}
    ` as unknown as DocumentNode<MessagesFragment, unknown>;
export const TokenRowFragmentDoc = gql`
    fragment TokenRow on Token {
  id
  name
  prefix
  scopes
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
}
    ` as unknown as DocumentNode<TokenRowFragment, unknown>;
export const ColleagueFragmentDoc = gql`
    fragment Colleague on User {
  id
  name
  initials
  disabledAt
}
    ` as unknown as DocumentNode<ColleagueFragment, unknown>;
export const LabelRowFragmentDoc = gql`
    fragment LabelRow on Label {
  id
  name
  archivedAt
}
    ` as unknown as DocumentNode<LabelRowFragment, unknown>;
export const MyselfFragmentDoc = gql`
    fragment Myself on Me {
  language
  permissions
  confirmedUntil
  timeZone
  organisation
  preferences {
    theme
    density
    textSize
    reducedMotion
    quiet
    after
    shortcutKeys
    shortcuts {
      command
      key
    }
    undoFactor
    widths {
      navigation
      list
      panel
      composer
    }
    folded
    orders {
      list
      order
    }
    sound
    volume
    alerts {
      kind
      sound
      email
    }
  }
  user {
    id
    name
    initials
    email
  }
}
    ` as unknown as DocumentNode<MyselfFragment, unknown>;
export const ViewRowFragmentDoc = gql`
    fragment ViewRow on View {
  id
  name
  list
  search
  order
  filter {
    status
    priority
    ownerIds
    teamIds
    labelIds
    connectionIds
    plugins
    visibility
    place
    waitingMinutes
  }
}
    ` as unknown as DocumentNode<ViewRowFragment, unknown>;
export const CasePageDocument = gql`
    query CasePage($list: CaseList, $filter: CaseFilter, $search: String, $order: CaseOrder, $skip: Int!, $counted: Boolean!) {
  cases(
    list: $list
    filter: $filter
    search: $search
    order: $order
    first: 50
    skip: $skip
  ) {
    edges {
      node {
        ...CaseRow
      }
    }
    pageInfo {
      hasNextPage
    }
    totalCount @include(if: $counted)
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<CasePageQuery, CasePageQueryVariables>;
export const ChangedDocument = gql`
    query Changed($ids: [ID!]!) {
  cases(filter: {ids: $ids}, first: 100) {
    edges {
      node {
        ...CaseRow
      }
    }
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<ChangedQuery, ChangedQueryVariables>;
export const AssignDocument = gql`
    mutation Assign($input: AssignCaseInput!) {
  assignCase(input: $input) {
    ...CaseRow
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<AssignMutation, AssignMutationVariables>;
export const CloseDocument = gql`
    mutation Close($input: CloseCaseInput!) {
  closeCase(input: $input) {
    ...CaseRow
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<CloseMutation, CloseMutationVariables>;
export const ReopenDocument = gql`
    mutation Reopen($input: ReopenCaseInput!) {
  reopenCase(input: $input) {
    ...CaseRow
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<ReopenMutation, ReopenMutationVariables>;
export const SnoozeDocument = gql`
    mutation Snooze($input: SnoozeCaseInput!) {
  snoozeCase(input: $input) {
    ...CaseRow
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<SnoozeMutation, SnoozeMutationVariables>;
export const WakeDocument = gql`
    mutation Wake($input: WakeCaseInput!) {
  wakeCase(input: $input) {
    ...CaseRow
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<WakeMutation, WakeMutationVariables>;
export const PrioritiseDocument = gql`
    mutation Prioritise($input: PrioritiseCaseInput!) {
  prioritiseCase(input: $input) {
    ...CaseRow
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<PrioritiseMutation, PrioritiseMutationVariables>;
export const SetLabelsDocument = gql`
    mutation SetLabels($input: LabelCaseInput!) {
  labelCase(input: $input) {
    ...CaseRow
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<SetLabelsMutation, SetLabelsMutationVariables>;
export const CreateLabelDocument = gql`
    mutation CreateLabel($input: CreateLabelInput!) {
  createLabel(input: $input) {
    ...LabelRow
  }
}
    ${LabelRowFragmentDoc}` as unknown as DocumentNode<CreateLabelMutation, CreateLabelMutationVariables>;
export const AccountsDocument = gql`
    query Accounts {
  connections {
    id
    name
    plugin
    channel
  }
}
    ` as unknown as DocumentNode<AccountsQuery, AccountsQueryVariables>;
export const BulkDocument = gql`
    mutation Bulk($input: BulkCasesInput!) {
  bulkCases(input: $input) {
    done {
      ...CaseRow
    }
    refused {
      caseId
      code
      reason
      case {
        id
        number
      }
    }
  }
}
    ${CaseRowFragmentDoc}` as unknown as DocumentNode<BulkMutation, BulkMutationVariables>;
export const SaveDraftDocument = gql`
    mutation SaveDraft($input: SaveDraftInput!) {
  saveDraft(input: $input) {
    id
    text
    revision
    updatedAt
  }
}
    ` as unknown as DocumentNode<SaveDraftMutation, SaveDraftMutationVariables>;
export const TakeOverDraftDocument = gql`
    mutation TakeOverDraft($input: TakeOverDraftInput!) {
  takeOverDraft(input: $input) {
    ...Draft
  }
}
    ${DraftFragmentDoc}
${UploadFragmentDoc}` as unknown as DocumentNode<TakeOverDraftMutation, TakeOverDraftMutationVariables>;
export const PresenceDocument = gql`
    subscription Presence($caseId: ID, $writing: Boolean, $threadId: ID) {
  presence(caseId: $caseId, writing: $writing, threadId: $threadId) {
    caseId
    writing
    since
    user {
      id
      name
      initials
    }
  }
}
    ` as unknown as DocumentNode<PresenceSubscription, PresenceSubscriptionVariables>;
export const DraftsDocument = gql`
    query Drafts($number: Int!) {
  case(number: $number) {
    id
    drafts {
      ...Draft
    }
  }
}
    ${DraftFragmentDoc}
${UploadFragmentDoc}` as unknown as DocumentNode<DraftsQuery, DraftsQueryVariables>;
export const ConversationDocument = gql`
    query Conversation($number: Int!) {
  case(number: $number) {
    ...CaseRow
    openedAt
    closedAt
    firstUnread
    permissions
    audiences {
      ...Audience
    }
    drafts {
      ...Draft
    }
    notes {
      id
      text
      at
      user {
        id
        name
      }
    }
    events {
      seq
      type
      at
      data
      user {
        id
        name
      }
    }
    messages(last: 50) {
      ...Messages
    }
  }
}
    ${CaseRowFragmentDoc}
${AudienceFragmentDoc}
${AddresseeFragmentDoc}
${DraftFragmentDoc}
${UploadFragmentDoc}
${MessagesFragmentDoc}
${BubbleFragmentDoc}` as unknown as DocumentNode<ConversationQuery, ConversationQueryVariables>;
export const OlderMessagesDocument = gql`
    query OlderMessages($number: Int!, $before: String!) {
  case(number: $number) {
    id
    messages(last: 50, before: $before) {
      ...Messages
    }
  }
}
    ${MessagesFragmentDoc}
${BubbleFragmentDoc}` as unknown as DocumentNode<OlderMessagesQuery, OlderMessagesQueryVariables>;
export const AddNoteDocument = gql`
    mutation AddNote($input: AddNoteInput!) {
  addNote(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<AddNoteMutation, AddNoteMutationVariables>;
export const SendReplyDocument = gql`
    mutation SendReply($input: SendReplyInput!) {
  sendReply(input: $input) {
    ...Bubble
  }
}
    ${BubbleFragmentDoc}` as unknown as DocumentNode<SendReplyMutation, SendReplyMutationVariables>;
export const UndoReplyDocument = gql`
    mutation UndoReply($input: UndoReplyInput!) {
  undoReply(input: $input) {
    ...Bubble
  }
}
    ${BubbleFragmentDoc}` as unknown as DocumentNode<UndoReplyMutation, UndoReplyMutationVariables>;
export const ResolveReplyDocument = gql`
    mutation ResolveReply($input: ResolveReplyInput!) {
  resolveReply(input: $input) {
    ...Bubble
  }
}
    ${BubbleFragmentDoc}` as unknown as DocumentNode<ResolveReplyMutation, ResolveReplyMutationVariables>;
export const MarkReadDocument = gql`
    mutation MarkRead($input: MarkReadInput!) {
  markRead(input: $input) {
    id
    unread
  }
}
    ` as unknown as DocumentNode<MarkReadMutation, MarkReadMutationVariables>;
export const AccessDocument = gql`
    query Access {
  me {
    admins {
      id
      name
    }
    sessions {
      id
      device
      address
      createdAt
      lastSeenAt
      current
    }
    tokens {
      ...TokenRow
    }
  }
}
    ${TokenRowFragmentDoc}` as unknown as DocumentNode<AccessQuery, AccessQueryVariables>;
export const UpdateMeDocument = gql`
    mutation UpdateMe($input: UpdateMeInput!) {
  updateMe(input: $input) {
    ...Myself
  }
}
    ${MyselfFragmentDoc}` as unknown as DocumentNode<UpdateMeMutation, UpdateMeMutationVariables>;
export const EndSessionDocument = gql`
    mutation EndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<EndSessionMutation, EndSessionMutationVariables>;
export const CreateTokenDocument = gql`
    mutation CreateToken($input: CreateTokenInput!) {
  createToken(input: $input) {
    secret
    token {
      ...TokenRow
    }
  }
}
    ${TokenRowFragmentDoc}` as unknown as DocumentNode<CreateTokenMutation, CreateTokenMutationVariables>;
export const RevokeTokenDocument = gql`
    mutation RevokeToken($input: RevokeTokenInput!) {
  revokeToken(input: $input) {
    ...TokenRow
  }
}
    ${TokenRowFragmentDoc}` as unknown as DocumentNode<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const StartDocument = gql`
    query Start {
  cursor
  me {
    ...Myself
  }
  users {
    ...Colleague
  }
  teams {
    id
    name
    archivedAt
  }
  labels {
    ...LabelRow
  }
}
    ${MyselfFragmentDoc}
${ColleagueFragmentDoc}
${LabelRowFragmentDoc}` as unknown as DocumentNode<StartQuery, StartQueryVariables>;
export const ListsDocument = gql`
    query Lists {
  lists {
    key
    count
  }
}
    ` as unknown as DocumentNode<ListsQuery, ListsQueryVariables>;
export const TeamDocument = gql`
    query Team {
  users {
    ...Colleague
  }
  teams {
    id
    name
    archivedAt
  }
}
    ${ColleagueFragmentDoc}` as unknown as DocumentNode<TeamQuery, TeamQueryVariables>;
export const LabelsDocument = gql`
    query Labels {
  labels {
    ...LabelRow
  }
}
    ${LabelRowFragmentDoc}` as unknown as DocumentNode<LabelsQuery, LabelsQueryVariables>;
export const ChangesDocument = gql`
    subscription Changes($after: Int) {
  changes(after: $after) {
    cursor
    cases {
      id
      status
      ownerId
      snoozedUntil
    }
    areas
  }
}
    ` as unknown as DocumentNode<ChangesSubscription, ChangesSubscriptionVariables>;
export const CountsDocument = gql`
    subscription Counts {
  lists {
    key
    count
  }
}
    ` as unknown as DocumentNode<CountsSubscription, CountsSubscriptionVariables>;
export const ViewsDocument = gql`
    query Views {
  views {
    ...ViewRow
  }
}
    ${ViewRowFragmentDoc}` as unknown as DocumentNode<ViewsQuery, ViewsQueryVariables>;
