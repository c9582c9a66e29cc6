/**
 * What a reader with a right on one of two connections is shown of each field, where a reader of the other one looks too:
 * `all`: the same to everybody who sees the object.
 * `own`: what came from connections with a right, and nothing else: the two have nothing in common.
 * `mine`: what is about the reader, or made of objects that have lines of their own.
 */
export interface Fields {
  all?: string
  own?: string
  mine?: string
}

/** Objects that say nothing of their own, but hold others. */
const holder = (mine: string): Fields => ({ mine })

/** Every field of every object that somebody who reads cases can reach, written out by hand and apart from the code. */
export const fields: Record<string, Fields> = {
  Case: {
    all: 'id number status priority waitingSince snoozedUntil openedAt closedAt lastMessageAt owner team customer labels notes events',
    own: 'subject preview connections firstUnread audiences drafts',
    // Messages have a line each: that there is one on the other connection, and when, is shown to both.
    // An answer that has not gone is told by its connection: tests/core/unsent.test.ts.
    mine: 'messages permissions unread unsent',
  },
  Customer: { all: 'id', own: 'name language handles', mine: 'cases alike' },
  Message: {
    all: 'id direction visibility at',
    own: 'text editedAt deletedAt connection user author handle kind place thread language delivery html url automaticAt likedAt hiddenAt actions attachments',
    mine: 'redacted case',
  },
  Note: { all: 'id text at user' },
  CaseEvent: { all: 'seq type at user data' },
  Label: { all: 'id name archivedAt' },
  Team: { all: 'id name archivedAt members' },
  User: { all: 'id name initials disabledAt', mine: 'email roles invited' },
  SendingState: { all: 'stoppedSince because dataFrom' },
  ListCount: { all: 'key count' },
  // Each is of one connection: who has no right there never gets to hold one.
  Handle: { own: 'id plugin channel name handle email followers profileUrl' },
  Connection: {
    own: 'id name plugin channel level formUrl',
    mine: 'rights answerers pausedAt parkedAt parkedText problem problemSince workedAt settings webhookUrl',
  },
  Thread: { own: 'id visibility title url' },
  Delivery: { own: 'state undoUntil reason sentAt attempts to' },
  Attachment: { own: 'id name type bytes alt url reason cid' },
  Audience: {
    own: 'threadId visibility connection maxLength counting undoSeconds closesAt closed deletedAt to people attachments',
  },
  AttachmentLimits: { own: 'maxCount maxBytes maxTotalBytes types maxLength' },
  Draft: { own: 'id caseId threadId text attachments revision user takenFrom startedAt updatedAt' },
  MessageHit: { own: 'node', mine: 'case snippet' },
  Snippet: { own: 'text', mine: 'marks' },
  // Each is the reader's own.
  Me: {
    mine: 'user language permissions sessions tokens confirmedUntil timeZone organisation admins preferences mailReady',
  },
  Session: { mine: 'id device address createdAt lastSeenAt current' },
  Token: { mine: 'id name prefix scopes connections createdAt expiresAt lastUsedAt revokedAt' },
  View: { mine: 'id name list filter search order' },
  ViewFilter: {
    mine: 'status priority ownerIds teamIds labelIds connectionIds plugins visibility place waitingMinutes',
  },
  Preferences: {
    mine: 'theme density textSize reducedMotion quiet after shortcutKeys shortcuts undoFactor widths folded orders sound volume alerts',
  },
  Alert: { mine: 'kind sound email' },
  Shortcut: { mine: 'command key' },
  PaneWidths: { mine: 'navigation list panel composer' },
  ListOrder: { mine: 'list order' },
  Upload: { mine: 'id name type bytes alt url' },
  Notification: { mine: 'id kind case connection task user count at seenAt' },
  Task: {
    mine: 'id kind state done total refused refusals reason deed connection format startedAt finishedAt url fileName bytes fileUntil',
  },
  Refusal: { mine: 'caseId case code reason message' },
  // Of admins alone.
  Right: { mine: 'id connection level user team' },
  // The news that both hear of a case that both see.
  Change: { mine: 'cursor caseIds cases areas' },
  ChangedCase: { all: 'id status ownerId snoozedUntil' },
  // Pages and lists.
  CasePage: holder('edges pageInfo totalCount'),
  CaseEdge: holder('cursor node'),
  MessagePage: holder('edges pageInfo'),
  MessageEdge: holder('cursor node'),
  MessageSearch: holder('edges pageInfo totalCount'),
  CustomerPage: holder('edges pageInfo'),
  CustomerSearch: holder('edges pageInfo totalCount'),
  CustomerEdge: holder('cursor node'),
  NotificationList: holder('edges unseenCount'),
  NotificationEdge: holder('node'),
  PageInfo: holder('hasNextPage hasPreviousPage startCursor endCursor'),
  Mark: holder('at length'),
}
