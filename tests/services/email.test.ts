import { setTimeout as sleep } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type InboundMessage, PluginError, type RawItem } from 'webcare/plugin'
import { testCtx } from 'webcare/plugin/testing'
import email from '../../plugins/email/index.ts'
import { answer } from '../../plugins/email/testing.ts'
import { openPostOffice, type PostOffice, type Settings } from './post-office.ts'

const channel = email.channel!
let office: PostOffice
beforeAll(async () => {
  office = await openPostOffice([
    'support',
    'emma',
    'busy',
    'broken',
    'moved',
    'old',
    'large',
    'bell',
    'modern',
    'history',
  ])
})
afterAll(() => office?.close())

const ctxOf = (user: string, change: Partial<Settings> = {}, signal?: AbortSignal) =>
  testCtx({ settings: { ...office.settings(user), ...change }, now: new Date(), ...(signal && { signal }) })
type Ctx = ReturnType<typeof ctxOf>

const mail = (id: string, subject = 'Vraag', extra = '') =>
  `From: Emma Jansen <emma@school.test>\nTo: support@school.test\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <${id}@client.test>\n${extra}\nKan dat nog?\n`

/** Polls until there is no more, as core does. */
async function pollAll(ctx: Ctx, from?: string) {
  const items: RawItem[] = []
  let cursor = from
  for (let pages = 1; ; pages++) {
    const page = await channel.poll!(cursor, ctx)
    items.push(...page.items)
    expect(page.items.length).toBeLessThanOrEqual(50)
    cursor = page.cursor
    if (!page.more) return { items, cursor, pages }
  }
}
const messageIn = async (item: RawItem | undefined, ctx: Ctx): Promise<InboundMessage> => {
  const [event] = await channel.parse(item!, ctx)
  if (event?.type !== 'message') throw new Error('It is no message')
  return event
}
const flags = (user: string) => office.dovecot.doveadm('fetch', '-u', user, 'flags', 'mailbox', 'INBOX')

