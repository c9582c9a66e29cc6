import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import type { PluginError } from 'webcare/plugin'
import { testCtx } from 'webcare/plugin/testing'
import email from './index.ts'
import type { MailSettings } from './settings.ts'
import { answer, school } from './testing.ts'

const closing: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A real SMTP server; what it took lies in `taken`. */
async function openServer(options: SMTPServerOptions = {}) {
  const taken: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 10,
    onAuth: ({ username, password }, _, done) =>
      password === school.password ? done(null, { user: username }) : done(smtp(535, '5.7.8 Wrong user or password')),
    onData(stream, _, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        taken.push(Buffer.concat(parts).toString())
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  closing.push(() => new Promise<void>(resolve => server.close(resolve)))
  return { taken, port: (listening.address() as AddressInfo).port }
}

const smtp = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode })
const ctxAt = (smtpPort: number, settings: Partial<MailSettings> = {}, signal = AbortSignal.timeout(3000)) =>
  testCtx({ settings: { ...school, smtpPort, ...settings }, signal })
const send = (port: number, settings?: Partial<MailSettings>, message = answer(), signal?: AbortSignal) =>
  email.channel!.send(message, ctxAt(port, settings, signal))
const failure = (sending: Promise<unknown>): Promise<PluginError> =>
  sending.then(
    sent => expect.fail(`It resolved with ${JSON.stringify(sent)}`),
    error => error,
  )

describe('sending', () => {
  test('hands the mail over, and answers with its Message-ID', async () => {
    const { port, taken } = await openServer()
    expect(await send(port)).toMatchObject({ externalId: '<01980000-aaaa-7000-8000-000000000001@school.nl>' })
    expect(taken).toHaveLength(1)
    expect(taken[0]).toContain('Subject: Re: Aanmelden verpleegkunde')
  })

  test('needs no sign-in at a relay that asks for none', async () => {
    const { port, taken } = await openServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
    await send(port)
    expect(taken).toHaveLength(1)
  })

  test('takes the id that Microsoft 365 gives the mail: customers answer that one', async () => {
    const given = '<AM0PR01MB1@AM0PR01MB1.eurprd01.prod.outlook.com>'
    const { port } = await openServer({
      onData: (stream, _, done) => void stream.resume().on('end', () => done(null, `2.0.0 OK ${given} [Hostname=x]`)),
    })
    const [sent] = await Promise.allSettled([send(port)])
    // smtp-server says “250 2.0.0 OK …” as that server does.
    expect(sent).toMatchObject({ status: 'fulfilled', value: { externalId: given } })
  })

  test('a long line and a lone dot arrive as they were written', async () => {
    const text = `${'woord '.repeat(2000)}\n.\n..\nFrom hier`
    const { port, taken } = await openServer()
    await send(port, {}, answer({ text }))
    const { simpleParser } = await import('mailparser')
    expect((await simpleParser(taken[0]!)).text?.trimEnd()).toBe(text)
  })
})

