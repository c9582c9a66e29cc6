import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { type Database, type Dialect, openDatabase } from '../../core/db/db.ts'
import { openWriter } from '../../core/db/write.ts'
import { system } from '../../core/lib/actor.ts'
import { openSeal } from '../../core/lib/seal.ts'
import { type Mail, openMailer } from '../../core/mailer/mailer.ts'
import { movableClock } from '../support/clock.ts'
import { each, freshDatabaseUrl } from '../support/databases.ts'

interface Delivered {
  from: string
  to: string[]
  raw: string
}

/** A mail server that takes everything, unless it is told otherwise. */
async function peer(options: SMTPServerOptions = {}) {
  const delivered: Delivered[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      text(stream).then(raw => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        delivered.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw })
        done()
      }, done)
    },
    ...options,
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise(resolve => server.close(() => resolve())))
  return { delivered, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` }
}

async function openPost(engine: Dialect, url: string) {
  const clock = movableClock()
  const database: Database = await openDatabase(await freshDatabaseUrl(engine))
  const { write, idle } = openWriter(database, { clock, onCommit: () => {}, onFatal: () => {} })
  onTestFinished(async () => {
    await idle()
    await database.close()
  })
  const warnings: object[] = []
  const mailer = openMailer({
    config: {
      WEBCARE_SMTP_URL: url,
      WEBCARE_MAIL_FROM: 'webcare@school.example',
      WEBCARE_BASE_URL: 'https://webcare.school.example',
    },
    db: database.read,
    write,
    seal: openSeal({ id: 'k1', key: randomBytes(32) }),
    clock,
    log: { debug: () => {}, info: () => {}, error: () => {}, warn: fields => void warnings.push(fields) },
  })
  return {
    clock,
    mailer,
    warnings,
    queue: (mail: Partial<Mail> = {}) => write(system('test'), tx => mailer.mail(tx, { ...letter, ...mail })),
    unit: write,
    rows: () => database.read.selectFrom('mails').selectAll().orderBy('id').execute(),
  }
}

const letter: Mail = {
  to: 'tess@school.example',
  subject: 'Een nieuw wachtwoord',
  text: 'Hallo Tess,\n\nhttps://webcare.school.example/reset#geheim\n',
}

each('mail', engine => {
  test('leaves as plain text, once, and its text is gone from here', async () => {
    const { delivered, url } = await peer()
    const post = await openPost(engine, url)
    await post.queue({ text: 'Hoi Tess, café aan zee: 🦔' })
    expect(delivered).toEqual([])
    await Promise.all([post.mailer.sendDue(), post.mailer.sendDue()])
    await post.mailer.sendDue()
    expect(delivered).toHaveLength(1)
    const [{ id, sentAt, body, attempts }] = (await post.rows()) as [Awaited<ReturnType<typeof post.rows>>[0]]
    expect({ sentAt, body, attempts }).toEqual({ sentAt: post.clock.iso(), body: '', attempts: 1 })
    const { from, to, raw } = delivered[0]!
    expect({ from, to }).toEqual({ from: 'webcare@school.example', to: ['tess@school.example'] })
    expect(raw).toContain('Subject: Een nieuw wachtwoord\r\n')
    expect(raw).toContain('Content-Type: text/plain; charset=utf-8\r\n')
    expect(raw).toContain('Auto-Submitted: auto-generated\r\n')
    expect(raw).toContain(`Message-ID: <${id}@webcare.school.example>\r\n`)
  })

  test('waits sealed: its link cannot be read from the database', async () => {
    const post = await openPost(engine, 'smtp://127.0.0.1:1')
    await post.queue()
    const rows = await post.rows()
    expect(JSON.stringify(rows)).not.toContain('geheim')
    expect(rows[0]!.body).toMatch(/^v1\.k1\./)
  })

  test('is not queued by a unit of work that fails', async () => {
    const post = await openPost(engine, 'smtp://127.0.0.1:1')
    const failing = post.unit(system('test'), async tx => {
      await post.mailer.mail(tx, letter)
      throw new Error('later on')
    })
    await expect(failing).rejects.toThrow('later on')
    expect(await post.rows()).toEqual([])
  })

  test('tries again after 30 s, 1 minute, 2 … up to an hour, and gives up after a day', async () => {
    const post = await openPost(engine, 'smtp://127.0.0.1:1')
    await post.queue()
    const waits: number[] = []
    for (;;) {
      await post.mailer.sendDue()
      const [row] = await post.rows()
      if (row!.failedAt) break
      waits.push((Date.parse(row!.nextAt) - post.clock.now().getTime()) / 1000)
      expect(row).toMatchObject({ attempts: waits.length, reason: 'ESOCKET', sentAt: null })
      post.clock.set(row!.nextAt)
    }
    expect(waits.slice(0, 9)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
    const [row] = await post.rows()
    expect(row).toMatchObject({ body: '', reason: 'ESOCKET', sentAt: null })
    const hours = (Date.parse(row!.failedAt!) - Date.parse(row!.createdAt)) / 3_600_000
    expect(hours).toBeGreaterThanOrEqual(24)
    expect(hours).toBeLessThan(25)
    await post.mailer.sendDue()
    expect((await post.rows())[0]!.attempts).toBe(waits.length + 1)
  })

  test('arrives when the server is back, and does not hold up the others', async () => {
    let full = true
    const { delivered, url } = await peer({
      onRcptTo({ address }, _session, done) {
        const error = Object.assign(new Error(`no room for ${address}`), { responseCode: 452 })
        done(full && address.startsWith('tess') ? error : null)
      },
    })
    const post = await openPost(engine, url)
    await post.queue()
    await post.queue({ to: 'tom@school.example' })
    await post.mailer.sendDue()
    expect(delivered.map(({ to }) => to)).toEqual([['tom@school.example']])
    // The server's own words may name a person: only its code is kept and logged.
    expect((await post.rows())[0]).toMatchObject({ reason: 'EENVELOPE 452', failedAt: null })
    expect(post.warnings).toMatchObject([{ reason: 'EENVELOPE 452', over: false }])

    full = false
    await post.mailer.sendDue()
    expect(delivered).toHaveLength(1)
    post.clock.advance({ seconds: 30 })
    await post.mailer.sendDue()
    expect(delivered.map(({ to }) => to)).toEqual([['tom@school.example'], ['tess@school.example']])
    expect((await post.rows())[0]).toMatchObject({ reason: null, sentAt: post.clock.iso() })
  })

  test('that a server refuses for good is not tried again', async () => {
    const { url } = await peer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('unknown user'), { responseCode: 550 })),
    })
    const post = await openPost(engine, url)
    await post.queue()
    await post.mailer.sendDue()
    expect((await post.rows())[0]).toMatchObject({ failedAt: post.clock.iso(), reason: 'EENVELOPE 550', body: '' })
  })

  test('waits for a password to be set right', async () => {
    const { url } = await peer({
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    })
    const post = await openPost(engine, url.replace('smtp://', 'smtp://webcare:wrong@'))
    await post.queue()
    await post.mailer.sendDue()
    expect((await post.rows())[0]).toMatchObject({ failedAt: null, reason: 'EAUTH 535' })
  })

  test.each([
    ['a line break', 'tess@school.example\r\nBcc: all@school.example'],
    ['a second address', 'tess@school.example, all@school.example'],
    ['a display name', 'Tess <tess@school.example>'],
    ['a NUL', 'tess\u0000@school.example'],
    ['nothing', ''],
  ])('is not sent to an address with %s (A-IN-08)', async (_, to) => {
    const post = await openPost(engine, 'smtp://127.0.0.1:1')
    await expect(post.queue({ to })).rejects.toMatchObject({ code: 'INVALID', reason: 'email.invalid' })
    expect(await post.rows()).toEqual([])
  })

  test('has the headers that we give it, whatever is in its subject and text (A-IN-08)', async () => {
    const { delivered, url } = await peer()
    const post = await openPost(engine, url)
    await post.queue({
      subject: 'Hoi\r\nBcc: all@school.example\r\n\r\n<script>',
      text: 'Eén\r\n.\r\nMAIL FROM:<evil@school.example>\r\n',
    })
    await post.mailer.sendDue()
    expect(delivered).toHaveLength(1)
    const [head, body] = delivered[0]!.raw.split('\r\n\r\n') as [string, string]
    expect(head).toContain('Subject: Hoi Bcc: all@school.example <script>')
    expect(head.split('\r\n').map(line => line.split(':')[0])).not.toContain('Bcc')
    expect(delivered[0]!.to).toEqual(['tess@school.example'])
    expect(body).toContain('MAIL FROM:<evil@school.example>')
  })

  test('without a server there is none', async () => {
    const post = await openPost(engine, '')
    expect(post.mailer.enabled).toBe(false)
    await expect(post.queue()).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'mail.off' })
    await post.mailer.sendDue()
    expect(await post.rows()).toEqual([])
  })
})