describe('a mailbox', () => {
  test('gives what was delivered by SMTP, once', async () => {
    const ctx = ctxOf('support')
    await office.send('emma@school.test', 'support@school.test', mail('first', 'Aanmelden'))
    const { items, cursor } = await pollAll(ctx)
    expect(items.map(({ key }) => key)).toEqual(['<first@client.test>'])
    expect(await messageIn(items[0], ctx)).toMatchObject({
      author: { externalId: 'emma@school.test', name: 'Emma Jansen' },
      thread: { title: 'Aanmelden' },
      text: 'Kan dat nog?',
    })
    expect((await pollAll(ctx, cursor)).items).toEqual([])
  })

  test('marks a mail as read when core has it, and not before', async () => {
    const ctx = ctxOf('old')
    await office.dovecot.put('old', [mail('seen')])
    const { cursor } = await channel.poll!(undefined, ctx)
    expect(await flags('old')).not.toContain('Seen')
    await channel.poll!(cursor, ctx)
    expect(await flags('old')).toContain('Seen')
  })

  test('marks nothing where that is not wanted', async () => {
    const ctx = ctxOf('moved', { markSeen: false })
    await office.dovecot.put('moved', [mail('unseen')])
    const { cursor } = await pollAll(ctx)
    await pollAll(ctx, cursor)
    expect(await flags('moved')).not.toContain('Seen')
  })

  test('leaves what came long before, and takes all that comes after', async () => {
    const ctx = ctxOf('old', { folder: 'INBOX' })
    const day = 24 * 60 * 60 * 1000
    await office.dovecot.put('old', [mail('ancient')], { received: new Date(Date.now() - 30 * day) })
    await office.dovecot.put('old', [mail('eight')], { received: new Date(Date.now() - 7 * day - 60_000) })
    await office.dovecot.put('old', [mail('six')], { received: new Date(Date.now() - 7 * day + 60_000) })
    const { items, cursor } = await pollAll(ctx)
    expect(items.map(({ key }) => key)).toEqual(['<seen@client.test>', '<six@client.test>'])
    // Moved here from another folder: its date is old, and it is new here.
    await office.dovecot.put('old', [mail('rescued')], { received: new Date(Date.now() - 60 * day) })
    expect((await pollAll(ctx, cursor)).items.map(({ key }) => key)).toEqual(['<rescued@client.test>'])
  })

  test('is read back to a day that somebody names, oldest first, and no mail of it is marked', async () => {
    const ctx = ctxOf('history')
    const ids = Array.from({ length: 60 }, (_, at) => `history-${at}`)
    await office.dovecot.put(
      'history',
      ids.map(id => mail(id)),
    )
    const items: RawItem[] = []
    const left: Array<number | undefined> = []
    for (let cursor: string | undefined, more: boolean | undefined = true; more; ) {
      const page = await channel.backfill!(cursor, new Date(Date.now() - 3_600_000), ctx)
      items.push(...page.items)
      left.push(page.left)
      ;({ cursor, more } = page)
    }
    expect(items.map(({ key }) => key)).toEqual(ids.map(id => `<${id}@client.test>`))
    expect(left).toEqual([10, 0])
    expect((await pollAll(ctx)).items.map(({ key }) => key)).toEqual(items.map(({ key }) => key))
    expect((await channel.backfill!(undefined, new Date(Date.now() + 3_600_000), ctx)).items).toEqual([])
  })

  test('of 200 mails is in within ten seconds', async () => {
    await office.dovecot.put(
      'busy',
      Array.from({ length: 200 }, (_, n) => mail(`busy-${n}`)),
    )
    const ctx = ctxOf('busy')
    const started = performance.now()
    const { items } = await pollAll(ctx)
    for (const item of items) await messageIn(item, ctx)
    const seconds = (performance.now() - started) / 1000
    expect(items.map(({ key }) => key)).toEqual(Array.from({ length: 200 }, (_, n) => `<busy-${n}@client.test>`))
    expect(seconds).toBeLessThan(10)
  })

  test('that was renumbered gives the same keys again, so that core knows what it has', async () => {
    const ctx = ctxOf('busy')
    const first = await pollAll(ctx)
    await office.dovecot.doveadm('mailbox', 'update', '-u', 'busy', '--uid-validity', '4711', 'INBOX')
    await office.dovecot.put('busy', [mail('after')])
    const second = await pollAll(ctx, first.cursor)
    expect(JSON.parse(second.cursor!)).toMatchObject({ uidValidity: '4711' })
    expect(new Set(second.items.map(({ key }) => key))).toEqual(
      new Set([...first.items.map(({ key }) => key), '<after@client.test>']),
    )
    expect((await pollAll(ctx, second.cursor)).items).toEqual([])
  })

  test('goes on after a mail that cannot be read, and says that it is there', async () => {
    await office.dovecot.put('broken', [mail('before')])
    await office.dovecot.put('broken', [mail('locked')], { unreadable: true })
    await office.dovecot.put('broken', [mail('behind')])
    const ctx = ctxOf('broken')
    const items: RawItem[] = []
    let cursor: string | undefined
    // As core does: an error is tried again from the same place.
    for (let tries = 0; tries < 10; tries++) {
      const page = await channel.poll!(cursor, ctx).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'temporary' })
        return undefined
      })
      items.push(...(page?.items ?? []))
      cursor = page?.cursor ?? cursor
      if (page && !page.more) break
    }
    expect(items.map(({ key }) => key)).toEqual([
      '<before@client.test>',
      expect.stringMatching(/^unreadable\/\d+\/2$/),
      '<behind@client.test>',
    ])
    expect((await messageIn(items[1], ctx)).text).toContain('UID 2')
  })

  test('gives the words of a mail that is too large, and says what is left out', async () => {
    const files = `Content-Type: application/pdf; name="groot.pdf"\nContent-Transfer-Encoding: base64\n\n${`${'A'.repeat(76)}\n`.repeat(360_000)}`
    const extra = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n'
    await office.dovecot.put('large', [
      mail('small'),
      `${mail('huge', 'Groot', extra)}\n--b\n${files}\n--b--\n`,
      mail('next'),
    ])
    const ctx = ctxOf('large')
    const { items } = await pollAll(ctx)
    expect(items.map(({ key }) => key)).toEqual(['<small@client.test>', '<huge@client.test>', '<next@client.test>'])
    expect(items[1]!.body.byteLength).toBeLessThan(2 * 1024 * 1024)
    const message = await messageIn(items[1], ctx)
    expect(message.text).toMatch(/^\[This mail is 27 MB.*\n\nKan dat nog\?$/s)
    expect(message.attachments).toEqual([])
  })
})

