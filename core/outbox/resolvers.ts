import type { Message } from '../cases/messages.ts'
import { withReplies } from '../cases/timeline.ts'
import type { Db } from '../db/db.ts'
import type { Resolvers } from '../graphql/types.ts'
import type { Actor } from '../lib/actor.ts'
import { moderate } from './moderate.ts'
import { resolve, submit, undo } from './reply.ts'
import { resumeSending, type Stop, stopOf, stopSending } from './switch.ts'

export const resolvers: Resolvers = {
  Query: { sending: async (_, _args, { core }) => stateOf(await stopOf(core.db)) },
  Mutation: {
    moderateMessage: async (_, { input }, { core, actor }) =>
      withReply(core.db, actor, await moderate(core, actor, input.messageId, input.action)),
    stopSending: async (_, _args, { core, actor }) => stateOf(await core.write(actor, stopSending)),
    resumeSending: async (_, _args, { core, actor }) => {
      await core.write(actor, resumeSending)
      core.replyTerms.wake('')
      return stateOf(undefined)
    },
    sendReply: async (_, { input }, { core, actor }) =>
      withReply(core.db, actor, await core.write(actor, tx => submit(tx, core.replyTerms, input))),
    undoReply: async (_, { input }, { core, actor }) =>
      withReply(core.db, actor, await core.write(actor, tx => undo(tx, input.messageId))),
    resolveReply: async (_, { input }, { core, actor }) =>
      withReply(
        core.db,
        actor,
        await core.write(actor, tx => resolve(tx, core.replyTerms, input.messageId, input.outcome)),
      ),
  },
}

const withReply = async (db: Db, actor: Actor, message: Message) => (await withReplies(db, actor, [message]))[0]!

const stateOf = (stop: Stop | undefined) => ({
  stoppedSince: stop?.offSince ?? null,
  because: stop?.because ?? null,
  dataFrom: stop?.dataFrom ?? null,
})
