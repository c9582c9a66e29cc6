// Made by `npm run generate` from the .graphql files; change those.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
/** A new label. */
export type CreateLabelInput = {
  /** 1 to 40 characters; no other label has it. */
  name: string;
};

/** New values; what is left out stays. */
export type UpdateLabelInput = {
  /** The label to change. */
  labelId: string;
  /** 1 to 40 characters; no other label has it. */
  name?: string | null | undefined;
  /** True takes it out of use, false brings it back. */
  archived?: boolean | null | undefined;
};

/** What to try. */
export type ConnectionCheckInput = {
  /** One from `connections`; left out for one that is not there yet. */
  connectionId?: string | null | undefined;
  /** Of one that is not there yet: from `plugins`. */
  plugin?: string | null | undefined;
  /** A JSON object by the plugin's settings schema; left out, the saved ones. Secrets that are left out are the saved ones too. */
  settings?: string | null | undefined;
};

/** A new connection. */
export type AddConnectionInput = {
  /** From `plugins`. */
  plugin: string;
  /** What agents call it. */
  name: string;
  /** A JSON object by the plugin's settings schema. */
  settings: string;
};

/** New values; what is left out stays. */
export type UpdateConnectionInput = {
  /** Which connection. */
  connectionId: string;
  /** What agents call it. */
  name?: string | null | undefined;
  /** A JSON object by the plugin's settings schema; secrets that are left out stay. */
  settings?: string | null | undefined;
};

/** Which connection. */
export type PauseConnectionInput = {
  /** From `connections`. */
  connectionId: string;
};

/** Which connection. */
export type ResumeConnectionInput = {
  /** From `connections`. */
  connectionId: string;
};

/** Which connection. */
export type ParkConnectionInput = {
  /** From `connections`. */
  connectionId: string;
  /** What customers are told; at most 500 characters. */
  text: string;
};

/** Which connection. */
export type UnparkConnectionInput = {
  /** From `connections`. */
  connectionId: string;
};

/** Which item. */
export type ReplayItemInput = {
  /** From `parkedItems`. */
  itemId: string;
};

/**
 * Why nothing leaves although no admin stopped it: what was queued then may have been sent since. Answers that were waiting ask a
 * person first; new ones wait for `resumeSending`.
 */
export type StopCause =
  /** A backup was restored. */
  | 'RESTORED'
  /** The data is older than what left from here, or came from elsewhere: it was put back without `webcare restore`. */
  | 'OLDER';

/** Nothing to say: it stops everything. */
export type StopSendingInput = {
  /** Makes repeating harmless; may be left out. */
  clientMutationId?: string | null | undefined;
};

/** Nothing to say: it lets everything go on. */
export type ResumeSendingInput = {
  /** Makes repeating harmless; may be left out. */
  clientMutationId?: string | null | undefined;
};

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

/** Which connection, since when. */
export type StartBackfillInput = {
  /** A connection whose plugin can read what was written before. */
  connectionId: string;
  /** In the past, at most five years ago. */
  since: string;
};

/** Which task. */
export type StopTaskInput = {
  /** One of yours that is not over. */
  taskId: string;
};

/** A bundle of permissions. A user has one or more; what they may do with a case also asks for a right on its connection. */
export type Role =
  /** Users, teams, rights, connections and settings. No customer's text. */
  | 'ADMIN'
  /** All an agent may, and labels. */
  | 'LEAD'
  /** Reads and answers cases. */
  | 'AGENT'
  /** Reads cases, without internal notes. */
  | 'READER';

/** What somebody may do on a connection; each level with all before it. */
export type Level =
  /** Nothing: its cases do not exist for them. */
  | 'NONE'
  /** Read its cases. */
  | 'READ'
  /** Write internal notes too. */
  | 'DRAFT'
  /** Answer customers and work on cases too. */
  | 'REPLY'
  /** Everything on it. */
  | 'LEAD';

/** Whom to invite. */
export type InviteUserInput = {
  /** They can change it when they accept. */
  name: string;
  /** Where the link goes, and what they sign in with. No other user has it. */
  email: string;
  /** At least one. */
  roles: Array<Role>;
  /** nl, en or es; of the invitation and of their screen. */
  language?: string | null | undefined;
};

/** Whose password. */
export type ResetUserInput = {
  /** A colleague who is not disabled. */
  userId: string;
};

/** New roles. */
export type UpdateUserInput = {
  /** The colleague. */
  userId: string;
  /** All of them from now on; at least one. */
  roles: Array<Role>;
};