describe('the doorbell', () => {
  test('rings within two seconds of a delivery by SMTP, each time', async () => {
    const stop = new AbortController()
    const ctx = ctxOf('bell', {}, stop.signal)
    let rings = 0
    let rung = () => {}
    const listening = channel.listen!(() => {
      rings++
      rung()
    }, ctx)
    while (!rings) await sleep(20)
    for (const id of ['one', 'two', 'three']) {
      const ring = new Promise<void>(resolve => {
        rung = resolve
      })
      await sleep(300)
      const started = performance.now()
      await office.send('emma@school.test', 'bell@school.test', mail(id))
      await ring
      expect(performance.now() - started).toBeLessThan(2000)
    }
    stop.abort()
    await expect(listening).resolves.toBeUndefined()
    expect((await pollAll(ctxOf('bell'))).items).toHaveLength(3)
  })

  test('rings again when the server was away and came back', async () => {
    const own = await openPostOffice(['bell'])
    const stop = new AbortController()
    const ctx = testCtx({ settings: own.settings('bell'), signal: stop.signal })
    let rings = 0
    const listening = channel.listen!(() => rings++, ctx)
    while (!rings) await sleep(20)
    await own.dovecot.stop()
    const before = rings
    await own.dovecot.start()
    while (rings === before) await sleep(20)
    stop.abort()
    await listening
    await own.close()
  })

  test('hangs no longer when an admin must mend something', async () => {
    const ring = () => expect.fail('It rang')
    const listening = channel.listen!(ring, ctxOf('bell', { folder: 'Weg' }))
    await expect(listening).rejects.toMatchObject({ code: 'permanent' })
  })
})

describe.each(['password', 'xoauth2'] as const)('a conversation, signed in with %s', auth => {
  test('the answer lies in the customer’s mailbox, and theirs comes back to the same thread', async () => {
    const settings = office.settings('support', auth)
    const ctx = testCtx({ settings, now: new Date() })
    const customer = ctxOf('emma')
    const begun = await pollAll(ctx)
    const known = await pollAll(customer)

    const asked = `ask-${auth}`
    await office.send('emma@school.test', 'support@school.test', mail(asked, 'Aanmelden verpleegkunde'))
    const [question] = (await pollAll(ctx, begun.cursor)).items
    const message = await messageIn(question, ctx)
    const sent = await channel.send(
      answer({
        id: crypto.randomUUID(),
        inReplyTo: message.externalId,
        references: [message.externalId],
        subject: message.thread.title,
        to: message.author,
        attachments: [{ type: 'image/png', name: 'weg naar één.png', content: Buffer.from('a picture') }],
      }),
      ctx,
    )

    const [received] = (await pollAll(customer, known.cursor)).items
    const read = await simpleParser(Buffer.from(received!.body))
    expect(read).toMatchObject({
      messageId: sent.externalId,
      inReplyTo: `<${asked}@client.test>`,
      references: `<${asked}@client.test>`,
      subject: 'Re: Aanmelden verpleegkunde',
    })
    expect(read.text).toContain('Dat kan tot 1 april.')
    expect(read.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['weg naar één.png', 'a picture'],
    ])

    const extra = `In-Reply-To: ${sent.externalId}\nReferences: <${asked}@client.test> ${sent.externalId}\n`
    await office.send('emma@school.test', 'support@school.test', mail(`thanks-${auth}`, 'Re: Aanmelden', extra))
    const thanks = await messageIn((await pollAll(ctx, begun.cursor)).items.at(-1), ctx)
    expect(thanks.thread.externalId).toBe(message.thread.externalId)
    expect(thanks.references).toEqual([message.externalId, sent.externalId])
  })
})

describe('XOAUTH2', () => {
  let ctx: Ctx
  beforeEach(() => {
    ctx = testCtx({ settings: office.settings('modern', 'xoauth2'), now: new Date() })
  })

  test('one token serves reading, listening and sending', async () => {
    const before = office.tokens.given()
    await channel.poll!(undefined, ctx)
    await channel.send(answer({ id: crypto.randomUUID(), to: { externalId: 'emma@school.test' } }), ctx)
    await channel.poll!(undefined, ctx)
    expect(office.tokens.given() - before).toBe(1)
  })

  test('a token that was revoked is replaced, for reading and for sending', async () => {
    await channel.poll!(undefined, ctx)
    office.tokens.revokeAll()
    await channel.poll!(undefined, ctx)
    office.tokens.revokeAll()
    await channel.send(answer({ id: crypto.randomUUID(), to: { externalId: 'emma@school.test' } }), ctx)
  })

  test('a person who lost the right to it is told to connect again', async () => {
    const lost = testCtx({ settings: { ...office.settings('modern', 'xoauth2'), user: 'support' }, now: new Date() })
    await expect(channel.poll!(undefined, lost)).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(channel.send(answer({ to: { externalId: 'emma@school.test' } }), lost)).rejects.toMatchObject({
      code: 'unauthorized',
    })
  })
})

