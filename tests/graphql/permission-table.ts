import { randomUUID } from 'node:crypto'
import type { Level, Role } from '../../core/lib/actor.ts'
import { system } from '../../core/lib/actor.ts'
import type { Scope } from '../../core/team/may.ts'
import { createToken } from '../../core/team/tokens.ts'
import { addUser } from '../../core/team/users.ts'
import type { Agent } from '../support/agent.ts'
import { asksOn, type World } from '../support/world.ts'

/** Where and by whom something is tried. */
export interface Site {
  world: World
  /** Where the one who tries has a right, or somewhere they have none. */
  connectionId: string
  /** Whose sessions and tokens are meant: the one who tries, or somebody else. */
  ownerId: string
  /** The one who tries. */
  askerId: string
  /** Somebody who may answer on every connection. */
  colleague: Agent
}

export interface Question {
  query: string
  variables?: Record<string, unknown>
  /** The id of the only row that counts, where others may be listed too. */
  meant?: string
}

/** What is expected of one root field. */
export interface Line {
  /** The roles that have it; `everybody` needs one of the four. */
  who: readonly Role[] | 'everybody'
  /** The scope a token needs; without one no token may. */
  scope?: Scope
  /** The level it asks for on a connection of the case. */
  level?: Level
  /** Asks for the password again. */
  sensitive?: true
  /** Does something without changing anything here. */
  leavesNoTrace?: true
  /** What is answered about a case of a connection without a right, or about somebody else's; `same` when it is not about one. */
  foreign: 'same' | 'NOT_FOUND' | 'null' | 'empty'
  /** A question that those who may will get an answer to, with all it needs to exist. */
  ask(site: Site): Question | Promise<Question>
}

const everybody = 'everybody'
const readers = ['lead', 'agent', 'reader'] as const
const agents = ['lead', 'agent'] as const
const labellers = ['admin', 'lead'] as const
const admins = ['admin'] as const

const query = (text: string): Pick<Line, 'ask'> => ({ ask: () => ({ query: text }) })

const verb = (name: string, input: (site: Site) => object | Promise<object>): Pick<Line, 'ask'> => ({
  ask: async site => ({
    query: `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`,
    variables: { input: await input(site) },
  }),
})

const onCase = { foreign: 'NOT_FOUND', who: agents, scope: 'cases:write', level: 'reply' } as const
const onTask = { foreign: 'NOT_FOUND', who: everybody } as const
const onReply = { ...onCase, scope: 'replies:publish' } as const
const ofAdmins = { who: admins, sensitive: true, foreign: 'same' } as const
/** Looking changes nothing, and shows no secret. */
const seenByAdmins = { who: admins, foreign: 'same' } as const

