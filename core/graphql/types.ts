// Made by `npm run generate` from the .graphql files; change those.
import type { Action } from '../plugin/index.ts';
import type { After } from '../team/preferences.ts';
import type { List as CaseList } from '../cases/filter.ts';
import type { Area as ChangeArea } from './changes.ts';
import type { Order as CaseOrder } from '../cases/order.ts';
import type { CaseStatus } from '../db/schema.ts';
import type { Counting } from '../lib/length.ts';
import type { Density } from '../team/preferences.ts';
import type { DeedKind } from '../cases/bulk.ts';
import type { Direction } from '../cases/timeline.ts';
import type { ExportFormat } from '../tasks/export.ts';
import type { Level } from '../lib/actor.ts';
import type { MessageKind } from '../plugin/index.ts';
import type { NotificationKind } from '../notify/notifications.ts';
import type { PlainDeed } from '../cases/bulk.ts';
import type { Place } from '../cases/filter.ts';
import type { Priority } from '../db/schema.ts';
import type { Outcome as ReplyOutcome } from '../outbox/reply.ts';
import type { StopCause } from '../db/schema.ts';
import type { ReplyState } from '../db/schema.ts';
import type { Role } from '../lib/actor.ts';
import type { Scope } from '../team/may.ts';
import type { Sound } from '../team/preferences.ts';
import type { ShortcutKeys } from '../team/preferences.ts';
import type { Theme } from '../team/preferences.ts';
import type { TaskKind } from '../tasks/tasks.ts';
import type { TaskState } from '../tasks/tasks.ts';
import type { Visibility } from '../plugin/index.ts';
import type { Writing } from './presence.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Alert as AlertRow } from '../team/alerts.ts';
import type { AttachmentRow } from '../files/attachments.ts';
import type { AttachmentLimits as ChannelFiles } from '../plugin/index.ts';
import type { CaseRow, CasePage as CasePageRow, LabelRow } from '../cases/find.ts';
import type { EventRow, MessageRow, NoteRow, ThreadRow } from '../cases/timeline.ts';
import type { CheckProgress as CheckProgressAsTold, CheckResult as CheckResultAsTold } from '../connections/try.ts';
import type { ConnectionRow } from '../connections/connections.ts';
import type { CustomerRow, HandleRow } from '../customers/customers.ts';
import type { DraftRow } from '../cases/drafts.ts';
import type { Invitation as InvitationRow } from '../team/links.ts';
import type { ListOrder as OrderOfList, Preferences as PreferencesRow } from '../team/preferences.ts';
import type { Me as MeRow, UserRow } from '../team/users.ts';
import type { MessageHit as MessageHitFound } from '../cases/search.ts';
import type { NotificationList as NotificationListAsked, NotificationRow } from '../notify/notifications.ts';
import type { Item as ParkedItemRow } from '../intake/items.ts';
import type { Present } from './presence.ts';
import type { Refusal as RefusalRow } from '../cases/bulk.ts';
import type { RightRow } from '../team/rights.ts';
import type { SessionRow } from '../team/sessions.ts';
import type { TaskRow } from '../tasks/tasks.ts';
import type { TeamRow } from '../team/teams.ts';
import type { TokenRow } from '../team/tokens.ts';
import type { UploadRow } from '../files/uploads.ts';
import type { View as ViewRow } from '../cases/views.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant: ISO-8601 in UTC with milliseconds, such as 2026-03-01T09:30:00.000Z. */
  DateTime: { input: string; output: string; }
};

