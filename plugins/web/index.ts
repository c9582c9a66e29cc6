import { checked, definePlugin, type InboundEvent, Type } from 'webcare/plugin'
import { texts } from './texts.ts'

/** What the public form and the status page hand over, as JSON in the raw item's body. */
const Submission = Type.Object({
  /** This message. */
  id: Type.String(),
  /** The conversation: what the status page's address stands for. */
  thread: Type.String(),
  subject: Type.Optional(Type.String()),
  text: Type.String(),
  name: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  language: Type.String(),
  at: Type.String(),
})

/**
 * The organisation's own web form. A visitor has no account, so each form starts a conversation of its own; whoever
 * holds the address of its status page is its author.
 */
export default definePlugin({
  id: 'web',
  name: 'Web form',
  api: 1,
  settings: Type.Object({}),
  texts,
  channel: {
    // Our own page: nobody limits how much we put there.
    limits: { visibility: ['private'], format: 'text', maxLength: 10_000, idempotent: true, perMinute: 10_000 },
    parse: raw => [toMessage(JSON.parse(new TextDecoder().decode(raw.body)))],
    // The status page reads the conversation itself: an answer is delivered once it is stored.
    send: async message => ({ externalId: message.id }),
  },
})

function toMessage(submission: unknown): InboundEvent {
  const { id, thread, subject, text, name, email, language, at } = checked(Submission, submission)
  return {
    type: 'message',
    externalId: id,
    thread: { externalId: thread, visibility: 'private', title: subject },
    place: 'brand',
    kind: 'direct',
    author: { externalId: thread, name, email },
    text,
    at: new Date(at),
    language,
  }
}