/** Whom. */
export type DisableUserInput = {
  /** The colleague who leaves. */
  userId: string;
};

/** Whom. */
export type EnableUserInput = {
  /** The colleague who returns. */
  userId: string;
};

/** A new team. */
export type CreateTeamInput = {
  /** At most 80 characters; no other team has it. */
  name: string;
  /** Users; nobody when left out. */
  memberIds?: Array<string> | null | undefined;
};

/** New values; what is left out stays. */
export type UpdateTeamInput = {
  /** The team to change. */
  teamId: string;
  /** At most 80 characters; no other team has it. */
  name?: string | null | undefined;
  /** All members from now on. */
  memberIds?: Array<string> | null | undefined;
  /** True takes it out of use, false brings it back. */
  archived?: boolean | null | undefined;
};

/** Exactly one of `userId` and `teamId`. */
export type GrantRightInput = {
  /** Whose right it is, when a user's. */
  userId?: string | null | undefined;
  /** Whose right it is, when a team's. */
  teamId?: string | null | undefined;
  /** Where it holds. */
  connectionId: string;
  /** In place of what they had there. */
  level: Level;
};

export type ConnectionRowFragment = { id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null };

export type ConnectionFormFragment = { settings: string | null, webhookUrl: string | null, formUrl: string | null, id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null };

export type RightRowFragment = { id: string, level: Level, connection: { id: string }, user: { id: string } | null, team: { id: string } | null };

export type PluginRowFragment = { id: string, name: string, settingsSchema: string | null, can: Array<string>, broken: string | null, presets: Array<{ title: string, hint: string | null, settings: string }> };

export type ParkedRowFragment = { id: string, receivedAt: string, attempts: number, reason: string | null, connection: { id: string } };

export type PersonFragment = { id: string, name: string, initials: string, email: string | null, roles: Array<Role> | null, disabledAt: string | null, invited: boolean | null };

export type TeamRowFragment = { id: string, name: string, archivedAt: string | null, members: Array<{ id: string }> };

export type ConnectionsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConnectionsQuery = { connections: Array<{ settings: string | null, webhookUrl: string | null, formUrl: string | null, id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null }>, plugins: Array<{ id: string, name: string, settingsSchema: string | null, can: Array<string>, broken: string | null, presets: Array<{ title: string, hint: string | null, settings: string }> }>, parkedItems: Array<{ id: string, receivedAt: string, attempts: number, reason: string | null, connection: { id: string } }>, sending: { stoppedSince: string | null, because: StopCause | null, dataFrom: string | null } };

export type RightsQueryVariables = Exact<{ [key: string]: never; }>;


export type RightsQuery = { connections: Array<{ id: string, name: string, rights: Array<{ id: string, level: Level, connection: { id: string }, user: { id: string } | null, team: { id: string } | null }> | null }> };

export type PeopleQueryVariables = Exact<{ [key: string]: never; }>;


export type PeopleQuery = { users: Array<{ id: string, name: string, initials: string, email: string | null, roles: Array<Role> | null, disabledAt: string | null, invited: boolean | null }>, teams: Array<{ id: string, name: string, archivedAt: string | null, members: Array<{ id: string }> }> };

export type AddConnectionMutationVariables = Exact<{
  input: AddConnectionInput;
}>;


export type AddConnectionMutation = { addConnection: { settings: string | null, webhookUrl: string | null, formUrl: string | null, id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null } };

export type UpdateConnectionMutationVariables = Exact<{
  input: UpdateConnectionInput;
}>;


export type UpdateConnectionMutation = { updateConnection: { settings: string | null, webhookUrl: string | null, formUrl: string | null, id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null } };

export type TryConnectionSubscriptionVariables = Exact<{
  input: ConnectionCheckInput;
}>;


export type TryConnectionSubscription = { connectionCheck: { steps: Array<string>, problem: string | null, done: boolean } };

export type BackfillsQueryVariables = Exact<{ [key: string]: never; }>;


export type BackfillsQuery = { tasks: Array<{ id: string, kind: TaskKind, state: TaskState, done: number, total: number | null, reason: string | null, startedAt: string, finishedAt: string | null, connection: { id: string } | null }> };

export type StartBackfillMutationVariables = Exact<{
  input: StartBackfillInput;
}>;


export type StartBackfillMutation = { startBackfill: { id: string } };

export type StopBackfillMutationVariables = Exact<{
  input: StopTaskInput;
}>;