/** Every query, mutation and subscription: who may, written out by hand and apart from the table that decides it. */
export const table: Record<string, Line> = {
  'Query.cursor': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ cursor }') },
  'Query.changes': {
    who: everybody,
    scope: 'cases:read',
    foreign: 'same',
    ...query('{ changes(after: 0) { cursor } }'),
  },
  'Query.me': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ me { user { id } } }') },
  'Query.users': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ users { id } }') },
  'Query.teams': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ teams { id } }') },
  'Query.labels': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ labels { id } }') },
  'Query.connections': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ connections { id } }') },
  'Query.sending': {
    who: everybody,
    scope: 'cases:read',
    foreign: 'same',
    ask: async site => {
      const off = { name: 'sending' as const, offSince: site.world.clock.iso() }
      await unit(site, tx =>
        tx.db
          .insertInto('switches')
          .values(off)
          .onConflict(conflict => conflict.doNothing()),
      )
      return { query: '{ sending { stoppedSince because dataFrom } }' }
    },
  },
  'Query.plugins': { ...seenByAdmins, ...query('{ plugins { id } }') },
  'Query.parkedItems': { ...seenByAdmins, ...query('{ parkedItems { id } }') },
  'Query.lists': { who: readers, scope: 'cases:read', foreign: 'same', ...query('{ lists { key } }') },
  'Query.cases': {
    who: readers,
    scope: 'cases:read',
    foreign: 'empty',
    ask: async site => ({
      query: 'query ($ids: [ID!]) { cases(filter: { ids: $ids }) { edges { node { id } } } }',
      variables: { ids: [await caseOn(site)] },
    }),
  },
  'Query.case': {
    who: readers,
    scope: 'cases:read',
    foreign: 'null',
    ask: async site => ({
      query: 'query ($number: Int!) { case(number: $number) { id } }',
      variables: { number: (await rowOf(site, await caseOn(site))).number },
    }),
  },
  'Query.message': {
    who: readers,
    scope: 'messages:read',
    foreign: 'null',
    ask: async site => {
      const caseId = await caseOn(site)
      const message = site.world.core.db.selectFrom('messages').select('id').where('caseId', '=', caseId)
      return {
        query: 'query ($id: ID!) { message(id: $id) { id } }',
        variables: { id: (await message.executeTakeFirstOrThrow()).id },
      }
    },
  },
  'Query.customer': {
    who: readers,
    scope: 'customers:read',
    foreign: 'null',
    ask: async site => ({
      query: 'query ($id: ID!) { customer(id: $id) { id } }',
      variables: { id: (await rowOf(site, await caseOn(site))).customerId },
    }),
  },
  'Query.customers': {
    who: readers,
    scope: 'customers:read',
    foreign: 'empty',
    ask: async site => {
      const { customerId } = await rowOf(site, await caseOn(site))
      // From just before the one that is meant: whoever may not see that one gets the next.
      const after = `${customerId}~`
      return {
        query: 'query ($after: String) { customers(first: 1, after: $after) { edges { node { id } } } }',
        variables: { after },
        meant: customerId,
      }
    },
  },
  'Query.searchCustomers': {
    who: readers,
    scope: 'customers:read',
    foreign: 'empty',
    ask: async site => {
      const text = randomUUID()
      await asksOn(site.world, site.connectionId, 'Kan ik mij nog aanmelden?', text)
      return {
        query: 'query ($text: String!) { searchCustomers(text: $text) { edges { node { id } } } }',
        variables: { text },
      }
    },
  },
  'Query.searchMessages': {
    who: readers,
    scope: 'messages:read',
    foreign: 'empty',
    ask: async site => {
      const text = randomUUID()
      await asksOn(site.world, site.connectionId, text)
      return {
        query: 'query ($text: String!) { searchMessages(text: $text) { edges { case { id } } } }',
        variables: { text },
      }
    },
  },
  'Query.tasks': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ tasks { id } }') },
  'Query.notifications': {
    who: everybody,
    scope: 'cases:read',
    foreign: 'same',
    ...query('{ notifications { unseenCount } }'),
  },

  'Mutation.assignCase': {
    ...onCase,
    ...verb('assignCase', async site => ({ caseId: await caseOn(site), userId: site.colleague.userId })),
  },
  'Mutation.closeCase': { ...onCase, ...verb('closeCase', async site => ({ caseId: await caseOn(site) })) },
  'Mutation.reopenCase': {
    ...onCase,
    ...verb('reopenCase', async site => ({ caseId: await caseOn(site, { status: 'closed' }) })),
  },
  'Mutation.pendCase': { ...onCase, ...verb('pendCase', async site => ({ caseId: await caseOn(site) })) },
  'Mutation.renameCase': {
    ...onCase,
    ...verb('renameCase', async site => ({ caseId: await caseOn(site), subject: 'Aanmelding' })),
  },
  'Mutation.snoozeCase': {
    ...onCase,
    ...verb('snoozeCase', async site => ({ caseId: await caseOn(site), until: '2026-03-20T09:00:00.000Z' })),
  },
  'Mutation.wakeCase': {
    ...onCase,
    ...verb('wakeCase', async site => ({ caseId: await caseOn(site, { snoozedUntil: '2026-03-20T09:00:00.000Z' }) })),
  },
  'Mutation.prioritiseCase': {
    ...onCase,
    ...verb('prioritiseCase', async site => ({ caseId: await caseOn(site), priority: 'HIGH' })),
  },
  'Mutation.labelCase': {
    ...onCase,
    ...verb('labelCase', async site => ({ caseId: await caseOn(site), add: [await labelIn(site)] })),
  },
  'Mutation.bulkCases': {
    ...onCase,
    ask: async site => ({
      query: 'mutation ($input: BulkCasesInput!) { bulkCases(input: $input) { refused { code } } }',
      variables: { input: { caseIds: [await caseOn(site)], deed: { plain: 'CLOSE' } } },
    }),
  },
  'Mutation.startBulk': {
    who: agents,
    foreign: 'same',
    ...verb('startBulk', async site => {
      await noTasks(site)
      return { caseIds: [await caseOn(site)], deed: { plain: 'CLOSE' } }
    }),
  },
  'Mutation.startExport': {
    who: agents,
    foreign: 'same',
    ...verb('startExport', async site => {
      await noTasks(site)
      return { format: 'CSV' }
    }),
  },
  'Mutation.startBackfill': {
    ...ofAdmins,
    ...verb('startBackfill', async site => {
      await noTasks(site)
      const connectionId = await spareIn(site)
      await unit(site, tx => tx.db.updateTable('connections').set({ plugin: 'board' }).where('id', '=', connectionId))
      return { connectionId, since: '2026-01-01T00:00:00.000Z' }
    }),
  },
  'Mutation.pauseTask': { ...onTask, ...verb('pauseTask', async site => ({ taskId: await taskOf(site, 'running') })) },
  'Mutation.resumeTask': { ...onTask, ...verb('resumeTask', async site => ({ taskId: await taskOf(site, 'paused') })) },
  'Mutation.stopTask': { ...onTask, ...verb('stopTask', async site => ({ taskId: await taskOf(site, 'running') })) },
  'Mutation.markNotificationsSeen': {
    who: everybody,
    foreign: 'same',
    ...verb('markNotificationsSeen', async site => {
      const news = { id: randomUUID(), userId: site.askerId, kind: 'assigned' as const, at: site.world.clock.iso() }
      await unit(site, tx => tx.db.insertInto('notifications').values({ ...news, count: 1 }))
      return {}
    }),
  },
  'Mutation.addNote': {
    ...onCase,
    level: 'draft',
    ...verb('addNote', async site => ({ caseId: await caseOn(site), text: 'Gebeld', clientMutationId: randomUUID() })),
  },
  'Mutation.saveDraft': {
    ...onCase,
    ...verb('saveDraft', async site => {
      const { caseId, threadId, text } = await answerOn(site, await caseOn(site))
      return { caseId, threadId, text }
    }),
  },
  'Mutation.takeOverDraft': {
    ...onCase,
    ...verb('takeOverDraft', async site => {
      const { caseId, threadId, text } = await answerOn(site, await caseOn(site))
      const { data } = await site.colleague.do('saveDraft', { caseId, threadId, text }, 'id')
      return { draftId: data.saveDraft.id }
    }),
  },
  'Mutation.markRead': {
    who: readers,
    level: 'read',
    foreign: 'NOT_FOUND',
    ...verb('markRead', async site => {
      const caseId = await caseOn(site)
      return { caseId, messageId: await questionOf(site, caseId) }
    }),
  },
  'Mutation.sendReply': { ...onReply, ...verb('sendReply', async site => answerOn(site, await caseOn(site))) },
  'Mutation.undoReply': { ...onReply, ...verb('undoReply', async site => ({ messageId: await replyOn(site) })) },
  'Mutation.resolveReply': {
    ...onReply,
    ...verb('resolveReply', async site => {
      const messageId = await replyOn(site)
      await unit(site, tx => tx.db.updateTable('replies').set({ state: 'failed' }).where('messageId', '=', messageId))
      return { messageId, outcome: 'RETRY' }
    }),
  },
  'Mutation.moderateMessage': {
    ...onReply,
    ...verb('moderateMessage', async site => {
      return { messageId: await questionOf(site, await caseOn(site)), action: 'LIKE' }
    }),
  },

  'Mutation.createLabel': {
    who: labellers,
    foreign: 'same',
    ...verb('createLabel', () => ({ name: randomUUID() })),
  },
  'Mutation.updateLabel': {
    who: labellers,
    foreign: 'same',
    ...verb('updateLabel', async site => ({ labelId: await labelIn(site), archived: true })),
  },
  'Mutation.addConnection': {
    ...ofAdmins,
    ...verb('addConnection', () => ({ plugin: 'web', name: randomUUID(), settings: '{}' })),
  },
  'Mutation.updateConnection': {
    ...ofAdmins,
    ...verb('updateConnection', async site => ({ connectionId: await spareIn(site), name: randomUUID() })),
  },
  'Mutation.checkConnection': {
    ...ofAdmins,
    leavesNoTrace: true,
    ...verb('checkConnection', ({ connectionId }) => ({ connectionId })),
  },
  'Mutation.pauseConnection': {
    ...ofAdmins,
    ...verb('pauseConnection', async site => ({ connectionId: await spareIn(site) })),
  },
  'Mutation.resumeConnection': {
    ...ofAdmins,
    ...verb('resumeConnection', async site => ({ connectionId: await spareIn(site, 'pausedAt') })),
  },
  'Mutation.parkConnection': {
    ...ofAdmins,
    ...verb('parkConnection', async site => ({ connectionId: await spareIn(site), text: 'Wij zitten elders' })),
  },
  'Mutation.unparkConnection': {
    ...ofAdmins,
    ...verb('unparkConnection', async site => ({ connectionId: await spareIn(site, 'parkedAt') })),
  },
  'Mutation.replayItem': {
    ...ofAdmins,
    ...verb('replayItem', async site => ({ itemId: await parkedOn(site) })),
  },
  'Mutation.stopSending': { ...ofAdmins, ...verb('stopSending', () => ({})) },
  'Mutation.resumeSending': { ...ofAdmins, ...verb('resumeSending', () => ({})) },
  'Mutation.inviteUser': {
    ...ofAdmins,
    ...verb('inviteUser', () => ({ name: 'Nieuw', email: `${randomUUID()}@rocdelta.example`, roles: ['ADMIN'] })),
  },
  'Mutation.resetUser': { ...ofAdmins, ...verb('resetUser', async site => ({ userId: await userIn(site) })) },
  'Mutation.updateUser': {
    ...ofAdmins,
    ...verb('updateUser', async site => ({ userId: await userIn(site), roles: ['ADMIN'] })),
  },
  'Mutation.disableUser': { ...ofAdmins, ...verb('disableUser', async site => ({ userId: await userIn(site) })) },
  'Mutation.enableUser': {
    ...ofAdmins,
    ...verb('enableUser', async site => {
      const userId = await userIn(site)
      await unit(site, tx => tx.db.updateTable('users').set({ disabledAt: tx.now }).where('id', '=', userId))
      return { userId }
    }),
  },
  'Mutation.createTeam': { ...ofAdmins, ...verb('createTeam', () => ({ name: randomUUID() })) },
  'Mutation.updateTeam': {
    ...ofAdmins,
    ...verb('updateTeam', async site => {
      const team = { id: randomUUID(), name: randomUUID(), createdAt: site.world.clock.iso() }
      await unit(site, tx => tx.db.insertInto('teams').values(team))
      return { teamId: team.id, memberIds: [site.colleague.userId] }
    }),
  },
  'Mutation.grantRight': {
    ...ofAdmins,
    ...verb('grantRight', async site => ({
      userId: await userIn(site),
      connectionId: site.connectionId,
      level: 'LEAD',
    })),
  },
  'Mutation.createToken': {
    who: everybody,
    sensitive: true,
    foreign: 'NOT_FOUND',
    ...verb('createToken', ({ connectionId }) => ({
      name: 'Koppeling',
      scopes: ['CASES_READ'],
      connectionIds: [connectionId],
    })),
  },
  'Mutation.revokeToken': {
    who: everybody,
    sensitive: true,
    foreign: 'NOT_FOUND',
    ...verb('revokeToken', async site => {
      const made = { name: 'Oud', scopes: ['schema' as const] }
      const { token } = await site.world.core.write(system('test'), tx => createToken(tx, site.ownerId, made))
      return { tokenId: token.id }
    }),
  },
  'Query.views': { who: everybody, scope: 'cases:read', foreign: 'same', ...query('{ views { id } }') },
  'Mutation.createView': { who: everybody, foreign: 'same', ...verb('createView', () => ({ name: 'Klachten' })) },
  'Mutation.updateView': {
    who: everybody,
    foreign: 'NOT_FOUND',
    ...verb('updateView', async site => ({ viewId: await viewOf(site), name: 'Bezwaren' })),
  },
  'Mutation.deleteView': {
    who: everybody,
    foreign: 'NOT_FOUND',
    ...verb('deleteView', async site => ({ viewId: await viewOf(site) })),
  },
  'Mutation.updatePreferences': {
    who: everybody,
    foreign: 'same',
    // Something else each time: what is so already changes nothing.
    ...verb('updatePreferences', () => ({ folded: [randomUUID()] })),
  },
  'Mutation.updateMe': { who: everybody, foreign: 'same', ...verb('updateMe', () => ({ name: randomUUID() })) },
  'Mutation.endSession': {
    who: everybody,
    foreign: 'NOT_FOUND',
    ...verb('endSession', async site => {
      const at = site.world.clock.iso()
      const session = { id: randomUUID(), hash: randomUUID(), userId: site.ownerId, address: '192.0.2.1', device: '' }
      const times = { createdAt: at, lastSeenAt: at, confirmedAt: at }
      await unit(site, tx => tx.db.insertInto('sessions').values({ ...session, ...times }))
      return { sessionId: session.id }
    }),
  },

  'Subscription.changes': {
    who: everybody,
    scope: 'cases:read',
    foreign: 'same',
    ...query('subscription { changes(after: 0) { cursor } }'),
  },
  'Subscription.connectionCheck': {
    ...ofAdmins,
    ask: ({ connectionId }) => ({
      query: 'subscription ($input: ConnectionCheckInput!) { connectionCheck(input: $input) { done } }',
      variables: { input: { connectionId } },
    }),
  },
  'Subscription.lists': {
    who: readers,
    scope: 'cases:read',
    foreign: 'same',
    ...query('subscription { lists { key count } }'),
  },
  'Subscription.presence': {
    who: readers,
    level: 'read',
    foreign: 'NOT_FOUND',
    ask: async site => ({
      query: 'subscription ($caseId: ID) { presence(caseId: $caseId) { caseId } }',
      variables: { caseId: await caseOn(site) },
    }),
  },
}

