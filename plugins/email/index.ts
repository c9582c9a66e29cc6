import { type Channel, definePlugin, documents } from 'webcare/plugin'
import { backfill } from './backfill.ts'
import { compose, messageIdOf } from './compose.ts'
import { isInSent, keepInSent, listen, openFolder, withImap } from './imap.ts'
import { parse } from './parse.ts'
import { poll } from './poll.ts'
import { type MailCtx, presets, settings } from './settings.ts'
import { checkSmtp, deliver } from './smtp.ts'
import { texts } from './texts.ts'

const MEGABYTE = 1024 * 1024
/** How long a copy for the Sent folder may take, in milliseconds: the mail itself has left by then. */
const COPY_TIME = 5_000

const send: Channel<MailCtx>['send'] = async (message, ctx) => {
  const mail = await compose(message, ctx.settings, ctx.now())
  const given = await deliver(ctx, mail, mail.source)
  if (ctx.settings.copyToSent) {
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(COPY_TIME)])
    await keepInSent({ ...ctx, signal }, mail.source).catch(() =>
      ctx.log.warn({ message: message.id }, 'An answer was sent, but there is no copy of it in the Sent folder'),
    )
  }
  return { externalId: given ?? mail.messageId, at: ctx.now() }
}

/** A mailbox, read by IMAP and answered by SMTP. */
export default definePlugin({
  id: 'email',
  name: 'E-mail',
  api: 1,
  settings,
  texts,
  presets,
  channel: {
    limits: {
      visibility: ['private'],
      format: 'text',
      maxLength: 100_000,
      perMinute: 20,
      // 18 MB become 25 on their way, which is what most servers take.
      attachments: { maxCount: 10, maxBytes: 10 * MEGABYTE, maxTotalBytes: 18 * MEGABYTE, types: documents },
    },
    poll,
    backfill,
    listen,
    parse,
    send,
    // Where the server keeps no copy, or gave the mail an id of its own, only a person can tell.
    reconcile: async (message, _since, ctx) => {
      const externalId = messageIdOf(message, ctx.settings)
      return (await isInSent(ctx, externalId)) ? { externalId } : 'unsure'
    },
  },
  async check(ctx, passed) {
    await withImap(
      ctx,
      async client => {
        const { path, exists } = await openFolder(client, ctx, { readOnly: true })
        passed(`IMAP: folder ${path} found (${exists} messages)`)
      },
      passed,
    )
    await checkSmtp(ctx, passed)
  },
})
