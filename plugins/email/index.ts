import { type Channel, definePlugin, documents } from 'webcare/plugin'
import { type MailCtx, presets, settings } from './settings.ts'
import { texts } from './texts.ts'

// The code that speaks to mail servers and reads mail is large: it is imported where it is called, which is in a thread.
const imap = () => import('./imap.ts')
const smtp = () => import('./smtp.ts')
const composing = () => import('./compose.ts')

const MEGABYTE = 1024 * 1024
/** How long a copy for the Sent folder may take, in milliseconds: the mail itself has left by then. */
const COPY_TIME = 5_000

const send: Channel<MailCtx>['send'] = async (message, ctx) => {
  const [{ compose }, { deliver }] = await Promise.all([composing(), smtp()])
  const mail = await compose(message, ctx.settings, ctx.now())
  const given = await deliver(ctx, mail, mail.source)
  if (ctx.settings.copyToSent) {
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(COPY_TIME)])
    const { keepInSent } = await imap()
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
    poll: async (...asked) => (await import('./poll.ts')).poll(...asked),
    backfill: async (...asked) => (await import('./backfill.ts')).backfill(...asked),
    listen: async (...asked) => (await imap()).listen(...asked),
    parse: async (...asked) => (await import('./parse.ts')).parse(...asked),
    send,
    // Where the server keeps no copy, or gave the mail an id of its own, only a person can tell.
    reconcile: async (message, _since, ctx) => {
      const [{ messageIdOf }, { isInSent }] = await Promise.all([composing(), imap()])
      const externalId = messageIdOf(message, ctx.settings)
      return (await isInSent(ctx, externalId)) ? { externalId } : 'unsure'
    },
  },
  async check(ctx, passed) {
    const [{ withImap, openFolder }, { checkSmtp }] = await Promise.all([imap(), smtp()])
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
