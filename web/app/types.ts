// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
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

/** New values; what is left out stays. */
export type UpdatePreferencesInput = {
  /** Light or dark. */
  theme?: Theme | null | undefined;
  /** How close together things stand. */
  density?: Density | null | undefined;
  /** In percent, 90 to 130. */
  textSize?: number | null | undefined;
  /** Whether nothing moves. */
  reducedMotion?: boolean | null | undefined;
  /** Whether a screen reader is told only what it must be. */
  quiet?: boolean | null | undefined;
  /** Where one goes when a case is answered or done. */
  after?: After | null | undefined;
  /** Which shortcuts of one key work. */
  shortcutKeys?: ShortcutKeys | null | undefined;
  /** All of them from now on, at most 100 and each command once. */
  shortcuts?: Array<ShortcutInput> | null | undefined;
  /** 1 to 3. */
  undoFactor?: number | null | undefined;
  /** All of them from now on. */
  widths?: PaneWidthsInput | null | undefined;
  /** All of them from now on, at most 100. */
  folded?: Array<string> | null | undefined;
  /** All of them from now on, at most 100 and each list once. */
  orders?: Array<ListOrderInput> | null | undefined;
  /** How a new notification sounds. */
  sound?: Sound | null | undefined;
  /** In percent, 10 to 100. */
  volume?: number | null | undefined;
  /** All of them from now on, each kind once; a kind that is left out is as usual. */
  alerts?: Array<AlertInput> | null | undefined;
};

/** How to tell of one kind of notification. */
export type AlertInput = {
  /** Of which kind. */
  kind: NotificationKind;
  /** Whether it is heard. */
  sound: boolean;
  /** Whether it is mailed. */
  email: boolean;
};

/** A shortcut with another key than usual. */
export type ShortcutInput = {
  /** What it does: at most 60 letters, digits, points and hyphens. */
  command: string;
  /** What is pressed, at most 30 characters; left out, nothing. */
  key?: string | null | undefined;
};

/** How wide the panes are; what is left out is as usual. */
export type PaneWidthsInput = {
  /** In pixels, 100 to 2,000. */
  navigation?: number | null | undefined;
  /** In pixels, 100 to 2,000. */
  list?: number | null | undefined;
  /** In pixels, 100 to 2,000. */
  panel?: number | null | undefined;
  /** In pixels, 60 to 2,000. */
  composer?: number | null | undefined;
};

/** A list in another order than usual. */
export type ListOrderInput = {
  /** Which list, as its address names it; at most 60 characters. */
  list: string;
  /** Its order. */
  order: CaseOrder;
};

export type StandingQueryVariables = Exact<{ [key: string]: never; }>;


export type StandingQuery = { sending: { stoppedSince: string | null }, connections: Array<{ id: string, name: string, problem: string | null, problemSince: string | null }> };

export type UpdatePreferencesMutationVariables = Exact<{
  input: UpdatePreferencesInput;
}>;


export type UpdatePreferencesMutation = { updatePreferences: { user: { id: string } } };


export const StandingDocument = gql`
    query Standing {
  sending {
    stoppedSince
  }
  connections {
    id
    name
    problem
    problemSince
  }
}
    ` as unknown as DocumentNode<StandingQuery, StandingQueryVariables>;
export const UpdatePreferencesDocument = gql`
    mutation UpdatePreferences($input: UpdatePreferencesInput!) {
  updatePreferences(input: $input) {
    user {
      id
    }
  }
}
    ` as unknown as DocumentNode<UpdatePreferencesMutation, UpdatePreferencesMutationVariables>;
