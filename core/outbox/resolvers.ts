import type { Message } from '../cases/messages.ts'
import { withReplies } from '../cases/timeline.ts'
import type { Db } from '../db/db.ts'
import type { Resolvers } from '../graphql/types.ts'
import type { Actor } from '../lib/actor.ts'
import { resolve, submit, undo } from './reply.ts'

export const resolvers: Resolvers = {
  Mutation: {
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