type Unit = Parameters<World['core']['write']>[1]
const unit = (site: Site, work: (tx: Parameters<Unit>[0]) => { execute(): Promise<unknown> }) =>
  site.world.core.write(system('test'), tx => work(tx).execute())

async function caseOn(site: Site, values?: { status?: 'closed'; snoozedUntil?: string }): Promise<string> {
  const caseId = await asksOn(site.world, site.connectionId, 'Kan ik mij nog aanmelden?')
  if (values) await unit(site, tx => tx.db.updateTable('cases').set(values).where('id', '=', caseId))
  return caseId
}

const rowOf = ({ world }: Site, caseId: string) =>
  world.core.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()

const questionOf = async ({ world }: Site, caseId: string): Promise<string> =>
  (await world.core.db.selectFrom('messages').select('id').where('caseId', '=', caseId).executeTakeFirstOrThrow()).id

async function answerOn({ world }: Site, caseId: string) {
  const { threadId } = await world.core.db
    .selectFrom('caseThreads')
    .select('threadId')
    .where('caseId', '=', caseId)
    .executeTakeFirstOrThrow()
  return { caseId, threadId, text: 'Ja, tot 1 april', clientMutationId: randomUUID() }
}

async function replyOn(site: Site): Promise<string> {
  const { data } = await site.colleague.do('sendReply', await answerOn(site, await caseOn(site)), 'id')
  return data.sendReply.id
}

