// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type MailReadyQueryVariables = Exact<{ [key: string]: never; }>;


export type MailReadyQuery = { me: { mailReady: boolean } };


export const MailReadyDocument = gql`
    query MailReady {
  me {
    mailReady
  }
}
    ` as unknown as DocumentNode<MailReadyQuery, MailReadyQueryVariables>;
