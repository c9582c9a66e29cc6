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

export type CustomerQueryVariables = Exact<{
  id: string;
}>;


export type CustomerQuery = { customer: { id: string, name: string, language: string | null, handles: Array<{ id: string, plugin: string, channel: string, name: string | null, handle: string | null, email: string | null, followers: number | null, profileUrl: string | null }>, cases: Array<{ id: string, number: number, subject: string, status: CaseStatus, openedAt: string, closedAt: string | null, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> }>, alike: Array<{ id: string }> } | null };

export type HandleRowFragment = { id: string, plugin: string, channel: string, name: string | null, handle: string | null, email: string | null, followers: number | null, profileUrl: string | null };

export type CustomerCaseFragment = { id: string, number: number, subject: string, status: CaseStatus, openedAt: string, closedAt: string | null, labels: Array<{ id: string, name: string }>, connections: Array<{ id: string, name: string, plugin: string, channel: string }> };

export const HandleRowFragmentDoc = gql`
    fragment HandleRow on Handle {
  id
  plugin
  channel
  name
  handle
  email
  followers
  profileUrl
}
    ` as unknown as DocumentNode<HandleRowFragment, unknown>;
export const CustomerCaseFragmentDoc = gql`
    fragment CustomerCase on Case {
  id
  number
  subject
  status
  openedAt
  closedAt
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
    ` as unknown as DocumentNode<CustomerCaseFragment, unknown>;
export const CustomerDocument = gql`
    query Customer($id: ID!) {
  customer(id: $id) {
    id
    name
    language
    handles {
      ...HandleRow
    }
    cases {
      ...CustomerCase
    }
    alike {
      id
    }
  }
}
    ${HandleRowFragmentDoc}
${CustomerCaseFragmentDoc}` as unknown as DocumentNode<CustomerQuery, CustomerQueryVariables>;