/** What can be done. Each happens as a whole or not at all. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Does one thing with many cases, each by itself: those that may not be done stay as they are, and say why. More than 50 at
   * once is a task: startBulk.
   */
  bulkCases: BulkResult;
  /** Hands a case to a colleague or a team, or to nobody. A new case becomes open. */
  assignCase: Case;
  /** Marks a case as done. The customer's next message within a week opens it again. */
  closeCase: Case;
  /** Opens a closed case again, or one that waits for the customer, with its owner. */
  reopenCase: Case;
  /** Takes a case out of the inbox until a moment; the customer's next message brings it back sooner. */
  snoozeCase: Case;
  /** Brings a snoozed case back now. */
  wakeCase: Case;
  /** Sets how soon it must be answered. */
  prioritiseCase: Case;
  /** Waits for the customer without an answer, after a phone call for example. Their next message brings it back; reopenCase does too. */
  pendCase: Case;
  /** Calls a case by another name. */
  renameCase: Case;
  /** Adds and removes labels. */
  labelCase: Case;
  /** Writes an internal note. It never reaches the customer. */
  addNote: Note;
  /** Makes a label. */
  createLabel: Label;
  /** Renames a label, or takes it out of use; cases keep it. */
  updateLabel: Label;
  /**
   * Keeps what you are writing, for all your devices and so that colleagues see that somebody is at it. Null when there is
   * nothing left of it. CONFLICT when it was changed elsewhere since you last saw it; `facts` then hold its `text` and `revision`.
   */
  saveDraft?: Maybe<Draft>;
  /** Goes on with what a colleague was writing: the text becomes yours, in front of what you had there yourself. */
  takeOverDraft: Draft;
  /** Notes that you have seen a case up to a message. Saying it twice, or of an earlier message, changes nothing. */
  markRead: Case;
  /** Keeps a list with its filters under a name, after your other views; at most 50. */
  createView: View;
  /** Changes or moves one of your views. */
  updateView: View;
  /** Throws one of your views away; its answer is the last of it. */
  deleteView: View;
  /** Adds a connection and sets up what its platform needs. Give yourself and others rights on it next. */
  addConnection: Connection;
  /** Changes a connection's name or settings. Secrets that are left out stay. */
  updateConnection: Connection;
  /** Tries a connection, step by step, without changing anything. */
  checkConnection: CheckResult;
  /** Stops all traffic of a connection in and out; nothing is lost. */
  pauseConnection: Connection;
  /** Lets a paused connection go on where it stopped. */
  resumeConnection: Connection;
  /** Puts an account out of use without deleting it, with a text for customers. */
  parkConnection: Connection;
  /** Takes a parked account into use again. */
  unparkConnection: Connection;
  /** Ends one of your own sessions, on another device for example. Its live connections close within seconds. */
  endSession: Session;
  /** Tries again to understand what was parked. */
  replayItem: ParkedItem;
  /** Marks your notifications as seen: some, those about a case, or all when neither is given. */
  markNotificationsSeen: NotificationList;
  /**
   * Answers the customer. It leaves after the undo window; the case goes to pending at once. Repeating it with one
   * `clientMutationId` gives the first answer again and sends nothing twice.
   */
  sendReply: Message;
  /** Takes an answer back within its undo window. The case is as it was; the text is a draft of its writer again. */
  undoReply: Message;
  /** Says what happened to an answer that failed or whose fate is not known, and what to do with it. */
  resolveReply: Message;
  /** Likes, hides or removes a message on its platform, where the platform allows it. It cannot be undone everywhere. */
  moderateMessage: Message;
  /** Stops all sending at once, on every connection. Reading goes on; answers wait. */
  stopSending: SendingState;
  /** Lets sending go on. What waited for more than an hour asks a person first. */
  resumeSending: SendingState;
  /**
   * Writes the cases of a list to a file, as far as you may see them while it runs. Nothing of it by token. The file is yours
   * alone, for 7 days.
   */
  startExport: Task;
  /** Does one thing with many cases, each as bulkCases does. It is done with those that are there now, and only while they match. */
  startBulk: Task;
  /**
   * Reads what was written on a connection before it was there, since a moment. It fills the past: it opens nothing that is done,
   * and tells nobody.
   */
  startBackfill: Task;
  /** Holds your task for as long as you like. */
  pauseTask: Task;
  /** Goes on with your task where it was. */
  resumeTask: Task;
  /** Ends your task for good. What it did stays done; a file that was not finished is gone. */
  stopTask: Task;
  /** Changes how the inbox looks and behaves for you, on all your devices. */
  updatePreferences: Me;
  /** Changes your own name, initials or language. */
  updateMe: Me;
  /** Invites a colleague. The link goes by mail when mail is set up; otherwise copy it from the answer. It works for 72 hours, once. */
  inviteUser: Invitation;
  /** Makes a link with which a colleague sets a new password. It works for 30 minutes, once. */
  resetUser: Invitation;
  /** Changes a colleague's roles. Their sessions end. The last admin stays admin. */
  updateUser: User;
  /**
   * Takes away all access at once. What they did stays; their open cases become nobody's. Nobody can disable themselves or
   * the last admin.
   */
  disableUser: User;
  /** Gives a disabled colleague access again. */
  enableUser: User;
  /** Makes a team. */
  createTeam: Team;
  /** Renames a team, replaces its members, or takes it out of use; cases keep it. */
  updateTeam: Team;
  /** Sets what a user or a team may do on a connection. NONE takes it away. */
  grantRight: Right;
  /** Makes an API token for yourself. The secret is in this answer and nowhere else. */
  createToken: NewToken;
  /** Ends one of your API tokens at once. */
  revokeToken: Token;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationBulkCasesArgs = {
  input: BulkCasesInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationAssignCaseArgs = {
  input: AssignCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationCloseCaseArgs = {
  input: CloseCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationReopenCaseArgs = {
  input: ReopenCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationSnoozeCaseArgs = {
  input: SnoozeCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationWakeCaseArgs = {
  input: WakeCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationPrioritiseCaseArgs = {
  input: PrioritiseCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationPendCaseArgs = {
  input: PendCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationRenameCaseArgs = {
  input: RenameCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationLabelCaseArgs = {
  input: LabelCaseInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationAddNoteArgs = {
  input: AddNoteInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationCreateLabelArgs = {
  input: CreateLabelInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUpdateLabelArgs = {
  input: UpdateLabelInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationSaveDraftArgs = {
  input: SaveDraftInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationTakeOverDraftArgs = {
  input: TakeOverDraftInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationMarkReadArgs = {
  input: MarkReadInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationCreateViewArgs = {
  input: CreateViewInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUpdateViewArgs = {
  input: UpdateViewInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationDeleteViewArgs = {
  input: DeleteViewInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationAddConnectionArgs = {
  input: AddConnectionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUpdateConnectionArgs = {
  input: UpdateConnectionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationCheckConnectionArgs = {
  input: CheckConnectionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationPauseConnectionArgs = {
  input: PauseConnectionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationResumeConnectionArgs = {
  input: ResumeConnectionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationParkConnectionArgs = {
  input: ParkConnectionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUnparkConnectionArgs = {
  input: UnparkConnectionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationReplayItemArgs = {
  input: ReplayItemInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationMarkNotificationsSeenArgs = {
  input: MarkNotificationsSeenInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationSendReplyArgs = {
  input: SendReplyInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUndoReplyArgs = {
  input: UndoReplyInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationResolveReplyArgs = {
  input: ResolveReplyInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationModerateMessageArgs = {
  input: ModerateMessageInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationStopSendingArgs = {
  input: StopSendingInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationResumeSendingArgs = {
  input: ResumeSendingInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationStartExportArgs = {
  input: StartExportInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationStartBulkArgs = {
  input: StartBulkInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationStartBackfillArgs = {
  input: StartBackfillInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationPauseTaskArgs = {
  input: PauseTaskInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationResumeTaskArgs = {
  input: ResumeTaskInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationStopTaskArgs = {
  input: StopTaskInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUpdatePreferencesArgs = {
  input: UpdatePreferencesInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUpdateMeArgs = {
  input: UpdateMeInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationInviteUserArgs = {
  input: InviteUserInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationResetUserArgs = {
  input: ResetUserInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationDisableUserArgs = {
  input: DisableUserInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationEnableUserArgs = {
  input: EnableUserInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationCreateTeamArgs = {
  input: CreateTeamInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationUpdateTeamArgs = {
  input: UpdateTeamInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationGrantRightArgs = {
  input: GrantRightInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


/** What can be done. Each happens as a whole or not at all. */
export type MutationRevokeTokenArgs = {
  input: RevokeTokenInput;
};

/** What to do with which cases. */
export type BulkCasesInput = {
  /** 1 to 50 cases. */
  caseIds: Array<Scalars['ID']['input']>;
  /** What to do with each. */
  deed: DeedInput;
};

/** One thing to do with a case: give exactly one of these. */
export type DeedInput = {
  /** Hand it over, as assignCase does. */
  assign?: InputMaybe<AssigneeInput>;
  /** Add and remove labels, as labelCase does. */
  label?: InputMaybe<LabelsInput>;
  /** Put it off until then, as snoozeCase does. */
  snooze?: InputMaybe<Scalars['DateTime']['input']>;
  /** Set how soon it must be answered, as prioritiseCase does. */
  prioritise?: InputMaybe<Priority>;
  /** What needs no more words. */
  plain?: InputMaybe<PlainDeed>;
};

export type { PlainDeed };

/** To whom. At most one of the two; neither means nobody. */
export type AssigneeInput = {
  /** A colleague who may work on the cases. */
  userId?: InputMaybe<Scalars['ID']['input']>;
  /** A team. */
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which labels. */
export type LabelsInput = {
  /** Labels the cases get; those they have stay. */
  add?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Labels they lose. */
  remove?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What became of many cases. */
export type BulkResult = {
  __typename?: 'BulkResult';
  /** Those it was done with, as they are now. */
  done: Array<Case>;
  /** Those that stayed as they were. */
  refused: Array<Refusal>;
};

/** Why a case stayed as it was. */
export type Refusal = {
  __typename?: 'Refusal';
  /** The case that was asked for. */
  caseId: Scalars['ID']['output'];
  /** The case; null when you may not see it. */
  case?: Maybe<Case>;
  /** NOT_FOUND, INVALID, FORBIDDEN, CONFLICT or UNAVAILABLE, as with a single case. */
  code: Scalars['String']['output'];
  /** The key that a screen translates, such as case.closed. */
  reason?: Maybe<Scalars['String']['output']>;
  /** For developers: what to do. */
  message: Scalars['String']['output'];
};

/** Everything that can be read. Each field shows only what you may see. */
export type Query = {
  __typename?: 'Query';
  /**
   * Cases you may see, by the page. With `filter.ids` it answers exactly those, as far as you may see them.
   * `search` finds every word, each as the beginning of a word, in messages and customers' names; `#12` or `12` finds the number.
   */
  cases: CasePage;
  /** One case, by the number people use or by its id; null when it does not exist or you may not see it. */
  case?: Maybe<Case>;
  /** One message by its id, as a notification or an event names it; null when it does not exist or you may not read it. */
  message?: Maybe<Message>;
  /** The lists of the navigation with the number of cases in each, as far as you may see them; counted up to 1,000. */
  lists: Array<ListCount>;
  /** Labels, by name. */
  labels: Array<Label>;
  /** Messages you may read that hold every word, each as the beginning of a word; the newest first. Capitals and accents make no difference. */
  searchMessages: MessageSearch;
  /** Your own views, in your order. */
  views: Array<View>;
  /** The connections you have a right on; all of them for those who manage connections. */
  connections: Array<Connection>;
  /** What can be connected, broken plugins included. */
  plugins: Array<Plugin>;
  /** One customer of whom you may see a case; null otherwise. */
  customer?: Maybe<Customer>;
  /** Customers of whom you may see a case, who came last first, by the page. */
  customers: CustomerPage;
  /**
   * Customers of whom a name, @name or e-mail address that you may see holds every word, each as the beginning of a word.
   * Capitals and accents make no difference. Who came last comes first.
   */
  searchCustomers: CustomerSearch;
  /** The newest change. Read it before you load anything, and subscribe from there: nothing falls between. */
  cursor: Scalars['Int']['output'];
  /**
   * Changes after a cursor, for a program that asks now and then instead of following. Ask again from the answer's `cursor`
   * until it stays the same.
   */
  changes: Change;
  /** What came in and could not be understood, newest first, at most 100. */
  parkedItems: Array<ParkedItem>;
  /** What concerns you and you did not do yourself, the newest first; kept for 30 days. What it is about you may still see. */
  notifications: NotificationList;
  /** Whether answers leave, and if not, why. */
  sending: SendingState;
  /** Your long work, what began last first: what is under way, and what ended in the last 30 days. At most 50. */
  tasks: Array<Task>;
  /** Who you are and what you may do. */
  me: Me;
  /** Colleagues, by name. Those who left are there too: their names stand under old messages. */
  users: Array<User>;
  /** Teams, by name. */
  teams: Array<Team>;
};


/** Everything that can be read. Each field shows only what you may see. */
export type QueryCasesArgs = {
  list?: InputMaybe<CaseList>;
  filter?: InputMaybe<CaseFilter>;
  search?: InputMaybe<Scalars['String']['input']>;
  order?: InputMaybe<CaseOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  skip?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field shows only what you may see. */
export type QueryCaseArgs = {
  number?: InputMaybe<Scalars['Int']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** Everything that can be read. Each field shows only what you may see. */
export type QueryMessageArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. Each field shows only what you may see. */
export type QuerySearchMessagesArgs = {
  text: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field shows only what you may see. */
export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. Each field shows only what you may see. */
export type QueryCustomersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field shows only what you may see. */
export type QuerySearchCustomersArgs = {
  text: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field shows only what you may see. */
export type QueryChangesArgs = {
  after: Scalars['Int']['input'];
};


/** Everything that can be read. Each field shows only what you may see. */
export type QueryNotificationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type { CaseList };

export type { CaseStatus };

export type { Priority };

export type { CaseOrder };

/** Narrows a list; all given conditions hold together. */
export type CaseFilter = {
  /** Exactly these cases, at most 100. */
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** In one of these states. */
  status?: InputMaybe<Array<CaseStatus>>;
  /** With one of these priorities. */
  priority?: InputMaybe<Array<Priority>>;
  /** Owned by one of these users. */
  ownerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Handed to one of these teams. */
  teamIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** With one of these labels. */
  labelIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** On one of these connections. */
  connectionIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** On a thread of one of these plugins. */
  plugins?: InputMaybe<Array<Scalars['String']['input']>>;
  /** On a public thread, or on a private one. With `plugins`, one thread is both. */
  visibility?: InputMaybe<Visibility>;
  /** With a message that was said there. */
  place?: InputMaybe<Place>;
  /** Of this customer. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** The customer has waited since before this moment. */
  waitingBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

export type { Place };

/** A list and its size. */
export type ListCount = {
  __typename?: 'ListCount';
  /** The list. */
  key: CaseList;
  /** At most 1,000: more is shown as 1,000. */
  count: Scalars['Int']['output'];
};

/** A page of cases. */
export type CasePage = {
  __typename?: 'CasePage';
  /** In the order that was asked. */
  edges: Array<CaseEdge>;
  /** Whether there is more, and how to read it. */
  pageInfo: PageInfo;
  /** How many cases the whole list has, as far as you may see them; counted up to 10,000, and only when it is asked. */
  totalCount: Scalars['Int']['output'];
};

/** A case in a page. */
export type CaseEdge = {
  __typename?: 'CaseEdge';
  /** Pass it as `after` to read on from here. */
  cursor: Scalars['String']['output'];
  /** The case. */
  node: Case;
};

/** One customer's matter on one topic, over public and private messages. */
export type Case = {
  __typename?: 'Case';
  /** For the API; people use the number. */
  id: Scalars['ID']['output'];
  /** The number people use in speech and in URLs. Never reused. */
  number: Scalars['Int']['output'];
  /** The topic, from the form or the first words of the question; empty when you may not read that question. */
  subject: Scalars['String']['output'];
  /** Where it stands. */
  status: CaseStatus;
  /** How soon it must be answered. */
  priority: Priority;
  /** The first customer message nobody answered yet; null when none waits. */
  waitingSince?: Maybe<Scalars['DateTime']['output']>;
  /** When it comes back to the inbox; null while it is there. */
  snoozedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** When the first message came in. */
  openedAt: Scalars['DateTime']['output'];
  /** When it was last marked as done; null while it is not. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When somebody last said something, the customer or we. */
  lastMessageAt: Scalars['DateTime']['output'];
  /** Null while nobody owns it. The same person gets it back when the customer answers. */
  owner?: Maybe<User>;
  /** Null while no team has it. */
  team?: Maybe<Team>;
  /** Whose matter it is. */
  customer: Customer;
  /** By name, those out of use too. */
  labels: Array<Label>;
  /** Where it plays, as far as you have a right there. */
  connections: Array<Connection>;
  /** The last thing the customer said that you may read, at most 200 characters. */
  preview?: Maybe<Scalars['String']['output']>;
  /** How far our last answer is, where it has not gone and somebody should know; null while nothing is stuck. */
  unsent?: Maybe<ReplyState>;
  /** What was said, oldest first. Without `before` it ends at the newest. Messages on connections you have no right on are there without their text. */
  messages: MessagePage;
  /** Internal notes, oldest first, the newest 200. Null for those who may not read notes. */
  notes?: Maybe<Array<Note>>;
  /** What was done with it, oldest first, the newest 200. */
  events: Array<CaseEvent>;
  /**
   * Where you can answer: the thread where the customer wrote last comes first, those where only others wrote come last; at
   * most 50. Empty when you may only read.
   */
  audiences: Array<Audience>;
  /** Names of what you may do with this case. */
  permissions: Array<Scalars['String']['output']>;
  /** What you and colleagues are writing and have not sent, oldest first: answers where you may answer, notes when you may read notes. */
  drafts: Array<Draft>;
  /** Whether there is something you have not seen: what the customer said, or that a colleague handed it to you. Never of a closed case. */
  unread: Scalars['Boolean']['output'];
  /** The first message of the customer that you have not seen; null when you have seen them all. */
  firstUnread?: Maybe<Scalars['ID']['output']>;
};


/** One customer's matter on one topic, over public and private messages. */
export type CaseMessagesArgs = {
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** One customer's matter on one topic, over public and private messages. */
export type CaseAudiencesArgs = {
  threadIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** A page of messages. */
export type MessagePage = {
  __typename?: 'MessagePage';
  /** Oldest first. */
  edges: Array<MessageEdge>;
  /** Whether there is more, and how to read it. */
  pageInfo: PageInfo;
};

/** A message in a page. */
export type MessageEdge = {
  __typename?: 'MessageEdge';
  /** Pass it as `before` to read what came earlier. */
  cursor: Scalars['String']['output'];
  /** The message. */
  node: Message;
};

export type { Visibility };

export type { Direction };

/** Something said to or by the customer. */
export type Message = {
  __typename?: 'Message';
  /** The same when it is edited or deleted on its platform. */
  id: Scalars['ID']['output'];
  /** The case it stands on. */
  case: Case;
  /** From the customer, or from us. */
  direction: Direction;
  /** Who can read it. */
  visibility: Visibility;
  /** Null when you may not read it, or when it was deleted. */
  text?: Maybe<Scalars['String']['output']>;
  /** When you may not read it, for want of a right on its connection: that it is there, and when, is all you see. */
  redacted: Scalars['Boolean']['output'];
  /** When it was said, by the platform's clock. */
  at: Scalars['DateTime']['output'];
  /** When its text was last changed on its platform. */
  editedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was deleted on its platform. */
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it was said; null when you have no right there. */
  connection?: Maybe<Connection>;
  /** The colleague who wrote it, when we did. */
  user?: Maybe<User>;
  /** The customer's name on that platform, when they wrote it. */
  author?: Maybe<Scalars['String']['output']>;
  /** The customer on that platform, when they wrote it; null when you may not read customers there. */
  handle?: Maybe<Handle>;
  /** What sort of message it is there; null for ours, and where the platform makes no difference. */
  kind?: Maybe<MessageKind>;
  /** Where it stands; null for ours. */
  place?: Maybe<Place>;
  /** The conversation it is part of there; null when you have no right there. */
  thread?: Maybe<Thread>;
  /** BCP 47, when the platform says so. */
  language?: Maybe<Scalars['String']['output']>;
  /** On its way to the customer; null for what came in. */
  delivery?: Maybe<Delivery>;
  /** Its markup, sanitised, where the platform has any; show it in a sandboxed frame only. */
  html?: Maybe<Scalars['String']['output']>;
  /** Where it stands on its platform. */
  url?: Maybe<Scalars['String']['output']>;
  /** When a program wrote it, such as an auto-reply: nobody waits for an answer. */
  automaticAt?: Maybe<Scalars['DateTime']['output']>;
  /** When we liked it there. */
  likedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When we hid it there. */
  hiddenAt?: Maybe<Scalars['DateTime']['output']>;
  /** What you can do with it there. */
  actions: Array<Action>;
  /** The files that came with it. */
  attachments: Array<Attachment>;
};

export type { MessageKind };

/** A platform's own conversation, such as the comments below one post. */
export type Thread = {
  __typename?: 'Thread';
  /** The same as in `case.audiences`. */
  id: Scalars['ID']['output'];
  /** Who can read it. */
  visibility: Visibility;
  /** What it is called there: the subject of a mail, the beginning of the post that is answered. */
  title?: Maybe<Scalars['String']['output']>;
  /** Where it, or the post that is answered, stands on its platform. */
  url?: Maybe<Scalars['String']['output']>;
};

/** An internal memo. */
export type Note = {
  __typename?: 'Note';
  /** Of this note. */
  id: Scalars['ID']['output'];
  /** Plain text, at most 10,000 characters. */
  text: Scalars['String']['output'];
  /** When it was written. */
  at: Scalars['DateTime']['output'];
  /** The colleague who wrote it. */
  user: User;
};

/** Something that was done with a case. */
export type CaseEvent = {
  __typename?: 'CaseEvent';
  /** The cursor. */
  seq: Scalars['Int']['output'];
  /** Past tense, such as case.assigned. */
  type: Scalars['String']['output'];
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** The colleague who did it; null when the system did. */
  user?: Maybe<User>;
  /** Ids and enums that belong to it, as JSON. */
  data: Scalars['String']['output'];
};

/** A word that sorts cases, such as Klacht. */
export type Label = {
  __typename?: 'Label';
  /** Pass it to labelCase, or in `filter.labelIds`. */
  id: Scalars['ID']['output'];
  /** No other label has it, however it is written in capitals. */
  name: Scalars['String']['output'];
  /** When it was taken out of use. */
  archivedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Where an answer would go, whom it reaches, and what fits there. */
export type Audience = {
  __typename?: 'Audience';
  /** Pass it to sendReply. */
  threadId: Scalars['ID']['output'];
  /** Who will be able to read the answer. */
  visibility: Visibility;
  /** Through which channel it goes. */
  connection: Connection;
  /**
   * Whom it goes to unless you choose: the customer, at the handle they last wrote with here. Null when the customer did not
   * write here, so that you choose one of `people`; and for those who may not read customers.
   */
  to?: Maybe<Handle>;
  /** Whom it can go to: those who wrote here themselves, the customer first, then the latest; at most 20. A program is never among them. */
  people: Array<Handle>;
  /** When the customer's messages here were deleted on the platform, so that an answer would stand under nothing; null while one is there. */
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the text may measure; null when there is no limit. */
  maxLength?: Maybe<Scalars['Int']['output']>;
  /** How the channel counts. */
  counting: Counting;
  /** How long you can undo it, in seconds. */
  undoSeconds: Scalars['Int']['output'];
  /** Until when the platform lets us answer; null where it sets no limit. */
  closesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it cannot be answered now, in the platform's terms; null when it can. */
  closed?: Maybe<Scalars['String']['output']>;
  /** What files an answer may bring there; null where it brings none. */
  attachments?: Maybe<AttachmentLimits>;
};

export type { Counting };

/** To whom. At most one of `userId` and `teamId`; neither means nobody. */
export type AssignCaseInput = {
  /** The case to hand over. */
  caseId: Scalars['ID']['input'];
  /** A colleague who may work on this case. */
  userId?: InputMaybe<Scalars['ID']['input']>;
  /** A team. */
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which case. */
export type CloseCaseInput = {
  /** The case that is done. */
  caseId: Scalars['ID']['input'];
};

/** Which case. */
export type ReopenCaseInput = {
  /** A case that is closed, or waits for the customer. */
  caseId: Scalars['ID']['input'];
};

/** Until when. */
export type SnoozeCaseInput = {
  /** A case that is not closed. */
  caseId: Scalars['ID']['input'];
  /** In the future, at most a year away. */
  until: Scalars['DateTime']['input'];
};

/** Which case. */
export type WakeCaseInput = {
  /** A snoozed case. */
  caseId: Scalars['ID']['input'];
};

/** Which case. */
export type PendCaseInput = {
  /** A case that is not closed. */
  caseId: Scalars['ID']['input'];
};

/** How to call it. */
export type RenameCaseInput = {
  /** A case that began on a channel on which you may answer. */
  caseId: Scalars['ID']['input'];
  /** 1 to 200 characters. */
  subject: Scalars['String']['input'];
};

/** How soon. */
export type PrioritiseCaseInput = {
  /** The case. */
  caseId: Scalars['ID']['input'];
  /** From now on. */
  priority: Priority;
};

/** Which labels. */
export type LabelCaseInput = {
  /** The case. */
  caseId: Scalars['ID']['input'];
  /** Labels it gets; those it has stay. */
  add?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Labels it loses. */
  remove?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** A note. */
export type AddNoteInput = {
  /** The case it is about. */
  caseId: Scalars['ID']['input'];
  /** At most 10,000 characters. */
  text: Scalars['String']['input'];
  /** Of the draft it was, as you last saw it; 0 when you saw none. When another device went on with it since, the answer is CONFLICT and nothing is written. Left out, the draft goes whatever it says. */
  draftRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Makes repeating harmless: the same id by the same user is the same note. A UUID. */
  clientMutationId: Scalars['ID']['input'];
};

/** A new label. */
export type CreateLabelInput = {
  /** 1 to 40 characters; no other label has it. */
  name: Scalars['String']['input'];
};

/** New values; what is left out stays. */
export type UpdateLabelInput = {
  /** The label to change. */
  labelId: Scalars['ID']['input'];
  /** 1 to 40 characters; no other label has it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** True takes it out of use, false brings it back. */
  archived?: InputMaybe<Scalars['Boolean']['input']>;
};

export type { Action };

/** A file of a message. */
export type Attachment = {
  __typename?: 'Attachment';
  /** A UUID. */
  id: Scalars['ID']['output'];
  /** As its sender called it. */
  name: Scalars['String']['output'];
  /** What its bytes are. */
  type: Scalars['String']['output'];
  /** Its size; null when it is not here. */
  bytes?: Maybe<Scalars['Int']['output']>;
  /** What it shows, in words of its sender. */
  alt?: Maybe<Scalars['String']['output']>;
  /** Where to get it, for as long as you are signed in; null while it is not here. */
  url?: Maybe<Scalars['String']['output']>;
  /** Why it is not here. */
  reason?: Maybe<Scalars['String']['output']>;
  /** What an image in the message's `html` has as its `data-source`, after `cid:`; null when it only came along. */
  cid?: Maybe<Scalars['String']['output']>;
};

/** What somebody is writing: one per user, case and audience. It is gone when it was sent, noted or emptied. */
export type Draft = {
  __typename?: 'Draft';
  /** Stays the same while it is being written. */
  id: Scalars['ID']['output'];
  /** Which case it is about. */
  caseId: Scalars['ID']['output'];
  /** Where the answer would go; null for a note. */
  threadId?: Maybe<Scalars['ID']['output']>;
  /** As far as it got, at most 100,000 characters; empty when there are only files yet. */
  text: Scalars['String']['output'];
  /** Its files. */
  attachments: Array<Upload>;
  /** Counts the changes: pass the one you saw to saveDraft. */
  revision: Scalars['Int']['output'];
  /** Who is writing it. */
  user: User;
  /** Who wrote it before, when it was taken over. */
  takenFrom?: Maybe<User>;
  /** When it was begun. */
  startedAt: Scalars['DateTime']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
};

/** What you have so far. */
export type SaveDraftInput = {
  /** The case it is about. */
  caseId: Scalars['ID']['input'];
  /** From `case.audiences`; left out for a note. */
  threadId?: InputMaybe<Scalars['ID']['input']>;
  /** All of it, at most 100,000 characters; empty, and without files, throws the draft away. */
  text: Scalars['String']['input'];
  /** All files of it from now on, at most 50; left out, they stay. A note has none. */
  attachments?: InputMaybe<Array<AttachmentInput>>;
  /** Of the draft you last saw or saved; left out when you saw none. */
  revision?: InputMaybe<Scalars['Int']['input']>;
};

/** Whose. */
export type TakeOverDraftInput = {
  /** From `case.drafts`. */
  draftId: Scalars['ID']['input'];
};

/** The messages that a search found. */
export type MessageSearch = {
  __typename?: 'MessageSearch';
  /** Those of this page. */
  edges: Array<MessageHit>;
  /** Whether there is more, and how to read it. */
  pageInfo: PageInfo;
  /** How many there are, counted up to 1,000. */
  totalCount: Scalars['Int']['output'];
};

/** A message that was found. */
export type MessageHit = {
  __typename?: 'MessageHit';
  /** The message. */
  node: Message;
  /** The case it stands in. */
  case: Case;
  /** The part of it in which the words stand. */
  snippet: Snippet;
};

/** A part of a text, as plain text. */
export type Snippet = {
  __typename?: 'Snippet';
  /** On one line, at most 200 characters. */
  text: Scalars['String']['output'];
  /** What was found in it. Empty when the words stand elsewhere: in the name of who wrote it, for example. */
  marks: Array<Mark>;
};

/** What was found in a snippet. */
export type Mark = {
  __typename?: 'Mark';
  /** Where it begins, in UTF-16 code units. */
  at: Scalars['Int']['output'];
  /** How long it is, in UTF-16 code units. */
  length: Scalars['Int']['output'];
};

/** How far you have seen it. */
export type MarkReadInput = {
  /** A case you may see. */
  caseId: Scalars['ID']['input'];
  /** The newest message on your screen. */
  messageId: Scalars['ID']['input'];
};

/** A list with filters that its owner keeps under a name. */
export type View = {
  __typename?: 'View';
  /** Pass it to updateView. */
  id: Scalars['ID']['output'];
  /** At most 60 characters. */
  name: Scalars['String']['output'];
  /** The list that is narrowed. */
  list: CaseList;
  /** What narrows it. Labels, people, teams and connections that exist no more are not in it. */
  filter: ViewFilter;
  /** What is searched for in it, at most 200 characters. */
  search?: Maybe<Scalars['String']['output']>;
  /** How it is sorted. */
  order: CaseOrder;
};

/** What narrows a view; what is null narrows nothing. As in CaseFilter, but for what is of one moment or one customer. */
export type ViewFilter = {
  __typename?: 'ViewFilter';
  /** In one of these states. */
  status?: Maybe<Array<CaseStatus>>;
  /** With one of these priorities. */
  priority?: Maybe<Array<Priority>>;
  /** Owned by one of these users. */
  ownerIds?: Maybe<Array<Scalars['ID']['output']>>;
  /** Handed to one of these teams. */
  teamIds?: Maybe<Array<Scalars['ID']['output']>>;
  /** With one of these labels. */
  labelIds?: Maybe<Array<Scalars['ID']['output']>>;
  /** On one of these connections. */
  connectionIds?: Maybe<Array<Scalars['ID']['output']>>;
  /** On a thread of one of these plugins. */
  plugins?: Maybe<Array<Scalars['String']['output']>>;
  /** On a public thread, or on a private one. */
  visibility?: Maybe<Visibility>;
  /** With a message that was said there. */
  place?: Maybe<Place>;
  /** The customer has waited this long: a `waitingBefore` that moves with the clock. */
  waitingMinutes?: Maybe<Scalars['Int']['output']>;
};

/** What narrows a view, with at most 100 values each. */
export type ViewFilterInput = {
  /** In one of these states. */
  status?: InputMaybe<Array<CaseStatus>>;
  /** With one of these priorities. */
  priority?: InputMaybe<Array<Priority>>;
  /** Owned by one of these users. */
  ownerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Handed to one of these teams. */
  teamIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** With one of these labels. */
  labelIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** On one of these connections. */
  connectionIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** On a thread of one of these plugins. */
  plugins?: InputMaybe<Array<Scalars['String']['input']>>;
  /** On a public thread, or on a private one. */
  visibility?: InputMaybe<Visibility>;
  /** With a message that was said there. */
  place?: InputMaybe<Place>;
  /** The customer has waited this long, 1 to 100,000. */
  waitingMinutes?: InputMaybe<Scalars['Int']['input']>;
};

/** A new view. */
export type CreateViewInput = {
  /** 1 to 60 characters. */
  name: Scalars['String']['input'];
  /** Left out, all cases. */
  list?: InputMaybe<CaseList>;
  /** Left out, nothing narrows it. */
  filter?: InputMaybe<ViewFilterInput>;
  /** At most 200 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Left out, by urgency. */
  order?: InputMaybe<CaseOrder>;
};

/** New values; what is left out stays. */
export type UpdateViewInput = {
  /** One of your own. */
  viewId: Scalars['ID']['input'];
  /** 1 to 60 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The list that is narrowed. */
  list?: InputMaybe<CaseList>;
  /** All of it from now on. */
  filter?: InputMaybe<ViewFilterInput>;
  /** Empty searches for nothing. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** How it is sorted. */
  order?: InputMaybe<CaseOrder>;
  /** Its place among your views, from 0; the others make room. */
  position?: InputMaybe<Scalars['Int']['input']>;
};

/** Which view. */
export type DeleteViewInput = {
  /** One of your own. */
  viewId: Scalars['ID']['input'];
};

/** What can be followed, on a WebSocket with the sub-protocol graphql-transport-ws. */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Tries a connection and tells how far it got, after each step that works and when it is done: one that is there, one with
   * settings that are not saved yet, or one that is not there yet. Nothing is changed; ending the subscription ends the try.
   */
  connectionCheck: CheckProgress;
  /**
   * What changed after `after`, as ids to fetch again under your own rights. Cases you may not see are never named. Without
   * `after` it starts from now; with it there is one answer at once, also when nothing changed since.
   */
  changes: Change;
  /** The counts of `lists`, and again whenever they changed, at most once a second. */
  lists: Array<ListCount>;
  /**
   * Which colleagues have which case open, as far as you may see those cases: the whole list at once, and again whenever it
   * changes. With a `caseId` you are seen there yourself for as long as you subscribe; to say that you write or
   * stopped writing, subscribe anew and then end the old one. You are not in your own list.
   */
  presence: Array<Presence>;
};


/** What can be followed, on a WebSocket with the sub-protocol graphql-transport-ws. */
export type SubscriptionConnectionCheckArgs = {
  input: ConnectionCheckInput;
};


/** What can be followed, on a WebSocket with the sub-protocol graphql-transport-ws. */
export type SubscriptionChangesArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be followed, on a WebSocket with the sub-protocol graphql-transport-ws. */
export type SubscriptionPresenceArgs = {
  caseId?: InputMaybe<Scalars['ID']['input']>;
  writing?: InputMaybe<Scalars['Boolean']['input']>;
  threadId?: InputMaybe<Scalars['ID']['input']>;
};

/** A configured channel, such as the web form or one account on a platform. To those without a right on it only its name shows. */
export type Connection = {
  __typename?: 'Connection';
  /** A UUID. */
  id: Scalars['ID']['output'];
  /** What agents call it. */
  name: Scalars['String']['output'];
  /** The id of its plugin, for its icon. */
  plugin: Scalars['String']['output'];
  /** What a person calls this kind of channel, such as Web form. */
  channel: Scalars['String']['output'];
  /** Your own level on it. */
  level: Level;
  /** Who may do what on it. For those who grant rights; otherwise null. */
  rights?: Maybe<Array<Right>>;
  /** How many colleagues can answer what comes in by it. For those who grant rights; otherwise null. */
  answerers?: Maybe<Scalars['Int']['output']>;
  /** When its traffic was stopped, by an admin or because the platform refuses us. */
  pausedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was put out of use. */
  parkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What customers are told while it is out of use. */
  parkedText?: Maybe<Scalars['String']['output']>;
  /** The fault of it, in the plugin's words and your language; null when it works. */
  problem?: Maybe<Scalars['String']['output']>;
  /** Since when. */
  problemSince?: Maybe<Scalars['DateTime']['output']>;
  /** The last time it worked. */
  workedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its settings as JSON, secrets as null. For those who manage connections; otherwise null. */
  settings?: Maybe<Scalars['String']['output']>;
  /** Where its platform posts to. For those who manage connections; otherwise null. */
  webhookUrl?: Maybe<Scalars['String']['output']>;
  /** Where anybody can write by it, for the organisation's own web form; otherwise null. */
  formUrl?: Maybe<Scalars['String']['output']>;
};

/** Code that can be connected. */
export type Plugin = {
  __typename?: 'Plugin';
  /** Its id, or where it stands when it is broken. */
  id: Scalars['ID']['output'];
  /** Its name for people. */
  name: Scalars['String']['output'];
  /** The JSON Schema of its settings, as JSON, in your language; null when it is broken. */
  settingsSchema?: Maybe<Scalars['String']['output']>;
  /** Ways to begin; empty when every setting stands on its own. */
  presets: Array<Preset>;
  /** What it can do, such as poll, webhook, like. */
  can: Array<Scalars['String']['output']>;
  /** Why it could not be loaded; null when it was. */
  broken?: Maybe<Scalars['String']['output']>;
};

/** Settings that are filled in together, such as those of a well-known provider. */
export type Preset = {
  __typename?: 'Preset';
  /** Its name for people. */
  title: Scalars['String']['output'];
  /** The steps to take over there first. */
  hint?: Maybe<Scalars['String']['output']>;
  /** The settings that it fills in, as JSON. */
  settings: Scalars['String']['output'];
};

/** How a try went. */
export type CheckResult = {
  __typename?: 'CheckResult';
  /** What worked, in order. */
  steps: Array<Scalars['String']['output']>;
  /** What did not, and what to do; null when all worked. */
  problem?: Maybe<Scalars['String']['output']>;
};

/** How far a try got. */
export type CheckProgress = {
  __typename?: 'CheckProgress';
  /** What worked so far, in order. */
  steps: Array<Scalars['String']['output']>;
  /** What did not, and what to do; null while all works. */
  problem?: Maybe<Scalars['String']['output']>;
  /** Nothing comes after this: it works when there is no problem. */
  done: Scalars['Boolean']['output'];
};

/** What to try. */
export type ConnectionCheckInput = {
  /** One from `connections`; left out for one that is not there yet. */
  connectionId?: InputMaybe<Scalars['ID']['input']>;
  /** Of one that is not there yet: from `plugins`. */
  plugin?: InputMaybe<Scalars['ID']['input']>;
  /** A JSON object by the plugin's settings schema; left out, the saved ones. Secrets that are left out are the saved ones too. */
  settings?: InputMaybe<Scalars['String']['input']>;
};

/** A new connection. */
export type AddConnectionInput = {
  /** From `plugins`. */
  plugin: Scalars['ID']['input'];
  /** What agents call it. */
  name: Scalars['String']['input'];
  /** A JSON object by the plugin's settings schema. */
  settings: Scalars['String']['input'];
};

/** New values; what is left out stays. */
export type UpdateConnectionInput = {
  /** Which connection. */
  connectionId: Scalars['ID']['input'];
  /** What agents call it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** A JSON object by the plugin's settings schema; secrets that are left out stay. */
  settings?: InputMaybe<Scalars['String']['input']>;
};

/** Which connection. */
export type CheckConnectionInput = {
  /** From `connections`. */
  connectionId: Scalars['ID']['input'];
};

/** Which connection. */
export type PauseConnectionInput = {
  /** From `connections`. */
  connectionId: Scalars['ID']['input'];
};

/** Which connection. */
export type ResumeConnectionInput = {
  /** From `connections`. */
  connectionId: Scalars['ID']['input'];
};

/** Which connection. */
export type ParkConnectionInput = {
  /** From `connections`. */
  connectionId: Scalars['ID']['input'];
  /** What customers are told; at most 500 characters. */
  text: Scalars['String']['input'];
};

/** Which connection. */
export type UnparkConnectionInput = {
  /** From `connections`. */
  connectionId: Scalars['ID']['input'];
};

/** A page of customers. */
export type CustomerPage = {
  __typename?: 'CustomerPage';
  /** The newest customer first. */
  edges: Array<CustomerEdge>;
  /** Whether there is more, and how to read it. */
  pageInfo: PageInfo;
};

/** A person or organisation outside. */
export type Customer = {
  __typename?: 'Customer';
  /** Pass it to `customer`, or as `filter.customerId`. */
  id: Scalars['ID']['output'];
  /** As they call themselves where you have a right; empty when they did not say, and for a token that may not read customers. */
  name: Scalars['String']['output'];
  /** BCP 47, by what they wrote first where you have a right; null when no platform said so. */
  language?: Maybe<Scalars['String']['output']>;
  /** Where we know them from, as far as you have a right there. */
  handles: Array<Handle>;
  /** Their cases that you may see, newest first, at most 50. */
  cases: Array<Case>;
  /** Others who gave the same e-mail address, as far as you may see both giving it; at most 10. A hint: they may be somebody else. */
  alike: Array<Customer>;
};

/** A customer on one platform. */
export type Handle = {
  __typename?: 'Handle';
  /** Of this customer on this platform. */
  id: Scalars['ID']['output'];
  /** The plugin's id. */
  plugin: Scalars['String']['output'];
  /** What a person calls this kind of channel, such as Web form. */
  channel: Scalars['String']['output'];
  /** As they call themselves there. */
  name?: Maybe<Scalars['String']['output']>;
  /** The @name, where there is one. */
  handle?: Maybe<Scalars['String']['output']>;
  /** Only when they gave it. */
  email?: Maybe<Scalars['String']['output']>;
  /** How many follow them there, when the platform says so. */
  followers?: Maybe<Scalars['Int']['output']>;
  /** Their page there. */
  profileUrl?: Maybe<Scalars['String']['output']>;
};

/** The customers that a search found. */
export type CustomerSearch = {
  __typename?: 'CustomerSearch';
  /** Those of this page. */
  edges: Array<CustomerEdge>;
  /** Whether there is more, and how to read it. */
  pageInfo: PageInfo;
  /** How many there are, counted up to 1,000. */
  totalCount: Scalars['Int']['output'];
};

/** A customer in a page. */
export type CustomerEdge = {
  __typename?: 'CustomerEdge';
  /** Pass it as `after` to read on from here. */
  cursor: Scalars['String']['output'];
  /** The customer. */
  node: Customer;
};

/** Which files fit an answer. */
export type AttachmentLimits = {
  __typename?: 'AttachmentLimits';
  /** How many. */
  maxCount: Scalars['Int']['output'];
  /** How large one may be, in bytes. */
  maxBytes: Scalars['Int']['output'];
  /** How large they may be together, in bytes; null where only each counts. */
  maxTotalBytes?: Maybe<Scalars['Int']['output']>;
  /** Media types, such as application/pdf; image/* stands for every image. */
  types: Array<Scalars['String']['output']>;
  /** What the text may measure beside them, where that is less than the audience's `maxLength`. */
  maxLength?: Maybe<Scalars['Int']['output']>;
};

/**
 * A file for an answer that is being written: what `POST /uploads?name=photo.jpg` answers, with the bytes as its body and
 * `application/octet-stream` as its content type. Only who brought it can send it; unless a draft holds it, it is gone after a day.
 */
export type Upload = {
  __typename?: 'Upload';
  /** Pass it to sendReply. */
  id: Scalars['ID']['output'];
  /** As it was called, with an ending that fits what it is. */
  name: Scalars['String']['output'];
  /** What its bytes are. */
  type: Scalars['String']['output'];
  /** Its size, without what a camera wrote into it. */
  bytes: Scalars['Int']['output'];
  /** What it shows, for those who cannot see it. */
  alt?: Maybe<Scalars['String']['output']>;
  /** Where to get it, for who brought it. */
  url: Scalars['String']['output'];
};

/** A file to send along. */
export type AttachmentInput = {
  /** From `POST /uploads`. */
  uploadId: Scalars['ID']['input'];
  /** What it shows, for those who cannot see it; at most 2,000 characters. */
  alt?: InputMaybe<Scalars['String']['input']>;
};

/** Where a page ends and whether there is more. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** There are rows after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** There are rows before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Pass it as `before` to read the page before this one. */
  startCursor?: Maybe<Scalars['String']['output']>;
  /** Pass it as `after` to read the page after this one. */
  endCursor?: Maybe<Scalars['String']['output']>;
};

/** Something changed. Fetch what you show of it again. */
export type Change = {
  __typename?: 'Change';
  /** Keep it: after a lost connection, subscribe from here. */
  cursor: Scalars['Int']['output'];
  /** Cases to fetch again with `cases(filter: { ids: … })`; a case that is not returned has left your sight. */
  caseIds: Array<Scalars['ID']['output']>;
  /** The same cases with where they stand now: what you neither show nor would show need not be fetched. */
  cases: Array<ChangedCase>;
  /** What else to fetch again. */
  areas: Array<ChangeArea>;
};

/** Where a case that changed stands now: what says in which lists it is. */
export type ChangedCase = {
  __typename?: 'ChangedCase';
  /** One of `caseIds`. */
  id: Scalars['ID']['output'];
  /** Its status now. */
  status: CaseStatus;
  /** The colleague who owns it now; null while nobody does. */
  ownerId?: Maybe<Scalars['ID']['output']>;
  /** The moment until which it is put off; null when it is not. */
  snoozedUntil?: Maybe<Scalars['DateTime']['output']>;
};

export type { ChangeArea };

/** Which session to end. */
export type EndSessionInput = {
  /** From `me.sessions`. */
  sessionId: Scalars['ID']['input'];
};

/** A colleague who has a case open. On several devices at once it is still one presence. */
export type Presence = {
  __typename?: 'Presence';
  /** Who. */
  user: User;
  /** Which case. */
  caseId: Scalars['ID']['output'];
  /** What they are writing; null while they only look, or when you may not read what it is. */
  writing?: Maybe<Writing>;
  /** Since when they have it open. */
  since: Scalars['DateTime']['output'];
};

export type { Writing };

/** Something that came in and was not understood. */
export type ParkedItem = {
  __typename?: 'ParkedItem';
  /** A UUID. */
  id: Scalars['ID']['output'];
  /** Where it came in. */
  connection: Connection;
  /** When. */
  receivedAt: Scalars['DateTime']['output'];
  /** How often it was tried. */
  attempts: Scalars['Int']['output'];
  /** What is wrong with it, without what a person wrote. */
  reason?: Maybe<Scalars['String']['output']>;
};

/** Which item. */
export type ReplayItemInput = {
  /** From `parkedItems`. */
  itemId: Scalars['ID']['input'];
};

/** What concerns somebody. */
export type NotificationList = {
  __typename?: 'NotificationList';
  /** The newest first. */
  edges: Array<NotificationEdge>;
  /** How many you have not seen, counted up to 100. */
  unseenCount: Scalars['Int']['output'];
};

/** A notification in a list. */
export type NotificationEdge = {
  __typename?: 'NotificationEdge';
  /** The notification. */
  node: Notification;
};

/** Something that concerns you. */
export type Notification = {
  __typename?: 'Notification';
  /** Of this notification. */
  id: Scalars['ID']['output'];
  /** What happened. */
  kind: NotificationKind;
  /** The case it is about; null when it is about none. */
  case?: Maybe<Case>;
  /** The connection it is about; null when it is about none. */
  connection?: Maybe<Connection>;
  /** The task it is about; null when it is about none, or when the task is gone. */
  task?: Maybe<Task>;
  /** The colleague who did it; null when nobody here did. */
  user?: Maybe<User>;
  /** How often it happened before you saw it. */
  count: Scalars['Int']['output'];
  /** When it last happened. */
  at: Scalars['DateTime']['output'];
  /** When you saw it; null while you have not. */
  seenAt?: Maybe<Scalars['DateTime']['output']>;
};

export type { NotificationKind };

/** Which notifications. Neither means all of them. */
export type MarkNotificationsSeenInput = {
  /** These, at most 100. */
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Those about this case. */
  caseId?: InputMaybe<Scalars['ID']['input']>;
};

/** How far an answer got. */
export type Delivery = {
  __typename?: 'Delivery';
  /** Where it is now. */
  state: ReplyState;
  /** Until when it can be undone. */
  undoUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Why it waits, failed or needs a person; for developers, in English. */
  reason?: Maybe<Scalars['String']['output']>;
  /** When the platform took it; null until then. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** How often it was tried. */
  attempts: Scalars['Int']['output'];
  /** Whom it goes to; null when you may not read customers there, and for an answer from before this was kept. */
  to?: Maybe<Handle>;
};

export type { ReplyState };

/** An answer. */
export type SendReplyInput = {
  /** The case it answers. */
  caseId: Scalars['ID']['input'];
  /** From `case.audiences`. */
  threadId: Scalars['ID']['input'];
  /** One of the audience's `people`; left out, whom its `to` names. */
  addresseeId?: InputMaybe<Scalars['ID']['input']>;
  /** What the customer will read. It fits the audience's `maxLength`. */
  text: Scalars['String']['input'];
  /** The newest message you had seen. When the customer or a colleague wrote since, the answer is CONFLICT and nothing is sent. */
  baseMessageId?: InputMaybe<Scalars['ID']['input']>;
  /** Files to send along, as far as they fit the audience's `attachments`. */
  attachments?: InputMaybe<Array<AttachmentInput>>;
  /** Of the draft it was, as you last saw it; 0 when you saw none. When another device went on with it since, the answer is CONFLICT and nothing is sent. Left out, the draft goes whatever it says. */
  draftRevision?: InputMaybe<Scalars['Int']['input']>;
  /** A UUID made once for each answer. */
  clientMutationId: Scalars['ID']['input'];
};

/** Which answer. */
export type UndoReplyInput = {
  /** From sendReply. */
  messageId: Scalars['ID']['input'];
};

/** What to do with it. */
export type ResolveReplyInput = {
  /** An answer that is FAILED, UNKNOWN or NEEDS_HUMAN. */
  messageId: Scalars['ID']['input'];
  /** What you found out. */
  outcome: ReplyOutcome;
};

export type { ReplyOutcome };

/** Whether answers leave. */
export type SendingState = {
  __typename?: 'SendingState';
  /** Since when they do not; null when they do. */
  stoppedSince?: Maybe<Scalars['DateTime']['output']>;
  /** Why they do not; null when an admin stopped them, and when they leave. */
  because?: Maybe<StopCause>;
  /** From when the data is that was put back, where that is known. */
  dataFrom?: Maybe<Scalars['DateTime']['output']>;
};

export type { StopCause };

/** Nothing to say: it stops everything. */
export type StopSendingInput = {
  /** Makes repeating harmless; may be left out. */
  clientMutationId?: InputMaybe<Scalars['ID']['input']>;
};

/** Nothing to say: it lets everything go on. */
export type ResumeSendingInput = {
  /** Makes repeating harmless; may be left out. */
  clientMutationId?: InputMaybe<Scalars['ID']['input']>;
};

/** What to do with which message. */
export type ModerateMessageInput = {
  /** From a case's messages. */
  messageId: Scalars['ID']['input'];
  /** One of the message's `actions`. */
  action: Action;
};

/** Work that takes longer than one waits for. It goes on when you leave, and after a restart. */
export type Task = {
  __typename?: 'Task';
  /** Of this task. */
  id: Scalars['ID']['output'];
  /** What it does. */
  kind: TaskKind;
  /** Where it stands. */
  state: TaskState;
  /** How many cases or messages it has done or passed by. */
  done: Scalars['Int']['output'];
  /** How many there are in all; null while that is not known. */
  total?: Maybe<Scalars['Int']['output']>;
  /** How many cases stayed as they were because they were refused. */
  refused: Scalars['Int']['output'];
  /** Why, for the first 100 of those. */
  refusals: Array<Refusal>;
  /** Why it failed, as the key that a screen translates; null when it did not. */
  reason?: Maybe<Scalars['String']['output']>;
  /** What is done with each case; null when it is no bulk work. */
  deed?: Maybe<DeedKind>;
  /** The connection whose past it reads; null when it reads none. */
  connection?: Maybe<Connection>;
  /** How it is written; null when it is no export. */
  format?: Maybe<ExportFormat>;
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
  /** When it ended; null while it has not. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where to get its file, for as long as you are signed in; null while there is none. */
  url?: Maybe<Scalars['String']['output']>;
  /** What the file is called; null when there is none. */
  fileName?: Maybe<Scalars['String']['output']>;
  /** Its size; null when there is none. */
  bytes?: Maybe<Scalars['Int']['output']>;
  /** When it is deleted; null when there is none. */
  fileUntil?: Maybe<Scalars['DateTime']['output']>;
};

export type { TaskKind };

export type { TaskState };

export type { DeedKind };

export type { ExportFormat };

/** Which cases, as `cases` takes them. */
export type SelectionInput = {
  /** Left out, all cases. */
  list?: InputMaybe<CaseList>;
  /** Narrows the list. */
  filter?: InputMaybe<CaseFilter>;
  /** What a person would type. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** What to export, and how. */
export type StartExportInput = {
  /** Which cases; left out, all you may see. */
  selection?: InputMaybe<SelectionInput>;
  /** How it is written. */
  format: ExportFormat;
};

/** What to do with which cases. Give `caseIds` or `selection`, at most 10,000 cases. */
export type StartBulkInput = {
  /** These. */
  caseIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** All that match now. */
  selection?: InputMaybe<SelectionInput>;
  /** What to do with each. */
  deed: DeedInput;
};

/** Which connection, since when. */
export type StartBackfillInput = {
  /** A connection whose plugin can read what was written before. */
  connectionId: Scalars['ID']['input'];
  /** In the past, at most five years ago. */
  since: Scalars['DateTime']['input'];
};

/** Which task. */
export type PauseTaskInput = {
  /** One of yours that is under way. */
  taskId: Scalars['ID']['input'];
};

/** Which task. */
export type ResumeTaskInput = {
  /** One of yours that is paused. */
  taskId: Scalars['ID']['input'];
};

/** Which task. */
export type StopTaskInput = {
  /** One of yours that is not over. */
  taskId: Scalars['ID']['input'];
};

/** The signed-in user, or the owner of the token that asks. */
export type Me = {
  __typename?: 'Me';
  /** How the inbox looks and behaves for you, on all your devices. */
  preferences: Preferences;
  /** Whether Webcare can send e-mail: without a mail server nobody gets any, whatever they chose. */
  mailReady: Scalars['Boolean']['output'];
  /** Yourself, as colleagues see you. */
  user: User;
  /** nl, en or es. */
  language: Scalars['String']['output'];
  /** Names of all you may do somewhere. What you may do with one case is on the case. */
  permissions: Array<Scalars['String']['output']>;
  /** Where you are signed in. */
  sessions: Array<Session>;
  /** Your API tokens, newest first. */
  tokens: Array<Token>;
  /** Until when the password counts as just given: what is sensitive asks for it again after that. */
  confirmedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The organisation's IANA time zone: dates are shown in it. */
  timeZone: Scalars['String']['output'];
  /** The organisation's name. */
  organisation: Scalars['String']['output'];
  /** Colleagues who manage it all, by name: whom to ask for what you may not do yourself. */
  admins: Array<User>;
};

/** How the inbox looks and behaves for one person. */
export type Preferences = {
  __typename?: 'Preferences';
  /** Light or dark. */
  theme: Theme;
  /** How close together things stand. */
  density: Density;
  /** In percent of the usual size, 90 to 130. */
  textSize: Scalars['Int']['output'];
  /** Whether nothing moves, also when the device does not ask for that. */
  reducedMotion: Scalars['Boolean']['output'];
  /** Whether a screen reader is told only what it must be. */
  quiet: Scalars['Boolean']['output'];
  /** Where one goes when a case is answered or done. */
  after: After;
  /** Which shortcuts of one key work. */
  shortcutKeys: ShortcutKeys;
  /** Shortcuts with another key than usual. */
  shortcuts: Array<Shortcut>;
  /** By how many times the undo window of your own answers is longer than usual, 1 to 3. */
  undoFactor: Scalars['Int']['output'];
  /** How large the panes are; null where it is as usual. */
  widths: PaneWidths;
  /** Groups of the navigation that are folded. */
  folded: Array<Scalars['String']['output']>;
  /** Lists in another order than usual. */
  orders: Array<ListOrder>;
  /** How a new notification sounds. */
  sound: Sound;
  /** How loud that is, in percent, 10 to 100. */
  volume: Scalars['Int']['output'];
  /** How you are told of each kind of notification, beside the panel that shows them all. */
  alerts: Array<Alert>;
};

export type { Sound };

/** How somebody is told of one kind of notification. */
export type Alert = {
  __typename?: 'Alert';
  /** Of which kind. */
  kind: NotificationKind;
  /** Whether it is heard, where the inbox is open. */
  sound: Scalars['Boolean']['output'];
  /** Whether it is mailed, at once and once until it is seen. */
  email: Scalars['Boolean']['output'];
};

export type { Theme };

export type { Density };

export type { After };

export type { ShortcutKeys };

/** A shortcut with another key than usual. */
export type Shortcut = {
  __typename?: 'Shortcut';
  /** What it does, as the inbox calls it. */
  command: Scalars['String']['output'];
  /** What is pressed, as the inbox writes it; null for nothing. */
  key?: Maybe<Scalars['String']['output']>;
};

/** How wide the panes are, in pixels of the usual text size. */
export type PaneWidths = {
  __typename?: 'PaneWidths';
  /** The navigation. */
  navigation?: Maybe<Scalars['Int']['output']>;
  /** The list. */
  list?: Maybe<Scalars['Int']['output']>;
  /** The customer panel. */
  panel?: Maybe<Scalars['Int']['output']>;
  /** The field in which an answer is written: how high it is. */
  composer?: Maybe<Scalars['Int']['output']>;
};

/** A list in another order than usual. */
export type ListOrder = {
  __typename?: 'ListOrder';
  /** Which list, as its address names it. */
  list: Scalars['String']['output'];
  /** Its order. */
  order: CaseOrder;
};

/** New values; what is left out stays. */
export type UpdatePreferencesInput = {
  /** Light or dark. */
  theme?: InputMaybe<Theme>;
  /** How close together things stand. */
  density?: InputMaybe<Density>;
  /** In percent, 90 to 130. */
  textSize?: InputMaybe<Scalars['Int']['input']>;
  /** Whether nothing moves. */
  reducedMotion?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether a screen reader is told only what it must be. */
  quiet?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where one goes when a case is answered or done. */
  after?: InputMaybe<After>;
  /** Which shortcuts of one key work. */
  shortcutKeys?: InputMaybe<ShortcutKeys>;
  /** All of them from now on, at most 100 and each command once. */
  shortcuts?: InputMaybe<Array<ShortcutInput>>;
  /** 1 to 3. */
  undoFactor?: InputMaybe<Scalars['Int']['input']>;
  /** All of them from now on. */
  widths?: InputMaybe<PaneWidthsInput>;
  /** All of them from now on, at most 100. */
  folded?: InputMaybe<Array<Scalars['String']['input']>>;
  /** All of them from now on, at most 100 and each list once. */
  orders?: InputMaybe<Array<ListOrderInput>>;
  /** How a new notification sounds. */
  sound?: InputMaybe<Sound>;
  /** In percent, 10 to 100. */
  volume?: InputMaybe<Scalars['Int']['input']>;
  /** All of them from now on, each kind once; a kind that is left out is as usual. */
  alerts?: InputMaybe<Array<AlertInput>>;
};

/** How to tell of one kind of notification. */
export type AlertInput = {
  /** Of which kind. */
  kind: NotificationKind;
  /** Whether it is heard. */
  sound: Scalars['Boolean']['input'];
  /** Whether it is mailed. */
  email: Scalars['Boolean']['input'];
};

/** A shortcut with another key than usual. */
export type ShortcutInput = {
  /** What it does: at most 60 letters, digits, points and hyphens. */
  command: Scalars['String']['input'];
  /** What is pressed, at most 30 characters; left out, nothing. */
  key?: InputMaybe<Scalars['String']['input']>;
};

/** How wide the panes are; what is left out is as usual. */
export type PaneWidthsInput = {
  /** In pixels, 100 to 2,000. */
  navigation?: InputMaybe<Scalars['Int']['input']>;
  /** In pixels, 100 to 2,000. */
  list?: InputMaybe<Scalars['Int']['input']>;
  /** In pixels, 100 to 2,000. */
  panel?: InputMaybe<Scalars['Int']['input']>;
  /** In pixels, 60 to 2,000. */
  composer?: InputMaybe<Scalars['Int']['input']>;
};

/** A list in another order than usual. */
export type ListOrderInput = {
  /** Which list, as its address names it; at most 60 characters. */
  list: Scalars['String']['input'];
  /** Its order. */
  order: CaseOrder;
};

export type { Role };

export type { Level };

/** A colleague. */
export type User = {
  __typename?: 'User';
  /** The same for ever, also after they left. */
  id: Scalars['ID']['output'];
  /** As colleagues see it. */
  name: Scalars['String']['output'];
  /** Signs public answers, such as TR in ^TR. */
  initials: Scalars['String']['output'];
  /** Your own, and of everybody for those who manage users; otherwise null. */
  email?: Maybe<Scalars['String']['output']>;
  /** For those who manage users; otherwise null. */
  roles?: Maybe<Array<Role>>;
  /** When all access was taken away. */
  disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** When true, the invitation was not accepted yet. For those who manage users; otherwise null. */
  invited?: Maybe<Scalars['Boolean']['output']>;
};

/** Colleagues who share cases and rights. */
export type Team = {
  __typename?: 'Team';
  /** Pass it as `teamId`. */
  id: Scalars['ID']['output'];
  /** No other team has it. */
  name: Scalars['String']['output'];
  /** When it was taken out of use: its rights hold for nobody, and no case can go to it. */
  archivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Colleagues in it, by name. */
  members: Array<User>;
};

/** What one user or team may do on a connection. */
export type Right = {
  __typename?: 'Right';
  /** Of this user or team on this connection. */
  id: Scalars['ID']['output'];
  /** Where it holds. */
  connection: Connection;
  /** How far it goes. */
  level: Level;
  /** Whose right it is, when a user's. */
  user?: Maybe<User>;
  /** Whose right it is, when a team's. */
  team?: Maybe<Team>;
};

/** A link that works once. Hand it over in person when no mail was sent. */
export type Invitation = {
  __typename?: 'Invitation';
  /** Who may use the link. */
  user: User;
  /** Where the colleague chooses a password. Null once it went by mail. */
  url?: Maybe<Scalars['String']['output']>;
  /** When the link stops working. */
  expiresAt: Scalars['DateTime']['output'];
};

/** A device that is signed in. */
export type Session = {
  __typename?: 'Session';
  /** Pass it to endSession. */
  id: Scalars['ID']['output'];
  /** Browser and system, as the device said. */
  device: Scalars['String']['output'];
  /** Network address at sign-in. */
  address: Scalars['String']['output'];
  /** When they signed in. */
  createdAt: Scalars['DateTime']['output'];
  /** When it was last used, to the minute. */
  lastSeenAt: Scalars['DateTime']['output'];
  /** The session that asks. */
  current: Scalars['Boolean']['output'];
};

/** An API token, without its secret. */
export type Token = {
  __typename?: 'Token';
  /** Pass it to revokeToken. */
  id: Scalars['ID']['output'];
  /** What it is for, in its owner's words. */
  name: Scalars['String']['output'];
  /** The readable beginning, to recognise it by. */
  prefix: Scalars['String']['output'];
  /** What it may do, never more than its owner. */
  scopes: Array<Scope>;
  /** The connections it is limited to; null means all of yours. */
  connections?: Maybe<Array<Connection>>;
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** When it stops working by itself. */
  expiresAt: Scalars['DateTime']['output'];
  /** To the minute; null when it was never used. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was ended before its time; null while it was not. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A token just made. */
export type NewToken = {
  __typename?: 'NewToken';
  /** What can be seen of it from now on. */
  token: Token;
  /** Put it in a password store now: it is shown this once. */
  secret: Scalars['String']['output'];
};

export type { Scope };

/** New values; what is left out stays. */
export type UpdateMeInput = {
  /** At most 80 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** One to four letters or digits. */
  initials?: InputMaybe<Scalars['String']['input']>;
  /** nl, en or es. */
  language?: InputMaybe<Scalars['String']['input']>;
};

/** Whom to invite. */
export type InviteUserInput = {
  /** They can change it when they accept. */
  name: Scalars['String']['input'];
  /** Where the link goes, and what they sign in with. No other user has it. */
  email: Scalars['String']['input'];
  /** At least one. */
  roles: Array<Role>;
  /** nl, en or es; of the invitation and of their screen. */
  language?: InputMaybe<Scalars['String']['input']>;
};

/** Whose password. */
export type ResetUserInput = {
  /** A colleague who is not disabled. */
  userId: Scalars['ID']['input'];
};

/** New roles. */
export type UpdateUserInput = {
  /** The colleague. */
  userId: Scalars['ID']['input'];
  /** All of them from now on; at least one. */
  roles: Array<Role>;
};

/** Whom. */
export type DisableUserInput = {
  /** The colleague who leaves. */
  userId: Scalars['ID']['input'];
};

/** Whom. */
export type EnableUserInput = {
  /** The colleague who returns. */
  userId: Scalars['ID']['input'];
};

/** A new team. */
export type CreateTeamInput = {
  /** At most 80 characters; no other team has it. */
  name: Scalars['String']['input'];
  /** Users; nobody when left out. */
  memberIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** New values; what is left out stays. */
export type UpdateTeamInput = {
  /** The team to change. */
  teamId: Scalars['ID']['input'];
  /** At most 80 characters; no other team has it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** All members from now on. */
  memberIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** True takes it out of use, false brings it back. */
  archived?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Exactly one of `userId` and `teamId`. */
export type GrantRightInput = {
  /** Whose right it is, when a user's. */
  userId?: InputMaybe<Scalars['ID']['input']>;
  /** Whose right it is, when a team's. */
  teamId?: InputMaybe<Scalars['ID']['input']>;
  /** Where it holds. */
  connectionId: Scalars['ID']['input'];
  /** In place of what they had there. */
  level: Level;
};

/** A new token. */
export type CreateTokenInput = {
  /** What it is for. */
  name: Scalars['String']['input'];
  /** At least one. */
  scopes: Array<Scope>;
  /** Limits it to these connections. */
  connectionIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** At most 365; 90 when left out. */
  days?: InputMaybe<Scalars['Int']['input']>;
};

/** Which token. */
export type RevokeTokenInput = {
  /** From `me.tokens`. */
  tokenId: Scalars['ID']['input'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  BulkCasesInput: BulkCasesInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DeedInput: DeedInput;
  PlainDeed: PlainDeed;
  AssigneeInput: AssigneeInput;
  LabelsInput: LabelsInput;
  BulkResult: ResolverTypeWrapper<Omit<BulkResult, 'done' | 'refused'> & { done: Array<ResolversTypes['Case']>, refused: Array<ResolversTypes['Refusal']> }>;
  Refusal: ResolverTypeWrapper<RefusalRow>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CaseList: CaseList;
  CaseStatus: CaseStatus;
  Priority: Priority;
  CaseOrder: CaseOrder;
  CaseFilter: CaseFilter;
  Place: Place;
  ListCount: ResolverTypeWrapper<ListCount>;
  CasePage: ResolverTypeWrapper<CasePageRow>;
  CaseEdge: ResolverTypeWrapper<Omit<CaseEdge, 'node'> & { node: ResolversTypes['Case'] }>;
  Case: ResolverTypeWrapper<CaseRow>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  MessagePage: ResolverTypeWrapper<Omit<MessagePage, 'edges'> & { edges: Array<ResolversTypes['MessageEdge']> }>;
  MessageEdge: ResolverTypeWrapper<Omit<MessageEdge, 'node'> & { node: ResolversTypes['Message'] }>;
  Visibility: Visibility;
  Direction: Direction;
  Message: ResolverTypeWrapper<MessageRow>;
  MessageKind: MessageKind;
  Thread: ResolverTypeWrapper<ThreadRow>;
  Note: ResolverTypeWrapper<NoteRow>;
  CaseEvent: ResolverTypeWrapper<EventRow>;
  Label: ResolverTypeWrapper<LabelRow>;
  Audience: ResolverTypeWrapper<Omit<Audience, 'connection' | 'to' | 'people' | 'attachments'> & { connection: ResolversTypes['Connection'], to?: Maybe<ResolversTypes['Handle']>, people: Array<ResolversTypes['Handle']>, attachments?: Maybe<ResolversTypes['AttachmentLimits']> }>;
  Counting: Counting;
  AssignCaseInput: AssignCaseInput;
  CloseCaseInput: CloseCaseInput;
  ReopenCaseInput: ReopenCaseInput;
  SnoozeCaseInput: SnoozeCaseInput;
  WakeCaseInput: WakeCaseInput;
  PendCaseInput: PendCaseInput;
  RenameCaseInput: RenameCaseInput;
  PrioritiseCaseInput: PrioritiseCaseInput;
  LabelCaseInput: LabelCaseInput;
  AddNoteInput: AddNoteInput;
  CreateLabelInput: CreateLabelInput;
  UpdateLabelInput: UpdateLabelInput;
  Action: Action;
  Attachment: ResolverTypeWrapper<AttachmentRow>;
  Draft: ResolverTypeWrapper<DraftRow>;
  SaveDraftInput: SaveDraftInput;
  TakeOverDraftInput: TakeOverDraftInput;
  MessageSearch: ResolverTypeWrapper<Omit<MessageSearch, 'edges'> & { edges: Array<ResolversTypes['MessageHit']> }>;
  MessageHit: ResolverTypeWrapper<MessageHitFound>;
  Snippet: ResolverTypeWrapper<Snippet>;
  Mark: ResolverTypeWrapper<Mark>;
  MarkReadInput: MarkReadInput;
  View: ResolverTypeWrapper<ViewRow>;
  ViewFilter: ResolverTypeWrapper<ViewFilter>;
  ViewFilterInput: ViewFilterInput;
  CreateViewInput: CreateViewInput;
  UpdateViewInput: UpdateViewInput;
  DeleteViewInput: DeleteViewInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Connection: ResolverTypeWrapper<ConnectionRow>;
  Plugin: ResolverTypeWrapper<Plugin>;
  Preset: ResolverTypeWrapper<Preset>;
  CheckResult: ResolverTypeWrapper<CheckResultAsTold>;
  CheckProgress: ResolverTypeWrapper<CheckProgressAsTold>;
  ConnectionCheckInput: ConnectionCheckInput;
  AddConnectionInput: AddConnectionInput;
  UpdateConnectionInput: UpdateConnectionInput;
  CheckConnectionInput: CheckConnectionInput;
  PauseConnectionInput: PauseConnectionInput;
  ResumeConnectionInput: ResumeConnectionInput;
  ParkConnectionInput: ParkConnectionInput;
  UnparkConnectionInput: UnparkConnectionInput;
  CustomerPage: ResolverTypeWrapper<Omit<CustomerPage, 'edges'> & { edges: Array<ResolversTypes['CustomerEdge']> }>;
  Customer: ResolverTypeWrapper<CustomerRow>;
  Handle: ResolverTypeWrapper<HandleRow>;
  CustomerSearch: ResolverTypeWrapper<Omit<CustomerSearch, 'edges'> & { edges: Array<ResolversTypes['CustomerEdge']> }>;
  CustomerEdge: ResolverTypeWrapper<Omit<CustomerEdge, 'node'> & { node: ResolversTypes['Customer'] }>;
  AttachmentLimits: ResolverTypeWrapper<ChannelFiles>;
  Upload: ResolverTypeWrapper<UploadRow>;
  AttachmentInput: AttachmentInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Change: ResolverTypeWrapper<Change>;
  ChangedCase: ResolverTypeWrapper<ChangedCase>;
  ChangeArea: ChangeArea;
  EndSessionInput: EndSessionInput;
  Presence: ResolverTypeWrapper<Present>;
  Writing: Writing;
  ParkedItem: ResolverTypeWrapper<ParkedItemRow>;
  ReplayItemInput: ReplayItemInput;
  NotificationList: ResolverTypeWrapper<NotificationListAsked>;
  NotificationEdge: ResolverTypeWrapper<Omit<NotificationEdge, 'node'> & { node: ResolversTypes['Notification'] }>;
  Notification: ResolverTypeWrapper<NotificationRow>;
  NotificationKind: NotificationKind;
  MarkNotificationsSeenInput: MarkNotificationsSeenInput;
  Delivery: ResolverTypeWrapper<Omit<Delivery, 'to'> & { to?: Maybe<ResolversTypes['Handle']> }>;
  ReplyState: ReplyState;
  SendReplyInput: SendReplyInput;
  UndoReplyInput: UndoReplyInput;
  ResolveReplyInput: ResolveReplyInput;
  ReplyOutcome: ReplyOutcome;
  SendingState: ResolverTypeWrapper<SendingState>;
  StopCause: StopCause;
  StopSendingInput: StopSendingInput;
  ResumeSendingInput: ResumeSendingInput;
  ModerateMessageInput: ModerateMessageInput;
  Task: ResolverTypeWrapper<TaskRow>;
  TaskKind: TaskKind;
  TaskState: TaskState;
  DeedKind: DeedKind;
  ExportFormat: ExportFormat;
  SelectionInput: SelectionInput;
  StartExportInput: StartExportInput;
  StartBulkInput: StartBulkInput;
  StartBackfillInput: StartBackfillInput;
  PauseTaskInput: PauseTaskInput;
  ResumeTaskInput: ResumeTaskInput;
  StopTaskInput: StopTaskInput;
  Me: ResolverTypeWrapper<MeRow>;
  Preferences: ResolverTypeWrapper<PreferencesRow>;
  Sound: Sound;
  Alert: ResolverTypeWrapper<AlertRow>;
  Theme: Theme;
  Density: Density;
  After: After;
  ShortcutKeys: ShortcutKeys;
  Shortcut: ResolverTypeWrapper<Shortcut>;
  PaneWidths: ResolverTypeWrapper<PaneWidths>;
  ListOrder: ResolverTypeWrapper<OrderOfList>;
  UpdatePreferencesInput: UpdatePreferencesInput;
  AlertInput: AlertInput;
  ShortcutInput: ShortcutInput;
  PaneWidthsInput: PaneWidthsInput;
  ListOrderInput: ListOrderInput;
  Role: Role;
  Level: Level;
  User: ResolverTypeWrapper<UserRow>;
  Team: ResolverTypeWrapper<TeamRow>;
  Right: ResolverTypeWrapper<RightRow>;
  Invitation: ResolverTypeWrapper<InvitationRow>;
  Session: ResolverTypeWrapper<SessionRow>;
  Token: ResolverTypeWrapper<TokenRow>;
  NewToken: ResolverTypeWrapper<Omit<NewToken, 'token'> & { token: ResolversTypes['Token'] }>;
  Scope: Scope;
  UpdateMeInput: UpdateMeInput;
  InviteUserInput: InviteUserInput;
  ResetUserInput: ResetUserInput;
  UpdateUserInput: UpdateUserInput;
  DisableUserInput: DisableUserInput;
  EnableUserInput: EnableUserInput;
  CreateTeamInput: CreateTeamInput;
  UpdateTeamInput: UpdateTeamInput;
  GrantRightInput: GrantRightInput;
  CreateTokenInput: CreateTokenInput;
  RevokeTokenInput: RevokeTokenInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Mutation: Record<PropertyKey, never>;
  BulkCasesInput: BulkCasesInput;
  ID: Scalars['ID']['output'];
  DeedInput: DeedInput;
  AssigneeInput: AssigneeInput;
  LabelsInput: LabelsInput;
  BulkResult: Omit<BulkResult, 'done' | 'refused'> & { done: Array<ResolversParentTypes['Case']>, refused: Array<ResolversParentTypes['Refusal']> };
  Refusal: RefusalRow;
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  CaseFilter: CaseFilter;
  ListCount: ListCount;
  CasePage: CasePageRow;
  CaseEdge: Omit<CaseEdge, 'node'> & { node: ResolversParentTypes['Case'] };
  Case: CaseRow;
  Boolean: Scalars['Boolean']['output'];
  MessagePage: Omit<MessagePage, 'edges'> & { edges: Array<ResolversParentTypes['MessageEdge']> };
  MessageEdge: Omit<MessageEdge, 'node'> & { node: ResolversParentTypes['Message'] };
  Message: MessageRow;
  Thread: ThreadRow;
  Note: NoteRow;
  CaseEvent: EventRow;
  Label: LabelRow;
  Audience: Omit<Audience, 'connection' | 'to' | 'people' | 'attachments'> & { connection: ResolversParentTypes['Connection'], to?: Maybe<ResolversParentTypes['Handle']>, people: Array<ResolversParentTypes['Handle']>, attachments?: Maybe<ResolversParentTypes['AttachmentLimits']> };
  AssignCaseInput: AssignCaseInput;
  CloseCaseInput: CloseCaseInput;
  ReopenCaseInput: ReopenCaseInput;
  SnoozeCaseInput: SnoozeCaseInput;
  WakeCaseInput: WakeCaseInput;
  PendCaseInput: PendCaseInput;
  RenameCaseInput: RenameCaseInput;
  PrioritiseCaseInput: PrioritiseCaseInput;
  LabelCaseInput: LabelCaseInput;
  AddNoteInput: AddNoteInput;
  CreateLabelInput: CreateLabelInput;
  UpdateLabelInput: UpdateLabelInput;
  Attachment: AttachmentRow;
  Draft: DraftRow;
  SaveDraftInput: SaveDraftInput;
  TakeOverDraftInput: TakeOverDraftInput;
  MessageSearch: Omit<MessageSearch, 'edges'> & { edges: Array<ResolversParentTypes['MessageHit']> };
  MessageHit: MessageHitFound;
  Snippet: Snippet;
  Mark: Mark;
  MarkReadInput: MarkReadInput;
  View: ViewRow;
  ViewFilter: ViewFilter;
  ViewFilterInput: ViewFilterInput;
  CreateViewInput: CreateViewInput;
  UpdateViewInput: UpdateViewInput;
  DeleteViewInput: DeleteViewInput;
  Subscription: Record<PropertyKey, never>;
  Connection: ConnectionRow;
  Plugin: Plugin;
  Preset: Preset;
  CheckResult: CheckResultAsTold;
  CheckProgress: CheckProgressAsTold;
  ConnectionCheckInput: ConnectionCheckInput;
  AddConnectionInput: AddConnectionInput;
  UpdateConnectionInput: UpdateConnectionInput;
  CheckConnectionInput: CheckConnectionInput;
  PauseConnectionInput: PauseConnectionInput;
  ResumeConnectionInput: ResumeConnectionInput;
  ParkConnectionInput: ParkConnectionInput;
  UnparkConnectionInput: UnparkConnectionInput;
  CustomerPage: Omit<CustomerPage, 'edges'> & { edges: Array<ResolversParentTypes['CustomerEdge']> };
  Customer: CustomerRow;
  Handle: HandleRow;
  CustomerSearch: Omit<CustomerSearch, 'edges'> & { edges: Array<ResolversParentTypes['CustomerEdge']> };
  CustomerEdge: Omit<CustomerEdge, 'node'> & { node: ResolversParentTypes['Customer'] };
  AttachmentLimits: ChannelFiles;
  Upload: UploadRow;
  AttachmentInput: AttachmentInput;
  DateTime: Scalars['DateTime']['output'];
  PageInfo: PageInfo;
  Change: Change;
  ChangedCase: ChangedCase;
  EndSessionInput: EndSessionInput;
  Presence: Present;
  ParkedItem: ParkedItemRow;
  ReplayItemInput: ReplayItemInput;
  NotificationList: NotificationListAsked;
  NotificationEdge: Omit<NotificationEdge, 'node'> & { node: ResolversParentTypes['Notification'] };
  Notification: NotificationRow;
  MarkNotificationsSeenInput: MarkNotificationsSeenInput;
  Delivery: Omit<Delivery, 'to'> & { to?: Maybe<ResolversParentTypes['Handle']> };
  SendReplyInput: SendReplyInput;
  UndoReplyInput: UndoReplyInput;
  ResolveReplyInput: ResolveReplyInput;
  SendingState: SendingState;
  StopSendingInput: StopSendingInput;
  ResumeSendingInput: ResumeSendingInput;
  ModerateMessageInput: ModerateMessageInput;
  Task: TaskRow;
  SelectionInput: SelectionInput;
  StartExportInput: StartExportInput;
  StartBulkInput: StartBulkInput;
  StartBackfillInput: StartBackfillInput;
  PauseTaskInput: PauseTaskInput;
  ResumeTaskInput: ResumeTaskInput;
  StopTaskInput: StopTaskInput;
  Me: MeRow;
  Preferences: PreferencesRow;
  Alert: AlertRow;
  Shortcut: Shortcut;
  PaneWidths: PaneWidths;
  ListOrder: OrderOfList;
  UpdatePreferencesInput: UpdatePreferencesInput;
  AlertInput: AlertInput;
  ShortcutInput: ShortcutInput;
  PaneWidthsInput: PaneWidthsInput;
  ListOrderInput: ListOrderInput;
  User: UserRow;
  Team: TeamRow;
  Right: RightRow;
  Invitation: InvitationRow;
  Session: SessionRow;
  Token: TokenRow;
  NewToken: Omit<NewToken, 'token'> & { token: ResolversParentTypes['Token'] };
  UpdateMeInput: UpdateMeInput;
  InviteUserInput: InviteUserInput;
  ResetUserInput: ResetUserInput;
  UpdateUserInput: UpdateUserInput;
  DisableUserInput: DisableUserInput;
  EnableUserInput: EnableUserInput;
  CreateTeamInput: CreateTeamInput;
  UpdateTeamInput: UpdateTeamInput;
  GrantRightInput: GrantRightInput;
  CreateTokenInput: CreateTokenInput;
  RevokeTokenInput: RevokeTokenInput;
  String: Scalars['String']['output'];
};

export type MayDirectiveArgs = {
  do: Scalars['String']['input'];
};

export type MayDirectiveResolver<Result, Parent, ContextType = Context, Args = MayDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  bulkCases?: Resolver<ResolversTypes['BulkResult'], ParentType, ContextType, RequireFields<MutationBulkCasesArgs, 'input'>>;
  assignCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationAssignCaseArgs, 'input'>>;
  closeCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationCloseCaseArgs, 'input'>>;
  reopenCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationReopenCaseArgs, 'input'>>;
  snoozeCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationSnoozeCaseArgs, 'input'>>;
  wakeCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationWakeCaseArgs, 'input'>>;
  prioritiseCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationPrioritiseCaseArgs, 'input'>>;
  pendCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationPendCaseArgs, 'input'>>;
  renameCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationRenameCaseArgs, 'input'>>;
  labelCase?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationLabelCaseArgs, 'input'>>;
  addNote?: Resolver<ResolversTypes['Note'], ParentType, ContextType, RequireFields<MutationAddNoteArgs, 'input'>>;
  createLabel?: Resolver<ResolversTypes['Label'], ParentType, ContextType, RequireFields<MutationCreateLabelArgs, 'input'>>;
  updateLabel?: Resolver<ResolversTypes['Label'], ParentType, ContextType, RequireFields<MutationUpdateLabelArgs, 'input'>>;
  saveDraft?: Resolver<Maybe<ResolversTypes['Draft']>, ParentType, ContextType, RequireFields<MutationSaveDraftArgs, 'input'>>;
  takeOverDraft?: Resolver<ResolversTypes['Draft'], ParentType, ContextType, RequireFields<MutationTakeOverDraftArgs, 'input'>>;
  markRead?: Resolver<ResolversTypes['Case'], ParentType, ContextType, RequireFields<MutationMarkReadArgs, 'input'>>;
  createView?: Resolver<ResolversTypes['View'], ParentType, ContextType, RequireFields<MutationCreateViewArgs, 'input'>>;
  updateView?: Resolver<ResolversTypes['View'], ParentType, ContextType, RequireFields<MutationUpdateViewArgs, 'input'>>;
  deleteView?: Resolver<ResolversTypes['View'], ParentType, ContextType, RequireFields<MutationDeleteViewArgs, 'input'>>;
  addConnection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType, RequireFields<MutationAddConnectionArgs, 'input'>>;
  updateConnection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType, RequireFields<MutationUpdateConnectionArgs, 'input'>>;
  checkConnection?: Resolver<ResolversTypes['CheckResult'], ParentType, ContextType, RequireFields<MutationCheckConnectionArgs, 'input'>>;
  pauseConnection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType, RequireFields<MutationPauseConnectionArgs, 'input'>>;
  resumeConnection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType, RequireFields<MutationResumeConnectionArgs, 'input'>>;
  parkConnection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType, RequireFields<MutationParkConnectionArgs, 'input'>>;
  unparkConnection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType, RequireFields<MutationUnparkConnectionArgs, 'input'>>;
  endSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'input'>>;
  replayItem?: Resolver<ResolversTypes['ParkedItem'], ParentType, ContextType, RequireFields<MutationReplayItemArgs, 'input'>>;
  markNotificationsSeen?: Resolver<ResolversTypes['NotificationList'], ParentType, ContextType, RequireFields<MutationMarkNotificationsSeenArgs, 'input'>>;
  sendReply?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationSendReplyArgs, 'input'>>;
  undoReply?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationUndoReplyArgs, 'input'>>;
  resolveReply?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationResolveReplyArgs, 'input'>>;
  moderateMessage?: Resolver<ResolversTypes['Message'], ParentType, ContextType, RequireFields<MutationModerateMessageArgs, 'input'>>;
  stopSending?: Resolver<ResolversTypes['SendingState'], ParentType, ContextType, RequireFields<MutationStopSendingArgs, 'input'>>;
  resumeSending?: Resolver<ResolversTypes['SendingState'], ParentType, ContextType, RequireFields<MutationResumeSendingArgs, 'input'>>;
  startExport?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationStartExportArgs, 'input'>>;
  startBulk?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationStartBulkArgs, 'input'>>;
  startBackfill?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationStartBackfillArgs, 'input'>>;
  pauseTask?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationPauseTaskArgs, 'input'>>;
  resumeTask?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationResumeTaskArgs, 'input'>>;
  stopTask?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationStopTaskArgs, 'input'>>;
  updatePreferences?: Resolver<ResolversTypes['Me'], ParentType, ContextType, RequireFields<MutationUpdatePreferencesArgs, 'input'>>;
  updateMe?: Resolver<ResolversTypes['Me'], ParentType, ContextType, RequireFields<MutationUpdateMeArgs, 'input'>>;
  inviteUser?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType, RequireFields<MutationInviteUserArgs, 'input'>>;
  resetUser?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType, RequireFields<MutationResetUserArgs, 'input'>>;
  updateUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
  disableUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationDisableUserArgs, 'input'>>;
  enableUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationEnableUserArgs, 'input'>>;
  createTeam?: Resolver<ResolversTypes['Team'], ParentType, ContextType, RequireFields<MutationCreateTeamArgs, 'input'>>;
  updateTeam?: Resolver<ResolversTypes['Team'], ParentType, ContextType, RequireFields<MutationUpdateTeamArgs, 'input'>>;
  grantRight?: Resolver<ResolversTypes['Right'], ParentType, ContextType, RequireFields<MutationGrantRightArgs, 'input'>>;
  createToken?: Resolver<ResolversTypes['NewToken'], ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  revokeToken?: Resolver<ResolversTypes['Token'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
};

export type PlainDeedResolvers = EnumResolverSignature<{ CLOSE?: any, REOPEN?: any, WAKE?: any, PEND?: any }, ResolversTypes['PlainDeed']>;

export type BulkResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkResult'] = ResolversParentTypes['BulkResult']> = {
  done?: Resolver<Array<ResolversTypes['Case']>, ParentType, ContextType>;
  refused?: Resolver<Array<ResolversTypes['Refusal']>, ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  caseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  cases?: Resolver<ResolversTypes['CasePage'], ParentType, ContextType, Partial<QueryCasesArgs>>;
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType, Partial<QueryCaseArgs>>;
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType, RequireFields<QueryMessageArgs, 'id'>>;
  lists?: Resolver<Array<ResolversTypes['ListCount']>, ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  searchMessages?: Resolver<ResolversTypes['MessageSearch'], ParentType, ContextType, RequireFields<QuerySearchMessagesArgs, 'text'>>;
  views?: Resolver<Array<ResolversTypes['View']>, ParentType, ContextType>;
  connections?: Resolver<Array<ResolversTypes['Connection']>, ParentType, ContextType>;
  plugins?: Resolver<Array<ResolversTypes['Plugin']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'id'>>;
  customers?: Resolver<ResolversTypes['CustomerPage'], ParentType, ContextType, Partial<QueryCustomersArgs>>;
  searchCustomers?: Resolver<ResolversTypes['CustomerSearch'], ParentType, ContextType, RequireFields<QuerySearchCustomersArgs, 'text'>>;
  cursor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changes?: Resolver<ResolversTypes['Change'], ParentType, ContextType, RequireFields<QueryChangesArgs, 'after'>>;
  parkedItems?: Resolver<Array<ResolversTypes['ParkedItem']>, ParentType, ContextType>;
  notifications?: Resolver<ResolversTypes['NotificationList'], ParentType, ContextType, Partial<QueryNotificationsArgs>>;
  sending?: Resolver<ResolversTypes['SendingState'], ParentType, ContextType>;
  tasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  me?: Resolver<ResolversTypes['Me'], ParentType, ContextType>;
  users?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  teams?: Resolver<Array<ResolversTypes['Team']>, ParentType, ContextType>;
};

export type CaseListResolvers = EnumResolverSignature<{ MINE?: any, UNASSIGNED?: any, PENDING?: any, SNOOZED?: any, CLOSED?: any, ALL?: any }, ResolversTypes['CaseList']>;

export type CaseStatusResolvers = EnumResolverSignature<{ NEW?: any, OPEN?: any, PENDING?: any, CLOSED?: any }, ResolversTypes['CaseStatus']>;

export type PriorityResolvers = EnumResolverSignature<{ LOW?: any, NORMAL?: any, HIGH?: any, URGENT?: any }, ResolversTypes['Priority']>;

export type CaseOrderResolvers = EnumResolverSignature<{ URGENCY?: any, NEWEST?: any, WAITING?: any, PRIORITY?: any }, ResolversTypes['CaseOrder']>;

export type PlaceResolvers = EnumResolverSignature<{ BRAND?: any, CONSUMER?: any }, ResolversTypes['Place']>;

export type ListCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ListCount'] = ResolversParentTypes['ListCount']> = {
  key?: Resolver<ResolversTypes['CaseList'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CasePageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CasePage'] = ResolversParentTypes['CasePage']> = {
  edges?: Resolver<Array<ResolversTypes['CaseEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CaseEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseEdge'] = ResolversParentTypes['CaseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
};

export type CaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Case'] = ResolversParentTypes['Case']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CaseStatus'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Priority'], ParentType, ContextType>;
  waitingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  snoozedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastMessageAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  connections?: Resolver<Array<ResolversTypes['Connection']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unsent?: Resolver<Maybe<ResolversTypes['ReplyState']>, ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['MessagePage'], ParentType, ContextType, Partial<CaseMessagesArgs>>;
  notes?: Resolver<Maybe<Array<ResolversTypes['Note']>>, ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['CaseEvent']>, ParentType, ContextType>;
  audiences?: Resolver<Array<ResolversTypes['Audience']>, ParentType, ContextType, Partial<CaseAudiencesArgs>>;
  permissions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  drafts?: Resolver<Array<ResolversTypes['Draft']>, ParentType, ContextType>;
  unread?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  firstUnread?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type MessagePageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessagePage'] = ResolversParentTypes['MessagePage']> = {
  edges?: Resolver<Array<ResolversTypes['MessageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MessageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdge'] = ResolversParentTypes['MessageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
};

export type VisibilityResolvers = EnumResolverSignature<{ PUBLIC?: any, PRIVATE?: any }, ResolversTypes['Visibility']>;

export type DirectionResolvers = EnumResolverSignature<{ IN?: any, OUT?: any }, ResolversTypes['Direction']>;

export type MessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['Direction'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  redacted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  editedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  connection?: Resolver<Maybe<ResolversTypes['Connection']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  handle?: Resolver<Maybe<ResolversTypes['Handle']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['MessageKind']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  thread?: Resolver<Maybe<ResolversTypes['Thread']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  delivery?: Resolver<Maybe<ResolversTypes['Delivery']>, ParentType, ContextType>;
  html?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  automaticAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  likedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hiddenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  actions?: Resolver<Array<ResolversTypes['Action']>, ParentType, ContextType>;
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
};

export type MessageKindResolvers = EnumResolverSignature<{ POST?: any, COMMENT?: any, REVIEW?: any, MENTION?: any, DIRECT?: any }, ResolversTypes['MessageKind']>;

export type ThreadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Thread'] = ResolversParentTypes['Thread']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Note'] = ResolversParentTypes['Note']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type CaseEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseEvent'] = ResolversParentTypes['CaseEvent']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  data?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LabelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  archivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AudienceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Audience'] = ResolversParentTypes['Audience']> = {
  threadId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  connection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Handle']>, ParentType, ContextType>;
  people?: Resolver<Array<ResolversTypes['Handle']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  maxLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  counting?: Resolver<ResolversTypes['Counting'], ParentType, ContextType>;
  undoSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  closesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closed?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attachments?: Resolver<Maybe<ResolversTypes['AttachmentLimits']>, ParentType, ContextType>;
};

export type CountingResolvers = EnumResolverSignature<{ CHARACTERS?: any, GRAPHEMES?: any, BYTES?: any }, ResolversTypes['Counting']>;

export type ActionResolvers = EnumResolverSignature<{ LIKE?: any, HIDE?: any, REMOVE?: any }, ResolversTypes['Action']>;

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  bytes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  alt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DraftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Draft'] = ResolversParentTypes['Draft']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  caseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  threadId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  attachments?: Resolver<Array<ResolversTypes['Upload']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  takenFrom?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type MessageSearchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageSearch'] = ResolversParentTypes['MessageSearch']> = {
  edges?: Resolver<Array<ResolversTypes['MessageHit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MessageHitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageHit'] = ResolversParentTypes['MessageHit']> = {
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  snippet?: Resolver<ResolversTypes['Snippet'], ParentType, ContextType>;
};

export type SnippetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Snippet'] = ResolversParentTypes['Snippet']> = {
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  marks?: Resolver<Array<ResolversTypes['Mark']>, ParentType, ContextType>;
};

export type MarkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mark'] = ResolversParentTypes['Mark']> = {
  at?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  length?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ViewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['View'] = ResolversParentTypes['View']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  list?: Resolver<ResolversTypes['CaseList'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['ViewFilter'], ParentType, ContextType>;
  search?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['CaseOrder'], ParentType, ContextType>;
};

export type ViewFilterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewFilter'] = ResolversParentTypes['ViewFilter']> = {
  status?: Resolver<Maybe<Array<ResolversTypes['CaseStatus']>>, ParentType, ContextType>;
  priority?: Resolver<Maybe<Array<ResolversTypes['Priority']>>, ParentType, ContextType>;
  ownerIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  teamIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  labelIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  connectionIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  plugins?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  visibility?: Resolver<Maybe<ResolversTypes['Visibility']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  waitingMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  connectionCheck?: SubscriptionResolver<ResolversTypes['CheckProgress'], "connectionCheck", ParentType, ContextType, RequireFields<SubscriptionConnectionCheckArgs, 'input'>>;
  changes?: SubscriptionResolver<ResolversTypes['Change'], "changes", ParentType, ContextType, Partial<SubscriptionChangesArgs>>;
  lists?: SubscriptionResolver<Array<ResolversTypes['ListCount']>, "lists", ParentType, ContextType>;
  presence?: SubscriptionResolver<Array<ResolversTypes['Presence']>, "presence", ParentType, ContextType, Partial<SubscriptionPresenceArgs>>;
};

export type ConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Connection'] = ResolversParentTypes['Connection']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plugin?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Level'], ParentType, ContextType>;
  rights?: Resolver<Maybe<Array<ResolversTypes['Right']>>, ParentType, ContextType>;
  answerers?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pausedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  parkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  parkedText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problemSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  workedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  settings?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  webhookUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  formUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PluginResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Plugin'] = ResolversParentTypes['Plugin']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  settingsSchema?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  presets?: Resolver<Array<ResolversTypes['Preset']>, ParentType, ContextType>;
  can?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  broken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PresetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Preset'] = ResolversParentTypes['Preset']> = {
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CheckResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckResult'] = ResolversParentTypes['CheckResult']> = {
  steps?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CheckProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckProgress'] = ResolversParentTypes['CheckProgress']> = {
  steps?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  done?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CustomerPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerPage'] = ResolversParentTypes['CustomerPage']> = {
  edges?: Resolver<Array<ResolversTypes['CustomerEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  handles?: Resolver<Array<ResolversTypes['Handle']>, ParentType, ContextType>;
  cases?: Resolver<Array<ResolversTypes['Case']>, ParentType, ContextType>;
  alike?: Resolver<Array<ResolversTypes['Customer']>, ParentType, ContextType>;
};

export type HandleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Handle'] = ResolversParentTypes['Handle']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  plugin?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  handle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  followers?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  profileUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CustomerSearchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerSearch'] = ResolversParentTypes['CustomerSearch']> = {
  edges?: Resolver<Array<ResolversTypes['CustomerEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CustomerEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
};

export type AttachmentLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttachmentLimits'] = ResolversParentTypes['AttachmentLimits']> = {
  maxCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxTotalBytes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  types?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  maxLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UploadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Upload'] = ResolversParentTypes['Upload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  alt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change']> = {
  cursor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  caseIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  cases?: Resolver<Array<ResolversTypes['ChangedCase']>, ParentType, ContextType>;
  areas?: Resolver<Array<ResolversTypes['ChangeArea']>, ParentType, ContextType>;
};

export type ChangedCaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangedCase'] = ResolversParentTypes['ChangedCase']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CaseStatus'], ParentType, ContextType>;
  ownerId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  snoozedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ChangeAreaResolvers = EnumResolverSignature<{ LABELS?: any, TEAM?: any, CONNECTIONS?: any, ME?: any, VIEWS?: any, TASKS?: any, NOTIFICATIONS?: any }, ResolversTypes['ChangeArea']>;

export type PresenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Presence'] = ResolversParentTypes['Presence']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  caseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  writing?: Resolver<Maybe<ResolversTypes['Writing']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WritingResolvers = EnumResolverSignature<{ PUBLIC?: any, PRIVATE?: any, NOTE?: any }, ResolversTypes['Writing']>;

export type ParkedItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ParkedItem'] = ResolversParentTypes['ParkedItem']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  connection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NotificationListResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotificationList'] = ResolversParentTypes['NotificationList']> = {
  edges?: Resolver<Array<ResolversTypes['NotificationEdge']>, ParentType, ContextType>;
  unseenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotificationEdge'] = ResolversParentTypes['NotificationEdge']> = {
  node?: Resolver<ResolversTypes['Notification'], ParentType, ContextType>;
};

export type NotificationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Notification'] = ResolversParentTypes['Notification']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['NotificationKind'], ParentType, ContextType>;
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  connection?: Resolver<Maybe<ResolversTypes['Connection']>, ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type NotificationKindResolvers = EnumResolverSignature<{ ASSIGNED?: any, CUSTOMER_WROTE?: any, UNASSIGNED?: any, REPLY_FAILED?: any, REPLY_UNCERTAIN?: any, CONNECTION_ILL?: any, TASK_FINISHED?: any }, ResolversTypes['NotificationKind']>;

export type DeliveryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Delivery'] = ResolversParentTypes['Delivery']> = {
  state?: Resolver<ResolversTypes['ReplyState'], ParentType, ContextType>;
  undoUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Handle']>, ParentType, ContextType>;
};

export type ReplyStateResolvers = EnumResolverSignature<{ DRAFT?: any, AWAITING_APPROVAL?: any, QUEUED?: any, SENDING?: any, SENT?: any, DELIVERED?: any, READ?: any, FAILED?: any, UNKNOWN?: any, NEEDS_HUMAN?: any }, ResolversTypes['ReplyState']>;

export type ReplyOutcomeResolvers = EnumResolverSignature<{ SENT?: any, RETRY?: any, DISCARD?: any }, ResolversTypes['ReplyOutcome']>;

export type SendingStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SendingState'] = ResolversParentTypes['SendingState']> = {
  stoppedSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  because?: Resolver<Maybe<ResolversTypes['StopCause']>, ParentType, ContextType>;
  dataFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type StopCauseResolvers = EnumResolverSignature<{ RESTORED?: any, OLDER?: any }, ResolversTypes['StopCause']>;

export type TaskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TaskKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TaskState'], ParentType, ContextType>;
  done?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refusals?: Resolver<Array<ResolversTypes['Refusal']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deed?: Resolver<Maybe<ResolversTypes['DeedKind']>, ParentType, ContextType>;
  connection?: Resolver<Maybe<ResolversTypes['Connection']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['ExportFormat']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bytes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  fileUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TaskKindResolvers = EnumResolverSignature<{ EXPORT?: any, BULK?: any, BACKFILL?: any }, ResolversTypes['TaskKind']>;

export type TaskStateResolvers = EnumResolverSignature<{ RUNNING?: any, PAUSED?: any, DONE?: any, FAILED?: any, STOPPED?: any }, ResolversTypes['TaskState']>;

export type DeedKindResolvers = EnumResolverSignature<{ ASSIGN?: any, LABEL?: any, SNOOZE?: any, PRIORITISE?: any, CLOSE?: any, REOPEN?: any, WAKE?: any, PEND?: any }, ResolversTypes['DeedKind']>;

export type ExportFormatResolvers = EnumResolverSignature<{ CSV?: any, JSON?: any }, ResolversTypes['ExportFormat']>;

export type MeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Me'] = ResolversParentTypes['Me']> = {
  preferences?: Resolver<ResolversTypes['Preferences'], ParentType, ContextType>;
  mailReady?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  tokens?: Resolver<Array<ResolversTypes['Token']>, ParentType, ContextType>;
  confirmedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organisation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  admins?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
};

export type PreferencesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Preferences'] = ResolversParentTypes['Preferences']> = {
  theme?: Resolver<ResolversTypes['Theme'], ParentType, ContextType>;
  density?: Resolver<ResolversTypes['Density'], ParentType, ContextType>;
  textSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reducedMotion?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  quiet?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  after?: Resolver<ResolversTypes['After'], ParentType, ContextType>;
  shortcutKeys?: Resolver<ResolversTypes['ShortcutKeys'], ParentType, ContextType>;
  shortcuts?: Resolver<Array<ResolversTypes['Shortcut']>, ParentType, ContextType>;
  undoFactor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  widths?: Resolver<ResolversTypes['PaneWidths'], ParentType, ContextType>;
  folded?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  orders?: Resolver<Array<ResolversTypes['ListOrder']>, ParentType, ContextType>;
  sound?: Resolver<ResolversTypes['Sound'], ParentType, ContextType>;
  volume?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  alerts?: Resolver<Array<ResolversTypes['Alert']>, ParentType, ContextType>;
};

export type SoundResolvers = EnumResolverSignature<{ OFF?: any, SOFT?: any, CLEAR?: any }, ResolversTypes['Sound']>;

export type AlertResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert']> = {
  kind?: Resolver<ResolversTypes['NotificationKind'], ParentType, ContextType>;
  sound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ThemeResolvers = EnumResolverSignature<{ SYSTEM?: any, LIGHT?: any, DARK?: any }, ResolversTypes['Theme']>;

export type DensityResolvers = EnumResolverSignature<{ COMFORTABLE?: any, COMPACT?: any }, ResolversTypes['Density']>;

export type AfterResolvers = EnumResolverSignature<{ NEXT?: any, LIST?: any, STAY?: any }, ResolversTypes['After']>;

export type ShortcutKeysResolvers = EnumResolverSignature<{ PLAIN?: any, CONTROL?: any, OFF?: any }, ResolversTypes['ShortcutKeys']>;

export type ShortcutResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Shortcut'] = ResolversParentTypes['Shortcut']> = {
  command?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaneWidthsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaneWidths'] = ResolversParentTypes['PaneWidths']> = {
  navigation?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  list?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  panel?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  composer?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ListOrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ListOrder'] = ResolversParentTypes['ListOrder']> = {
  list?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['CaseOrder'], ParentType, ContextType>;
};

export type RoleResolvers = EnumResolverSignature<{ ADMIN?: any, LEAD?: any, AGENT?: any, READER?: any }, ResolversTypes['Role']>;

export type LevelResolvers = EnumResolverSignature<{ NONE?: any, READ?: any, DRAFT?: any, REPLY?: any, LEAD?: any }, ResolversTypes['Level']>;

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  initials?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<Maybe<Array<ResolversTypes['Role']>>, ParentType, ContextType>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  invited?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type TeamResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  archivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  members?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Right'] = ResolversParentTypes['Right']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  connection?: Resolver<ResolversTypes['Connection'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Level'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
};

export type InvitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  device?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type TokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['Scope']>, ParentType, ContextType>;
  connections?: Resolver<Maybe<Array<ResolversTypes['Connection']>>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type NewTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NewToken'] = ResolversParentTypes['NewToken']> = {
  token?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ScopeResolvers = EnumResolverSignature<{ CASES_READ?: any, CASES_WRITE?: any, MESSAGES_READ?: any, REPLIES_PUBLISH?: any, CUSTOMERS_READ?: any, SCHEMA?: any }, ResolversTypes['Scope']>;

export type Resolvers<ContextType = Context> = {
  Mutation?: MutationResolvers<ContextType>;
  PlainDeed?: PlainDeedResolvers;
  BulkResult?: BulkResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  CaseList?: CaseListResolvers;
  CaseStatus?: CaseStatusResolvers;
  Priority?: PriorityResolvers;
  CaseOrder?: CaseOrderResolvers;
  Place?: PlaceResolvers;
  ListCount?: ListCountResolvers<ContextType>;
  CasePage?: CasePageResolvers<ContextType>;
  CaseEdge?: CaseEdgeResolvers<ContextType>;
  Case?: CaseResolvers<ContextType>;
  MessagePage?: MessagePageResolvers<ContextType>;
  MessageEdge?: MessageEdgeResolvers<ContextType>;
  Visibility?: VisibilityResolvers;
  Direction?: DirectionResolvers;
  Message?: MessageResolvers<ContextType>;
  MessageKind?: MessageKindResolvers;
  Thread?: ThreadResolvers<ContextType>;
  Note?: NoteResolvers<ContextType>;
  CaseEvent?: CaseEventResolvers<ContextType>;
  Label?: LabelResolvers<ContextType>;
  Audience?: AudienceResolvers<ContextType>;
  Counting?: CountingResolvers;
  Action?: ActionResolvers;
  Attachment?: AttachmentResolvers<ContextType>;
  Draft?: DraftResolvers<ContextType>;
  MessageSearch?: MessageSearchResolvers<ContextType>;
  MessageHit?: MessageHitResolvers<ContextType>;
  Snippet?: SnippetResolvers<ContextType>;
  Mark?: MarkResolvers<ContextType>;
  View?: ViewResolvers<ContextType>;
  ViewFilter?: ViewFilterResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Connection?: ConnectionResolvers<ContextType>;
  Plugin?: PluginResolvers<ContextType>;
  Preset?: PresetResolvers<ContextType>;
  CheckResult?: CheckResultResolvers<ContextType>;
  CheckProgress?: CheckProgressResolvers<ContextType>;
  CustomerPage?: CustomerPageResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  Handle?: HandleResolvers<ContextType>;
  CustomerSearch?: CustomerSearchResolvers<ContextType>;
  CustomerEdge?: CustomerEdgeResolvers<ContextType>;
  AttachmentLimits?: AttachmentLimitsResolvers<ContextType>;
  Upload?: UploadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  ChangedCase?: ChangedCaseResolvers<ContextType>;
  ChangeArea?: ChangeAreaResolvers;
  Presence?: PresenceResolvers<ContextType>;
  Writing?: WritingResolvers;
  ParkedItem?: ParkedItemResolvers<ContextType>;
  NotificationList?: NotificationListResolvers<ContextType>;
  NotificationEdge?: NotificationEdgeResolvers<ContextType>;
  Notification?: NotificationResolvers<ContextType>;
  NotificationKind?: NotificationKindResolvers;
  Delivery?: DeliveryResolvers<ContextType>;
  ReplyState?: ReplyStateResolvers;
  ReplyOutcome?: ReplyOutcomeResolvers;
  SendingState?: SendingStateResolvers<ContextType>;
  StopCause?: StopCauseResolvers;
  Task?: TaskResolvers<ContextType>;
  TaskKind?: TaskKindResolvers;
  TaskState?: TaskStateResolvers;
  DeedKind?: DeedKindResolvers;
  ExportFormat?: ExportFormatResolvers;
  Me?: MeResolvers<ContextType>;
  Preferences?: PreferencesResolvers<ContextType>;
  Sound?: SoundResolvers;
  Alert?: AlertResolvers<ContextType>;
  Theme?: ThemeResolvers;
  Density?: DensityResolvers;
  After?: AfterResolvers;
  ShortcutKeys?: ShortcutKeysResolvers;
  Shortcut?: ShortcutResolvers<ContextType>;
  PaneWidths?: PaneWidthsResolvers<ContextType>;
  ListOrder?: ListOrderResolvers<ContextType>;
  Role?: RoleResolvers;
  Level?: LevelResolvers;
  User?: UserResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  Right?: RightResolvers<ContextType>;
  Invitation?: InvitationResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  NewToken?: NewTokenResolvers<ContextType>;
  Scope?: ScopeResolvers;
};

export type DirectiveResolvers<ContextType = Context> = {
  may?: MayDirectiveResolver<any, any, ContextType>;
};

