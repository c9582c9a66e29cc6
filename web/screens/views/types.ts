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

/** What narrows a view, with at most 100 values each. */
export type ViewFilterInput = {
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
  /** On a public thread, or on a private one. */
  visibility?: Visibility | null | undefined;
  /** With a message that was said there. */
  place?: Place | null | undefined;
  /** The customer has waited this long, 1 to 100,000. */
  waitingMinutes?: number | null | undefined;
};

/** A new view. */
export type CreateViewInput = {
  /** 1 to 60 characters. */
  name: string;
  /** Left out, all cases. */
  list?: CaseList | null | undefined;
  /** Left out, nothing narrows it. */
  filter?: ViewFilterInput | null | undefined;
  /** At most 200 characters. */
  search?: string | null | undefined;
  /** Left out, by urgency. */
  order?: CaseOrder | null | undefined;
};

/** New values; what is left out stays. */
export type UpdateViewInput = {
  /** One of your own. */
  viewId: string;
  /** 1 to 60 characters. */
  name?: string | null | undefined;
  /** The list that is narrowed. */
  list?: CaseList | null | undefined;
  /** All of it from now on. */
  filter?: ViewFilterInput | null | undefined;
  /** Empty searches for nothing. */
  search?: string | null | undefined;
  /** How it is sorted. */
  order?: CaseOrder | null | undefined;
  /** Its place among your views, from 0; the others make room. */
  position?: number | null | undefined;
};

/** Which view. */
export type DeleteViewInput = {
  /** One of your own. */
  viewId: string;
};

export type CreateViewMutationVariables = Exact<{
  input: CreateViewInput;
}>;


export type CreateViewMutation = { createView: { id: string } };

export type UpdateViewMutationVariables = Exact<{
  input: UpdateViewInput;
}>;


export type UpdateViewMutation = { updateView: { id: string } };

export type DeleteViewMutationVariables = Exact<{
  input: DeleteViewInput;
}>;


export type DeleteViewMutation = { deleteView: { id: string } };


export const CreateViewDocument = gql`
    mutation CreateView($input: CreateViewInput!) {
  createView(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<CreateViewMutation, CreateViewMutationVariables>;
export const UpdateViewDocument = gql`
    mutation UpdateView($input: UpdateViewInput!) {
  updateView(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<UpdateViewMutation, UpdateViewMutationVariables>;
export const DeleteViewDocument = gql`
    mutation DeleteView($input: DeleteViewInput!) {
  deleteView(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<DeleteViewMutation, DeleteViewMutationVariables>;
