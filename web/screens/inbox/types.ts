// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
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

/** Which cases, as `cases` takes them. */
export type SelectionInput = {
  /** Left out, all cases. */
  list?: CaseList | null | undefined;
  /** Narrows the list. */
  filter?: CaseFilter | null | undefined;
  /** What a person would type. */
  search?: string | null | undefined;
};

/** What to do with which cases. Give `caseIds` or `selection`, at most 10,000 cases. */
export type StartBulkInput = {
  /** These. */
  caseIds?: Array<string> | null | undefined;
  /** All that match now. */
  selection?: SelectionInput | null | undefined;
  /** What to do with each. */
  deed: DeedInput;
};

export type StartBulkMutationVariables = Exact<{
  input: StartBulkInput;
}>;


export type StartBulkMutation = { startBulk: { id: string } };

export type FirstQueryVariables = Exact<{ [key: string]: never; }>;


export type FirstQuery = { me: { admins: Array<{ id: string, name: string }> }, connections: Array<{ id: string, formUrl: string | null }> };


export const StartBulkDocument = gql`
    mutation StartBulk($input: StartBulkInput!) {
  startBulk(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<StartBulkMutation, StartBulkMutationVariables>;
export const FirstDocument = gql`
    query First {
  me {
    admins {
      id
      name
    }
  }
  connections {
    id
    formUrl
  }
}
    ` as unknown as DocumentNode<FirstQuery, FirstQueryVariables>;
