import type { Config } from '../../config/load.ts'
import type { Db } from '../db/db.ts'
import type { Row } from '../db/schema.ts'
import type { Tx, Write } from '../db/write.ts'
import { system } from '../lib/actor.ts'
import { type Clock, iso, plusSeconds } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/id.ts'
import type { Log } from '../lib/log.ts'
import type { Seal } from '../lib/seal.ts'
import { clean, cleanLine } from '../lib/text.ts'

/** A mail of the system itself: plain text, to one person. */
export interface Mail {
  /** Null for nobody: all is done as for somebody, and nothing is queued, so that nobody sees who there is by the work. */
  to: string | null
  subject: string
  text: string
}

/** The system's own mail. It is queued in the unit of work that causes it, and leaves once that is durable. */
export interface Mailer {
  /** Whether there is a server to send by. */
  readonly enabled: boolean
  /** Queues a mail. INVALID when the address is none; UNAVAILABLE without a server. */
  mail(tx: Tx, mail: Mail): Promise<void>
  /** Sends what is due. A job; never rejects for a server that does not answer. */
  sendDue(): Promise<void>
}

/** Whether a mail can be sent to it: one address, nothing that could become a header or a second one. */
export const isAddress = (text: string): boolean => /^[^\s@<>,;:"\p{Cc}]+@[^\s@<>,;:"\p{Cc}]+$/u.test(text)

/** What the text of a mail is bound to when it is sealed. */
export const placeOfMail = (id: string) => `mails|body|${id}`

const TRIES = { first: 30, longest: 3600, givesUpAfter: 24 * 3600 } as const
const AT_ONCE = 20

/** Where mail is queued in the unit of work that causes it; whoever sends it finds it there. */
export function openMailQueue({
  config,
  seal,
}: {
  config: Pick<Config, 'WEBCARE_SMTP_URL'>
  seal: Seal
}): Pick<Mailer, 'enabled' | 'mail'> {
  const enabled = config.WEBCARE_SMTP_URL !== ''
  return {
    enabled,
    async mail(tx, { to, subject, text }) {
      if (!enabled) throw new AppError('UNAVAILABLE', 'No mail server is set up.', { reason: 'mail.off' })
      if (to !== null && !isAddress(to)) {
        throw new AppError('INVALID', 'This is not an e-mail address.', { reason: 'email.invalid' })
      }
      const id = newId()
      await tx.db
        .insertInto('mails')
        .columns(['id', 'recipient', 'subject', 'body', 'createdAt', 'nextAt', 'attempts'])
        .expression(
          tx.db
            .selectNoFrom(eb => [
              eb.val(id).as('id'),
              eb.val(to ?? '').as('recipient'),
              eb.val(cleanLine(subject)).as('subject'),
              eb.val(seal.seal('mail', placeOfMail(id), clean(text))).as('body'),
              eb.val(tx.now).as('createdAt'),
              eb.val(tx.now).as('nextAt'),
              eb.lit(0).as('attempts'),
            ])
            .where(eb => eb.lit(to !== null)),
        )
        .execute()
    },
  }
}

/** `url`, `from` and the host of message ids come from the settings. */
export function openMailer(parts: {
  config: Pick<Config, 'WEBCARE_SMTP_URL' | 'WEBCARE_MAIL_FROM' | 'WEBCARE_BASE_URL'>
  db: Db
  write: Write
  seal: Seal
  clock: Clock
  log: Log
}): Mailer {
  const { config, db, write, seal, clock, log } = parts
  const queue = openMailQueue(parts)
  const { enabled } = queue
  const sender = system('mailer')

  /** Counts the try before it is made: a process that dies in the middle waits before it tries again. */
  const claim = (mail: Row<'mails'>) =>
    write(sender, tx =>
      tx.db
        .updateTable('mails')
        .set({ attempts: mail.attempts + 1, nextAt: plusSeconds(tx.now, pauseAfter(mail.attempts + 1)) })
        .where('id', '=', mail.id)
        .execute(),
    )

  const settle = (id: string, values: Partial<Row<'mails'>>) =>
    write(sender, tx => tx.db.updateTable('mails').set(values).where('id', '=', id).execute())

  async function send(mail: Row<'mails'>) {
    await claim(mail)
    try {
      const server = await transport()
      await server.sendMail({
        from: config.WEBCARE_MAIL_FROM,
        to: { name: '', address: mail.recipient },
        subject: mail.subject,
        text: seal.open('mail', placeOfMail(mail.id), mail.body),
        // The same id when a mail is sent twice after a crash: mail programs show it once.
        messageId: `<${mail.id}@${new URL(config.WEBCARE_BASE_URL).hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      await settle(mail.id, { sentAt: iso(clock.now()), body: '', reason: null })
    } catch (error) {
      const reason = reasonOf(error)
      const now = iso(clock.now())
      const over = isRefused(error) || now >= plusSeconds(mail.createdAt, TRIES.givesUpAfter)
      log.warn({ mailId: mail.id, reason, over }, 'a mail was not sent')
      await settle(mail.id, over ? { failedAt: now, body: '', reason } : { reason })
    }
  }

  /** Imported with the first mail that leaves: whoever has no mail server never waits for it at the start. */
  const transport = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      // Encryption is asked for everywhere but on this machine; `?requireTLS=false` in the address says otherwise.
      requireTLS: !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(config.WEBCARE_SMTP_URL).hostname),
      url: config.WEBCARE_SMTP_URL,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  let running: Promise<void> | undefined
  async function sendAll() {
    const due = await db
      .selectFrom('mails')
      .selectAll()
      .where('sentAt', 'is', null)
      .where('failedAt', 'is', null)
      .where('nextAt', '<=', iso(clock.now()))
      .orderBy('nextAt')
      .orderBy('id')
      .limit(AT_ONCE)
      .execute()
    for (const mail of due) await send(mail)
  }

  return {
    ...queue,
    async sendDue() {
      if (!enabled) return
      running ??= sendAll().finally(() => {
        running = undefined
      })
      await running
    },
  }
}

/** Seconds to the next try: 30, 60, 120 … up to an hour. */
const pauseAfter = (tries: number) => Math.min(TRIES.first * 2 ** (tries - 1), TRIES.longest)

/** The server's answer as a code: its text may name a person. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  return (
    [code, responseCode].filter(part => typeof part === 'string' || typeof part === 'number').join(' ') || 'unknown'
  )
}

/** The server says this mail will never do. A refused password is not the mail's fault: it may be set right. */
function isRefused(error: unknown): boolean {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  return code !== 'EAUTH' && typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600
}
