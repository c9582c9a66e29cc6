// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
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

/** Which case. */
export type PendCaseInput = {
  /** A case that is not closed. */
  caseId: string;
};

/** How to call it. */
export type RenameCaseInput = {
  /** A case that began on a channel on which you may answer. */
  caseId: string;
  /** 1 to 200 characters. */
  subject: string;
};

/** What can be done with a message on its platform. */
export type Action =
  /** Show that we like it. */
  | 'LIKE'
  /** Hide it from others on our own page. */
  | 'HIDE'
  /** Take it away. */
  | 'REMOVE';

/** What to do with which message. */
export type ModerateMessageInput = {
  /** From a case's messages. */
  messageId: string;
  /** One of the message's `actions`. */
  action: Action;
};

export type ModerateMutationVariables = Exact<{
  input: ModerateMessageInput;
}>;


export type ModerateMutation = { moderateMessage: { id: string, text: string | null, html: string | null, likedAt: string | null, hiddenAt: string | null, deletedAt: string | null, actions: Array<Action>, attachments: Array<{ id: string }> } };

export type PendMutationVariables = Exact<{
  input: PendCaseInput;
}>;


export type PendMutation = { pendCase: { id: string, status: CaseStatus, waitingSince: string | null, snoozedUntil: string | null } };

export type RenameMutationVariables = Exact<{
  input: RenameCaseInput;
}>;


export type RenameMutation = { renameCase: { id: string, subject: string } };


export const ModerateDocument = gql`
    mutation Moderate($input: ModerateMessageInput!) {
  moderateMessage(input: $input) {
    id
    text
    html
    likedAt
    hiddenAt
    deletedAt
    actions
    attachments {
      id
    }
  }
}
    ` as unknown as DocumentNode<ModerateMutation, ModerateMutationVariables>;
export const PendDocument = gql`
    mutation Pend($input: PendCaseInput!) {
  pendCase(input: $input) {
    id
    status
    waitingSince
    snoozedUntil
  }
}
    ` as unknown as DocumentNode<PendMutation, PendMutationVariables>;
export const RenameDocument = gql`
    mutation Rename($input: RenameCaseInput!) {
  renameCase(input: $input) {
    id
    subject
  }
}
    ` as unknown as DocumentNode<RenameMutation, RenameMutationVariables>;