export type StopBackfillMutation = { stopTask: { id: string } };

export type PauseConnectionMutationVariables = Exact<{
  input: PauseConnectionInput;
}>;


export type PauseConnectionMutation = { pauseConnection: { id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null } };

export type ResumeConnectionMutationVariables = Exact<{
  input: ResumeConnectionInput;
}>;


export type ResumeConnectionMutation = { resumeConnection: { id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null } };

export type ParkConnectionMutationVariables = Exact<{
  input: ParkConnectionInput;
}>;


export type ParkConnectionMutation = { parkConnection: { id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null } };

export type UnparkConnectionMutationVariables = Exact<{
  input: UnparkConnectionInput;
}>;


export type UnparkConnectionMutation = { unparkConnection: { id: string, name: string, plugin: string, channel: string, pausedAt: string | null, parkedAt: string | null, parkedText: string | null, problem: string | null, problemSince: string | null, workedAt: string | null, answerers: number | null } };

export type ReplayItemMutationVariables = Exact<{
  input: ReplayItemInput;
}>;


export type ReplayItemMutation = { replayItem: { id: string } };

export type StopSendingMutationVariables = Exact<{
  input: StopSendingInput;
}>;


export type StopSendingMutation = { stopSending: { stoppedSince: string | null } };

export type ResumeSendingMutationVariables = Exact<{
  input: ResumeSendingInput;
}>;


export type ResumeSendingMutation = { resumeSending: { stoppedSince: string | null } };

export type GrantRightMutationVariables = Exact<{
  input: GrantRightInput;
}>;


export type GrantRightMutation = { grantRight: { id: string, level: Level, connection: { id: string }, user: { id: string } | null, team: { id: string } | null } };

export type InviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type InviteUserMutation = { inviteUser: { url: string | null, expiresAt: string, user: { id: string, name: string, initials: string, email: string | null, roles: Array<Role> | null, disabledAt: string | null, invited: boolean | null } } };

export type ResetUserMutationVariables = Exact<{
  input: ResetUserInput;
}>;


export type ResetUserMutation = { resetUser: { url: string | null, expiresAt: string, user: { id: string, name: string, initials: string, email: string | null, roles: Array<Role> | null, disabledAt: string | null, invited: boolean | null } } };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser: { id: string, name: string, initials: string, email: string | null, roles: Array<Role> | null, disabledAt: string | null, invited: boolean | null } };

export type DisableUserMutationVariables = Exact<{
  input: DisableUserInput;
}>;


export type DisableUserMutation = { disableUser: { id: string, name: string, initials: string, email: string | null, roles: Array<Role> | null, disabledAt: string | null, invited: boolean | null } };

export type EnableUserMutationVariables = Exact<{
  input: EnableUserInput;
}>;


export type EnableUserMutation = { enableUser: { id: string, name: string, initials: string, email: string | null, roles: Array<Role> | null, disabledAt: string | null, invited: boolean | null } };

export type CreateTeamMutationVariables = Exact<{
  input: CreateTeamInput;
}>;


export type CreateTeamMutation = { createTeam: { id: string, name: string, archivedAt: string | null, members: Array<{ id: string }> } };

export type UpdateTeamMutationVariables = Exact<{
  input: UpdateTeamInput;
}>;


export type UpdateTeamMutation = { updateTeam: { id: string, name: string, archivedAt: string | null, members: Array<{ id: string }> } };

export type MakeLabelMutationVariables = Exact<{
  input: CreateLabelInput;
}>;


export type MakeLabelMutation = { createLabel: { id: string, name: string, archivedAt: string | null } };

export type UpdateLabelMutationVariables = Exact<{
  input: UpdateLabelInput;
}>;


export type UpdateLabelMutation = { updateLabel: { id: string, name: string, archivedAt: string | null } };

export const ConnectionRowFragmentDoc = gql`
    fragment ConnectionRow on Connection {
  id
  name
  plugin
  channel
  pausedAt
  parkedAt
  parkedText
  problem
  problemSince
  workedAt
  answerers
}
    ` as unknown as DocumentNode<ConnectionRowFragment, unknown>;
export const ConnectionFormFragmentDoc = gql`
    fragment ConnectionForm on Connection {
  ...ConnectionRow
  settings
  webhookUrl
  formUrl
}
    ` as unknown as DocumentNode<ConnectionFormFragment, unknown>;
