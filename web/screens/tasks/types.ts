// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
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

/** What a task does. */
export type TaskKind =
  /** Writes cases to a file. */
  | 'EXPORT'
  /** Does one thing with many cases. */
  | 'BULK'
  /** Reads what was written on a connection before it was there. */
  | 'BACKFILL';

/** Where a task stands. */
export type TaskState =
  /** It is under way. */
  | 'RUNNING'
  /** It waits for you to go on. */
  | 'PAUSED'
  /** It did all there was. */
  | 'DONE'
  /** It cannot go on; `reason` says why. */
  | 'FAILED'
  /** You ended it. */
  | 'STOPPED';

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

/** Which cases, as `cases` takes them. */
export type SelectionInput = {
  /** Left out, all cases. */
  list?: CaseList | null | undefined;
  /** Narrows the list. */
  filter?: CaseFilter | null | undefined;
  /** What a person would type. */
  search?: string | null | undefined;
};

/** What to export, and how. */
export type StartExportInput = {
  /** Which cases; left out, all you may see. */
  selection?: SelectionInput | null | undefined;
  /** How it is written. */
  format: ExportFormat;
};

/** Which task. */
export type PauseTaskInput = {
  /** One of yours that is under way. */
  taskId: string;
};

/** Which task. */
export type ResumeTaskInput = {
  /** One of yours that is paused. */
  taskId: string;
};

/** Which task. */
export type StopTaskInput = {
  /** One of yours that is not over. */
  taskId: string;
};

export type TasksQueryVariables = Exact<{ [key: string]: never; }>;


export type TasksQuery = { tasks: Array<{ id: string, kind: TaskKind, state: TaskState, done: number, total: number | null, refused: number, reason: string | null, deed: DeedKind | null, format: ExportFormat | null, startedAt: string, finishedAt: string | null, url: string | null, fileName: string | null, bytes: number | null, fileUntil: string | null, refusals: Array<{ caseId: string, code: string, reason: string | null, case: { id: string, number: number } | null }>, connection: { id: string, name: string } | null }> };

export type TaskRowFragment = { id: string, kind: TaskKind, state: TaskState, done: number, total: number | null, refused: number, reason: string | null, deed: DeedKind | null, format: ExportFormat | null, startedAt: string, finishedAt: string | null, url: string | null, fileName: string | null, bytes: number | null, fileUntil: string | null, refusals: Array<{ caseId: string, code: string, reason: string | null, case: { id: string, number: number } | null }>, connection: { id: string, name: string } | null };

export type StartExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartExportMutation = { startExport: { id: string, kind: TaskKind, state: TaskState, done: number, total: number | null, refused: number, reason: string | null, deed: DeedKind | null, format: ExportFormat | null, startedAt: string, finishedAt: string | null, url: string | null, fileName: string | null, bytes: number | null, fileUntil: string | null, refusals: Array<{ caseId: string, code: string, reason: string | null, case: { id: string, number: number } | null }>, connection: { id: string, name: string } | null } };

export type PauseTaskMutationVariables = Exact<{
  input: PauseTaskInput;
}>;


export type PauseTaskMutation = { pauseTask: { id: string, kind: TaskKind, state: TaskState, done: number, total: number | null, refused: number, reason: string | null, deed: DeedKind | null, format: ExportFormat | null, startedAt: string, finishedAt: string | null, url: string | null, fileName: string | null, bytes: number | null, fileUntil: string | null, refusals: Array<{ caseId: string, code: string, reason: string | null, case: { id: string, number: number } | null }>, connection: { id: string, name: string } | null } };

export type ResumeTaskMutationVariables = Exact<{
  input: ResumeTaskInput;
}>;


export type ResumeTaskMutation = { resumeTask: { id: string, kind: TaskKind, state: TaskState, done: number, total: number | null, refused: number, reason: string | null, deed: DeedKind | null, format: ExportFormat | null, startedAt: string, finishedAt: string | null, url: string | null, fileName: string | null, bytes: number | null, fileUntil: string | null, refusals: Array<{ caseId: string, code: string, reason: string | null, case: { id: string, number: number } | null }>, connection: { id: string, name: string } | null } };

export type StopTaskMutationVariables = Exact<{
  input: StopTaskInput;
}>;


export type StopTaskMutation = { stopTask: { id: string, kind: TaskKind, state: TaskState, done: number, total: number | null, refused: number, reason: string | null, deed: DeedKind | null, format: ExportFormat | null, startedAt: string, finishedAt: string | null, url: string | null, fileName: string | null, bytes: number | null, fileUntil: string | null, refusals: Array<{ caseId: string, code: string, reason: string | null, case: { id: string, number: number } | null }>, connection: { id: string, name: string } | null } };

export const TaskRowFragmentDoc = gql`
    fragment TaskRow on Task {
  id
  kind
  state
  done
  total
  refused
  refusals {
    caseId
    code
    reason
    case {
      id
      number
    }
  }
  reason
  deed
  format
  connection {
    id
    name
  }
  startedAt
  finishedAt
  url
  fileName
  bytes
  fileUntil
}
    ` as unknown as DocumentNode<TaskRowFragment, unknown>;
export const TasksDocument = gql`
    query Tasks {
  tasks {
    ...TaskRow
  }
}
    ${TaskRowFragmentDoc}` as unknown as DocumentNode<TasksQuery, TasksQueryVariables>;
export const StartExportDocument = gql`
    mutation StartExport($input: StartExportInput!) {
  startExport(input: $input) {
    ...TaskRow
  }
}
    ${TaskRowFragmentDoc}` as unknown as DocumentNode<StartExportMutation, StartExportMutationVariables>;
export const PauseTaskDocument = gql`
    mutation PauseTask($input: PauseTaskInput!) {
  pauseTask(input: $input) {
    ...TaskRow
  }
}
    ${TaskRowFragmentDoc}` as unknown as DocumentNode<PauseTaskMutation, PauseTaskMutationVariables>;
export const ResumeTaskDocument = gql`
    mutation ResumeTask($input: ResumeTaskInput!) {
  resumeTask(input: $input) {
    ...TaskRow
  }
}
    ${TaskRowFragmentDoc}` as unknown as DocumentNode<ResumeTaskMutation, ResumeTaskMutationVariables>;
export const StopTaskDocument = gql`
    mutation StopTask($input: StopTaskInput!) {
  stopTask(input: $input) {
    ...TaskRow
  }
}
    ${TaskRowFragmentDoc}` as unknown as DocumentNode<StopTaskMutation, StopTaskMutationVariables>;