describe('what an outcome is called', () => {
  test.each<[string, PluginError['code'], SMTPServerOptions]>([
    ['the sender is refused for ever', 'permanent', { onMailFrom: (_, __, done) => done(smtp(550, '5.7.1 No')) }],
    ['the sender is refused for now', 'temporary', { onMailFrom: (_, __, done) => done(smtp(450, '4.7.1 Later')) }],
    ['there is no such mailbox', 'permanent', { onRcptTo: (_, __, done) => done(smtp(550, '5.1.1 No such user')) }],
    ['the mailbox is full', 'temporary', { onRcptTo: (_, __, done) => done(smtp(452, '4.2.2 Full')) }],
    ['greylisting', 'temporary', { onRcptTo: (_, __, done) => done(smtp(451, '4.7.1 Come back in five minutes')) }],
    [
      'the content is refused for ever',
      'permanent',
      { onData: (stream, _, done) => void stream.resume().on('end', () => done(smtp(554, '5.7.1 Spam'))) },
    ],
    [
      'the content is refused for now',
      'temporary',
      { onData: (stream, _, done) => void stream.resume().on('end', () => done(smtp(421, '4.3.2 Shutting down'))) },
    ],
    ['the password is wrong', 'unauthorized', { onAuth: (_, __, done) => done(smtp(535, '5.7.8 Wrong')) }],
    ['the sign-in server is away', 'temporary', { onAuth: (_, __, done) => done(smtp(454, '4.7.0 Later')) }],
    ['sign-in is wanted after all', 'unauthorized', { onMailFrom: (_, __, done) => done(smtp(530, '5.7.0 Sign in')) }],
    ['the server is too busy', 'temporary', { onConnect: (_, done) => done(smtp(421, '4.7.0 Too many connections')) }],
    ['the mail is larger than the server takes', 'permanent', { size: 200 }],
  ])('%s: %s', async (_, code, options) => {
    const { port } = await openServer(options)
    expect((await failure(send(port))).code).toBe(code)
  })

  test('the reason is the server’s own', async () => {
    const { port } = await openServer({ onRcptTo: (_, __, done) => done(smtp(550, '5.1.1 No such user here')) })
    expect((await failure(send(port))).message).toBe('127.0.0.1 refuses: 550 5.1.1 No such user here')
  })

  test('nobody listens: temporary, and says what to check', async () => {
    const { port } = await openServer()
    await closing.pop()?.()
    const error = await failure(send(port))
    expect(error.code).toBe('temporary')
    expect(error.message).toBe(
      `127.0.0.1, port ${port}, refuses connections. Check the port, and that the server is on.`,
    )
  })

  test('a name that does not exist: temporary, and says which', async () => {
    const ctx = {
      ...ctxAt(25, { smtpHost: 'smtp.shcool.nl' }),
      address: () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' })),
    }
    const error = await failure(email.channel!.send(answer(), ctx))
    expect(error).toMatchObject({ code: 'temporary', message: expect.stringContaining('smtp.shcool.nl') })
  })

  test('a server inside that the operator did not allow: permanent', async () => {
    const ctx = {
      ...ctxAt(25, { smtpHost: '169.254.169.254' }),
      address: () => Promise.reject(Object.assign(new Error('May not be reached.'), { code: 'FORBIDDEN' })),
    }
    expect((await failure(email.channel!.send(answer(), ctx))).code).toBe('permanent')
  })

  test('a certificate that nobody signed: temporary, and nothing was said to that server', async () => {
    const { port, taken } = await openServer({ secure: true, disabledCommands: [] })
    const error = await failure(send(port, { smtpSecurity: 'tls' }))
    expect(error).toMatchObject({ code: 'temporary', message: expect.stringContaining('certificate') })
    expect(taken).toEqual([])
  })

  test('STARTTLS that the server does not offer: no password leaves in the clear', async () => {
    let signedIn = 0
    const { port } = await openServer({
      onAuth(_, __, done) {
        signedIn++
        done(null, { user: 'x' })
      },
    })
    const error = await failure(send(port, { smtpSecurity: 'starttls' }))
    expect(error).toMatchObject({ code: 'temporary', message: expect.stringContaining('STARTTLS') })
    expect(signedIn).toBe(0)
  })

  test('TLS at a port that speaks none: temporary, and says so', async () => {
    const { port } = await openServer()
    const error = await failure(send(port, { smtpSecurity: 'tls' }))
    expect(error).toMatchObject({ code: 'temporary', message: expect.stringContaining('TLS') })
  })

  test('no answer to the whole mail: unknown', async () => {
    const { port } = await openServer({ onData: stream => void stream.resume() })
    expect((await failure(send(port, {}, answer(), AbortSignal.timeout(300)))).code).toBe('unknown')
  })

  test('no answer before the mail: temporary', async () => {
    const { port } = await openServer({ onRcptTo: () => {} })
    expect((await failure(send(port, {}, answer(), AbortSignal.timeout(300)))).code).toBe('temporary')
  })

  test('the time was up already: temporary, and nothing left', async () => {
    const { port, taken } = await openServer()
    expect((await failure(send(port, {}, answer(), AbortSignal.abort()))).code).toBe('temporary')
    expect(taken).toEqual([])
  })
})

describe('F-20: a connection that is cut after any number of bytes', () => {
  /** Passes so many bytes on to the server, then cuts both sides. */
  async function cutAfter(bytes: number, port: number): Promise<number> {
    const proxy: Server = createServer(client => {
      const server = connect(port, '127.0.0.1')
      let left = bytes
      const cut = () => {
        client.resetAndDestroy()
        server.destroy()
      }
      client.on('error', () => server.destroy())
      server.on('error', () => client.destroy())
      server.pipe(client)
      client.on('data', data => {
        const part = data.subarray(0, left)
        left -= part.length
        if (left > 0) server.write(part)
        else {
          client.pause()
          server.write(part, () => setTimeout(cut, 20))
        }
      })
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    closing.push(() => proxy.close())
    return (proxy.address() as AddressInfo).port
  }

  test('is never called unsent when the server took the mail', async () => {
    const { port, taken } = await openServer()
    let whole = 0
    const meter: Server = createServer(client => {
      const server = connect(port, '127.0.0.1')
      client.on('data', data => {
        whole += data.length
      })
      client.pipe(server).pipe(client)
    }).listen(0, '127.0.0.1')
    await once(meter, 'listening')
    closing.push(() => meter.close())
    await send((meter.address() as AddressInfo).port)

    const offsets = [...Array(30).keys()].map(n => 1 + Math.floor((n * whole) / 30))
    const atTheEnd = [...Array(12).keys()].map(n => whole - n)
    const outcomes = new Set<string>()
    for (const offset of [...offsets, ...atTheEnd]) {
      const before = taken.length
      const outcome = await send(await cutAfter(offset, port), {}, answer(), AbortSignal.timeout(2000)).then(
        () => 'sent',
        (error: PluginError) => error.code,
      )
      await new Promise(resolve => setTimeout(resolve, 10))
      outcomes.add(outcome)
      if (taken.length > before) expect(['sent', 'unknown'], `${offset} of ${whole} bytes`).toContain(outcome)
      else expect(['temporary', 'unknown'], `${offset} of ${whole} bytes`).toContain(outcome)
    }
    expect(outcomes).toContain('temporary')
    expect(outcomes).toContain('unknown')
  }, 60_000)

  test('in the middle of a large file nothing was sent, and that is known', async () => {
    const { port, taken } = await openServer()
    const files = [{ type: 'application/pdf', name: 'groot.pdf', content: new Uint8Array(9_000_000) }]
    const error = await failure(send(await cutAfter(1_500_000, port), {}, answer({ attachments: files })))
    expect(error.code).toBe('temporary')
    expect(taken).toEqual([])
  })
})