describe('an answer whose fate is unknown', () => {
  const found = (change = {}) => {
    const ctx = ctxOf('support', { copyToSent: true })
    const message = answer({ id: crypto.randomUUID(), to: { externalId: 'emma@school.test' }, ...change })
    return { ctx, message }
  }

  test('is found where the server keeps what was sent', async () => {
    const { ctx, message } = found()
    const sent = await channel.send(message, ctx)
    expect(await channel.reconcile!(message, new Date(), ctx)).toEqual({ externalId: sent.externalId })
  })

  test('is left to a person where there is no trace of it', async () => {
    const { ctx, message } = found()
    expect(await channel.reconcile!(message, new Date(), ctx)).toBe('unsure')
  })
})

describe('the check of a connection', () => {
  const steps = async (change: Partial<Settings>) => {
    const passed: string[] = []
    const error = await email.check!(ctxOf('support', change), step => passed.push(step)).then(
      () => undefined,
      (error: unknown) => (error instanceof PluginError ? error : expect.fail(String(error))),
    )
    return { passed, error }
  }

  test('names each step that works', async () => {
    const { passed, error } = await steps({})
    expect(error).toBeUndefined()
    expect(passed).toEqual([
      'IMAP: connected',
      'IMAP: signed in',
      expect.stringMatching(/^IMAP: folder INBOX found \(\d+ messages\)$/),
      'SMTP: connected',
      'SMTP: signed in',
    ])
  })

  test.each<[string, Partial<Settings>, number, string]>([
    ['a wrong port', { imapPort: 1 }, 0, 'refuses connections'],
    ['a wrong user', { user: 'nobody' }, 1, 'does not let nobody in'],
    ['a folder that is not there', { folder: 'Klanten' }, 2, 'There are: INBOX, Sent'],
    ['TLS where there is none', { imapSecurity: 'tls' }, 0, 'does not begin with TLS'],
    ['no SMTP there', { smtpPort: 1 }, 3, 'refuses connections'],
    ['a certificate that nobody knows', { imapSecurity: 'starttls' }, 0, 'not signed by an authority'],
    ['the same at the SMTP server', { smtpSecurity: 'starttls' }, 3, 'not signed by an authority'],
  ])('%s: how far it came, and what to do', async (_, change, count, words) => {
    const { passed, error } = await steps(change)
    expect(passed).toHaveLength(count)
    expect(error?.message).toContain(words)
  })

  describe('by an encrypted connection, to a server whose authority is known', () => {
    const known = getCACertificates('default')
    beforeAll(() => setDefaultCACertificates([...known, office.dovecot.certificate.cert]))
    afterAll(() => setDefaultCACertificates(known))

    test.each(['tls', 'starttls'] as const)('%s', async security => {
      const encrypted = {
        imapHost: 'localhost',
        imapSecurity: security,
        imapPort: security === 'tls' ? office.dovecot.tlsPort : office.dovecot.port,
        smtpHost: 'localhost',
        smtpSecurity: security,
        smtpPort: security === 'tls' ? office.smtpTlsPort : office.smtpPort,
      }
      const { passed, error } = await steps(encrypted)
      expect(error).toBeUndefined()
      expect(passed).toHaveLength(5)
    })

    test.each<[string, Partial<Settings>, number]>([
      ['IMAP', { imapHost: '127.0.0.1', imapSecurity: 'starttls' }, 0],
      ['SMTP', { smtpHost: '127.0.0.1', smtpSecurity: 'starttls' }, 3],
    ])('%s: a certificate for another name is refused, though the address is right', async (_, change, count) => {
      const { passed, error } = await steps(change)
      expect(passed).toHaveLength(count)
      expect(error?.message).toContain('is for another name')
    })
  })
})