export const RightRowFragmentDoc = gql`
    fragment RightRow on Right {
  id
  level
  connection {
    id
  }
  user {
    id
  }
  team {
    id
  }
}
    ` as unknown as DocumentNode<RightRowFragment, unknown>;
export const PluginRowFragmentDoc = gql`
    fragment PluginRow on Plugin {
  id
  name
  settingsSchema
  presets {
    title
    hint
    settings
  }
  can
  broken
}
    ` as unknown as DocumentNode<PluginRowFragment, unknown>;
export const ParkedRowFragmentDoc = gql`
    fragment ParkedRow on ParkedItem {
  id
  receivedAt
  attempts
  reason
  connection {
    id
  }
}
    ` as unknown as DocumentNode<ParkedRowFragment, unknown>;
export const PersonFragmentDoc = gql`
    fragment Person on User {
  id
  name
  initials
  email
  roles
  disabledAt
  invited
}
    ` as unknown as DocumentNode<PersonFragment, unknown>;
export const TeamRowFragmentDoc = gql`
    fragment TeamRow on Team {
  id
  name
  archivedAt
  members {
    id
  }
}
    ` as unknown as DocumentNode<TeamRowFragment, unknown>;
export const ConnectionsDocument = gql`
    query Connections {
  connections {
    ...ConnectionForm
  }
  plugins {
    ...PluginRow
  }
  parkedItems {
    ...ParkedRow
  }
  sending {
    stoppedSince
    because
    dataFrom
  }
}
    ${ConnectionFormFragmentDoc}
${ConnectionRowFragmentDoc}
${PluginRowFragmentDoc}
${ParkedRowFragmentDoc}` as unknown as DocumentNode<ConnectionsQuery, ConnectionsQueryVariables>;
export const RightsDocument = gql`
    query Rights {
  connections {
    id
    name
    rights {
      ...RightRow
    }
  }
}
    ${RightRowFragmentDoc}` as unknown as DocumentNode<RightsQuery, RightsQueryVariables>;
export const PeopleDocument = gql`
    query People {
  users {
    ...Person
  }
  teams {
    ...TeamRow
  }
}
    ${PersonFragmentDoc}
${TeamRowFragmentDoc}` as unknown as DocumentNode<PeopleQuery, PeopleQueryVariables>;
export const AddConnectionDocument = gql`
    mutation AddConnection($input: AddConnectionInput!) {
  addConnection(input: $input) {
    ...ConnectionForm
  }
}
    ${ConnectionFormFragmentDoc}
${ConnectionRowFragmentDoc}` as unknown as DocumentNode<AddConnectionMutation, AddConnectionMutationVariables>;
export const UpdateConnectionDocument = gql`
    mutation UpdateConnection($input: UpdateConnectionInput!) {
  updateConnection(input: $input) {
    ...ConnectionForm
  }
}
    ${ConnectionFormFragmentDoc}
${ConnectionRowFragmentDoc}` as unknown as DocumentNode<UpdateConnectionMutation, UpdateConnectionMutationVariables>;
export const TryConnectionDocument = gql`
    subscription TryConnection($input: ConnectionCheckInput!) {
  connectionCheck(input: $input) {
    steps
    problem
    done
  }
}
    ` as unknown as DocumentNode<TryConnectionSubscription, TryConnectionSubscriptionVariables>;
export const BackfillsDocument = gql`
    query Backfills {
  tasks {
    id
    kind
    state
    done
    total
    reason
    startedAt
    finishedAt
    connection {
      id
    }
  }
}
    ` as unknown as DocumentNode<BackfillsQuery, BackfillsQueryVariables>;
