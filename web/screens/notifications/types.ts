// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
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

/** Which notifications. Neither means all of them. */
export type MarkNotificationsSeenInput = {
  /** These, at most 100. */
  ids?: Array<string> | null | undefined;
  /** Those about this case. */
  caseId?: string | null | undefined;
};

/** What a task does. */
export type TaskKind =
  /** Writes cases to a file. */
  | 'EXPORT'
  /** Does one thing with many cases. */
  | 'BULK'
  /** Reads what was written on a connection before it was there. */
  | 'BACKFILL';

/** What a bulk task does with each case. */
export type DeedKind =
  /** Hands it over. */
  | 'ASSIGN'
  /** Adds and removes labels. */
  | 'LABEL'
  /** Puts it off. */
  | 'SNOOZE'
  /** Sets how soon it must be answered. */
  | 'PRIORITISE'
  /** Marks it as done. */
  | 'CLOSE'
  /** Opens it again. */
  | 'REOPEN'
  /** Brings it back. */
  | 'WAKE'
  /** Leaves it to the customer. */
  | 'PEND';

/** How an export is written. */
export type ExportFormat =
  /** A line for each case, for a spreadsheet, in your language. */
  | 'CSV'
  /** An array with each case and what was said in it. Internal notes are not in it. */
  | 'JSON';

export type NotificationsQueryVariables = Exact<{ [key: string]: never; }>;


export type NotificationsQuery = { notifications: { unseenCount: number, edges: Array<{ node: { id: string, kind: NotificationKind, count: number, at: string, seenAt: string | null, case: { id: string, number: number, subject: string, customer: { id: string, name: string } } | null, connection: { id: string, name: string } | null, task: { id: string, kind: TaskKind, format: ExportFormat | null, deed: DeedKind | null, connection: { id: string, name: string } | null } | null, user: { id: string, name: string } | null } }> } };

export type NoticeListFragment = { unseenCount: number, edges: Array<{ node: { id: string, kind: NotificationKind, count: number, at: string, seenAt: string | null, case: { id: string, number: number, subject: string, customer: { id: string, name: string } } | null, connection: { id: string, name: string } | null, task: { id: string, kind: TaskKind, format: ExportFormat | null, deed: DeedKind | null, connection: { id: string, name: string } | null } | null, user: { id: string, name: string } | null } }> };

export type NoticeFragment = { id: string, kind: NotificationKind, count: number, at: string, seenAt: string | null, case: { id: string, number: number, subject: string, customer: { id: string, name: string } } | null, connection: { id: string, name: string } | null, task: { id: string, kind: TaskKind, format: ExportFormat | null, deed: DeedKind | null, connection: { id: string, name: string } | null } | null, user: { id: string, name: string } | null };

export type MarkNotificationsSeenMutationVariables = Exact<{
  input: MarkNotificationsSeenInput;
}>;


export type MarkNotificationsSeenMutation = { markNotificationsSeen: { unseenCount: number, edges: Array<{ node: { id: string, kind: NotificationKind, count: number, at: string, seenAt: string | null, case: { id: string, number: number, subject: string, customer: { id: string, name: string } } | null, connection: { id: string, name: string } | null, task: { id: string, kind: TaskKind, format: ExportFormat | null, deed: DeedKind | null, connection: { id: string, name: string } | null } | null, user: { id: string, name: string } | null } }> } };

export const NoticeFragmentDoc = gql`
    fragment Notice on Notification {
  id
  kind
  count
  at
  seenAt
  case {
    id
    number
    subject
    customer {
      id
      name
    }
  }
  connection {
    id
    name
  }
  task {
    id
    kind
    format
    deed
    connection {
      id
      name
    }
  }
  user {
    id
    name
  }
}
    ` as unknown as DocumentNode<NoticeFragment, unknown>;
export const NoticeListFragmentDoc = gql`
    fragment NoticeList on NotificationList {
  unseenCount
  edges {
    node {
      ...Notice
    }
  }
}
    ` as unknown as DocumentNode<NoticeListFragment, unknown>;
export const NotificationsDocument = gql`
    query Notifications {
  notifications {
    ...NoticeList
  }
}
    ${NoticeListFragmentDoc}
${NoticeFragmentDoc}` as unknown as DocumentNode<NotificationsQuery, NotificationsQueryVariables>;
export const MarkNotificationsSeenDocument = gql`
    mutation MarkNotificationsSeen($input: MarkNotificationsSeenInput!) {
  markNotificationsSeen(input: $input) {
    ...NoticeList
  }
}
    ${NoticeListFragmentDoc}
${NoticeFragmentDoc}` as unknown as DocumentNode<MarkNotificationsSeenMutation, MarkNotificationsSeenMutationVariables>;
