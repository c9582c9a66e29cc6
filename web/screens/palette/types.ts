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

export type FoundQueryVariables = Exact<{
  text: string;
  customers: boolean;
}>;


export type FoundQuery = { cases: { edges: Array<{ node: { id: string, number: number, subject: string, status: CaseStatus, customer: { id: string, name: string } } }> }, searchCustomers?: { edges: Array<{ node: { id: string, name: string, handles: Array<{ id: string, plugin: string, handle: string | null, email: string | null }> } }> } };


export const FoundDocument = gql`
    query Found($text: String!, $customers: Boolean!) {
  cases(search: $text, first: 6) {
    edges {
      node {
        id
        number
        subject
        status
        customer {
          id
          name
        }
      }
    }
  }
  searchCustomers(text: $text, first: 4) @include(if: $customers) {
    edges {
      node {
        id
        name
        handles {
          id
          plugin
          handle
          email
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<FoundQuery, FoundQueryVariables>;