export const StartBackfillDocument = gql`
    mutation StartBackfill($input: StartBackfillInput!) {
  startBackfill(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<StartBackfillMutation, StartBackfillMutationVariables>;
export const StopBackfillDocument = gql`
    mutation StopBackfill($input: StopTaskInput!) {
  stopTask(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<StopBackfillMutation, StopBackfillMutationVariables>;
export const PauseConnectionDocument = gql`
    mutation PauseConnection($input: PauseConnectionInput!) {
  pauseConnection(input: $input) {
    ...ConnectionRow
  }
}
    ${ConnectionRowFragmentDoc}` as unknown as DocumentNode<PauseConnectionMutation, PauseConnectionMutationVariables>;
export const ResumeConnectionDocument = gql`
    mutation ResumeConnection($input: ResumeConnectionInput!) {
  resumeConnection(input: $input) {
    ...ConnectionRow
  }
}
    ${ConnectionRowFragmentDoc}` as unknown as DocumentNode<ResumeConnectionMutation, ResumeConnectionMutationVariables>;
export const ParkConnectionDocument = gql`
    mutation ParkConnection($input: ParkConnectionInput!) {
  parkConnection(input: $input) {
    ...ConnectionRow
  }
}
    ${ConnectionRowFragmentDoc}` as unknown as DocumentNode<ParkConnectionMutation, ParkConnectionMutationVariables>;
export const UnparkConnectionDocument = gql`
    mutation UnparkConnection($input: UnparkConnectionInput!) {
  unparkConnection(input: $input) {
    ...ConnectionRow
  }
}
    ${ConnectionRowFragmentDoc}` as unknown as DocumentNode<UnparkConnectionMutation, UnparkConnectionMutationVariables>;
export const ReplayItemDocument = gql`
    mutation ReplayItem($input: ReplayItemInput!) {
  replayItem(input: $input) {
    id
  }
}
    ` as unknown as DocumentNode<ReplayItemMutation, ReplayItemMutationVariables>;
export const StopSendingDocument = gql`
    mutation StopSending($input: StopSendingInput!) {
  stopSending(input: $input) {
    stoppedSince
  }
}
    ` as unknown as DocumentNode<StopSendingMutation, StopSendingMutationVariables>;
export const ResumeSendingDocument = gql`
    mutation ResumeSending($input: ResumeSendingInput!) {
  resumeSending(input: $input) {
    stoppedSince
  }
}
    ` as unknown as DocumentNode<ResumeSendingMutation, ResumeSendingMutationVariables>;
export const GrantRightDocument = gql`
    mutation GrantRight($input: GrantRightInput!) {
  grantRight(input: $input) {
    ...RightRow
  }
}
    ${RightRowFragmentDoc}` as unknown as DocumentNode<GrantRightMutation, GrantRightMutationVariables>;
export const InviteUserDocument = gql`
    mutation InviteUser($input: InviteUserInput!) {
  inviteUser(input: $input) {
    url
    expiresAt
    user {
      ...Person
    }
  }
}
    ${PersonFragmentDoc}` as unknown as DocumentNode<InviteUserMutation, InviteUserMutationVariables>;
export const ResetUserDocument = gql`
    mutation ResetUser($input: ResetUserInput!) {
  resetUser(input: $input) {
    url
    expiresAt
    user {
      ...Person
    }
  }
}
    ${PersonFragmentDoc}` as unknown as DocumentNode<ResetUserMutation, ResetUserMutationVariables>;
export const UpdateUserDocument = gql`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    ...Person
  }
}
    ${PersonFragmentDoc}` as unknown as DocumentNode<UpdateUserMutation, UpdateUserMutationVariables>;
export const DisableUserDocument = gql`
    mutation DisableUser($input: DisableUserInput!) {
  disableUser(input: $input) {
    ...Person
  }
}
    ${PersonFragmentDoc}` as unknown as DocumentNode<DisableUserMutation, DisableUserMutationVariables>;
export const EnableUserDocument = gql`
    mutation EnableUser($input: EnableUserInput!) {
  enableUser(input: $input) {
    ...Person
  }
}
    ${PersonFragmentDoc}` as unknown as DocumentNode<EnableUserMutation, EnableUserMutationVariables>;
export const CreateTeamDocument = gql`
    mutation CreateTeam($input: CreateTeamInput!) {
  createTeam(input: $input) {
    ...TeamRow
  }
}
    ${TeamRowFragmentDoc}` as unknown as DocumentNode<CreateTeamMutation, CreateTeamMutationVariables>;
export const UpdateTeamDocument = gql`
    mutation UpdateTeam($input: UpdateTeamInput!) {
  updateTeam(input: $input) {
    ...TeamRow
  }
}
    ${TeamRowFragmentDoc}` as unknown as DocumentNode<UpdateTeamMutation, UpdateTeamMutationVariables>;
export const MakeLabelDocument = gql`
    mutation MakeLabel($input: CreateLabelInput!) {
  createLabel(input: $input) {
    id
    name
    archivedAt
  }
}
    ` as unknown as DocumentNode<MakeLabelMutation, MakeLabelMutationVariables>;
export const UpdateLabelDocument = gql`
    mutation UpdateLabel($input: UpdateLabelInput!) {
  updateLabel(input: $input) {
    id
    name
    archivedAt
  }
}
    ` as unknown as DocumentNode<UpdateLabelMutation, UpdateLabelMutationVariables>;