/** A connection that no other question needs. */
async function spareIn(site: Site, since?: 'pausedAt' | 'parkedAt'): Promise<string> {
  const id = await site.world.connection('Reserve')
  if (since)
    await unit(site, tx =>
      tx.db
        .updateTable('connections')
        .set({ [since]: tx.now })
        .where('id', '=', id),
    )
  return id
}

/** What came in on a connection and nobody understood. */
async function parkedOn(site: Site): Promise<string> {
  const { connectionId, world } = site
  const id = randomUUID()
  const at = world.clock.iso()
  const item = { id, connectionId, key: id, headers: '{}', body: Buffer.from('?'), receivedAt: at, nextAt: at }
  await unit(site, tx => tx.db.insertInto('rawItems').values({ ...item, attempts: 8, parkedAt: at }))
  return id
}

async function viewOf(site: Site): Promise<string> {
  const query = { list: 'all', filter: {}, search: null, order: 'urgency' }
  const view = { id: randomUUID(), userId: site.ownerId, name: 'Klachten', query: JSON.stringify(query), position: 0 }
  await unit(site, tx => tx.db.insertInto('views').values(view))
  return view.id
}

/** Nobody has so much work under way that they may not begin more. */
const noTasks = (site: Site) => unit(site, tx => tx.db.updateTable('tasks').set({ state: 'done' }))

async function taskOf(site: Site, state: 'running' | 'paused'): Promise<string> {
  const at = site.world.clock.iso()
  const task = { id: randomUUID(), userId: site.ownerId, kind: 'export' as const, input: '{"format":"csv"}', state }
  const counts = { done: 0, refused: 0, refusals: '[]', failures: 0 }
  await unit(site, tx => tx.db.insertInto('tasks').values({ ...task, ...counts, startedAt: at, toldAt: at }))
  return task.id
}

async function labelIn(site: Site): Promise<string> {
  const label = { id: randomUUID(), name: randomUUID(), createdAt: site.world.clock.iso(), archivedAt: null }
  await unit(site, tx => tx.db.insertInto('labels').values(label))
  return label.id
}

const userIn = async ({ world }: Site): Promise<string> => {
  const user = { name: 'Wie', email: `${randomUUID()}@rocdelta.example`, roles: ['reader'] as const, language: 'nl' }
  return (await world.core.write(system('test'), tx => addUser(tx, user))).id
}
