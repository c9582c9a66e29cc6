import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Api, GrammyError } from 'grammy'
import { type MessageRef, type OutboundMessage, type Page, PluginError, type RawItem, type Sent } from 'webcare/plugin'
import { faultOf } from './faults.ts'
import { messageId, readMessageId, readThreadId } from './ids.ts'
import { post } from './post.ts'
import type { TelegramCtx } from './settings.ts'
import { UPDATES } from './update.ts'

/** Most updates that Telegram gives at once. */
const PAGE = 100
/** How long Telegram may hold an empty answer back, in seconds. */
const PATIENCE = 2

/** What is new since the update before `cursor`. Telegram forgets what lies before it, so core must have it by then. */
export async function poll(cursor: string | undefined, ctx: TelegramCtx): Promise<Page<RawItem>> {
  // Telegram gives its updates one way or the other, never both.
  if (ctx.settings.receive === 'webhook') return { items: [] }
  const updates = await ask(ctx, bot =>
    bot.getUpdates({
      ...(cursor !== undefined && { offset: Number(cursor) }),
      limit: PAGE,
      timeout: PATIENCE,
      allowed_updates: UPDATES,
    }),
  )
  const last = updates.at(-1)
  return {
    items: updates.map(update => ({
      key: String(update.update_id),
      headers: {},
      body: new TextEncoder().encode(JSON.stringify(update)),
    })),
    ...(last && { cursor: String(last.update_id + 1) }),
    more: updates.length === PAGE,
  }
}

/** Answers in the chat, as an answer to the customer's message while that is still there. */
export async function send(message: OutboundMessage, ctx: TelegramCtx): Promise<Sent> {
  const { chat, topic } = readThreadId(message.thread.externalId)
  const answered = message.inReplyTo === undefined ? undefined : readMessageId(message.inReplyTo)
  const postTo = (to: number) =>
    post(botOf(ctx), to, message, {
      // A chat that moved has other numbers: the same number is somebody else's message there.
      ...(topic !== undefined && to === chat && { message_thread_id: topic }),
      ...(answered?.chat === to && {
        reply_parameters: { message_id: answered.message, allow_sending_without_reply: true },
      }),
    })
  const moved = `moved:${chat}`
  const [sent, ...more] = await postTo((await ctx.store.get<number>(moved)) ?? chat)
    .catch(async error => {
      // The group became a supergroup. Nothing was posted in the old one; the new one goes by another number from now on.
      const to = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
      if (to === undefined) throw error
      await ctx.store.set(moved, to)
      return postTo(to)
    })
    .catch(error => {
      throw faultOf(error, true)
    })
  if (!sent) throw new PluginError('unknown', 'Telegram did not say what it posted.')
  const externalId = messageId({ chat: sent.chat.id, message: sent.message_id })
  if (more.length) {
    const album = more.map(part => part.message_id)
    // It is posted: whether we can find the rest of it again changes nothing in that.
    await ctx.store
      .set(albumOf(externalId), album)
      .catch(() => ctx.log.warn({ message: message.id }, 'An album is not kept'))
  }
  return { externalId }
}

/** Where the other messages of an album are kept, by the one with its words. */
const albumOf = (externalId: string) => `album:${externalId}`

/** A file that somebody sent. Its address holds the token, so that only we may know it; it works for an hour. */
export async function file(url: string, ctx: TelegramCtx): Promise<Uint8Array> {
  const { file_path: path } = await ask(ctx, bot => bot.getFile(url.replace(/^telegram:/, '')))
  if (!path) throw new PluginError('temporary', 'Telegram does not have the file ready.')
  const answer = await ctx.fetch(`${rootOf(ctx)}/file/bot${ctx.settings.token}/${path}`).catch(error => {
    throw faultOf(error, false)
  })
  if (!answer.ok) throw new PluginError('temporary', `Telegram answered ${answer.status} when asked for the file.`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** A thumb, the one reaction that every chat allows. */
export async function like({ externalId }: MessageRef, ctx: TelegramCtx): Promise<void> {
  const { chat, message } = readMessageId(externalId)
  await ask(ctx, bot => bot.setMessageReaction(chat, message, [{ type: 'emoji', emoji: '👍' }]))
}

/** For 48 hours: our own anywhere, others' where the bot is an admin of the group. */
export async function remove({ externalId }: MessageRef, ctx: TelegramCtx): Promise<void> {
  const { chat, message } = readMessageId(externalId)
  const album = (await ctx.store.get<number[]>(albumOf(externalId))) ?? []
  for (const part of [...album, message]) {
    await ask(ctx, bot => bot.deleteMessage(chat, part)).catch(error => {
      const isGone = error instanceof PluginError && /message to delete not found/.test(error.message)
      if (!isGone) throw error
    })
  }
  if (album.length) await ctx.store.delete(albumOf(externalId))
}

export async function connect(ctx: TelegramCtx): Promise<void> {
  const { receive, webhookSecret } = ctx.settings
  // A webhook that another program left there would keep every message from us.
  if (receive === 'poll') return void (await ask(ctx, bot => bot.deleteWebhook()))
  if (!webhookSecret) throw noSecret()
  await ask(ctx, bot => bot.setWebhook(ctx.webhookUrl, { secret_token: webhookSecret, allowed_updates: UPDATES }))
}

export async function disconnect(ctx: TelegramCtx): Promise<void> {
  if (ctx.settings.receive === 'webhook') await ask(ctx, bot => bot.deleteWebhook())
}

export async function check(ctx: TelegramCtx, passed: (step: string) => void): Promise<void> {
  const { username } = await ask(ctx, bot => bot.getMe())
  passed(`Signed in as @${username}`)
  if (ctx.settings.receive === 'poll') return
  if (!ctx.settings.webhookSecret) throw noSecret()
  const { url, last_error_message: trouble } = await ask(ctx, bot => bot.getWebhookInfo())
  if (url === ctx.webhookUrl && trouble) {
    throw new PluginError('temporary', `Telegram could not deliver to ${url}: ${trouble}`)
  }
  passed(url === ctx.webhookUrl ? 'Telegram calls us' : 'Telegram will call us once this is saved')
}

const noSecret = () =>
  new PluginError('permanent', 'Without a webhook secret anybody could write as your customers. Fill it in.')

/** A call that may be made twice. */
const ask = <Answer>(ctx: TelegramCtx, call: (bot: Api) => Promise<Answer>): Promise<Answer> =>
  call(botOf(ctx)).catch(error => {
    throw faultOf(error, false)
  })

/** grammY's typed client, on core's fetch: it brings a fetch and signals of its own, which know no guard. */
function botOf(ctx: TelegramCtx): Api {
  return new Api(ctx.settings.token, {
    apiRoot: rootOf(ctx),
    fetch: async (url: string, { method, headers, body }: RequestInit) =>
      // Files come as a stream of node's.
      ctx.fetch(url, { method, headers, body: body instanceof Readable ? await buffer(body) : body }),
  })
}

const rootOf = ({ settings: { apiRoot = 'https://api.telegram.org' } }: TelegramCtx) => apiRoot.replace(/\/+$/, '')
