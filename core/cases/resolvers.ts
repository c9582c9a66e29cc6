import type { Resolvers } from '../graphql/types.ts'
import { userOf } from '../lib/actor.ts'
import { pageInfoOf } from '../lib/page.ts'
import { failures } from '../plugin/failure-texts.ts'
import { said, translate } from '../plugin/translate.ts'
import { auditDenial } from '../team/audit.ts'
import { mayOn, type Permission, permissions, ruleOf } from '../team/may.ts'
import { preferencesOf } from '../team/preferences.ts'
import { actionsOn } from './actions.ts'
import { audiencesOf } from './audiences.ts'
import { actOnAll, mustBeFew } from './bulk.ts'
import { assign, close, pend, prioritise, rename, reopen, snooze, wake } from './cases.ts'
import { saveDraft, takeOverDraft } from './drafts.ts'
import { allLabels, countCases, countLists, findCases, oneCase } from './find.ts'
import { assigneeFrom, deedFrom } from './given.ts'
import { createLabel, label, updateLabel } from './labels.ts'
import { addNote } from './notes.ts'
import { caseCursor } from './order.ts'
import { searchMessages } from './search.ts'
import { markRead } from './seen.ts'
import { eventsOf, messageCursor, messagesOf, notesOf, oneMessage } from './timeline.ts'
import { firstUnreadOf } from './unread.ts'
import { createView, deleteView, updateView, viewsOf } from './views.ts'

/** What may be asked for with a case at hand. */
const onCases = (Object.keys(permissions) as Permission[]).filter(permission => ruleOf(permission).level)

