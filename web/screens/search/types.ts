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

export type SearchQueryVariables = Exact<{
  text: string;
  messages: boolean;
  customers: boolean;
}>;


export type SearchQuery = { cases: { totalCount: number, edges: Array<{ node: { id: string, number: number, subject: string, status: CaseStatus, preview: string | null, lastMessageAt: string, customer: { id: string, name: string }, connections: Array<{ id: string, name: string, plugin: string, channel: string }> } }> }, searchMessages?: { totalCount: number, edges: Array<{ node: { id: string, at: string, author: string | null, user: { id: string, name: string } | null }, case: { id: string, number: number, subject: string }, snippet: { text: string, marks: Array<{ at: number, length: number }> } }> }, searchCustomers?: { totalCount: number, edges: Array<{ node: { id: string, name: string, handles: Array<{ id: string, plugin: string, channel: string, name: string | null, handle: string | null, email: string | null }> } }> } };


export const SearchDocument = gql`
    query Search($text: String!, $messages: Boolean!, $customers: Boolean!) {
  cases(search: $text, order: NEWEST, first: 50) {
    edges {
      node {
        id
        number
        subject
        status
        preview
        lastMessageAt
        customer {
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
    }
    totalCount
  }
  searchMessages(text: $text, first: 50) @include(if: $messages) {
    edges {
      node {
        id
        at
        author
        user {
          id
          name
        }
      }
      case {
        id
        number
        subject
      }
      snippet {
        text
        marks {
          at
          length
        }
      }
    }
    totalCount
  }
  searchCustomers(text: $text, first: 50) @include(if: $customers) {
    edges {
      node {
        id
        name
        handles {
          id
          plugin
          channel
          name
          handle
          email
        }
      }
    }
    totalCount
  }
}
    ` as unknown as DocumentNode<SearchQuery, SearchQueryVariables>;
