import type { Message } from '../cases/messages.ts'
import { withReplies } from '../cases/timeline.ts'
import type { Db } from '../db/db.ts'
import type { Resolvers } from '../graphql/types.ts'
import type { Actor } from '../lib/actor.ts'
import { moderate } from './moderate.ts'
import { resolve, submit, undo } from './reply.ts'
import { resumeSending, stoppedSince, stopSending } from './switch.ts'

export const resolvers: Resolvers = {
  Query: { sendingStoppedSince: (_, _args, { core }) => stoppedSince(core.db) },
  Mutation: {
    moderateMessage: async (_, { input }, { core, actor }) =>
      withReply(core.db, actor, await moderate(core, actor, input.messageId, input.action)),
    stopSending: async (_, _args, { core, actor }) => ({ stoppedSince: await core.write(actor, stopSending) }),
    resumeSending: async (_, _args, { core, actor }) => {
      await core.write(actor, resumeSending)
      core.replyTerms.wake('')
      return { stoppedSince: null }
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