export const resolvers: Resolvers = {
  Query: {
    cases: (_, query, { core, actor }) => findCases(core.database, actor, query),
    case: async (_, asked, { core, actor }) => (await oneCase(core.db, actor, asked)) ?? null,
    message: async (_, { id }, { core, actor }) => (await oneMessage(core.db, actor, id)) ?? null,
    lists: (_, _args, { core, actor }) => countLists(core.database, actor),
    labels: (_, _args, { core }) => allLabels(core.db),
    views: (_, _args, { core, actor }) => viewsOf(core.db, userOf(actor)),
    searchMessages: async (_, { text, ...page }, { core, actor }) => {
      const { items, hasMore, total } = await searchMessages(core.database, actor, text, page)
      const cursors = items.map(({ message }) => messageCursor(message))
      return { edges: items, pageInfo: pageInfoOf(cursors, hasMore, page.after), totalCount: total }
    },
  },
  Mutation: {
    assignCase: (_, { input }, { core, actor }) =>
      core.write(actor, tx => assign(tx, input.caseId, assigneeFrom(input))),
    closeCase: (_, { input }, { core, actor }) => core.write(actor, tx => close(tx, input.caseId)),
    reopenCase: (_, { input }, { core, actor }) => core.write(actor, tx => reopen(tx, input.caseId)),
    snoozeCase: (_, { input }, { core, actor }) => core.write(actor, tx => snooze(tx, input.caseId, input.until)),
    wakeCase: (_, { input }, { core, actor }) => core.write(actor, tx => wake(tx, input.caseId)),
    prioritiseCase: (_, { input }, { core, actor }) =>
      core.write(actor, tx => prioritise(tx, input.caseId, input.priority)),
    pendCase: (_, { input }, { core, actor }) => core.write(actor, tx => pend(tx, input.caseId)),
    renameCase: (_, { input }, { core, actor }) => core.write(actor, tx => rename(tx, input.caseId, input.subject)),
    bulkCases: async (_, { input }, { core, actor, address }) => {
      mustBeFew(input.caseIds)
      const result = await actOnAll(core.write, actor, input.caseIds, deedFrom(input.deed))
      // As with a single case; there the answer as a whole is a denial, and is written down by whoever gives it.
      if (result.refused.some(({ code }) => code === 'NOT_FOUND' || code === 'FORBIDDEN')) {
        await core.write(actor, tx => auditDenial(tx, 'bulkCases', address))
      }
      return result
    },
    labelCase: (_, { input }, { core, actor }) =>
      core.write(actor, tx => label(tx, input.caseId, input.add ?? [], input.remove ?? [])),
    addNote: (_, { input }, { core, actor }) => core.write(actor, tx => addNote(tx, input)),
    saveDraft: (_, { input }, { core, actor }) => core.write(actor, tx => saveDraft(tx, input)),
    takeOverDraft: (_, { input }, { core, actor }) => core.write(actor, tx => takeOverDraft(tx, input.draftId)),
    markRead: (_, { input }, { core, actor }) => core.write(actor, tx => markRead(tx, input.caseId, input.messageId)),
    createLabel: (_, { input }, { core, actor }) => core.write(actor, tx => createLabel(tx, input.name)),
    createView: (_, { input }, { core, actor }) => core.write(actor, tx => createView(tx, input)),
    updateView: (_, { input }, { core, actor }) => core.write(actor, tx => updateView(tx, input.viewId, input)),
    deleteView: (_, { input }, { core, actor }) => core.write(actor, tx => deleteView(tx, input.viewId)),
    updateLabel: (_, { input }, { core, actor }) => core.write(actor, tx => updateLabel(tx, input.labelId, input)),
  },
  CasePage: {
    edges: ({ items, query }) => items.map(node => ({ cursor: caseCursor(node, query.order), node })),
    pageInfo: ({ items, hasMore, query: { order, after, skip } }) =>
      pageInfoOf(
        items.map(row => caseCursor(row, order)),
        hasMore,
        after || skip,
      ),
    totalCount: ({ query }, _, { core, actor }) => countCases(core.database, actor, query),
  },
  Refusal: { case: (refusal, _, { load }) => load.case.load(refusal.caseId) },
  MessageHit: {
    node: hit => hit.message,
    case: async (hit, _, { load }) => (await load.case.load(hit.message.caseId))!,
  },
  Case: {
    subject: async (row, _, { load }) => ((await load.opening.load(row.id)) ? row.subject : ''),
    owner: (row, _, { load }) => (row.ownerId ? load.user.load(row.ownerId) : null),
    team: (row, _, { load }) => (row.teamId ? load.team.load(row.teamId) : null),
    customer: async (row, _, { load }) => (await load.customer.load(row.customerId))!,
    labels: (row, _, { load }) => load.caseLabels.load(row.id),
    drafts: (row, _, { load }) => load.caseDrafts.load(row.id),
    unread: (row, _, { load }) => load.unread.load(row.id),
    firstUnread: (row, _, { core, actor }) => firstUnreadOf(core.db, actor, row.id),
    connections: (row, _, { load }) => load.caseConnections.load(row.id),
    preview: (row, _, { load }) => load.preview.load(row.id),
    unsent: (row, _, { load }) => load.unsent.load(row.id),
    messages: async (row, page, { core, actor }) => {
      const { items, hasMore } = await messagesOf(core.db, actor, row.id, page)
      const edges = items.map(node => ({ cursor: messageCursor(node), node }))
      return {
        edges,
        pageInfo: {
          hasPreviousPage: hasMore,
          hasNextPage: Boolean(page.before),
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        },
      }
    },
    notes: async (row, _, { core, actor, load }) =>
      mayOn(actor, 'note.read', await connectionIds(load, row.id)) ? notesOf(core.db, row.id) : null,
    events: (row, _, { core }) => eventsOf(core.db, row.id),
    audiences: async (row, { threadIds }, { core, actor, load }) => {
      const [reached, { undoFactor }] = await Promise.all([
        audiencesOf(core, actor, row, threadIds),
        preferencesOf(core.db, userOf(actor)),
      ])
      return reached.map(async ({ thread, toId, peopleIds, deletedAt, limits, window }) => ({
        threadId: thread.id,
        visibility: thread.visibility,
        connection: (await load.connection.load(thread.connectionId))!,
        to: toId ? await load.handle.load(toId) : null,
        people: (await Promise.all(peopleIds.map(id => load.handle.load(id)))).filter(handle => handle !== null),
        deletedAt,
        maxLength: limits?.maxLength ?? null,
        counting: limits?.count ?? 'characters',
        attachments: limits?.attachments ?? null,
        closesAt: window.closesAt?.toISOString() ?? null,
        closed: window.form === 'closed' ? (window.reason ?? 'closed') : null,
        undoSeconds: core.replyTerms.undoSeconds[thread.visibility] * undoFactor,
      }))
    },
    permissions: async (row, _, { actor, load }) => {
      const connections = await connectionIds(load, row.id)
      return onCases.filter(permission => mayOn(actor, permission, connections))
    },
  },
  Audience: {
    closed: async ({ closed, connection }, _, { core, language }) =>
      closed ? said(await language(), core.connections.plugin(connection.plugin), closed) : null,
  },
  Message: {
    case: async (row, _, { load }) => (await load.case.load(row.caseId))!,
    text: row => (row.redacted || row.deletedAt ? null : row.text),
    connection: (row, _, { load }) => (row.redacted ? null : load.connection.load(row.connectionId)),
    language: row => (row.redacted ? null : row.language),
    editedAt: row => (row.redacted ? null : row.editedAt),
    deletedAt: row => (row.redacted ? null : row.deletedAt),
    user: (row, _, { load }) => (row.redacted || !row.userId ? null : load.user.load(row.userId)),
    author: async (row, _, { load }) => {
      const handle = row.redacted || !row.handleId ? null : await load.handle.load(row.handleId)
      return handle?.name ?? handle?.handle ?? null
    },
    handle: (row, _, { actor, load }) =>
      row.redacted || !row.handleId || !mayOn(actor, 'customer.read', [row.connectionId])
        ? null
        : load.handle.load(row.handleId),
    kind: row => (row.redacted ? null : row.kind),
    place: row => (row.redacted ? null : row.place),
    thread: (row, _, { load }) => (row.redacted ? null : load.thread.load(row.threadId)),
    delivery: async (row, _, { core, actor, load, language }) => {
      if (row.redacted || !row.reply) return null
      const { state, attempts, notBefore, reason, addresseeId } = row.reply
      const connection = reason ? await load.connection.load(row.connectionId) : null
      const texts = core.connections.plugin(connection?.plugin ?? '')?.texts
      return {
        ...row.reply,
        // Our other reasons are keys of the screens.
        reason: reason && translate(await language(), reason, texts, failures),
        undoUntil: state === 'queued' && attempts === 0 ? notBefore : null,
        to:
          addresseeId && mayOn(actor, 'customer.read', [row.connectionId]) ? await load.handle.load(addresseeId) : null,
      }
    },
    html: row => (row.redacted || row.deletedAt ? null : row.html),
    url: row => (row.redacted ? null : row.url),
    automaticAt: row => (row.redacted ? null : row.automaticAt),
    likedAt: row => (row.redacted ? null : row.likedAt),
    hiddenAt: row => (row.redacted ? null : row.hiddenAt),
    actions: async (row, _, { core, actor, load }) => {
      if (row.redacted || !mayOn(actor, 'message.moderate', [row.connectionId])) return []
      const connection = await load.connection.load(row.connectionId)
      return actionsOn(core.connections.plugin(connection?.plugin ?? ''), row)
    },
    attachments: async (row, _, { load }) => (row.redacted || row.deletedAt ? [] : load.attachments.load(row.id)),
  },
  Attachment: { url: (row, _, { core }) => (row.hash ? `${core.config.basePath}/files/${row.id}` : null) },
  Draft: {
    user: async (row, _, { load }) => (await load.user.load(row.userId))!,
    takenFrom: (row, _, { load }) => (row.takenFromId ? load.user.load(row.takenFromId) : null),
    attachments: (row, _, { load }) => load.draftUploads.load(row.id),
  },
  Note: { user: async (row, _, { load }) => (await load.user.load(row.userId))! },
  CaseEvent: {
    user: (row, _, { load }) => (row.actorKind === 'user' ? load.user.load(row.actorId) : null),
  },
}

type CaseConnections = { caseConnections: { load(caseId: string): Promise<Array<{ id: string }>> } }
const connectionIds = async (load: CaseConnections, caseId: string) =>
  (await load.caseConnections.load(caseId)).map(connection => connection.id)
